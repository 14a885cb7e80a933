//! One segment on its way out or back.

use recto_core::document::Kind;
use recto_core::edition::Edition;
use recto_core::text::script::is_invisible;
use recto_core::unit::{Asker, Languages, Method, State, Unit};
use serde::de::DeserializeOwned;
use serde::de::value::{Error, StrDeserializer};

/// A list of segments with their targets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exchange {
    /// The name of the page they are from, for display; empty where the form has no place for it.
    pub source: String,
    /// From which language into which.
    pub languages: Languages,
    /// The segments, in reading order.
    pub entries: Vec<Entry>,
}

/// A segment with its target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name in the edition, such as `a1b12`; tools keep it.
    pub id: String,
    /// What its block is on the page, where the form says so.
    pub kind: Option<Kind>,
    /// The Chinese.
    pub zh: String,
    /// The English; none where it is still to be written.
    pub en: Option<String>,
    /// How far it has come. A translator's tool that calls a target translated, signed off or reviewed has
    /// had a person read it, and what comes back is [`State::Reviewed`].
    pub state: State,
    /// How the target was made, where the form says so.
    pub method: Option<Method>,
    /// Who made it, where the form says so.
    pub asker: Option<Asker>,
    /// What the checks or the translator have to say.
    pub notes: Vec<String>,
}

impl Exchange {
    /// Makes the list of the segments of an edition.
    pub fn of(edition: &Edition) -> Self {
        Self {
            source: printable(&edition.source),
            languages: edition.languages.clone(),
            entries: edition.units().map(Entry::of).collect(),
        }
    }
}

impl Entry {
    /// Makes the entry of a unit; a gloss is no translation and goes out as a note.
    pub fn of(unit: &Unit) -> Self {
        let gloss = unit.target.as_ref().filter(|target| target.method == Method::Gloss);
        let target = unit.target.as_ref().filter(|_| gloss.is_none());
        let facts = gloss.filter(|target| !target.text.is_empty());
        let facts = facts.map(|target| format!("facts: {}", target.text));
        let findings = unit.findings.iter().map(|finding| {
            format!("{} ({}): {}", finding.severity.as_str(), finding.rule, finding.message)
        });
        let example = unit
            .example
            .as_ref()
            .map(|example| format!("like ({} %): {} = {}", example.score, example.zh, example.en));
        let notes = facts.into_iter().chain(findings).chain(example).map(|note| printable(&note));
        Self {
            id: unit.segment.id.to_string(),
            kind: Some(unit.segment.kind),
            zh: printable(&unit.segment.text),
            en: target.map(|target| printable(&target.text)),
            state: if target.is_some() { unit.state } else { State::Initial },
            method: target.map(|target| target.method),
            asker: target.and(unit.asker.as_ref()).map(printable_asker),
            notes: notes.collect(),
        }
    }

    /// Returns the article part of the name: `a1` of `a1b12`.
    pub(super) fn article(&self) -> &str {
        self.id.split('b').next().unwrap_or_default()
    }
}

/// Leaves out the characters that have no place in print, and keeps all others.
fn printable(text: &str) -> String {
    text.chars().filter(|&c| !is_invisible(c)).collect()
}

fn printable_asker(asker: &Asker) -> Asker {
    Asker {
        provider: printable(&asker.provider),
        model: printable(&asker.model),
        prompt: printable(&asker.prompt),
    }
}

/// Reads a kind, a method or a state from the word that stands for it in every output.
pub(super) fn named<T: DeserializeOwned>(word: &str) -> Option<T> {
    T::deserialize(StrDeserializer::<Error>::new(word)).ok()
}
