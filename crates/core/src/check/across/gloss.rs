//! `GLOSS_MISSING` and `GLOSS_REPEATED`: what a coined slogan means is said at its first mention in the text
//! and not again.
//!
//! The gloss is that of the glossary. Only the text counts as a mention: headlines, captions and credits
//! neither have glosses nor need them.

use std::collections::HashSet;

use crate::check::words::{Words, cut};
use crate::check::{Pair, Sides, on_target};
use crate::document::Kind;
use crate::finding::{Finding, Severity};
use crate::glossary::{Class, Term};

/// Letters from which on a word of a gloss says something.
const TELLING: usize = 4;

/// The slogans that were met and those that were explained, by their Chinese.
#[derive(Default)]
pub(super) struct Glosses<'a> {
    met: HashSet<&'a str>,
    explained: HashSet<&'a str>,
}

impl<'a> Glosses<'a> {
    /// Looks at the slogans of a pair.
    pub(super) fn look(&mut self, sides: &Sides<'a>) -> Vec<Finding> {
        let pair = sides.pair;
        if pair.kind == Kind::Headline {
            self.met.clear();
            self.explained.clear();
        }
        let is_text = matches!(pair.kind, Kind::Paragraph | Kind::Deck | Kind::ListItem);
        // A slogan is quoted.
        let is_told = is_text && !pair.target.is_empty() && pair.source.contains(['“', '"', '「']);
        if !is_told {
            return Vec::new();
        }
        let mut findings = Vec::new();
        for here in sides.terms() {
            let term = here.term;
            if term.class != Class::Slogan || term.gloss.is_empty() {
                continue;
            }
            let words = sides.words();
            if !term.forms().any(|form| words.has_phrase(form)) {
                continue;
            }
            let is_first = self.met.insert(term.zh.as_str());
            let is_explained = explains(pair, words, term);
            let again = is_explained && !self.explained.insert(term.zh.as_str());
            let rule = match (is_first, is_explained) {
                (true, false) => ("GLOSS_MISSING", format!("{}: ({})", term.zh, term.gloss)),
                _ if again => ("GLOSS_REPEATED", format!("{} is explained before", term.zh)),
                _ => continue,
            };
            let mut finding = on_target(rule.0, Severity::Info, rule.1);
            finding.spans = vec![here.span];
            findings.push(finding);
        }
        findings
    }
}

/// Tells whether a text says what a slogan means: in its English, or in the Chinese itself, which often lists
/// what the slogan counts.
fn explains(pair: Pair<'_>, words: &Words<'_>, term: &Term) -> bool {
    let own: Vec<&str> = term.forms().collect();
    let is_own = |word: &str| own.iter().any(|form| cut(form).any(|own| own.lower == word));
    let telling: Vec<String> = cut(&term.gloss)
        .map(|word| word.lower.into_owned())
        .filter(|word| word.len() >= TELLING && !is_own(word))
        .collect();
    let said = telling.iter().filter(|word| words.has_phrase(word)).count();
    let is_listed = pair.source.contains(['（', '(', '：', ':', '—']);
    telling.is_empty() || 2 * said >= telling.len() || said == 0 && is_listed
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_across;
    use super::*;
    use crate::glossary::Glossary;

    fn glossary() -> Glossary {
        Glossary::of(vec![Term {
            class: Class::Slogan,
            gloss: "visits to farms, schools and clinics".into(),
            ..Term::new("四个走访", "four visits")
        }])
    }

    #[test]
    fn a_slogan_is_explained_once() {
        let glossary = glossary();
        let pair = |kind, source, target| Pair {
            kind,
            glossary: Some(&glossary),
            ..Pair::of(source, target)
        };
        let headline = pair(Kind::Headline, "“四个走访”见成效", "“Four visits” pay off");
        let bare = pair(
            Kind::Paragraph,
            "白河县推行“四个走访”。",
            "Baihe county promotes the “four visits.”",
        );
        let full = pair(
            Kind::Paragraph,
            "“四个走访”在白河县推行。",
            "Baihe county promotes the “four visits” (to farms, schools and clinics).",
        );
        assert_across(&[headline, full, bare], &[]);
        assert_across(&[headline, bare, bare], &[(1, "GLOSS_MISSING")]);
        assert_across(&[headline, full, full], &[(2, "GLOSS_REPEATED")]);
        assert_across(&[headline, full, headline, full], &[]);
    }

    #[test]
    fn a_text_that_lists_what_is_counted_needs_no_gloss() {
        let glossary = glossary();
        let source = "白河县推行“四个走访”：走访田间、走访工厂。";
        let target = "Baihe county promotes the “four visits”: to fields and to factories.";
        assert_across(&[Pair { glossary: Some(&glossary), ..Pair::of(source, target) }], &[]);
    }
}
