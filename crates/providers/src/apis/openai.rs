//! OpenAI chat completions, and everybody who copied them (`compatible.toml`).
//!
//! `POST {base}/chat/completions`. Odd things: 429 also means "nothing left to pay with"; some
//! gateways answer 200 with an error inside; newer models refuse `temperature` and the older name
//! of the length limit; a refusal stands in its own field. Documentation:
//! <https://platform.openai.com/docs/api-reference/chat>

use std::borrow::Cow;
use std::collections::BTreeMap;

use recto_core::port::Usage;
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::api::{Ask, Chat, Form, Reply, Vendor};
use crate::call::{Answer, Call, Moment};
use crate::card::{CHAT, Card, KeyRule, text};
use crate::catalogue::Opening;
use crate::compatible::Compatible;
use crate::feature::Feature;
use crate::verdict::{Class, Fault, Verdict, codes, message, verdict};

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

/// How an endpoint differs from OpenAI's own.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Dialect {
    /// The name of the length limit; none is sent where it is empty.
    pub length: Cow<'static, str>,
    /// The header that holds the key, where it is not `authorization: Bearer`.
    pub key_header: Option<KeyHeader>,
    /// Fields that are added to every request.
    pub extra: Map<String, Value>,
    /// What the vendor's own error codes mean.
    pub codes: BTreeMap<String, Code>,
}

/// A header for the key other than `authorization`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyHeader {
    /// `api-key`, as Azure has it.
    ApiKey,
}

/// What an error code of a vendor means, in a data file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Code {
    /// Wait, then again.
    Rate,
    /// Wait, then again.
    Busy,
    /// Nothing left on the account.
    Quota,
    /// The key is wrong.
    Key,
    /// Too much at once.
    Large,
    /// The text will not be translated.
    Content,
    /// The model or the address is wrong.
    Settings,
}

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
            return inner_error(answer)
                .map(|inner| self.explain(&inner).unwrap_or_else(|| verdict(&self.card, &inner)));
        }
        let known = codes(answer).iter().find_map(|code| self.dialect.codes.get(code).copied());
        if let Some(code) = known {
            return Some(Fault::of(code.class(), answer).into());
        }
        if !matches!(answer.status, 400 | 404 | 422) {
            return None;
        }
        let feature = refused_feature(answer)?;
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
        let response: Response = answer.json()?;
        let spent = response.usage.unwrap_or_default();
        let choice = response.choices.into_iter().next();
        let choice =
            choice.ok_or_else(|| Fault::new(Class::Unusable, "an answer without a choice"))?;
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
}

impl Code {
    /// Returns the kind of fault it stands for.
    pub fn class(self) -> Class {
        match self {
            Self::Rate => Class::RateLimited,
            Self::Busy => Class::Overloaded,
            Self::Quota => Class::QuotaExhausted,
            Self::Key => Class::Auth,
            Self::Large => Class::TooLarge,
            Self::Content => Class::ContentFiltered,
            Self::Settings => Class::Settings,
        }
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

/// Returns the error that some gateways put into an answer with status 200.
fn inner_error(answer: &Answer) -> Option<Answer> {
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

/// Returns the feature a request was refused for, by the parameter that the error names.
fn refused_feature(answer: &Answer) -> Option<Feature> {
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let parameter = body.pointer("/error/param").and_then(Value::as_str).unwrap_or_default();
    let said = format!("{parameter} {}", message(answer)).to_lowercase();
    let parameter_is = |name: &str| parameter == name || parameter.starts_with(&format!("{name}."));
    if parameter_is("temperature") || said.contains("temperature") {
        Some(Feature::Temperature)
    } else if parameter == "max_completion_tokens"
        || said.contains("'max_completion_tokens'") && !said.contains("'max_tokens'")
    {
        Some(Feature::MaxCompletionTokens)
    } else if parameter == "max_tokens" || said.contains("'max_tokens'") {
        Some(Feature::MaxTokens)
    } else if said.contains("json_object") {
        Some(Feature::Object)
    } else if said.contains("json_schema") || said.contains("schema") {
        Some(Feature::Schema)
    } else if said.contains("response_format") || said.contains("response format") {
        Some(Feature::Format)
    } else if said.contains("system role")
        || said.contains("system message")
        || said.contains("developer instruction")
    {
        Some(Feature::System)
    } else {
        None
    }
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

#[cfg(test)]
mod tests {
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
