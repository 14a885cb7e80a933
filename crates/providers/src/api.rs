//! What a provider is made of: a codec. It makes requests and reads answers; it has no socket, no
//! clock, no environment and never asks again. Those are the wire's.

use std::time::Duration;

use recto_core::port::{Answers, Batch, Brief, Draft, Usage};
use serde_json::Value;

use crate::call::{Answer, Call, Moment};
use crate::card::Card;
use crate::feature::Features;
use crate::verdict::{Fault, Verdict, verdict};

/// Somebody who offers an API.
pub trait Vendor: Send + Sync {
    /// Returns what is known about it.
    fn card(&self) -> &Card;

    /// Says what an answer means where the shared rule would be wrong; it adds to that rule and
    /// cannot replace it.
    fn explain(&self, _answer: &Answer) -> Option<Verdict> {
        None
    }
}

/// An API that answers a `Q` with an `A`.
pub trait Api<Q, A>: Vendor {
    /// Makes the request for a question.
    fn encode(&self, question: &Q, at: Moment) -> Call;

    /// Reads an answer that has a good verdict.
    fn decode(&self, question: &Q, answer: &Answer) -> Result<A, Fault>;

    /// Takes in what a refused answer teaches about the next request.
    fn learn(&self, _fault: &Fault) {}
}

/// An API that translates.
pub type Translating = Box<dyn Api<Batch, Answers>>;

/// An API that writes digests.
pub type Summarizing = Box<dyn Api<Brief, Draft>>;

/// A chat model.
pub trait Chat: Vendor {
    /// Makes the request for a question.
    fn encode(&self, ask: &Ask<'_>, at: Moment) -> Call;

    /// Reads an answer that has a good verdict.
    fn decode(&self, answer: &Answer) -> Result<Reply, Fault>;
}

/// What a chat model is asked.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// The standing instructions: the same text for every question.
    pub system: &'a str,
    /// The question itself.
    pub user: &'a str,
    /// What form the answer shall have.
    pub form: Form<'a>,
    /// The most tokens the answer can need.
    pub length: u32,
    /// How freely it shall choose its words; none leaves it to the model.
    pub temperature: Option<f32>,
    /// What the model is known to refuse.
    pub refused: Features,
    /// How long the model may be silent.
    pub patience: Duration,
}

/// What form the answer of a chat model shall have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Form<'a> {
    /// JSON that follows a schema.
    Schema(&'a Value),
    /// Some JSON object.
    Object,
    /// Whatever the instructions say.
    Plain,
}

/// What a chat model answered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reply {
    /// The text.
    pub text: String,
    /// The model, as the provider names it; empty where it names none.
    pub model: String,
    /// What it used.
    pub usage: Usage,
}

/// Reads an answer by the vendor's own rule, then by the shared one, then by the codec.
pub fn read<Q, A>(api: &dyn Api<Q, A>, question: &Q, answer: &Answer) -> Result<A, Fault> {
    let said = api.explain(answer).unwrap_or_else(|| verdict(api.card(), answer));
    match said {
        Verdict::Fine => api.decode(question, answer),
        Verdict::Wrong(fault) => Err(fault),
    }
}

impl<C: Chat + ?Sized> Vendor for Box<C> {
    fn card(&self) -> &Card {
        self.as_ref().card()
    }

    fn explain(&self, answer: &Answer) -> Option<Verdict> {
        self.as_ref().explain(answer)
    }
}

impl<C: Chat + ?Sized> Chat for Box<C> {
    fn encode(&self, ask: &Ask<'_>, at: Moment) -> Call {
        self.as_ref().encode(ask, at)
    }

    fn decode(&self, answer: &Answer) -> Result<Reply, Fault> {
        self.as_ref().decode(answer)
    }
}
