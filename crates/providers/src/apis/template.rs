//! The provider to copy: a made-up translation API, complete and tested.
//!
//! `POST {base}/v1/translate` with `{"texts", "from", "to"}`; answers `{"texts"}` in order. At most
//! 20 texts and 5,000 characters. Says 200 with `{"error": "busy"}` when it is overloaded, which no
//! shared rule can know. Documentation: <https://template.example/docs>

use std::borrow::Cow;

use recto_core::port::{Answers, Batch};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use super::texts;
use crate::api::{Api, Vendor};
use crate::call::{Answer, Call, Moment};
use crate::card::{Card, KeyRule, Reach, text};
use crate::language;
use crate::verdict::{Class, Fault, Verdict};

/// What is known about it.
pub static CARD: Card = Card {
    id: text("template"),
    name: text("Template"),
    base_url: text("https://template.example"),
    docs: text("https://template.example/docs"),
    key: KeyRule::needed("TEMPLATE_API_KEY"),
    model: text(""),
    limits: Reach { items: 20, characters: 5000, parallel: 8 },
    options: Cow::Borrowed(&[]),
};

/// The API with its settings.
pub struct Template {
    base: String,
    key: Option<SecretString>,
}

#[derive(Serialize)]
struct Request<'a> {
    texts: Vec<&'a str>,
    from: String,
    to: String,
}

#[derive(Deserialize)]
struct Response {
    texts: Vec<String>,
}

impl Template {
    /// Makes the API at an address.
    pub fn new(base: &str, key: Option<SecretString>) -> Self {
        Self { base: base.to_owned(), key }
    }
}

impl Vendor for Template {
    fn card(&self) -> &Card {
        &CARD
    }

    fn explain(&self, answer: &Answer) -> Option<Verdict> {
        let is_busy = answer.status == 200 && answer.body == br#"{"error":"busy"}"#;
        is_busy.then(|| Fault::new(Class::Overloaded, "busy").into())
    }
}

impl Api<Batch, Answers> for Template {
    fn encode(&self, batch: &Batch, _at: Moment) -> Call {
        let request = Request {
            texts: batch.items.iter().map(|item| item.text.as_str()).collect(),
            from: language::named(&batch.languages.from, "zh", "zh-TW"),
            to: language::named(&batch.languages.to, "zh", "zh-TW"),
        };
        Call::json(format!("{}/v1/translate", self.base), &request).secret_with(
            "authorization",
            "Bearer ",
            self.key.as_ref(),
        )
    }

    fn decode(&self, batch: &Batch, answer: &Answer) -> Result<Answers, Fault> {
        let response: Response = answer.json()?;
        texts::answers(batch, response.texts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::batch;

    #[test]
    fn a_request_holds_the_texts_and_hides_the_key() {
        let api = Template::new("https://t.example", Some(SecretString::from("canary")));
        let call = api.encode(&batch(&["一", "二"]), Moment { seconds: 0, nonce: 0 });
        assert_eq!(call.url, "https://t.example/v1/translate");
        let body: serde_json::Value = serde_json::from_slice(&call.body).unwrap();
        assert_eq!(body, serde_json::json!({"texts": ["一", "二"], "from": "zh", "to": "en"}));
        assert!(!format!("{call:?}").contains("canary"));
    }

    #[test]
    fn an_answer_is_read_in_order_and_only_when_it_is_whole() {
        let read = |body: &str| {
            let answer = Answer { status: 200, headers: vec![], body: body.as_bytes().to_vec() };
            Template::new("", None).decode(&batch(&["一", "二"]), &answer)
        };
        assert_eq!(read(r#"{"texts":["one","two"]}"#).unwrap().items[1].text, "two");
        assert_eq!(read(r#"{"texts":["one"]}"#).unwrap_err().class, Class::Unusable);
        assert_eq!(read(r#"{"texts":["one","#).unwrap_err().class, Class::Unusable);
    }

    #[test]
    fn busy_with_status_200_is_overloaded() {
        let busy = Answer { status: 200, headers: vec![], body: br#"{"error":"busy"}"#.to_vec() };
        let Some(Verdict::Wrong(fault)) = Template::new("", None).explain(&busy) else {
            panic!("nothing is wrong")
        };
        assert_eq!(fault.class, Class::Overloaded);
    }
}
