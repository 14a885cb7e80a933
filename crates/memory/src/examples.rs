//! What persons have written, to be found by what is like it: an index of the pairs of characters.
//!
//! Only persons' words are examples. A machine's would pass its faults on.

use std::collections::HashMap;

use recto_core::memory::Key;
use recto_core::unit::{Example, Languages};
use rusqlite::{Connection, Result};

use crate::row;
use crate::similar::Shape;

/// Texts that are less alike than this, in hundredths, are no help.
const LOWEST: u8 = 75;

const PERSONS: &str = concat!(
    "SELECT ",
    row::columns!(),
    " FROM record WHERE state IN ('reviewed', 'final') ORDER BY id DESC"
);

/// The texts that persons have translated.
#[derive(Debug, Default)]
pub(crate) struct Examples {
    texts: Vec<Text>,
    /// The texts in which a pair of characters stands, by their place.
    with_pair: HashMap<(char, char), Vec<usize>>,
}

#[derive(Debug)]
struct Text {
    zh: String,
    en: String,
    languages: Languages,
    shape: Shape,
}

impl Examples {
    /// Reads what persons have written; damaged records are left out.
    pub(crate) fn read(connection: &Connection) -> Result<Self> {
        let mut examples = Self::default();
        let mut statement = connection.prepare(PERSONS)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if let Some(record) = row::read(row) {
                examples.add(record.key, record.target.text);
            }
        }
        Ok(examples)
    }

    fn add(&mut self, key: Key, en: String) {
        let shape = Shape::of(&key.source);
        for pair in &shape.pairs {
            self.with_pair.entry(*pair).or_default().push(self.texts.len());
        }
        self.texts.push(Text { zh: key.source, en, languages: key.languages, shape });
    }

    /// Returns the translation of the text that is most like that of a key, the newest of equals.
    pub(crate) fn likest(&self, key: &Key) -> Option<Example> {
        if self.texts.is_empty() {
            return None;
        }
        let wanted = Shape::of(&key.source);
        let mut shared = vec![0_usize; self.texts.len()];
        for place in wanted.pairs.iter().filter_map(|pair| self.with_pair.get(pair)).flatten() {
            shared[*place] += 1;
        }
        let least = wanted.least_shared(LOWEST).max(1);
        let mut near: Vec<(usize, usize)> =
            shared.into_iter().enumerate().filter(|(_, shared)| *shared >= least).collect();
        near.sort_unstable_by_key(|(place, shared)| (std::cmp::Reverse(*shared), *place));
        let mut best: Option<(u8, usize)> = None;
        for (place, shared) in near {
            let lowest = best.map_or(LOWEST, |(score, _)| score);
            if shared < wanted.least_shared(lowest) {
                break;
            }
            let text = &self.texts[place];
            if text.languages != key.languages || text.zh == key.source {
                continue;
            }
            let Some(score) = wanted.score_sharing(&text.shape, shared, lowest) else { continue };
            if best.is_none_or(|best| (score, best.1) > (best.0, place)) {
                best = Some((score, place));
            }
        }
        best.map(|(score, place)| {
            let Text { zh, en, .. } = &self.texts[place];
            Example { zh: zh.clone(), en: en.clone(), score }
        })
    }
}

#[cfg(test)]
mod tests {
    use recto_core::fingerprint::Fingerprint;
    use recto_core::unit::Asker;

    use super::*;

    fn key(source: &str) -> Key {
        Key {
            source: source.into(),
            languages: Languages::default(),
            asker: Asker { provider: "a".into(), model: String::new(), prompt: String::new() },
            terms: Fingerprint::of([]),
            figures: Fingerprint::of([]),
        }
    }

    fn examples(texts: &[(&str, &str)]) -> Examples {
        let mut examples = Examples::default();
        texts.iter().for_each(|(zh, en)| examples.add(key(zh), (*en).to_owned()));
        examples
    }

    #[track_caller]
    fn assert_likest(examples: &Examples, source: &str, expected: Option<(&str, u8)>) {
        let found = examples.likest(&key(source));
        assert_eq!(found.as_ref().map(|e| (e.en.as_str(), e.score)), expected, "{source}");
    }

    #[test]
    fn the_likest_text_is_found_figures_aside() {
        let examples = examples(&[
            ("白河县今年开渠三条,投资二亿元。", "newest"),
            ("白河县今年开渠五条,投资一亿元。", "older"),
            ("白河县今年修桥三座,投资二亿元。", "bridges"),
            ("青岚市园林局昨日开放新公园。", "park"),
        ]);
        assert_likest(&examples, "白河县今年开渠12条,投资9亿元。", Some(("newest", 100)));
        assert_likest(&examples, "白河县今年修桥7座,投资两亿元。", Some(("bridges", 100)));
        assert_likest(&examples, "松原区的图书馆明天关门。", None);
        assert_likest(&examples, "", None);
    }

    #[test]
    fn the_same_text_and_other_languages_are_no_examples() {
        let examples = examples(&[("白河县今年开渠三条。", "canals")]);
        assert_likest(&examples, "白河县今年开渠三条。", None);
        let mut other = key("白河县今年开渠五条。");
        other.languages.to = "en-GB".into();
        assert_eq!(examples.likest(&other), None);
    }
}
