//! A chat completion, as OpenAI and everybody who copied it answer.

use recto_core::port::Usage;
use serde::Deserialize;
use serde_json::Value;

use crate::api::Reply;
use crate::call::Answer;
use crate::stream;
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
    #[serde(default, alias = "delta")]
    message: Message,
    #[serde(default)]
    finish_reason: Option<String>,
}

#[derive(Deserialize, Default)]
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
    let response = whole(answer)?;
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

/// Puts a completion together that came in pieces; one that came whole is itself. A stream that broke
/// off has no reason why it ended, and is no answer.
fn whole(answer: &Answer) -> Result<Response, Fault> {
    let mut pieces = stream::pieces(answer)?.into_iter();
    let first = pieces.next().unwrap_or_default();
    let is_stream = first.pointer("/choices/0/delta").is_some() || pieces.len() > 0;
    if !is_stream {
        return answer.json();
    }
    let mut whole = Response { model: None, choices: vec![], usage: None };
    let (mut text, mut end, mut declined) = (String::new(), None, String::new());
    for piece in std::iter::once(first).chain(pieces) {
        let piece: Response = serde_json::from_value(piece)
            .map_err(|_| Fault::new(Class::Unusable, "a piece that is no part of an answer"))?;
        whole.model = piece.model.or(whole.model);
        whole.usage = piece.usage.or(whole.usage);
        for choice in piece.choices.into_iter().take(1) {
            text.push_str(&content(choice.message.content));
            declined.push_str(&choice.message.refusal.unwrap_or_default());
            end = choice.finish_reason.or(end);
        }
    }
    if end.is_none() {
        return Err(Fault::new(Class::Unusable, "an answer that breaks off"));
    }
    let message = Message { content: Some(Value::String(text)), refusal: Some(declined) };
    whole.choices.push(Choice { message, finish_reason: end });
    Ok(whole)
}

/// Returns the error that some gateways put into an answer with status 200.
pub(super) fn inner_error(answer: &Answer) -> Option<Answer> {
    let pieces = stream::pieces(answer).ok()?;
    let has_error = |piece: &&Value| piece.get("error").is_some_and(|error| !error.is_null());
    let body = pieces.iter().find(has_error)?;
    let error = body.get("error")?;
    if body.get("choices").is_some_and(|choices| choices.as_array().is_some_and(|c| !c.is_empty()))
    {
        return None;
    }
    let status =
        error.get("code").and_then(Value::as_u64).and_then(|code| u16::try_from(code).ok());
    let status = status.filter(|status| (400..600).contains(status)).unwrap_or(400);
    Some(Answer { status, body: body.to_string().into_bytes(), ..answer.clone() })
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
