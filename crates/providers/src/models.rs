//! What models are known to refuse, from `models.toml`, and what earlier runs have learnt of them.
//!
//! A model that refuses a feature costs one request at its first refusal; after that, in this run and
//! in later ones, it is asked without. Nothing here opens a file: whoever keeps [`Lessons`] writes
//! them down.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde::Deserialize;

use crate::feature::{Feature, Features, Refused};

/// The tables, as they stand in the file.
const TABLES: &str = include_str!("../models.toml");

#[derive(Deserialize)]
struct File {
    model: Vec<Table>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    names: Vec<String>,
    refuses: Vec<Feature>,
}

/// What models have refused: a set of features for each, by a name that tells them apart.
#[derive(Debug, Clone, Default)]
pub struct Lessons(Arc<Mutex<BTreeMap<String, Arc<Refused>>>>);

/// Returns what a model is known to refuse.
pub fn known(model: &str) -> Features {
    static ALL: OnceLock<Vec<Table>> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        let file: File = toml::from_str(TABLES).expect("a test reads the file that is built in");
        file.model
    });
    let name = model.rsplit('/').next().unwrap_or(model);
    let table = all.iter().find(|table| table.names.iter().any(|pattern| fits(pattern, name)));
    table.map(|table| table.refuses.iter().copied().collect()).unwrap_or_default()
}

/// Tells whether a name fits a pattern with a star at one of its ends.
fn fits(pattern: &str, name: &str) -> bool {
    match (pattern.strip_suffix('*'), pattern.strip_prefix('*')) {
        (Some(start), _) => name.starts_with(start),
        (None, Some(end)) => name.ends_with(end),
        (None, None) => pattern == name,
    }
}

impl Lessons {
    /// Returns what a model has refused, to be added to.
    pub fn of(&self, model: &str) -> Arc<Refused> {
        let mut lessons = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(lessons.entry(model.to_owned()).or_default())
    }

    /// Takes in what an earlier run has learnt; words nobody knows any more are passed over.
    pub fn recall(&self, model: &str, words: impl IntoIterator<Item = impl AsRef<str>>) {
        let refused = self.of(model);
        let features = words.into_iter().filter_map(|word| Feature::from_word(word.as_ref()));
        features.for_each(|feature| refused.add(feature));
    }

    /// Returns everything that was learnt, in words, models without any lesson left out.
    pub fn all(&self) -> BTreeMap<String, Vec<&'static str>> {
        let lessons = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let words = |(model, refused): (&String, &Arc<Refused>)| {
            let words: Vec<_> = refused.so_far().words().collect();
            (!words.is_empty()).then(|| (model.clone(), words))
        };
        lessons.iter().filter_map(words).collect()
    }
}

impl PartialEq for Lessons {
    fn eq(&self, other: &Self) -> bool {
        self.all() == other.all()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_can_be_read() {
        let file: Result<File, _> = toml::from_str(TABLES);
        assert_eq!(file.err().map(|error| error.to_string()), None);
    }

    #[test]
    fn a_model_is_known_by_its_name_whoever_sells_it() {
        for name in ["gpt-5-mini", "openai/gpt-5.6", "claude-sonnet-5-20260801"] {
            assert!(known(name).holds(Feature::Temperature), "{name}");
        }
        assert!(known("deepseek-v4-flash").holds(Feature::Schema));
        assert!(known("gpt-oss:120b-cloud").holds(Feature::Object));
        assert_eq!(known("qwen-plus"), Features::default());
    }

    #[test]
    fn what_was_learnt_can_be_written_down_and_recalled() {
        let lessons = Lessons::default();
        lessons.of("a").add(Feature::Temperature);
        lessons.of("b");
        assert_eq!(lessons.all(), [("a".to_owned(), vec!["temperature"])].into());
        let later = Lessons::default();
        later.recall("a", ["temperature", "a word of another version"]);
        assert_eq!(later, lessons);
    }
}
