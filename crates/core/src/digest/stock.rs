//! Everything that could stand in a digest, best first, and the choice that keeps the word budget.

use crate::fingerprint::Fingerprint;
use crate::glossary::Glossary;
use crate::port::Style;
use crate::segment::SegmentId;
use crate::unit::Unit;

use super::fit::{self, Candidate};
use super::model::{Digest, Point, Quotation, Row};
use super::story::Story;
use super::{topic, worth};

/// What a digest should look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Order {
    /// How it is worded and laid out.
    pub style: Style,
    /// How many words it should have; none for as many as its points need.
    pub words: Option<usize>,
}

/// The sentences at hand for a digest, each list best first.
#[derive(Debug, Clone, PartialEq)]
pub struct Stock {
    /// The headline.
    pub headline: Point,
    /// One sentence that adds to the headline.
    pub deck: Option<Point>,
    /// The news, one statement each.
    pub points: Vec<Point>,
    /// The key figures, in reading order.
    pub figures: Vec<Row>,
    /// Who said what.
    pub quotations: Vec<Quotation>,
    /// Why it matters.
    pub context: Vec<Point>,
}

/// How many points, quotations and sentences of context a digest has without a word budget.
const USUAL: (usize, usize, usize) = (5, 2, 1);

/// How many rows the key figures have.
const MOST_ROWS: usize = 7;

impl Stock {
    /// Makes the digest of a story from what is at hand.
    pub fn compose(mut self, story: &Story, order: Order, glossary: &Glossary) -> Digest {
        match order.words {
            Some(words) => self.keep_budget(words),
            None => self.keep_usual(),
        }
        self.figures.truncate(MOST_ROWS);
        let text: String = story.units.iter().map(|unit| unit.segment.text.as_str()).collect();
        let mut digest = Digest {
            id: id_of(story),
            source: story.source.clone(),
            article: story.article,
            title: story.title().to_owned(),
            published: story.published.clone(),
            languages: story.languages.clone(),
            style: order.style,
            topic: topic::of(story.title(), &text, glossary).to_owned(),
            weight: worth::weight(story),
            also: Vec::new(),
            headline: self.headline,
            deck: self.deck,
            points: self.points,
            figures: self.figures,
            quotations: self.quotations,
            context: self.context,
            sources: Vec::new(),
            asker: None,
            findings: Vec::new(),
        };
        digest.sources = cited(story, digest.citations());
        digest
    }

    fn keep_usual(&mut self) {
        let (points, quotations, context) = USUAL;
        self.points.truncate(points);
        self.quotations.truncate(quotations);
        self.context.truncate(context);
    }

    /// Keeps the choice of sentences that keeps the budget; the headline always stays.
    fn keep_budget(&mut self, budget: usize) {
        let (low, high) = fit::borders(budget);
        let headline = self.headline.words();
        if self.deck.as_ref().is_some_and(|deck| headline + deck.words() > high) {
            self.deck = None;
        }
        let fixed = headline + self.deck.as_ref().map_or(0, Point::words);
        let rest = (low.saturating_sub(fixed), high.saturating_sub(fixed));
        let candidates = self.candidates();
        let mut kept = vec![false; candidates.len()];
        for place in fit::fit(&candidates, rest) {
            kept[place] = true;
        }
        let mut kept = kept.into_iter();
        let mut keeps = || kept.next().unwrap_or(false);
        self.points.retain(|_| keeps());
        self.quotations.retain(|_| keeps());
        self.context.retain(|_| keeps());
    }

    /// Lists points, quotations and context; what stands first in its list is worth most.
    fn candidates(&self) -> Vec<Candidate> {
        let worth = |first: f32, place: usize| first / (1.0 + 0.2 * place as f32);
        let list = |words: Vec<usize>, first: f32| {
            let worthy = words.into_iter().enumerate();
            worthy.map(move |(place, words)| Candidate { words, worth: worth(first, place) })
        };
        list(self.points.iter().map(Point::words).collect(), 1.0)
            .chain(list(self.quotations.iter().map(Quotation::words).collect(), 0.5))
            .chain(list(self.context.iter().map(Point::words).collect(), 0.4))
            .collect()
    }
}

/// Names a story by its Chinese text.
pub fn id_of(story: &Story) -> Fingerprint {
    Fingerprint::of(story.units.iter().map(|unit| unit.segment.text.as_str()))
}

/// Returns the segments that are cited, each once, in reading order.
fn cited(story: &Story, citations: impl Iterator<Item = SegmentId>) -> Vec<Unit> {
    let mut ids: Vec<SegmentId> = citations.collect();
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().filter_map(|id| story.unit(id).cloned()).collect()
}
