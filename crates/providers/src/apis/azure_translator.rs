//! Azure Translator, version 3.0 and version 2026-06-06.
//!
//! `POST {base}/translate?api-version=…`; at most 1,000 texts and 50,000 characters. A key of a
//! regional resource wants its region said, or it counts as wrong (401000). Codes have six digits,
//! the first three are the status; 403001 means that the free quota is used up. The newer version
//! may use a language model (`deployment`) and must then be told not to fall back. Documentation:
//! <https://learn.microsoft.com/azure/ai-services/translator/>

use std::borrow::Cow;

use recto_core::port::{Answers, Batch};
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::{Value, json};

use super::texts;
use crate::api::{Api, Translating, Vendor};
use crate::call::{Answer, Call, Moment, escape};
use crate::card::{Card, Choice, KeyRule, Reach, text};
use crate::catalogue::Opening;
use crate::language;
use crate::verdict::{Class, Fault, Verdict, codes};

/// What is known about it.
pub static CARD: Card = Card {
    id: text("azure-translator"),
    name: text("Azure Translator"),
    base_url: text("https://api.cognitive.microsofttranslator.com"),
    docs: text("https://learn.microsoft.com/azure/ai-services/translator/"),
    key: KeyRule::needed("AZURE_TRANSLATOR_KEY|TRANSLATOR_TEXT_SUBSCRIPTION_KEY"),
    model: text(""),
    limits: Reach { items: 100, characters: 10_000, parallel: 8 },
    options: Cow::Borrowed(&[
        Choice {
            name: text("region"),
            variable: text("AZURE_TRANSLATOR_REGION"),
            default: text(""),
            needed: false,
        },
        Choice {
            name: text("api_version"),
            variable: text(""),
            default: text("3.0"),
            needed: false,
        },
        Choice { name: text("category"), variable: text(""), default: text(""), needed: false },
    ]),
};

/// The API with its settings.
struct AzureTranslator {
    base: String,
    key: Option<SecretString>,
    region: String,
    version: String,
    category: String,
    deployment: String,
}

#[derive(Deserialize)]
struct Newer {
    value: Vec<Translated>,
}

#[derive(Deserialize)]
struct Translated {
    translations: Vec<Translation>,
}

#[derive(Deserialize)]
struct Translation {
    text: String,
}

/// Opens Azure Translator.
pub fn open(opening: &Opening<'_>) -> Translating {
    Box::new(AzureTranslator {
        base: opening.base.to_owned(),
        key: opening.key.clone(),
        region: opening.option("region").to_owned(),
        version: opening.option("api_version").to_owned(),
        category: opening.option("category").to_owned(),
        deployment: opening.model.to_owned(),
    })
}

impl AzureTranslator {
    fn is_newer(&self) -> bool {
        self.version != "3.0"
    }

    fn older(&self, batch: &Batch, from: &str, to: &str) -> Call {
        let mut url = format!("{}/translate?api-version=3.0&from={from}&to={to}", self.base);
        url.push_str("&textType=plain");
        if !self.category.is_empty() {
            url.push_str(&format!("&category={}", escape(&self.category)));
        }
        let body: Vec<_> =
            texts::all(batch).into_iter().map(|text| json!({"Text": text})).collect();
        Call::json(url, &body)
    }

    fn newer(&self, batch: &Batch, from: &str, to: &str) -> Call {
        let mut target = json!({ "language": to });
        let model = if self.deployment.is_empty() { &self.category } else { &self.deployment };
        if !model.is_empty() {
            target["deploymentName"] = Value::String(model.clone());
            target["allowFallback"] = Value::Bool(false);
        }
        let input = |text: &str| json!({"text": text, "language": from, "textType": "Plain", "targets": [target]});
        let inputs: Vec<_> = texts::all(batch).into_iter().map(input).collect();
        let url = format!("{}/translate?api-version={}", self.base, escape(&self.version));
        Call::json(url, &json!({ "inputs": inputs }))
    }
}

impl Vendor for AzureTranslator {
    fn card(&self) -> &Card {
        &CARD
    }

    fn explain(&self, answer: &Answer) -> Option<Verdict> {
        let code = codes(answer).into_iter().find(|code| code.len() == 6)?;
        let class = match code.as_str() {
            "403001" => Class::QuotaExhausted,
            "400050" | "400077" => Class::TooLarge,
            code if code.starts_with("429") => Class::RateLimited,
            code if code.starts_with("401") => Class::Auth,
            code if code.starts_with("408") || code.starts_with("5") => Class::Overloaded,
            _ => return None,
        };
        Some(Fault::of(class, answer).into())
    }
}

impl Api<Batch, Answers> for AzureTranslator {
    fn encode(&self, batch: &Batch, _at: Moment) -> Call {
        let from = language::named(&batch.languages.from, "zh-Hans", "zh-Hant");
        let to = language::named(&batch.languages.to, "zh-Hans", "zh-Hant");
        let call = match self.is_newer() {
            true => self.newer(batch, &from, &to),
            false => self.older(batch, &from, &to),
        };
        let call = call.secret_with("ocp-apim-subscription-key", "", self.key.as_ref());
        match self.region.as_str() {
            "" => call,
            region => call.with("ocp-apim-subscription-region", region),
        }
    }

    fn decode(&self, batch: &Batch, answer: &Answer) -> Result<Answers, Fault> {
        let list: Vec<Translated> = match self.is_newer() {
            true => answer.json::<Newer>()?.value,
            false => answer.json()?,
        };
        let first = |one: Translated| one.translations.into_iter().next().map(|t| t.text);
        texts::answers(batch, list.into_iter().map(|one| first(one).unwrap_or_default()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::batch;

    #[test]
    fn the_newer_version_is_another_shape_and_never_falls_back() {
        let newer = AzureTranslator {
            base: "https://t.example".into(),
            key: None,
            region: String::new(),
            version: "2026-06-06".into(),
            category: String::new(),
            deployment: "newsroom-llm".into(),
        };
        let two = batch(&["一", "二"]);
        let call = newer.encode(&two, Moment { seconds: 0, nonce: 0 });
        assert_eq!(call.url, "https://t.example/translate?api-version=2026-06-06");
        let body: Value = serde_json::from_slice(&call.body).unwrap();
        let target = &body["inputs"][1]["targets"][0];
        assert_eq!(target["deploymentName"], "newsroom-llm");
        assert_eq!(target["allowFallback"], false);
        let said =
            r#"{"value":[{"translations":[{"text":"one"}]},{"translations":[{"text":"two"}]}]}"#;
        let answer = Answer { status: 200, headers: vec![], body: said.into() };
        assert_eq!(newer.decode(&two, &answer).unwrap().items[1].text, "two");
    }
}
