//! `DIRECTION`: what rises in the Chinese rises in the English, and what falls falls.

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
    if !is_share || is_qualified(sides.source(), zh.span) {
        return None;
    }
    let words = sides.words();
    let clause = &words[words.within(clause_around(sides.target(), en.span))];
    let has = |list: &[&str]| clause.iter().any(|word| list.contains(&word.lower.as_ref()));
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
fn is_qualified(source: &[char], span: Span) -> bool {
    let clause = source[..span.start]
        .iter()
        .rev()
        .take(14)
        .take_while(|c| !matches!(c, ',' | '，' | '。' | ';' | '；'));
    clause
        .into_iter()
        .any(|c| matches!(c, '幅' | '负' | '速' | '率' | '缺' | '逆' | '损' | '亏' | '耗' | '本'))
}

/// Returns where the clause of the English around a figure stands.
fn clause_around(text: &[char], span: Span) -> Span {
    let is_end = |c: &char| matches!(c, ',' | ';' | '.' | '—' | '(' | ')');
    let start = text[..span.start].iter().rposition(is_end).map_or(0, |mark| mark + 1);
    let end = text[span.end..].iter().position(is_end).map_or(text.len(), |mark| span.end + mark);
    Span::new(start, end)
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
