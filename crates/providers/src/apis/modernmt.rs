//! ModernMT.
//!
//! `POST {base}/translate`, told by a header to be a GET. Line ends are taken as white space.
//! Glossaries are those of the account. Documentation: <https://www.modernmt.com/api/>

use std::borrow::Cow;

use recto_core::port::{Answers, Batch};
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
    id: text("modernmt"),
    name: text("ModernMT"),
    base_url: text("https://api.modernmt.com"),
    docs: text("https://www.modernmt.com/api/"),
    key: KeyRule::needed("MODERNMT_API_KEY|MMT_API_KEY"),
    model: text(""),
    limits: Reach { items: 50, characters: 5000, parallel: 8 },
    options: Cow::Borrowed(&[
        Choice { name: text("glossaries"), variable: text(""), default: text(""), needed: false },
        Choice { name: text("hints"), variable: text(""), default: text(""), needed: false },
    ]),
};

/// The API with its settings.
struct ModernMt {
    base: String,
    glossaries: String,
    hints: String,
    key: Option<SecretString>,
}

#[derive(Deserialize)]
struct Response {
    data: Vec<Data>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Data {
    translation: String,
    #[serde(default)]
    billed_characters: Option<u64>,
}

/// Opens ModernMT.
pub fn open(opening: &Opening<'_>) -> Translating {
    Box::new(ModernMt {
        base: opening.base.to_owned(),
        glossaries: opening.option("glossaries").to_owned(),
        hints: opening.option("hints").to_owned(),
        key: opening.key.clone(),
    })
}

impl Vendor for ModernMt {
    fn card(&self) -> &Card {
        &CARD
    }
}

impl Api<Batch, Answers> for ModernMt {
    fn encode(&self, batch: &Batch, _at: Moment) -> Call {
        let mut body = json!({
            "source": language::named(&batch.languages.from, "zh-CN", "zh-TW"),
            "target": target(&batch.languages.to),
            "q": texts::all(batch),
            "format": "text/plain",
            "multiline": false,
        });
        for (name, value) in [("glossaries", &self.glossaries), ("hints", &self.hints)] {
            if !value.is_empty() {
                body[name] = Value::String(value.clone());
            }
        }
        Call::json(format!("{}/translate", self.base), &body)
            .with("x-http-method-override", "GET")
            .secret_with("mmt-apikey", "", self.key.as_ref())
    }

    fn decode(&self, batch: &Batch, answer: &Answer) -> Result<Answers, Fault> {
        let response: Response = answer.json()?;
        let billed = response.data.iter().map(|data| data.billed_characters).sum::<Option<u64>>();
        let list = response.data.into_iter().map(|data| data.translation).collect();
        let mut answers = texts::answers(batch, list)?;
        answers.usage.characters = billed.unwrap_or(answers.usage.characters);
        Ok(answers)
    }
}

fn target(tag: &str) -> String {
    match tag {
        "en-US" | "en-GB" => tag.to_owned(),
        _ => language::named(tag, "zh-CN", "zh-TW"),
    }
}
