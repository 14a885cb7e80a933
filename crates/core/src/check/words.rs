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

    /// Tells whether one of several words in lower case stands in the text.
    pub(super) fn has_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.has(word))
    }

    /// Returns where a phrase stands, articles ignored and its words in either number.
    pub(super) fn find(&self, phrase: &str) -> Vec<Span> {
        let wanted = wanted(phrase);
        let Some(first) = wanted.first() else {
            return Vec::new();
        };
        self.near(first).filter_map(|at| self.matches(at, &wanted)).collect()
    }

    /// Tells whether a phrase stands in the text.
    pub(super) fn has_phrase(&self, phrase: &str) -> bool {
        let wanted = wanted(phrase);
        let first = wanted.first().map_or("", AsRef::as_ref);
        self.near(first).any(|at| self.matches(at, &wanted).is_some())
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
    let mut rest = text.char_indices().enumerate().peekable();
    std::iter::from_fn(move || {
        let (start, (byte, _)) = rest.by_ref().find(|(_, (_, c))| c.is_alphanumeric())?;
        let (mut end, mut end_byte) = (start + 1, text.len());
        while let Some(&(place, (byte, c))) = rest.peek() {
            let joins = matches!(c, '\'' | '’')
                && text[byte + c.len_utf8()..].chars().next().is_some_and(char::is_alphabetic);
            if !c.is_alphanumeric() && !joins {
                end_byte = byte;
                break;
            }
            end = place + 1;
            rest.next();
        }
        let text = &text[byte..end_byte];
        Some(Word { text, lower: lower(text), span: Span::new(start, end) })
    })
}

/// Returns the words of a phrase in lower case, without articles.
fn wanted(phrase: &str) -> Vec<Cow<'_, str>> {
    cut(phrase).map(|word| word.lower).filter(|word| !is_article(word)).collect()
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

    proptest! {
        #[test]
        fn words_stand_where_their_spans_say(text in "[a-cAé’' 1，渠]{0,30}") {
            for word in cut(&text) {
                prop_assert_eq!(word.span.of(&text), word.text);
            }
        }
    }
}
