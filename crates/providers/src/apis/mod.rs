//! One file for each HTTP API. `template` is the one to copy; CONTRIBUTING.md says how.

pub mod alibaba;
pub mod amazon;
pub mod anthropic;
pub mod azure_openai;
pub mod azure_translator;
pub mod baidu;
pub mod cohere;
pub mod deepl;
pub mod gemini;
pub mod google_v2;
pub mod google_v3;
pub mod libretranslate;
pub mod modernmt;
pub mod niutrans;
pub mod ollama;
pub mod openai;
pub mod template;
pub mod tencent;
pub mod volcengine;
pub mod yandex;
pub mod youdao;

mod signing;
pub(crate) mod texts;
