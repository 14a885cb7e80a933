//! What a user says about a provider, and what can be wrong with it.

use std::collections::BTreeMap;
use std::time::Duration;

use recto_core::unit::Languages;
use serde_json::{Map, Value};
use thiserror::Error;

use crate::apis::http::DefinitionFault;
use crate::models::Lessons;
use crate::prompted::PromptFault;
use crate::wire::AddressFault;

/// What a user says about a provider; whatever is not said is as in the catalogue.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings {
    /// The provider, by its id in the catalogue.
    pub provider: String,
    /// The model.
    pub model: Option<String>,
    /// Where requests go.
    pub base_url: Option<String>,
    /// Options of the provider: a region, a project, a glossary.
    pub options: BTreeMap<String, String>,
    /// From which language into which.
    pub languages: Languages,
    /// The text of a prompt template that replaces the built-in one.
    pub prompt: Option<String>,
    /// The house style in a sentence, for the prompt.
    pub style: String,
    /// How freely a chat model chooses its words.
    pub temperature: Option<f32>,
    /// Fields that are added to each request to a chat model.
    pub extra: Map<String, Value>,
    /// Segments in one request.
    pub items: Option<usize>,
    /// Characters of source text in one request.
    pub characters: Option<usize>,
    /// Requests under way at the same time.
    pub parallel: Option<usize>,
    /// Requests in a second.
    pub rps: Option<f64>,
    /// Requests in a minute.
    pub rpm: Option<f64>,
    /// Tokens in a minute.
    pub tpm: Option<f64>,
    /// How long a server may be silent.
    pub timeout: Option<Duration>,
    /// Whether nothing may leave this machine.
    pub offline: bool,
    /// What models have refused before, and where it is noted when one does again.
    pub lessons: Lessons,
}

/// What is wrong with the settings of a provider.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SettingsFault {
    /// There is no such provider.
    #[error("there is no provider `{id}`")]
    UnknownProvider {
        /// What the user said.
        id: String,
        /// What the user may have meant.
        near: Option<String>,
    },
    /// The provider wants a key and there is none.
    #[error("`{id}` wants a key")]
    KeyMissing {
        /// The provider.
        id: String,
        /// The variables to set.
        variables: String,
    },
    /// The provider has no address of its own.
    #[error("`{id}` has no address of its own")]
    AddressMissing {
        /// The provider.
        id: String,
    },
    /// The address cannot be used.
    #[error("the address of `{id}` cannot be used: {fault}")]
    Address {
        /// The provider.
        id: String,
        /// Why not.
        fault: AddressFault,
    },
    /// The provider has no model of its own.
    #[error("`{id}` wants a model")]
    ModelMissing {
        /// The provider.
        id: String,
    },
    /// An option is needed.
    #[error("`{id}` wants the option `{option}`")]
    OptionMissing {
        /// The provider.
        id: String,
        /// The option.
        option: String,
        /// The variable that would do as well; empty where there is none.
        variable: String,
    },
    /// An option is not known.
    #[error("`{id}` has no option `{option}`")]
    OptionUnknown {
        /// The provider.
        id: String,
        /// What the user said.
        option: String,
        /// The options there are.
        known: String,
    },
    /// A value cannot be.
    #[error("`{name}` cannot be {value}")]
    Value {
        /// The setting.
        name: &'static str,
        /// What the user said.
        value: String,
    },
    /// The provider translates and does nothing else.
    #[error("`{id}` translates, and writes no digests")]
    NoChat {
        /// The provider.
        id: String,
    },
    /// The provider sums up and does nothing else.
    #[error("`{id}` writes summaries, and does not translate")]
    NoTranslations {
        /// The provider.
        id: String,
    },
    /// The prompt template does not work.
    #[error("{0}")]
    Prompt(#[from] PromptFault),
    /// The user's own description of a provider does not work.
    #[error("the provider `{id}` does not work: {fault}")]
    Definition {
        /// The provider.
        id: String,
        /// Why not.
        fault: DefinitionFault,
    },
    /// The provider has no API that answers later.
    #[error("`{id}` has no API that answers later")]
    NotDeferred {
        /// The provider.
        id: String,
    },
    /// The provider keeps no glossaries.
    #[error("`{id}` keeps no glossary of its own that Recto could fill")]
    NoShelf {
        /// The provider.
        id: String,
    },
    /// Nothing may leave this machine, and the provider is elsewhere.
    #[error("`{id}` is not on this machine, and this run is offline")]
    Offline {
        /// The provider.
        id: String,
    },
}

impl SettingsFault {
    /// Returns what to do about it, with the command or the line to write; none where the message
    /// says it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::UnknownProvider { near: Some(near), .. } => {
                Some(format!("did you mean `{near}`? `recto providers` lists them all"))
            }
            Self::UnknownProvider { .. } => Some("`recto providers` lists them all".into()),
            Self::KeyMissing { variables, .. } => Some(format!("set {variables}")),
            Self::AddressMissing { .. } => Some(
                "say where it is with `--base-url https://…`, or `base_url` in `recto.toml`".into(),
            ),
            Self::ModelMissing { .. } => {
                Some("name one with `--model`, or `model` in `recto.toml`".into())
            }
            Self::OptionMissing { id, option, variable, .. } => {
                let variable = if variable.is_empty() {
                    String::new()
                } else {
                    format!(", or set {variable}")
                };
                Some(format!(
                    "write `{option} = \"…\"` under `[provider.{id}]` in `recto.toml`{variable}"
                ))
            }
            Self::OptionUnknown { known, .. } if known.is_empty() => {
                Some("this provider has none".into())
            }
            Self::OptionUnknown { known, .. } => Some(format!("it has {known}")),
            Self::Offline { .. } => {
                Some("leave `--offline` out, or use `--provider offline`".into())
            }
            Self::NoTranslations { .. } => Some("it is for `recto digest -p`".into()),
            Self::NoChat { .. } => Some("name a chat model; `recto providers` lists them".into()),
            Self::NoShelf { .. } => Some(
                "chat models, `qwen-mt` and `yandex` are told the terms with each request, and for all others the checks look; `deepl` and `amazon` keep glossaries".into(),
            ),
            Self::NotDeferred { .. } => Some(
                "`openai`, `openai-responses`, `anthropic` and `gemini` have one; `recto translate` asks now".into(),
            ),
            Self::Address { .. }
            | Self::Value { .. }
            | Self::Prompt(_)
            | Self::Definition { .. } => None,
        }
    }

    /// Tells whether a key is what is missing.
    pub fn is_about_key(&self) -> bool {
        matches!(self, Self::KeyMissing { .. })
    }
}
