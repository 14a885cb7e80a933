//! The doors to whoever translates and to whoever writes digests. Below them everything about one
//! request; above them everything about one segment or one article.

use std::future::Future;
use std::pin::Pin;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::document::Kind;
use crate::unit::{Asker, Example, Languages, Method, Word};

/// An answer that comes later; core does not say on which runtime.
pub type Promise<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Segments of one article that are asked for together, with what helps to translate them.
///
/// The context is the source alone and never an earlier answer, so that batches can be asked for in
/// any order and at the same time, and the same batch is the same request tomorrow.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Batch {
    /// From which language into which.
    pub languages: Languages,
    /// The Chinese headline of the article.
    pub headline: String,
    /// The Chinese text that stands before the first item.
    pub before: String,
    /// The Chinese text that stands after the last item.
    pub after: String,
    /// The terms that occur in the items, longest match, each once.
    pub terms: Vec<TermUse>,
    /// What is to be translated.
    pub items: Vec<Item>,
}

/// One segment of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Names the item inside this batch; answers name it again.
    pub id: u32,
    /// What the block is on the page.
    pub kind: Kind,
    /// The Chinese text.
    pub text: String,
    /// Whether the text begins before the page does.
    pub head_missing: bool,
    /// Whether the text goes on after the page ends.
    pub tail_missing: bool,
    /// The figures of the text with their exact English.
    pub values: Vec<ValueUse>,
    /// A person's translation of a text that is much like it.
    pub example: Option<Example>,
    /// What was wrong with an earlier answer; none when it is asked for the first time.
    pub again: Option<Again>,
}

/// A term that occurs in a batch, with the English it must or should have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermUse {
    /// The Chinese.
    pub zh: String,
    /// The English at first mention.
    pub first: String,
    /// The English at later mentions; empty where it is the same.
    pub next: String,
    /// Whether another English is an error.
    pub must: bool,
}

/// A figure of an item with its exact English.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueUse {
    /// The Chinese: `1.2亿元`.
    pub zh: String,
    /// The English: `120 million yuan`.
    pub en: String,
}

/// Why an item is asked for again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Again {
    /// The answer that was not good enough; empty where there was none.
    pub answer: String,
    /// What the checks found in it, one sentence each.
    pub findings: Vec<String>,
}

/// What came back for a batch.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers {
    /// The items that were answered, in any order; an item that is missing here was not answered.
    pub items: Vec<Answered>,
    /// The model that answered, as the provider named it; empty where it named none.
    pub model: String,
    /// What the provider says it used.
    pub usage: Usage,
}

/// The answer to one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The item.
    pub id: u32,
    /// The English.
    pub text: String,
    /// How it was made.
    pub method: Method,
    /// The words of the item with their senses, for a gloss.
    pub gloss: Vec<Word>,
}

/// What a request used, as far as the provider says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Usage {
    /// HTTP requests that were sent, those that failed included.
    pub requests: u64,
    /// Tokens read by the model.
    pub input_tokens: u64,
    /// Tokens written by the model.
    pub output_tokens: u64,
    /// Characters billed by a translation API.
    pub characters: u64,
}

/// How much a translator takes at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Items in one batch.
    pub items: usize,
    /// Characters of source text in one batch.
    pub characters: usize,
    /// Batches under way at the same time.
    pub parallel: usize,
    /// Whether answers are kept.
    pub keeping: Keeping,
}

/// Whether the answers of a translator are worth remembering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    /// They cost money or time: they are recorded before they are used.
    Recorded,
    /// They cost nothing: they are made anew each time, and any remembered answer is preferred.
    Remade,
}

/// Somebody who translates: a remote API or the offline engine.
pub trait Translator: Send + Sync {
    /// Returns who this is: everything that changes its answers.
    fn asker(&self) -> &Asker;

    /// Returns how much it takes at a time.
    fn limits(&self) -> Limits;

    /// Translates a batch; what is missing from the answers was not translated.
    fn translate<'a>(&'a self, batch: &'a Batch) -> Promise<'a, Result<Answers, Refusal>>;
}

/// Why a batch was not translated: what the engine decides on, no more.
///
/// The text is for people; it holds no key and no body of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The key is missing, wrong or not allowed: this translator is out for the run.
    #[error("{0}")]
    Key(String),
    /// The account has nothing left: this translator is out for the run.
    #[error("{0}")]
    Quota(String),
    /// The settings cannot work (an unknown model, a wrong address): this translator is out for the run.
    #[error("{0}")]
    Settings(String),
    /// The batch is too large: ask for less at a time.
    #[error("{0}")]
    TooLarge(String),
    /// The provider will not translate this text: ask the next one for it.
    #[error("{0}")]
    Content(String),
    /// The answer could not be used: ask again for less, then the next one.
    #[error("{0}")]
    Unusable(String),
    /// The server could not be reached or did not answer, after all retries.
    #[error("{0}")]
    Unreachable(String),
}

/// What a digest of one article is written from.
///
/// Like a [`Batch`] it holds the article and what was decided about it before, and no earlier answer of
/// the same summarizer but the ones that were refused.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Brief {
    /// From which language into which.
    pub languages: Languages,
    /// How the digest is to be worded.
    pub style: Style,
    /// How many words the digest may have.
    pub words: usize,
    /// The terms that occur in the passages, longest match, each once.
    pub terms: Vec<TermUse>,
    /// The persons that occur in the passages, with their names in English.
    pub names: Vec<ValueUse>,
    /// The article.
    pub passages: Vec<Passage>,
    /// The sentences that have to be written again; empty when the digest is asked for the first time.
    pub again: Vec<Faulty>,
}

/// How a digest is worded and laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Style {
    /// Headline, deck, points, figures, quotations.
    #[default]
    Brief,
    /// Points alone, one short statement each.
    Bullets,
    /// Running text in a friendly tone, for a newsletter.
    Newsletter,
    /// Running text as an agency sends it: the news first, every claim attributed.
    Wire,
}

/// One segment of the article a digest is written from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Names the passage in this brief; sentences cite it as `p12`.
    pub id: u32,
    /// What the block is on the page.
    pub kind: Kind,
    /// The Chinese text.
    pub zh: String,
    /// The approved English; empty where there is none.
    pub en: String,
    /// The figures of the passage with their exact English.
    pub values: Vec<ValueUse>,
}

/// One sentence of a digest as a summarizer wrote it: nothing in it is believed before it is proven.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Claim {
    /// Where in the digest it stands.
    pub part: Part,
    /// The English; for a quotation the words between the marks alone.
    pub text: String,
    /// The passages that vouch for it, as they were cited: `p12`.
    #[serde(default)]
    pub cites: Vec<String>,
    /// Who says it, in English, for a quotation.
    #[serde(default)]
    pub speaker: String,
    /// The Chinese words that are quoted, for a quotation.
    #[serde(default)]
    pub chinese: String,
}

/// Where in a digest a sentence stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The headline.
    Headline,
    /// The sentence below the headline.
    Deck,
    /// One of the points.
    #[default]
    Point,
    /// What somebody said.
    Quotation,
    /// Why it matters.
    Context,
}

/// A sentence that could not be proven, with the reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faulty {
    /// The sentence.
    pub claim: Claim,
    /// What is wrong with it, one sentence each.
    pub findings: Vec<String>,
}

/// What came back for a brief.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// The sentences, in any order; for sentences asked for again, one for each in their order.
    pub claims: Vec<Claim>,
    /// The model that answered, as the provider named it; empty where it named none.
    pub model: String,
    /// What the provider says it used.
    pub usage: Usage,
}

/// Somebody who writes digests: a chat model or a summarization API.
pub trait Summarizer: Send + Sync {
    /// Returns who this is: everything that changes its answers.
    fn asker(&self) -> &Asker;

    /// Returns how much it takes at a time; an item is a passage.
    fn limits(&self) -> Limits;

    /// Writes a digest, or writes again the sentences of `brief.again`.
    fn summarize<'a>(&'a self, brief: &'a Brief) -> Promise<'a, Result<Draft, Refusal>>;
}

impl Style {
    /// Every style, the default first.
    pub const ALL: [Self; 4] = [Self::Brief, Self::Bullets, Self::Newsletter, Self::Wire];

    /// Returns the word for this style, as the user writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Brief => "brief",
            Self::Bullets => "bullets",
            Self::Newsletter => "newsletter",
            Self::Wire => "wire",
        }
    }
}

impl Part {
    /// Returns the word for this part, as it stands in every answer.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Deck => "deck",
            Self::Point => "point",
            Self::Quotation => "quotation",
            Self::Context => "context",
        }
    }

    /// Returns the part for a word of an answer.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Headline, Self::Deck, Self::Point, Self::Quotation, Self::Context]
            .into_iter()
            .find(|part| part.as_str() == word)
    }
}

impl std::ops::AddAssign for Usage {
    fn add_assign(&mut self, other: Self) {
        self.requests += other.requests;
        self.input_tokens += other.input_tokens;
        self.output_tokens += other.output_tokens;
        self.characters += other.characters;
    }
}
