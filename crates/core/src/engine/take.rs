//! What follows from an answer or a refusal.
//!
//! Law: an answer is recorded before another takes its place, and on the disk before it is used. What is
//! not usable is never recorded, and asked for again: the rest, then halves, then one by one, then of the
//! next translator; then it stays open.

use futures_util::future::join;

use crate::check;
use crate::finding::Finding;
use crate::memory::Record;
use crate::port::{Again, Answered, Answers, Refusal, Usage};
use crate::unit::State;

use super::answer::{self, grade, is_poor};
use super::ask::Desk;
use super::event::Event;
use super::outcome::note;
use super::task::{Candidate, Open, Settled, Step, Task};
use super::trial::SAMPLE;

/// How often one text alone is asked of one translator before the next one is.
const TRIES: u32 = 2;

impl Desk<'_> {
    /// Takes the answers to a batch: good ones are settled, the others are asked for again.
    ///
    /// Returns how many answers are better than the ones before them.
    pub(super) async fn take(
        &self,
        who: usize,
        asked: Vec<Open>,
        answers: Answers,
        step: &mut Step,
    ) -> usize {
        let Answers { items, model, usage } = answers;
        step.tally.usage += usage;
        let (mut judged, mut failed) = (Vec::new(), Vec::new());
        let sorted = self.without_copies(&asked, items);
        for (open, item) in asked.into_iter().zip(sorted) {
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
        let better = self.keep(who, judged, usage, step).await;
        if !failed.is_empty() {
            self.give_back(who, &failed).await;
        }
        self.ask_again(who, failed, is_all, step);
        better
    }

    /// Sorts answers by the items they name, without those that too many other texts were given, too.
    fn without_copies(&self, asked: &[Open], items: Vec<Answered>) -> Vec<Option<Answered>> {
        let run = &self.engine.run;
        // All are noted before any is judged: the same answer may come again for each text alone.
        for answer in items.iter().filter(|answer| answer::is_telling(answer)) {
            let place = usize::try_from(answer.id).ok().and_then(|id| id.checked_sub(1));
            if let Some(open) = place.and_then(|place| asked.get(place)) {
                run.gave(&answer.text, &self.work.wants[open.want].key.source);
            }
        }
        let is_copied =
            |answer: &Answered| answer::is_telling(answer) && run.is_copied(&answer.text);
        let sorted = answer::sort(items, asked.len());
        sorted.into_iter().map(|answer| answer.filter(|answer| !is_copied(answer))).collect()
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
        let verdict = self.work.verdict(self.engine, open.want, &target);
        if check::is_void(&verdict.findings) {
            return Err(verdict.findings);
        }
        let record = Record {
            key: self.work.wants[open.want].key_for(self.translator(who).asker()),
            target,
            state: State::Translated,
            asked: 1,
            answered_by: model.to_owned(),
            instead: None,
            example: self.work.wants[open.want].example.clone(),
            replaced: None,
        };
        Ok(Candidate { record, verdict })
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
    ///
    /// Returns how many answers are better than the ones before them.
    async fn keep(
        &self,
        who: usize,
        judged: Vec<(Open, Candidate)>,
        usage: Usage,
        step: &mut Step,
    ) -> usize {
        let allowed = self.allowed(who);
        let mut count = 0;
        let mut again = Vec::new();
        let mut records = Vec::new();
        for (open, candidate) in judged {
            count += usize::from(is_better(&open, &candidate));
            let mut best = better(&open, candidate);
            let is_poor = is_poor(&best.verdict.findings);
            if is_poor && self.engine.run.trials[who].is_in_vain() {
                best.record.asked = best.record.asked.max(allowed);
            }
            records.push(best.record.clone());
            records.extend(self.passed_on(who, open.want, &best.record));
            if is_poor && best.record.asked < allowed {
                let told = answer::again(&best.record, &best.verdict.findings);
                again.push(Open { again: Some(told), best: Some(best), ..open });
            } else {
                step.settled.push(Settled::of(open.want, Some(best), true));
            }
        }
        let is_something = !records.is_empty() || usage != Usage::default();
        if self.keeps(who) && is_something {
            let asker = self.translator(who).asker();
            let memory = self.engine.memory;
            let price = self.engine.policy.prices.get(who).copied().flatten();
            let cost = price.map(|price| price.of(&usage));
            let spent = memory.spent(asker, usage, cost);
            let (recorded, spent) = join(memory.record(&records), spent).await;
            self.note_fault(recorded);
            self.note_fault(spent);
        }
        if again.len() > SAMPLE && self.engine.run.trials[who].is_undecided() {
            // No more than the sample is asked for before it is known whether that helps.
            let rest = again.split_off(SAMPLE);
            step.next.push(Task::new(who, rest));
        }
        if !again.is_empty() {
            step.next.insert(0, Task::new(who, again));
        }
        count
    }

    /// Returns how often a text may be asked for because of what the checks find.
    fn allowed(&self, who: usize) -> u32 {
        if self.keeps(who) { self.engine.policy.asks } else { 0 }
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
    pub(super) async fn refused(
        &self,
        who: usize,
        asked: Vec<Open>,
        refusal: &Refusal,
        step: &mut Step,
    ) {
        let asker = self.translator(who).asker();
        step.tally.usage += Usage { requests: 1, ..Usage::default() };
        note(&mut step.notes, asker, refusal, 1);
        self.tell(Event::Refused { asker: asker.clone(), refusal: refusal.clone() });
        self.give_back(who, &asked).await;
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

    /// Lets poor answers stand, as if they had been asked for as often as is allowed.
    pub(super) async fn let_stand(&self, who: usize, asked: Vec<Open>, step: &mut Step) {
        let allowed = self.engine.policy.asks;
        let judged = asked.into_iter().filter_map(|open| {
            let mut best = open.best.clone()?;
            best.record.asked = best.record.asked.max(allowed);
            Some((Open { best: None, ..open }, best))
        });
        self.keep(who, judged.collect(), Usage::default(), step).await;
    }
}

/// Returns the better of an answer and the best one before it, asked for once more than that.
fn better(open: &Open, candidate: Candidate) -> Candidate {
    let Some(best) = &open.best else { return candidate };
    let asked = best.record.asked.saturating_add(1);
    let mut better = if is_better(open, &candidate) { candidate } else { best.clone() };
    better.record.asked = asked;
    better
}

fn is_better(open: &Open, candidate: &Candidate) -> bool {
    let grade = |of: &Candidate| grade(&of.verdict.findings);
    open.best.as_ref().is_some_and(|best| grade(candidate) < grade(best))
}
