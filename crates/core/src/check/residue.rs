//! `RESIDUE`: Chinese characters are left in the English, outside brackets that gloss a word. What
//! stands in Chinese brackets is no gloss: it was left with them.

use super::{Sides, on_target};
use crate::finding::{Finding, Severity};
use crate::text::script::is_han;
use crate::text::span::Span;

pub(super) fn check(sides: &Sides<'_>) -> Vec<Finding> {
    let spans = runs(sides.pair.target);
    let Some(longest) = spans.iter().map(|span| span.len()).max() else { return Vec::new() };
    let severity = if longest >= 2 { Severity::Critical } else { Severity::Major };
    let left: Vec<&str> = spans.iter().map(|span| span.of(sides.pair.target)).collect();
    let mut finding = on_target(
        "RESIDUE",
        severity,
        format!("Chinese is left in the English: {}", left.join(", ")),
    );
    finding.target_spans = spans;
    vec![finding]
}

/// Returns the runs of Chinese characters that do not stand in brackets.
fn runs(text: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    if text.is_ascii() {
        return spans;
    }
    let mut depth = 0_usize;
    for (at, c) in text.chars().enumerate() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            c if depth == 0 && is_han(c) => match spans.last_mut() {
                Some(span) if span.end == at => span.end += 1,
                _ => spans.push(Span::new(at, at + 1)),
            },
            _ => {}
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_rules;

    #[test]
    fn chinese_left_in_the_text_is_reported_and_a_gloss_is_not() {
        let source = "白河县今年开渠三条。";
        assert_rules(source, "Baihe county dug three 新渠 this year.", &["RESIDUE"]);
        assert_rules(source, "Baihe county dug three canals (渠) this year.", &[]);
        let left = "Baihe county dug three canals（水渠）this year.";
        assert_rules(source, left, &["RESIDUE", "CJK_PUNCT"]);
    }
}
