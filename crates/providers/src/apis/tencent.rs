//! Tencent Machine Translation, version 2018-03-21. Legacy: its makers are taking it out of their
//! own libraries; new users take `tokenhub`.
//!
//! `POST https://tmt.tencentcloudapi.com/`, signed with TC3-HMAC-SHA256; one text of at most 2,000
//! characters, 5 requests in a second. Errors come with status 200 in `Response.Error`.
//! Documentation: <https://cloud.tencent.com/document/api/551/15619>

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
    id: text("tencent"),
    name: text("Tencent Machine Translation (legacy)"),
    base_url: text("https://tmt.tencentcloudapi.com"),
    docs: text("https://cloud.tencent.com/document/api/551/15619"),
    key: KeyRule::needed("TENCENTCLOUD_SECRET_ID+TENCENTCLOUD_SECRET_KEY"),
    model: text(""),
    limits: Reach { items: 1, characters: 1900, parallel: 4 },
    options: Cow::Borrowed(&[Choice {
        name: text("region"),
        variable: text("TENCENTCLOUD_REGION"),
        default: text("ap-guangzhou"),
        needed: false,
    }]),
};

const TYPE: &str = "application/json";

/// The API with its settings.
struct Tencent {
    base: String,
    key: Pair,
    region: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Outer {
    response: Response,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Response {
    target_text: String,
}

/// Opens Tencent Machine Translation.
pub fn open(opening: &Opening<'_>) -> Translating {
    Box::new(Tencent {
        base: opening.base.to_owned(),
        key: Pair::of(opening.key.as_ref()),
        region: opening.option("region").to_owned(),
    })
}

impl Tencent {
    fn authorization(&self, body: &[u8], at: Moment) -> String {
        let day = at.rfc3339()[..10].to_owned();
        let lines = [("content-type", TYPE), ("host", host(&self.base))];
        let scope = format!("{day}/tmt/tc3_request");
        let hash = sha256(canonical("", &lines, body).as_bytes());
        let to_sign = format!("TC3-HMAC-SHA256\n{}\n{scope}\n{hash}", at.seconds);
        let secret = format!("TC3{}", self.key.secret());
        let signature = chained(&secret, &[&day, "tmt", "tc3_request"], &to_sign);
        format!(
            "TC3-HMAC-SHA256 Credential={}/{scope}, SignedHeaders={}, Signature={signature}",
            self.key.id,
            names(&lines)
        )
    }
}

impl Vendor for Tencent {
    fn card(&self) -> &Card {
        &CARD
    }

    fn explain(&self, answer: &Answer) -> Option<Verdict> {
        let body: Value = serde_json::from_slice(&answer.body).ok()?;
        let error = body.pointer("/Response/Error")?;
        let field = |name: &str| error.get(name).and_then(Value::as_str).unwrap_or_default();
        let code = field("Code");
        let class = match code {
            "FailedOperation.NoFreeAmount"
            | "FailedOperation.StopUsing"
            | "FailedOperation.ServiceIsolate" => Class::QuotaExhausted,
            "UnsupportedOperation.TextTooLong" => Class::TooLarge,
            _ if code.starts_with("RequestLimitExceeded") || code.starts_with("LimitExceeded") => {
                Class::RateLimited
            }
            _ if code.starts_with("AuthFailure")
                || code.starts_with("UnauthorizedOperation")
                || code == "FailedOperation.UserNotRegistered" =>
            {
                Class::Auth
            }
            _ if code.starts_with("InternalError") => Class::Overloaded,
            _ => Class::BadRequest,
        };
        Some(Fault::new(class, one_line(&format!("{code}: {}", field("Message")))).into())
    }
}

impl Api<Batch, Answers> for Tencent {
    fn encode(&self, batch: &Batch, at: Moment) -> Call {
        let body = json!({
            "SourceText": texts::one(batch),
            "Source": language::named(&batch.languages.from, "zh", "zh-TW"),
            "Target": language::named(&batch.languages.to, "zh", "zh-TW"),
            "ProjectId": 0,
        });
        let call = Call::json(format!("{}/", self.base), &body);
        let authorization = self.authorization(&call.body, at);
        call.with("x-tc-action", "TextTranslate")
            .with("x-tc-version", "2018-03-21")
            .with("x-tc-region", self.region.as_str())
            .with("x-tc-timestamp", at.seconds.to_string())
            .secret("authorization", authorization)
    }

    fn decode(&self, batch: &Batch, answer: &Answer) -> Result<Answers, Fault> {
        let outer: Outer = answer.json()?;
        texts::answers(batch, vec![outer.response.target_text])
    }
}

#[cfg(test)]
mod tests {
    use secrecy::SecretString;

    use super::*;

    #[test]
    fn the_signature_is_that_of_the_vendors_own_code() {
        let key = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE:Gu5t9xGARNpq86cd98joQYCN3EXAMPLE";
        let tencent = Tencent {
            base: "https://tmt.tencentcloudapi.com".into(),
            key: Pair::of(Some(&SecretString::from(key))),
            region: "ap-guangzhou".into(),
        };
        let body = r#"{"SourceText": "\u5e73\u9876\u5c71\u9ad8\u65b0\u533aGDP\u540c\u6bd4\u589e\u957f5.3%\u3002", "Source": "zh", "Target": "en", "ProjectId": 0}"#;
        let at = Moment { seconds: 1_767_323_045, nonce: 0 };
        assert_eq!(
            tencent.authorization(body.as_bytes(), at),
            "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2026-01-02/tmt/tc3_request, \
             SignedHeaders=content-type;host, \
             Signature=28c4faa46a084e97b3716f7d66d8308ff90b42142afa5acaa3a3470482750391"
        );
    }
}
