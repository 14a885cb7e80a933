//! What only shows across the segments of an edition: one spelling for a person, one English for a slogan,
//! one build for the headings of a text.
//!
//! A file for each thing that is watched; each is handed the pairs in order and tells what it finds at the
//! later place.

mod gloss;
mod heading;
mod mention;
mod name;
mod same;
mod slogan;

use super::{Pair, Sides};
use crate::finding::Finding;

/// Returns what differs between pairs, with the number of the pair at which it is told.
pub fn across<'a>(pairs: impl IntoIterator<Item = Pair<'a>>) -> Vec<(usize, Finding)> {
    let mut names = name::Names::default();
    let mut slogans = slogan::Slogans::default();
    let mut same = same::Texts::default();
    let mut headings = heading::Headings::default();
    let mut glosses = gloss::Glosses::default();
    let mut mentions = mention::Mentions::default();
    let mut findings = Vec::new();
    for (number, pair) in pairs.into_iter().enumerate() {
        let sides = Sides::new(pair);
        let found = names.look(&sides).into_iter();
        let found = found.chain(slogans.look(&sides)).chain(same.look(pair));
        let found = found.chain(headings.look(&pair));
        let found = found.chain(glosses.look(&sides)).chain(mentions.look(&sides));
        findings.extend(found.map(|finding| (number, finding)));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    pub(super) fn assert_across(pairs: &[Pair<'_>], expected: &[(usize, &str)]) {
        let found = across(pairs.iter().copied());
        let found: Vec<(usize, &str)> =
            found.iter().map(|(number, finding)| (*number, finding.rule.as_str())).collect();
        assert_eq!(found, expected);
    }
}
