//! Amazon Translate.
//!
//! `POST https://translate.{region}.amazonaws.com/`, signed with Signature Version 4; one text of at
//! most 10,000 bytes. The kind of error stands in `__type`, sometimes behind a `#`. Documentation:
//! <https://docs.aws.amazon.com/translate/latest/APIReference/API_TranslateText.html>

use std::borrow::Cow;

use recto_core::port::{Answers, Batch};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::signing::{Pair, canonical, chained, host, names, sha256};
use super::texts;
use crate::api::{Api, Translating, Vendor};
use crate::call::{Answer, Call, Moment};
use crate::card::{Card, Choice, KeyRule, Reach, text};
use crate::catalogue::Opening;
use crate::language;
use crate::verdict::{Class, Fault, Verdict};

/// What is known about it.
pub static CARD: Card = Card {
    id: text("amazon"),
    name: text("Amazon Translate"),
    base_url: text("https://translate.{region}.amazonaws.com"),
    docs: text("https://docs.aws.amazon.com/translate/latest/APIReference/API_TranslateText.html"),
    key: KeyRule::needed("AWS_ACCESS_KEY_ID+AWS_SECRET_ACCESS_KEY+AWS_SESSION_TOKEN?"),
    model: text(""),
    limits: Reach { items: 1, characters: 3300, parallel: 16 },
    options: Cow::Borrowed(&[
        Choice {
            name: text("region"),
            variable: text("AWS_REGION"),
            default: text("us-east-1"),
            needed: true,
        },
        Choice { name: text("terminology"), variable: text(""), default: text(""), needed: false },
        Choice { name: text("formality"), variable: text(""), default: text(""), needed: false },
    ]),
};

const TYPE: &str = "application/x-amz-json-1.1";
const SERVICE: &str = "AWSShineFrontendService_20170701";

mod terminology;

pub(crate) use terminology::Terminologies;

/// Amazon Translate with its settings.
struct Amazon {
    account: Account,
    terminology: String,
    formality: String,
}

/// Where and as whom it is asked.
struct Account {
    base: String,
    key: Pair,
    region: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Response {
    translated_text: String,
}

/// Opens Amazon Translate.
pub fn open(opening: &Opening<'_>) -> Translating {
    Box::new(Amazon {
        account: Account::of(opening),
        terminology: opening.option("terminology").to_owned(),
        formality: opening.option("formality").to_uppercase(),
    })
}

impl Account {
    fn of(opening: &Opening<'_>) -> Self {
        Self {
            base: opening.base.to_owned(),
            key: Pair::of(opening.key.as_ref()),
            region: opening.option("region").to_owned(),
        }
    }

    /// Makes a signed request to do something.
    fn call(&self, what: &str, body: &Map<String, Value>, at: Moment) -> Call {
        let target = format!("{SERVICE}.{what}");
        let mut call = Call::json(format!("{}/", self.base), body);
        call.headers.clear();
        let authorization = self.authorization(&target, &call.body, at);
        let call = call
            .with("content-type", TYPE)
            .with("x-amz-date", at.compact())
            .with("x-amz-target", target)
            .secret("authorization", authorization);
        match self.key.token.as_str() {
            "" => call,
            token => call.secret("x-amz-security-token", token),
        }
    }

    /// Returns the signature of a body.
    fn authorization(&self, target: &str, body: &[u8], at: Moment) -> String {
        let date = at.compact();
        let mut lines =
            vec![("content-type", TYPE), ("host", host(&self.base)), ("x-amz-date", date.as_str())];
        if !self.key.token.is_empty() {
            lines.push(("x-amz-security-token", &self.key.token));
        }
        lines.push(("x-amz-target", target));
        let scope = format!("{}/{}/translate/aws4_request", &date[..8], self.region);
        let hash = sha256(canonical("", &lines, body).as_bytes());
        let to_sign = format!("AWS4-HMAC-SHA256\n{date}\n{scope}\n{hash}");
        let steps = [&date[..8], self.region.as_str(), "translate", "aws4_request"];
        let signature = chained(&format!("AWS4{}", self.key.secret()), &steps, &to_sign);
        format!(
            "AWS4-HMAC-SHA256 Credential={}/{scope}, SignedHeaders={}, Signature={signature}",
            self.key.id,
            names(&lines)
        )
    }
}

impl Vendor for Amazon {
    fn card(&self) -> &Card {
        &CARD
    }

    fn explain(&self, answer: &Answer) -> Option<Verdict> {
        explained(answer)
    }
}

impl Api<Batch, Answers> for Amazon {
    fn encode(&self, batch: &Batch, at: Moment) -> Call {
        let mut body = Map::new();
        body.insert("Text".into(), texts::one(batch).into());
        let from = language::named(&batch.languages.from, "zh", "zh-TW");
        body.insert("SourceLanguageCode".into(), from.into());
        let to = language::named(&batch.languages.to, "zh", "zh-TW");
        body.insert("TargetLanguageCode".into(), to.into());
        if !self.terminology.is_empty() {
            body.insert("TerminologyNames".into(), json!([self.terminology]));
        }
        if !self.formality.is_empty() {
            body.insert("Settings".into(), json!({"Formality": self.formality}));
        }
        self.account.call("TranslateText", &body, at)
    }

    fn decode(&self, batch: &Batch, answer: &Answer) -> Result<Answers, Fault> {
        let response: Response = answer.json()?;
        texts::answers(batch, vec![response.translated_text])
    }
}

/// Says what an error means, by the name of its kind.
fn explained(answer: &Answer) -> Option<Verdict> {
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let said = body.get("__type").and_then(Value::as_str);
    let kind = said.or_else(|| answer.header("x-amzn-errortype"))?;
    let kind = kind.rsplit('#').next().unwrap_or_default().split(':').next().unwrap_or_default();
    let class = match kind.trim_end_matches("Exception") {
        "TextSizeLimitExceeded" => Class::TooLarge,
        "TooManyRequests" | "Throttling" | "LimitExceeded" => Class::RateLimited,
        "ServiceUnavailable" | "InternalServer" | "InternalFailure" => Class::Overloaded,
        "ResourceNotFound" | "UnsupportedLanguagePair" => Class::Settings,
        "UnrecognizedClient"
        | "InvalidSignature"
        | "ExpiredToken"
        | "AccessDenied"
        | "MissingAuthenticationToken"
        | "IncompleteSignature" => Class::Auth,
        _ => return None,
    };
    Some(Fault::of(class, answer).into())
}

#[cfg(test)]
mod tests {
    use secrecy::SecretString;

    use super::*;

    #[test]
    fn the_signature_is_that_of_the_vendors_own_code() {
        let key = SecretString::from("AKIDEXAMPLE:wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
        let account = Account {
            base: "https://translate.us-east-1.amazonaws.com".into(),
            key: Pair::of(Some(&key)),
            region: "us-east-1".into(),
        };
        let body = r#"{"Text": "平顶山高新区GDP同比增长5.3%。", "SourceLanguageCode": "zh", "TargetLanguageCode": "en"}"#;
        let at = Moment { seconds: 1_767_323_045, nonce: 0 };
        assert_eq!(
            account.authorization(
                "AWSShineFrontendService_20170701.TranslateText",
                body.as_bytes(),
                at
            ),
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/us-east-1/translate/aws4_request, \
             SignedHeaders=content-type;host;x-amz-date;x-amz-target, \
             Signature=8906f8f950111ffd02b69c147700bd070b42bb939a72b5493c4ffa5893f3cfe1"
        );
    }
}
