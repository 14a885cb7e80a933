//! Is the English what the Chinese says? Rules that look at a segment and its translation.
//!
//! A rule is a function from a [`Pair`] to findings, in a file of its own, registered in [`RULES`]
//! and nowhere else. A rule asks nobody and changes nothing; [`tidy`] alone mends, and only what
//! has one right form. Spans of findings count the characters of the pair's own texts.

use crate::document::Kind;
use crate::finding::{Finding, Severity};
use crate::glossary::Glossary;

mod across;
mod completeness;
mod control;
mod direction;
mod doubt;
mod empty;
mod figure;
mod language;
mod length;
mod markup;
mod meta;
mod name;
mod name_added;
mod period;
mod prompt;
mod quote;
mod quotes;
mod refusal;
mod repeat;
mod residue;
mod same;
mod sides;
mod slogan;
mod style;
mod switch;
mod term;
mod tidy;
mod url;
mod words;

use sides::Sides;

pub use across::across;
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
    check: fn(&Sides<'_>) -> Vec<Finding>,
}

/// The edition of the rules: another one whenever anything that decides about findings has changed.
pub const EDITION: &str = env!("RECTO_RULES");

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
        name: "PROMPT_LEAK",
        about: "the answer repeats what the translator was told",
        is_void: false,
        check: prompt::check,
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
    Rule {
        name: "REPEAT",
        about: "the English says something again that the Chinese says once",
        is_void: false,
        check: repeat::check,
    },
    Rule {
        name: "MAGNITUDE",
        about: "a figure is a power of ten off",
        is_void: false,
        check: |sides| figure::check(sides, "MAGNITUDE"),
    },
    Rule {
        name: "KIND",
        about: "a figure is of another kind: points for percent, a count for a rank",
        is_void: false,
        check: |sides| figure::check(sides, "KIND"),
    },
    Rule {
        name: "MULTIPLE",
        about: "a multiple says another factor",
        is_void: false,
        check: |sides| figure::check(sides, "MULTIPLE"),
    },
    Rule {
        name: "CURRENCY",
        about: "a sum is in another currency",
        is_void: false,
        check: |sides| figure::check(sides, "CURRENCY"),
    },
    Rule {
        name: "UNIT",
        about: "a size, a time or a rate is in another unit",
        is_void: false,
        check: |sides| figure::check(sides, "UNIT"),
    },
    Rule {
        name: "MISSING",
        about: "a figure of the Chinese is not in the English",
        is_void: false,
        check: |sides| figure::check(sides, "MISSING"),
    },
    Rule {
        name: "ADDED",
        about: "a figure of the English is not in the Chinese",
        is_void: false,
        check: |sides| figure::check(sides, "ADDED"),
    },
    Rule {
        name: "APPROX_FLIP",
        about: "nearly has become more than, or the other way round",
        is_void: false,
        check: |sides| figure::check(sides, "APPROX_FLIP"),
    },
    Rule {
        name: "APPROX_LOST",
        about: "an estimate or a bound has become exact",
        is_void: false,
        check: |sides| figure::check(sides, "APPROX_LOST"),
    },
    Rule {
        name: "ORDER",
        about: "figures of an enumeration have changed places",
        is_void: false,
        check: |sides| figure::check(sides, "ORDER"),
    },
    Rule {
        name: "ROUNDED",
        about: "a figure is rounded, rightly",
        is_void: false,
        check: |sides| figure::check(sides, "ROUNDED"),
    },
    Rule {
        name: "NAME_MISSING",
        about: "a person of the Chinese is not in the English",
        is_void: false,
        check: |sides| name::check(sides, "NAME_MISSING"),
    },
    Rule {
        name: "NAME_FORM",
        about: "a person's name is split or spelt in another way",
        is_void: false,
        check: |sides| name::check(sides, "NAME_FORM"),
    },
    Rule {
        name: "NAME_ORDER",
        about: "a given name stands before the surname",
        is_void: false,
        check: |sides| name::check(sides, "NAME_ORDER"),
    },
    Rule {
        name: "NAME_ADDED",
        about: "a person is named whom the Chinese does not name",
        is_void: false,
        check: name_added::check,
    },
    Rule {
        name: "QUOTE_LOST",
        about: "quoted words are not in quotation marks",
        is_void: false,
        check: quote::lost,
    },
    Rule {
        name: "QUOTE_ADDED",
        about: "words are quoted that the Chinese only reports",
        is_void: false,
        check: quote::added,
    },
    Rule {
        name: "SLOGAN_COUNT",
        about: "a slogan has lost its number or has another",
        is_void: false,
        check: slogan::count,
    },
    Rule {
        name: "TERM_FORBIDDEN",
        about: "a form that is wrong for a term",
        is_void: false,
        check: term::forbidden,
    },
    Rule {
        name: "TERM_MISSING",
        about: "no right form of a term",
        is_void: false,
        check: term::missing,
    },
    Rule {
        name: "BASE_PERIOD",
        about: "同比 or 环比 is lost or exchanged",
        is_void: false,
        check: period::check,
    },
    Rule {
        name: "DIRECTION",
        about: "a rise is reported as a fall, or a fall as a rise",
        is_void: false,
        check: direction::check,
    },
    Rule {
        name: "SLOGAN_LOST",
        about: "a numbered slogan is not in the English",
        is_void: false,
        check: slogan::lost,
    },
    Rule {
        name: "OMISSION",
        about: "two signs say that something is left out",
        is_void: false,
        check: completeness::omission,
    },
    Rule {
        name: "ADDITION",
        about: "two signs say that something is put in",
        is_void: false,
        check: completeness::addition,
    },
    Rule {
        name: "TRUNCATED",
        about: "the English breaks off",
        is_void: false,
        check: completeness::truncated,
    },
    Rule {
        name: "URL_ADDED",
        about: "an address that the Chinese does not have",
        is_void: false,
        check: url::check,
    },
    Rule {
        name: "SOURCE_DOUBT",
        about: "a figure of the Chinese itself is hardly right",
        is_void: false,
        check: doubt::check,
    },
    Rule {
        name: "AMBIGUOUS_TIMES",
        about: "a multiple that readers take in two ways",
        is_void: false,
        check: style::times,
    },
    Rule {
        name: "QUALIFIER_LOST",
        about: "唯一, 首次 or 之一 is lost",
        is_void: false,
        check: style::qualifier,
    },
    Rule {
        name: "CJK_PUNCT",
        about: "Chinese punctuation in the English",
        is_void: false,
        check: style::punctuation,
    },
    Rule {
        name: "PINYIN_RESIDUE",
        about: "a word that is spelt, not translated",
        is_void: false,
        check: style::pinyin,
    },
    Rule {
        name: "HOUSE_STYLE",
        about: "a phrase that the house does not print",
        is_void: false,
        check: style::house,
    },
];

/// The rules that look across the segments of an edition ([`across`]): their names and what they find.
pub const ACROSS: [(&str, &str); 3] = [
    ("NAME_VARIANT", "a person's name is spelt in two ways in one edition"),
    ("SOURCE_NAME_VARIANT", "two Chinese names are one character apart and sound alike"),
    ("SLOGAN_VARIANT", "a quoted slogan has two renderings in one edition"),
];

/// Returns what all rules find.
///
/// Where the answer is no translation at all, that is the only thing said about it.
pub fn run(pair: &Pair<'_>) -> Vec<Finding> {
    let sides = Sides::new(*pair);
    let mut findings = Vec::new();
    for rule in RULES {
        let found = (rule.check)(&sides);
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

    pub(super) fn run_on(source: &str, target: &str) -> Vec<Finding> {
        run(&Pair {
            source,
            target,
            kind: Kind::Paragraph,
            head_missing: false,
            tail_missing: false,
            glossary: None,
        })
    }

    #[track_caller]
    pub(super) fn assert_rules(source: &str, target: &str, expected: &[&str]) {
        let found: Vec<String> =
            run_on(source, target).into_iter().map(|finding| finding.rule).collect();
        assert_eq!(found, expected, "{source} / {target}");
    }

    #[test]
    fn every_rule_has_its_own_name() {
        let across = ACROSS.iter().map(|(name, _)| *name);
        let names: BTreeSet<_> = RULES.iter().map(|rule| rule.name).chain(across).collect();
        assert_eq!(names.len(), RULES.len() + ACROSS.len());
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
                glossary: None,
            };
            assert!(is_void(&run(&pair)));
        }
    }
}
