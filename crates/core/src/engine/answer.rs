//! What an answer is worth: kept, asked for again, or no answer at all.

use std::collections::HashMap;

use crate::check::{self, Pair, Source};
use crate::finding::{Finding, Severity};
use crate::memory::Record;
use crate::port::{Again, Answered};
use crate::segment::Segment;
use crate::unit::{Method, Target, Unit};

use super::Engine;

/// Answers shorter than this may well be the same for different texts.
const TELLING: usize = 40;

/// Gravities of findings, the gravest first; the smaller, the better the target.
pub(super) type Grade = (usize, usize, usize);

/// Sorts answers by the items they name.
///
/// The first answer for an item counts; where a second one differs the item was not answered, as
/// nobody can say which is meant. Answers for items that were not asked for are left out.
pub(super) fn sort(answers: Vec<Answered>, items: usize) -> Vec<Option<Answered>> {
    let mut sorted: Vec<Option<Answered>> = (0..items).map(|_| None).collect();
    let mut is_torn = vec![false; items];
    for answer in answers {
        let place = usize::try_from(answer.id).ok().and_then(|id| id.checked_sub(1));
        let Some(place) = place.filter(|place| *place < items) else { continue };
        match &sorted[place] {
            Some(first) if first.text != answer.text => is_torn[place] = true,
            Some(_) => {}
            None => sorted[place] = Some(answer),
        }
    }
    for (answer, is_torn) in sorted.iter_mut().zip(is_torn) {
        if is_torn {
            *answer = None;
        }
    }
    drop_copies(&mut sorted);
    sorted
}

/// Leaves out long answers that a machine gave for several texts: different texts were asked for.
/// Two glosses may well list the same facts.
fn drop_copies(answers: &mut [Option<Answered>]) {
    let mut times: HashMap<&str, usize> = HashMap::new();
    for answer in answers.iter().flatten().filter(|answer| is_telling(answer)) {
        *times.entry(&answer.text).or_default() += 1;
    }
    let copied: Vec<String> = times
        .into_iter()
        .filter(|(_, times)| *times > 1)
        .map(|(text, _)| text.to_owned())
        .collect();
    for answer in answers {
        if answer.as_ref().is_some_and(|answer| copied.contains(&answer.text)) {
            *answer = None;
        }
    }
}

/// Tells whether an answer is long enough, and a translation, so that different texts do not share it.
pub(super) fn is_telling(answer: &Answered) -> bool {
    answer.method == Method::Machine && answer.text.chars().count() >= TELLING
}

/// Makes the target of an answer: tidy, as a reading aid is not.
pub(super) fn target(answer: Answered) -> Target {
    let text = match answer.method {
        Method::Machine => check::tidy(&answer.text),
        _ => answer.text,
    };
    Target { text, method: answer.method, gloss: answer.gloss }
}

impl Engine<'_> {
    /// Returns what the checks say about a document as a whole, each with the number of its unit; what has
    /// been read of the sources already is handed over with them.
    pub(super) fn findings_across(
        &self,
        units: &[Unit],
        sources: &[Option<&Source<'_>>],
    ) -> Vec<(usize, Finding)> {
        let pairs = units.iter().zip(sources);
        let pairs =
            pairs.map(|(unit, source)| self.pair(&unit.segment, *source, translation(unit)));
        self.policy.checks.across(pairs)
    }

    /// Returns a segment and a translation, with what the checks may know about them.
    pub(super) fn pair<'a>(
        &'a self,
        segment: &'a Segment,
        source: Option<&'a Source<'a>>,
        target: &'a str,
    ) -> Pair<'a> {
        Pair {
            read: source,
            source: &segment.text,
            target,
            kind: segment.kind,
            head_missing: segment.head_missing,
            tail_missing: segment.tail_missing,
            glossary: Some(self.glossary),
            prompt: self.policy.prompt.as_ref(),
        }
    }
}

/// Returns the translation of a unit; nothing where it has none.
fn translation(unit: &Unit) -> &str {
    let target = unit.target.as_ref().filter(|target| is_translation(target));
    target.map_or("", |target| &target.text)
}

/// Tells whether a target is a translation; a reading aid and a copy are none.
pub(super) fn is_translation(target: &Target) -> bool {
    !matches!(target.method, Method::Gloss | Method::Copy)
}

/// Tells whether the findings are reason enough to ask again.
pub(super) fn is_poor(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity.is_error())
}

/// Returns how bad the findings are.
pub(super) fn grade(findings: &[Finding]) -> Grade {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    (count(Severity::Critical), count(Severity::Major), count(Severity::Minor))
}

/// Returns what is told when an answer was not good enough.
pub(super) fn again(record: &Record, findings: &[Finding]) -> Again {
    Again {
        answer: record.target.text.clone(),
        findings: findings
            .iter()
            .filter(|finding| finding.severity >= Severity::Minor)
            .map(|finding| match &finding.hint {
                Some(hint) => format!("{}: {} ({hint})", finding.rule, finding.message),
                None => format!("{}: {}", finding.rule, finding.message),
            })
            .collect(),
    }
}

/// Returns what is told when there was no answer, or one that was none.
pub(super) fn missing(findings: &[Finding]) -> Again {
    let findings = match findings {
        [] => vec!["no usable answer was given for this item".to_owned()],
        some => {
            some.iter().map(|finding| format!("{}: {}", finding.rule, finding.message)).collect()
        }
    };
    Again { answer: String::new(), findings }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(id: u32, text: &str) -> Answered {
        Answered { id, text: text.into(), method: Method::Machine, gloss: Vec::new() }
    }

    #[track_caller]
    fn assert_sorted(answers: &[(u32, &str)], expected: &[Option<&str>]) {
        let answers = answers.iter().map(|(id, text)| answered(*id, text)).collect();
        let sorted = sort(answers, expected.len());
        let texts: Vec<_> = sorted.iter().map(|a| a.as_ref().map(|a| a.text.as_str())).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn answers_go_to_the_items_they_name() {
        assert_sorted(&[(2, "b"), (1, "a")], &[Some("a"), Some("b"), None]);
    }

    #[test]
    fn answers_nobody_asked_for_are_left_out() {
        assert_sorted(&[(0, "x"), (1, "a"), (9, "y")], &[Some("a")]);
    }

    #[test]
    fn an_item_answered_twice_differently_is_not_answered() {
        assert_sorted(&[(1, "a"), (1, "a"), (2, "b"), (2, "c"), (2, "b")], &[Some("a"), None]);
    }

    #[test]
    fn one_long_answer_for_different_texts_is_none() {
        let same = "The county will go on building canals and bridges.";
        assert_sorted(&[(1, same), (2, "b"), (3, same)], &[None, Some("b"), None]);
        assert_sorted(&[(1, "Photo"), (2, "Photo")], &[Some("Photo"), Some("Photo")]);
    }

    #[test]
    fn two_glosses_may_list_the_same_facts() {
        let facts = "Dates: 2023. Places and bodies: Qinglan High-tech Zone.";
        let gloss = |id| Answered { method: Method::Gloss, ..answered(id, facts) };
        assert!(sort(vec![gloss(1), gloss(2)], 2).iter().all(Option::is_some));
    }
}
