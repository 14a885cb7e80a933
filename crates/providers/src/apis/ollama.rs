//! Ollama, its own API.
//!
//! `POST {base}/api/chat`. Odd things: it streams unless told not to; its context is small and a
//! long prompt is cut without a word unless `num_ctx` and `truncate` are set, which its copy of
//! OpenAI's API cannot; the first request loads the model, which takes minutes; with `format` it
//! may write white space for ever, so a length is set. Documentation:
//! <https://github.com/ollama/ollama/blob/main/docs/api.md>

use std::borrow::Cow;
use std::time::Duration;

use recto_core::port::Usage;
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::openai::{decimal, messages};
use crate::api::{Ask, Chat, Form, Reply, Vendor};
use crate::call::{Answer, Call, Moment};
use crate::card::{Card, Choice, KeyRule, Reach, text};
use crate::catalogue::Opening;
use crate::stream;
use crate::verdict::{Class, Fault, Verdict};

/// What is known about it.
pub static CARD: Card = Card {
    id: text("ollama"),
    name: text("Ollama"),
    base_url: text("http://localhost:11434"),
    docs: text("https://github.com/ollama/ollama/blob/main/docs/api.md"),
    key: KeyRule::optional("OLLAMA_API_KEY"),
    model: text(""),
    limits: Reach { items: 6, characters: 600, parallel: 2 },
    options: Cow::Borrowed(&[
        Choice { name: text("num_ctx"), variable: text(""), default: text("8192"), needed: false },
        Choice {
            name: text("keep_alive"),
            variable: text(""),
            default: text("10m"),
            needed: false,
        },
    ]),
};

/// How long loading a model may take on top of the answer.
const LOADING: Duration = Duration::from_secs(300);

/// A model on an Ollama server.
struct Ollama {
    base: String,
    model: String,
    key: Option<SecretString>,
    context: u32,
    keep_alive: String,
    extra: Map<String, Value>,
}

#[derive(Deserialize)]
struct Response {
    message: Message,
    #[serde(default)]
    model: String,
    #[serde(default)]
    done: bool,
    #[serde(default)]
    done_reason: Option<String>,
    #[serde(default)]
    prompt_eval_count: u64,
    #[serde(default)]
    eval_count: u64,
}

#[derive(Deserialize)]
struct Message {
    #[serde(default)]
    content: String,
}

/// Opens Ollama.
pub fn open(opening: &Opening<'_>) -> Box<dyn Chat> {
    Box::new(Ollama {
        base: opening.base.trim_end_matches("/v1").to_owned(),
        model: opening.model.to_owned(),
        key: opening.key.clone(),
        context: opening.option("num_ctx").parse().unwrap_or(8192),
        keep_alive: opening.option("keep_alive").to_owned(),
        extra: opening.settings.extra.clone(),
    })
}

impl Vendor for Ollama {
    fn card(&self) -> &Card {
        &CARD
    }

    fn explain(&self, answer: &Answer) -> Option<Verdict> {
        // `{"error": …}` comes with status 200 when something breaks after the start.
        let pieces = if answer.status == 200 { stream::pieces(answer).ok()? } else { return None };
        let broke = pieces.iter().find(|piece| piece.get("error").is_some())?;
        let said = Answer { body: broke.to_string().into_bytes(), ..answer.clone() };
        Some(Fault::of(Class::Overloaded, &said).into())
    }
}

impl Chat for Ollama {
    fn encode(&self, ask: &Ask<'_>, _at: Moment) -> Call {
        let mut options = Map::new();
        options.insert("num_ctx".into(), self.context.into());
        options.insert("num_predict".into(), ask.length.into());
        options.insert("temperature".into(), ask.temperature.map_or(json!(0), decimal));
        let mut body = Map::new();
        body.insert("model".into(), self.model.as_str().into());
        body.insert("messages".into(), messages(ask));
        body.insert("stream".into(), true.into());
        body.insert("think".into(), false.into());
        body.insert("truncate".into(), false.into());
        body.insert("keep_alive".into(), self.keep_alive.as_str().into());
        match ask.form {
            Form::Schema(schema) => drop(body.insert("format".into(), schema.clone())),
            Form::Object => drop(body.insert("format".into(), "json".into())),
            Form::Plain => {}
        }
        body.insert("options".into(), options.into());
        body.extend(self.extra.clone());
        Call::json(format!("{}/api/chat", self.base), &body)
            .secret_with("authorization", "Bearer ", self.key.as_ref())
            .patient(ask.patience + LOADING)
    }

    fn decode(&self, answer: &Answer) -> Result<Reply, Fault> {
        let response = whole(answer)?;
        if response.done_reason.as_deref() == Some("length") {
            return Err(Fault::new(Class::Truncated, "its length limit was reached"));
        }
        if !response.done {
            return Err(Fault::new(Class::Unusable, "an answer that breaks off"));
        }
        Ok(Reply {
            text: response.message.content,
            model: response.model,
            usage: Usage {
                input_tokens: response.prompt_eval_count,
                output_tokens: response.eval_count,
                ..Usage::default()
            },
        })
    }
}

/// Puts the pieces of an answer together: the last one says how it ended, all of them have text.
fn whole(answer: &Answer) -> Result<Response, Fault> {
    let mut whole: Option<Response> = None;
    for piece in stream::pieces(answer)? {
        let mut piece: Response = serde_json::from_value(piece)
            .map_err(|_| Fault::new(Class::Unusable, "a piece that is no part of an answer"))?;
        if let Some(before) = whole {
            piece.message.content.insert_str(0, &before.message.content);
        }
        whole = Some(piece);
    }
    whole.ok_or_else(|| Fault::new(Class::Unusable, "an empty answer"))
}
