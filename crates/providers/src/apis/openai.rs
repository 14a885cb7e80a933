//! OpenAI chat completions, and everybody who copied them (`compatible.toml`).
//!
//! `POST {base}/chat/completions`. Odd things: 429 also means "nothing left to pay with"; some
//! gateways answer 200 with an error inside; newer models refuse `temperature` and the older name
//! of the length limit; a refusal stands in its own field. Documentation:
//! <https://platform.openai.com/docs/api-reference/chat>

use std::borrow::Cow;

use secrecy::SecretString;
use serde_json::{Map, Value, json};

use super::dialect::{Dialect, KeyHeader};
use super::{completion, refused};
use crate::api::{Ask, Chat, Form, Reply, Vendor};
use crate::call::{Answer, Call, Moment};
use crate::card::{CHAT, Card, KeyRule, text};
use crate::catalogue::Opening;
use crate::compatible::Compatible;
use crate::feature::Feature;
use crate::verdict::{Class, Fault, Verdict, codes, verdict};

/// What is known about OpenAI itself.
pub static CARD: Card = Card {
    id: text("openai"),
    name: text("OpenAI"),
    base_url: text("https://api.openai.com/v1"),
    docs: text("https://platform.openai.com/docs/api-reference/chat"),
    key: KeyRule::needed("OPENAI_API_KEY"),
    model: text("gpt-5-mini"),
    limits: CHAT,
    options: Cow::Borrowed(&[]),
};

/// A model behind a chat completions endpoint.
pub struct OpenAi {
    card: Card,
    base: String,
    model: String,
    key: Option<SecretString>,
    dialect: Dialect,
}

/// Opens OpenAI itself.
pub fn open(opening: &Opening<'_>) -> Box<dyn Chat> {
    let dialect = Dialect { extra: opening.settings.extra.clone(), ..Dialect::default() };
    Box::new(OpenAi::new(CARD.clone(), opening.base, opening.model, opening.key.clone(), dialect))
}

/// Opens a vendor who copied OpenAI.
pub fn compatible(vendor: &Compatible, opening: &Opening<'_>) -> Box<dyn Chat> {
    let mut dialect = vendor.dialect.clone();
    dialect.extra.extend(opening.settings.extra.clone());
    let (card, key) = (vendor.card.clone(), opening.key.clone());
    Box::new(OpenAi::new(card, opening.base, opening.model, key, dialect))
}

impl OpenAi {
    /// Makes a model at an address; `card` is the vendor's.
    pub fn new(
        card: Card,
        base: &str,
        model: &str,
        key: Option<SecretString>,
        dialect: Dialect,
    ) -> Self {
        let base = base.trim_end_matches('/').trim_end_matches("/chat/completions").to_owned();
        Self { card, base, model: model.to_owned(), key, dialect }
    }

    fn body(&self, ask: &Ask<'_>) -> Map<String, Value> {
        let mut body = Map::new();
        body.insert("model".into(), self.model.as_str().into());
        body.insert("messages".into(), messages(ask));
        if let Some(form) = form(ask.form) {
            body.insert("response_format".into(), form);
        }
        if let Some(temperature) = ask.temperature {
            body.insert("temperature".into(), decimal(temperature));
        }
        if let Some(name) = self.length_name(ask) {
            body.insert(name.into(), ask.length.into());
        }
        if self.dialect.stream {
            body.insert("stream".into(), true.into());
            body.insert("stream_options".into(), json!({ "include_usage": true }));
        }
        body.extend(self.dialect.extra.clone());
        body
    }

    /// Returns the name of the length limit that this model has not refused yet.
    fn length_name(&self, ask: &Ask<'_>) -> Option<&'static str> {
        let newer = ("max_completion_tokens", Feature::MaxCompletionTokens);
        let older = ("max_tokens", Feature::MaxTokens);
        let order = match self.dialect.length.as_ref() {
            "" => return None,
            "max_tokens" => [older, newer],
            _ => [newer, older],
        };
        order.into_iter().find(|(_, feature)| !ask.refused.holds(*feature)).map(|(name, _)| name)
    }
}

impl Vendor for OpenAi {
    fn card(&self) -> &Card {
        &self.card
    }

    fn explain(&self, answer: &Answer) -> Option<Verdict> {
        if answer.status == 200 {
            return completion::inner_error(answer)
                .map(|inner| self.explain(&inner).unwrap_or_else(|| verdict(&self.card, &inner)));
        }
        let known = codes(answer).iter().find_map(|code| self.dialect.codes.get(code).copied());
        if let Some(code) = known {
            return Some(Fault::of(code.class(), answer).into());
        }
        if !matches!(answer.status, 400 | 404 | 422) {
            return None;
        }
        let feature = refused::feature(answer)?;
        Some(Fault::of(Class::Unsupported(feature), answer).into())
    }
}

impl Chat for OpenAi {
    fn encode(&self, ask: &Ask<'_>, _at: Moment) -> Call {
        let call = Call::json(format!("{}/chat/completions", self.base), &self.body(ask))
            .patient(ask.patience);
        match self.dialect.key_header {
            Some(KeyHeader::ApiKey) => call.secret_with("api-key", "", self.key.as_ref()),
            None => call.secret_with("authorization", "Bearer ", self.key.as_ref()),
        }
    }

    fn decode(&self, answer: &Answer) -> Result<Reply, Fault> {
        completion::read(answer)
    }
}

/// Makes the messages; where a model takes none from the system, the instructions go first.
pub(crate) fn messages(ask: &Ask<'_>) -> Value {
    if !ask.refused.holds(Feature::System) {
        json!([{"role": "system", "content": ask.system}, {"role": "user", "content": ask.user}])
    } else {
        json!([{"role": "user", "content": format!("{}\n\n{}", ask.system, ask.user)}])
    }
}

/// Writes a temperature so that 0.2 does not become 0.20000000298.
pub(crate) fn decimal(temperature: f32) -> Value {
    temperature.to_string().parse::<f64>().unwrap_or_default().into()
}

fn form(form: Form<'_>) -> Option<Value> {
    match form {
        Form::Schema(schema) => Some(json!({
            "type": "json_schema",
            "json_schema": {"name": "answer", "strict": true, "schema": schema}
        })),
        Form::Object => Some(json!({"type": "json_object"})),
        Form::Plain => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::dialect::Code;
    use super::*;

    fn answer(status: u16, body: &str) -> Answer {
        Answer { status, headers: vec![], body: body.as_bytes().to_vec() }
    }

    #[track_caller]
    fn assert_explained(status: u16, body: &str, class: Class) {
        let codes = BTreeMap::from([("1113".to_owned(), Code::Quota)]);
        let dialect = Dialect { codes, ..Dialect::default() };
        let model =
            OpenAi::new(CARD.clone(), "https://a.example/v1/chat/completions", "m", None, dialect);
        let Some(Verdict::Wrong(fault)) = model.explain(&answer(status, body)) else {
            panic!("{status} {body} is not explained")
        };
        assert_eq!(fault.class, class, "{status} {body}");
    }

    #[test]
    fn what_a_model_refuses_is_recognised() {
        let refused = |parameter: &str| {
            format!(
                r#"{{"error":{{"message":"Unsupported value","param":"{parameter}","code":"unsupported_value"}}}}"#
            )
        };
        assert_explained(400, &refused("temperature"), Class::Unsupported(Feature::Temperature));
        assert_explained(400, &refused("max_tokens"), Class::Unsupported(Feature::MaxTokens));
        assert_explained(
            400,
            &refused("max_completion_tokens"),
            Class::Unsupported(Feature::MaxCompletionTokens),
        );
        assert_explained(400, &refused("response_format"), Class::Unsupported(Feature::Format));
        assert_explained(
            422,
            r#"{"error":"json_schema is not supported by this model"}"#,
            Class::Unsupported(Feature::Schema),
        );
        assert_explained(
            400,
            r#"{"error":{"message":"'json_object' is not available"}}"#,
            Class::Unsupported(Feature::Object),
        );
    }

    #[test]
    fn an_error_inside_an_answer_with_status_200_is_found() {
        assert_explained(200, r#"{"error":{"code":429,"message":"slow"}}"#, Class::RateLimited);
        assert_explained(
            200,
            r#"{"error":{"code":"x","message":"Insufficient balance"}}"#,
            Class::QuotaExhausted,
        );
    }

    #[test]
    fn codes_of_a_vendor_go_first() {
        assert_explained(429, r#"{"error":{"code":"1113","message":"欠"}}"#, Class::QuotaExhausted);
    }
}
