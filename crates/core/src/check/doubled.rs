//! `DOUBLED_WORD`: the same word twice with nothing but a space between: "the the".
//!
//! Words that English itself doubles ("had had", "that that") and names (Ma Lin Lin) are left alone.

use super::words::Word;
use super::{Sides, on_target};
use crate::finding::{Finding, Severity};
use crate::text::span::Span;

/// Words that may stand twice.
const TWICE: &[&str] = &[
    "had", "that", "very", "is", "so", "far", "more", "many", "no", "yes", "bye", "ha", "tut",
    "long", "never", "really", "much", "again", "now", "there", "knock", "tick", "choo", "in",
    "on", "do",
];

pub(super) fn check(sides: &Sides<'_>) -> Vec<Finding> {
    let (words, target) = (sides.words(), sides.target());
    let between = |a: &Word<'_>, b: &Word<'_>| &target[a.span.end..b.span.start];
    let is_doubled = |pair: &&[Word<'_>]| {
        let [a, b] = pair else { return false };
        a.text.eq_ignore_ascii_case(b.text)
            && !b.is_capital()
            && a.text.chars().all(char::is_alphabetic)
            && between(a, b).iter().all(|c| c.is_whitespace())
            && !TWICE.contains(&a.lower.as_ref())
    };
    let doubled = words.windows(2).filter(is_doubled);
    doubled
        .map(|pair| {
            let message = format!("`{} {}` stands twice", pair[0].text, pair[1].text);
            let mut finding = on_target("DOUBLED_WORD", Severity::Minor, message);
            finding.target_spans = vec![Span::new(pair[0].span.start, pair[1].span.end)];
            finding.suggestion = Some(pair[0].text.to_owned());
            finding
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_rules;

    #[test]
    fn a_word_twice_is_reported_but_not_what_english_doubles() {
        let source = "白河县的水渠已经修好。";
        assert_rules(source, "The the canal of Baihe county is ready.", &["DOUBLED_WORD"]);
        assert_rules(source, "The canal that that county needs is ready.", &[]);
        assert_rules(source, "The canal of Ma Lin Lin in Baihe county is ready.", &[]);
        assert_rules(source, "The canal, the canal of Baihe county is ready.", &[]);
    }
}
