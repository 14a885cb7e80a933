//! Google Cloud Translation, version 3 (Advanced).
//!
//! `POST {base}/v3/projects/{project}/locations/{location}:translateText` with an access token that
//! lasts an hour: `key_cmd = "gcloud auth print-access-token"`. With a glossary the good answers are
//! in `glossaryTranslations`; glossaries and models want a region, not `global`. Documentation:
//! <https://cloud.google.com/translate/docs/reference/rest/v3/projects.locations/translateText>

use std::borrow::Cow;

use recto_core::port::{Answers, Batch};
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::{Value, json};

use super::texts;
use crate::api::{Api, Translating, Vendor};
use crate::call::{Answer, Call, Moment, escape};
use crate::card::{Card, Choice, KeyRule, Reach, text};
use crate::catalogue::Opening;
use crate::language;
use crate::verdict::Fault;

/// What is known about it.
pub static CARD: Card = Card {
    id: text("google-v3"),
    name: text("Google Cloud Translation (Advanced, v3)"),
    base_url: text("https://translate.googleapis.com"),
    docs: text(
        "https://cloud.google.com/translate/docs/reference/rest/v3/projects.locations/translateText",
    ),
    key: KeyRule::needed("GOOGLE_OAUTH_ACCESS_TOKEN"),
    model: text(""),
    limits: Reach { items: 100, characters: 5000, parallel: 16 },
    options: Cow::Borrowed(&[
        Choice {
            name: text("project"),
            variable: text("GOOGLE_CLOUD_PROJECT"),
            default: text(""),
            needed: true,
        },
        Choice {
            name: text("location"),
            variable: text("GOOGLE_CLOUD_LOCATION"),
            default: text("global"),
            needed: false,
        },
        Choice { name: text("glossary"), variable: text(""), default: text(""), needed: false },
    ]),
};

/// The API with its settings.
struct GoogleV3 {
    base: String,
    /// `projects/{project}/locations/{location}`.
    parent: String,
    model: String,
    glossary: String,
    key: Option<SecretString>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Response {
    translations: Vec<Translation>,
    #[serde(default)]
    glossary_translations: Vec<Translation>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Translation {
    translated_text: String,
    #[serde(default)]
    model: String,
}

/// Opens Google Cloud Translation, version 3.
pub fn open(opening: &Opening<'_>) -> Translating {
    let (project, location) = (opening.option("project"), opening.option("location"));
    Box::new(GoogleV3 {
        base: opening.base.to_owned(),
        parent: format!("projects/{}/locations/{}", escape(project), escape(location)),
        model: opening.model.to_owned(),
        glossary: opening.option("glossary").to_owned(),
        key: opening.key.clone(),
    })
}

impl Vendor for GoogleV3 {
    fn card(&self) -> &Card {
        &CARD
    }
}

impl Api<Batch, Answers> for GoogleV3 {
    fn encode(&self, batch: &Batch, _at: Moment) -> Call {
        let mut body = json!({
            "contents": texts::all(batch),
            "mimeType": "text/plain",
            "sourceLanguageCode": language::named(&batch.languages.from, "zh-CN", "zh-TW"),
            "targetLanguageCode": language::named(&batch.languages.to, "zh-CN", "zh-TW"),
        });
        let whole = |kind: &str, name: &str| match name.contains('/') {
            true if name.starts_with("projects/") => name.to_owned(),
            true => format!("{}/models/{name}", self.parent),
            false => format!("{}/{kind}/{name}", self.parent),
        };
        if !self.model.is_empty() {
            body["model"] = Value::String(whole("models", &self.model));
        }
        if !self.glossary.is_empty() {
            let glossary = whole("glossaries", &self.glossary);
            body["glossaryConfig"] = json!({"glossary": glossary, "ignoreCase": false});
        }
        Call::json(format!("{}/v3/{}:translateText", self.base, self.parent), &body).secret_with(
            "authorization",
            "Bearer ",
            self.key.as_ref(),
        )
    }

    fn decode(&self, batch: &Batch, answer: &Answer) -> Result<Answers, Fault> {
        let response: Response = answer.json()?;
        let list = match self.glossary.is_empty() {
            true => response.translations,
            false => response.glossary_translations,
        };
        let model = list.first().map(|first| first.model.clone()).unwrap_or_default();
        let list = list.into_iter().map(|translation| translation.translated_text).collect();
        Ok(Answers { model, ..texts::answers(batch, list)? })
    }
}
