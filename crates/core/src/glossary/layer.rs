//! One table of terms, made searchable: a look-up by the first two characters says which lengths are
//! worth trying, so that a text costs the same with a hundred terms as with a hundred thousand.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use crate::text::script::is_han;
use crate::text::span::Span;
use crate::text::width::half;

use super::term::{Origin, Term};

/// The longest Chinese expression that is taken for a term, in characters.
pub(super) const LONGEST: usize = 120;

/// Terms, findable by their folded forms.
#[derive(Debug)]
pub(super) struct Layer {
    terms: Vec<Term>,
    by_zh: HashMap<Box<str>, u32>,
    lengths: HashMap<[char; 2], Lengths>,
}

/// The numbers of characters that the terms with one beginning have: bit n for n characters.
#[derive(Debug, Clone, Copy, Default)]
struct Lengths(u128);

/// A term found in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit<'a> {
    pub(super) term: &'a Term,
    pub(super) span: Span,
}

/// A text in the form in which terms are compared, with the byte at which each character begins.
pub(super) struct Folded<'a> {
    text: Cow<'a, str>,
    begins: Vec<usize>,
}

impl Layer {
    pub(super) fn new(terms: Vec<Term>) -> Self {
        let mut layer = Self {
            by_zh: HashMap::with_capacity(terms.len()),
            lengths: HashMap::with_capacity(terms.len()),
            terms: Vec::with_capacity(terms.len()),
        };
        for term in terms {
            layer.add(term);
        }
        layer
    }

    pub(super) fn terms(&self) -> &[Term] {
        &self.terms
    }

    pub(super) fn get(&self, zh: &str) -> Option<&Term> {
        let i = *self.by_zh.get(fold(zh).as_ref())?;
        Some(&self.terms[i as usize])
    }

    /// Finds the terms that lie wholly in a part of a text, leftmost and longest first.
    pub(super) fn search(&self, text: &Folded<'_>, part: Range<usize>) -> Vec<Hit<'_>> {
        let mut hits = Vec::new();
        let mut at = part.start;
        while at < part.end {
            let hit = self.longest(text, at..part.end);
            at = hit.map_or(at + 1, |hit| hit.span.end);
            hits.extend(hit);
        }
        hits
    }

    fn add(&mut self, term: Term) {
        let folded = fold(&term.zh);
        let length = folded.chars().count();
        if !(1..=LONGEST).contains(&length) || self.by_zh.contains_key(folded.as_ref()) {
            return;
        }
        let lengths = self.lengths.entry(beginning(&folded)).or_default();
        lengths.0 |= 1 << length;
        let i = u32::try_from(self.terms.len()).expect("a table has fewer rows than that");
        self.by_zh.insert(folded.into(), i);
        self.terms.push(term);
    }

    /// Returns the longest term that begins where a part of a text begins.
    fn longest(&self, text: &Folded<'_>, part: Range<usize>) -> Option<Hit<'_>> {
        let [first, second] = beginning(text.of(part.clone()));
        let of = |key| self.lengths.get(&key).copied().unwrap_or_default().0;
        let mut lengths = of([first, second]) | of([first, '\0']);
        while lengths != 0 {
            let length = lengths.ilog2() as usize;
            lengths &= !(1 << length);
            let span = Span::new(part.start, part.start + length);
            if span.end <= part.end
                && let Some(&i) = self.by_zh.get(text.of(span.start..span.end))
            {
                let term = &self.terms[i as usize];
                if stands_alone(term, text, span) {
                    return Some(Hit { term, span });
                }
            }
        }
        None
    }
}

impl<'a> Folded<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let text = fold(text);
        let begins = text.char_indices().map(|(byte, _)| byte).collect();
        Self { text, begins }
    }

    /// Returns the number of characters.
    pub(super) fn len(&self) -> usize {
        self.begins.len()
    }

    fn of(&self, part: Range<usize>) -> &str {
        let byte = |at: usize| self.begins.get(at).copied().unwrap_or(self.text.len());
        &self.text[byte(part.start)..byte(part.end)]
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text[..self.of(0..at).len()].chars().next_back()
    }

    fn after(&self, at: usize) -> Option<char> {
        self.of(at..self.len()).chars().next()
    }
}

/// Returns the text in the form in which terms are compared: half width, lower case, as many characters.
pub(super) fn fold(text: &str) -> Cow<'_, str> {
    let folded = |c: char| half(c).to_ascii_lowercase();
    if text.chars().all(|c| folded(c) == c) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(folded).collect())
    }
}

/// The first two characters; NUL stands for a second one that is not there.
fn beginning(folded: &str) -> [char; 2] {
    let mut chars = folded.chars();
    [(); 2].map(|()| chars.next().unwrap_or('\0'))
}

/// Tells whether a term is met as a word of its own: a Latin term not inside a longer Latin word, a
/// built-in term of one character (亩, 家, 约) not inside a Chinese word but beside a figure.
fn stands_alone(term: &Term, text: &Folded<'_>, span: Span) -> bool {
    let (before, after) = (text.before(span.start), text.after(span.end));
    let inside = text.of(span.start..span.end);
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let joins_before = latin(before) && latin(inside.chars().next());
    let joins_after = latin(after) && latin(inside.chars().next_back());
    let single = term.origin == Origin::Builtin && span.len() == 1;
    !joins_before && !joins_after && (!single || is_measured(before, after))
}

fn is_measured(before: Option<char>, after: Option<char>) -> bool {
    let apart = |c: Option<char>| !c.is_some_and(is_han);
    let figure = |c: Option<char>| {
        c.is_some_and(|c| {
            c.is_ascii_digit() || "零〇一二三四五六七八九十百千万亿两几数余多每%".contains(c)
        })
    };
    figure(before) || figure(after) || apart(before) && apart(after)
}
