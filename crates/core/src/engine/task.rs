//! One thing to ask for, and what follows from the answer.

use crate::memory::{Record, Verdict};
use crate::port::Again;

use super::outcome::{Note, Tally};

/// Texts that are asked for together.
#[derive(Debug)]
pub(super) struct Task {
    /// The first translator that may be asked, by its place in the chain.
    pub(super) who: usize,
    /// The texts, all of one article.
    pub(super) asked: Vec<Open>,
    /// Whether another process is asking for them.
    pub(super) is_waiting: bool,
    /// Whether this is a part of a batch that was parted to fill empty places.
    pub(super) is_part: bool,
}

/// A text without a good translation.
#[derive(Debug)]
pub(super) struct Open {
    /// The text, by its place in the work.
    pub(super) want: usize,
    /// How often this translator was asked without an answer.
    pub(super) tries: u32,
    /// What was wrong with the last answer.
    pub(super) again: Option<Again>,
    /// The best answer so far.
    pub(super) best: Option<Candidate>,
}

/// An answer, and what the checks say about it.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) record: Record,
    pub(super) verdict: Verdict,
}

/// What came of a task.
#[derive(Debug, Default)]
pub(super) struct Step {
    /// Texts that need nothing more.
    pub(super) settled: Vec<Settled>,
    /// What is to be asked next.
    pub(super) next: Vec<Task>,
    /// Texts whose leader on another page went away.
    pub(super) left: Vec<usize>,
    /// What was sent and used.
    pub(super) tally: Tally,
    /// What was declined.
    pub(super) notes: Vec<Note>,
}

/// A text that needs nothing more.
#[derive(Debug)]
pub(super) struct Settled {
    /// The text, by its place in the work.
    pub(super) want: usize,
    /// Its record; none where it stays open.
    pub(super) record: Option<Record>,
    /// What the checks say about it, where they have looked.
    pub(super) verdict: Option<Verdict>,
    /// Whether it was asked for on this page.
    pub(super) is_asked: bool,
}

impl Settled {
    /// Settles a text with its best answer, where there is one.
    pub(super) fn of(want: usize, best: Option<Candidate>, is_asked: bool) -> Self {
        let (record, verdict) = best.map(|best| (best.record, best.verdict)).unzip();
        Self { want, record, verdict, is_asked }
    }

    /// Settles a text with what somebody else has recorded or left open.
    pub(super) fn elsewhere(want: usize, record: Option<Record>) -> Self {
        Self { want, record, verdict: None, is_asked: false }
    }
}

impl Open {
    pub(super) fn new(want: usize) -> Self {
        Self { want, tries: 0, again: None, best: None }
    }

    /// Returns the text as it is asked of the next translator, who knows nothing of the last one.
    pub(super) fn afresh(self) -> Self {
        Self { tries: 0, again: None, ..self }
    }
}

impl Task {
    pub(super) fn new(who: usize, asked: Vec<Open>) -> Self {
        Self { who, asked, is_waiting: false, is_part: false }
    }
}

impl Task {
    /// Tells whether some of the texts were asked for before.
    pub(super) fn is_again(&self) -> bool {
        self.asked.iter().any(|open| open.tries > 0 || open.best.is_some())
    }

    /// Parts the texts evenly into so many tasks.
    pub(super) fn part(self, parts: usize) -> Vec<Self> {
        let size = self.asked.len().div_ceil(parts.max(1)).max(1);
        let mut rest = self.asked.into_iter().peekable();
        let mut tasks = Vec::new();
        while rest.peek().is_some() {
            let asked = rest.by_ref().take(size).collect();
            tasks.push(Self { who: self.who, asked, is_waiting: false, is_part: true });
        }
        tasks
    }
}

impl Step {
    /// Ends the search for these texts: the best answer so far stands, or nothing.
    pub(super) fn give_up(&mut self, open: Vec<Open>) {
        self.settled
            .extend(open.into_iter().map(|open| Settled::of(open.want, open.best, open.tries > 0)));
    }

    /// Settles texts with the answers they have.
    pub(super) fn stand(&mut self, open: Vec<Open>) {
        self.settled.extend(open.into_iter().map(|open| Settled::of(open.want, open.best, true)));
    }

    /// Asks for these again in smaller parts: halves, and of one alone the next translator.
    pub(super) fn ask_less(&mut self, who: usize, mut open: Vec<Open>) {
        match open.len() {
            0 => {}
            1 => self.ask_next(who, open),
            several => {
                let second = open.split_off(several.div_ceil(2));
                self.next.extend([Task::new(who, open), Task::new(who, second)]);
            }
        }
    }

    /// Asks the next translator for these; what has an answer already keeps it.
    pub(super) fn ask_next(&mut self, who: usize, open: Vec<Open>) {
        let (answered, open): (Vec<Open>, Vec<Open>) =
            open.into_iter().partition(|open| open.best.is_some());
        self.give_up(answered);
        if !open.is_empty() {
            self.next.push(Task::new(who + 1, open.into_iter().map(Open::afresh).collect()));
        }
    }
}
