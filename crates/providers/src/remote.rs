//! Any API with a wire is a translator, or a summarizer. Here faults become the few refusals that the
//! engine knows.

use std::sync::Arc;

use recto_core::port::{
    Answers, Batch, Brief, Draft, Keeping, Limits, Promise, Refusal, Summarizer, Translator,
};
use recto_core::unit::Asker;

use crate::api::Api;
use crate::card::{Card, Reach};
use crate::verdict::{Class, Fault};
use crate::wire::Wire;

/// An API behind a wire that answers a `Q` with an `A`.
pub struct Remote<Q, A> {
    api: Box<dyn Api<Q, A>>,
    wire: Arc<Wire>,
    asker: Asker,
    reach: Reach,
}

impl<Q, A> Remote<Q, A> {
    /// Puts an API on a wire.
    pub fn new(api: Box<dyn Api<Q, A>>, wire: Arc<Wire>, asker: Asker, reach: Reach) -> Self {
        Self { api, wire, asker, reach }
    }

    fn limits_of_answers(&self) -> Limits {
        Limits {
            items: self.reach.items,
            characters: self.reach.characters,
            parallel: self.reach.parallel,
            keeping: Keeping::Recorded,
        }
    }
}

impl Translator for Remote<Batch, Answers> {
    fn asker(&self) -> &Asker {
        &self.asker
    }

    fn limits(&self) -> Limits {
        self.limits_of_answers()
    }

    fn translate<'a>(&'a self, batch: &'a Batch) -> Promise<'a, Result<Answers, Refusal>> {
        Box::pin(async move {
            match self.wire.ask(self.api.as_ref(), batch).await {
                Ok(asked) => {
                    let mut answers = asked.answer;
                    answers.usage.requests = asked.requests;
                    Ok(answers)
                }
                Err(fault) => {
                    Err(refusal(self.api.card(), &self.asker.model, batch.items.len(), &fault))
                }
            }
        })
    }
}

impl Summarizer for Remote<Brief, Draft> {
    fn asker(&self) -> &Asker {
        &self.asker
    }

    fn limits(&self) -> Limits {
        self.limits_of_answers()
    }

    fn summarize<'a>(&'a self, brief: &'a Brief) -> Promise<'a, Result<Draft, Refusal>> {
        Box::pin(async move {
            match self.wire.ask(self.api.as_ref(), brief).await {
                Ok(asked) => {
                    let mut draft = asked.answer;
                    draft.usage.requests = asked.requests;
                    Ok(draft)
                }
                // An article that is cut off in the answer is not asked for in halves: a shorter one is
                // no better summed up.
                Err(fault) => Err(refusal(self.api.card(), &self.asker.model, 1, &fault)),
            }
        })
    }
}

/// Says what the engine is to do about a fault.
pub fn refusal(card: &Card, model: &str, n_items: usize, fault: &Fault) -> Refusal {
    let (id, said) = (&card.id, &fault.said);
    match fault.class {
        Class::Auth => Refusal::Key(key(card, said)),
        Class::QuotaExhausted => {
            Refusal::Quota(format!("`{id}` has nothing left on the account ({said})"))
        }
        Class::Settings => Refusal::Settings(settings(card, model, said)),
        Class::Unsupported(_) => {
            Refusal::Settings(format!("`{id}` refuses every form of the request ({said})"))
        }
        Class::TooLarge => Refusal::TooLarge(format!("too much for `{id}` at once ({said})")),
        Class::Truncated if n_items > 1 => {
            Refusal::TooLarge(format!("the answer of `{id}` was cut off ({said})"))
        }
        Class::Truncated => Refusal::Unusable(format!("the answer of `{id}` was cut off ({said})")),
        Class::ContentFiltered => {
            Refusal::Content(format!("`{id}` will not take this text ({said})"))
        }
        Class::Unusable => Refusal::Unusable(format!("`{id}` answered {said}")),
        Class::BadRequest => {
            Refusal::Unusable(format!("`{id}` does not take the request ({said})"))
        }
        Class::RateLimited => Refusal::Unreachable(format!(
            "`{id}` keeps asking to wait ({said}): try again later, or with a smaller `-j`"
        )),
        Class::Overloaded | Class::Unreachable => {
            Refusal::Unreachable(format!("`{id}` cannot be reached: {said}"))
        }
    }
}

fn key(card: &Card, said: &str) -> String {
    let id = &card.id;
    if card.key.variables.is_empty() {
        return format!("`{id}` does not let this machine in ({said})");
    }
    format!("`{id}` does not accept the key ({said}): check {}", card.key.to_set())
}

fn settings(card: &Card, model: &str, said: &str) -> String {
    let id = &card.id;
    if said.contains("redirects to") {
        return format!("`{id}` {said}: check `base_url`");
    }
    if !said.starts_with("status") {
        return format!("`{id}`: {said}");
    }
    if model.is_empty() {
        return format!("`{id}` does not know the address ({said}): check `base_url`");
    }
    format!(
        "`{id}` does not know the model `{model}` or the address ({said}): check `--model` and `base_url`"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apis::template;

    fn refused(class: Class, n_items: usize) -> Refusal {
        refusal(&template::CARD, "m-1", n_items, &Fault::new(class, "status 400: so it is"))
    }

    #[test]
    fn each_fault_becomes_what_the_engine_decides_on() {
        assert!(matches!(refused(Class::Auth, 1), Refusal::Key(_)));
        assert!(matches!(refused(Class::QuotaExhausted, 1), Refusal::Quota(_)));
        assert!(matches!(refused(Class::Settings, 1), Refusal::Settings(_)));
        assert!(matches!(refused(Class::TooLarge, 1), Refusal::TooLarge(_)));
        assert!(matches!(refused(Class::Truncated, 2), Refusal::TooLarge(_)));
        assert!(matches!(refused(Class::Truncated, 1), Refusal::Unusable(_)));
        assert!(matches!(refused(Class::ContentFiltered, 1), Refusal::Content(_)));
        assert!(matches!(refused(Class::Unusable, 1), Refusal::Unusable(_)));
        assert!(matches!(refused(Class::BadRequest, 1), Refusal::Unusable(_)));
        assert!(matches!(refused(Class::RateLimited, 1), Refusal::Unreachable(_)));
        assert!(matches!(refused(Class::Unreachable, 1), Refusal::Unreachable(_)));
    }

    #[test]
    fn a_refused_key_names_the_variable_to_set() {
        assert!(refused(Class::Auth, 1).to_string().contains("TEMPLATE_API_KEY"));
    }

    #[test]
    fn an_unknown_model_is_named() {
        assert!(refused(Class::Settings, 1).to_string().contains("`m-1`"));
    }
}
