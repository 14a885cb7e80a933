//! Model servers on this machine: whether one listens where the catalogue expects it, and which models
//! it has. Nothing but the loopback address is ever looked at, and no key is sent.

use std::time::Duration;

use serde_json::Value;

use crate::api::{Api, Vendor};
use crate::call::{Answer, Call, Moment};
use crate::card::Card;
use crate::catalogue::{self, Entry};
use crate::verdict::{Class, Fault};
use crate::wire::{Address, Pace, Redactor, Wire};

/// How long a server on this machine may take to say what it has.
const PATIENCE: Duration = Duration::from_millis(400);

/// A server that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The provider that speaks its language.
    pub id: String,
    /// Where it listens.
    pub base_url: String,
    /// The models it has.
    pub models: Vec<String>,
}

/// The providers that are servers on this machine, and where each says what it has.
const SERVERS: &[(&str, &str)] = &[
    ("ollama", "/api/tags"),
    ("llama-cpp", "/models"),
    ("lm-studio", "/models"),
    ("vllm", "/models"),
];

/// A question to a server: which models it has.
struct Models<'a> {
    card: &'a Card,
    url: String,
}

impl Vendor for Models<'_> {
    fn card(&self) -> &Card {
        self.card
    }
}

impl Api<(), Vec<String>> for Models<'_> {
    fn encode(&self, (): &(), _at: Moment) -> Call {
        Call::get(self.url.clone()).patient(PATIENCE)
    }

    fn decode(&self, (): &(), answer: &Answer) -> Result<Vec<String>, Fault> {
        let body: Value = answer.json()?;
        // Ollama has a list of models, the others one of OpenAI's kind.
        let (list, name) = match (body.get("models"), body.get("data")) {
            (_, Some(data)) => (data, "id"),
            (Some(models), None) => (models, "name"),
            _ => return Err(Fault::new(Class::Unusable, "another kind of server")),
        };
        let list = list.as_array().ok_or_else(|| Fault::new(Class::Unusable, "no list"))?;
        let text = |model: &Value| Some(crate::verdict::one_line(model.get(name)?.as_str()?));
        Ok(list.iter().filter_map(text).collect())
    }
}

/// Looks for servers on this machine; `address` names where one listens that is not at its usual place.
pub async fn find(address: impl Fn(&str) -> Option<String>) -> Vec<Found> {
    let mut found = Vec::new();
    for (id, path) in SERVERS {
        let Ok(entry) = catalogue::find(id) else { continue };
        let base = address(id).unwrap_or_else(|| entry.card.base_url.to_string());
        if let Some(models) = ask(entry, &base, path).await {
            found.push(Found { id: (*id).to_owned(), base_url: base, models });
        }
    }
    found
}

async fn ask(entry: Entry, base: &str, path: &str) -> Option<Vec<String>> {
    let address = Address::parse(base).ok().filter(Address::is_loopback)?;
    let url = format!("{}{path}", address.as_str());
    let pace = Pace { patience: Some(PATIENCE), ..Pace::default() };
    let wire = Wire::new(address, pace, Redactor::new(None));
    wire.ask_once(&Models { card: entry.card, url }, &()).await.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_of_lists_are_read_and_nothing_else_is() {
        let entry = catalogue::find("ollama").unwrap();
        let read = |body: &str| {
            let answer = Answer { status: 200, headers: vec![], body: body.as_bytes().to_vec() };
            Models { card: entry.card, url: String::new() }.decode(&(), &answer).ok()
        };
        assert_eq!(read(r#"{"models":[{"name":"qwen3:8b"}]}"#), Some(vec!["qwen3:8b".into()]));
        assert_eq!(read(r#"{"data":[{"id":"tiny"}],"models":[]}"#), Some(vec!["tiny".into()]));
        assert_eq!(read(r#"{"status":"ok"}"#), None);
        assert_eq!(read("<html>"), None);
    }
}
