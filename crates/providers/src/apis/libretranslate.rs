//! LibreTranslate, on a server of one's own or the public one.
//!
//! `POST {base}/translate`; how many texts and characters is up to the server. Odd things: no
//! `Retry-After` with 429; after too many of them 403 until forgiven; the key stands in the body.
//! Documentation: <https://docs.libretranslate.com>

use std::borrow::Cow;

use recto_core::port::{Answers, Batch};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::{Value, json};

use super::texts;
use crate::api::{Api, Translating, Vendor};
use crate::call::{Answer, Call, Moment};
use crate::card::{Card, KeyRule, Reach, text};
use crate::catalogue::Opening;
use crate::language;
use crate::verdict::{Class, Fault, Verdict, message};

/// What is known about it.
pub static CARD: Card = Card {
    id: text("libretranslate"),
    name: text("LibreTranslate"),
    base_url: text("https://libretranslate.com"),
    docs: text("https://docs.libretranslate.com"),
    key: KeyRule::optional("LIBRETRANSLATE_API_KEY"),
    model: text(""),
    limits: Reach { items: 10, characters: 2000, parallel: 4 },
    options: Cow::Borrowed(&[]),
};

/// A server with its settings.
struct LibreTranslate {
    base: String,
    key: Option<SecretString>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Response {
    translated_text: Vec<String>,
}

/// Opens LibreTranslate.
pub fn open(opening: &Opening<'_>) -> Translating {
    Box::new(LibreTranslate { base: opening.base.to_owned(), key: opening.key.clone() })
}

impl Vendor for LibreTranslate {
    fn card(&self) -> &Card {
        &CARD
    }

    fn explain(&self, answer: &Answer) -> Option<Verdict> {
        let said = message(answer).to_lowercase();
        let class = match answer.status {
            400 if said.contains("exceeds text limit") => Class::TooLarge,
            400 if said.contains("api key") => Class::Auth,
            400 if said.contains("is not supported") => Class::Settings,
            403 if said.contains("too many request") => Class::RateLimited,
            429 => Class::RateLimited,
            _ => return None,
        };
        Some(Fault::of(class, answer).into())
    }
}

impl Api<Batch, Answers> for LibreTranslate {
    fn encode(&self, batch: &Batch, _at: Moment) -> Call {
        let mut body = json!({
            "q": texts::all(batch),
            "source": language::named(&batch.languages.from, "zh", "zt"),
            "target": language::named(&batch.languages.to, "zh", "zt"),
            "format": "text",
        });
        if let Some(key) = &self.key {
            body["api_key"] = Value::String(key.expose_secret().to_owned());
        }
        Call::json(format!("{}/translate", self.base), &body)
    }

    fn decode(&self, batch: &Batch, answer: &Answer) -> Result<Answers, Fault> {
        let response: Response = answer.json()?;
        texts::answers(batch, response.translated_text)
    }
}
