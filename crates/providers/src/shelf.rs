//! Glossaries on an account: what a translation API keeps by name and applies by itself.
//!
//! Chat models, Qwen-MT and Yandex are told the terms with each request, and need none of this. What an
//! API cannot be told at all is found by the checks and asked for again.

use recto_core::port::Refusal;
use secrecy::SecretString;
use serde_json::{Value, json};

use crate::api::{Api, Vendor};
use crate::apis::{amazon, deepl};
use crate::call::{Answer, Call, Moment};
use crate::card::Card;
use crate::catalogue::Opening;
use crate::language;
use crate::remote::refusal;
use crate::verdict::{Class, Fault, Verdict};
use crate::wire::Wire;

/// Terms under a name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Volume {
    /// What it is called on the account: letters, digits and `-`.
    pub name: String,
    /// The language of the Chinese and that of the English.
    pub languages: recto_core::unit::Languages,
    /// Chinese and English of each term; no Chinese twice, no tabs or line breaks.
    pub terms: Vec<(String, String)>,
}

/// Where a glossary is put; the answer is what names it from then on.
pub(crate) type Shelving = Box<dyn Api<Volume, String>>;

/// A provider that keeps glossaries.
pub struct Shelf {
    api: Shelving,
    wire: Wire,
    /// The option under `[provider.ID]` that names a glossary.
    option: &'static str,
}

/// Returns how a provider takes a glossary, and the option that names one; none where it keeps none.
pub(crate) fn shelving(id: &str, opening: &Opening<'_>) -> Option<(Shelving, &'static str)> {
    match id {
        "deepl" => Some((Box::new(Dictionaries::new(opening)), "glossary_id")),
        "amazon" => Some((Box::new(amazon::Terminologies::new(opening)), "terminology")),
        _ => None,
    }
}

impl Shelf {
    pub(crate) fn new(api: Shelving, wire: Wire, option: &'static str) -> Self {
        Self { api, wire, option }
    }

    /// Returns the option under `[provider.ID]` that names a glossary.
    pub fn option(&self) -> &'static str {
        self.option
    }

    /// Puts a glossary on the account; returns what names it from then on.
    pub async fn put(&self, volume: &Volume) -> Result<String, Refusal> {
        let put = self.wire.ask_once(self.api.as_ref(), volume).await;
        put.map_err(|fault| refusal(self.api.card(), "", 1, &fault))
    }
}

/// DeepL's glossaries, version 3: `POST {base}/v3/glossaries`. A name may stand twice, each time with
/// an id of its own; a term twice is refused. Documentation:
/// <https://developers.deepl.com/docs/api-reference/multilingual-glossaries>
struct Dictionaries {
    base: String,
    key: Option<SecretString>,
}

impl Dictionaries {
    fn new(opening: &Opening<'_>) -> Self {
        Self { base: opening.base.to_owned(), key: opening.key.clone() }
    }
}

impl Vendor for Dictionaries {
    fn card(&self) -> &Card {
        &deepl::CARD
    }

    fn explain(&self, answer: &Answer) -> Option<Verdict> {
        (answer.status == 403).then(|| Fault::of(Class::Auth, answer).into())
    }
}

impl Api<Volume, String> for Dictionaries {
    fn encode(&self, volume: &Volume, _at: Moment) -> Call {
        let row = |(zh, en): &(String, String)| format!("{zh}\t{en}");
        let entries: Vec<String> = volume.terms.iter().map(row).collect();
        let body = json!({
            "name": volume.name,
            "dictionaries": [{
                "source_lang": language::base(&volume.languages.from),
                "target_lang": language::base(&volume.languages.to),
                "entries": entries.join("\n"),
                "entries_format": "tsv",
            }]
        });
        Call::json(format!("{}/v3/glossaries", self.base), &body).secret_with(
            "authorization",
            "DeepL-Auth-Key ",
            self.key.as_ref(),
        )
    }

    fn decode(&self, _volume: &Volume, answer: &Answer) -> Result<String, Fault> {
        let body: Value = answer.json()?;
        let id = body.get("glossary_id").and_then(Value::as_str).unwrap_or_default();
        if id.is_empty() {
            return Err(Fault::new(Class::Unusable, "a glossary without an id"));
        }
        Ok(crate::verdict::one_line(id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glossary_is_one_dictionary_and_its_id_is_read() {
        let shelf = Dictionaries { base: "https://d.example".into(), key: None };
        let volume = Volume {
            name: "desk".into(),
            terms: vec![
                ("白河县".into(), "Baihe County".into()),
                ("秋粮".into(), "autumn grain".into()),
            ],
            ..Volume::default()
        };
        let call = shelf.encode(&volume, Moment { seconds: 0, nonce: 0 });
        assert_eq!(call.url, "https://d.example/v3/glossaries");
        let body: Value = serde_json::from_slice(&call.body).unwrap();
        let dictionary = &body["dictionaries"][0];
        assert_eq!(dictionary["entries"], "白河县\tBaihe County\n秋粮\tautumn grain");
        assert_eq!(
            (dictionary["source_lang"].as_str(), dictionary["target_lang"].as_str()),
            (Some("zh"), Some("en"))
        );
        let read = |body: &str| {
            let answer = Answer { status: 201, headers: vec![], body: body.as_bytes().to_vec() };
            shelf.decode(&volume, &answer).ok()
        };
        assert_eq!(read(r#"{"glossary_id":"g-1"}"#).as_deref(), Some("g-1"));
        assert_eq!(read("{}"), None);
    }
}
