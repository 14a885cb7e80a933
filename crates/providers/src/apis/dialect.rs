//! How an endpoint differs from OpenAI's own: data, not code.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::verdict::Class;

/// How an endpoint differs from OpenAI's own.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Dialect {
    /// The name of the length limit; none is sent where it is empty.
    pub length: Cow<'static, str>,
    /// The header that holds the key, where it is not `authorization: Bearer`.
    pub key_header: Option<KeyHeader>,
    /// Whether it answers in pieces: a slow machine is then known to be alive.
    pub stream: bool,
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
