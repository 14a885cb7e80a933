//! A candidate, as Gemini answers: its text without its thoughts, unless it was cut, blocked or filtered.

use recto_core::port::Usage;
use serde::Deserialize;

use crate::api::Reply;
use crate::call::Answer;
use crate::verdict::{Class, Fault, one_line};

/// Why a candidate is no answer to be used.
const FILTERED: &[&str] = &[
    "SAFETY",
    "RECITATION",
    "BLOCKLIST",
    "PROHIBITED_CONTENT",
    "SPII",
    "LANGUAGE",
    "IMAGE_SAFETY",
];

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Response {
    #[serde(default)]
    candidates: Vec<Candidate>,
    #[serde(default)]
    prompt_feedback: Option<Feedback>,
    #[serde(default)]
    usage_metadata: Spent,
    #[serde(default)]
    model_version: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Candidate {
    #[serde(default)]
    content: Content,
    #[serde(default)]
    finish_reason: Option<String>,
}

#[derive(Deserialize, Default)]
struct Content {
    #[serde(default)]
    parts: Vec<Part>,
}

#[derive(Deserialize)]
struct Part {
    #[serde(default)]
    text: String,
    #[serde(default)]
    thought: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Feedback {
    #[serde(default)]
    block_reason: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Spent {
    prompt_token_count: u64,
    candidates_token_count: u64,
    thoughts_token_count: u64,
}

/// Reads the first candidate of an answer.
pub(super) fn read(answer: &Answer) -> Result<Reply, Fault> {
    let response: Response = answer.json()?;
    let blocked = response.prompt_feedback.and_then(|feedback| feedback.block_reason);
    if let Some(reason) = blocked {
        let said = format!("blocked: {}", one_line(&reason));
        return Err(Fault::new(Class::ContentFiltered, said));
    }
    let none = || Fault::new(Class::Unusable, "an answer without a candidate");
    let candidate = response.candidates.into_iter().next().ok_or_else(none)?;
    match candidate.finish_reason.as_deref() {
        Some("MAX_TOKENS") => {
            return Err(Fault::new(Class::Truncated, "its length limit was reached"));
        }
        Some(reason) if FILTERED.contains(&reason) => {
            return Err(Fault::new(Class::ContentFiltered, format!("stopped: {reason}")));
        }
        _ => {}
    }
    let parts = candidate.content.parts.into_iter().filter(|part| !part.thought);
    let spent = response.usage_metadata;
    Ok(Reply {
        text: parts.map(|part| part.text).collect(),
        model: response.model_version,
        usage: Usage {
            input_tokens: spent.prompt_token_count,
            output_tokens: spent.candidates_token_count + spent.thoughts_token_count,
            ..Usage::default()
        },
    })
}
