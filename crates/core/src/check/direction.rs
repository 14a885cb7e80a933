//! `DIRECTION`: what rises in the Chinese rises in the English, and what falls falls.

use super::{Sides, on_target};
use crate::fact::{Figure, Role};
use crate::finding::{Finding, Severity};
use crate::text::span::Span;

/// Verbs and nouns of a rise: what they say of a figure leaves no doubt.
const RISES: &[&str] = &[
    "rose",
    "rise",
    "rises",
    "rising",
    "risen",
    "grew",
    "grow",
    "grows",
    "growing",
    "grown",
    "increase",
    "increased",
    "increases",
    "increasing",
    "climbed",
    "climbing",
    "gained",
    "expanded",
    "jumped",
    "surged",
    "soared",
    "raised",
    "widened",
];

/// Words that go with a rise, and also with other things.
const UP: &[&str] = &[
    "growth",
    "up",
    "gain",
    "higher",
    "above",
    "improved",
    "more",
    "faster",
    "upward",
    "added",
    "adding",
    "extra",
    "additional",
    "new",
];

/// Verbs and nouns of a fall.
const FALLS: &[&str] = &[
    "fell",
    "fall",
    "falls",
    "falling",
    "fallen",
    "dropped",
    "drop",
    "drops",
    "dropping",
    "decrease",
    "decreased",
    "decreases",
    "declined",
    "decline",
    "declines",
    "declining",
    "reduced",
    "reduces",
    "reduction",
    "reducing",
    "cut",
    "cuts",
    "cutting",
    "shrank",
    "shrunk",
    "slipped",
    "lowered",
    "shortened",
    "slashed",
    "plunged",
];

/// Words that go with a fall, and also with other things.
const DOWN: &[&str] = &[
    "down", "lower", "below", "less", "fewer", "slower", "slowed", "eased", "narrowed", "downward",
    "saved", "saving", "savings",
];

/// Chinese words directly before the level to which something rose or fell, and before the amount by which.
const RISES_BY: &[&str] = &[
    "升至",
    "升到",
    "增至",
    "增到",
    "增加到",
    "增加至",
    "增长到",
    "增长至",
    "提高到",
    "提高至",
    "上升到",
    "上升至",
    "上调至",
    "上调到",
    "涨到",
    "涨至",
    "增加",
    "增长",
    "上升",
    "上涨",
    "上调",
];
const FALLS_BY: &[&str] = &[
    "降至",
    "降到",
    "减至",
    "减到",
    "减少到",
    "减少至",
    "下降到",
    "下降至",
    "降低到",
    "降低至",
    "回落至",
    "回落到",
    "下调至",
    "下调到",
    "缩短至",
    "缩短到",
    "压缩至",
    "压缩到",
    "跌至",
    "跌到",
    "减少",
    "下降",
    "降低",
    "下跌",
    "下调",
];

/// Which way something went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
}

pub(super) fn check(sides: &Sides<'_>) -> Vec<Finding> {
    let figures = sides.figures();
    let pairs = figures.comparison.matched.iter();
    pairs.filter_map(|&(zh, en)| turned(sides, &figures.zh[zh], &figures.en[en])).collect()
}

fn turned(sides: &Sides<'_>, zh: &Figure, en: &Figure) -> Option<Finding> {
    let before = clause_before(sides.source(), zh.span);
    let (way, is_plain) = way(zh, before)?;
    let (opposite, also_opposite, right, also_right) = match way {
        Way::Up => (FALLS, DOWN, RISES, UP),
        Way::Down => (RISES, UP, FALLS, DOWN),
    };
    let words = sides.words();
    let clause = &words[words.within(clause_around(sides.target(), en.span))];
    let has = |list: &[&str]| clause.iter().any(|word| list.contains(&word.lower.as_ref()));
    let says_opposite = has(opposite) || is_plain && has(also_opposite);
    if !says_opposite || has(right) || has(also_right) {
        return None;
    }
    let says = if way == Way::Up { "rises" } else { "falls" };
    let message =
        format!("what {says} in the Chinese ({}) does the opposite in the English", zh.text);
    let mut finding = on_target("DIRECTION", Severity::Critical, message);
    finding.spans = vec![zh.span];
    finding.target_spans = vec![en.span];
    Some(finding)
}

/// Returns which way the Chinese goes by a figure, and whether any English word that goes the other way says
/// the opposite. Of a cost, a loss or a rate it may be put the other way round: a better rate is a lower one.
fn way(zh: &Figure, before: &[char]) -> Option<(Way, bool)> {
    // 降幅收窄, 负增长: the direction is that of a rate and not of the thing.
    if before.iter().any(|c| matches!(c, '幅' | '负')) {
        return None;
    }
    let is_share = matches!(zh.unit.as_deref(), Some("%" | "percentage_point"));
    let is_thing =
        !before.iter().any(|c| matches!(c, '速' | '率' | '缺' | '逆' | '损' | '亏' | '耗' | '本'));
    match zh.role {
        Role::Growth if is_share => return Some((Way::Up, is_thing)),
        Role::Fall if is_share => return Some((Way::Down, is_thing)),
        _ => {}
    }
    let ends = |words: &[&str]| words.iter().any(|word| ends_with(before, word));
    match (ends(RISES_BY), ends(FALLS_BY)) {
        (true, false) => Some((Way::Up, false)),
        (false, true) => Some((Way::Down, false)),
        _ => None,
    }
}

/// Returns the Chinese before a figure in its clause, without what bounds the figure.
fn clause_before(source: &[char], span: Span) -> &[char] {
    const REACH: usize = 14;
    let before = &source[span.start.saturating_sub(REACH)..span.start];
    let is_mark = |c: &char| matches!(c, ',' | '，' | '。' | ';' | '；' | '、');
    let clause = before.rsplit(is_mark).next().unwrap_or_default();
    let bounds = |c: &char| matches!(c, '了' | '约' | '近' | '逾' | '超');
    let end = clause.iter().rposition(|c| !bounds(c)).map_or(0, |last| last + 1);
    &clause[..end]
}

fn ends_with(chars: &[char], word: &str) -> bool {
    let start = chars.len().checked_sub(word.chars().count());
    start.is_some_and(|start| word.chars().eq(chars[start..].iter().copied()))
}

/// Returns where the clause of the English around a figure stands; the marks inside of numbers end none.
fn clause_around(text: &[char], span: Span) -> Span {
    let is_digit = |at: usize| text.get(at).is_some_and(char::is_ascii_digit);
    let is_end = |at: &usize| match text[*at] {
        ',' | '.' => !is_digit(at + 1),
        c => matches!(c, ';' | '—' | '(' | ')'),
    };
    let start = (0..span.start).rev().find(is_end).map_or(0, |mark| mark + 1);
    let end = (span.end..text.len()).find(is_end).unwrap_or(text.len());
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

    #[test]
    fn a_cost_a_loss_and_a_rate_fall_too() {
        for (source, right, wrong) in [
            (
                "企业用工成本下降12%。",
                "Labor costs at companies fell 12 percent.",
                "Labor costs at companies rose 12 percent.",
            ),
            (
                "失业率上升0.3个百分点。",
                "Unemployment worsened by 0.3 percentage points.",
                "Unemployment fell by 0.3 percentage points.",
            ),
            (
                "差错率下降2个百分点。",
                "Accuracy improved by two percentage points.",
                "The error rate increased by two percentage points.",
            ),
            ("出生人口减少1.2万人。", "There were 12,000 fewer births.", "Births rose by 12,000."),
            (
                "水价由2.8元上调至3.4元。",
                "The price of water went up from 2.8 yuan to 3.4 yuan.",
                "The price of water was cut from 2.8 yuan to 3.4 yuan.",
            ),
        ] {
            assert_rules(source, right, &[]);
            assert_rules(source, wrong, &["DIRECTION"]);
        }
    }
}
