//! Youdao Translate.
//!
//! `POST {base}/api`, a form signed with SHA-256 (`signType` v3); one text of at most 5,000
//! characters. Errors come with status 200 and a number in `errorCode`. `vocabulary` is a user
//! glossary of the console. Documentation: <https://ai.youdao.com/DOCSIRMA/html/trans/api/wbfy/>

use std::borrow::Cow;

use recto_core::port::{Answers, Batch};
use serde::Deserialize;

use super::signing::{Pair, sha256};
use super::texts;
use crate::api::{Api, Translating, Vendor};
use crate::call::{Answer, Call, Moment};
use crate::card::{Card, Choice, KeyRule, Reach, text};
use crate::catalogue::Opening;
use crate::language;
use crate::verdict::{Class, Fault, Verdict};

/// What is known about it.
pub static CARD: Card = Card {
    id: text("youdao"),
    name: text("Youdao Translate"),
    base_url: text("https://openapi.youdao.com"),
    docs: text("https://ai.youdao.com/DOCSIRMA/html/trans/api/wbfy/index.html"),
    key: KeyRule::needed("YOUDAO_APP_KEY+YOUDAO_APP_SECRET"),
    model: text(""),
    limits: Reach { items: 1, characters: 4500, parallel: 4 },
    options: Cow::Borrowed(&[Choice {
        name: text("vocabulary"),
        variable: text(""),
        default: text(""),
        needed: false,
    }]),
};

/// The API with its settings.
struct Youdao {
    base: String,
    key: Pair,
    vocabulary: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Response {
    #[serde(default)]
    translation: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Code {
    error_code: String,
}

/// Opens Youdao Translate.
pub fn open(opening: &Opening<'_>) -> Translating {
    Box::new(Youdao {
        base: opening.base.to_owned(),
        key: Pair::of(opening.key.as_ref()),
        vocabulary: opening.option("vocabulary").to_owned(),
    })
}

impl Youdao {
    fn signature(&self, text: &str, salt: &str, time: &str) -> String {
        let signed = [&self.key.id, &abridged(text), salt, time, self.key.secret()].concat();
        sha256(signed.as_bytes())
    }
}

impl Vendor for Youdao {
    fn card(&self) -> &Card {
        &CARD
    }

    fn explain(&self, answer: &Answer) -> Option<Verdict> {
        let code: Code = serde_json::from_slice(&answer.body).ok()?;
        let class = match code.error_code.as_str() {
            "0" => return None,
            "103" => Class::TooLarge,
            "101" | "102" | "113" | "205" => Class::BadRequest,
            "108" | "110" | "111" | "116" | "202" | "203" | "206" | "207" => Class::Auth,
            "301" | "302" | "303" | "304" => Class::Overloaded,
            "401" => Class::QuotaExhausted,
            "411" | "412" => Class::RateLimited,
            _ => Class::BadRequest,
        };
        Some(Fault::new(class, format!("error code {}", code.error_code)).into())
    }
}

impl Api<Batch, Answers> for Youdao {
    fn encode(&self, batch: &Batch, at: Moment) -> Call {
        let text = texts::one(batch);
        let (salt, time) = (format!("{:016x}", at.nonce), at.seconds.to_string());
        let sign = self.signature(text, &salt, &time);
        let from = language::named(&batch.languages.from, "zh-CHS", "zh-CHT");
        let to = language::named(&batch.languages.to, "zh-CHS", "zh-CHT");
        let mut fields = vec![
            ("q", text),
            ("from", &from),
            ("to", &to),
            ("appKey", &self.key.id),
            ("salt", &salt),
            ("curtime", &time),
            ("signType", "v3"),
            ("sign", &sign),
            ("strict", "true"),
        ];
        if !self.vocabulary.is_empty() {
            fields.push(("vocabId", &self.vocabulary));
        }
        Call::form(format!("{}/api", self.base), &fields)
    }

    fn decode(&self, batch: &Batch, answer: &Answer) -> Result<Answers, Fault> {
        let response: Response = answer.json()?;
        texts::answers(batch, response.translation)
    }
}

/// Returns what of a text is signed: all of a short one, else its ends and its length.
fn abridged(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() <= 20 {
        return text.to_owned();
    }
    let (first, last) = (&chars[..10], &chars[chars.len() - 10..]);
    let ends = |part: &[char]| part.iter().collect::<String>();
    format!("{}{}{}", ends(first), chars.len(), ends(last))
}

#[cfg(test)]
mod tests {
    use secrecy::SecretString;

    use super::*;

    #[test]
    fn the_signature_is_that_of_the_documented_formula() {
        let key = Pair::of(Some(&SecretString::from("ak:sk")));
        let youdao = Youdao { base: String::new(), key, vocabulary: String::new() };
        let text = "平顶山高新区GDP同比增长5.3%。".repeat(3);
        assert_eq!(abridged(&text), "平顶山高新区GDP同54P同比增长5.3%。");
        let sign = youdao.signature(&text, "uuid-1", "1767323045");
        assert_eq!(sign, "724f8d3363c4b066e1b74b5b451db2f01fd0946780b4b1d3367689ce6a50f3bf");
    }
}
