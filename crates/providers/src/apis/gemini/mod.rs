//! Google Gemini, the developer API.
//!
//! `POST {base}/v1beta/models/{model}:generateContent`, the key in `x-goog-api-key`. Odd things:
//! parts marked `thought` are no answer; a blocked text has no candidate at all; 429 means "wait"
//! where it names a delay and "pay" where it names none. Documentation:
//! <https://ai.google.dev/api/generate-content>

use std::borrow::Cow;
use std::time::Duration;

use secrecy::SecretString;
use serde_json::{Map, Value, json};

use super::openai::decimal;
use crate::api::{Ask, Chat, Form, Reply, Vendor};
use crate::call::{Answer, Call, Moment, escape};
use crate::card::{CHAT, Card, KeyRule, text};
use crate::catalogue::Opening;
use crate::feature::Feature;
use crate::verdict::{Class, Fault, Verdict, message};

mod candidate;

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

/// A model of Google's.
struct Gemini {
    base: String,
    model: String,
    key: Option<SecretString>,
    extra: Map<String, Value>,
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
            400 if said.contains("temperature") => {
                Some(Fault::of(Class::Unsupported(Feature::Temperature), answer).into())
            }
            400 if said.contains("json mode") => {
                Some(Fault::of(Class::Unsupported(Feature::Format), answer).into())
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
        candidate::read(answer)
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
