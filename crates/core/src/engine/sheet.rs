//! The results of a document, text by text, and its units at the end.
//!
//! Law: there is one unit for each segment, in order, whatever happened. A unit is a function of its
//! segment, its record and the glossary, so that a run that asks and a run that remembers give the same
//! edition.

use crate::finding::Finding;
use crate::memory::{Correction, Record, Verdict};
use crate::segment::Segment;
use crate::unit::{Method, State, Target, Unit};

use super::Engine;
use super::answer::{self, is_poor};
use super::flight::Lead;
use super::mend::corrected;
use super::outcome::{Note, Outcome, Stop, Tally};
use super::task::{Candidate, Open, Settled};
use super::work::{Work, is_chinese};

/// The results of a document.
#[derive(Debug)]
pub(super) struct Sheet {
    results: Vec<Result>,
    pub(super) tally: Tally,
    pub(super) notes: Vec<Note>,
}

/// What there is for one text.
#[derive(Debug, Default)]
struct Result {
    record: Option<Record>,
    /// What the checks say about it at its first segment, where they have looked.
    findings: Option<Vec<Finding>>,
    /// The answer with its figures put right, where that is possible.
    correction: Option<Correction>,
    /// Whether the memory knew what the checks say.
    is_known: bool,
    /// Who waits for it on other pages.
    lead: Option<Lead>,
}

impl Sheet {
    pub(super) fn new(work: &Work<'_>) -> Self {
        let tally = Tally {
            segments: work.segments.len(),
            copied: work.count_copies(),
            ..Tally::default()
        };
        let results = work.wants.iter().map(|_| Result::default()).collect();
        Self { results, tally, notes: Vec::new() }
    }

    /// Notes that others wait for a text.
    pub(super) fn lead(&mut self, want: usize, lead: Lead) {
        self.results[want].lead = Some(lead);
    }

    /// Enters what was remembered; returns what is still to be asked for.
    pub(super) fn fill(
        &mut self,
        engine: &Engine<'_>,
        work: &Work<'_>,
        found: Vec<Option<Record>>,
        verdicts: Vec<Option<Verdict>>,
    ) -> Vec<Open> {
        let mut open = Vec::new();
        for (want, (found, verdict)) in found.into_iter().zip(verdicts).enumerate() {
            let Some(record) = found else {
                open.push(Open::new(want));
                continue;
            };
            let result = &mut self.results[want];
            result.is_known = verdict.is_some();
            let findings = match verdict {
                Some(Verdict { findings, correction }) => {
                    result.correction = correction;
                    findings
                }
                None => engine.findings(work.segment(want), &record.target),
            };
            let is_asked_again = is_poor(&findings) && engine.may_ask_again(&record);
            let again = is_asked_again.then(|| answer::again(&record, &findings));
            let best = Some(Candidate { record, findings });
            if is_asked_again {
                open.push(Open { want, tries: 0, again, best });
            } else {
                self.settle(work, Settled::of(want, best, false));
            }
        }
        open
    }

    /// Enters a text that needs nothing more, and tells those who wait for it.
    pub(super) fn settle(&mut self, work: &Work<'_>, settled: Settled) {
        let Settled { want, record, findings, is_asked } = settled;
        let segments = work.wants[want].places.len();
        match (&record, is_asked) {
            (None, _) => self.tally.open += segments,
            (Some(_), true) => self.tally.answered += segments,
            (Some(_), false) => self.tally.remembered += segments,
        }
        let result = &mut self.results[want];
        // What was said of an answer says nothing of another one.
        if is_asked || findings.is_none() {
            result.is_known = false;
            result.correction = None;
        }
        if let Some(lead) = result.lead.take() {
            lead.land(record.as_ref());
        }
        result.record = record;
        result.findings = findings;
    }

    /// Puts figures right in the answers at which the checks have looked in this run, where that is sure.
    pub(super) fn correct(&mut self, engine: &Engine<'_>, work: &Work<'_>) {
        for (want, result) in self.results.iter_mut().enumerate().filter(|(_, one)| !one.is_known) {
            if let (Some(record), Some(findings)) = (&result.record, &result.findings) {
                let (segment, target) = (work.segment(want), &record.target);
                result.correction = engine.correction(segment, target, findings);
            }
        }
    }

    /// Iterates over the texts at which the checks have looked in this run, with what they said.
    pub(super) fn looked_at(&self) -> impl Iterator<Item = (usize, &Target, Verdict)> {
        self.results.iter().enumerate().filter(|(_, result)| !result.is_known).filter_map(
            |(want, result)| {
                let (findings, correction) = (result.findings.clone()?, result.correction.clone());
                Some((want, &result.record.as_ref()?.target, Verdict { findings, correction }))
            },
        )
    }

    /// Leaves texts as they are: with the best answer so far, or open.
    pub(super) fn leave(&mut self, work: &Work<'_>, open: Vec<Open>) {
        for open in open {
            self.settle(work, Settled::of(open.want, open.best, false));
        }
    }

    /// Puts the units together.
    pub(super) fn outcome(
        self,
        work: Work<'_>,
        engine: &Engine<'_>,
        stopped: Option<Stop>,
    ) -> Outcome {
        let Work { segments, wants, .. } = work;
        let mut parts: Vec<(Option<&Record>, Option<Verdict>)> = Vec::new();
        parts.resize_with(segments.len(), || (None, None));
        for (want, result) in wants.iter().zip(&self.results) {
            for place in &want.places {
                parts[*place].0 = result.record.as_ref();
            }
            let correction = &result.correction;
            parts[want.places[0]].1 = result
                .findings
                .clone()
                .map(|findings| Verdict { findings, correction: correction.clone() });
        }
        let mut units: Vec<Unit> = segments
            .into_iter()
            .zip(parts)
            .map(|(segment, (record, verdict))| unit(segment, record, verdict, engine))
            .collect();
        for (number, finding) in engine.findings_across(&units) {
            units[number].findings.push(finding);
        }
        Outcome { units, tally: self.tally, notes: self.notes, stopped }
    }
}

/// Makes the unit of a segment; the checks look where they have not yet.
fn unit(
    segment: Segment,
    record: Option<&Record>,
    verdict: Option<Verdict>,
    engine: &Engine<'_>,
) -> Unit {
    if !is_chinese(&segment.text) {
        let target = Target { text: segment.text.clone(), method: Method::Copy, gloss: Vec::new() };
        return Unit { target: Some(target), state: State::Translated, ..Unit::open(segment) };
    }
    let Some(record) = record else { return Unit::open(segment) };
    let target = &record.target;
    let Verdict { findings, correction } = verdict.unwrap_or_else(|| {
        let findings = engine.findings(&segment, target);
        Verdict { correction: engine.correction(&segment, target, &findings), findings }
    });
    let unit = Unit {
        target: Some(target.clone()),
        state: record.state,
        asker: Some(record.made_by().clone()),
        example: record.example.clone(),
        replaced: record.replaced.clone(),
        findings,
        segment,
    };
    corrected(unit, correction)
}
