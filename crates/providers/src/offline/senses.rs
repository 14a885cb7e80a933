//! The senses of the commonest words of Chinese news prose: data (`data/senses.tsv`), read once.

use std::collections::HashMap;
use std::sync::OnceLock;

pub(super) const SENSES: &str = include_str!("../../data/senses.tsv");

/// Returns the senses of a word, likeliest first, or nothing for a word that the table lacks.
pub(super) fn of(word: &str) -> Option<impl Iterator<Item = &'static str>> {
    table().get(word).map(|senses| senses.split("; "))
}

/// Tells whether the table has a word.
pub(super) fn has(word: &str) -> bool {
    table().contains_key(word)
}

fn table() -> &'static HashMap<&'static str, &'static str> {
    static TABLE: OnceLock<HashMap<&'static str, &'static str>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let lines = SENSES.lines().filter(|line| !line.starts_with('#'));
        lines.filter_map(|line| line.split_once('\t')).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use recto_core::text::script::count_han;

    #[test]
    fn every_row_is_a_word_and_its_senses() {
        for line in SENSES.lines().filter(|line| !line.starts_with('#')) {
            let (word, senses) = line.split_once('\t').unwrap_or((line, ""));
            assert!(count_han(word) > 0 && !word.contains(' '), "{line}");
            for sense in senses.split("; ") {
                assert!(!sense.trim().is_empty() && sense.trim() == sense, "{line}");
                assert_eq!(count_han(sense), 0, "{line}");
            }
        }
    }

    #[test]
    fn no_word_stands_twice() {
        let rows = SENSES.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).count();
        assert_eq!(table().len(), rows);
    }

    #[test]
    fn the_likeliest_sense_comes_first() {
        assert_eq!(of("推进").and_then(|mut senses| senses.next()), Some("advance"));
        assert!(of("青岚").is_none());
    }
}
