//! A pair with what several rules read from it: figures and names are read once.

use std::cell::OnceCell;

use super::Pair;
use crate::fact::name::{Person, persons};
use crate::fact::{Comparison, Figure, compare, mentions_zh, read_en};

/// A pair under examination.
pub(super) struct Sides<'a> {
    pub pair: Pair<'a>,
    figures: OnceCell<Figures>,
    persons: OnceCell<Vec<Person>>,
}

/// The figures of both sides, held against each other.
pub(super) struct Figures {
    pub zh: Vec<Figure>,
    pub en: Vec<Figure>,
    pub comparison: Comparison,
}

impl<'a> Sides<'a> {
    pub(super) fn new(pair: Pair<'a>) -> Self {
        Self { pair, figures: OnceCell::new(), persons: OnceCell::new() }
    }

    /// Returns the figures; they are read at the first call.
    pub(super) fn figures(&self) -> &Figures {
        self.figures.get_or_init(|| {
            let zh = mentions_zh(self.pair.source);
            let en = read_en(self.pair.target);
            let comparison = compare(&zh, &en);
            Figures { zh, en, comparison }
        })
    }

    /// Returns the persons of the Chinese; they are looked for at the first call.
    pub(super) fn persons(&self) -> &[Person] {
        self.persons.get_or_init(|| persons(self.pair.source))
    }
}
