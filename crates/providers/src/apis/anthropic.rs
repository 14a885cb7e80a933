//! Anthropic Messages.
//!
//! `POST {base}/v1/messages`. Odd things: `max_tokens` must be said; a spend limit comes as 400; the
//! system text is a field of its own and is marked for caching; input tokens leave out the cached
//! ones; 529 means overloaded. Documentation: <https://docs.anthropic.com/en/api/messages>

use std::borrow::Cow;

use recto_core::port::Usage;
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::openai::decimal;
use crate::api::{Ask, Chat, Form, Reply, Vendor};
use crate::call::{Answer, Call, Moment};
use crate::card::{CHAT, Card, KeyRule, text};
use crate::catalogue::Opening;
use crate::feature::Feature;
use crate::verdict::{Class, Fault, Verdict, message};

/// What is known about it.
pub static CARD: Card = Card {
    id: text("anthropic"),
    name: text("Anthropic"),
    base_url: text("https://api.anthropic.com"),
    docs: text("https://docs.anthropic.com/en/api/messages"),
    key: KeyRule::needed("ANTHROPIC_API_KEY"),
    model: text("claude-haiku-4-5"),
    limits: CHAT,
    options: Cow::Borrowed(&[]),
};

/// The version of the API that this file speaks.
pub(crate) const VERSION: &str = "2023-06-01";

/// A model of Anthropic's.
struct Anthropic {
    base: String,
    model: String,
    key: Option<SecretString>,
    extra: Map<String, Value>,
}

#[derive(Deserialize)]
struct Response {
    #[serde(default)]
    model: String,
    content: Vec<Part>,
    #[serde(default)]
    stop_reason: Option<String>,
    #[serde(default)]
    usage: Spent,
}

#[derive(Deserialize)]
struct Part {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    text: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Spent {
    input_tokens: u64,
    output_tokens: u64,
    cache_creation_input_tokens: Option<u64>,
    cache_read_input_tokens: Option<u64>,
}

/// Opens Anthropic.
pub fn open(opening: &Opening<'_>) -> Box<dyn Chat> {
    Box::new(Anthropic {
        base: opening.base.trim_end_matches("/v1").to_owned(),
        model: opening.model.to_owned(),
        key: opening.key.clone(),
        extra: opening.settings.extra.clone(),
    })
}

impl Vendor for Anthropic {
    fn card(&self) -> &Card {
        &CARD
    }

    fn explain(&self, answer: &Answer) -> Option<Verdict> {
        if answer.status != 400 {
            return None;
        }
        let said = message(answer).to_lowercase();
        let feature = if said.contains("output_config") || said.contains("schema") {
            Feature::Schema
        } else if said.contains("temperature") {
            Feature::Temperature
        } else {
            return None;
        };
        Some(Fault::of(Class::Unsupported(feature), answer).into())
    }
}

impl Chat for Anthropic {
    fn encode(&self, ask: &Ask<'_>, _at: Moment) -> Call {
        let mut body = Map::new();
        body.insert("model".into(), self.model.as_str().into());
        body.insert("max_tokens".into(), ask.length.into());
        body.insert(
            "system".into(),
            json!([{"type": "text", "text": ask.system, "cache_control": {"type": "ephemeral"}}]),
        );
        body.insert("messages".into(), json!([{"role": "user", "content": ask.user}]));
        if let Some(temperature) = ask.temperature {
            body.insert("temperature".into(), decimal(temperature));
        }
        if let Form::Schema(schema) = ask.form {
            let format = json!({"type": "json_schema", "schema": schema});
            body.insert("output_config".into(), json!({ "format": format }));
        }
        body.extend(self.extra.clone());
        Call::json(format!("{}/v1/messages", self.base), &body)
            .with("anthropic-version", VERSION)
            .secret_with("x-api-key", "", self.key.as_ref())
            .patient(ask.patience)
    }

    fn decode(&self, answer: &Answer) -> Result<Reply, Fault> {
        let response: Response = answer.json()?;
        match response.stop_reason.as_deref() {
            Some("max_tokens") => {
                return Err(Fault::new(Class::Truncated, "its length limit was reached"));
            }
            Some("model_context_window_exceeded") => {
                return Err(Fault::new(Class::TooLarge, "its context window is full"));
            }
            Some("refusal") => return Err(Fault::new(Class::ContentFiltered, "it declines")),
            _ => {}
        }
        let texts = response.content.into_iter().filter(|part| part.kind == "text");
        let spent = response.usage;
        let cached = spent.cache_creation_input_tokens.unwrap_or_default()
            + spent.cache_read_input_tokens.unwrap_or_default();
        Ok(Reply {
            text: texts.map(|part| part.text).collect(),
            model: response.model,
            usage: Usage {
                input_tokens: spent.input_tokens + cached,
                output_tokens: spent.output_tokens,
                ..Usage::default()
            },
        })
    }
}
