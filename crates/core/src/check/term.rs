//! `TERM_FORBIDDEN` and `TERM_MISSING`: the glossary's decided terms in their decided forms.
//!
//! A forbidden form counts only where its own term is the longest one there, and only outside of what
//! the right form of another term covers. Without a glossary neither rule says anything.

use super::words::{Words, cut};
use super::{Sides, on_target};
use crate::finding::{Finding, Severity};
use crate::glossary::{Class, Occurrence, Origin, Term};
use crate::text::span::Span;

/// Finds forms that are wrong for a term of the source.
pub(super) fn forbidden<'a>(sides: &Sides<'a>) -> Vec<Finding> {
    let Some(glossary) = sides.pair.glossary else {
        return Vec::new();
    };
    let found = sides.different_terms();
    let parts = |here: &Occurrence<'a>| glossary.parts(here.term);
    let mut right: Option<Vec<Span>> = None;
    let mut findings: Vec<Finding> = Vec::new();
    for here in found {
        for term in [here.term].into_iter().chain(glossary.parts(here.term)) {
            for form in wrong_forms(term) {
                let spans = sides.words().find(form);
                if spans.is_empty() {
                    continue;
                }
                let right = right.get_or_insert_with(|| {
                    let terms =
                        found.iter().flat_map(|here| [vec![here.term], parts(here)].concat());
                    covered(terms, sides.words())
                });
                let Some(&span) = spans.iter().find(|span| !lies_in_one(**span, right)) else {
                    continue;
                };
                if findings.iter().all(|finding| finding.target_spans[0] != span) {
                    findings.push(wrong_form(term, here.span, form, span));
                }
            }
        }
    }
    findings
}

/// Returns the forms that are wrong for a term wherever they stand.
fn wrong_forms(term: &Term) -> impl Iterator<Item = &str> {
    let is_decided = term.class.is_decided() && term.forbidden_when.is_empty();
    term.forbidden.iter().filter(move |_| is_decided).map(String::as_str)
}

/// Returns what the right forms of terms and of their parts cover in the English: by where it begins, none inside another.
fn covered<'a>(terms: impl Iterator<Item = &'a Term>, target: &Words<'_>) -> Vec<Span> {
    let forms = terms.flat_map(Term::forms);
    let mut spans: Vec<Span> = forms.flat_map(|form| target.find(form)).collect();
    spans.sort_unstable_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut end = 0;
    spans.retain(|span| {
        let reaches_on = span.end > end;
        end = end.max(span.end);
        reaches_on
    });
    spans
}

/// Tells whether a span lies in one of several that are in order and none inside another.
fn lies_in_one(span: Span, spans: &[Span]) -> bool {
    let after = spans.partition_point(|right| right.start <= span.start);
    after.checked_sub(1).is_some_and(|last| span.end <= spans[last].end)
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
    let target = sides.words();
    let lost = sides.different_terms().iter().filter(|here| {
        here.term.class == Class::Must
            && !stands(here.term, target)
            && !stands_short(here.term, target)
    });
    lost.map(|here| {
        let term = here.term;
        let severity = if term.origin == Origin::User { Severity::Major } else { Severity::Info };
        let mut finding =
            on_target("TERM_MISSING", severity, format!("{} is {}", term.zh, term.first));
        finding.spans = vec![here.span];
        finding.suggestion = Some(term.first.clone());
        finding
    })
    .collect()
}

/// Tells whether a form of a term stands in the English, with up to three words inside.
fn stands(term: &Term, target: &Words<'_>) -> bool {
    term.forms().any(|form| target.has_phrase(form) || is_spread(form, target))
}

/// Tells whether a proper name stands as what it is, as later mentions do: "the zone", "the company".
fn stands_short(term: &Term, target: &Words<'_>) -> bool {
    term.forms().any(|form| {
        let last = cut(form).last().filter(super::words::Word::is_capital);
        last.is_some_and(|last| {
            let kind = kind_of(&last.lower);
            let mut places = target.near(kind).filter(|&at| at > 0 && target[at].lower == kind);
            places.any(|at| target[at - 1].lower == "the")
        })
    })
}

/// Returns the word for what a name that ends with a word names.
fn kind_of(last: &str) -> &str {
    match last {
        "co" | "ltd" | "inc" | "corp" => "company",
        _ => last,
    }
}

/// Tells whether the words of a form stand near one another, in any order.
fn is_spread(form: &str, target: &Words<'_>) -> bool {
    let wanted: Vec<_> = cut(form).map(|word| word.lower).filter(|word| word.len() > 2).collect();
    if wanted.is_empty() || !wanted.iter().all(|word| target.has(word)) {
        return false;
    }
    let reach = wanted.len() + 5;
    let starts =
        wanted.iter().flat_map(|word| target.near(word).filter(|&at| target[at].lower == *word));
    starts.into_iter().any(|at| {
        let near = &target[at..(at + reach).min(target.len())];
        wanted.iter().all(|word| near.iter().any(|found| found.lower == *word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Pair, run};
    use crate::glossary::Glossary;

    fn rules(source: &str, target: &str) -> Vec<String> {
        let mut committee = Term::new("党工委", "Party working committee");
        committee.forbidden = vec!["Party committee".to_owned()];
        let glossary = Glossary::of(vec![committee, Term::new("党委", "Party committee")]);
        let pair = Pair { glossary: Some(&glossary), ..Pair::of(source, target) };
        run(&pair).into_iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn a_name_may_stand_as_what_it_is() {
        let zone = Glossary::of(vec![Term::new("青岚高新区", "Qinglan High-tech Zone")]);
        let missing = |target| {
            let pair = Pair { glossary: Some(&zone), ..Pair::of("青岚高新区开会", target) };
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
