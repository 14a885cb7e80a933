//! Takes a document through: looks up, asks for the rest, puts the units together.

use std::pin::Pin;

use futures_channel::oneshot;
use futures_util::stream::{FuturesUnordered, StreamExt};

use crate::document::Document;
use crate::memory::{Accept, Key, MemoryFault, Record};
use crate::port::Keeping;
use crate::unit::Asker;

use super::Engine;
use super::ask::Desk;
use super::batch;
use super::event::{Event, Watch};
use super::flight::{Landed, Seat};
use super::outcome::{Outcome, Stop, note};
use super::sheet::Sheet;
use super::task::{Open, Settled, Step, Task};
use super::work::Work;

type Going<'s> = FuturesUnordered<Pin<Box<dyn Future<Output = Step> + Send + 's>>>;

impl Engine<'_> {
    /// Translates a document: one unit for each segment, in order, always.
    ///
    /// Many documents may be translated at the same time. What could not be translated stays open;
    /// the outcome says why, and a later run goes on from there.
    pub async fn translate(&self, document: &Document, watch: Watch<'_>) -> Outcome {
        let mut work = self.work(document);
        let found = self.recall(&work).await;
        if let Ok(found) = &found {
            self.liken(&mut work, found).await;
        }
        let desk = Desk::new(self, &work, watch);
        let found = match found {
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
        let verdicts = self.verdicts(&work, &found).await;
        let (away, open) = sheet
            .fill(self, &work, found, verdicts)
            .into_iter()
            .partition(|open: &Open| self.is_away(&work.wants[open.want].key));
        sheet.leave(&work, away);
        self.run.seated();
        desk.tell(Event::Planned {
            segments: work.segments.len(),
            done: work.segments.len() - work.count_places(open.iter().map(|open| open.want)),
        });
        if self.policy.is_frozen {
            sheet.leave(&work, open);
        } else {
            ask(&desk, &mut sheet, open).await;
        }
        self.keep_verdicts(&work, &sheet).await;
        let stopped = desk.stopped();
        sheet.outcome(work, self, stopped)
    }

    pub(super) fn work<'d>(&'d self, document: &'d Document) -> Work<'d> {
        let first = self.translators[0].asker();
        Work::of(document, self.glossary, first, &self.policy.languages)
    }

    /// Tells whether the answers of the first translator are kept.
    pub(super) fn keeps(&self) -> bool {
        self.translators[0].limits().keeping == Keeping::Recorded
    }

    /// Looks up what is wanted.
    pub(super) async fn recall(&self, work: &Work<'_>) -> Result<Vec<Option<Record>>, MemoryFault> {
        let keys: Vec<Key> = work.wants.iter().map(|want| want.key.clone()).collect();
        self.look_up(&keys).await
    }

    /// Looks for persons' translations of similar texts beside what is not remembered; a translator that
    /// costs nothing has no use for them.
    pub(super) async fn liken(&self, work: &mut Work<'_>, found: &[Option<Record>]) {
        let open: Vec<usize> =
            (0..work.wants.len()).filter(|want| found[*want].is_none()).collect();
        if open.is_empty() || !self.keeps() || self.policy.is_frozen {
            return;
        }
        let keys: Vec<Key> = open.iter().map(|want| work.wants[*want].key.clone()).collect();
        // They help and are not needed: a memory that cannot be read says so when it is looked up.
        let examples = self.memory.examples(&keys).await.unwrap_or_default();
        for (want, example) in open.into_iter().zip(examples) {
            work.wants[want].example = example;
        }
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
                || self.translators.iter().any(|one| is_maker(one.asker(), record, accept))
        };
        let found = self.memory.recall(keys, accept).await?;
        Ok(found.into_iter().map(|found| found.filter(is_welcome)).collect())
    }

    /// Tells whether a remembered answer was asked for again as often as is allowed.
    pub(super) fn was_asked_again(&self, record: &Record) -> bool {
        let asks = self.policy.asks;
        !record.is_persons()
            && asks > 1
            && record.asked >= asks
            && record.made_by() == self.translators[0].asker()
    }

    /// Tells whether a remembered answer may be asked for once more where it is poor.
    pub(super) fn may_ask_again(&self, record: &Record) -> bool {
        self.keeps()
            && !self.policy.is_frozen
            && !record.is_persons()
            && record.asked < self.policy.asks
            && record.made_by() == self.translators[0].asker()
    }
}

/// Tells whether an asker is the maker of a record, or was under an older prompt where that counts.
fn is_maker(asker: &Asker, record: &Record, accept: Accept) -> bool {
    let maker = record.made_by();
    let is_same_model = (&asker.provider, &asker.model) == (&maker.provider, &maker.model);
    asker == maker || accept == Accept::Older && is_same_model
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
                sheet.lead(open.want, lead);
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
        Ok(record) => step.settled.push(Settled::elsewhere(want, record)),
        Err(oneshot::Canceled) => step.left.push(want),
    }
    step
}
