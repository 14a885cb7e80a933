//! A chat completion, as OpenAI and everybody who copied it answer.

use recto_core::port::Usage;
use serde::Deserialize;
use serde_json::Value;

use crate::api::Reply;
use crate::call::Answer;
use crate::verdict::{Class, Fault};

#[derive(Deserialize)]
struct Response {
    #[serde(default)]
    model: Option<String>,
    #[serde(default)]
    choices: Vec<Choice>,
    #[serde(default)]
    usage: Option<Spent>,
}

#[derive(Deserialize)]
struct Choice {
    message: Message,
    #[serde(default)]
    finish_reason: Option<String>,
}

#[derive(Deserialize)]
struct Message {
    #[serde(default)]
    content: Option<Value>,
    #[serde(default)]
    refusal: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Spent {
    prompt_tokens: Option<u64>,
    completion_tokens: Option<u64>,
}

/// Reads a completion: its text, unless it was cut, filtered or declined.
pub(super) fn read(answer: &Answer) -> Result<Reply, Fault> {
    let response: Response = answer.json()?;
    let spent = response.usage.unwrap_or_default();
    let choice = response.choices.into_iter().next();
    let choice = choice.ok_or_else(|| Fault::new(Class::Unusable, "an answer without a choice"))?;
    match choice.finish_reason.as_deref() {
        Some("length") => {
            return Err(Fault::new(Class::Truncated, "its length limit was reached"));
        }
        Some("content_filter" | "sensitive") => {
            return Err(Fault::new(Class::ContentFiltered, "its content filter struck"));
        }
        _ => {}
    }
    if choice.message.refusal.is_some_and(|refusal| !refusal.is_empty()) {
        return Err(Fault::new(Class::ContentFiltered, "it declines"));
    }
    Ok(Reply {
        text: content(choice.message.content),
        model: response.model.unwrap_or_default(),
        usage: Usage {
            input_tokens: spent.prompt_tokens.unwrap_or_default(),
            output_tokens: spent.completion_tokens.unwrap_or_default(),
            ..Usage::default()
        },
    })
}

/// Returns the error that some gateways put into an answer with status 200.
pub(super) fn inner_error(answer: &Answer) -> Option<Answer> {
    let body: Value = serde_json::from_slice(&answer.body).ok()?;
    let error = body.get("error").filter(|error| !error.is_null())?;
    if body.get("choices").is_some_and(|choices| choices.as_array().is_some_and(|c| !c.is_empty()))
    {
        return None;
    }
    let status =
        error.get("code").and_then(Value::as_u64).and_then(|code| u16::try_from(code).ok());
    let status = status.filter(|status| (400..600).contains(status)).unwrap_or(400);
    Some(Answer { status, ..answer.clone() })
}

/// Joins what a message holds: a text, or a list of parts.
fn content(content: Option<Value>) -> String {
    match content {
        Some(Value::String(text)) => text,
        Some(Value::Array(parts)) => {
            let text = |part: &Value| Some(part.get("text")?.as_str()?.to_owned());
            parts.iter().filter_map(text).collect()
        }
        _ => String::new(),
    }
}
