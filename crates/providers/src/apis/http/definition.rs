//! What the user says about an API in `recto.toml`, and what can be wrong with it.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, de};

use crate::apis::dialect::Code;
use crate::card::{Reach, Text};

/// What the user says about an API.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// That this is such a description: `http`.
    #[serde(default)]
    pub kind: Kind,
    /// Where requests go.
    pub url: String,
    /// The template of the body.
    pub body: String,
    /// Where the translations stand: `/data/*/text`, a star for every item of a list.
    pub result: String,
    /// Headers beside the content type and the key.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// Where the key goes.
    #[serde(default)]
    pub signing: Signing,
    /// The environment variable that holds the key.
    #[serde(default)]
    pub key_env: Text,
    /// Where a sentence stands that says what is wrong; an answer that has it is no answer.
    #[serde(default)]
    pub error: Option<String>,
    /// Where the short code of what is wrong stands.
    #[serde(default)]
    pub code: Option<String>,
    /// What such codes mean: rate, busy, quota, key, large, content or settings.
    #[serde(default)]
    pub codes: BTreeMap<String, Code>,
    /// What it calls the language of the page; `zh` unless said.
    #[serde(default)]
    pub source: Option<String>,
    /// What it calls the language of the edition; `en` unless said.
    #[serde(default)]
    pub target: Option<String>,
    /// How much it takes.
    #[serde(default)]
    pub limits: Reach,
}

/// The kinds of providers that can be described.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// JSON over HTTP.
    #[default]
    Http,
}

/// Where the key goes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Signing {
    /// There is none.
    #[default]
    None,
    /// Into `authorization: Bearer`.
    Bearer,
    /// Into a header of this name.
    Header(String),
    /// Into the query, under this name.
    Query(String),
}

/// What is wrong with a definition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DefinitionFault {
    /// The template of the body does not work.
    #[error("`body` does not work: {0}")]
    Body(String),
    /// The body does not become JSON.
    #[error("`body` does not become JSON: {0}")]
    NotJson(String),
    /// A path does not begin with a stroke.
    #[error("`{0}` has to begin with `/`, as in `/data/*/text`")]
    Path(&'static str),
    /// A header cannot be sent.
    #[error("`headers` has `{0}`, which is no header")]
    Header(String),
}

impl<'de> Deserialize<'de> for Signing {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        match text.split_once(':') {
            None if text == "none" => Ok(Self::None),
            None if text == "bearer" => Ok(Self::Bearer),
            Some(("header", name)) if is_header(name.trim()) => {
                Ok(Self::Header(name.trim().into()))
            }
            Some(("query", name)) if !name.trim().is_empty() => Ok(Self::Query(name.trim().into())),
            _ => Err(de::Error::custom(
                "`signing` is `none`, `bearer`, `header:NAME` or `query:NAME`",
            )),
        }
    }
}

/// Tells whether a text can be the name of a header.
pub(super) fn is_header(name: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    !name.is_empty() && name.bytes().all(is_token)
}
