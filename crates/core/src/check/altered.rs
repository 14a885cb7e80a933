//! `QUOTE_ALTERED`: quoted words are not those of the Chinese.
//!
//! Plain code cannot judge wording; it is told where a figure that the Chinese has outside of any quotation
//! stands in somebody's mouth, and where a plain denial is one no longer.

use super::quotes::Quoted;
use super::words::{Words, cut};
use super::{Sides, on_target};
use crate::fact::{Figure, Hold};
use crate::finding::{Finding, Severity};
use crate::text::span::Span;

/// Words from which on an English quotation is speech.
const SPEECH: usize = 4;

/// Chinese words that deny, and are part of no other word.
const DENIALS: &[&str] =
    &["决不", "绝不", "从不", "并不是", "并没有", "从来没有", "不允许", "不可能", "不后悔"];

/// English words that deny.
const DENIED: &[&str] = &[
    "not",
    "no",
    "never",
    "none",
    "nothing",
    "nobody",
    "neither",
    "nor",
    "without",
    "cannot",
    "refuse",
    "refused",
    "refuses",
    "fail",
    "failed",
    "impossible",
    "unable",
    "hardly",
    "nowhere",
    "rather",
    "instead",
    "stop",
    "barely",
    "forbidden",
    "banned",
    "unlikely",
    "zero",
    "out",
    "far",
    "anything",
    "anyone",
    "than",
    "but",
    "avoid",
    "deny",
    "denied",
    "reject",
    "rejected",
    "free",
    "lack",
    "lacks",
    "lacked",
    "rarely",
    "seldom",
    "less",
    "least",
    "only",
    "unless",
    "against",
];

pub(super) fn check(sides: &Sides<'_>) -> Vec<Finding> {
    if sides.quoted_source().is_empty() || sides.quoted_target().is_empty() {
        return Vec::new();
    }
    let speech: Vec<Quoted<'_>> = sides
        .quoted_target()
        .iter()
        .filter(|quoted| cut(quoted.text).nth(SPEECH - 1).is_some())
        .copied()
        .collect();
    let moved = moved_in(sides, &speech);
    moved.or_else(|| turned(sides, &speech)).into_iter().collect()
}

/// Finds a figure that is in somebody's mouth and is not so in the Chinese.
fn moved_in(sides: &Sides<'_>, speech: &[Quoted<'_>]) -> Option<Finding> {
    let figures = sides.figures();
    let is_said = |zh: &&Figure| lies_in(zh.span, sides.quoted_source()).is_some();
    figures.comparison.matched.iter().find_map(|&(zh, en)| {
        let (source, target) = (&figures.zh[zh], &figures.en[en]);
        let quoted = lies_in(target.span, speech).filter(|_| source.hold == Hold::Stated)?;
        let mut same = figures.zh.iter().filter(|other| other.value == source.value);
        if is_said(&source) || same.any(|other| is_said(&other)) {
            return None;
        }
        let message = format!("{} is in no quotation of the Chinese", source.text);
        let mut finding = on_target("QUOTE_ALTERED", Severity::Major, message);
        finding.spans = vec![source.span];
        finding.target_spans = vec![quoted.span];
        Some(finding)
    })
}

/// Returns the quotation that holds a span, or a part of it.
fn lies_in<'q, 'a>(span: Span, quoted: &'q [Quoted<'a>]) -> Option<&'q Quoted<'a>> {
    let at = quoted.partition_point(|quoted| quoted.span.end <= span.start);
    quoted.get(at).filter(|quoted| quoted.span.overlaps(span))
}

/// Finds a quotation that denies something and does not in English, where there is one on each side.
fn turned(sides: &Sides<'_>, speech: &[Quoted<'_>]) -> Option<Finding> {
    let ([source], [target]) = (sides.quoted_source(), speech) else { return None };
    let denial = DENIALS.iter().find(|word| source.text.contains(**word))?;
    let words = Words::of(target.text);
    let denies = |word: &str| DENIED.contains(&word) || word.ends_with("n't");
    if words.iter().any(|word| denies(&word.lower)) {
        return None;
    }
    let message = format!("{denial} is in the quotation, and the English denies nothing");
    let mut finding = on_target("QUOTE_ALTERED", Severity::Minor, message);
    finding.spans = vec![source.span];
    finding.target_spans = vec![target.span];
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::super::tests::run_on;

    #[track_caller]
    fn assert_altered(source: &str, target: &str, is_altered: bool) {
        let found = run_on(source, target);
        let found = found.iter().any(|finding| finding.rule == "QUOTE_ALTERED");
        assert_eq!(found, is_altered, "{source} / {target}");
    }

    #[test]
    fn a_figure_of_the_report_is_put_into_nobodys_mouth() {
        let source = "白河县今年开渠38条。“水渠修到了家门口。”村民吕青禾说。";
        assert_altered(
            source,
            "Baihe county dug 38 canals this year. “The canal has come to our door,” said villager Lyu Qinghe.",
            false,
        );
        assert_altered(
            source,
            "“The county has dug 38 canals this year, and one comes to our door,” said villager Lyu Qinghe.",
            true,
        );
        assert_altered(
            "白河县今年开渠38条。“38条水渠修到了家门口。”村民吕青禾说。",
            "Baihe county dug canals this year. “All 38 canals have come to our door,” said villager Lyu Qinghe.",
            false,
        );
    }

    #[test]
    fn a_denial_stays_one() {
        let source = "“我们决不放弃这条水渠。”村民吕青禾说。";
        assert_altered(
            source,
            "“We will never give up this canal,” said villager Lyu Qinghe.",
            false,
        );
        assert_altered(
            source,
            "“We will give up this canal soon,” said villager Lyu Qinghe.",
            true,
        );
    }
}
