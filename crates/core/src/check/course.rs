//! From what to what: 从800元涨到1200元 is "from 800 to 1,200" or "to 1,200 from 800", and not the reverse.
//!
//! The order in which English tells the two says nothing; the words before them do.

use super::{Sides, on_target};
use crate::fact::Figure;
use crate::fact::compare::Sort;
use crate::finding::{Finding, Severity};
use crate::text::span::Span;

/// Characters between the two figures, at most.
const NEAR: usize = 16;

/// Words that may stand between "from" or "to" and its figure.
const BETWEEN: &[&str] = &[
    "a",
    "an",
    "the",
    "about",
    "almost",
    "approximately",
    "around",
    "just",
    "less",
    "more",
    "nearly",
    "only",
    "over",
    "roughly",
    "some",
    "than",
    "under",
    "rmb",
    "us",
    "below",
    "above",
    "as",
    "many",
    "much",
    "low",
    "high",
    "no",
    "no",
];

/// How the English tells a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Course {
    /// From the first to the second, as the Chinese does.
    Kept,
    /// From the second to the first.
    Turned,
}

/// Finds changes that the English tells from the second to the first, and in the order of the Chinese: the
/// comparison sees no other order there.
pub(super) fn turned(sides: &Sides<'_>) -> Vec<Finding> {
    let figures = sides.figures();
    let is_told = |zh: usize| {
        let mut told = figures.comparison.differences.iter();
        told.any(|one| one.zh == Some(zh) && matches!(one.sort, Sort::Order | Sort::Reordered))
    };
    let matched = figures.comparison.matched.iter();
    let turned = matched.filter(|(zh, _)| course(sides, *zh) == Some(Course::Turned));
    turned
        .filter(|(zh, _)| !is_told(*zh))
        .map(|&(zh, en)| {
            let (zh, en) = (&figures.zh[zh], &figures.en[en]);
            let message =
                format!("the change begins with {}, and ends with `{}`", zh.text, en.text);
            let mut finding = on_target("ORDER", Severity::Major, message);
            finding.spans = vec![zh.span];
            finding.target_spans = vec![en.span];
            finding
        })
        .collect()
}

/// Returns how the English tells the change from a Chinese figure to the next one of its kind; nothing where
/// the Chinese tells no change there, or the English tells it in another way.
pub(super) fn course(sides: &Sides<'_>, from: usize) -> Option<Course> {
    let figures = sides.figures();
    let first = &figures.zh[from];
    let is_alike = |figure: &Figure| figure.kind == first.kind && figure.unit == first.unit;
    let mut next = (from + 1..figures.zh.len()).take(NEAR);
    let to = next.find(|&at| is_alike(&figures.zh[at]))?;
    let between = sides.source().get(first.span.end..figures.zh[to].span.start)?;
    let leads = between.len() <= NEAR
        && between.iter().any(|c| matches!(c, '到' | '至' | '为'))
        && !between.iter().any(|c| matches!(c, '，' | '。' | '；' | ',' | '、'));
    if !leads {
        return None;
    }
    let english = |zh: usize| {
        let matched = &figures.comparison.matched;
        let at = matched.partition_point(|pair| pair.0 < zh);
        let en = matched.get(at).filter(|pair| pair.0 == zh)?.1;
        word_before(sides, figures.en[en].span)
    };
    match (english(from)?, english(to)?) {
        ("from", "to") => Some(Course::Kept),
        ("to", "from") => Some(Course::Turned),
        _ => None,
    }
}

/// Returns the word before a figure of the English that is none of its own.
fn word_before<'s>(sides: &'s Sides<'_>, figure: Span) -> Option<&'s str> {
    let words = sides.words();
    let before = words.partition_point(|word| word.span.start < figure.start);
    let last = words[..before].iter().rev().map(|word| word.lower.as_ref());
    let own = words.get(before).map(|word| word.lower.as_ref()).filter(|word| is_way(word));
    own.or_else(|| last.take(4).find(|word| !BETWEEN.contains(word)))
}

fn is_way(word: &str) -> bool {
    matches!(word, "from" | "to")
}

#[cfg(test)]
mod tests {
    use super::super::tests::run_on;
    use super::*;

    #[track_caller]
    fn assert_turned(source: &str, target: &str, is_turned: bool) {
        let found = run_on(source, target);
        let order: Vec<Severity> = found
            .iter()
            .filter(|finding| finding.rule == "ORDER")
            .map(|finding| finding.severity)
            .collect();
        let expected: &[Severity] = if is_turned { &[Severity::Major] } else { &[] };
        assert_eq!(order, expected, "{source} / {target}: {found:?}");
    }

    #[test]
    fn a_change_goes_from_the_first_to_the_second_in_whatever_order_it_is_told() {
        for (source, right, turned) in [
            (
                "价格从800元涨到1200元。",
                "The price rose from 800 yuan to 1,200 yuan.",
                "The price rose from 1,200 yuan to 800 yuan.",
            ),
            (
                "价格从800元涨到1200元。",
                "The price rose to 1,200 yuan from 800 yuan.",
                "The price rose to 800 yuan from 1,200 yuan.",
            ),
            (
                "占比从12%提高到18%。",
                "The share rose from 12 to 18 percent.",
                "The share rose from 18 percent to 12 percent.",
            ),
            (
                "企业由2019年的120家增加到2023年的近350家。",
                "Companies grew from 120 in 2019 to nearly 350 in 2023.",
                "Companies grew from nearly 350 in 2019 to 120 in 2023.",
            ),
            (
                "税率由9%降至6%。",
                "The tax rate was cut to just 6 percent, from 9 percent.",
                "The tax rate was cut from 6 percent to 9 percent.",
            ),
        ] {
            assert_turned(source, right, false);
            assert_turned(source, turned, true);
        }
    }
}
