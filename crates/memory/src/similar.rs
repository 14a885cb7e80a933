//! Texts that are nearly the one that is looked for, figures and dates aside.
//!
//! A look reads every text once, leaves out those that share too few pairs of characters, and measures
//! the others; `examples` keeps an index of the pairs for the texts that it looks among.

use std::collections::HashSet;

use recto_core::memory::{Key, MemoryFault};
use serde::Serialize;

use crate::{Entry, Sqlite, entry, row};

/// A record of a text that is much like the one that was looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Similar {
    /// The record.
    pub entry: Entry,
    /// How much alike the texts are, in hundredths; figures and dates are taken for equal.
    pub score: u8,
}

/// Texts longer than this are not measured, in characters.
const LONGEST: usize = 2000;

impl Sqlite {
    /// Returns records whose text is like that of a key, in the same languages, the likest first, at
    /// most so many, and none below a score in hundredths.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn similar(
        &self,
        key: &Key,
        lowest: u8,
        limit: usize,
    ) -> Result<Vec<Similar>, MemoryFault> {
        let wanted = Shape::of(&key.source);
        let mut found = self.reading(|connection| {
            let mut statement = connection.prepare(SAME_LANGUAGES)?;
            let mut rows =
                statement.query([&key.languages.from, &key.languages.to, &key.source])?;
            let mut found: Vec<Similar> = Vec::new();
            while let Some(row) = rows.next()? {
                let Ok(source) = row.get_ref("source")?.as_str() else { continue };
                let Some(score) = wanted.score(&Shape::of(source), lowest) else { continue };
                found.extend(entry::read(row).map(|entry| Similar { entry, score }));
            }
            Ok(found)
        })?;
        found.sort_by_key(|similar| {
            (std::cmp::Reverse(similar.score), !similar.entry.record.is_persons())
        });
        found.truncate(limit);
        Ok(found)
    }
}

const SAME_LANGUAGES: &str = concat!(
    "SELECT ",
    row::columns!(),
    ", made, pinned FROM record WHERE lang_from = ?1 AND lang_to = ?2 AND source <> ?3 \
     ORDER BY id DESC"
);

/// A text without its figures, and its pairs of characters.
#[derive(Debug)]
pub(crate) struct Shape {
    text: Vec<char>,
    pub(crate) pairs: HashSet<(char, char)>,
}

impl Shape {
    pub(crate) fn of(source: &str) -> Self {
        let mut text: Vec<char> = Vec::new();
        for c in source.chars().take(LONGEST) {
            let c = if is_digit(c) { '#' } else { c };
            if c != '#' || text.last() != Some(&'#') {
                text.push(c);
            }
        }
        let pairs = text.windows(2).map(|pair| (pair[0], pair[1])).collect();
        Self { text, pairs }
    }

    /// Returns how much alike two texts are, in hundredths, unless it is less than `lowest`.
    pub(crate) fn score(&self, other: &Self, lowest: u8) -> Option<u8> {
        if self.text.len().abs_diff(other.text.len()) > self.allowed(other, lowest) {
            return None;
        }
        self.score_sharing(other, self.pairs.intersection(&other.pairs).count(), lowest)
    }

    /// Returns the same where it is known how many pairs of characters they share.
    pub(crate) fn score_sharing(&self, other: &Self, shared: usize, lowest: u8) -> Option<u8> {
        let longest = self.text.len().max(other.text.len());
        let allowed = self.allowed(other, lowest);
        // One change takes away two pairs at most.
        if longest == 0 || shared + 2 * allowed < self.pairs.len().max(other.pairs.len()) {
            return None;
        }
        let distance = distance(&self.text, &other.text, allowed)?;
        let score = 100 * (longest - distance) / longest;
        u8::try_from(score).ok().filter(|score| *score >= lowest)
    }

    /// Returns how many pairs of characters a text must share with this one at least to be as much alike
    /// as `lowest`.
    pub(crate) fn least_shared(&self, lowest: u8) -> usize {
        // A longer text has the more that differs: as many characters as it is longer, at least.
        let longest = self.text.len() * 100 / usize::from(lowest.clamp(1, 100));
        self.pairs.len().saturating_sub(2 * allowed(longest, lowest))
    }

    /// Returns how many characters may differ.
    fn allowed(&self, other: &Self, lowest: u8) -> usize {
        allowed(self.text.len().max(other.text.len()), lowest)
    }
}

/// Returns how many of so many characters may differ.
fn allowed(longest: usize, lowest: u8) -> usize {
    longest * (100 - usize::from(lowest.min(100))) / 100
}

/// Tells whether a character belongs to a figure: 3, ３, 三, 点 and the units of ten.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
        || ('０'..='９').contains(&c)
        || "〇零一二两三四五六七八九十百千万亿".contains(c)
        || c == '.'
}

/// Counts the characters that must be put in, taken out or exchanged (Levenshtein); nothing where that
/// are more than `most`.
///
/// Only the band of the table is filled in which no more than that can differ.
fn distance(one: &[char], other: &[char], most: usize) -> Option<usize> {
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    let beyond = most + 1;
    let mut row: Vec<usize> = (0..=other.len()).map(|n| n.min(beyond)).collect();
    for (i, a) in one.iter().enumerate() {
        let from = i.saturating_sub(most);
        let to = other.len().min(i + most + 1);
        let mut diagonal = row[from];
        row[from] = if from == 0 { (i + 1).min(beyond) } else { beyond };
        let mut least = row[from];
        for j in from..to {
            let exchanged = diagonal + usize::from(a != &other[j]);
            diagonal = row[j + 1];
            let above = if j + 1 > i + most { beyond } else { row[j + 1] + 1 };
            row[j + 1] = exchanged.min(above).min(row[j] + 1).min(beyond);
            least = least.min(row[j + 1]);
        }
        if least > most {
            return None;
        }
    }
    Some(row[other.len()]).filter(|distance| *distance <= most)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn assert_score(one: &str, other: &str, expected: Option<u8>) {
        assert_eq!(Shape::of(one).score(&Shape::of(other), 70), expected, "{one} / {other}");
    }

    /// The whole table, as it is taught.
    fn plain_distance(one: &[char], other: &[char]) -> usize {
        let mut row: Vec<usize> = (0..=other.len()).collect();
        for (i, a) in one.iter().enumerate() {
            let mut diagonal = row[0];
            row[0] = i + 1;
            for (j, b) in other.iter().enumerate() {
                let exchanged = diagonal + usize::from(a != b);
                diagonal = row[j + 1];
                row[j + 1] = exchanged.min(diagonal + 1).min(row[j] + 1);
            }
        }
        row[other.len()]
    }

    proptest! {
        #[test]
        fn the_band_finds_what_the_whole_table_finds(
            one in "[甲乙丙]{0,12}", other in "[甲乙丙]{0,12}", most in 0_usize..14,
        ) {
            let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
            let whole = plain_distance(&one, &other);
            prop_assert_eq!(distance(&one, &other, most), Some(whole).filter(|n| *n <= most));
        }

        #[test]
        fn no_text_that_is_alike_shares_fewer_pairs_than_the_least(
            one in "[甲乙丙丁]{0,16}", other in "[甲乙丙丁]{0,20}", lowest in 50_u8..=100,
        ) {
            let (one, other) = (Shape::of(&one), Shape::of(&other));
            let shared = one.pairs.intersection(&other.pairs).count();
            if one.score(&other, lowest).is_some() {
                prop_assert!(shared >= one.least_shared(lowest));
            }
        }
    }

    #[test]
    fn texts_that_differ_in_their_figures_alone_are_equal() {
        assert_score("白河县开渠3条,投资1.2亿元。", "白河县开渠12条,投资35万元。", Some(100));
        assert_score("白河县今年开渠三条。", "白河县去年开渠五条。", Some(90));
        assert_score("白河县今年开渠三条。", "青岚市种树十万棵。", None);
    }
}
