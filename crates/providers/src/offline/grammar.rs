//! The patterns of a draft: data (`data/patterns.tsv`), compiled once.
//!
//! A row says what a piece of Chinese is (its role), how it is written, with slots for other pieces,
//! and the English with the same slots. A slot names a role of the table, a leaf ([`Leaf`]), or both.
//! Each row carries an example with the English that must come out: the table is its own test.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::leaf::Leaf;

pub(super) const PATTERNS: &str = include_str!("../../data/patterns.tsv");

/// All patterns, by role.
pub(super) struct Grammar {
    symbols: Vec<Symbol>,
    names: HashMap<String, usize>,
}

/// What can fill a slot: a leaf, the rows of a role, or both.
pub(super) struct Symbol {
    pub(super) leaf: Option<Leaf>,
    pub(super) patterns: Vec<Pattern>,
}

/// One way to write a role.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pattern {
    pub(super) elements: Vec<Element>,
    pub(super) english: Vec<Piece>,
}

/// A part of the Chinese.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Element {
    /// These characters.
    Text(Vec<char>),
    /// A piece of this symbol.
    Slot(usize),
}

/// A part of the English.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    /// These words.
    Text(String),
    /// The English of the slot with this number, counted from 0.
    Slot(usize),
    /// The same without its article: `{possessor}'s {subject:bare}`.
    Bare(usize),
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) role: &'static str,
    pub(super) chinese: &'static str,
    pub(super) english: &'static str,
    /// A piece of Chinese that the row is for, and the English that must come out.
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are what the tests read"))]
    pub(super) example: (&'static str, &'static str),
}

/// Iterates over the rows of the table.
pub(super) fn rows() -> impl Iterator<Item = Row> {
    PATTERNS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| {
        let mut cells = line.split('\t');
        let mut cell = || cells.next().unwrap_or("");
        Row { role: cell(), chinese: cell(), english: cell(), example: (cell(), cell()) }
    })
}

impl Grammar {
    /// Returns the built-in grammar; it is compiled at the first call.
    pub(super) fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Grammar> = OnceLock::new();
        BUILTIN.get_or_init(|| Self::compile(rows()))
    }

    /// Returns the symbol of a name that the table uses.
    pub(super) fn symbol(&self, name: &str) -> Option<usize> {
        self.names.get(name).copied()
    }

    pub(super) fn get(&self, symbol: usize) -> &Symbol {
        &self.symbols[symbol]
    }

    fn compile(rows: impl Iterator<Item = Row>) -> Self {
        let mut grammar = Self { symbols: Vec::new(), names: HashMap::new() };
        for row in rows {
            let symbol = grammar.number(row.role);
            for chinese in alternatives(row.chinese) {
                let pattern = grammar.pattern(&chinese, row.english);
                grammar.symbols[symbol].patterns.push(pattern);
            }
        }
        for symbol in &mut grammar.symbols {
            symbol.patterns.sort_by_key(|pattern| std::cmp::Reverse(pattern.literal()));
        }
        grammar
    }

    fn number(&mut self, name: &str) -> usize {
        if let Some(&number) = self.names.get(name) {
            return number;
        }
        let number = self.symbols.len();
        self.symbols.push(Symbol { leaf: Leaf::named(name), patterns: Vec::new() });
        self.names.insert(name.to_owned(), number);
        number
    }

    fn pattern(&mut self, chinese: &str, english: &str) -> Pattern {
        let mut slots = Vec::new();
        let mut elements = Vec::new();
        for part in parts(chinese) {
            elements.push(match part {
                Part::Text(text) => Element::Text(text.chars().collect()),
                Part::Slot(name) => {
                    slots.push(name);
                    Element::Slot(self.number(name.split('.').next().unwrap_or(name)))
                }
            });
        }
        let english = parts(english).into_iter().map(|part| piece(part, &slots)).collect();
        Pattern { elements, english }
    }
}

impl Pattern {
    /// Returns how many characters the pattern gives itself: what has more is tried first.
    fn literal(&self) -> usize {
        self.elements
            .iter()
            .map(|element| match element {
                Element::Text(text) => text.len(),
                Element::Slot(_) => 0,
            })
            .sum()
    }
}

/// A part of a pattern or a template, as it is written.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Part<'a> {
    Text(&'a str),
    Slot(&'a str),
}

/// Cuts `在{place}举行` into its text and its slots.
fn parts(written: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = written;
    while let Some((text, (slot, after))) =
        rest.split_once('{').and_then(|(text, slot)| Some((text, slot.split_once('}')?)))
    {
        if !text.is_empty() {
            parts.push(Part::Text(text));
        }
        parts.push(Part::Slot(slot));
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest));
    }
    parts
}

/// Makes a piece of English; a slot that the Chinese does not have stays as it is written and shows
/// up in the test of its row.
fn piece(part: Part<'_>, slots: &[&str]) -> Piece {
    let number = |name: &str| slots.iter().position(|slot| *slot == name);
    match part {
        Part::Text(text) => Piece::Text(text.to_owned()),
        Part::Slot(name) => match name.strip_suffix(":bare") {
            Some(name) => number(name).map(Piece::Bare),
            None => number(name).map(Piece::Slot),
        }
        .unwrap_or_else(|| Piece::Text(format!("{{{name}}}"))),
    }
}

/// Writes out the choices of a pattern: `[同比|]增长{percent}` is two patterns.
fn alternatives(written: &str) -> Vec<String> {
    let Some((before, (choices, after))) =
        written.split_once('[').and_then(|(before, rest)| Some((before, rest.split_once(']')?)))
    else {
        return vec![written.to_owned()];
    };
    let tails = alternatives(after);
    choices
        .split('|')
        .flat_map(|choice| tails.iter().map(move |tail| format!("{before}{choice}{tail}")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_are_written_out() {
        assert_eq!(alternatives("[同比|]增长{percent}"), ["同比增长{percent}", "增长{percent}"]);
        assert_eq!(alternatives("[a|b][c|d]"), ["ac", "ad", "bc", "bd"]);
        assert_eq!(alternatives("占地"), ["占地"]);
    }

    #[test]
    fn a_pattern_is_text_and_slots() {
        let slots = [Part::Text("在"), Part::Slot("place"), Part::Text("举行")];
        assert_eq!(parts("在{place}举行"), slots);
        assert_eq!(piece(Part::Slot("x:bare"), &["y", "x"]), Piece::Bare(1));
    }

    #[test]
    fn every_slot_of_the_table_can_be_filled() {
        let grammar = Grammar::builtin();
        for (name, &symbol) in &grammar.names {
            let symbol = grammar.get(symbol);
            assert!(symbol.leaf.is_some() || !symbol.patterns.is_empty(), "nothing fills {name}");
        }
    }
}
