//! The vendors who copied OpenAI's chat completions, read from `compatible.toml`.

use std::borrow::Cow;
use std::sync::OnceLock;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::apis::dialect::{Code, Dialect};
use crate::card::{Card, KeyRule, Reach, Text};
use crate::prompted::Rung;

/// The tables, as they stand in the file.
const TABLES: &str = include_str!("../compatible.toml");

/// A vendor who copied OpenAI.
#[derive(Debug, Clone, PartialEq)]
pub struct Compatible {
    /// What is known about it.
    pub card: Card,
    /// The form of answer to ask for first.
    pub first: Rung,
    /// How it differs from OpenAI.
    pub dialect: Dialect,
}

#[derive(Deserialize)]
struct File {
    vendor: Vec<Table>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    id: Text,
    name: Text,
    #[serde(default)]
    base_url: Text,
    docs: Text,
    #[serde(default)]
    key: KeyRule,
    #[serde(default)]
    model: Text,
    #[serde(default)]
    limits: Reach,
    #[serde(default)]
    json: Rung,
    #[serde(default)]
    length: Text,
    #[serde(default)]
    stream: bool,
    #[serde(default)]
    thinking: Map<String, Value>,
    #[serde(default)]
    codes: std::collections::BTreeMap<String, Code>,
}

/// Returns the vendors in the order of the file.
pub fn all() -> &'static [Compatible] {
    static ALL: OnceLock<Vec<Compatible>> = OnceLock::new();
    ALL.get_or_init(|| {
        let file: File = toml::from_str(TABLES).expect("a test reads the file that is built in");
        file.vendor.into_iter().map(Compatible::from).collect()
    })
}

impl From<Table> for Compatible {
    fn from(table: Table) -> Self {
        Self {
            card: Card {
                id: table.id,
                name: table.name,
                base_url: table.base_url,
                docs: table.docs,
                key: table.key,
                model: table.model,
                limits: table.limits,
                options: Cow::Borrowed(&[]),
            },
            first: table.json,
            dialect: Dialect {
                length: table.length,
                stream: table.stream,
                key_header: None,
                extra: table.thinking,
                codes: table.codes,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Address;

    #[test]
    fn every_table_can_be_read() {
        let file: Result<File, _> = toml::from_str(TABLES);
        assert_eq!(file.err().map(|error| error.to_string()), None);
    }

    #[test]
    fn every_vendor_has_what_it_needs() {
        for vendor in all() {
            let card = &vendor.card;
            assert!(!card.key.variables.is_empty(), "{}", card.id);
            assert!(card.docs.starts_with("https://"), "{}", card.id);
            let has_address = card.base_url.is_empty() || Address::parse(&card.base_url).is_ok();
            assert!(has_address, "{}", card.id);
        }
    }
}
