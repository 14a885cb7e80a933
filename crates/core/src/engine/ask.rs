//! Asks for one batch: whose turn it is, what may be sent, and sending it.
//!
//! Law: nothing is sent that is not claimed, could not be recorded, or goes beyond the budget.

use std::future::poll_fn;
use std::sync::{Mutex, PoisonError};
use std::task::Poll;

use crate::fingerprint::Fingerprint;
use crate::memory::{Claim, Key, MemoryFault, Record};
use crate::port::{Answers, Keeping, Refusal, Translator, Usage};

use super::Engine;
use super::batch::{self, Asked};
use super::budget::Grant;
use super::event::{Event, Watch};
use super::outcome::Stop;
use super::plan;
use super::task::{Open, Settled, Step, Task};
use super::trial::Attempt;
use super::work::Work;

/// Texts below which a batch is not parted: each request repeats the instructions.
const SMALLEST_PART: usize = 3;

/// Whether poor answers may be asked for again.
enum Leave<'d> {
    /// They may, or none of them is poor; what comes of it is told to the attempt.
    Given(Option<Attempt<'d>>),
    /// Asking again has turned out to be in vain.
    InVain,
    /// Another process is finding out whether it helps.
    Elsewhere,
}

/// Lets those go on who can, once.
async fn others_first() {
    let mut has_waited = false;
    poll_fn(|context| {
        if has_waited {
            return Poll::Ready(());
        }
        has_waited = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

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

    /// Takes one task a step further; what is settled then is on the disk.
    pub(super) async fn step(&self, task: Task) -> Step {
        let mut step = Step::default();
        self.go(task, &mut step).await;
        // The place before the translator is another's by now: the next request need not wait for a disk.
        if !step.settled.is_empty() {
            self.note_fault(self.engine.memory.durable().await);
        }
        step
    }

    async fn go(&self, task: Task, step: &mut Step) {
        if task.is_waiting {
            self.tell(Event::Waiting { segments: self.count(&task.asked) });
            self.engine.memory.wait().await;
        }
        let Some(who) = self.who(task.who) else {
            step.give_up(task.asked);
            return;
        };
        let attempt = match self.attempt(who, &task.asked).await {
            Leave::Given(attempt) => attempt,
            Leave::InVain => {
                self.let_stand(who, task.asked, step).await;
                return;
            }
            Leave::Elsewhere => {
                step.stand(task.asked);
                return;
            }
        };
        let entrance = &self.engine.run.entrances[who];
        let waiting = match task.is_again() {
            true => entrance.wait_ahead().await,
            false => entrance.wait().await,
        };
        let Task { asked, is_part, .. } = task;
        let ours = self.claim(who, asked, step).await;
        if ours.is_empty() {
            return;
        }
        let _inside = entrance.enter(waiting).await;
        let (asked, grant) = self.admit(who, ours, is_part, step).await;
        if asked.is_empty() {
            return;
        }
        let uses: Vec<Asked<'_>> = asked
            .iter()
            .map(|open| Asked { want: open.want, again: open.again.as_ref() })
            .collect();
        let batch = batch::make(self.work, &uses, &self.engine.policy.languages);
        let answers = self.translator(who).translate(&batch).await;
        // Those who have a place and have not sent yet go first: what the checks do takes longer.
        others_first().await;
        step.tally.batches += 1;
        step.tally.again += asked.iter().filter(|open| open.best.is_some()).count();
        if let Some(grant) = grant {
            self.pay(grant, &answers, step);
        }
        match answers {
            Ok(answers) => {
                let better = self.take(who, asked, answers, step).await;
                if attempt.is_some_and(|attempt| attempt.done(better)) {
                    self.note_fault(self.engine.memory.release(&[self.trial(who)]).await);
                }
            }
            Err(refusal) => self.refused(who, asked, &refusal, step).await,
        }
    }

    /// Enters what a request has cost.
    fn pay(&self, grant: Grant, answers: &Result<Answers, Refusal>, step: &mut Step) {
        let used = match answers {
            Ok(answers) => Some(answers.usage),
            // It was answered and will be billed; nobody says with how much.
            Err(Refusal::Unusable(_)) => None,
            Err(_) => Some(Usage { requests: 1, ..Usage::default() }),
        };
        step.tally.cost += self.engine.run.settle(grant, used);
        step.tally.unpriced += usize::from(!grant.is_priced());
    }

    /// Returns into how many parts a batch goes so that no place stands empty at the end of the run.
    fn parts(&self, who: usize, texts: usize, is_part: bool) -> usize {
        if is_part || !self.engine.run.is_last() {
            return 1;
        }
        self.engine.run.entrances[who].share().min(texts / SMALLEST_PART)
    }

    /// Waits for leave to ask again for poor answers.
    ///
    /// Of the processes on one memory one finds out whether it helps, and gives up its claim where it
    /// does. Poor answers of the others stand meanwhile, as a later run may ask for them once more.
    async fn attempt(&self, who: usize, asked: &[Open]) -> Leave<'d> {
        let again = asked.iter().filter(|open| open.best.is_some()).count();
        if again == 0 {
            return Leave::Given(None);
        }
        let trial = &self.engine.run.trials[who];
        if self.keeps(who) && trial.is_undecided() {
            let claimed = self.engine.memory.claim(&[self.trial(who)]).await;
            if claimed.is_ok_and(|claims| claims == [Claim::Theirs]) {
                return Leave::Elsewhere;
            }
        }
        trial.enter(again).await.map_or(Leave::InVain, |attempt| Leave::Given(Some(attempt)))
    }

    /// Returns what a process claims while it finds out whether it helps to ask a translator again.
    fn trial(&self, who: usize) -> Key {
        let name = Fingerprint::of(["asking again"]);
        Key {
            source: String::new(),
            languages: self.engine.policy.languages.clone(),
            asker: self.translator(who).asker().clone(),
            terms: name,
            figures: name,
        }
    }

    pub(super) fn translator(&self, who: usize) -> &'d dyn Translator {
        self.engine.translators[who]
    }

    pub(super) fn keeps(&self, who: usize) -> bool {
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

    /// Returns those of the texts that may be sent now, with leave to send them where that is needed;
    /// the others wait or stay open, and are no longer claimed.
    async fn admit(
        &self,
        who: usize,
        mut ours: Vec<Open>,
        is_part: bool,
        step: &mut Step,
    ) -> (Vec<Open>, Option<Grant>) {
        // While this batch waited for its turn, the translator may have been left alone.
        if self.stopped().is_some() || self.engine.run.who(who) != Ok(who) {
            self.release(who, ours, step).await;
            return (Vec::new(), None);
        }
        let parts = self.parts(who, ours.len(), is_part);
        if parts > 1 {
            self.give_back(who, &ours).await;
            step.next.extend(Task::new(who, ours).part(parts));
            return (Vec::new(), None);
        }
        self.tell(Event::Asking { segments: self.count(&ours) });
        if !self.keeps(who) {
            return (ours, None);
        }
        let estimate = |open: &Open| plan::estimate(&self.work.segment(open.want).text, ours.len());
        let estimates: Vec<Usage> = ours.iter().map(estimate).collect();
        match self.engine.run.grant(&self.engine.policy, who, &estimates) {
            Ok(grant) => {
                let rest = ours.split_off(grant.segments);
                self.release(who, rest, step).await;
                (ours, Some(grant))
            }
            Err(stop) => {
                self.stop(stop);
                self.release(who, ours, step).await;
                (Vec::new(), None)
            }
        }
    }

    /// Claims the texts and returns them; those of another process wait, those it has answered since are
    /// settled. What is not kept needs no claim.
    async fn claim(&self, who: usize, asked: Vec<Open>, step: &mut Step) -> Vec<Open> {
        if !self.keeps(who) {
            return asked;
        }
        let memory = self.engine.memory;
        let keys = self.keys(who, &asked);
        let claims = match memory.claim(&keys).await {
            Ok(claims) => claims,
            Err(fault) => {
                self.stop(Stop::Memory(fault));
                step.give_up(asked);
                return Vec::new();
            }
        };
        let mut claims = claims.into_iter();
        let (ours, theirs): (Vec<Open>, Vec<Open>) =
            asked.into_iter().partition(|_| claims.next() == Some(Claim::Ours));
        if !theirs.is_empty() {
            step.next.push(Task { is_waiting: true, ..Task::new(who, theirs) });
        }
        let keys = self.keys(who, &ours);
        match self.engine.look_up(&keys).await {
            Ok(found) => self.settle_known(who, ours, found, step).await,
            Err(fault) => {
                self.stop(Stop::Memory(fault));
                step.give_up(ours);
                Vec::new()
            }
        }
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
                    step.settled.push(Settled::elsewhere(open.want, Some(record)));
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
        self.give_back(who, &open).await;
        // The budget says whether there is anything left for them.
        match self.stopped() {
            Some(_) => step.give_up(open),
            None => step.next.push(Task::new(who, open)),
        }
    }

    /// Gives up the claims on texts, where they needed one.
    pub(super) async fn give_back(&self, who: usize, open: &[Open]) {
        if self.keeps(who) {
            self.note_fault(self.engine.memory.release(&self.keys(who, open)).await);
        }
    }

    /// Returns the record that says that this translator answered in the place of the first one.
    pub(super) fn passed_on(&self, who: usize, want: usize, record: &Record) -> Option<Record> {
        (who > 0 && self.keeps(who) && !record.is_persons()).then(|| Record {
            key: self.work.wants[want].key.clone(),
            instead: Some(record.made_by().clone()),
            ..record.clone()
        })
    }

    pub(super) fn keys(&self, who: usize, asked: &[Open]) -> Vec<Key> {
        let asker = self.translator(who).asker();
        asked.iter().map(|open| self.work.wants[open.want].key_for(asker)).collect()
    }

    /// Ends the work where the memory fails: what is paid for could not be kept.
    pub(super) fn note_fault(&self, result: Result<(), MemoryFault>) {
        if let Err(fault) = result {
            self.stop(Stop::Memory(fault));
        }
    }
}
