//! `DIRECTION`: what rises in the Chinese rises in the English, and what falls falls.

use super::words::Words;
use super::{Sides, on_target};
use crate::fact::{Figure, Role};
use crate::finding::{Finding, Severity};
use crate::text::run;
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
    "climb",
    "climbs",
    "gained",
    "gains",
    "expanded",
    "expand",
    "expanding",
    "jumped",
    "jump",
    "surged",
    "surge",
    "soared",
    "soaring",
    "raised",
    "raise",
    "widened",
    "strengthened",
    "appreciated",
    "lengthened",
    "lengthening",
    "extended",
    "extending",
];

/// Words that go with a rise, and also with other things.
const UP: &[&str] = &["growth", "up", "higher"];

/// Words that show that a text speaks of a rise, without saying what rose.
const OF_RISE: &[&str] = &[
    "gain",
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
    "reduce",
    "reduces",
    "reduction",
    "reducing",
    "cut",
    "cuts",
    "cutting",
    "shrank",
    "shrink",
    "shrinking",
    "shrunk",
    "slipped",
    "slip",
    "slipping",
    "lowered",
    "lowering",
    "shortened",
    "shortening",
    "slashed",
    "plunged",
    "plunge",
    "tumbled",
    "weakened",
    "depreciated",
];

/// Words that go with a fall, and also with other things.
const DOWN: &[&str] = &["down", "lower"];

/// Words that show that a text speaks of a fall, without saying what fell.
const OF_FALL: &[&str] = &[
    "below", "less", "fewer", "slower", "slowed", "eased", "narrowed", "downward", "saved",
    "saving", "savings",
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
    "延长至",
    "延长到",
    "扩大到",
    "扩大至",
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
    "调升",
    "升值",
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
    "调贬",
    "贬值",
];

/// Words that join two statements.
const JOINTS: &[&str] = &["and", "but", "while", "whereas", "as"];

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
    let (opposite, also_opposite, right) = match way {
        Way::Up => (FALLS, DOWN, [RISES, UP, OF_RISE]),
        Way::Down => (RISES, UP, [FALLS, DOWN, OF_FALL]),
    };
    let words = sides.words();
    let clause = words.within(clause_of(sides, en));
    let has = |list: &[&str]| clause.clone().any(|at| says(words, at, list));
    let went =
        |list: &[&str]| clause.clone().any(|at| says(words, at, list) && is_motion(words, at, en));
    // Most translations say it rightly, and that is seen soonest.
    if right.into_iter().any(has) {
        return None;
    }
    // "the infection rate was 0.3 points lower": a rate that is lower has not risen.
    let is_rate = before.contains(&'率') && clause.clone().any(|at| words[at].lower == "rate");
    let behind = words.partition_point(|word| word.span.end <= en.span.end);
    let is_turned = is_rate
        && words.get(behind).is_some_and(|word| also_opposite.contains(&word.lower.as_ref()));
    if !(has(opposite) || went(also_opposite) || is_plain && has(also_opposite) || is_turned) {
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

/// Tells whether a word is of a list and says something: the more of "more than" only bounds a figure, and
/// what is above designated size has not risen.
fn says(words: &Words<'_>, at: usize, list: &[&str]) -> bool {
    let next = words.get(at + 1).map_or("", |next| next.lower.as_ref());
    // "fell a goal behind", "fell ill": nothing has fallen.
    let falls =
        matches!(words[at].lower.as_ref(), "fell" | "fall" | "falls" | "falling" | "fallen");
    let mut after = words.iter().skip(at + 1).take(3);
    let is_other = falls
        && (matches!(next, "ill" | "asleep" | "sick" | "short" | "in" | "into" | "apart")
            || after.any(|word| word.lower == "behind"));
    list.contains(&words[at].lower.as_ref()) && !matches!(next, "than" | "designated") && !is_other
}

/// Tells whether `up` or `down` tells of a motion: `went up`, `down 5 percent`.
fn is_motion(words: &Words<'_>, at: usize, en: &Figure) -> bool {
    let before = at.checked_sub(1).map_or("", |before| words[before].lower.as_ref());
    let next = words.get(at + 1);
    matches!(before, "went" | "go" | "goes" | "was" | "were" | "is" | "are")
        || next.is_some_and(|next| next.lower == "by" || next.span.start == en.span.start)
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
    let ends = |words: &[&str]| words.iter().any(|word| run::ends(before, word));
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

/// Returns where the clause of the English around a figure stands: up to a mark that is not inside a number,
/// or to a joint between it and the next figure of its kind.
fn clause_of(sides: &Sides<'_>, en: &Figure) -> Span {
    let text = sides.target();
    let is_digit = |at: usize| text.get(at).is_some_and(char::is_ascii_digit);
    let is_end = |at: &usize| match text[*at] {
        ',' | '.' => !is_digit(at + 1),
        c => matches!(c, ';' | '—' | '(' | ')'),
    };
    let start = (0..en.span.start).rev().find(is_end).map_or(0, |mark| mark + 1);
    let end = (en.span.end..text.len()).find(is_end).unwrap_or(text.len());
    let alike = || sides.figures().en.iter().filter(|other| other.kind == en.kind);
    let before = alike().map(|other| other.span.end).filter(|&at| at <= en.span.start).max();
    let after = alike().map(|other| other.span.start).filter(|&at| at >= en.span.end).min();
    let joint = |from: usize, to: usize| {
        let words = sides.words();
        let is_joint = |at: &usize| JOINTS.contains(&words[*at].lower.as_ref());
        words.within(Span::new(from, to.max(from))).find(is_joint).map(|at| words[at].span)
    };
    let start = before
        .filter(|&before| before >= start)
        .and_then(|before| joint(before, en.span.start))
        .map_or(start, |joint| joint.end);
    let end = after
        .filter(|&after| after <= end)
        .and_then(|after| joint(en.span.end, after))
        .map_or(end, |joint| joint.start);
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
    fn two_statements_of_one_sentence_are_told_apart() {
        let source = "一季度用水量增长6%，二季度下降2%。";
        assert_rules(
            source,
            "Water use rose 6 percent in the first quarter and fell 2 percent in the second.",
            &[],
        );
        assert_rules(
            source,
            "Water use fell 6 percent in the first quarter and rose 2 percent in the second.",
            &["DIRECTION", "DIRECTION"],
        );
        assert_rules(
            "每亩用水量比2005年下降65%以上。",
            "The aim is to raise output and reduce water use per mu by more than 65 percent from 2005.",
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
