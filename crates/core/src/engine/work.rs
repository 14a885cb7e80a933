//! What there is to do for a document: its segments, and the different texts among them.

use std::collections::HashMap;

use crate::check::Source;
use crate::document::{Article, Block, Document, Kind};
use crate::glossary::{self, Glossary, Term};
use crate::memory::{Key, Verdict};
use crate::port::ValueUse;
use crate::segment::{Segment, segments};
use crate::text::script::count_han;
use crate::unit::{Asker, Example, Languages, Target};

use super::{Engine, figures};

/// The segments of a document and what is wanted for them.
#[derive(Debug)]
pub(super) struct Work<'a> {
    /// All segments, in order.
    pub(super) segments: Vec<Segment>,
    /// The headline of each article; empty where it has none.
    pub(super) headlines: Vec<&'a str>,
    /// The different texts that need a translation, in order of their first segment.
    pub(super) wants: Vec<Want<'a>>,
}

/// One text that needs a translation.
#[derive(Debug)]
pub(super) struct Want<'a> {
    /// What is looked up for the first translator; for the others only the asker is another.
    pub(super) key: Key,
    /// The segments with this text, by their place in [`Work::segments`]; the first is asked for.
    pub(super) places: Vec<usize>,
    /// What is read of the text.
    pub(super) source: Source<'a>,
    /// The terms a translator is told about.
    pub(super) terms: Vec<&'a Term>,
    /// The figures a translator is told about.
    pub(super) values: Vec<ValueUse>,
    /// A person's translation of a text that is much like it.
    pub(super) example: Option<Example>,
}

impl<'a> Work<'a> {
    /// Finds out what is wanted for a document of the asker that is first asked.
    pub(super) fn of(
        document: &'a Document,
        glossary: &'a Glossary,
        asker: &Asker,
        languages: &Languages,
    ) -> Self {
        let segments = segments(document);
        let headlines = document.articles.iter().map(headline).collect();
        let mut wants: Vec<Want<'a>> = Vec::new();
        let mut known: HashMap<String, usize> = HashMap::new();
        for (place, segment) in segments.iter().enumerate() {
            if !is_chinese(&segment.text) {
                continue;
            }
            let source = Key::normal_source(&segment.text);
            let want = *known.entry(source).or_insert_with_key(|source| {
                wants.push(Want::of(source, glossary, asker, languages));
                wants.len() - 1
            });
            wants[want].places.push(place);
        }
        Self { segments, headlines, wants }
    }

    /// Returns what the checks say about a target of a text that is wanted, at its first segment.
    pub(super) fn verdict(&self, engine: &Engine<'_>, want: usize, target: &Target) -> Verdict {
        engine.verdict(self.segment(want), Some(&self.wants[want].source), target)
    }

    /// Returns the segment that is asked for where this text is wanted.
    pub(super) fn segment(&self, want: usize) -> &Segment {
        &self.segments[self.wants[want].places[0]]
    }

    /// Counts the segments that have the texts of these wants.
    pub(super) fn count_places(&self, wants: impl IntoIterator<Item = usize>) -> usize {
        wants.into_iter().map(|want| self.wants[want].places.len()).sum()
    }

    /// Counts the segments that hold nothing to translate.
    pub(super) fn count_copies(&self) -> usize {
        self.segments.len() - self.count_places(0..self.wants.len())
    }
}

impl<'a> Want<'a> {
    fn of(source: &str, glossary: &'a Glossary, asker: &Asker, languages: &Languages) -> Self {
        let read = Source::new(source, Some(glossary));
        let terms = glossary::sent(read.terms());
        let values = figures::values(&read);
        let key = Key {
            source: source.to_owned(),
            languages: languages.clone(),
            asker: asker.clone(),
            terms: glossary::fingerprint(&terms),
            figures: figures::fingerprint(&values),
        };
        Self { key, places: Vec::new(), source: read, terms, values, example: None }
    }

    /// Returns the key under which an answer of this asker is remembered.
    pub(super) fn key_for(&self, asker: &Asker) -> Key {
        Key { asker: asker.clone(), ..self.key.clone() }
    }
}

fn headline(article: &Article) -> &str {
    let is_headline = |block: &&Block| block.kind == Kind::Headline;
    article.blocks.iter().find(is_headline).map_or("", |block| &block.text)
}

/// Tells whether a text holds anything to translate.
pub(super) fn is_chinese(text: &str) -> bool {
    count_han(text) > 0
}
