//! Hugging Face Inference, the task *summarization*.
//!
//! `POST {base}/models/{model}`; the recommended models read English news and nothing else. Odd things: the
//! documentation shows an object, the wire carries a list of one; 503 with `estimated_time` while a model
//! is loaded. Documentation: <https://huggingface.co/docs/inference-providers/tasks/summarization>

use std::borrow::Cow;
use std::time::Duration;

use recto_core::port::{Brief, Draft};
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::{Value, json};

use super::summaries;
use crate::api::{Api, Summarizing, Vendor};
use crate::call::{Answer, Call, Moment};
use crate::card::{Card, KeyRule, Reach, text};
use crate::catalogue::Opening;
use crate::verdict::{Class, Fault, Verdict};

/// What is known about it.
pub static CARD: Card = Card {
    id: text("huggingface-summarize"),
    name: text("Hugging Face Summarization"),
    base_url: text("https://router.huggingface.co/hf-inference"),
    docs: text("https://huggingface.co/docs/inference-providers/tasks/summarization"),
    key: KeyRule::needed("HF_TOKEN|HUGGINGFACE_API_KEY"),
    model: text("facebook/bart-large-cnn"),
    // The model reads 1,024 tokens; Chinese and English are both counted here.
    limits: Reach { items: 40, characters: 5000, parallel: 4 },
    options: Cow::Borrowed(&[]),
};

/// A model that sums up.
struct HuggingFace {
    base: String,
    model: String,
    key: Option<SecretString>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Response {
    List(Vec<Summary>),
    One(Summary),
}

#[derive(Deserialize)]
struct Summary {
    summary_text: String,
}

/// Opens Hugging Face.
pub fn open(opening: &Opening<'_>) -> Summarizing {
    Box::new(HuggingFace {
        base: opening.base.to_owned(),
        model: opening.model.to_owned(),
        key: opening.key.clone(),
    })
}

impl Vendor for HuggingFace {
    fn card(&self) -> &Card {
        &CARD
    }

    fn explain(&self, answer: &Answer) -> Option<Verdict> {
        match answer.status {
            503 => {
                let body: Value = answer.json().ok()?;
                let seconds = body.get("estimated_time")?.as_f64()?;
                let wait = Duration::try_from_secs_f64(seconds).ok();
                Some(Fault { wait, ..Fault::of(Class::Overloaded, answer) }.into())
            }
            // The monthly credits are used up.
            402 => Some(Fault::of(Class::QuotaExhausted, answer).into()),
            _ => None,
        }
    }
}

impl Api<Brief, Draft> for HuggingFace {
    fn encode(&self, brief: &Brief, _at: Moment) -> Call {
        // A word has one token and a third.
        let most = brief.words.saturating_mul(4) / 3;
        let body = json!({
            "inputs": summaries::english(brief),
            "parameters": {
                "truncation": "longest_first",
                "generate_parameters": { "max_length": most.max(30), "do_sample": false },
            },
        });
        Call::json(format!("{}/models/{}", self.base, self.model), &body)
            .secret_with("authorization", "Bearer ", self.key.as_ref())
            .patient(Duration::from_secs(120))
    }

    fn decode(&self, brief: &Brief, answer: &Answer) -> Result<Draft, Fault> {
        let response: Response = answer.json()?;
        let summary = match response {
            Response::One(summary) => summary,
            Response::List(list) => list
                .into_iter()
                .next()
                .ok_or_else(|| Fault::new(Class::Unusable, "an empty list"))?,
        };
        summaries::draft(brief, &summary.summary_text)
    }
}
