//! NiuTrans.
//!
//! `POST {base}/NiuTransServer/translation`, the key in the body; one text of at most 5,000
//! characters. Errors come with status 200 and a number in `error_code`. `dictionary` and `memory`
//! are those of the console. Documentation: <https://niutrans.com/documents/contents/trans_text>

use std::borrow::Cow;

use recto_core::port::{Answers, Batch};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::{Value, json};

use super::texts;
use crate::api::{Api, Translating, Vendor};
use crate::call::{Answer, Call, Moment};
use crate::card::{Card, Choice, KeyRule, Reach, text};
use crate::catalogue::Opening;
use crate::language;
use crate::verdict::{Class, Fault, Verdict, codes};

/// What is known about it.
pub static CARD: Card = Card {
    id: text("niutrans"),
    name: text("NiuTrans"),
    base_url: text("https://api.niutrans.com"),
    docs: text("https://niutrans.com/documents/contents/trans_text"),
    key: KeyRule::needed("NIUTRANS_API_KEY"),
    model: text(""),
    limits: Reach { items: 1, characters: 4500, parallel: 16 },
    options: Cow::Borrowed(&[
        Choice { name: text("dictionary"), variable: text(""), default: text(""), needed: false },
        Choice { name: text("memory"), variable: text(""), default: text(""), needed: false },
    ]),
};

/// The API with its settings.
struct NiuTrans {
    base: String,
    key: Option<SecretString>,
    dictionary: String,
    memory: String,
}

#[derive(Deserialize)]
struct Response {
    tgt_text: String,
}

/// Opens NiuTrans.
pub fn open(opening: &Opening<'_>) -> Translating {
    Box::new(NiuTrans {
        base: opening.base.to_owned(),
        key: opening.key.clone(),
        dictionary: opening.option("dictionary").to_owned(),
        memory: opening.option("memory").to_owned(),
    })
}

impl Vendor for NiuTrans {
    fn card(&self) -> &Card {
        &CARD
    }

    fn explain(&self, answer: &Answer) -> Option<Verdict> {
        if answer.status != 200 {
            return None;
        }
        let code = codes(answer).into_iter().next()?;
        let class = match code.as_str() {
            "10000" => Class::BadRequest,
            "10001" | "13003" => Class::RateLimited,
            "10003" | "13004" => Class::TooLarge,
            "13001" | "13005" | "13007" => Class::Auth,
            "13002" | "13006" => Class::QuotaExhausted,
            code if code.starts_with("14") || code.starts_with("15") => Class::Overloaded,
            _ => Class::BadRequest,
        };
        Some(Fault::of(class, answer).into())
    }
}

impl Api<Batch, Answers> for NiuTrans {
    fn encode(&self, batch: &Batch, _at: Moment) -> Call {
        let key = self.key.as_ref().map(ExposeSecret::expose_secret).unwrap_or_default();
        let mut body = json!({
            "from": language::named(&batch.languages.from, "zh", "cht"),
            "to": language::named(&batch.languages.to, "zh", "cht"),
            "apikey": key,
            "src_text": texts::one(batch),
        });
        for (name, value) in [("dictNo", &self.dictionary), ("memoryNo", &self.memory)] {
            if !value.is_empty() {
                body[name] = Value::String(value.clone());
            }
        }
        Call::json(format!("{}/NiuTransServer/translation", self.base), &body)
    }

    fn decode(&self, batch: &Batch, answer: &Answer) -> Result<Answers, Fault> {
        let response: Response = answer.json()?;
        texts::answers(batch, vec![response.tgt_text])
    }
}
