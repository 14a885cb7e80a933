//! Batches that are sent away together and answered much later.
//!
//! Law: a parcel holds everything its answers need. Whatever happens to the page, the glossary or the
//! settings meanwhile, an answer that was paid for is checked and recorded under the key it was asked
//! for.

use serde::{Deserialize, Serialize};

use crate::check;
use crate::document::Document;
use crate::fingerprint::Fingerprint;
use crate::memory::{Accept, Key, MemoryFault, Record};
use crate::port::{Answers, Batch, Item};
use crate::segment::{Segment, SegmentId};
use crate::unit::State;

use super::Engine;
use super::answer;
use super::batch::{self, Asked};
use super::outcome::Stop;
use super::plan;

/// By so much cheaper is an answer that may take a day, with every vendor who gives them.
const HALF: u64 = 2;

/// A batch that can be sent away, with the keys under which its answers will be remembered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    /// What is asked.
    pub batch: Batch,
    /// The key of each item, in their order.
    pub keys: Vec<Key>,
}

/// What became of the items of a parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unpacked {
    /// Answers that were recorded.
    pub recorded: usize,
    /// Items that somebody had answered in the meantime.
    pub known: usize,
    /// Items without a usable answer.
    pub open: usize,
}

impl Parcel {
    /// Returns the fingerprints of its keys.
    pub fn fingerprints(&self) -> impl Iterator<Item = Fingerprint> {
        self.keys.iter().map(Key::fingerprint)
    }
}

impl Engine<'_> {
    /// Makes the parcels for what a document still wants of the first translator; nothing is sent.
    ///
    /// What is away already ([`Policy::away`](super::Policy::away)), and what an earlier document of
    /// this engine wants as well, is in none of them. Where the budget ends, the reason comes along.
    ///
    /// # Errors
    ///
    /// Where the memory cannot be read.
    pub async fn parcels(
        &self,
        document: &Document,
    ) -> Result<(Vec<Parcel>, Option<Stop>), MemoryFault> {
        let mut work = self.work(document);
        let found = self.recall(&work).await?;
        self.liken(&mut work, &found).await;
        let wanted: Vec<usize> = (0..work.wants.len())
            .filter(|want| found[*want].is_none() && !self.is_away(&work.wants[*want].key))
            .filter(|want| self.run.is_new(work.wants[*want].key.fingerprint()))
            .collect();
        let mut parcels = Vec::new();
        for mut wants in batch::pack(&work, &wanted, &self.translators[0].limits()) {
            let estimates: Vec<_> = wants
                .iter()
                .map(|want| plan::estimate(&work.segment(*want).text, wants.len()))
                .collect();
            let grant = match self.run.grant(&self.policy, 0, &estimates) {
                Ok(grant) => grant,
                Err(stop) => return Ok((parcels, Some(stop))),
            };
            wants.truncate(grant.segments);
            let asked: Vec<Asked<'_>> =
                wants.iter().map(|want| Asked { want: *want, again: None }).collect();
            parcels.push(Parcel {
                batch: batch::make(&work, &asked, &self.policy.languages),
                keys: wants.iter().map(|want| work.wants[*want].key.clone()).collect(),
            });
        }
        Ok((parcels, None))
    }

    /// Checks the answers to a parcel as those to any batch, and records what is usable.
    ///
    /// # Errors
    ///
    /// Where the memory cannot be read or written: the answers have to be fetched again then.
    pub async fn unpack(&self, parcel: &Parcel, answers: Answers) -> Result<Unpacked, MemoryFault> {
        let Answers { items, model, usage } = answers;
        let known = self.memory.recall(&parcel.keys, Accept::Exact).await?;
        let sorted = answer::sort(items, parcel.keys.len());
        let (mut unpacked, mut records) = (Unpacked::default(), Vec::new());
        for (((item, key), known), answered) in
            parcel.batch.items.iter().zip(&parcel.keys).zip(known).zip(sorted)
        {
            if known.is_some() {
                unpacked.known += 1;
                continue;
            }
            let target = answered.map(answer::target).filter(|target| {
                let verdict = self.verdict(&segment(item), None, target);
                !check::is_void(&verdict.findings)
            });
            let Some(target) = target else {
                unpacked.open += 1;
                continue;
            };
            records.push(Record {
                key: key.clone(),
                target,
                state: State::Translated,
                asked: 1,
                answered_by: model.clone(),
                instead: None,
                example: item.example.clone(),
                replaced: None,
            });
        }
        unpacked.recorded = records.len();
        self.memory.record(&records).await?;
        if let Some(key) = parcel.keys.first() {
            let price = self.policy.prices.first().copied().flatten();
            let cost = price.map(|price| price.of(&usage) / HALF);
            self.memory.spent(&key.asker, usage, cost).await?;
        }
        self.memory.durable().await?;
        Ok(unpacked)
    }

    /// Tells whether a text was sent away and is not back.
    pub(super) fn is_away(&self, key: &Key) -> bool {
        !self.policy.away.is_empty() && self.policy.away.contains(&key.fingerprint())
    }
}

/// Makes of an item the segment it was, as far as the checks look.
fn segment(item: &Item) -> Segment {
    Segment {
        id: SegmentId { article: 0, block: 0, part: 0 },
        kind: item.kind,
        text: item.text.clone(),
        spans: Vec::new(),
        head_missing: item.head_missing,
        tail_missing: item.tail_missing,
    }
}
