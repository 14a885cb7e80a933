//! What a summarizer is told about a story: its passages, their approved English, their exact figures, the
//! names of its people and the terms that occur.

use crate::digest::Order;
use crate::digest::story::{Story, approved};
use crate::fact::name::persons;
use crate::fact::{read_zh, render_en};
use crate::fingerprint::Fingerprint;
use crate::glossary::{self, Class, Glossary, Term};
use crate::memory::Key;
use crate::port::{Brief, Passage, TermUse, Usage, ValueUse};
use crate::segment::SegmentId;
use crate::unit::{Asker, Unit};

use super::plan;

/// How many words a digest has where nobody said.
const USUAL_WORDS: usize = 150;

/// The fewest words that are asked for.
const FEWEST_WORDS: usize = 40;

/// The most terms that are told.
const MOST_TERMS: usize = 40;

/// Tokens of the instructions of a prompt, generously.
const INSTRUCTIONS: u64 = 1200;

/// One part of a story, as it is asked for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    /// The question.
    pub(super) brief: Brief,
    /// The segments behind the passages, in their order.
    pub(super) passages: Vec<SegmentId>,
}

/// Parts a story into briefs that hold so many passages and characters at most.
pub(super) fn parts(
    story: &Story,
    glossary: &Glossary,
    order: Order,
    items: usize,
    characters: usize,
) -> Vec<Part> {
    let mut groups: Vec<Vec<&Unit>> = Vec::new();
    let mut held = 0;
    for unit in &story.units {
        let size = size_of(unit);
        let fits = groups.last().is_some_and(|group| group.len() < items.max(1));
        match groups.last_mut().filter(|_| fits && held + size <= characters) {
            Some(group) => {
                group.push(unit);
                held += size;
            }
            None => {
                groups.push(vec![unit]);
                held = size;
            }
        }
    }
    let words = order.words.unwrap_or(USUAL_WORDS) / groups.len().max(1);
    groups
        .iter()
        .map(|group| part(group, story, glossary, order, words.max(FEWEST_WORDS)))
        .collect()
}

/// Returns the characters of a story, its approved English included.
pub(super) fn size(story: &Story) -> usize {
    story.units.iter().map(size_of).sum()
}

fn size_of(unit: &Unit) -> usize {
    unit.segment.text.chars().count() + approved(unit).map_or(0, str::len)
}

fn part(units: &[&Unit], story: &Story, glossary: &Glossary, order: Order, words: usize) -> Part {
    let texts: Vec<&str> = units.iter().map(|unit| unit.segment.text.as_str()).collect();
    let text = texts.join("\n");
    let brief = Brief {
        languages: story.languages.clone(),
        style: order.style,
        words,
        terms: glossary.sent(&text).into_iter().take(MOST_TERMS).map(term).collect(),
        names: names(&text),
        passages: (1..).zip(units).map(|(id, unit)| passage(id, unit)).collect(),
        again: Vec::new(),
    };
    Part { brief, passages: units.iter().map(|unit| unit.segment.id).collect() }
}

/// Estimates what asking with a brief uses, generously: it is what is set aside.
pub(super) fn estimate(brief: &Brief) -> Usage {
    let texts = brief.passages.iter().flat_map(|passage| [&passage.zh, &passage.en]);
    let read: Usage = texts.map(|text| plan::estimate(text, usize::MAX)).fold(
        Usage::default(),
        |mut sum, one| {
            sum += one;
            sum
        },
    );
    // Four tokens for each word: the word itself, its citation, the names of the fields.
    Usage {
        requests: 0,
        input_tokens: read.input_tokens + INSTRUCTIONS,
        output_tokens: 4 * brief.words as u64 + INSTRUCTIONS / 2,
        characters: read.characters,
    }
}

fn passage(id: u32, unit: &Unit) -> Passage {
    let segment = &unit.segment;
    Passage {
        id,
        kind: segment.kind,
        zh: segment.text.clone(),
        en: approved(unit).unwrap_or("").to_owned(),
        values: values(&segment.text),
    }
}

/// Returns the figures of a text with their exact English, each once.
fn values(text: &str) -> Vec<ValueUse> {
    let mut values: Vec<ValueUse> = Vec::new();
    for figure in read_zh(text).into_iter().filter(crate::fact::Figure::is_listed) {
        let is_new = !values.iter().any(|value| value.zh == figure.text);
        if let Some(en) = render_en(&figure).into_iter().next().filter(|_| is_new) {
            values.push(ValueUse { zh: figure.text, en });
        }
    }
    values
}

fn names(text: &str) -> Vec<ValueUse> {
    let mut names: Vec<ValueUse> = Vec::new();
    for person in persons(text) {
        if !names.iter().any(|name| name.zh == person.text) {
            names.push(ValueUse { zh: person.text, en: person.pinyin });
        }
    }
    names
}

fn term(term: &Term) -> TermUse {
    TermUse {
        zh: term.zh.clone(),
        first: term.first.clone(),
        next: term.next.clone().unwrap_or_default(),
        must: term.class == Class::Must,
    }
}

/// Returns what makes two askings for a digest the same: the passages, not their place on the page.
pub(super) fn key(asker: &Asker, brief: &Brief) -> Key {
    let words = brief.words.to_string();
    let shape = [brief.style.as_str(), &words];
    let texts = brief
        .passages
        .iter()
        .flat_map(|passage| [passage.kind.as_str(), passage.zh.as_str(), passage.en.as_str()]);
    let told = brief.terms.iter().flat_map(|term| [term.zh.as_str(), &term.first, &term.next]);
    let values = brief.passages.iter().flat_map(|passage| &passage.values).chain(&brief.names);
    Key {
        source: format!("digest {}", Fingerprint::of(shape.into_iter().chain(texts))),
        languages: brief.languages.clone(),
        asker: asker.clone(),
        terms: if brief.terms.is_empty() {
            glossary::fingerprint(&[])
        } else {
            Fingerprint::of(told)
        },
        figures: Fingerprint::of(values.flat_map(|value| [value.zh.as_str(), value.en.as_str()])),
    }
}
