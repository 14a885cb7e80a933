//! An English text as words with their places, findable by their first letters: cut once for all rules.

use std::borrow::Cow;
use std::ops::{Deref, Range};

use crate::text::span::Span;

/// A word of an English text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// The word as it is printed.
    pub text: &'a str,
    /// The word in lower case, without the 's of a possessive.
    pub lower: Cow<'a, str>,
    /// Where it stands.
    pub span: Span,
}

impl Word<'_> {
    /// Tells whether the word begins with a capital.
    pub(super) fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }
}

/// The words of a text, in order.
#[derive(Debug)]
pub(super) struct Words<'a> {
    words: Vec<Word<'a>>,
    /// The first two bytes of each word with its number, sorted.
    by_start: Vec<(u16, u32)>,
}

impl<'a> Deref for Words<'a> {
    type Target = [Word<'a>];

    fn deref(&self) -> &Self::Target {
        &self.words
    }
}

impl<'a> Words<'a> {
    /// Cuts a text into words; an apostrophe inside a word belongs to it.
    pub(super) fn of(text: &'a str) -> Self {
        let words: Vec<Word<'a>> = cut(text).collect();
        let mut by_start: Vec<(u16, u32)> =
            (0..).zip(&words).map(|(number, word)| (start(&word.lower), number)).collect();
        by_start.sort_unstable();
        Self { words, by_start }
    }

    /// Returns the numbers of the words that begin with the same two letters as a word in lower case.
    pub(super) fn near(&self, word: &str) -> impl Iterator<Item = usize> + '_ {
        let start = start(word);
        let from = self.by_start.partition_point(|(known, _)| *known < start);
        self.by_start[from..]
            .iter()
            .take_while(move |(known, _)| *known == start)
            .map(|(_, number)| *number as usize)
    }

    /// Tells whether a word in lower case stands in the text.
    pub(super) fn has(&self, word: &str) -> bool {
        self.near(word).any(|at| self[at].lower == word)
    }

    /// Returns how often a word in lower case stands in the text.
    pub(super) fn count(&self, word: &str) -> usize {
        self.near(word).filter(|&at| self[at].lower == word).count()
    }

    /// Tells whether one of several words in lower case stands in the text.
    pub(super) fn has_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.has(word))
    }

    /// Returns the words in lower case that stand at least so many times, each with how often.
    pub(super) fn often(&self, times: usize) -> impl Iterator<Item = (&str, usize)> {
        let alike = self.by_start.chunk_by(|a, b| a.0 == b.0);
        alike.filter(move |alike| alike.len() >= times).flat_map(move |alike| {
            let lower = |(_, number): &(u16, u32)| self[*number as usize].lower.as_ref();
            let mut words: Vec<&str> = alike.iter().map(lower).collect();
            words.sort_unstable();
            let same = words.chunk_by(|a, b| a == b).filter(|same| same.len() >= times);
            same.map(|same| (same[0], same.len())).collect::<Vec<_>>()
        })
    }

    /// Returns where a phrase stands, articles ignored and its words in either number.
    pub(super) fn find(&self, phrase: &str) -> Vec<Span> {
        self.places(phrase).collect()
    }

    /// Tells whether a phrase stands in the text.
    pub(super) fn has_phrase(&self, phrase: &str) -> bool {
        self.places(phrase).next().is_some()
    }

    fn places(&self, phrase: &str) -> impl Iterator<Item = Span> {
        let mut wanted = wanted(phrase).peekable();
        // Most phrases stand nowhere, and their first word says so.
        let first = wanted.peek().map(|first| self.like(first)).unwrap_or_default();
        let wanted: Vec<_> = if first.is_empty() { Vec::new() } else { wanted.collect() };
        first.into_iter().filter_map(move |at| self.matches(at, &wanted))
    }

    /// Returns the numbers of the words that are the same as a word in lower case but for their number.
    fn like(&self, word: &str) -> Vec<usize> {
        self.near(word).filter(|&at| is_same(&self[at].lower, word)).collect()
    }

    /// Returns the numbers of the words that lie in a span.
    pub(super) fn within(&self, span: Span) -> Range<usize> {
        let from = self.words.partition_point(|word| word.span.start < span.start);
        let to = self.words.partition_point(|word| word.span.end <= span.end);
        from..to.max(from)
    }

    fn matches(&self, at: usize, wanted: &[Cow<'_, str>]) -> Option<Span> {
        let mut place = at;
        for (i, word) in wanted.iter().enumerate() {
            while i > 0 && self.get(place).is_some_and(|found| is_article(&found.lower)) {
                place += 1;
            }
            let found = self.get(place)?;
            if !is_same(&found.lower, word) {
                return None;
            }
            place += 1;
        }
        Some(Span::new(self[at].span.start, self[place - 1].span.end))
    }
}

/// Cuts a text into words.
pub(super) fn cut(text: &str) -> impl Iterator<Item = Word<'_>> {
    // The byte and the character at which the cutting stands.
    let (mut byte, mut place) = (0, 0);
    std::iter::from_fn(move || {
        let mut here = letter(text, byte)?;
        while !here.is_alphanumeric() {
            byte += here.len_utf8();
            place += 1;
            here = letter(text, byte)?;
        }
        let start = (byte, place);
        while here.is_alphanumeric() || matches!(here, '\'' | '’') && joins(text, byte, here) {
            byte += here.len_utf8();
            place += 1;
            let Some(next) = letter(text, byte) else { break };
            here = next;
        }
        let text = &text[start.0..byte];
        Some(Word { text, lower: lower(text), span: Span::new(start.1, place) })
    })
}

/// Returns the character that begins at a byte.
fn letter(text: &str, byte: usize) -> Option<char> {
    match *text.as_bytes().get(byte)? {
        ascii @ 0..0x80 => Some(char::from(ascii)),
        _ => text[byte..].chars().next(),
    }
}

/// Tells whether an apostrophe joins what stands before it and a letter behind it.
fn joins(text: &str, byte: usize, apostrophe: char) -> bool {
    letter(text, byte + apostrophe.len_utf8()).is_some_and(char::is_alphabetic)
}

/// Returns the words of a phrase in lower case, without articles.
fn wanted(phrase: &str) -> impl Iterator<Item = Cow<'_, str>> {
    cut(phrase).map(|word| word.lower).filter(|word| !is_article(word))
}

/// Returns a word in lower case with straight apostrophes, without the 's of a possessive.
fn lower(text: &str) -> Cow<'_, str> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    if is_plain {
        return Cow::Borrowed(text);
    }
    let mut lower = text.to_lowercase();
    if lower.contains('’') {
        lower = lower.replace('’', "'");
    }
    if lower.ends_with("'s") {
        lower.truncate(lower.len() - 2);
    }
    Cow::Owned(lower)
}

/// Returns the first two bytes of a word; a plural begins as its singular does.
fn start(word: &str) -> u16 {
    let byte = |i: usize| word.as_bytes().get(i).copied().unwrap_or(0);
    u16::from_be_bytes([byte(0), byte(1)])
}

/// Tells whether two words are the same but for their number.
fn is_same(a: &str, b: &str) -> bool {
    let is_plural = |long: &str, short: &str| {
        let rest = long.strip_prefix(short);
        matches!(rest, Some("s" | "es"))
            || short.strip_suffix('y').is_some_and(|stem| long.strip_prefix(stem) == Some("ies"))
    };
    a == b || is_plural(a, b) || is_plural(b, a)
}

fn is_article(word: &str) -> bool {
    matches!(word, "a" | "an" | "the")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_phrase_is_found_without_its_article_and_in_either_number() {
        let text = Words::of("The zone’s Party working committees met a Party group.");
        assert_eq!(text.find("the Party working committee"), [Span::new(11, 35)]);
        assert_eq!(text.find("party committee"), []);
        assert_eq!(text.find("zone").len(), 1);
        assert_eq!(text.find(""), []);
        assert!(text.has("zone") && !text.has("zones") && !text.has_phrase(""));
        assert_eq!(text.within(Span::new(11, 35)), 2..5);
    }

    #[test]
    fn words_that_stand_often_are_counted() {
        let text = Words::of("The canal and the canal, the cane. Canals can.");
        assert_eq!(text.often(2).collect::<Vec<_>>(), [("canal", 2), ("the", 3)]);
        assert_eq!(text.often(4).count(), 0);
        assert_eq!((text.count("canal"), text.count("river")), (2, 0));
    }

    proptest! {
        #[test]
        fn words_stand_where_their_spans_say(text in "[a-cAé’' 1，渠]{0,30}") {
            for word in cut(&text) {
                prop_assert_eq!(word.span.of(&text), word.text);
            }
        }
    }
}
