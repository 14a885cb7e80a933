//! Cohere, version 2.
//!
//! `POST {base}/v2/chat`. JSON by a schema is a `json_object` with a `json_schema` in it; the schema
//! may not say how many or how long. Documentation: <https://docs.cohere.com/reference/chat>

use std::borrow::Cow;

use recto_core::port::Usage;
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::openai::{decimal, messages};
use crate::api::{Ask, Chat, Form, Reply, Vendor};
use crate::call::{Answer, Call, Moment};
use crate::card::{CHAT, Card, KeyRule, text};
use crate::catalogue::Opening;
use crate::feature::Feature;
use crate::verdict::{Class, Fault, Verdict, message};

/// What is known about it.
pub static CARD: Card = Card {
    id: text("cohere"),
    name: text("Cohere"),
    base_url: text("https://api.cohere.com"),
    docs: text("https://docs.cohere.com/reference/chat"),
    key: KeyRule::needed("CO_API_KEY|COHERE_API_KEY"),
    model: text("command-a-03-2025"),
    limits: CHAT,
    options: Cow::Borrowed(&[]),
};

/// A model of Cohere's.
struct Cohere {
    base: String,
    model: String,
    key: Option<SecretString>,
    extra: Map<String, Value>,
}

#[derive(Deserialize)]
struct Response {
    message: Message,
    #[serde(default)]
    finish_reason: String,
    #[serde(default)]
    usage: Spent,
}

#[derive(Deserialize)]
struct Message {
    #[serde(default)]
    content: Vec<Part>,
}

#[derive(Deserialize)]
struct Part {
    #[serde(default)]
    text: String,
}

#[derive(Deserialize, Default)]
struct Spent {
    #[serde(default)]
    tokens: Tokens,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Tokens {
    // Cohere writes them as decimals.
    input_tokens: f64,
    output_tokens: f64,
}

/// Opens Cohere.
pub fn open(opening: &Opening<'_>) -> Box<dyn Chat> {
    Box::new(Cohere {
        base: opening.base.trim_end_matches("/v2").to_owned(),
        model: opening.model.to_owned(),
        key: opening.key.clone(),
        extra: opening.settings.extra.clone(),
    })
}

impl Vendor for Cohere {
    fn card(&self) -> &Card {
        &CARD
    }

    fn explain(&self, answer: &Answer) -> Option<Verdict> {
        let said = message(answer).to_lowercase();
        match answer.status {
            // A trial key has a monthly number of calls; the message says which limit it was.
            429 if said.contains("month") => Some(Fault::of(Class::QuotaExhausted, answer).into()),
            400 | 422 if said.contains("response_format") || said.contains("schema") => {
                Some(Fault::of(Class::Unsupported(Feature::Schema), answer).into())
            }
            498 => Some(Fault::of(Class::Auth, answer).into()),
            499 => Some(Fault::of(Class::Overloaded, answer).into()),
            _ => None,
        }
    }
}

impl Chat for Cohere {
    fn encode(&self, ask: &Ask<'_>, _at: Moment) -> Call {
        let mut body = Map::new();
        body.insert("model".into(), self.model.as_str().into());
        body.insert("messages".into(), messages(ask));
        body.insert("max_tokens".into(), ask.length.into());
        if let Some(temperature) = ask.temperature {
            body.insert("temperature".into(), decimal(temperature));
        }
        let format = match ask.form {
            Form::Schema(schema) => Some(json!({"type": "json_object", "json_schema": schema})),
            Form::Object => Some(json!({"type": "json_object"})),
            Form::Plain => None,
        };
        body.extend(format.map(|format| ("response_format".to_owned(), format)));
        body.extend(self.extra.clone());
        Call::json(format!("{}/v2/chat", self.base), &body)
            .secret_with("authorization", "Bearer ", self.key.as_ref())
            .patient(ask.patience)
    }

    fn decode(&self, answer: &Answer) -> Result<Reply, Fault> {
        let response: Response = answer.json()?;
        match response.finish_reason.as_str() {
            "MAX_TOKENS" => {
                return Err(Fault::new(Class::Truncated, "its length limit was reached"));
            }
            "ERROR" | "TIMEOUT" => return Err(Fault::new(Class::Overloaded, "it stopped")),
            _ => {}
        }
        let tokens = response.usage.tokens;
        Ok(Reply {
            text: response.message.content.into_iter().map(|part| part.text).collect(),
            model: String::new(),
            usage: Usage {
                input_tokens: tokens.input_tokens as u64,
                output_tokens: tokens.output_tokens as u64,
                ..Usage::default()
            },
        })
    }
}
