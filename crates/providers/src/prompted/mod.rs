//! A chat model with a prompt is an API that translates, or one that writes digests.
//!
//! The instructions stand first and depend on nothing but the kinds of things a question holds, so that
//! providers can cache them; whatever belongs to one question is one JSON object. Which form of answer a model can give (by a schema,
//! some JSON object, plain) is found out from its answers and remembered for the run.

use std::sync::Arc;
use std::time::Duration;

use recto_core::port::{Answers, Batch};

use crate::api::{Api, Ask, Chat, Vendor};
use crate::call::{Answer, Call, Moment};
use crate::card::Card;
use crate::feature::{Feature, Features, Refused};
use crate::verdict::{Fault, Verdict};

pub mod digest;
mod learnt;
mod prompt;
mod reply;
mod request;

pub use learnt::Rung;
pub use prompt::{DIGEST, Needs, Prompt, PromptFault, TRANSLATE};

use learnt::Learnt;

/// A chat model that translates by a prompt.
pub struct Prompted<C> {
    chat: C,
    prompt: Arc<Prompt>,
    temperature: Option<f32>,
    learnt: Learnt,
}

impl<C: Chat> Prompted<C> {
    /// Makes a translator of a chat model; `first` is the form that is tried first.
    pub fn new(chat: C, prompt: Arc<Prompt>, temperature: Option<f32>, first: Rung) -> Self {
        Self { chat, prompt, temperature, learnt: Learnt::from(first) }
    }

    /// Says what is known of the model, and where to note what it refuses from now on.
    #[must_use]
    pub fn knowing(mut self, first: Rung, known: Features, told: Arc<Refused>) -> Self {
        self.learnt = Learnt::new(first, known, told);
        self
    }
}

impl<C: Chat> Vendor for Prompted<C> {
    fn card(&self) -> &Card {
        self.chat.card()
    }

    fn explain(&self, answer: &Answer) -> Option<Verdict> {
        self.chat.explain(answer)
    }
}

impl<C: Chat> Api<Batch, Answers> for Prompted<C> {
    fn encode(&self, batch: &Batch, at: Moment) -> Call {
        let user = request::write(batch);
        let form = self.learnt.form(reply::schema());
        let system = self.prompt.system_for(request::needs(batch));
        let length = expected_tokens(batch);
        let refused = self.learnt.refused();
        let ask = Ask {
            system: &system,
            user: &user,
            form,
            length: length * 3 + 300,
            temperature: self.temperature.filter(|_| !refused.holds(Feature::Temperature)),
            refused,
            // Slow machines write ten tokens in a second; the first word may take a while.
            patience: Duration::from_secs(45) + Duration::from_millis(100) * length,
        };
        self.chat.encode(&ask, at)
    }

    fn decode(&self, batch: &Batch, answer: &Answer) -> Result<Answers, Fault> {
        let reply = self.chat.decode(answer)?;
        let read = reply::read(&reply.text, batch);
        self.learnt.graded(read.is_ok());
        Ok(Answers { items: read?, model: reply.model, usage: reply.usage })
    }

    fn learn(&self, fault: &Fault) {
        self.learnt.note(fault);
    }
}

/// The English of a Chinese text has about as many tokens as the Chinese has characters.
fn expected_tokens(batch: &Batch) -> u32 {
    let n_chars: usize = batch.items.iter().map(|item| item.text.chars().count() + 12).sum();
    u32::try_from(n_chars).unwrap_or(u32::MAX / 8)
}
