//! Alibaba Cloud Machine Translation, version 2018-10-12.
//!
//! `POST https://mt.cn-hangzhou.aliyuncs.com/`, a form signed with ACS3-HMAC-SHA256; one text of at
//! most 5,000 UTF-16 units. Errors may come with status 200: `Code` in the body decides.
//! Documentation: <https://help.aliyun.com/zh/machine-translation/developer-reference/api-alimt-2018-10-12-translategeneral>

use std::borrow::Cow;

use recto_core::port::{Answers, Batch};
use serde::Deserialize;
use serde_json::Value;

use super::signing::{Pair, canonical, hex, hmac256, host, names, sha256};
use super::texts;
use crate::api::{Api, Translating, Vendor};
use crate::call::{Answer, Call, Moment};
use crate::card::{Card, KeyRule, Reach, text};
use crate::catalogue::Opening;
use crate::language;
use crate::verdict::{Class, Fault, Verdict};

/// What is known about it.
pub static CARD: Card = Card {
    id: text("alibaba"),
    name: text("Alibaba Cloud Machine Translation"),
    base_url: text("https://mt.cn-hangzhou.aliyuncs.com"),
    docs: text("https://help.aliyun.com/zh/machine-translation/"),
    key: KeyRule::needed("ALIBABA_CLOUD_ACCESS_KEY_ID+ALIBABA_CLOUD_ACCESS_KEY_SECRET"),
    model: text(""),
    limits: Reach { items: 1, characters: 4500, parallel: 16 },
    options: Cow::Borrowed(&[]),
};

const ACTION: &str = "TranslateGeneral";
const VERSION: &str = "2018-10-12";
const TYPE: &str = "application/x-www-form-urlencoded";

/// The API with its settings.
struct Alibaba {
    base: String,
    key: Pair,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Response {
    data: Data,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Data {
    translated: String,
}

/// Opens Alibaba Cloud Machine Translation.
pub fn open(opening: &Opening<'_>) -> Translating {
    Box::new(Alibaba { base: opening.base.to_owned(), key: Pair::of(opening.key.as_ref()) })
}

impl Alibaba {
    /// Returns the signature of a body with its header lines.
    fn authorization(&self, body: &[u8], hash: &str, nonce: &str, at: Moment) -> String {
        let date = at.rfc3339();
        let lines = [
            ("content-type", TYPE),
            ("host", host(&self.base)),
            ("x-acs-action", ACTION),
            ("x-acs-content-sha256", hash),
            ("x-acs-date", date.as_str()),
            ("x-acs-signature-nonce", nonce),
            ("x-acs-version", VERSION),
        ];
        let to_sign =
            format!("ACS3-HMAC-SHA256\n{}", sha256(canonical("", &lines, body).as_bytes()));
        let signature = hex(&hmac256(self.key.secret().as_bytes(), &to_sign));
        format!(
            "ACS3-HMAC-SHA256 Credential={},SignedHeaders={},Signature={signature}",
            self.key.id,
            names(&lines)
        )
    }
}

impl Vendor for Alibaba {
    fn card(&self) -> &Card {
        &CARD
    }

    fn explain(&self, answer: &Answer) -> Option<Verdict> {
        let body: Value = serde_json::from_slice(&answer.body).ok()?;
        let code = match body.get("Code")? {
            Value::String(code) => code.clone(),
            code => code.to_string(),
        };
        let class = match code.as_str() {
            "200" => return None,
            "10001" | "10002" | "ServiceUnavailable" | "InternalError" => Class::Overloaded,
            "10008" => Class::TooLarge,
            "10009" | "10010" => Class::QuotaExhausted,
            "10003" | "10004" | "10005" | "10006" | "10007" => Class::BadRequest,
            code if code.starts_with("Throttling") => Class::RateLimited,
            code if is_about_key(code) => Class::Auth,
            _ if answer.status == 200 => Class::BadRequest,
            _ => return None,
        };
        Some(Fault::of(class, answer).into())
    }
}

impl Api<Batch, Answers> for Alibaba {
    fn encode(&self, batch: &Batch, at: Moment) -> Call {
        let from = language::named(&batch.languages.from, "zh", "zh-tw");
        let to = language::named(&batch.languages.to, "zh", "zh-tw");
        let fields = [
            ("FormatType", "text"),
            ("Scene", "general"),
            ("SourceLanguage", from.as_str()),
            ("SourceText", texts::one(batch)),
            ("TargetLanguage", to.as_str()),
        ];
        let call = Call::form(format!("{}/", self.base), &fields);
        let (hash, nonce) = (sha256(&call.body), format!("{:016x}", at.nonce));
        let authorization = self.authorization(&call.body, &hash, &nonce, at);
        call.with("x-acs-action", ACTION)
            .with("x-acs-version", VERSION)
            .with("x-acs-date", at.rfc3339())
            .with("x-acs-signature-nonce", nonce)
            .with("x-acs-content-sha256", hash)
            .with("accept", "application/json")
            .secret("authorization", authorization)
    }

    fn decode(&self, batch: &Batch, answer: &Answer) -> Result<Answers, Fault> {
        let response: Response = answer.json()?;
        texts::answers(batch, vec![response.data.translated])
    }
}

fn is_about_key(code: &str) -> bool {
    [
        "InvalidAccessKeyId",
        "SignatureDoesNotMatch",
        "Forbidden",
        "InvalidSecurityToken",
        "MissingAccessKeyId",
        "IncompleteSignature",
    ]
    .iter()
    .any(|known| code.starts_with(known))
}

#[cfg(test)]
mod tests {
    use secrecy::SecretString;

    use super::*;

    #[test]
    fn the_signature_is_that_of_the_vendors_own_code() {
        let key = Pair::of(Some(&SecretString::from("LTAIEXAMPLE:SKEXAMPLE")));
        let alibaba = Alibaba { base: "https://mt.cn-hangzhou.aliyuncs.com".into(), key };
        let body =
            b"FormatType=text&Scene=general&SourceLanguage=zh&SourceText=hello&TargetLanguage=en";
        let at = Moment { seconds: 1_767_323_045, nonce: 0 };
        assert_eq!(
            alibaba.authorization(body, &sha256(body), "n-1", at),
            "ACS3-HMAC-SHA256 Credential=LTAIEXAMPLE,SignedHeaders=content-type;host;x-acs-action;\
             x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,\
             Signature=33da1f501b84ea8944fafc0ed202b618d070de06d06faa472fe58b5ed1bf3f0e"
        );
    }
}
