//! One file for each HTTP API. `template` is the one to copy; CONTRIBUTING.md says how.

pub mod anthropic;
pub mod azure_openai;
pub mod cohere;
pub mod deepl;
pub mod gemini;
pub mod ollama;
pub mod openai;
pub mod template;
pub(crate) mod texts;
