//! What a summarizer wrote, sentence by sentence: proven, or replaced by a sentence of the article.
//!
//! Law: a sentence that is not proven is in no digest, and a digest says where it had to replace one.

use crate::digest::model::{Digest, Making, Point, Quotation};
use crate::digest::prove::{Prover, Verdict};
use crate::digest::story::{Story, approved};
use crate::digest::{Order, Stock};
use crate::finding::{Finding, Severity};
use crate::glossary::Glossary;
use crate::port::{Claim, Faulty, Part};
use crate::segment::SegmentId;

/// Fewer points than this are filled up with sentences of the article.
const FEWEST_POINTS: usize = 3;

/// The reasons that are told of sentences that are left out.
const MOST_REASONS: usize = 3;

/// The sentences of a draft with what was found about each, in their order.
#[derive(Debug, Default)]
pub(super) struct Sorted {
    sentences: Vec<(Claim, Verdict)>,
}

/// Proves every sentence of a draft.
pub(super) fn sort(claims: &[Claim], prover: &Prover<'_>, passages: &[SegmentId]) -> Sorted {
    let sentences =
        claims.iter().map(|claim| (claim.clone(), prover.prove(claim, passages))).collect();
    Sorted { sentences }
}

impl Sorted {
    /// Counts the sentences.
    pub(super) fn count(&self) -> usize {
        self.sentences.len()
    }

    /// Tells whether any sentence could not be proven.
    pub(super) fn has_faults(&self) -> bool {
        self.sentences.iter().any(|(_, verdict)| !verdict.is_proven())
    }

    /// Returns the sentences that could not be proven, with the reasons.
    pub(super) fn faults(&self) -> Vec<Faulty> {
        let faulty = self.sentences.iter().filter(|(_, verdict)| !verdict.is_proven());
        faulty
            .map(|(claim, verdict)| Faulty {
                claim: claim.clone(),
                findings: errors(verdict).map(|finding| finding.message.clone()).collect(),
            })
            .collect()
    }

    /// Returns all sentences, those that could not be proven as they were written again; an answer that
    /// is missing leaves the sentence as it was.
    pub(super) fn mended(&self, again: Vec<Claim>) -> Vec<Claim> {
        let mut again = again.into_iter();
        let mend = |(claim, verdict): &(Claim, Verdict)| {
            if verdict.is_proven() {
                return claim.clone();
            }
            let new = again.next().filter(|new| !new.text.trim().is_empty());
            new.map_or_else(|| claim.clone(), |new| Claim { part: claim.part, ..new })
        };
        self.sentences.iter().map(mend).collect()
    }

    /// Adds the sentences of a later part of the story; its headline and deck are those of a part.
    pub(super) fn extend(&mut self, other: Self) {
        let first = self.sentences.is_empty();
        let own = |part: Part| first || !matches!(part, Part::Headline | Part::Deck);
        self.sentences.extend(other.sentences.into_iter().filter(|(claim, _)| own(claim.part)));
    }
}

fn errors(verdict: &Verdict) -> impl Iterator<Item = &Finding> {
    verdict.findings.iter().filter(|finding| finding.severity.is_error())
}

/// Makes the digest of a story from what was written and, where that fails, from the article.
pub(super) fn assemble(
    stock: Stock,
    sorted: Sorted,
    story: &Story,
    order: Order,
    glossary: &Glossary,
) -> Digest {
    if sorted.count() == 0 {
        return stock.compose(story, order, glossary);
    }
    let mut maker = Maker::new(stock, story);
    for (claim, verdict) in sorted.sentences {
        maker.take(claim, verdict);
    }
    let (stock, findings) = maker.finish(order);
    let mut digest = stock.compose(story, order, glossary);
    digest.findings = findings;
    digest
}

struct Maker<'a> {
    story: &'a Story,
    /// What the article itself offers, the next one first.
    spare: Stock,
    headline: Option<Point>,
    deck: Option<Point>,
    points: Vec<Point>,
    quotations: Vec<Quotation>,
    context: Vec<Point>,
    /// The sentences that nothing could replace, with what is wrong with each.
    left_out: Vec<String>,
}

impl<'a> Maker<'a> {
    fn new(spare: Stock, story: &'a Story) -> Self {
        Self {
            story,
            spare,
            headline: None,
            deck: None,
            points: Vec::new(),
            quotations: Vec::new(),
            context: Vec::new(),
            left_out: Vec::new(),
        }
    }

    /// Puts a sentence into its place, or another one in its stead.
    fn take(&mut self, claim: Claim, verdict: Verdict) {
        if verdict.is_proven() {
            self.put(claim, verdict.from);
            return;
        }
        let why: Vec<Finding> = verdict.findings;
        match claim.part {
            Part::Headline if self.headline.is_none() => {
                let headline = self.spare.headline.clone();
                self.headline = Some(Point { instead_of: why, ..headline });
            }
            Part::Deck if self.deck.is_none() && self.spare.deck.is_some() => {
                self.deck = self.spare.deck.take().map(|deck| Point { instead_of: why, ..deck });
            }
            Part::Quotation if !self.spare.quotations.is_empty() => {
                let said = self.spare.quotations.remove(0);
                self.quotations.push(Quotation { instead_of: why, ..said });
            }
            Part::Context if !self.spare.context.is_empty() => {
                let point = self.spare.context.remove(0);
                self.context.push(Point { instead_of: why, ..point });
            }
            Part::Point if !self.spare.points.is_empty() => {
                let point = self.spare.points.remove(0);
                self.points.push(Point { instead_of: why, ..point });
            }
            _ => self.left_out.push(reasons(&why)),
        }
    }

    fn put(&mut self, claim: Claim, from: Vec<SegmentId>) {
        match claim.part {
            Part::Quotation => {
                let said = self.quotation(claim, from);
                self.quotations.push(said);
            }
            Part::Context => self.context.push(written(&claim, from)),
            Part::Headline if self.headline.is_none() => {
                self.headline = Some(written(&claim, from));
            }
            Part::Deck if self.deck.is_none() => self.deck = Some(written(&claim, from)),
            Part::Headline | Part::Deck | Part::Point => self.points.push(written(&claim, from)),
        }
    }

    fn quotation(&self, claim: Claim, from: Vec<SegmentId>) -> Quotation {
        let translated =
            from.iter().filter_map(|&id| self.story.unit(id)).any(|unit| approved(unit).is_some());
        let making = if translated { Making::Extracted } else { Making::Written };
        let (speaker, chinese) = (claim.speaker, claim.chinese);
        Quotation { speaker, text: Some(claim.text), chinese, making, from, instead_of: Vec::new() }
    }

    /// Returns everything that could stand in the digest, what was written first.
    fn finish(mut self, order: Order) -> (Stock, Vec<Finding>) {
        let told = |point: &Point| point.making != Making::Listed;
        self.spare.points.retain(|point| told(point) || self.points.is_empty());
        let missing = match order.words {
            Some(_) => self.spare.points.len(),
            None => FEWEST_POINTS.saturating_sub(self.points.len()),
        };
        self.points.extend(self.spare.points.drain(..).take(missing));
        let stock = Stock {
            headline: self.headline.unwrap_or(self.spare.headline),
            deck: self.deck,
            points: self.points,
            figures: self.spare.figures,
            quotations: self.quotations,
            context: self.context,
        };
        (stock, left_out(&self.left_out))
    }
}

fn written(claim: &Claim, from: Vec<SegmentId>) -> Point {
    let text = claim.text.trim().to_owned();
    Point { text, from, making: Making::Written, chinese: String::new(), instead_of: Vec::new() }
}

/// Returns what is wrong with a sentence.
fn reasons(why: &[Finding]) -> String {
    let errors = why.iter().filter(|finding| finding.severity.is_error());
    errors.map(|finding| finding.message.as_str()).collect::<Vec<_>>().join("; ")
}

/// Says that sentences were left out, because the article offers none in their place: one finding,
/// however many there are, with the first reasons.
fn left_out(sentences: &[String]) -> Vec<Finding> {
    let what = match sentences.len() {
        0 => return Vec::new(),
        1 => "a sentence that could not be proven is left out".to_owned(),
        several => format!("{several} sentences that could not be proven are left out"),
    };
    let mut reasons: Vec<&str> = sentences.iter().map(String::as_str).collect();
    reasons.dedup();
    reasons.truncate(MOST_REASONS);
    let message = format!("{what}: {}", reasons.join("; "));
    vec![Finding::on_source("LEFT_OUT", Severity::Major, Vec::new(), message)]
}
