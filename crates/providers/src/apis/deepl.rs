//! DeepL, version 2.
//!
//! `POST {base}/v2/translate`; at most 50 texts and 128 KiB. Keys that end in `:fx` belong to the
//! free host. 456 means that nothing is left. Each text is translated without seeing the others;
//! the neighbours go into `context`, which is free. Sentences are not split, since lines were joined
//! before. Documentation: <https://developers.deepl.com/docs/api-reference/translate>

use std::borrow::Cow;

use recto_core::port::{Answers, Batch};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use super::texts;
use crate::api::{Api, Translating, Vendor};
use crate::call::{Answer, Call, Moment};
use crate::card::{Card, Choice, KeyRule, Reach, text};
use crate::catalogue::Opening;
use crate::language;
use crate::verdict::{Class, Fault, Verdict};

/// What is known about it.
pub static CARD: Card = Card {
    id: text("deepl"),
    name: text("DeepL"),
    base_url: text("https://api.deepl.com"),
    docs: text("https://developers.deepl.com/docs/api-reference/translate"),
    key: KeyRule::needed("DEEPL_AUTH_KEY|DEEPL_API_KEY"),
    model: text(""),
    limits: Reach { items: 50, characters: 12_000, parallel: 16 },
    options: Cow::Borrowed(&[
        Choice { name: text("formality"), variable: text(""), default: text(""), needed: false },
        Choice { name: text("glossary_id"), variable: text(""), default: text(""), needed: false },
        Choice { name: text("instructions"), variable: text(""), default: text(""), needed: false },
    ]),
};

/// Where keys that end in `:fx` are good.
const FREE: &str = "https://api-free.deepl.com";

/// DeepL with its settings.
pub struct DeepL {
    base: String,
    key: Option<SecretString>,
    shape: Shape,
}

/// The settings that change what DeepL answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shape {
    /// `quality_optimized` and its like; empty leaves it to DeepL.
    pub model_type: String,
    /// `prefer_more` and its like; empty leaves it to DeepL.
    pub formality: String,
    /// A glossary on the account; empty for none.
    pub glossary_id: String,
    /// What DeepL is to heed, one instruction on each line; empty for nothing.
    pub instructions: String,
}

#[derive(Serialize)]
struct Request<'a> {
    text: Vec<&'a str>,
    source_lang: String,
    target_lang: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    context: String,
    split_sentences: &'static str,
    preserve_formatting: bool,
    show_billed_characters: bool,
    #[serde(skip_serializing_if = "str::is_empty")]
    model_type: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    formality: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    glossary_id: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    custom_instructions: Vec<&'a str>,
}

#[derive(Deserialize)]
struct Response {
    translations: Vec<Translation>,
}

#[derive(Deserialize)]
struct Translation {
    text: String,
    #[serde(default)]
    billed_characters: Option<u64>,
    #[serde(default)]
    model_type_used: Option<String>,
}

/// Opens DeepL.
pub fn open(opening: &Opening<'_>) -> Translating {
    let shape = Shape {
        model_type: opening.model.to_owned(),
        formality: opening.option("formality").to_owned(),
        glossary_id: opening.option("glossary_id").to_owned(),
        instructions: opening.option("instructions").to_owned(),
    };
    Box::new(DeepL::new(opening.base, opening.key.clone(), shape))
}

impl DeepL {
    /// Makes DeepL at an address.
    pub fn new(base: &str, key: Option<SecretString>, shape: Shape) -> Self {
        Self { base: base.to_owned(), key, shape }
    }

    /// Returns the address at which a key is good.
    pub fn base_url(key: Option<&SecretString>) -> &'static str {
        match key {
            Some(key) if key.expose_secret().ends_with(":fx") => FREE,
            _ => "https://api.deepl.com",
        }
    }
}

impl Vendor for DeepL {
    fn card(&self) -> &Card {
        &CARD
    }

    fn explain(&self, answer: &Answer) -> Option<Verdict> {
        // The document API says 404 and 503 in its own way; this one says 403 for a wrong key only.
        (answer.status == 403).then(|| Fault::of(Class::Auth, answer).into())
    }
}

impl Api<Batch, Answers> for DeepL {
    fn encode(&self, batch: &Batch, _at: Moment) -> Call {
        let request = Request {
            text: batch.items.iter().map(|item| item.text.as_str()).collect(),
            source_lang: language::base(&batch.languages.from).to_uppercase(),
            target_lang: target(&batch.languages.to),
            context: texts::context(batch),
            split_sentences: "0",
            preserve_formatting: true,
            show_billed_characters: true,
            model_type: &self.shape.model_type,
            formality: &self.shape.formality,
            glossary_id: &self.shape.glossary_id,
            custom_instructions: instructions(&self.shape.instructions),
        };
        Call::json(format!("{}/v2/translate", self.base), &request).secret_with(
            "authorization",
            "DeepL-Auth-Key ",
            self.key.as_ref(),
        )
    }

    fn decode(&self, batch: &Batch, answer: &Answer) -> Result<Answers, Fault> {
        let response: Response = answer.json()?;
        let billed = response.translations.iter().map(|t| t.billed_characters).sum::<Option<u64>>();
        let model = response.translations.first().and_then(|t| t.model_type_used.clone());
        let list = response.translations.into_iter().map(|t| t.text).collect();
        let mut answers = texts::answers(batch, list)?;
        answers.usage.characters = billed.unwrap_or(answers.usage.characters);
        answers.model = model.unwrap_or_default();
        Ok(answers)
    }
}

/// Returns the instructions that DeepL takes: ten at most, of at most 300 characters.
fn instructions(lines: &str) -> Vec<&str> {
    let cut = |line: &'_ str| line.char_indices().nth(300).map_or(line.len(), |(at, _)| at);
    let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.take(10).map(|line| &line[..cut(line)]).collect()
}

fn target(tag: &str) -> String {
    match language::base(tag).as_str() {
        "en" if tag.eq_ignore_ascii_case("en-GB") => "EN-GB".into(),
        "en" => "EN-US".into(),
        "zh" if language::is_traditional(tag) => "ZH-HANT".into(),
        "zh" => "ZH-HANS".into(),
        other => other.to_uppercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_free_key_goes_to_the_free_host() {
        let base = |key: &str| DeepL::base_url(Some(&SecretString::from(key)));
        assert_eq!(base("0000:fx"), "https://api-free.deepl.com");
        assert_eq!(base("0000"), CARD.base_url);
    }

    #[test]
    fn instructions_are_lines_within_what_is_taken() {
        assert_eq!(instructions(" Write percent.\n\nKeep mu. "), ["Write percent.", "Keep mu."]);
        assert_eq!(instructions(&"a\n".repeat(20)).len(), 10);
        assert_eq!(instructions(&"白".repeat(301))[0].chars().count(), 300);
        assert!(instructions("").is_empty());
    }

    #[test]
    fn targets_have_a_region() {
        assert_eq!(target("en"), "EN-US");
        assert_eq!(target("en-GB"), "EN-GB");
        assert_eq!(target("de-AT"), "DE");
    }
}
