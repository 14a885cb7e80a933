//! OpenAI's newer API, Responses.
//!
//! `POST {base}/responses`. Odd things: the schema is flat in `text.format`; the answer is a list of
//! items, of which messages hold the text; `status` says whether it was cut; answers are kept by
//! OpenAI unless `store` is false. Documentation:
//! <https://platform.openai.com/docs/api-reference/responses>

use std::borrow::Cow;

use recto_core::port::Usage;
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::dialect::Dialect;
use super::openai::{OpenAi, decimal};
use crate::api::{Ask, Chat, Form, Reply, Vendor};
use crate::call::{Answer, Call, Moment};
use crate::card::{CHAT, Card, KeyRule, text};
use crate::catalogue::Opening;
use crate::verdict::{Class, Fault, Verdict, one_line};

/// What is known about it.
pub static CARD: Card = Card {
    id: text("openai-responses"),
    name: text("OpenAI (Responses API)"),
    base_url: text("https://api.openai.com/v1"),
    docs: text("https://platform.openai.com/docs/api-reference/responses"),
    key: KeyRule::needed("OPENAI_API_KEY"),
    model: text("gpt-5-mini"),
    limits: CHAT,
    options: Cow::Borrowed(&[]),
};

/// A model behind the Responses API.
struct Responses {
    base: String,
    model: String,
    key: Option<SecretString>,
    extra: Map<String, Value>,
    /// Reads errors, which are those of chat completions.
    chat: OpenAi,
}

#[derive(Deserialize)]
struct Response {
    #[serde(default)]
    model: String,
    status: String,
    #[serde(default)]
    incomplete_details: Option<Incomplete>,
    #[serde(default)]
    error: Option<Failure>,
    output: Vec<Item>,
    #[serde(default)]
    usage: Option<Spent>,
}

#[derive(Deserialize)]
struct Incomplete {
    #[serde(default)]
    reason: String,
}

#[derive(Deserialize)]
struct Failure {
    #[serde(default)]
    message: String,
}

#[derive(Deserialize)]
struct Item {
    #[serde(default)]
    content: Vec<Part>,
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
}

/// Opens the Responses API.
pub fn open(opening: &Opening<'_>) -> Box<dyn Chat> {
    let chat = OpenAi::new(CARD.clone(), opening.base, opening.model, None, Dialect::default());
    Box::new(Responses {
        base: opening.base.trim_end_matches("/responses").to_owned(),
        model: opening.model.to_owned(),
        key: opening.key.clone(),
        extra: opening.settings.extra.clone(),
        chat,
    })
}

impl Vendor for Responses {
    fn card(&self) -> &Card {
        &CARD
    }

    fn explain(&self, answer: &Answer) -> Option<Verdict> {
        if answer.status == 200 { None } else { self.chat.explain(answer) }
    }
}

impl Chat for Responses {
    fn encode(&self, ask: &Ask<'_>, _at: Moment) -> Call {
        let mut body = Map::new();
        body.insert("model".into(), self.model.as_str().into());
        body.insert("instructions".into(), ask.system.into());
        body.insert("input".into(), ask.user.into());
        body.insert("store".into(), false.into());
        let format = match ask.form {
            Form::Schema(schema) => Some(json!({
                "type": "json_schema", "name": "answer", "strict": true, "schema": schema
            })),
            Form::Object => Some(json!({"type": "json_object"})),
            Form::Plain => None,
        };
        body.extend(format.map(|format| ("text".to_owned(), json!({ "format": format }))));
        if let Some(temperature) = ask.temperature {
            body.insert("temperature".into(), decimal(temperature));
        }
        body.extend(self.extra.clone());
        Call::json(format!("{}/responses", self.base), &body)
            .secret_with("authorization", "Bearer ", self.key.as_ref())
            .patient(ask.patience)
    }

    fn decode(&self, answer: &Answer) -> Result<Reply, Fault> {
        let response: Response = answer.json()?;
        let reason = response.incomplete_details.map(|details| details.reason).unwrap_or_default();
        match response.status.as_str() {
            "completed" => {}
            "incomplete" if reason == "content_filter" => {
                return Err(Fault::new(Class::ContentFiltered, "its content filter struck"));
            }
            "incomplete" => {
                return Err(Fault::new(Class::Truncated, "its length limit was reached"));
            }
            _ => {
                let said = response.error.map(|error| one_line(&error.message)).unwrap_or_default();
                return Err(Fault::new(Class::Overloaded, format!("it failed: {said}")));
            }
        }
        let parts: Vec<_> = response.output.into_iter().flat_map(|item| item.content).collect();
        if parts.iter().any(|part| part.kind == "refusal") {
            return Err(Fault::new(Class::ContentFiltered, "it declines"));
        }
        let texts = parts.into_iter().filter(|part| part.kind == "output_text");
        let spent = response.usage.unwrap_or_default();
        Ok(Reply {
            text: texts.map(|part| part.text).collect(),
            model: response.model,
            usage: Usage {
                input_tokens: spent.input_tokens,
                output_tokens: spent.output_tokens,
                ..Usage::default()
            },
        })
    }
}
