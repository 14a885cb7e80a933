//! Cohere's older API for summaries, version 1.
//!
//! `POST {base}/v1/summarize`; 250 to 100,000 characters of English. The vendor calls it legacy; servers that
//! copied it still answer, and newer models write digests by chat (`cohere`).
//! Documentation: <https://docs.cohere.com/v1/reference/summarize>

use std::borrow::Cow;
use std::time::Duration;

use recto_core::port::{Brief, Draft};
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::json;

use super::summaries;
use crate::api::{Api, Summarizing, Vendor};
use crate::call::{Answer, Call, Moment};
use crate::card::{Card, KeyRule, Reach, text};
use crate::catalogue::Opening;
use crate::verdict::{Class, Fault, Verdict, message};

/// What is known about it.
pub static CARD: Card = Card {
    id: text("cohere-summarize"),
    name: text("Cohere Summarize"),
    base_url: text("https://api.cohere.com"),
    docs: text("https://docs.cohere.com/v1/reference/summarize"),
    key: KeyRule::needed("CO_API_KEY|COHERE_API_KEY"),
    model: text("command"),
    limits: Reach { items: 400, characters: 90_000, parallel: 8 },
    options: Cow::Borrowed(&[]),
};

/// A model that sums up.
struct CohereSummarize {
    base: String,
    model: String,
    key: Option<SecretString>,
}

#[derive(Deserialize)]
struct Response {
    summary: String,
}

/// Opens Cohere's summaries.
pub fn open(opening: &Opening<'_>) -> Summarizing {
    Box::new(CohereSummarize {
        base: opening.base.trim_end_matches("/v1").to_owned(),
        model: opening.model.to_owned(),
        key: opening.key.clone(),
    })
}

impl Vendor for CohereSummarize {
    fn card(&self) -> &Card {
        &CARD
    }

    fn explain(&self, answer: &Answer) -> Option<Verdict> {
        let said = message(answer).to_lowercase();
        let class = match answer.status {
            429 if said.contains("month") => Class::QuotaExhausted,
            400 if said.contains("too long") => Class::TooLarge,
            // An article that is too short to sum up is told as it stands.
            400 if said.contains("too short") || said.contains("at least 250") => {
                Class::ContentFiltered
            }
            498 => Class::Auth,
            499 => Class::Overloaded,
            _ => return None,
        };
        Some(Fault::of(class, answer).into())
    }
}

impl Api<Brief, Draft> for CohereSummarize {
    fn encode(&self, brief: &Brief, _at: Moment) -> Call {
        let length = match brief.words {
            0..=60 => "short",
            61..=140 => "medium",
            _ => "long",
        };
        let body = json!({
            "model": self.model,
            "text": summaries::english(brief),
            "length": length,
            "format": "paragraph",
            // What stands in the article can be proven; what is put in other words often not.
            "extractiveness": "high",
            "temperature": 0,
        });
        Call::json(format!("{}/v1/summarize", self.base), &body)
            .secret_with("authorization", "Bearer ", self.key.as_ref())
            .patient(Duration::from_secs(90))
    }

    fn decode(&self, brief: &Brief, answer: &Answer) -> Result<Draft, Fault> {
        let response: Response = answer.json()?;
        summaries::draft(brief, &response.summary)
    }
}
