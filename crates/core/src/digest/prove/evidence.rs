//! What the cited segments hold: the Chinese, its figures and readings, and the English that is approved.

use std::collections::HashSet;

use crate::fact::name::{mentions_of, name_forms};
use crate::fact::{self, Figure};
use crate::glossary::Glossary;
use crate::segment::SegmentId;
use crate::text::width::half;

use super::super::reading;
use super::super::story::{Story, approved};

/// What a rule may look at.
#[derive(Debug)]
pub struct Evidence<'a> {
    /// The Chinese of the cited segments, half width, a line for each.
    pub chinese: String,
    /// The approved English of the cited segments; empty where nobody has translated them.
    pub english: String,
    /// The figures of the Chinese, also those of names and slogans.
    pub figures: Vec<Figure>,
    /// The English forms of the terms that occur in the Chinese.
    pub terms: Vec<&'a str>,
    /// The people who are named in the Chinese, with every form of their names.
    pub people: Vec<String>,
    /// When the page was published.
    pub published: Option<&'a str>,
    /// The words of `english` and `terms`, in small letters.
    words: HashSet<String>,
    /// Every reading of each character of the Chinese.
    readings: Vec<Vec<&'static str>>,
}

impl<'a> Evidence<'a> {
    /// Gathers the evidence of segments, given the people whom the story names; an id that the story does
    /// not have adds nothing.
    pub fn of(
        from: &[SegmentId],
        story: &'a Story,
        glossary: &'a Glossary,
        people: &[String],
    ) -> Self {
        let units = || from.iter().filter_map(|&id| story.unit(id));
        let lines: Vec<String> =
            units().map(|unit| unit.segment.text.chars().map(half).collect()).collect();
        let chinese = lines.join("\n");
        let english: Vec<&str> = units().filter_map(approved).collect();
        let english = english.join("\n");
        let found = glossary.find(&chinese);
        let terms: Vec<&str> = found.iter().flat_map(|found| found.term.forms()).collect();
        let glosses = found.iter().map(|found| found.term.gloss.as_str());
        let people = forms_of(&chinese, people);
        let mut known: HashSet<String> = words(&english).chain(words(&chinese)).collect();
        known.extend(people.iter().flat_map(|name| words(name)));
        known.extend(terms.iter().copied().chain(glosses).flat_map(words));
        let figures = lines.iter().flat_map(|line| fact::mentions_zh(line)).collect();
        let readings = reading::readings(&chinese);
        let published = story.published.as_deref();
        Self { chinese, english, figures, terms, people, published, words: known, readings }
    }

    /// Tells whether a word, in any case, stands in the approved English, in a term, or in Latin letters in
    /// the Chinese.
    pub fn has_word(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        self.words.contains(&word)
            || word.strip_suffix('s').is_some_and(|stem| self.words.contains(stem))
            || self.words.contains(&format!("{word}s"))
    }

    /// Tells whether words stand side by side in the approved English or in a term.
    pub fn has_phrase(&self, phrase: &str) -> bool {
        let phrase = folded(phrase);
        folded(&self.english).contains(&phrase)
            || self.terms.iter().any(|term| folded(term).contains(&phrase))
            || self.people.iter().any(|name| folded(name) == phrase)
    }

    /// Tells whether syllables are read one after the other somewhere in the Chinese.
    pub fn is_read(&self, syllables: &[&str]) -> bool {
        let reads = |window: &[Vec<&str>]| {
            window.iter().zip(syllables).all(|(readings, syllable)| readings.contains(syllable))
        };
        !syllables.is_empty() && self.readings.windows(syllables.len()).any(reads)
    }

    /// Tells whether the Chinese holds one of these words.
    pub fn says(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.chinese.contains(word))
    }
}

/// Returns every form of the names that occur in a text.
fn forms_of(chinese: &str, known: &[String]) -> Vec<String> {
    let mut named: Vec<String> =
        mentions_of(chinese, known).into_iter().map(|person| person.text).collect();
    named.sort_unstable();
    named.dedup();
    named.iter().flat_map(|name| name_forms(name)).collect()
}

/// Returns the words of a text in small letters, possessives without their ending.
fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '\'' | '’' | '&')))
        .map(|word| word.trim_end_matches("'s").trim_end_matches("’s").to_lowercase())
        .filter(|word| !word.is_empty())
}

/// Folds case, marks and white space, so that texts can be compared word for word.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + 2);
    folded.push(' ');
    for c in text.chars() {
        match c {
            c if c.is_alphanumeric() => folded.extend(c.to_lowercase()),
            '\'' | '’' => {}
            _ if folded.ends_with(' ') => {}
            _ => folded.push(' '),
        }
    }
    if !folded.ends_with(' ') {
        folded.push(' ');
    }
    folded
}
