//! Volcengine Machine Translation, version 2020-06-01.
//!
//! `POST https://translate.volcengineapi.com/?Action=TranslateText&Version=2020-06-01`, signed like
//! AWS but with another prefix and another end; at most 16 texts and 5,000 characters. Errors stand
//! in `ResponseMetadata`. Documentation: <https://www.volcengine.com/docs/4640/65067>

use std::borrow::Cow;

use recto_core::port::{Answers, Batch};
use serde::Deserialize;
use serde_json::{Value, json};

use super::signing::{Pair, canonical, chained, host, names, sha256};
use super::texts;
use crate::api::{Api, Translating, Vendor};
use crate::call::{Answer, Call, Moment};
use crate::card::{Card, Choice, KeyRule, Reach, text};
use crate::catalogue::Opening;
use crate::language;
use crate::verdict::{Class, Fault, Verdict, one_line};

/// What is known about it.
pub static CARD: Card = Card {
    id: text("volcengine"),
    name: text("Volcengine Machine Translation"),
    base_url: text("https://translate.volcengineapi.com"),
    docs: text("https://www.volcengine.com/docs/4640/65067"),
    key: KeyRule::needed("VOLC_ACCESSKEY+VOLC_SECRETKEY"),
    model: text(""),
    limits: Reach { items: 16, characters: 4500, parallel: 8 },
    options: Cow::Borrowed(&[Choice {
        name: text("region"),
        variable: text(""),
        default: text("cn-north-1"),
        needed: false,
    }]),
};

const QUERY: &str = "Action=TranslateText&Version=2020-06-01";
const TYPE: &str = "application/json";

/// The API with its settings.
struct Volcengine {
    base: String,
    key: Pair,
    region: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Response {
    translation_list: Vec<Translation>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Translation {
    translation: String,
}

/// Opens Volcengine Machine Translation.
pub fn open(opening: &Opening<'_>) -> Translating {
    Box::new(Volcengine {
        base: opening.base.to_owned(),
        key: Pair::of(opening.key.as_ref()),
        region: opening.option("region").to_owned(),
    })
}

impl Volcengine {
    fn authorization(&self, body: &[u8], hash: &str, at: Moment) -> String {
        let date = at.compact();
        let lines = [
            ("content-type", TYPE),
            ("host", host(&self.base)),
            ("x-content-sha256", hash),
            ("x-date", date.as_str()),
        ];
        let scope = format!("{}/{}/translate/request", &date[..8], self.region);
        let canonical = sha256(canonical(QUERY, &lines, body).as_bytes());
        let to_sign = format!("HMAC-SHA256\n{date}\n{scope}\n{canonical}");
        let steps = [&date[..8], self.region.as_str(), "translate", "request"];
        let signature = chained(self.key.secret(), &steps, &to_sign);
        format!(
            "HMAC-SHA256 Credential={}/{scope}, SignedHeaders={}, Signature={signature}",
            self.key.id,
            names(&lines)
        )
    }
}

impl Vendor for Volcengine {
    fn card(&self) -> &Card {
        &CARD
    }

    fn explain(&self, answer: &Answer) -> Option<Verdict> {
        let body: Value = serde_json::from_slice(&answer.body).ok()?;
        let error = body.pointer("/ResponseMetadata/Error")?;
        let field = |name: &str| error.get(name).and_then(Value::as_str).unwrap_or_default();
        let code = field("Code");
        let class = match code {
            _ if code.contains("FlowLimit") || code.contains("Throttl") => Class::RateLimited,
            _ if code.contains("Signature")
                || code.contains("AccessKey")
                || code.contains("AccessDenied")
                || code.contains("Credential") =>
            {
                Class::Auth
            }
            _ if code.contains("Quota") || code.contains("Overdue") || code.contains("Balance") => {
                Class::QuotaExhausted
            }
            _ if code.contains("Internal")
                || code.contains("Unavailable")
                || code.contains("Timeout") =>
            {
                Class::Overloaded
            }
            _ => Class::BadRequest,
        };
        Some(Fault::new(class, one_line(&format!("{code}: {}", field("Message")))).into())
    }
}

impl Api<Batch, Answers> for Volcengine {
    fn encode(&self, batch: &Batch, at: Moment) -> Call {
        let body = json!({
            "SourceLanguage": language::named(&batch.languages.from, "zh", "zh-Hant"),
            "TargetLanguage": language::named(&batch.languages.to, "zh", "zh-Hant"),
            "TextList": texts::all(batch),
        });
        let call = Call::json(format!("{}/?{QUERY}", self.base), &body);
        let hash = sha256(&call.body);
        let authorization = self.authorization(&call.body, &hash, at);
        call.with("x-date", at.compact())
            .with("x-content-sha256", hash)
            .secret("authorization", authorization)
    }

    fn decode(&self, batch: &Batch, answer: &Answer) -> Result<Answers, Fault> {
        let response: Response = answer.json()?;
        let list = response.translation_list.into_iter().map(|one| one.translation).collect();
        texts::answers(batch, list)
    }
}

#[cfg(test)]
mod tests {
    use secrecy::SecretString;

    use super::*;

    #[test]
    fn the_signature_is_that_of_the_vendors_own_code() {
        let volcengine = Volcengine {
            base: "https://translate.volcengineapi.com".into(),
            key: Pair::of(Some(&SecretString::from("AKLTEXAMPLE:SKEXAMPLE"))),
            region: "cn-north-1".into(),
        };
        let body = r#"{"SourceLanguage": "zh", "TargetLanguage": "en", "TextList": ["平顶山高新区GDP同比增长5.3%。"]}"#.as_bytes();
        let at = Moment { seconds: 1_767_323_045, nonce: 0 };
        assert_eq!(
            volcengine.authorization(body, &sha256(body), at),
            "HMAC-SHA256 Credential=AKLTEXAMPLE/20260102/cn-north-1/translate/request, \
             SignedHeaders=content-type;host;x-content-sha256;x-date, \
             Signature=773a3897faa7a4df4eb8a45438f34abde232cfa5f7fdc8a791e87190ba24794f"
        );
    }
}
