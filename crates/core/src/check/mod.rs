//! Is the English what the Chinese says? Rules that look at a segment and its translation.
//!
//! A rule is a function from a [`Pair`] to findings, in a file of its own, registered in `rules` and
//! nowhere else. A rule asks nobody and changes nothing; [`tidy`] and [`mended`] alone mend, and only
//! what has one right form. Spans of findings count the characters of the pair's own texts.

use crate::document::Kind;
use crate::finding::{Finding, Severity};
use crate::glossary::Glossary;

mod across;
mod address;
mod altered;
mod brackets;
mod completeness;
mod control;
mod course;
mod direction;
mod doubled;
mod doubt;
mod empty;
mod extra;
mod figure;
mod known;
mod language;
mod latin;
mod length;
mod mark;
mod markup;
mod mend;
mod meta;
mod mojibake;
mod name;
mod name_added;
mod period;
mod prompt;
mod quote;
mod quotes;
mod reckoned;
mod refusal;
mod repeat;
mod residue;
mod rules;
mod said;
mod same;
mod sequence;
mod sides;
mod slogan;
mod source;
mod spacing;
mod speaker;
mod style;
mod switch;
mod tense;
mod term;
mod tidy;
mod trend;
mod unread;
mod url;
mod words;

use sides::Sides;

pub use across::across;
pub use mend::{MENDED, Mended, mended};
pub use prompt::Prompt;
pub use rules::{ACROSS, MENDS, RULES, Rule, names};
pub use sequence::{sequence, without_english};
pub use source::Source;
pub use switch::{Switches, Waiver, WrongRule};
pub use tidy::tidy;

/// A segment with its translation, and what a rule may know about it.
#[derive(Debug, Clone, Copy)]
pub struct Pair<'a> {
    /// The Chinese.
    pub source: &'a str,
    /// The English.
    pub target: &'a str,
    /// What the block is on the page.
    pub kind: Kind,
    /// Whether the text begins before the page does.
    pub head_missing: bool,
    /// Whether the text goes on after the page ends.
    pub tail_missing: bool,
    /// The terms whose forms are decided, where there are any.
    pub glossary: Option<&'a Glossary>,
    /// What the translator was told in the place of the built-in prompt, where it was.
    pub prompt: Option<&'a Prompt>,
    /// What has been read of the Chinese already; it counts where it is of this text.
    pub read: Option<&'a Source<'a>>,
}

impl<'a> Pair<'a> {
    /// Makes a pair of which no more is known than the texts: a whole paragraph, without a glossary.
    pub fn of(source: &'a str, target: &'a str) -> Self {
        Self {
            source,
            target,
            kind: Kind::Paragraph,
            head_missing: false,
            tail_missing: false,
            glossary: None,
            prompt: None,
            read: None,
        }
    }
}

/// The edition of the rules: another one whenever anything that decides about findings has changed.
pub const EDITION: &str = env!("RECTO_RULES");

/// Returns what all rules find.
///
/// Where the answer is no translation at all, that is the only thing said about it.
pub fn run(pair: &Pair<'_>) -> Vec<Finding> {
    run_on(&Sides::new(*pair))
}

/// Returns what all rules find on sides of which something may be known already.
fn run_on(sides: &Sides<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in RULES {
        let found = (rule.check)(sides);
        if rule.is_void && !found.is_empty() {
            return found;
        }
        findings.extend(found);
    }
    findings
}

/// Tells whether the findings say that the answer is no translation at all.
pub fn is_void(findings: &[Finding]) -> bool {
    let of = |finding: &Finding| RULES.iter().find(|rule| rule.name == finding.rule);
    findings.iter().filter_map(of).any(|rule| rule.is_void)
}

/// Makes a finding about a whole answer.
fn on_target(rule: &str, severity: Severity, message: impl Into<String>) -> Finding {
    Finding::on_source(rule, severity, Vec::new(), message)
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn run_on(source: &str, target: &str) -> Vec<Finding> {
        run(&Pair::of(source, target))
    }

    #[track_caller]
    pub(super) fn assert_rules(source: &str, target: &str, expected: &[&str]) {
        let found: Vec<String> =
            run_on(source, target).into_iter().map(|finding| finding.rule).collect();
        assert_eq!(found, expected, "{source} / {target}");
    }

    /// Asserts that the Chinese accounts for the figures of the English, or does not.
    #[track_caller]
    pub(super) fn assert_known(source: &str, target: &str, is_known: bool) {
        let added = run_on(source, target).iter().any(|finding| finding.rule == "ADDED");
        assert_eq!(!added, is_known, "{source} / {target}");
    }

    #[test]
    fn a_clean_translation_is_not_reported() {
        assert_rules("白河县今年开渠三条。", "Baihe county dug three canals this year.", &[]);
        assert_rules("KPI", "KPI", &[]);
    }

    #[test]
    fn an_answer_that_is_no_translation_is_void() {
        for (target, rule) in [
            ("", "EMPTY"),
            (" \n", "EMPTY"),
            ("白河县今年开渠三条。", "SAME_AS_SOURCE"),
            ("白河县今年开了三条新渠 (Baihe)。", "LANGUAGE"),
            ("I'm sorry, but I can't help with that request.", "REFUSAL"),
        ] {
            assert_rules("白河县今年开渠三条。", target, &[rule]);
            assert!(is_void(&run_on("白河县今年开渠三条。", target)));
        }
    }
}
