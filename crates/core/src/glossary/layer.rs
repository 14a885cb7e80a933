//! One table of terms, made searchable: the terms sorted, with the place of every beginning of two
//! characters, so that a text costs about the same with a hundred terms as with a hundred thousand.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use crate::text::script::is_han;
use crate::text::span::Span;
use crate::text::width::half;

use super::shelf::Shelf;
use super::term::{Origin, Term};

/// Terms, findable by their folded forms.
#[derive(Debug)]
pub(super) struct Layer {
    /// The terms, as they were given.
    terms: Shelf,
    /// The numbers of the terms, in the order of their folded forms.
    order: Vec<u32>,
    /// The folded forms in that order, one after the other.
    sorted: Vec<char>,
    /// Where each form begins in `sorted`; one more for the end.
    places: Vec<u32>,
    /// The places of the forms that begin with two characters; NUL for a second that is not there.
    beginnings: HashMap<u64, Range<u32>, BuildHasherDefault<Mix>>,
    /// A bit for every beginning, by which most places of a text are passed with one look.
    marks: Vec<u64>,
}

/// Mixes the bits of a beginning; the table is made once and the keys are short, so this is enough.
#[derive(Debug, Default)]
struct Mix(u64);

/// What bits are mixed with: 2^64 by the golden ratio.
const MIXES: u64 = 0x9e37_79b9_7f4a_7c15;

/// A term found in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit<'a> {
    pub(super) term: &'a Term,
    pub(super) span: Span,
}

impl Layer {
    pub(super) fn new(terms: Shelf) -> Self {
        let mut layer = Self {
            terms,
            order: Vec::new(),
            sorted: Vec::new(),
            places: Vec::new(),
            beginnings: HashMap::default(),
            marks: Vec::new(),
        };
        layer.sort();
        layer.mark();
        layer
    }

    /// Iterates over the terms in the order of their forms; of those with the same form the first counts.
    pub(super) fn terms(&self) -> impl Iterator<Item = &Term> {
        self.order.iter().map(|&number| self.terms.get(number as usize))
    }

    pub(super) fn is_builtin(&self) -> bool {
        self.terms.is_builtin()
    }

    pub(super) fn get(&self, zh: &str) -> Option<&Term> {
        let form: Vec<char> = zh.chars().map(folded).collect();
        self.get_form(&form)
    }

    /// Returns the term of a folded form.
    pub(super) fn get_form(&self, form: &[char]) -> Option<&Term> {
        self.forms_along(form).find(|(length, _)| *length == form.len()).map(|(_, term)| term)
    }

    /// Finds the terms that lie wholly in a part of a text, leftmost and longest first.
    pub(super) fn search(&self, text: &[char], part: Range<usize>) -> Vec<Hit<'_>> {
        let mut hits = Vec::new();
        let mut at = part.start;
        while at < part.end {
            let hit = self.longest(text, at..part.end);
            at = hit.map_or(at + 1, |hit| hit.span.end);
            hits.extend(hit);
        }
        hits
    }

    /// Sorts the forms; of terms with the same form the first is kept.
    ///
    /// What is sorted are numbers: a term is large, and stays where it is.
    fn sort(&mut self) {
        let mut forms: Vec<char> = Vec::with_capacity(4 * self.terms.len());
        let mut order: Vec<(u64, Range<u32>, u32)> = Vec::with_capacity(self.terms.len());
        for number in 0..self.terms.len() {
            let start = forms.len();
            forms.extend(self.terms.zh(number).chars().map(folded));
            if forms.len() > start {
                let range = index(start)..index(forms.len());
                order.push((beginning(&forms[start..]), range, index(number)));
            }
        }
        let form = |range: &Range<u32>| &forms[range.start as usize..range.end as usize];
        order.sort_unstable_by(|(a, form_a, number_a), (b, form_b, number_b)| {
            let whole = || form(form_a).cmp(form(form_b)).then(number_a.cmp(number_b));
            a.cmp(b).then_with(whole)
        });
        order.dedup_by(|(_, later, _), (_, earlier, _)| form(later) == form(earlier));
        self.order.reserve_exact(order.len());
        self.places.reserve_exact(order.len() + 1);
        self.sorted.reserve_exact(forms.len());
        self.beginnings.reserve(order.len());
        for (begins, range, number) in order {
            let place = index(self.places.len());
            let range_of = self.beginnings.entry(begins).or_insert(place..place);
            range_of.end = place + 1;
            self.places.push(index(self.sorted.len()));
            self.sorted.extend_from_slice(form(&range));
            self.order.push(number);
        }
        self.places.push(index(self.sorted.len()));
    }

    /// Sets the marks of the beginnings, a bit of sixteen or more for each.
    fn mark(&mut self) {
        self.marks = vec![0; (self.beginnings.len() / 4).next_power_of_two()];
        for &begins in self.beginnings.keys() {
            let (place, bit) = self.bit(begins);
            self.marks[place] |= bit;
        }
    }

    fn bit(&self, begins: u64) -> (usize, u64) {
        let mixed = begins.wrapping_mul(MIXES) >> 32;
        (mixed as usize >> 6 & (self.marks.len() - 1), 1 << (mixed & 63))
    }

    /// Returns where the forms with a beginning stand.
    fn places_of(&self, begins: &[char]) -> Option<&Range<u32>> {
        let begins = beginning(begins);
        let (place, bit) = self.bit(begins);
        if self.marks[place] & bit == 0 {
            return None;
        }
        self.beginnings.get(&begins)
    }

    /// Returns the longest term that begins where a part of a text begins.
    fn longest(&self, text: &[char], part: Range<usize>) -> Option<Hit<'_>> {
        self.forms_along(&text[part.clone()])
            .map(|(length, term)| Hit { term, span: Span::new(part.start, part.start + length) })
            .filter(|hit| stands_alone(hit.term, text, hit.span))
            .last()
    }

    /// Returns the terms with which a text begins, shortest first, with their lengths.
    fn forms_along<'a, 't>(
        &'a self,
        text: &'t [char],
    ) -> impl Iterator<Item = (usize, &'a Term)> + use<'a, 't> {
        let single = text.get(..1).and_then(|one| self.places_of(one));
        let longer = text.get(..2).and_then(|two| self.places_of(two));
        let single = single.map(|place| (1, self.term(place.start)));
        let longer = longer.cloned().unwrap_or_default();
        single.into_iter().chain(Along { layer: self, text, places: longer, length: 2 })
    }

    fn term(&self, place: u32) -> &Term {
        self.terms.get(self.order[place as usize] as usize)
    }

    fn form(&self, place: u32) -> &[char] {
        let place = place as usize;
        &self.sorted[self.places[place] as usize..self.places[place + 1] as usize]
    }
}

/// A walk over the forms with which a text begins.
struct Along<'a, 't> {
    layer: &'a Layer,
    text: &'t [char],
    /// The forms that agree with the first `length` characters of the text.
    places: Range<u32>,
    length: usize,
}

impl<'a> Iterator for Along<'a, '_> {
    type Item = (usize, &'a Term);

    fn next(&mut self) -> Option<Self::Item> {
        while !self.places.is_empty() {
            let (place, length) = (self.places.start, self.length);
            let ends = self.layer.form(place).len() == length;
            self.places.start += u32::from(ends);
            self.narrow();
            if ends {
                return Some((length, self.layer.term(place)));
            }
        }
        None
    }
}

impl Along<'_, '_> {
    /// Keeps the forms that agree with one more character of the text.
    fn narrow(&mut self) {
        let Some(&c) = self.text.get(self.length) else {
            self.places.end = self.places.start;
            return;
        };
        let at = self.length;
        self.places.start = self.split(|form| form[at] < c);
        self.places.end = self.split(|form| form[at] <= c);
        self.length += 1;
    }

    /// Returns the first place whose form is not before the border.
    fn split(&self, before: impl Fn(&[char]) -> bool) -> u32 {
        let (mut low, mut high) = (self.places.start, self.places.end);
        while low < high {
            let middle = low + (high - low) / 2;
            if before(self.layer.form(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

impl Hasher for Mix {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(u64::from(byte));
        }
    }

    fn write_u64(&mut self, key: u64) {
        let mixed = (self.0 ^ key).wrapping_mul(MIXES);
        self.0 = mixed ^ (mixed >> 32);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Returns the text in the form in which terms are compared: half width, lower case, as many characters.
pub(super) fn fold(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| folded(c) == c) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(folded).collect())
    }
}

/// Returns a character in the form in which terms are compared.
pub(super) fn folded(c: char) -> char {
    half(c).to_ascii_lowercase()
}

/// The first two characters of a form as one number; NUL stands for a second that is not there.
fn beginning(form: &[char]) -> u64 {
    let of = |i: usize| form.get(i).map_or(0, |&c| u64::from(u32::from(c)));
    of(0) << 32 | of(1)
}

fn index(n: usize) -> u32 {
    u32::try_from(n).expect("a table has fewer characters than that")
}

/// Tells whether a term is met as a word of its own: a Latin term not inside a longer Latin word, a
/// built-in term of one character (亩, 家, 约) not inside a Chinese word but beside a figure.
fn stands_alone(term: &Term, text: &[char], span: Span) -> bool {
    let before = span.start.checked_sub(1).map(|i| text[i]);
    let after = text.get(span.end).copied();
    let latin = |c: char| c.is_ascii_alphanumeric();
    let joins_before = latin(text[span.start]) && before.is_some_and(latin);
    let joins_after = latin(text[span.end - 1]) && after.is_some_and(latin);
    let single = term.origin == Origin::Builtin && span.len() == 1;
    !joins_before && !joins_after && (!single || is_measured(term, before, after))
}

/// Tells whether a figure stands where a term of one character takes it: before a measure word (30升,
/// not 晋升30), on either side of others (约30, 3倍).
fn is_measured(term: &Term, before: Option<char>, after: Option<char>) -> bool {
    let apart = |c: Option<char>| !c.is_some_and(is_han);
    let figure = |c: Option<char>| {
        c.is_some_and(|c| {
            c.is_ascii_digit() || "零〇一二三四五六七八九十百千万亿两几数余多每%".contains(c)
        })
    };
    let takes_after = term.pos != "measure" && figure(after);
    figure(before) || takes_after || apart(before) && apart(after)
}
