//! Takes a document through: looks up, asks for the rest, puts the units together.

use std::pin::Pin;

use futures_channel::oneshot;
use futures_util::stream::{FuturesUnordered, StreamExt};

use crate::document::Document;
use crate::memory::{Accept, Key, MemoryFault, Record};
use crate::port::Keeping;
use crate::segment::Segment;
use crate::unit::{Method, State, Target, Unit};

use super::Engine;
use super::answer::{self, is_poor};
use super::ask::Desk;
use super::batch;
use super::event::{Event, Watch};
use super::flight::{Landed, Lead, Seat};
use super::outcome::{Note, Outcome, Stop, Tally, note};
use super::task::{Candidate, Open, Settled, Step, Task};
use super::work::{Work, is_chinese};

type Going<'s> = FuturesUnordered<Pin<Box<dyn Future<Output = Step> + Send + 's>>>;

impl Engine<'_> {
    /// Translates a document: one unit for each segment, in order, always.
    ///
    /// Many documents may be translated at the same time. What could not be translated stays open;
    /// the outcome says why, and a later run goes on from there.
    pub async fn translate(&self, document: &Document, watch: Watch<'_>) -> Outcome {
        let work = self.work(document);
        let desk = Desk::new(self, &work, watch);
        let found = match self.recall(&work).await {
            Ok(found) => found,
            Err(fault) => {
                // A translator that costs nothing translates without a memory, too.
                if self.keeps() {
                    desk.stop(Stop::Memory(fault));
                }
                vec![None; work.wants.len()]
            }
        };
        let mut sheet = Sheet::new(&work);
        let open = sheet.fill(self, &work, found);
        self.run.seated();
        desk.tell(Event::Planned {
            segments: work.segments.len(),
            done: work.segments.len() - work.count_places(open.iter().map(|open| open.want)),
        });
        if self.policy.is_frozen {
            sheet.settle_open(&work, open);
        } else {
            ask(&desk, &mut sheet, open).await;
        }
        let stopped = desk.stopped();
        sheet.outcome(work, stopped)
    }

    pub(super) fn work<'d>(&'d self, document: &'d Document) -> Work<'d> {
        let first = self.translators[0].asker();
        Work::of(document, self.glossary, first, &self.policy.languages)
    }

    /// Tells whether the answers of the first translator are kept.
    fn keeps(&self) -> bool {
        self.translators[0].limits().keeping == Keeping::Recorded
    }

    /// Looks up what is wanted.
    pub(super) async fn recall(&self, work: &Work<'_>) -> Result<Vec<Option<Record>>, MemoryFault> {
        let keys: Vec<Key> = work.wants.iter().map(|want| want.key.clone()).collect();
        self.look_up(&keys).await
    }

    /// Looks up keys; an answer in an asker's place counts where its maker may be asked, too.
    pub(super) async fn look_up(&self, keys: &[Key]) -> Result<Vec<Option<Record>>, MemoryFault> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let accept = if self.keeps() { self.policy.accept } else { Accept::Anyone };
        let is_welcome = |record: &Record| {
            accept == Accept::Anyone
                || record.is_persons()
                || self.translators.iter().any(|one| one.asker() == record.made_by())
        };
        let found = self.memory.recall(keys, accept).await?;
        Ok(found.into_iter().map(|found| found.filter(is_welcome)).collect())
    }
}

/// Asks until everything is settled or nothing more may be asked for.
async fn ask<'s>(desk: &'s Desk<'s>, sheet: &mut Sheet, open: Vec<Open>) {
    let mut going: Going<'s> = FuturesUnordered::new();
    seat(desk, sheet, open, &mut going);
    while let Some(step) = going.next().await {
        let Step { settled, next, left, tally, notes } = step;
        sheet.tally += tally;
        for one in notes {
            note(&mut sheet.notes, &one.asker, &one.refusal, one.times);
        }
        for settled in settled {
            let segments = desk.work.wants[settled.want].places.len();
            let is_open = settled.record.is_none();
            sheet.settle(desk.work, settled);
            desk.tell(if is_open { Event::Open { segments } } else { Event::Done { segments } });
        }
        for task in next {
            going.push(Box::pin(desk.step(task)));
        }
        seat(desk, sheet, left.into_iter().map(Open::new).collect(), &mut going);
    }
}

/// Takes a seat for each text: what nobody asks for is asked for here, the others are waited for.
fn seat<'s>(desk: &'s Desk<'s>, sheet: &mut Sheet, open: Vec<Open>, going: &mut Going<'s>) {
    let mut ours = Vec::new();
    for open in open {
        if !desk.engine.keeps() {
            ours.push(open);
            continue;
        }
        match desk.engine.run.flights.join(desk.work.wants[open.want].key.fingerprint()) {
            Seat::Lead(lead) => {
                sheet.leads[open.want] = Some(lead);
                ours.push(open);
            }
            Seat::Follow(leader) => going.push(Box::pin(follow(open.want, leader))),
        }
    }
    for task in tasks(desk, ours) {
        going.push(Box::pin(desk.step(task)));
    }
}

/// Packs texts into tasks: those that are asked for the first time, and those once more.
fn tasks(desk: &Desk<'_>, open: Vec<Open>) -> Vec<Task> {
    let limits = desk.engine.translators[0].limits();
    let (again, fresh): (Vec<Open>, Vec<Open>) =
        open.into_iter().partition(|open| open.best.is_some());
    let mut tasks = Vec::new();
    for open in [fresh, again] {
        let wants: Vec<usize> = open.iter().map(|open| open.want).collect();
        let mut open = open.into_iter();
        for batch in batch::pack(desk.work, &wants, &limits) {
            tasks.push(Task::new(0, open.by_ref().take(batch.len()).collect()));
        }
    }
    tasks
}

/// Waits for what another page asks for.
async fn follow(want: usize, leader: oneshot::Receiver<Landed>) -> Step {
    let mut step = Step::default();
    match leader.await {
        Ok(record) => step.settled.push(Settled { want, record, is_asked: false }),
        Err(oneshot::Canceled) => step.left.push(want),
    }
    step
}

/// The results of a document, text by text.
struct Sheet {
    records: Vec<Option<Record>>,
    /// Who waits for the texts that are asked for here.
    leads: Vec<Option<Lead>>,
    tally: Tally,
    notes: Vec<Note>,
}

impl Sheet {
    fn new(work: &Work<'_>) -> Self {
        let tally = Tally {
            segments: work.segments.len(),
            copied: work.count_copies(),
            ..Tally::default()
        };
        let wants = work.wants.len();
        Self {
            records: vec![None; wants],
            leads: (0..wants).map(|_| None).collect(),
            tally,
            notes: Vec::new(),
        }
    }

    /// Enters what was remembered; returns what is still to be asked for.
    fn fill(
        &mut self,
        engine: &Engine<'_>,
        work: &Work<'_>,
        found: Vec<Option<Record>>,
    ) -> Vec<Open> {
        let mut open = Vec::new();
        for (want, found) in found.into_iter().enumerate() {
            let Some(record) = found else {
                open.push(Open::new(want));
                continue;
            };
            let findings = answer::findings(work.segment(want), &record.target);
            let may_ask = engine.may_ask_again(&record) && is_poor(&findings);
            if may_ask {
                let again = Some(answer::again(&record, &findings));
                let best = Some(Candidate { record, findings });
                open.push(Open { want, tries: 0, again, best });
            } else {
                self.settle(work, Settled { want, record: Some(record), is_asked: false });
            }
        }
        open
    }

    fn settle(&mut self, work: &Work<'_>, settled: Settled) {
        let Settled { want, record, is_asked } = settled;
        let segments = work.wants[want].places.len();
        match (&record, is_asked) {
            (None, _) => self.tally.open += segments,
            (Some(_), true) => self.tally.answered += segments,
            (Some(_), false) => self.tally.remembered += segments,
        }
        if let Some(lead) = self.leads[want].take() {
            lead.land(record.as_ref());
        }
        self.records[want] = record;
    }

    fn settle_open(&mut self, work: &Work<'_>, open: Vec<Open>) {
        for open in open {
            let record = open.best.map(|best| best.record);
            self.settle(work, Settled { want: open.want, record, is_asked: false });
        }
    }

    fn outcome(self, work: Work<'_>, stopped: Option<Stop>) -> Outcome {
        let mut targets: Vec<Option<&Record>> = vec![None; work.segments.len()];
        for (want, record) in work.wants.iter().zip(&self.records) {
            for place in &want.places {
                targets[*place] = record.as_ref();
            }
        }
        let units =
            work.segments.into_iter().zip(targets).map(|(segment, record)| unit(segment, record));
        Outcome { units: units.collect(), tally: self.tally, notes: self.notes, stopped }
    }
}

impl Engine<'_> {
    /// Tells whether a remembered answer may be asked for once more where it is poor.
    fn may_ask_again(&self, record: &Record) -> bool {
        self.keeps()
            && !self.policy.is_frozen
            && !record.is_persons()
            && record.asked < self.policy.asks
            && record.made_by() == self.translators[0].asker()
    }
}

/// Makes the unit of a segment: a function of the segment and its record alone, so that a run that
/// asks and a run that remembers give the same edition.
fn unit(segment: Segment, record: Option<&Record>) -> Unit {
    if !is_chinese(&segment.text) {
        let target = Target { text: segment.text.clone(), method: Method::Copy, gloss: Vec::new() };
        return Unit { target: Some(target), state: State::Translated, ..Unit::open(segment) };
    }
    let Some(record) = record else { return Unit::open(segment) };
    Unit {
        findings: answer::findings(&segment, &record.target),
        target: Some(record.target.clone()),
        state: record.state,
        asker: Some(record.made_by().clone()),
        segment,
    }
}
