//! Qwen-MT, Alibaba's translation model: a chat completions endpoint that is no chat.
//!
//! `POST {base}/chat/completions` with one message, which is the text, and `translation_options`
//! beside it: languages, terms, and the subject in English. No system message, no structured
//! answer; one text at a time. The answer is the translation itself. Documentation:
//! <https://help.aliyun.com/zh/model-studio/qwen-mt-api>

use std::borrow::Cow;

use recto_core::port::{Answers, Batch, TermUse};
use secrecy::SecretString;
use serde_json::{Value, json};

use super::dialect::Dialect;
use super::openai::OpenAi;
use super::texts;
use crate::api::{Api, Chat, Translating, Vendor};
use crate::call::{Answer, Call, Moment};
use crate::card::{Card, Choice, KeyRule, Reach, text};
use crate::catalogue::Opening;
use crate::language;
use crate::verdict::{Fault, Verdict};

/// What is known about it.
pub static CARD: Card = Card {
    id: text("qwen-mt"),
    name: text("Alibaba Qwen-MT"),
    base_url: text("https://dashscope.aliyuncs.com/compatible-mode/v1"),
    docs: text("https://help.aliyun.com/zh/model-studio/qwen-mt-api"),
    key: KeyRule::needed("DASHSCOPE_API_KEY"),
    model: text("qwen-mt-plus"),
    limits: Reach { items: 1, characters: 4000, parallel: 4 },
    options: Cow::Borrowed(&[Choice {
        name: text("domains"),
        variable: text(""),
        default: text(
            "The text is from a Chinese newspaper. Translate it into plain news English.",
        ),
        needed: false,
    }]),
};

/// So many terms go along with a text.
const TERMS: usize = 50;

/// The model with its settings.
struct QwenMt {
    base: String,
    model: String,
    domains: String,
    key: Option<SecretString>,
    /// Reads answers and errors, which are those of a chat.
    chat: OpenAi,
}

/// Opens Qwen-MT.
pub fn open(opening: &Opening<'_>) -> Translating {
    let dialect = Dialect::default();
    Box::new(QwenMt {
        base: opening.base.to_owned(),
        model: opening.model.to_owned(),
        domains: opening.option("domains").to_owned(),
        key: opening.key.clone(),
        chat: OpenAi::new(CARD.clone(), opening.base, opening.model, None, dialect),
    })
}

impl Vendor for QwenMt {
    fn card(&self) -> &Card {
        &CARD
    }

    fn explain(&self, answer: &Answer) -> Option<Verdict> {
        self.chat.explain(answer)
    }
}

impl Api<Batch, Answers> for QwenMt {
    fn encode(&self, batch: &Batch, _at: Moment) -> Call {
        let mut options = json!({
            "source_lang": language::named(&batch.languages.from, "zh", "zh_tw"),
            "target_lang": language::named(&batch.languages.to, "zh", "zh_tw"),
        });
        let pair = |term: &TermUse| json!({"source": term.zh, "target": term.first});
        let terms: Vec<_> = batch.terms.iter().take(TERMS).map(pair).collect();
        if !terms.is_empty() {
            options["terms"] = Value::Array(terms);
        }
        if !self.domains.is_empty() {
            options["domains"] = Value::String(self.domains.clone());
        }
        let body = json!({
            "model": self.model,
            "messages": [{"role": "user", "content": texts::one(batch)}],
            "translation_options": options,
        });
        Call::json(format!("{}/chat/completions", self.base), &body).secret_with(
            "authorization",
            "Bearer ",
            self.key.as_ref(),
        )
    }

    fn decode(&self, batch: &Batch, answer: &Answer) -> Result<Answers, Fault> {
        let reply = self.chat.decode(answer)?;
        let answers = texts::answers(batch, vec![reply.text])?;
        Ok(Answers { model: reply.model, usage: reply.usage, ..answers })
    }
}
