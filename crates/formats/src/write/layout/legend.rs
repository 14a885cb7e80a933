//! How the English was made: a mark in the gutter where it differs from most of the page.

use recto_core::edition::Edition;
use recto_core::unit::{Method, State, Unit};
use serde::Serialize;

/// How the English of a segment was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct Made {
    /// What stands in the gutter.
    pub mark: &'static str,
    /// What it says of the English.
    pub meaning: &'static str,
}

/// What the marks of a page mean.
#[derive(Debug, Serialize)]
pub(super) struct Legend {
    /// What English without a mark is: the way most of it was made.
    pub unmarked: Option<&'static str>,
    /// The marks on the page, in order of first appearance.
    pub marks: Vec<Made>,
}

impl Made {
    /// Tells how the English of a unit was made; text that stands as it is needs no mark.
    pub(super) fn of(unit: &Unit) -> Option<Self> {
        let target = unit.target.as_ref()?;
        let (mark, meaning) = match (unit.state, target.method) {
            (State::Final, _) => ("final", "signed off by a person"),
            (State::Reviewed, _) => ("rev", "reviewed by a person"),
            (_, Method::Person) => ("hand", "written by a person"),
            (_, Method::Machine) => ("mt", "machine translation, not reviewed"),
            (_, Method::Draft) => ("draft", "put together offline from patterns and terms"),
            (_, Method::Gloss) => ("gloss", "the words one by one, not a translation"),
            (_, Method::Copy) => return None,
        };
        Some(Self { mark, meaning })
    }
}

impl Legend {
    /// Finds the way most of an edition was made, and the ways that differ from it.
    pub(super) fn of(edition: &Edition) -> Self {
        let mut counts: Vec<(Made, usize)> = Vec::new();
        for made in edition.units().filter_map(Made::of) {
            match counts.iter_mut().find(|(known, _)| *known == made) {
                Some((_, count)) => *count += 1,
                None => counts.push((made, 1)),
            }
        }
        let most = counts.iter().map(|&(_, count)| count).max();
        let usual = counts.iter().find(|&&(_, count)| Some(count) == most).map(|&(made, _)| made);
        let marks = counts.iter().map(|&(made, _)| made).filter(|made| Some(*made) != usual);
        Self { unmarked: usual.map(|made| made.meaning), marks: marks.collect() }
    }

    /// Returns the mark, where it is not the usual one.
    pub(super) fn shown(&self, made: Option<Made>) -> Option<Made> {
        made.filter(|made| self.marks.contains(made))
    }
}
