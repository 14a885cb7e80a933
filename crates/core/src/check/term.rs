//! `TERM_FORBIDDEN` and `TERM_MISSING`: the glossary's decided terms in their decided forms.
//!
//! A forbidden form counts only where its own term is the longest one there, and only outside of what
//! the right form of another term covers. Without a glossary neither rule says anything.

use super::words::{self, Word, words};
use super::{Sides, on_target};
use crate::finding::{Finding, Severity};
use crate::glossary::{Class, Glossary, Origin, Term};
use crate::text::span::Span;

/// Finds forms that are wrong for a term of the source.
pub(super) fn forbidden(sides: &Sides<'_>) -> Vec<Finding> {
    let Some(glossary) = sides.pair.glossary else {
        return Vec::new();
    };
    let target = words(sides.pair.target);
    let found = glossary.find(sides.pair.source);
    let covered: Vec<Span> = found
        .iter()
        .flat_map(|here| here.term.forms().flat_map(|form| words::find(&target, form)))
        .collect();
    let mut findings: Vec<Finding> = Vec::new();
    for here in &found {
        for term in with_parts(glossary, here.term) {
            let wrong = wrong_forms(term, &target, &covered);
            for (form, span) in wrong {
                if findings.iter().all(|finding| finding.target_spans[0] != span) {
                    findings.push(wrong_form(term, here.span, form, span));
                }
            }
        }
    }
    findings
}

/// Returns a term and the decided terms with which it begins or ends: 党工委 of 党工委书记.
fn with_parts<'a>(glossary: &'a Glossary, term: &'a Term) -> Vec<&'a Term> {
    let cuts = term.zh.char_indices().map(|(byte, _)| byte).filter(|&byte| byte > 0);
    let parts = cuts.flat_map(|byte| [&term.zh[..byte], &term.zh[byte..]]);
    [term].into_iter().chain(parts.filter_map(|part| glossary.get(part))).collect()
}

/// Returns the forbidden forms of a term that stand in the English outside of right ones.
fn wrong_forms<'a>(term: &'a Term, target: &[Word], covered: &[Span]) -> Vec<(&'a str, Span)> {
    if !term.class.is_decided() || !term.forbidden_when.is_empty() {
        return Vec::new();
    }
    let is_right = |span: &Span| {
        covered.iter().any(|right| right.start <= span.start && span.end <= right.end)
    };
    let forms = term.forbidden.iter();
    forms
        .filter_map(|form| {
            let span = words::find(target, form).into_iter().find(|span| !is_right(span))?;
            Some((form.as_str(), span))
        })
        .collect()
}

fn wrong_form(term: &Term, source: Span, form: &str, target: Span) -> Finding {
    let message = format!("{} is {}, not `{form}`", term.zh, term.first);
    let mut finding = on_target("TERM_FORBIDDEN", Severity::Major, message);
    finding.spans = vec![source];
    finding.target_spans = vec![target];
    finding.suggestion = Some(term.first.clone());
    finding
}

/// Finds terms of which no right form stands in the English.
pub(super) fn missing(sides: &Sides<'_>) -> Vec<Finding> {
    let Some(glossary) = sides.pair.glossary else {
        return Vec::new();
    };
    let target = words(sides.pair.target);
    let mut findings: Vec<Finding> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for here in glossary.find(sides.pair.source) {
        let term = here.term;
        let is_there = || stands(term, &target) || stands_short(term, &target);
        if term.class != Class::Must || seen.contains(&term.zh.as_str()) || is_there() {
            continue;
        }
        seen.push(&term.zh);
        let severity = if term.origin == Origin::User { Severity::Major } else { Severity::Info };
        let mut finding =
            on_target("TERM_MISSING", severity, format!("{} is {}", term.zh, term.first));
        finding.spans = vec![here.span];
        finding.suggestion = Some(term.first.clone());
        findings.push(finding);
    }
    findings
}

/// Tells whether a form of a term stands in the English, with up to three words inside.
fn stands(term: &Term, target: &[Word]) -> bool {
    term.forms().any(|form| !words::find(target, form).is_empty() || is_spread(form, target))
}

/// Tells whether a proper name stands as what it is, as later mentions do: "the zone", "the company".
fn stands_short(term: &Term, target: &[Word]) -> bool {
    let heads: Vec<String> = term
        .forms()
        .filter_map(|form| words(form).pop())
        .filter(Word::is_capital)
        .map(kind_of)
        .collect();
    target.windows(2).any(|pair| pair[0].lower == "the" && heads.contains(&pair[1].lower))
}

/// Returns the word for what a name that ends with a word names.
fn kind_of(last: Word) -> String {
    match last.lower.as_str() {
        "co" | "ltd" | "inc" | "corp" => "company".to_owned(),
        _ => last.lower,
    }
}

fn is_spread(form: &str, target: &[Word]) -> bool {
    let wanted: Vec<String> =
        words(form).into_iter().map(|word| word.lower).filter(|word| word.len() > 2).collect();
    (0..target.len()).any(|at| {
        let reach = &target[at..(at + wanted.len() + 5).min(target.len())];
        !wanted.is_empty()
            && wanted.iter().all(|word| reach.iter().any(|found| found.lower == *word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Pair, run};
    use crate::document::Kind;

    fn rules(source: &str, target: &str) -> Vec<String> {
        let mut committee = Term::new("党工委", "Party working committee");
        committee.forbidden = vec!["Party committee".to_owned()];
        let glossary = Glossary::of(vec![committee, Term::new("党委", "Party committee")]);
        let pair = Pair {
            source,
            target,
            kind: Kind::Paragraph,
            head_missing: false,
            tail_missing: false,
            glossary: Some(&glossary),
        };
        run(&pair).into_iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn a_name_may_stand_as_what_it_is() {
        let zone = Glossary::of(vec![Term::new("青岚高新区", "Qinglan High-tech Zone")]);
        let missing = |target| {
            let pair = Pair {
                source: "青岚高新区开会",
                target,
                kind: Kind::Paragraph,
                head_missing: false,
                tail_missing: false,
                glossary: Some(&zone),
            };
            run(&pair).iter().any(|finding| finding.rule == "TERM_MISSING")
        };
        assert!(!missing("The zone’s officials met."));
        assert!(!missing("Officials of Qinglan High-tech Zone met."));
        assert!(missing("The county met."));
    }

    #[test]
    fn a_forbidden_form_is_reported_unless_it_is_right_for_another_term() {
        assert_eq!(
            rules("党工委开会", "The Party committee met."),
            ["TERM_FORBIDDEN", "TERM_MISSING"]
        );
        assert_eq!(rules("党工委开会", "The Party working committee met."), [""; 0]);
        assert_eq!(
            rules("党工委和党委开会", "The Party working committee and the Party committee met."),
            [""; 0]
        );
    }
}
