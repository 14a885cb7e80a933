//! A Chinese text with what is read from it: each thing once, at the first question.
//!
//! A text is read before it is asked for, at every answer to it, and once more when the edition is looked
//! at as a whole. Whoever keeps its [`Source`] reads it once.

use std::sync::{Arc, OnceLock};

use crate::fact::name::{Person, persons};
use crate::fact::numeral::Numeral;
use crate::fact::{Figure, mentions_zh, numerals_zh};
use crate::glossary::{Glossary, Occurrence};

/// A Chinese text with what is read from it.
#[derive(Debug)]
pub struct Source<'a> {
    text: String,
    terms: Vec<Occurrence<'a>>,
    chars: OnceLock<Vec<char>>,
    figures: OnceLock<Arc<[Figure]>>,
    numerals: OnceLock<Vec<Numeral>>,
    persons: OnceLock<Vec<Person>>,
}

impl<'a> Source<'a> {
    /// Takes a text, and the glossary whose terms are looked for, where there is one.
    pub fn new(text: &str, glossary: Option<&'a Glossary>) -> Self {
        Self {
            text: text.to_owned(),
            terms: glossary.map(|glossary| glossary.find(text)).unwrap_or_default(),
            chars: OnceLock::new(),
            figures: OnceLock::new(),
            numerals: OnceLock::new(),
            persons: OnceLock::new(),
        }
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the terms, in order; none where there is no glossary.
    pub fn terms(&self) -> &[Occurrence<'a>] {
        &self.terms
    }

    /// Returns every figure of the text, the loose ones of names and idioms, too.
    pub fn figures(&self) -> &Arc<[Figure]> {
        self.figures.get_or_init(|| mentions_zh(&self.text).into())
    }

    /// Returns the characters.
    pub(super) fn chars(&self) -> &[char] {
        self.chars.get_or_init(|| self.text.chars().collect())
    }

    /// Returns every number, whatever it says.
    pub(super) fn numerals(&self) -> &[Numeral] {
        self.numerals.get_or_init(|| numerals_zh(&self.text))
    }

    /// Returns the persons.
    pub(super) fn persons(&self) -> &[Person] {
        self.persons.get_or_init(|| persons(&self.text))
    }
}
