//! What a document would cost: looked up, not asked.

use std::ops::AddAssign;

use crate::document::Document;
use crate::memory::{Key, MemoryFault};
use crate::port::{Batch, Usage};
use crate::segment::SegmentId;
use crate::text::script::count_han;

use super::Engine;
use super::batch::{self, Asked};
use super::work::{Want, Work};

/// What translating a document would take, in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Plan {
    /// All segments.
    pub segments: usize,
    /// Segments that hold nothing to translate.
    pub copied: usize,
    /// Segments whose translation is remembered.
    pub remembered: usize,
    /// Different texts that would be asked for; those planned before with this engine are not
    /// counted again, and those that are away in a batch are not asked for.
    pub wanted: usize,
    /// Characters of these texts.
    pub characters: usize,
    /// Requests that would be sent.
    pub requests: usize,
    /// Tokens a language model would read, estimated, without the instructions of the prompt.
    pub input_tokens: usize,
    /// Tokens a language model would write, estimated.
    pub output_tokens: usize,
}

impl Engine<'_> {
    /// Finds out what translating a document would take; nobody is asked.
    ///
    /// # Errors
    ///
    /// Where the memory cannot be read.
    pub async fn plan(&self, document: &Document) -> Result<Plan, MemoryFault> {
        let mut whole = Plan::default();
        self.plan_articles(document).await?.into_iter().for_each(|plan| whole += plan);
        Ok(whole)
    }

    /// Finds out the same for each article of a document, in order; a text counts where it stands first.
    ///
    /// # Errors
    ///
    /// Where the memory cannot be read.
    pub async fn plan_articles(&self, document: &Document) -> Result<Vec<Plan>, MemoryFault> {
        let work = self.work(document);
        let found = self.recall(&work).await?;
        let mut plans = vec![Plan::default(); document.articles.len()];
        let article = |place: usize| work.segments[place].id.article as usize - 1;
        for place in 0..work.segments.len() {
            plans[article(place)].segments += 1;
            plans[article(place)].copied += 1;
        }
        let mut wanted = Vec::new();
        for (want, found) in found.iter().enumerate() {
            for place in &work.wants[want].places {
                plans[article(*place)].copied -= 1;
                plans[article(*place)].remembered += usize::from(found.is_some());
            }
            let key = &work.wants[want].key;
            if found.is_none() && !self.is_away(key) && self.run.is_new(key.fingerprint()) {
                plans[article(work.wants[want].places[0])].wanted += 1;
                wanted.push(want);
            }
        }
        for wants in batch::pack(&work, &wanted, &self.translators[0].limits()) {
            plans[article(work.wants[wants[0]].places[0])] += self.cost(&work, &wants);
        }
        Ok(plans)
    }

    /// Returns what is looked up for each segment that needs a translation, in order.
    pub fn keys(&self, document: &Document) -> Vec<(SegmentId, Key)> {
        let work = self.work(document);
        let of = |want: &Want<'_>, place: &usize| (work.segments[*place].id, want.key.clone());
        let mut keys: Vec<(SegmentId, Key)> = work
            .wants
            .iter()
            .flat_map(|want| want.places.iter().map(move |place| of(want, place)))
            .collect();
        keys.sort_by_key(|(id, _)| *id);
        keys
    }

    /// Returns the batch in which a segment would be asked for if nothing were remembered; none where
    /// it needs no translation.
    pub fn batch_of(&self, document: &Document, segment: SegmentId) -> Option<Batch> {
        let work = self.work(document);
        let all: Vec<usize> = (0..work.wants.len()).collect();
        self.batch_among(&work, &all, segment)
    }

    /// Returns the batch in which a segment would be asked for now, as long as no other page asks for the
    /// same texts; where it is remembered, the one in which it would be if nothing were.
    ///
    /// # Errors
    ///
    /// Where the memory cannot be read.
    pub async fn would_ask(
        &self,
        document: &Document,
        segment: SegmentId,
    ) -> Result<Option<Batch>, MemoryFault> {
        let mut work = self.work(document);
        let found = self.recall(&work).await?;
        self.liken(&mut work, &found).await;
        let open: Vec<usize> =
            (0..work.wants.len()).filter(|want| found[*want].is_none()).collect();
        Ok(self.batch_among(&work, &open, segment).or_else(|| self.batch_of(document, segment)))
    }

    /// Returns the batch that holds a segment when these wants are packed.
    fn batch_among(&self, work: &Work<'_>, open: &[usize], segment: SegmentId) -> Option<Batch> {
        let has = |want: &usize| {
            work.wants[*want].places.iter().any(|place| work.segments[*place].id == segment)
        };
        let batches = batch::pack(work, open, &self.translators[0].limits());
        let wants = batches.into_iter().find(|wants| wants.iter().any(has))?;
        let asked: Vec<Asked<'_>> =
            wants.into_iter().map(|want| Asked { want, again: None }).collect();
        Some(batch::make(work, &asked, &self.policy.languages))
    }

    /// Estimates one request.
    fn cost(&self, work: &Work<'_>, wants: &[usize]) -> Plan {
        let asked: Vec<Asked<'_>> =
            wants.iter().map(|want| Asked { want: *want, again: None }).collect();
        let batch = batch::make(work, &asked, &self.policy.languages);
        let terms = batch.terms.iter().map(|term| tokens(&term.zh) + tokens(&term.first) + 6);
        let items = batch.items.iter().map(|item| tokens(&item.text) + PER_ITEM);
        let context = tokens(&batch.headline) + tokens(&batch.before) + tokens(&batch.after);
        Plan {
            characters: batch.items.iter().map(|item| item.text.chars().count()).sum(),
            requests: 1,
            input_tokens: items.sum::<usize>() + terms.sum::<usize>() + context,
            output_tokens: batch.items.iter().map(|item| tokens(&item.text) + PER_ITEM).sum(),
            ..Plan::default()
        }
    }
}

/// Tokens that name an item and quote it.
const PER_ITEM: usize = 12;

/// Tokens of the instructions of a prompt, generously.
const INSTRUCTIONS: usize = 1200;

/// Estimates what asking for one text of a batch of so many uses, generously: it is what is set aside.
pub(super) fn estimate(text: &str, of: usize) -> Usage {
    let tokens = tokens(text);
    let shared = INSTRUCTIONS.div_ceil(of.max(1));
    Usage {
        requests: 0,
        input_tokens: (2 * tokens + PER_ITEM + shared) as u64,
        output_tokens: (2 * tokens + PER_ITEM) as u64,
        characters: text.chars().count() as u64,
    }
}

/// Estimates the tokens of a text: one for each Chinese character, one for four others. English has
/// about four characters for each Chinese one, so a translation has as many as its source.
fn tokens(text: &str) -> usize {
    let han = count_han(text);
    han + (text.chars().count() - han).div_ceil(4)
}

impl AddAssign for Plan {
    fn add_assign(&mut self, other: Self) {
        self.segments += other.segments;
        self.copied += other.copied;
        self.remembered += other.remembered;
        self.wanted += other.wanted;
        self.characters += other.characters;
        self.requests += other.requests;
        self.input_tokens += other.input_tokens;
        self.output_tokens += other.output_tokens;
    }
}
