//! Yandex Translate, version 2.
//!
//! `POST {base}/translate/v2/translate`; at most 10,000 characters. Terms go along with the request,
//! at most 50. A service account needs no folder, a person's token does. Documentation:
//! <https://yandex.cloud/docs/translate/api-ref/Translation/translate>

use std::borrow::Cow;

use recto_core::port::{Answers, Batch, TermUse};
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::{Value, json};

use super::texts;
use crate::api::{Api, Translating, Vendor};
use crate::call::{Answer, Call, Moment};
use crate::card::{Card, Choice, KeyRule, Reach, text};
use crate::catalogue::Opening;
use crate::language;
use crate::verdict::Fault;

/// What is known about it.
pub static CARD: Card = Card {
    id: text("yandex"),
    name: text("Yandex Translate"),
    base_url: text("https://translate.api.cloud.yandex.net"),
    docs: text("https://yandex.cloud/docs/translate/api-ref/Translation/translate"),
    key: KeyRule::needed("YANDEX_API_KEY|YC_API_KEY"),
    model: text(""),
    limits: Reach { items: 50, characters: 9000, parallel: 10 },
    options: Cow::Borrowed(&[Choice {
        name: text("folder"),
        variable: text("YC_FOLDER_ID"),
        default: text(""),
        needed: false,
    }]),
};

/// So many terms fit into a request.
const TERMS: usize = 50;

/// The API with its settings.
struct Yandex {
    base: String,
    folder: String,
    key: Option<SecretString>,
}

#[derive(Deserialize)]
struct Response {
    translations: Vec<Translation>,
}

#[derive(Deserialize)]
struct Translation {
    text: String,
}

/// Opens Yandex Translate.
pub fn open(opening: &Opening<'_>) -> Translating {
    Box::new(Yandex {
        base: opening.base.to_owned(),
        folder: opening.option("folder").to_owned(),
        key: opening.key.clone(),
    })
}

impl Vendor for Yandex {
    fn card(&self) -> &Card {
        &CARD
    }
}

impl Api<Batch, Answers> for Yandex {
    fn encode(&self, batch: &Batch, _at: Moment) -> Call {
        let mut body = json!({
            "sourceLanguageCode": language::base(&batch.languages.from),
            "targetLanguageCode": language::base(&batch.languages.to),
            "texts": texts::all(batch),
            "format": "PLAIN_TEXT",
        });
        if !self.folder.is_empty() {
            body["folderId"] = Value::String(self.folder.clone());
        }
        let pair = |term: &TermUse| json!({"sourceText": term.zh, "translatedText": term.first});
        let pairs: Vec<_> = batch.terms.iter().take(TERMS).map(pair).collect();
        if !pairs.is_empty() {
            body["glossaryConfig"] = json!({"glossaryData": {"glossaryPairs": pairs}});
        }
        Call::json(format!("{}/translate/v2/translate", self.base), &body).secret_with(
            "authorization",
            "Api-Key ",
            self.key.as_ref(),
        )
    }

    fn decode(&self, batch: &Batch, answer: &Answer) -> Result<Answers, Fault> {
        let response: Response = answer.json()?;
        texts::answers(batch, response.translations.into_iter().map(|t| t.text).collect())
    }
}
