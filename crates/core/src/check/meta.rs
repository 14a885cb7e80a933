//! `META_TEXT`: the answer talks about itself: a preamble, a label, a note to the user, a code fence.

use super::{Sides, on_target};
use crate::finding::{Finding, Severity};

/// How chat models begin; compared in lower case.
const OPENINGS: [&str; 12] = [
    "here is the translation",
    "here's the translation",
    "here is the english",
    "here's the english",
    "sure, here",
    "sure! here",
    "certainly! here",
    "certainly, here",
    "of course! here",
    "translation:",
    "english translation:",
    "english:",
];

/// What nobody prints in a newspaper.
const INSIDE: [&str; 6] =
    ["```", "</think>", "note: the translation", "(note: i ", "translator's note", "\"segments\":"];

pub(super) fn check(sides: &Sides<'_>) -> Vec<Finding> {
    let answer = sides.lower().trim_start();
    let talks = OPENINGS.iter().any(|words| answer.starts_with(words))
        || INSIDE.iter().any(|words| answer.contains(words));
    if talks {
        return vec![
            on_target("META_TEXT", Severity::Critical, "the answer talks about itself")
                .hinted("only the translation belongs there"),
        ];
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_rules;

    #[test]
    fn a_preamble_and_a_fence_are_reported_and_a_sentence_is_not() {
        let source = "白河县今年开渠三条。";
        assert_rules(source, "Sure! Here is the text: Baihe dug three canals.", &["META_TEXT"]);
        assert_rules(source, "```\nBaihe county dug three canals.\n```", &["META_TEXT"]);
        assert_rules(source, "Here is a county that dug three canals.", &[]);
    }
}
