//! The results of a document, text by text, and its units at the end.
//!
//! Law: there is one unit for each segment, in order, whatever happened. A unit is a function of its
//! segment, its record and the glossary, so that a run that asks and a run that remembers give the same
//! edition.

use crate::check::Source;
use crate::memory::{Record, Verdict};
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
    verdict: Option<Verdict>,
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
        let (mut tried, mut better) = (0, 0);
        for (want, (found, verdict)) in found.into_iter().zip(verdicts).enumerate() {
            let Some(record) = found else {
                open.push(Open::new(want));
                continue;
            };
            self.results[want].is_known = verdict.is_some();
            let verdict = verdict.unwrap_or_else(|| work.verdict(engine, want, &record.target));
            let is_poor = is_poor(&verdict.findings);
            if engine.was_asked_again(&record) {
                tried += 1;
                better += usize::from(!is_poor);
            }
            let is_asked_again = is_poor && engine.may_ask_again(&record);
            let again = is_asked_again.then(|| answer::again(&record, &verdict.findings));
            let best = Some(Candidate { record, verdict });
            if is_asked_again {
                open.push(Open { want, tries: 0, again, best });
            } else {
                self.settle(work, Settled::of(want, best, false));
            }
        }
        engine.run.trials[0].recall(tried, better);
        open
    }

    /// Enters a text that needs nothing more, and tells those who wait for it.
    pub(super) fn settle(&mut self, work: &Work<'_>, settled: Settled) {
        let Settled { want, record, verdict, is_asked } = settled;
        let segments = work.wants[want].places.len();
        match (&record, is_asked) {
            (None, _) => self.tally.open += segments,
            (Some(_), true) => self.tally.answered += segments,
            (Some(_), false) => self.tally.remembered += segments,
        }
        let result = &mut self.results[want];
        // What was said of an answer says nothing of another one.
        result.is_known &= !is_asked && verdict.is_some();
        if let Some(lead) = result.lead.take() {
            lead.land(record.as_ref());
        }
        result.record = record;
        result.verdict = verdict;
    }

    /// Iterates over the texts at which the checks have looked in this run, with what they said.
    pub(super) fn looked_at(&self) -> impl Iterator<Item = (usize, &Target, Verdict)> {
        self.results.iter().enumerate().filter(|(_, result)| !result.is_known).filter_map(
            |(want, result)| Some((want, &result.record.as_ref()?.target, result.verdict.clone()?)),
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
        let mut results = self.results;
        let mut parts: Vec<Part<'_>> = Vec::new();
        parts.resize_with(segments.len(), Part::default);
        for (want, result) in wants.iter().zip(&mut results) {
            let (source, verdict) = (Some(&want.source), result.verdict.take());
            let record = result.record.as_ref();
            for place in &want.places {
                parts[*place] = Part { source, record, verdict: None };
            }
            parts[want.places[0]].verdict = verdict;
        }
        let sources: Vec<_> = parts.iter().map(|part| part.source).collect();
        let units = segments.into_iter().zip(parts);
        let mut units: Vec<Unit> =
            units.map(|(segment, part)| unit(segment, part, engine)).collect();
        for (number, finding) in engine.findings_across(&units, &sources) {
            units[number].findings.push(finding);
        }
        Outcome { units, tally: self.tally, notes: self.notes, stopped }
    }
}

/// What there is for one segment.
#[derive(Default)]
struct Part<'w> {
    /// What is read of its text.
    source: Option<&'w Source<'w>>,
    record: Option<&'w Record>,
    /// What the checks say, where they have looked.
    verdict: Option<Verdict>,
}

/// Makes the unit of a segment; the checks look where they have not yet.
fn unit(segment: Segment, part: Part<'_>, engine: &Engine<'_>) -> Unit {
    let Part { source, record, verdict } = part;
    if !is_chinese(&segment.text) {
        let target = Target { text: segment.text.clone(), method: Method::Copy, gloss: Vec::new() };
        return Unit { target: Some(target), state: State::Translated, ..Unit::open(segment) };
    }
    let Some(record) = record else { return Unit::open(segment) };
    let target = &record.target;
    let Verdict { findings, correction } =
        verdict.unwrap_or_else(|| engine.verdict(&segment, source, target));
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
