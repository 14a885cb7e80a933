//! The rules by their names: the one place of registration.

use super::sides::Sides;
use super::{
    Pair, address, altered, brackets, completeness, control, course, direction, doubled, doubt,
    empty, extra, figure, language, latin, length, mark, markup, meta, mojibake, name, name_added,
    period, prompt, quote, refusal, repeat, residue, same, slogan, spacing, speaker, style, tense,
    term, trend, url,
};
use crate::finding::Finding;

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
    pub(super) check: Check,
}

impl Rule {
    /// Returns what this rule alone finds.
    pub fn find(&self, pair: &Pair<'_>) -> Vec<Finding> {
        (self.check)(&Sides::new(*pair))
    }
}

/// Looks at a pair.
type Check = fn(&Sides<'_>) -> Vec<Finding>;

/// Every rule that looks at a single pair, in the order in which findings are listed.
pub const RULES: &[Rule] = &[
    void("EMPTY", "nothing was answered", empty::check),
    void("SAME_AS_SOURCE", "the answer is the Chinese text itself", same::check),
    void("LANGUAGE", "the answer is mostly Chinese", language::check),
    void("REFUSAL", "the answer declines to translate", refusal::check),
    rule("SEG_EXTRA", "no Chinese stands beside the English", extra::check),
    rule("META_TEXT", "the answer talks about itself", meta::check),
    rule("PROMPT_LEAK", "the answer repeats what the translator was told", prompt::check),
    rule("RESIDUE", "Chinese characters are left in the English", residue::check),
    rule(
        "MARKUP_ADDED",
        "markup or an address stands in the English and not in the Chinese",
        markup::check,
    ),
    rule("CONTROL_CHAR", "characters that have no place in print", control::check),
    rule("MOJIBAKE", "a text was read in the wrong encoding", mojibake::check),
    rule("LENGTH", "the English is far too short or too long for the Chinese", length::check),
    rule("REPEAT", "the English says something again that the Chinese says once", repeat::check),
    rule("MAGNITUDE", "a figure is a power of ten off", |sides| figure::check(sides, "MAGNITUDE")),
    rule("KIND", "a figure is of another kind: points for percent, a count for a rank", |sides| {
        figure::check(sides, "KIND")
    }),
    rule("MULTIPLE", "a multiple says another factor", |sides| figure::check(sides, "MULTIPLE")),
    rule("CURRENCY", "a sum is in another currency", |sides| figure::check(sides, "CURRENCY")),
    rule("UNIT", "a size, a time or a rate is in another unit", |sides| {
        figure::check(sides, "UNIT")
    }),
    rule("MISSING", "a figure of the Chinese is not in the English", |sides| {
        figure::check(sides, "MISSING")
    }),
    rule("ADDED", "a figure of the English is not in the Chinese", |sides| {
        figure::check(sides, "ADDED")
    }),
    rule("APPROX_FLIP", "nearly has become more than, or the other way round", |sides| {
        figure::check(sides, "APPROX_FLIP")
    }),
    rule("APPROX_LOST", "an estimate or a bound has become exact", |sides| {
        figure::check(sides, "APPROX_LOST")
    }),
    rule("ORDER", "figures of an enumeration have changed places", |sides| {
        [figure::check(sides, "ORDER"), course::turned(sides)].concat()
    }),
    rule("ROUNDED", "a figure is rounded, rightly", |sides| figure::check(sides, "ROUNDED")),
    rule("NAME_MISSING", "a person of the Chinese is not in the English", |sides| {
        name::check(sides, "NAME_MISSING")
    }),
    rule("NAME_FORM", "a person's name is split or spelt in another way", |sides| {
        name::check(sides, "NAME_FORM")
    }),
    rule("NAME_ORDER", "a given name stands before the surname", |sides| {
        name::check(sides, "NAME_ORDER")
    }),
    rule("NAME_ADDED", "a person is named whom the Chinese does not name", name_added::check),
    rule("QUOTE_LOST", "quoted words are not in quotation marks", quote::lost),
    rule("QUOTE_ADDED", "words are quoted that the Chinese only reports", quote::added),
    rule("QUOTE_ALTERED", "quoted words are not those of the Chinese", altered::check),
    rule("SPEAKER_CHANGED", "words are in the mouth of another person", speaker::check),
    rule("SLOGAN_COUNT", "a slogan has lost its number or has another", slogan::count),
    rule("TERM_FORBIDDEN", "a form that is wrong for a term", term::forbidden),
    rule("TERM_MISSING", "no right form of a term", term::missing),
    rule("BASE_PERIOD", "同比 or 环比 is lost or exchanged", period::check),
    rule("DIRECTION", "a rise is reported as a fall, or a fall as a rise", |sides| {
        [direction::check(sides), trend::check(sides)].concat()
    }),
    rule("SLOGAN_LOST", "a numbered slogan is not in the English", slogan::lost),
    rule("OMISSION", "two signs say that something is left out", completeness::omission),
    rule("ADDITION", "two signs say that something is put in", completeness::addition),
    rule("TRUNCATED", "the English breaks off", completeness::truncated),
    rule("URL_ADDED", "an address that the Chinese does not have", url::check),
    rule("ADDRESS_LOST", "an address or a telephone number is not in the English", address::check),
    rule("SOURCE_DOUBT", "a figure of the Chinese itself is hardly right", doubt::check),
    rule("AMBIGUOUS_TIMES", "a multiple that readers take in two ways", style::times),
    rule("QUALIFIER_LOST", "唯一, 首次 or 之一 is lost", style::qualifier),
    rule("LATIN_LOST", "letters that the Chinese prints are not in the English", latin::check),
    rule("CJK_PUNCT", "Chinese punctuation in the English", style::punctuation),
    rule("SPACING", "a space is missing, or there is one too many", spacing::check),
    rule("BRACKETS", "a bracket or a quotation mark has no partner", brackets::check),
    rule("DOUBLED_WORD", "the same word stands twice", doubled::check),
    rule("END_MARK", "the mark at the end is not that of a headline or a sentence", mark::end),
    rule("LIST_MARK", "a numbered item has lost its number", mark::list),
    rule("TENSE_MIX", "who says what is told in two tenses", tense::check),
    rule("PINYIN_RESIDUE", "a word that is spelt, not translated", style::pinyin),
    rule("HOUSE_STYLE", "a phrase that the house does not print", style::house),
];

/// The rules that look across the segments of an edition ([`super::across()`]): their names and what they
/// find.
pub const ACROSS: &[(&str, &str)] = &[
    ("NAME_VARIANT", "a person's name is spelt in two ways in one edition"),
    ("SOURCE_NAME_VARIANT", "two Chinese names are one character apart and sound alike"),
    ("SLOGAN_VARIANT", "a quoted slogan has two renderings in one edition"),
    ("INCONSISTENT", "the same Chinese has two translations"),
    ("SAME_TARGET", "two different texts have the same long English"),
    ("PARALLEL", "headings that are built alike in Chinese are not in English"),
    ("FIRST_MENTION", "a short form stands at the first mention of a term"),
    ("GLOSS_MISSING", "a slogan is not explained at its first mention"),
    ("GLOSS_REPEATED", "a slogan is explained again"),
    ("SEG_MISSING", "a segment of the Chinese has no English, or is not there"),
];

/// What is put right in an edition ([`super::mended`]): the name under which that is told, and what it was.
pub const MENDS: &[(&str, &str)] =
    &[(super::MENDED, "a figure that was a power of ten off has been put right")];

/// Returns the name of everything that can be found, and whether it says that a text is no translation.
pub fn names() -> impl Iterator<Item = (&'static str, bool)> {
    let others = ACROSS.iter().chain(MENDS).map(|(name, _)| (*name, false));
    RULES.iter().map(|rule| (rule.name, rule.is_void)).chain(others)
}

const fn rule(name: &'static str, about: &'static str, check: Check) -> Rule {
    Rule { name, about, is_void: false, check }
}

/// A rule that says that the answer is no translation at all.
const fn void(name: &'static str, about: &'static str, check: Check) -> Rule {
    Rule { is_void: true, ..rule(name, about, check) }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_rule_has_its_own_name() {
        let different: BTreeSet<_> = names().map(|(name, _)| name).collect();
        assert_eq!(different.len(), names().count());
    }
}
