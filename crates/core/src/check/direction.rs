//! `DIRECTION`: what rises in the Chinese rises in the English, and what falls falls.

use super::words::words;
use super::{Sides, on_target};
use crate::fact::{Figure, Role};
use crate::finding::{Finding, Severity};
use crate::text::span::Span;

const UP: &[&str] = &[
    "rose",
    "rise",
    "rises",
    "rising",
    "risen",
    "grew",
    "grow",
    "grows",
    "grown",
    "growth",
    "up",
    "increase",
    "increased",
    "increases",
    "increasing",
    "climbed",
    "gained",
    "gain",
    "expanded",
    "jumped",
    "surged",
    "soared",
    "higher",
    "above",
    "improved",
    "raised",
    "more",
    "faster",
    "upward",
];

const DOWN: &[&str] = &[
    "fell",
    "fall",
    "falls",
    "falling",
    "fallen",
    "dropped",
    "drop",
    "drops",
    "down",
    "decrease",
    "decreased",
    "decreases",
    "declined",
    "decline",
    "declining",
    "reduced",
    "reduction",
    "reducing",
    "cut",
    "shrank",
    "slipped",
    "lower",
    "lowered",
    "below",
    "shortened",
    "less",
    "slower",
    "downward",
];

pub(super) fn check(sides: &Sides<'_>) -> Vec<Finding> {
    let figures = sides.figures();
    let pairs = figures.comparison.matched.iter();
    pairs.filter_map(|&(zh, en)| turned(sides, &figures.zh[zh], &figures.en[en])).collect()
}

fn turned(sides: &Sides<'_>, zh: &Figure, en: &Figure) -> Option<Finding> {
    let is_share = matches!(zh.unit.as_deref(), Some("%" | "percentage_point"));
    let wrong = match zh.role {
        Role::Growth => (DOWN, UP, "rises"),
        Role::Fall => (UP, DOWN, "falls"),
        _ => return None,
    };
    let (opposite, right, says) = wrong;
    if !is_share || is_qualified(sides.pair.source, zh.span) {
        return None;
    }
    let clause = words(clause_around(sides.pair.target, en.span));
    let has = |list: &[&str]| clause.iter().any(|word| list.contains(&word.lower.as_str()));
    if !has(opposite) || has(right) {
        return None;
    }
    let message =
        format!("what {says} by {} in the Chinese does the opposite in the English", zh.text);
    let mut finding = on_target("DIRECTION", Severity::Critical, message);
    finding.spans = vec![zh.span];
    finding.target_spans = vec![en.span];
    Some(finding)
}

/// Tells whether the direction is that of a rate and not of the thing: 降幅收窄, 负增长.
fn is_qualified(source: &str, span: Span) -> bool {
    let before: Vec<char> = source.chars().take(span.start).collect();
    let clause =
        before.iter().rev().take(14).take_while(|c| !matches!(c, ',' | '，' | '。' | ';' | '；'));
    clause
        .into_iter()
        .any(|c| matches!(c, '幅' | '负' | '速' | '率' | '缺' | '逆' | '损' | '亏' | '耗' | '本'))
}

/// Returns the clause of the English around a figure.
fn clause_around(text: &str, span: Span) -> &str {
    let is_end = |c: char| matches!(c, ',' | ';' | '.' | '—' | '(' | ')');
    let (byte_start, byte_end) = (byte_of(text, span.start), byte_of(text, span.end));
    let start = text[..byte_start]
        .rfind(is_end)
        .map_or(0, |byte| byte + text[byte..].chars().next().map_or(1, char::len_utf8));
    let end = text[byte_end..].find(is_end).map_or(text.len(), |byte| byte_end + byte);
    text.get(start..end).unwrap_or("")
}

fn byte_of(text: &str, place: usize) -> usize {
    text.char_indices().nth(place).map_or(text.len(), |(byte, _)| byte)
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_rules;

    #[test]
    fn a_rise_that_has_become_a_fall_is_reported() {
        assert_rules(
            "白河县用水量下降5%。",
            "Baihe county's water use rose 5 percent.",
            &["DIRECTION"],
        );
        assert_rules(
            "白河县用水量增长5%。",
            "Baihe county's water use fell 5 percent.",
            &["DIRECTION"],
        );
        assert_rules("白河县用水量下降5%。", "Baihe county's water use was down 5 percent.", &[]);
        assert_rules(
            "白河县用水量降幅收窄5个百分点。",
            "The fall in Baihe county's water use narrowed by five percentage points.",
            &[],
        );
    }
}
