//! Names in pinyin: which English words can be one, and of which syllables they are made.

use std::collections::{BTreeSet, HashSet};
use std::sync::OnceLock;

use crate::glossary::Glossary;

use super::reading;

/// The longest syllable of pinyin, in letters: zhuang.
const LONGEST: usize = 6;

/// Splits a word into the fewest syllables of pinyin, or returns nothing where it is none: Mingchuan is
/// ming chuan.
pub(super) fn split(word: &str) -> Option<Vec<&'static str>> {
    let all = splits(&plain(word));
    all.into_iter().min_by_key(Vec::len)
}

/// Returns every way to read words as one row of syllables: Xian is xian or xi an.
pub(super) fn all_splits(words: &[&str]) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = vec![Vec::new()];
    for word in words {
        let ways = splits(&plain(word));
        let longer = rows.iter().flat_map(|row| {
            ways.iter().map(move |way| {
                row.iter().cloned().chain(way.iter().map(|&syllable| syllable.to_owned())).collect()
            })
        });
        rows = longer.take(64).collect();
    }
    rows
}

/// Tells whether a word is English: it is in the termbase, or one of the words that begin sentences.
pub(super) fn is_english(word: &str) -> bool {
    static KNOWN: OnceLock<HashSet<String>> = OnceLock::new();
    const OPENING: &str = "he she an a can men women long song sun pan fan gang hen man pin pen ban dance since more \
        change range bang ten tan ran sang rang long women danger engine he me so to do we you wen gene sense fence \
        here there hence pace race made make line mine fine lead care date same gain";
    let known = KNOWN.get_or_init(|| {
        let builtin = Glossary::builtin();
        let forms =
            builtin.terms().filter(|term| !matches!(term.domain.as_str(), "place" | "company"));
        let words = forms.flat_map(|term| {
            term.forms()
                .collect::<Vec<_>>()
                .join(" ")
                .split(|c: char| !c.is_alphabetic())
                .map(str::to_owned)
                .collect::<Vec<_>>()
        });
        let small = words.filter(|word| word.starts_with(|c: char| c.is_lowercase()));
        small.chain(OPENING.split_whitespace().map(str::to_owned)).collect()
    });
    let word = word.to_lowercase();
    known.contains(&word) || word.strip_suffix('s').is_some_and(|stem| known.contains(stem))
}

fn plain(word: &str) -> String {
    let lower = word.to_lowercase();
    lower.replace("lyu", "lv").replace("nyu", "nv").replace('ü', "v").replace(['\'', '’', '-'], "")
}

fn splits(word: &str) -> Vec<Vec<&'static str>> {
    if word.is_empty() || word.len() > 24 || !word.is_ascii() {
        return Vec::new();
    }
    let mut ways: Vec<Vec<Vec<&'static str>>> = vec![Vec::new(); word.len() + 1];
    ways[word.len()] = vec![Vec::new()];
    for start in (0..word.len()).rev() {
        let mut here = Vec::new();
        for end in start + 1..=(start + LONGEST).min(word.len()) {
            let Some(syllable) = known(&word[start..end]) else { continue };
            let rest = ways[end].iter().take(8);
            here.extend(rest.map(|rest| [&[syllable], rest.as_slice()].concat()));
        }
        ways[start] = here;
    }
    ways.swap_remove(0)
}

/// Returns a syllable of pinyin as the readings have it.
fn known(syllable: &str) -> Option<&'static str> {
    static SYLLABLES: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    let all = SYLLABLES.get_or_init(|| {
        let common: String = ('\u{4e00}'..='\u{9fa5}').collect();
        let mut all: BTreeSet<&'static str> =
            reading::first_readings(&common).into_iter().collect();
        all.retain(|syllable| syllable.len() > 1 || matches!(*syllable, "a" | "e" | "o"));
        for interjection in ["o", "e", "ng", "hm", "hng", "m", "n"] {
            all.remove(interjection);
        }
        all
    });
    all.get(syllable.replace('v', "ü").as_str()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_split_into_its_syllables() {
        assert_eq!(split("Mingchuan"), Some(vec!["ming", "chuan"]));
        assert_eq!(split("Qinglan"), Some(vec!["qing", "lan"]));
        assert_eq!(split("Lyu"), Some(vec!["lü"]));
        for word in ["Siemens", "Street", "Investment", "Growers", "The"] {
            assert_eq!(split(word), None, "{word}");
        }
    }

    #[test]
    fn a_word_may_be_read_in_more_ways_than_one() {
        let ways = all_splits(&["Xian"]);
        assert!(
            ways.contains(&vec!["xian".to_owned()])
                && ways.contains(&vec!["xi".to_owned(), "an".to_owned()])
        );
    }

    #[test]
    fn words_that_begin_english_sentences_are_told_from_names() {
        assert!(is_english("He") && is_english("Women") && is_english("Growth"));
        assert!(!is_english("Mingchuan"));
    }
}
