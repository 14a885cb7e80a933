//! One file for each HTTP API. `template` is the one to copy; CONTRIBUTING.md says how.

pub mod deepl;
pub mod openai;
pub mod template;
pub(crate) mod texts;
