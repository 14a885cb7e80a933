//! Is the English what the Chinese says? Rules that look at a segment and its translation.
//!
//! A rule is a function from a [`Pair`] to findings, in a file of its own, registered in [`RULES`]
//! and nowhere else. A rule asks nobody and changes nothing; [`tidy`] alone mends, and only what
//! has one right form. Spans of findings count the characters of the pair's own texts.

use crate::document::Kind;
use crate::finding::{Finding, Severity};

mod control;
mod empty;
mod language;
mod length;
mod markup;
mod meta;
mod refusal;
mod residue;
mod same;
mod tidy;

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
}

/// One rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The name under which its findings are listed and it can be switched off.
    pub name: &'static str,
    /// What it finds, in one line.
    pub about: &'static str,
    /// Whether what it finds is no translation at all: such an answer is not kept.
    pub is_void: bool,
    /// The rule itself.
    pub check: fn(&Pair<'_>) -> Vec<Finding>,
}

/// Every rule, in the order in which findings are listed.
pub const RULES: &[Rule] = &[
    Rule { name: "EMPTY", about: "nothing was answered", is_void: true, check: empty::check },
    Rule {
        name: "SAME_AS_SOURCE",
        about: "the answer is the Chinese text itself",
        is_void: true,
        check: same::check,
    },
    Rule {
        name: "LANGUAGE",
        about: "the answer is mostly Chinese",
        is_void: true,
        check: language::check,
    },
    Rule {
        name: "REFUSAL",
        about: "the answer declines to translate",
        is_void: true,
        check: refusal::check,
    },
    Rule {
        name: "META_TEXT",
        about: "the answer talks about itself",
        is_void: false,
        check: meta::check,
    },
    Rule {
        name: "RESIDUE",
        about: "Chinese characters are left in the English",
        is_void: false,
        check: residue::check,
    },
    Rule {
        name: "MARKUP_ADDED",
        about: "markup or an address stands in the English and not in the Chinese",
        is_void: false,
        check: markup::check,
    },
    Rule {
        name: "CONTROL_CHAR",
        about: "characters that have no place in print",
        is_void: false,
        check: control::check,
    },
    Rule {
        name: "LENGTH",
        about: "the English is far too short or too long for the Chinese",
        is_void: false,
        check: length::check,
    },
];

/// Returns what all rules find.
///
/// Where the answer is no translation at all, that is the only thing said about it.
pub fn run(pair: &Pair<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in RULES {
        let found = (rule.check)(pair);
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
    use std::collections::BTreeSet;

    use super::*;

    #[track_caller]
    pub(super) fn assert_rules(source: &str, target: &str, expected: &[&str]) {
        let pair = Pair {
            source,
            target,
            kind: Kind::Paragraph,
            head_missing: false,
            tail_missing: false,
        };
        let found: Vec<String> = run(&pair).into_iter().map(|finding| finding.rule).collect();
        assert_eq!(found, expected, "{source} / {target}");
    }

    #[test]
    fn every_rule_has_its_own_name() {
        let names: BTreeSet<_> = RULES.iter().map(|rule| rule.name).collect();
        assert_eq!(names.len(), RULES.len());
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
            let pair = Pair {
                source: "白河县今年开渠三条。",
                target,
                kind: Kind::Paragraph,
                head_missing: false,
                tail_missing: false,
            };
            assert!(is_void(&run(&pair)));
        }
    }
}
