//! `FIRST_MENTION`: a short form stands where a reader meets a term for the first time: "the zone" before the
//! zone has been named.
//!
//! Mentions are counted in the text of an article; headlines, captions and credits neither name nor need
//! to. Only terms with a form of their own for later mentions are looked at.

use std::collections::HashSet;

use crate::check::{Sides, on_target};
use crate::document::Kind;
use crate::finding::{Finding, Severity};
use crate::glossary::{Class, Term};

/// The terms that were met in the article, by their Chinese.
#[derive(Default)]
pub(super) struct Mentions<'a>(HashSet<&'a str>);

impl<'a> Mentions<'a> {
    /// Looks at the terms of a pair.
    pub(super) fn look(&mut self, sides: &Sides<'a>) -> Vec<Finding> {
        let pair = sides.pair;
        if pair.kind == Kind::Headline {
            self.0.clear();
        }
        let is_text = matches!(pair.kind, Kind::Paragraph | Kind::Deck | Kind::ListItem);
        if !is_text || pair.target.is_empty() {
            return Vec::new();
        }
        let mut findings = Vec::new();
        for here in sides.terms() {
            let Some(next) = later_only(here.term) else { continue };
            if !self.0.insert(&here.term.zh) {
                continue;
            }
            let words = sides.words();
            let full = || here.term.forms().filter(|form| *form != next);
            if full().any(|form| words.has_phrase(form)) {
                continue;
            }
            let Some(&span) = words.find(next).first() else { continue };
            let message = format!("{} is {} at its first mention", here.term.zh, here.term.first);
            let mut finding = on_target("FIRST_MENTION", Severity::Info, message);
            finding.spans = vec![here.span];
            finding.target_spans = vec![span];
            finding.suggestion = Some(here.term.first.clone());
            findings.push(finding);
        }
        findings
    }
}

/// Returns the form of a decided term that is for later mentions alone: `the zone`. An abbreviation (UN) or
/// a shorter unit (yen) says enough at any mention.
fn later_only(term: &Term) -> Option<&str> {
    let next = term.next.as_deref().filter(|next| *next != term.first)?;
    (term.class == Class::Must && next.starts_with("the ")).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_across;
    use super::*;
    use crate::check::Pair;
    use crate::check::run;
    use crate::glossary::Glossary;

    fn glossary() -> Glossary {
        Glossary::of(vec![Term {
            next: Some("the zone".into()),
            variants: vec!["Qinglan HTZ".into()],
            ..Term::new("青岚高新区", "Qinglan High-tech Zone")
        }])
    }

    #[test]
    fn the_full_form_stands_first_and_the_short_one_later() {
        let glossary = glossary();
        let pair = |kind, source, target| Pair {
            kind,
            glossary: Some(&glossary),
            ..Pair::of(source, target)
        };
        let headline = pair(Kind::Headline, "青岚高新区开渠", "The zone digs canals");
        let full = pair(Kind::Paragraph, "青岚高新区开渠。", "Qinglan High-tech Zone digs canals.");
        let variant = pair(Kind::Paragraph, "青岚高新区又开渠。", "Qinglan HTZ digs canals again.");
        let short = pair(Kind::Paragraph, "青岚高新区还开渠。", "The zone digs more canals.");
        assert_across(&[headline, full, short], &[]);
        assert_across(&[headline, variant, short], &[]);
        assert_across(&[headline, short, full], &[(1, "FIRST_MENTION")]);
        assert_across(&[full, short, headline, short], &[(3, "FIRST_MENTION")]);
    }

    #[test]
    fn every_right_form_of_a_term_is_enough_where_it_is_met() {
        let glossary = glossary();
        let rules = |target: &str| -> Vec<String> {
            let source = "青岚高新区今年开渠。";
            let pair = Pair { glossary: Some(&glossary), ..Pair::of(source, target) };
            run(&pair).into_iter().map(|finding| finding.rule).collect()
        };
        for right in ["Qinglan High-tech Zone", "The zone", "Qinglan HTZ"] {
            assert_eq!(rules(&format!("{right} digs canals this year.")), [""; 0]);
        }
        assert_eq!(rules("The county digs canals this year."), ["TERM_MISSING"]);
    }
}
