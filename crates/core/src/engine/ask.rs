//! Asks for one batch and says what follows.
//!
//! Law: an answer is recorded before it is used. What is not usable is never recorded, and asked
//! for again: the rest, then halves, then one by one, then of the next translator; then it stays open.

use std::sync::{Mutex, PoisonError};

use futures_util::future::join;

use crate::check;
use crate::finding::Finding;
use crate::memory::{Claim, Key, MemoryFault, Record};
use crate::port::{Again, Answered, Answers, Keeping, Refusal, Translator, Usage};
use crate::unit::State;

use super::Engine;
use super::answer::{self, grade, is_poor};
use super::batch::{self, Asked};
use super::event::{Event, Watch};
use super::outcome::{Stop, note};
use super::task::{Candidate, Open, Settled, Step, Task};
use super::work::Work;

/// How often one text alone is asked of one translator before the next one is.
const TRIES: u32 = 2;

/// The place where the batches of one document are asked for.
pub(super) struct Desk<'d> {
    pub(super) engine: &'d Engine<'d>,
    pub(super) work: &'d Work<'d>,
    pub(super) watch: Watch<'d>,
    /// Why nothing more is asked for.
    stopped: Mutex<Option<Stop>>,
}

impl<'d> Desk<'d> {
    pub(super) fn new(engine: &'d Engine<'d>, work: &'d Work<'d>, watch: Watch<'d>) -> Self {
        Self { engine, work, watch, stopped: Mutex::new(None) }
    }

    /// Returns why nothing more is asked for.
    pub(super) fn stopped(&self) -> Option<Stop> {
        self.stopped.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Ends the work on this document, for the first reason that is given.
    pub(super) fn stop(&self, why: Stop) {
        self.stopped.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(why);
    }

    /// Tells whoever watches; a `Break` ends the work.
    pub(super) fn tell(&self, event: Event) {
        if (self.watch)(event).is_break() {
            self.stop(Stop::Watch);
        }
    }

    /// Takes one task a step further.
    pub(super) async fn step(&self, task: Task) -> Step {
        let mut step = Step::default();
        if task.is_waiting {
            self.tell(Event::Waiting { segments: self.count(&task.asked) });
            self.engine.memory.wait().await;
        }
        let Some(who) = self.who(task.who) else {
            step.give_up(task.asked);
            return step;
        };
        let pass = self.engine.run.turnstiles[who].enter().await;
        let asked = self.admit(who, task.asked, &mut step).await;
        if asked.is_empty() {
            return step;
        }
        let uses: Vec<Asked<'_>> = asked
            .iter()
            .map(|open| Asked { want: open.want, again: open.again.as_ref() })
            .collect();
        let batch = batch::make(self.work, &uses, &self.engine.policy.languages);
        let answers = self.translator(who).translate(&batch).await;
        drop(pass);
        step.tally.batches += 1;
        step.tally.again += asked.iter().filter(|open| open.best.is_some()).count();
        match answers {
            Ok(answers) => self.take(who, asked, answers, &mut step).await,
            Err(refusal) => self.refused(who, asked, &refusal, &mut step).await,
        }
        step
    }

    fn translator(&self, who: usize) -> &'d dyn Translator {
        self.engine.translators[who]
    }

    fn keeps(&self, who: usize) -> bool {
        self.translator(who).limits().keeping == Keeping::Recorded
    }

    fn count(&self, open: &[Open]) -> usize {
        self.work.count_places(open.iter().map(|open| open.want))
    }

    /// Returns the translator to ask; none where nobody is left or nothing more is asked for.
    fn who(&self, who: usize) -> Option<usize> {
        if self.stopped().is_some() {
            return None;
        }
        match self.engine.run.who(who) {
            Ok(who) => Some(who),
            Err(refusal) => {
                if let Some(refusal) = refusal {
                    self.stop(Stop::NobodyLeft(refusal));
                }
                None
            }
        }
    }

    /// Returns those of the texts that may be sent now; the others are settled, wait or stay open.
    async fn admit(&self, who: usize, asked: Vec<Open>, step: &mut Step) -> Vec<Open> {
        self.tell(Event::Asking { segments: self.count(&asked) });
        // While this batch waited for its turn, the translator may have been left alone.
        if self.stopped().is_some() || self.engine.run.who(who) != Ok(who) {
            step.next.push(Task::new(who, asked));
            return Vec::new();
        }
        if !self.keeps(who) {
            return asked;
        }
        let mut ours = match self.claim(who, asked, step).await {
            Ok(ours) => ours,
            Err(stop) => {
                self.stop(stop);
                return Vec::new();
            }
        };
        if ours.is_empty() {
            return ours;
        }
        match self.engine.run.reserve(&self.engine.policy, ours.len()) {
            Ok(granted) => {
                let rest = ours.split_off(granted);
                self.release(who, rest, step).await;
                ours
            }
            Err(stop) => {
                self.stop(stop);
                self.release(who, ours, step).await;
                Vec::new()
            }
        }
    }

    /// Claims the texts; those of another process wait, those it has answered since are settled.
    async fn claim(
        &self,
        who: usize,
        asked: Vec<Open>,
        step: &mut Step,
    ) -> Result<Vec<Open>, Stop> {
        let memory = self.engine.memory;
        let keys = self.keys(who, &asked);
        let claims = match memory.claim(&keys).await {
            Ok(claims) => claims,
            Err(fault) => {
                step.give_up(asked);
                return Err(Stop::Memory(fault));
            }
        };
        let mut claims = claims.into_iter();
        let (ours, theirs): (Vec<Open>, Vec<Open>) =
            asked.into_iter().partition(|_| claims.next() == Some(Claim::Ours));
        if !theirs.is_empty() {
            step.next.push(Task { who, asked: theirs, is_waiting: true });
        }
        let keys = self.keys(who, &ours);
        let found = match self.engine.look_up(&keys).await {
            Ok(found) => found,
            Err(fault) => {
                step.give_up(ours);
                return Err(Stop::Memory(fault));
            }
        };
        Ok(self.settle_known(who, ours, found, step).await)
    }

    /// Settles what was answered between the first look and the claim; the rest is to be asked for.
    async fn settle_known(
        &self,
        who: usize,
        asked: Vec<Open>,
        found: Vec<Option<Record>>,
        step: &mut Step,
    ) -> Vec<Open> {
        let mut rest = Vec::new();
        let (mut known, mut passed_on) = (Vec::new(), Vec::new());
        for (open, found) in asked.into_iter().zip(found) {
            match found {
                Some(record)
                    if open.best.as_ref().is_none_or(|b| b.record.asked < record.asked) =>
                {
                    known.push(self.work.wants[open.want].key_for(self.translator(who).asker()));
                    passed_on.extend(self.passed_on(who, open.want, &record));
                    step.settled.push(Settled {
                        want: open.want,
                        record: Some(record),
                        is_asked: false,
                    });
                }
                _ => rest.push(open),
            }
        }
        if !known.is_empty() {
            self.note_fault(self.engine.memory.release(&known).await);
            self.note_fault(self.engine.memory.record(&passed_on).await);
        }
        rest
    }

    /// Gives up claims on texts that are not asked for now.
    async fn release(&self, who: usize, open: Vec<Open>, step: &mut Step) {
        if open.is_empty() {
            return;
        }
        let keys = self.keys(who, &open);
        self.note_fault(self.engine.memory.release(&keys).await);
        // The budget says whether there is anything left for them.
        match self.stopped() {
            Some(_) => step.give_up(open),
            None => step.next.push(Task::new(who, open)),
        }
    }

    /// Takes the answers to a batch: good ones are settled, the others are asked for again.
    async fn take(&self, who: usize, asked: Vec<Open>, answers: Answers, step: &mut Step) {
        let Answers { items, model, usage } = answers;
        step.tally.usage += usage;
        if self.keeps(who) {
            self.engine.run.used(usage);
        }
        let several = asked.len();
        let (mut judged, mut failed) = (Vec::new(), Vec::new());
        for (open, item) in asked.into_iter().zip(answer::sort(items, several)) {
            match item.map(|item| self.judge(who, &open, item, &model)) {
                Some(Ok(candidate)) => judged.push((open, candidate)),
                Some(Err(findings)) => failed.push((open, answer::missing(&findings))),
                None => failed.push((open, answer::missing(&[]))),
            }
        }
        if judged.is_empty() {
            let why = Refusal::Unusable("none of the items was answered usably".into());
            note(&mut step.notes, self.translator(who).asker(), &why, 1);
            self.engine.run.in_vain(who, self.engine.policy.patience, &why);
        } else {
            self.engine.run.useful(who);
        }
        let is_all = judged.is_empty();
        let failed = self.keep_best(failed, &mut judged);
        self.keep(who, judged, usage, step).await;
        if self.keeps(who) && !failed.is_empty() {
            self.note_fault(self.engine.memory.release(&self.keys(who, &failed)).await);
        }
        self.ask_again(who, failed, is_all, step);
    }

    /// Makes the record of an answer, or says why it is none.
    fn judge(
        &self,
        who: usize,
        open: &Open,
        item: Answered,
        model: &str,
    ) -> Result<Candidate, Vec<Finding>> {
        let target = answer::target(item);
        let findings = answer::findings(self.work.segment(open.want), &target);
        if check::is_void(&findings) {
            return Err(findings);
        }
        let record = Record {
            key: self.work.wants[open.want].key_for(self.translator(who).asker()),
            target,
            state: State::Translated,
            asked: 1,
            answered_by: model.to_owned(),
            instead: None,
        };
        Ok(Candidate { record, findings })
    }

    /// Texts that have an answer keep it where asking again brought none; the others are returned.
    fn keep_best(
        &self,
        failed: Vec<(Open, Again)>,
        judged: &mut Vec<(Open, Candidate)>,
    ) -> Vec<Open> {
        let mut rest = Vec::new();
        for (mut open, again) in failed {
            open.tries += 1;
            match open.best.clone() {
                Some(best) => judged.push((open, best)),
                None => rest.push(Open { again: Some(again), ..open }),
            }
        }
        rest
    }

    /// Records the better of each answer and the best before it; poor ones are asked for once more.
    async fn keep(
        &self,
        who: usize,
        judged: Vec<(Open, Candidate)>,
        usage: Usage,
        step: &mut Step,
    ) {
        let mut again = Vec::new();
        let mut records = Vec::new();
        for (open, candidate) in judged {
            let best = better(&open, candidate);
            records.push(best.record.clone());
            records.extend(self.passed_on(who, open.want, &best.record));
            let may_ask = self.keeps(who) && best.record.asked < self.engine.policy.asks;
            if may_ask && is_poor(&best.findings) {
                let told = answer::again(&best.record, &best.findings);
                again.push(Open { again: Some(told), best: Some(best), ..open });
            } else {
                let record = Some(best.record);
                step.settled.push(Settled { want: open.want, record, is_asked: true });
            }
        }
        let is_something = !records.is_empty() || usage != Usage::default();
        if self.keeps(who) && is_something {
            let asker = self.translator(who).asker();
            let memory = self.engine.memory;
            let (recorded, spent) = join(memory.record(&records), memory.spent(asker, usage)).await;
            self.note_fault(recorded);
            self.note_fault(spent);
        }
        if !again.is_empty() {
            step.next.push(Task::new(who, again));
        }
    }

    /// Asks again for what was not answered: the rest of a batch, or halves where nothing was.
    fn ask_again(&self, who: usize, failed: Vec<Open>, is_all: bool, step: &mut Step) {
        let is_alone = failed.len() == 1;
        if failed.is_empty() {
        } else if is_all && is_alone && failed[0].tries >= TRIES {
            step.ask_next(who, failed);
        } else if is_all && !is_alone {
            step.ask_less(who, failed);
        } else {
            step.next.push(Task::new(who, failed));
        }
    }

    /// Decides what a refusal means for a batch.
    async fn refused(&self, who: usize, asked: Vec<Open>, refusal: &Refusal, step: &mut Step) {
        let asker = self.translator(who).asker();
        step.tally.usage += Usage { requests: 1, ..Usage::default() };
        note(&mut step.notes, asker, refusal, 1);
        self.tell(Event::Refused { asker: asker.clone(), refusal: refusal.clone() });
        if self.keeps(who) {
            self.note_fault(self.engine.memory.release(&self.keys(who, &asked)).await);
        }
        let asked = self.keep_answered(who, asked, refusal, step).await;
        let patience = self.engine.policy.patience;
        match refusal {
            Refusal::Key(_) | Refusal::Quota(_) | Refusal::Settings(_) => {
                self.engine.run.out(who, refusal);
                step.ask_next(who, asked);
            }
            Refusal::TooLarge(_) | Refusal::Content(_) => step.ask_less(who, asked),
            Refusal::Unusable(_) => {
                self.engine.run.in_vain(who, patience, refusal);
                self.ask_again(who, asked, true, step);
            }
            Refusal::Unreachable(_) => {
                self.engine.run.in_vain(who, patience, refusal);
                step.ask_next(who, asked);
            }
        }
    }

    /// Texts that have an answer keep it where asking again was declined; the others are returned.
    async fn keep_answered(
        &self,
        who: usize,
        asked: Vec<Open>,
        refusal: &Refusal,
        step: &mut Step,
    ) -> Vec<Open> {
        let asked: Vec<Open> =
            asked.into_iter().map(|open| Open { tries: open.tries + 1, ..open }).collect();
        if !matches!(refusal, Refusal::Content(_) | Refusal::Unusable(_)) {
            return asked;
        }
        let (answered, rest): (Vec<Open>, Vec<Open>) =
            asked.into_iter().partition(|open| open.best.is_some());
        let judged = answered.into_iter().filter_map(|open| open.best.clone().map(|b| (open, b)));
        self.keep(who, judged.collect(), Usage::default(), step).await;
        rest
    }

    /// Returns the record that says that this translator answered in the place of the first one.
    fn passed_on(&self, who: usize, want: usize, record: &Record) -> Option<Record> {
        (who > 0 && self.keeps(who) && !record.is_persons()).then(|| Record {
            key: self.work.wants[want].key.clone(),
            instead: Some(record.made_by().clone()),
            ..record.clone()
        })
    }

    fn keys(&self, who: usize, asked: &[Open]) -> Vec<Key> {
        let asker = self.translator(who).asker();
        asked.iter().map(|open| self.work.wants[open.want].key_for(asker)).collect()
    }

    /// Ends the work where the memory fails: what is paid for could not be kept.
    fn note_fault(&self, result: Result<(), MemoryFault>) {
        if let Err(fault) = result {
            self.stop(Stop::Memory(fault));
        }
    }
}

/// Returns the better of an answer and the best one before it, asked for once more than that.
fn better(open: &Open, candidate: Candidate) -> Candidate {
    let Some(best) = &open.best else { return candidate };
    let asked = best.record.asked.saturating_add(1);
    let mut better =
        if grade(&candidate.findings) < grade(&best.findings) { candidate } else { best.clone() };
    better.record.asked = asked;
    better
}
