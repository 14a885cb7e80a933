//! What came of it: always as much as there is, and the reason where it is not all.

use std::fmt;
use std::ops::AddAssign;

use crate::memory::MemoryFault;
use crate::port::{Refusal, Usage};
use crate::unit::{Asker, Unit};

/// The units of a document, and how they came about. A partial outcome is a result, not an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// One unit for each segment, in order, always.
    pub units: Vec<Unit>,
    /// The figures for the report.
    pub tally: Tally,
    /// What the translators declined or answered wrongly.
    pub notes: Vec<Note>,
    /// Why the work ended before everything was asked for.
    pub stopped: Option<Stop>,
}

/// Counts segments of documents by what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// All segments.
    pub segments: usize,
    /// Segments that hold nothing to translate.
    pub copied: usize,
    /// Segments whose translation was remembered, or was answered elsewhere in the meantime.
    pub remembered: usize,
    /// Segments that were asked for and answered; equal ones are asked for once and counted each.
    pub answered: usize,
    /// Segments that have no translation.
    pub open: usize,
    /// Batches that were sent.
    pub batches: usize,
    /// Segments that were asked for once more because the first answer was not good enough.
    pub again: usize,
    /// What the translators say was used.
    pub usage: Usage,
    /// What it cost by the prices that are known, in millionths of the currency.
    pub cost: u64,
    /// Batches whose price is not known.
    pub unpriced: usize,
}

/// Something a translator declined or got wrong, for the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Who.
    pub asker: Asker,
    /// What happened.
    pub refusal: Refusal,
    /// How often it happened in this document.
    pub times: usize,
}

/// Why the work ended before everything was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// Whoever watches said so.
    Watch,
    /// The requests that were allowed are used up.
    Requests,
    /// The segments that were allowed are used up.
    Segments,
    /// What may be spent is spent, or would be by the next request.
    Cost,
    /// The memory cannot be used: what is paid for could not be kept.
    Memory(MemoryFault),
    /// No translator is left to ask; the refusal is the last one's.
    NobodyLeft(Refusal),
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.segments += other.segments;
        self.copied += other.copied;
        self.remembered += other.remembered;
        self.answered += other.answered;
        self.open += other.open;
        self.batches += other.batches;
        self.again += other.again;
        self.usage += other.usage;
        self.cost += other.cost;
        self.unpriced += other.unpriced;
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Watch => f.write_str("stopped on demand"),
            Self::Requests => f.write_str("the limit of requests is reached"),
            Self::Segments => f.write_str("the limit of segments is reached"),
            Self::Cost => f.write_str("the limit of the cost is reached"),
            Self::Memory(fault) => fault.fmt(f),
            Self::NobodyLeft(refusal) => refusal.fmt(f),
        }
    }
}

/// Adds a note, or counts it where the same was noted before.
pub(super) fn note(notes: &mut Vec<Note>, asker: &Asker, refusal: &Refusal, times: usize) {
    match notes.iter_mut().find(|note| note.asker == *asker && note.refusal == *refusal) {
        Some(known) => known.times += times,
        None => notes.push(Note { asker: asker.clone(), refusal: refusal.clone(), times }),
    }
}
