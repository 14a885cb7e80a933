//! What a digest is: plain data, no heuristics.

use serde::{Deserialize, Serialize};

use crate::finding::{Finding, Severity};
use crate::fingerprint::Fingerprint;
use crate::port::Style;
use crate::segment::SegmentId;
use crate::unit::{Asker, Languages, Unit, Word};

/// One article in a few English sentences.
///
/// Every sentence names the segments that vouch for it, and those segments stand in `sources`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Digest {
    /// Names the story by its Chinese text, so that it stays the same while the text does.
    pub id: Fingerprint,
    /// The name of the page, as the user gave it; for display only, never a path.
    pub source: String,
    /// The number of the article on its page, from 1.
    pub article: u32,
    /// The Chinese headline.
    pub title: String,
    /// When the page was published, as the user said it: `2024-03-05`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// From which language into which.
    pub languages: Languages,
    /// How it is worded and laid out.
    pub style: Style,
    /// What the news is about: one of [`super::topic::NAMES`].
    pub topic: String,
    /// How much the news weighs among others, from 0 to 1000.
    pub weight: u16,
    /// Where else the same story was printed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Also>,
    /// The headline.
    pub headline: Point,
    /// One sentence that adds to the headline.
    pub deck: Option<Point>,
    /// The news, one statement each.
    pub points: Vec<Point>,
    /// The key figures.
    pub figures: Vec<Row>,
    /// Who said what.
    pub quotations: Vec<Quotation>,
    /// Why it matters, as far as the article itself says so.
    pub context: Vec<Point>,
    /// Every segment that is cited, in reading order, with its English.
    pub sources: Vec<Unit>,
    /// Who wrote the sentences that were written; none for a digest made without a model.
    pub asker: Option<Asker>,
    /// What went wrong on the way, for the digest as a whole.
    pub findings: Vec<Finding>,
}

/// Another place where a story was printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Also {
    /// The name of the page; for display only, never a path.
    pub source: String,
    /// The number of the article on its page, from 1.
    pub article: u32,
    /// The Chinese headline there.
    pub title: String,
}

/// One sentence of a digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// The English.
    pub text: String,
    /// The segments that vouch for it; never empty.
    pub from: Vec<SegmentId>,
    /// How it was made.
    pub making: Making,
    /// The Chinese sentence it renders, as it is printed; empty where it was written freely.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub chinese: String,
    /// What was found in the sentence that stood here before, where this one replaces it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub instead_of: Vec<Finding>,
}

/// How a sentence of a digest was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Making {
    /// A summarizer wrote it.
    Written,
    /// It stands so in the translation of its segment.
    Extracted,
    /// It was put together from the figures, terms and names of one Chinese sentence.
    Rendered,
    /// It lists the figures, names and terms of a Chinese sentence that nobody has translated.
    Listed,
}

/// One row of the key figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// What is measured, in Chinese.
    pub indicator: String,
    /// What is measured, in English; none where the glossary does not know it.
    pub english: Option<String>,
    /// The words of the indicator with their senses, where it has no English.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gloss: Vec<Word>,
    /// When: `2024`, `the first quarter`.
    pub period: Option<String>,
    /// By how much it changed: `up 7.6 percent year on year`.
    pub change: Option<String>,
    /// How much it is: `9.68 billion yuan`.
    pub value: Option<String>,
    /// Where it stands among others: `first in the city`.
    pub rank: Option<String>,
    /// The Chinese clause the row was read from.
    pub chinese: String,
    /// The segment it stands in.
    pub from: SegmentId,
}

/// Words that somebody said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quotation {
    /// Who said them, in English.
    pub speaker: String,
    /// The words in English, without marks; none where nobody has translated them.
    pub text: Option<String>,
    /// The words in Chinese, without marks, as they are printed.
    pub chinese: String,
    /// Whether the English stands so in the approved translation, or was made for the digest.
    pub making: Making,
    /// The segments they stand in; never empty.
    pub from: Vec<SegmentId>,
    /// What was found in the quotation that stood here before, where this one replaces it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub instead_of: Vec<Finding>,
}

impl Digest {
    /// Returns the sentences in the order in which they are read: headline, deck, points, context.
    pub fn sentences(&self) -> impl Iterator<Item = &Point> {
        std::iter::once(&self.headline).chain(&self.deck).chain(&self.points).chain(&self.context)
    }

    /// Returns every citation, in the order in which they are read; a segment may come more than once.
    pub fn citations(&self) -> impl Iterator<Item = SegmentId> {
        let sentences = self.sentences().flat_map(|point| point.from.iter().copied());
        let figures = self.figures.iter().map(|row| row.from);
        let quotations =
            self.quotations.iter().flat_map(|quotation| quotation.from.iter().copied());
        sentences.chain(figures).chain(quotations)
    }

    /// Returns the segment of this id, if it is cited.
    pub fn source_of(&self, id: SegmentId) -> Option<&Unit> {
        self.sources.iter().find(|unit| unit.segment.id == id)
    }

    /// Counts the English words of the sentences and quotations; the table of figures is not counted.
    pub fn words(&self) -> usize {
        let sentences = self.sentences().map(Point::words);
        let quotations = self.quotations.iter().map(Quotation::words);
        sentences.chain(quotations).sum()
    }

    /// Counts the sentences that stand in for others which could not be proven.
    pub fn count_replaced(&self) -> usize {
        let sentences = self.sentences().filter(|point| !point.instead_of.is_empty()).count();
        let quotations =
            self.quotations.iter().filter(|quotation| !quotation.instead_of.is_empty());
        sentences + quotations.count()
    }

    /// Tells whether something went wrong that the exit code has to tell.
    pub fn is_faulty(&self) -> bool {
        self.count_replaced() > 0 || self.findings.iter().any(|finding| finding.severity.is_error())
    }

    /// Returns the gravest finding on the digest as a whole.
    pub fn worst_finding(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }
}

impl Point {
    /// Counts the words of the sentence.
    pub fn words(&self) -> usize {
        count_words(&self.text)
    }
}

impl Quotation {
    /// Counts the words of the quotation and of its speaker.
    pub fn words(&self) -> usize {
        count_words(&self.speaker) + self.text.as_deref().map_or(0, count_words)
    }
}

impl Making {
    /// Returns the word for this making, as it stands in every output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Extracted => "extracted",
            Self::Rendered => "rendered",
            Self::Listed => "listed",
        }
    }
}

/// Counts the words of an English text: runs without white space that hold a letter or a digit.
pub fn count_words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}
