//! Baidu Translate, the open platform.
//!
//! `POST {base}/api/trans/vip/translate`, a form signed with MD5; several lines are several texts.
//! Errors come with status 200 and a number in `error_code`. Documentation:
//! <https://fanyi-api.baidu.com/doc/21>

use std::borrow::Cow;

use md5::{Digest, Md5};
use recto_core::port::{Answers, Batch};
use serde::Deserialize;
use serde_json::Value;

use super::signing::{Pair, hex};
use super::texts;
use crate::api::{Api, Translating, Vendor};
use crate::call::{Answer, Call, Moment};
use crate::card::{Card, KeyRule, Reach, text};
use crate::catalogue::Opening;
use crate::language;
use crate::verdict::{Class, Fault, Verdict};

/// What is known about it.
pub static CARD: Card = Card {
    id: text("baidu"),
    name: text("Baidu Translate"),
    base_url: text("https://fanyi-api.baidu.com"),
    docs: text("https://fanyi-api.baidu.com/doc/21"),
    key: KeyRule::needed("BAIDU_TRANSLATE_APPID+BAIDU_TRANSLATE_KEY"),
    model: text(""),
    limits: Reach { items: 10, characters: 1000, parallel: 1 },
    options: Cow::Borrowed(&[]),
};

/// The API with its settings.
struct Baidu {
    base: String,
    key: Pair,
}

#[derive(Deserialize)]
struct Response {
    trans_result: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    dst: String,
}

/// Opens Baidu Translate.
pub fn open(opening: &Opening<'_>) -> Translating {
    Box::new(Baidu { base: opening.base.to_owned(), key: Pair::of(opening.key.as_ref()) })
}

impl Baidu {
    fn signature(&self, text: &str, salt: &str) -> String {
        let signed = format!("{}{text}{salt}{}", self.key.id, self.key.secret());
        hex(&Md5::digest(signed.as_bytes()))
    }
}

impl Vendor for Baidu {
    fn card(&self) -> &Card {
        &CARD
    }

    fn explain(&self, answer: &Answer) -> Option<Verdict> {
        let body: Value = serde_json::from_slice(&answer.body).ok()?;
        let code = match body.get("error_code")? {
            Value::String(code) => code.clone(),
            code => code.to_string(),
        };
        let class = match code.as_str() {
            "52000" | "0" => return None,
            "52001" | "52002" => Class::Overloaded,
            "52003" | "54001" | "58000" | "58002" | "90107" => Class::Auth,
            "54003" | "54005" => Class::RateLimited,
            "54004" => Class::QuotaExhausted,
            "20003" => Class::ContentFiltered,
            _ => Class::BadRequest,
        };
        Some(Fault::of(class, answer).into())
    }
}

impl Api<Batch, Answers> for Baidu {
    fn encode(&self, batch: &Batch, at: Moment) -> Call {
        let lines: Vec<_> = texts::all(batch).into_iter().map(texts::clean).collect();
        let (text, salt) = (lines.join("\n"), at.nonce.to_string());
        let sign = self.signature(&text, &salt);
        let fields = [
            ("q", text.as_str()),
            ("from", &language::named(&batch.languages.from, "zh", "cht")),
            ("to", &language::named(&batch.languages.to, "zh", "cht")),
            ("appid", &self.key.id),
            ("salt", &salt),
            ("sign", &sign),
        ];
        Call::form(format!("{}/api/trans/vip/translate", self.base), &fields)
    }

    fn decode(&self, batch: &Batch, answer: &Answer) -> Result<Answers, Fault> {
        let response: Response = answer.json()?;
        texts::answers(batch, response.trans_result.into_iter().map(|line| line.dst).collect())
    }
}

#[cfg(test)]
mod tests {
    use secrecy::SecretString;

    use super::*;

    #[test]
    fn the_signature_is_that_of_the_documented_formula() {
        let key = Pair::of(Some(&SecretString::from("2015063000000001:12345678")));
        let baidu = Baidu { base: String::new(), key };
        let sign = baidu.signature("平顶山高新区GDP同比增长5.3%。", "1435660288");
        assert_eq!(sign, "363ee17f8cfe7eb6d67abc9baf1af57f");
    }
}
