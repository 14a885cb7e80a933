//! The door to whoever translates. Below it everything about one request; above it everything
//! about one segment.

use std::future::Future;
use std::pin::Pin;

use thiserror::Error;

use crate::document::Kind;
use crate::unit::{Asker, Languages, Method, Word};

/// An answer that comes later; core does not say on which runtime.
pub type Promise<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Segments of one article that are asked for together, with what helps to translate them.
///
/// The context is the source alone and never an earlier answer, so that batches can be asked for in
/// any order and at the same time, and the same batch is the same request tomorrow.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// What was wrong with an earlier answer; none when it is asked for the first time.
    pub again: Option<Again>,
}

/// A term that occurs in a batch, with the English it must or should have.
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueUse {
    /// The Chinese: `1.2亿元`.
    pub zh: String,
    /// The English: `120 million yuan`.
    pub en: String,
}

/// Why an item is asked for again.
#[derive(Debug, Clone, PartialEq, Eq)]
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

impl std::ops::AddAssign for Usage {
    fn add_assign(&mut self, other: Self) {
        self.requests += other.requests;
        self.input_tokens += other.input_tokens;
        self.output_tokens += other.output_tokens;
        self.characters += other.characters;
    }
}
