//! Google Gemini, the developer API.
//!
//! `POST {base}/v1beta/models/{model}:generateContent`, the key in `x-goog-api-key`. Odd things:
//! parts marked `thought` are no answer; a blocked text has no candidate at all; 429 means "wait"
//! where it names a delay and "pay" where it names none. Documentation:
//! <https://ai.google.dev/api/generate-content>

use std::borrow::Cow;
use std::time::Duration;

use recto_core::port::Usage;
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::openai::decimal;
use crate::api::{Ask, Chat, Form, Reply, Vendor};
use crate::call::{Answer, Call, Moment, escape};
use crate::card::{CHAT, Card, KeyRule, text};
use crate::catalogue::Opening;
use crate::feature::Feature;
use crate::verdict::{Class, Fault, Verdict, message};

/// What is known about it.
pub static CARD: Card = Card {
    id: text("gemini"),
    name: text("Google Gemini"),
    base_url: text("https://generativelanguage.googleapis.com"),
    docs: text("https://ai.google.dev/api/generate-content"),
    key: KeyRule::needed("GEMINI_API_KEY|GOOGLE_API_KEY"),
    model: text("gemini-3.8-flash"),
    limits: CHAT,
    options: Cow::Borrowed(&[]),
};

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

/// A model of Google's.
struct Gemini {
    base: String,
    model: String,
    key: Option<SecretString>,
    extra: Map<String, Value>,
}

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

/// Opens Gemini.
pub fn open(opening: &Opening<'_>) -> Box<dyn Chat> {
    Box::new(Gemini {
        base: opening.base.trim_end_matches("/v1beta").to_owned(),
        model: opening.model.trim_start_matches("models/").to_owned(),
        key: opening.key.clone(),
        extra: opening.settings.extra.clone(),
    })
}

impl Vendor for Gemini {
    fn card(&self) -> &Card {
        &CARD
    }

    fn explain(&self, answer: &Answer) -> Option<Verdict> {
        let said = message(answer).to_lowercase();
        match answer.status {
            429 => {
                let mut fault = Fault::of(Class::RateLimited, answer);
                fault.wait = delay(answer);
                let is_spent = said.contains("per day") || said.contains("spend");
                if is_spent || fault.wait.is_none() && said.contains("billing") {
                    fault.class = Class::QuotaExhausted;
                }
                Some(fault.into())
            }
            400 if said.contains("schema") || said.contains("response_mime_type") => {
                Some(Fault::of(Class::Unsupported(Feature::Schema), answer).into())
            }
            400 if said.contains("json mode") => {
                Some(Fault::of(Class::Unsupported(Feature::Format), answer).into())
            }
            400 if said.contains("exceeds the maximum number of tokens") => {
                Some(Fault::of(Class::TooLarge, answer).into())
            }
            _ => None,
        }
    }
}

impl Chat for Gemini {
    fn encode(&self, ask: &Ask<'_>, _at: Moment) -> Call {
        // Thoughts count towards the length limit, so none is set.
        let mut config = Map::new();
        if let Some(temperature) = ask.temperature {
            config.insert("temperature".into(), decimal(temperature));
        }
        if ask.form != Form::Plain {
            config.insert("responseMimeType".into(), "application/json".into());
        }
        if let Form::Schema(schema) = ask.form {
            config.insert("responseJsonSchema".into(), schema.clone());
        }
        let mut body = Map::new();
        body.insert("systemInstruction".into(), json!({"parts": [{"text": ask.system}]}));
        body.insert("contents".into(), json!([{"role": "user", "parts": [{"text": ask.user}]}]));
        body.insert("generationConfig".into(), config.into());
        body.extend(self.extra.clone());
        let url = format!("{}/v1beta/models/{}:generateContent", self.base, escape(&self.model));
        Call::json(url, &body)
            .secret_with("x-goog-api-key", "", self.key.as_ref())
            .patient(ask.patience)
    }

    fn decode(&self, answer: &Answer) -> Result<Reply, Fault> {
        let response: Response = answer.json()?;
        let blocked = response.prompt_feedback.and_then(|feedback| feedback.block_reason);
        if let Some(reason) = blocked {
            let said = format!("blocked: {}", crate::verdict::one_line(&reason));
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
}

/// Returns the delay that a refusal names: `"retryDelay": "17s"`.
fn delay(answer: &Answer) -> Option<Duration> {
    let body: Value = serde_json::from_slice(&answer.body).ok()?;
    let details = body.pointer("/error/details")?.as_array()?;
    let text = details.iter().find_map(|detail| detail.get("retryDelay")?.as_str())?;
    let seconds: f64 = text.trim_end_matches('s').parse().ok()?;
    (0.0..=86_400.0).contains(&seconds).then(|| Duration::from_secs_f64(seconds))
}
