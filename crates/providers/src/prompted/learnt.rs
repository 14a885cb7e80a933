//! What a run has found out about a model: which features it refuses, and which form of answer it
//! keeps to.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

use serde::Deserialize;
use serde_json::Value;

use crate::api::Form;
use crate::feature::{Feature, Features, Refused};
use crate::verdict::{Class, Fault};

/// The forms of answer, from strict to none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rung {
    /// JSON by a schema.
    #[default]
    Schema,
    /// Some JSON object.
    Object,
    /// As the instructions say.
    Plain,
}

/// So many unusable answers in a row, before any usable one, and the next form is tried.
const MISSES: u8 = 2;

/// What is known about one model.
#[derive(Debug, Default)]
pub(super) struct Learnt {
    first: Rung,
    /// What the model is known to refuse.
    known: Features,
    /// What it has said it refuses, in this run or in an earlier one.
    told: Arc<Refused>,
    /// What it turned out not to keep to in this run.
    refused: Refused,
    /// Whether the present form has ever brought a usable answer.
    proven: AtomicBool,
    misses: AtomicU8,
}

impl From<Rung> for Learnt {
    fn from(first: Rung) -> Self {
        Self { first, ..Self::default() }
    }
}

impl Learnt {
    /// Begins with what is known of a model and what earlier runs were told by it.
    pub(super) fn new(first: Rung, known: Features, told: Arc<Refused>) -> Self {
        Self { first, known, told, ..Self::default() }
    }

    /// Returns the form to ask for.
    pub(super) fn rung(&self) -> Rung {
        let refused = self.refused();
        if self.first == Rung::Schema && !refused.holds(Feature::Schema) {
            Rung::Schema
        } else if self.first <= Rung::Object && !refused.holds(Feature::Object) {
            Rung::Object
        } else {
            Rung::Plain
        }
    }

    /// Returns the form to ask for, by this schema where the model takes one.
    pub(super) fn form<'a>(&self, schema: &'a Value) -> Form<'a> {
        match self.rung() {
            Rung::Schema => Form::Schema(schema),
            Rung::Object => Form::Object,
            Rung::Plain => Form::Plain,
        }
    }

    /// Returns what the model refuses.
    pub(super) fn refused(&self) -> Features {
        self.refused.so_far().and(self.told.so_far()).and(self.known)
    }

    /// Takes in that a request was refused.
    pub(super) fn note(&self, fault: &Fault) {
        if let Class::Unsupported(feature) = fault.class {
            self.told.add(feature);
        }
    }

    /// Takes in how an answer turned out.
    pub(super) fn graded(&self, usable: bool) {
        if usable {
            self.proven.store(true, Ordering::Relaxed);
            self.misses.store(0, Ordering::Relaxed);
            return;
        }
        let misses = self.misses.fetch_add(1, Ordering::Relaxed).saturating_add(1);
        if misses < MISSES || self.proven.load(Ordering::Relaxed) {
            return;
        }
        self.misses.store(0, Ordering::Relaxed);
        match self.rung() {
            Rung::Schema => self.refused.add(Feature::Schema),
            Rung::Object => self.refused.add(Feature::Object),
            Rung::Plain => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refuse(learnt: &Learnt, feature: Feature) {
        learnt.note(&Fault::new(Class::Unsupported(feature), ""));
    }

    #[test]
    fn a_refused_form_is_not_asked_for_again() {
        let learnt = Learnt::default();
        assert_eq!(learnt.rung(), Rung::Schema);
        refuse(&learnt, Feature::Schema);
        refuse(&learnt, Feature::Schema);
        assert_eq!(learnt.rung(), Rung::Object);
        refuse(&learnt, Feature::Object);
        assert_eq!(learnt.rung(), Rung::Plain);
    }

    #[test]
    fn a_model_without_any_format_is_asked_plainly() {
        let learnt = Learnt::default();
        refuse(&learnt, Feature::Format);
        assert_eq!(learnt.rung(), Rung::Plain);
    }

    #[test]
    fn two_unusable_answers_before_any_usable_one_take_the_next_form() {
        let learnt = Learnt::default();
        learnt.graded(false);
        assert_eq!(learnt.rung(), Rung::Schema);
        learnt.graded(false);
        assert_eq!(learnt.rung(), Rung::Object);
    }

    #[test]
    fn a_form_that_has_worked_is_kept() {
        let learnt = Learnt::default();
        learnt.graded(true);
        (0..9).for_each(|_| learnt.graded(false));
        assert_eq!(learnt.rung(), Rung::Schema);
    }

    #[test]
    fn a_vendor_may_begin_further_down() {
        assert_eq!(Learnt::from(Rung::Object).rung(), Rung::Object);
        assert_eq!(Learnt::from(Rung::Plain).rung(), Rung::Plain);
    }
}
