//! `LENGTH`: far too short or too long.
//!
//! English newspaper text has 2.7 to 4.8 characters for each Chinese one, punctuation included. The
//! band here is wider, so that only lost or invented sentences fall out of it; short texts vary too
//! much to be judged.

use super::{Sides, on_target};
use crate::finding::{Finding, Severity};

const TOO_SHORT: f64 = 1.6;
const TOO_LONG: f64 = 8.0;

/// The same for a few characters: a string of offices is five times as long in English.
const TOO_LONG_FOR_FEW: f64 = 11.0;
const FEW: usize = 40;

pub(super) fn check(sides: &Sides<'_>) -> Vec<Finding> {
    let too_long = if sides.source().len() < FEW { TOO_LONG_FOR_FEW } else { TOO_LONG };
    let what = match sides.ratio() {
        Some(ratio) if ratio < TOO_SHORT => "short: something may be missing",
        Some(ratio) if ratio > too_long => "long: something may be added",
        _ => return Vec::new(),
    };
    let (source, target) = (sides.source().len(), sides.target().len());
    vec![on_target(
        "LENGTH",
        Severity::Major,
        format!("{target} characters of English for {source} of Chinese is very {what}"),
    )]
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_rules, run_on};

    #[test]
    fn a_lost_and_an_invented_passage_are_reported() {
        let source = "今年以来,白河县先后开渠修桥,农田连片受益,农民收入稳步增长。";
        assert_rules(source, "Baihe county dug canals.", &["LENGTH"]);
        let invented = "Baihe county dug canals. ".repeat(14);
        assert!(run_on(source, &invented).iter().any(|finding| finding.rule == "LENGTH"));
        assert_rules(
            source,
            "This year Baihe county has dug canals and built bridges, to the benefit of whole \
             stretches of farmland, and farmers' incomes have grown steadily.",
            &[],
        );
    }
}
