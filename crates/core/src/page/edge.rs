//! Edge: what the two sides of a seam look like, to the dictionary and to the eye.
//!
//! A *tail* is the end of a piece that may go on elsewhere, a *head* the beginning of one that may belong
//! to another. Each looks at its own side only; how two of them fit is the business of [`super::seam`].

use super::grams::Words;
use super::number::{Number, Style};
use super::shape::{End, Shape, is_inner_mark};
use super::unit::{self, Unit};
use crate::text::class::Class;
use crate::text::lexicon::{self, Beginning};
use crate::text::script::is_han;
use crate::text::width::half;

/// How many characters on each side of a seam are cut into words.
const REACH: usize = 8;

/// The end of a piece that may go on elsewhere.
#[derive(Debug, Clone)]
pub(super) struct Tail {
    /// How it ends.
    pub(super) end: End,
    /// Its last characters.
    pub(super) chars: Vec<char>,
    /// The cost of cutting the first so many of `chars` into words.
    pub(super) costs: Vec<f32>,
    /// The class of its last word.
    pub(super) last: Option<Class>,
    /// The words that begin with the last one, two, three and four characters, as far as any do.
    pub(super) beginnings: [Option<Beginning>; 4],
    /// What it leaves open.
    pub(super) opened: [u8; 7],
    /// Whether an enumeration is under way.
    pub(super) in_list: bool,
    /// The words near by.
    pub(super) words: Words,
}

/// The beginning of a piece that may belong to another one.
#[derive(Debug, Clone)]
pub(super) struct Head {
    /// Its first characters.
    pub(super) chars: Vec<char>,
    /// The same characters.
    pub(super) text: String,
    /// The cost of cutting `chars` from here on into words.
    pub(super) costs: Vec<f32>,
    /// The class of its first word.
    pub(super) first: Option<Class>,
    /// How it begins.
    pub(super) start: Start,
    /// Whether it begins with the last digits of a figure.
    pub(super) ends_figure: bool,
    /// What it closes without opening it.
    pub(super) closed: [u8; 7],
    /// The words near by.
    pub(super) words: Words,
}

/// How a text begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// With a mark that cannot begin a text.
    Mark,
    /// With a particle.
    Particle,
    /// With a unit whose number is missing.
    Unit(Unit),
    /// With a digit.
    Digit,
    /// With a date, as paragraphs like to begin.
    Date,
    /// With the number of a section or an item.
    Number,
    /// As any text may.
    Free,
}

impl Tail {
    /// Looks at the end of a text.
    pub(super) fn of(text: &str, shape: &Shape) -> Self {
        let mut chars: Vec<char> = text.chars().rev().take(REACH).map(half).collect();
        chars.reverse();
        let (costs, last) = cut_forward(&chars);
        let last_pause = text.chars().rev().find(|&c| matches!(half(c), ',' | '、' | '。' | ';'));
        Self {
            end: shape.end,
            beginnings: beginnings(&chars),
            chars,
            costs,
            last,
            opened: shape.opened,
            in_list: last_pause == Some('、'),
            words: Words::of_end(text),
        }
    }

    /// Tells whether the text ends in the middle of a number.
    pub(super) fn ends_with_digit(&self) -> bool {
        let mut last = self.chars.iter().rev();
        match last.next() {
            Some('.') => last.next().is_some_and(char::is_ascii_digit),
            last => last.is_some_and(char::is_ascii_digit),
        }
    }

    /// Returns the last character.
    pub(super) fn last_char(&self) -> char {
        self.chars.last().copied().unwrap_or(' ')
    }
}

impl Head {
    /// Looks at the beginning of a text.
    pub(super) fn of(text: &str, shape: &Shape) -> Self {
        let chars: Vec<char> = text.chars().take(REACH).map(half).collect();
        let (costs, first_len) = cut_backward(&chars);
        let first: String = chars[..first_len].iter().collect();
        Self {
            ends_figure: unit::ends_figure(text),
            start: start_of(text, &chars, &first),
            first: lexicon::class(&first),
            text: chars.iter().collect(),
            chars,
            costs,
            closed: shape.closed,
            words: Words::of_start(text),
        }
    }

    /// Counts the digits with which it begins.
    pub(super) fn digits(&self) -> usize {
        self.chars.iter().take_while(|c| c.is_ascii_digit()).count()
    }

    /// Returns the first character.
    pub(super) fn first_char(&self) -> char {
        self.chars.first().copied().unwrap_or(' ')
    }
}

/// Returns the words that begin with the last characters of a text.
fn beginnings(chars: &[char]) -> [Option<Beginning>; 4] {
    let mut text = String::with_capacity(16);
    std::array::from_fn(|i| {
        let from = chars.len().checked_sub(i + 1)?;
        text.clear();
        text.extend(&chars[from..]);
        Beginning::of(&text)
    })
}

/// Tells whether a text cannot be the beginning of a paragraph.
pub(super) fn begins_cut(text: &str, shape: &Shape) -> bool {
    let first = text.chars().next().map_or(' ', half);
    let inside = unit::begins_inside_number(text) || unit::ends_figure(text);
    if shape.lacks_opening() || is_inner_mark(first) || inside {
        return true;
    }
    if !unit::may_begin(first) && !PARTICLES.contains(first) {
        return false;
    }
    let longest = lexicon::prefixes(text).last().map_or(first.len_utf8(), |(len, _)| len);
    let Some((word, rest)) = text.split_at_checked(longest) else {
        return false;
    };
    is_particle(word) || unit::of(word, rest.chars().next().map(half)) == Some(Unit::Bound)
}

/// Particles that belong to what stands before them.
const PARTICLES: &str = "的地得了着们之等";

fn is_particle(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(|c| PARTICLES.contains(c)) && chars.next().is_none()
}

/// Cuts characters into words from the left: the cost of each beginning, and the class of the last
/// word.
fn cut_forward(chars: &[char]) -> (Vec<f32>, Option<Class>) {
    let text: String = chars.iter().collect();
    let bytes: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
    let mut costs = vec![f32::MAX; chars.len() + 1];
    let mut from = vec![0; chars.len() + 1];
    costs[0] = 0.0;
    for (i, &byte) in bytes.iter().enumerate() {
        let mut offer = |to: usize, cost: f32| {
            if costs[i] + cost < costs[to] {
                costs[to] = costs[i] + cost;
                from[to] = i;
            }
        };
        offer(i + 1, unknown(chars[i]));
        for (len, frequency) in lexicon::prefixes(&text[byte..]) {
            let to = bytes.partition_point(|&b| b < byte + len);
            offer(to, lexicon::cost(frequency));
        }
    }
    let last: String = chars[from[chars.len()]..].iter().collect();
    (costs, lexicon::class(&last))
}

/// Cuts characters into words from the right: the cost from each place on, and the length of the
/// first word.
fn cut_backward(chars: &[char]) -> (Vec<f32>, usize) {
    let text: String = chars.iter().collect();
    let bytes: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
    let mut costs = vec![0.0; chars.len() + 1];
    let mut first = chars.len().min(1);
    for (i, &byte) in bytes.iter().enumerate().rev() {
        let mut best = (unknown(chars[i]) + costs[i + 1], i + 1);
        for (len, frequency) in lexicon::prefixes(&text[byte..]) {
            let to = bytes.partition_point(|&b| b < byte + len);
            let cost = lexicon::cost(frequency) + costs[to];
            if cost < best.0 {
                best = (cost, to);
            }
        }
        costs[i] = best.0;
        first = best.1 - i;
    }
    (costs, first)
}

/// Returns the cost of a character that no word of the list holds.
fn unknown(c: char) -> f32 {
    if is_han(c) { lexicon::cost(1) } else { 0.0 }
}

fn start_of(text: &str, chars: &[char], first: &str) -> Start {
    let Some(&c) = chars.first() else {
        return Start::Free;
    };
    if is_inner_mark(c) {
        return Start::Mark;
    }
    let number = Number::of(text).map(|number| number.style);
    if matches!(number, Some(Style::Han | Style::HanBracket | Style::Circled)) {
        return Start::Number;
    }
    if c.is_ascii_digit() {
        return if unit::begins_with_date(text) { Start::Date } else { Start::Digit };
    }
    if is_particle(first) {
        return Start::Particle;
    }
    if unit::begins_inside_number(text) {
        return Start::Unit(Unit::Bound);
    }
    let next = chars.get(first.chars().count()).copied();
    unit::of(first, next).map_or(Start::Free, Start::Unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_cut(head: &str, expected: bool) {
        assert_eq!(begins_cut(head, &Shape::of(head)), expected, "{head}");
    }

    #[test]
    fn a_beginning_that_cannot_begin_is_cut() {
        for head in [
            "，今年增产",
            "的粮食产量",
            "亩。如今",
            "万美元，增长",
            "个，办结率",
            "做到”的理念",
            "名传承人进校",
            "多万元。",
        ] {
            assert_cut(head, true);
        }
        for head in [
            "今年增产",
            "地方政府",
            "年初以来",
            "“三个一”工程",
            "2026年3月",
            "家住白河镇",
            "了解到",
        ] {
            assert_cut(head, false);
        }
    }
}
