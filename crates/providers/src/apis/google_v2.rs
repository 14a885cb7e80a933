//! Google Cloud Translation, version 2 (Basic).
//!
//! `POST {base}/language/translate/v2`, the key in `x-goog-api-key`; at most 128 texts. Odd things:
//! without `format` the answer is HTML; both quota and rate come as 403. Documentation:
//! <https://cloud.google.com/translate/docs/reference/rest/v2/translate>

use std::borrow::Cow;

use recto_core::port::{Answers, Batch};
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::json;

use super::texts;
use crate::api::{Api, Translating, Vendor};
use crate::call::{Answer, Call, Moment};
use crate::card::{Card, KeyRule, Reach, text};
use crate::catalogue::Opening;
use crate::language;
use crate::verdict::Fault;

/// What is known about it.
pub static CARD: Card = Card {
    id: text("google"),
    name: text("Google Cloud Translation (Basic, v2)"),
    base_url: text("https://translation.googleapis.com"),
    docs: text("https://cloud.google.com/translate/docs/reference/rest/v2/translate"),
    key: KeyRule::needed("GOOGLE_TRANSLATE_API_KEY|GOOGLE_API_KEY"),
    model: text(""),
    limits: Reach { items: 50, characters: 5000, parallel: 16 },
    options: Cow::Borrowed(&[]),
};

/// The API with its settings.
struct GoogleV2 {
    base: String,
    key: Option<SecretString>,
}

#[derive(Deserialize)]
struct Response {
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    translations: Vec<Translation>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Translation {
    translated_text: String,
}

/// Opens Google Cloud Translation, version 2.
pub fn open(opening: &Opening<'_>) -> Translating {
    Box::new(GoogleV2 { base: opening.base.to_owned(), key: opening.key.clone() })
}

impl Vendor for GoogleV2 {
    fn card(&self) -> &Card {
        &CARD
    }
}

impl Api<Batch, Answers> for GoogleV2 {
    fn encode(&self, batch: &Batch, _at: Moment) -> Call {
        let body = json!({
            "q": texts::all(batch),
            "source": language::named(&batch.languages.from, "zh-CN", "zh-TW"),
            "target": language::named(&batch.languages.to, "zh-CN", "zh-TW"),
            "format": "text",
        });
        Call::json(format!("{}/language/translate/v2", self.base), &body).secret_with(
            "x-goog-api-key",
            "",
            self.key.as_ref(),
        )
    }

    fn decode(&self, batch: &Batch, answer: &Answer) -> Result<Answers, Fault> {
        let response: Response = answer.json()?;
        let list = response.data.translations.into_iter().map(|t| t.translated_text).collect();
        texts::answers(batch, list)
    }
}
