//! One file for each HTTP API, and the list of them, which is the one place of registration.
//!
//! A file here makes requests and reads answers; it sends nothing. `template` is the one to copy;
//! CONTRIBUTING.md says how.

use crate::catalogue::{Entry, Kind};

pub mod alibaba;
pub mod amazon;
pub mod anthropic;
pub mod azure_openai;
pub mod azure_translator;
pub mod baidu;
pub mod cohere;
pub mod cohere_summarize;
pub mod deepl;
pub mod gemini;
pub mod google_v2;
pub mod google_v3;
pub mod http;
pub mod huggingface_summarize;
pub mod libretranslate;
pub mod modernmt;
pub mod niutrans;
pub mod ollama;
pub mod openai;
pub mod qwen_mt;
pub mod responses;
pub mod template;
pub mod tencent;
pub mod volcengine;
pub mod yandex;
pub mod youdao;

mod completion;
pub mod dialect;
mod refused;
mod signing;
pub(crate) mod summaries;
pub(crate) mod texts;

/// Every provider that sums up English texts and does nothing else.
pub(crate) const SUMMARIES: &[Entry] = &[
    Entry { card: &huggingface_summarize::CARD, kind: Kind::Summary(huggingface_summarize::open) },
    Entry { card: &cohere_summarize::CARD, kind: Kind::Summary(cohere_summarize::open) },
];

/// Every provider with a file of its own, in the order of the documentation: chat models, then
/// translation APIs.
pub(crate) const ALL: &[Entry] = &[
    Entry { card: &openai::CARD, kind: Kind::Chat(openai::open) },
    Entry { card: &responses::CARD, kind: Kind::Chat(responses::open) },
    Entry { card: &anthropic::CARD, kind: Kind::Chat(anthropic::open) },
    Entry { card: &gemini::CARD, kind: Kind::Chat(gemini::open) },
    Entry { card: &azure_openai::CARD, kind: Kind::Chat(azure_openai::open) },
    Entry { card: &ollama::CARD, kind: Kind::Chat(ollama::open) },
    Entry { card: &cohere::CARD, kind: Kind::Chat(cohere::open) },
    Entry { card: &deepl::CARD, kind: Kind::Translation(deepl::open) },
    Entry { card: &google_v2::CARD, kind: Kind::Translation(google_v2::open) },
    Entry { card: &google_v3::CARD, kind: Kind::Translation(google_v3::open) },
    Entry { card: &azure_translator::CARD, kind: Kind::Translation(azure_translator::open) },
    Entry { card: &amazon::CARD, kind: Kind::Translation(amazon::open) },
    Entry { card: &libretranslate::CARD, kind: Kind::Translation(libretranslate::open) },
    Entry { card: &modernmt::CARD, kind: Kind::Translation(modernmt::open) },
    Entry { card: &yandex::CARD, kind: Kind::Translation(yandex::open) },
    Entry { card: &qwen_mt::CARD, kind: Kind::Translation(qwen_mt::open) },
    Entry { card: &alibaba::CARD, kind: Kind::Translation(alibaba::open) },
    Entry { card: &baidu::CARD, kind: Kind::Translation(baidu::open) },
    Entry { card: &youdao::CARD, kind: Kind::Translation(youdao::open) },
    Entry { card: &volcengine::CARD, kind: Kind::Translation(volcengine::open) },
    Entry { card: &niutrans::CARD, kind: Kind::Translation(niutrans::open) },
    Entry { card: &tencent::CARD, kind: Kind::Translation(tencent::open) },
];
