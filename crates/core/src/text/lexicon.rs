//! Chinese words with their frequency and class.
//!
//! The list is compiled into the binary as a finite-state map and is used where it lies: nothing is
//! unpacked, so the first look-up costs what every look-up costs. `data/README.md` says where the
//! words come from and how to make the list again. This module knows words and nothing about
//! sentences or newspapers.

use std::sync::OnceLock;

use fst::Map;
use fst::raw::{CompiledAddr, Output};

use crate::text::class::Class;
use crate::text::script::is_han;

/// The longest word of the list, in characters.
const LONGEST: usize = 8;

/// The bits of a value that hold the class of the word; the frequency stands above them.
const CLASS_BITS: u32 = 8;

/// Packs a frequency and a class into a value of the list.
pub fn pack(frequency: u32, class: Class) -> u64 {
    (u64::from(frequency) << CLASS_BITS) | class as u64
}

/// Returns how often a word occurs in the corpus of the list, or nothing for a word that is not in it.
pub fn frequency(word: &str) -> Option<u32> {
    value(word).map(unpack_frequency)
}

/// Returns the class of a word, or nothing for a word that is not in the list.
pub fn class(word: &str) -> Option<Class> {
    value(word).map(unpack_class)
}

/// Tells whether a word is in the list.
pub fn is_word(word: &str) -> bool {
    value(word).is_some()
}

/// Returns every word with which a text begins, shortest first: its length in bytes and its frequency.
pub fn prefixes(text: &str) -> impl Iterator<Item = (usize, u32)> + '_ {
    walk(text).map(|(len, value)| (len, unpack_frequency(value)))
}

/// Cuts a text into words by the most probable path; joined again they are the text.
///
/// Han characters without a word of their own stand alone; runs of other characters stay whole.
pub fn words(text: &str) -> Vec<&str> {
    words_with(text, &|_| None)
}

/// Cuts a text as [`words`] does, with words that the list does not hold: `extra` returns the
/// frequency of such a word, and is asked for every run of two to eight Han characters.
pub fn words_with<'a>(text: &'a str, extra: &dyn Fn(&str) -> Option<u32>) -> Vec<&'a str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let han = is_han(first);
        let end = rest.find(|c| is_han(c) != han).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        if han {
            cut_han(run, extra, &mut words);
        } else {
            words.push(run);
        }
        rest = after;
    }
    words
}

/// Returns the negative logarithm of the share of a word with this frequency in the corpus.
pub fn cost(frequency: u32) -> f32 {
    total_ln() - (frequency.max(1) as f32).ln()
}

/// Cuts a run of Han characters: the cheapest path, found from the end to the start.
fn cut_han<'a>(run: &'a str, extra: &dyn Fn(&str) -> Option<u32>, words: &mut Vec<&'a str>) {
    let starts: Vec<usize> = run.char_indices().map(|(i, _)| i).collect();
    let mut best: Vec<(f32, usize)> = vec![(0.0, run.len()); starts.len() + 1];
    for (i, &start) in starts.iter().enumerate().rev() {
        best[i] = best_word(run, &starts, i, start, &best, extra);
    }
    let mut at = 0;
    while at < starts.len() {
        let next = best[at].1;
        let end = starts.get(next).copied().unwrap_or(run.len());
        words.push(&run[starts[at]..end]);
        at = next;
    }
}

/// Returns the cost of the cheapest path from character `i` on, and the character after its first word.
fn best_word(
    run: &str,
    starts: &[usize],
    i: usize,
    start: usize,
    best: &[(f32, usize)],
    extra: &dyn Fn(&str) -> Option<u32>,
) -> (f32, usize) {
    let mut choice = (cost(1) + best[i + 1].0, i + 1);
    let mut offer = |next: usize, frequency: u32| {
        let total = cost(frequency) + best[next].0;
        if total < choice.0 {
            choice = (total, next);
        }
    };
    for (len, frequency) in prefixes(&run[start..]) {
        let next = starts.partition_point(|&s| s < start + len);
        offer(next, frequency);
    }
    for next in i + 2..=(i + LONGEST).min(starts.len()) {
        let end = starts.get(next).copied().unwrap_or(run.len());
        if let Some(frequency) = extra(&run[start..end]) {
            offer(next, frequency);
        }
    }
    choice
}

/// The beginning of some word of the list, from which the list can be followed further.
#[derive(Debug, Clone, Copy)]
pub struct Beginning {
    address: CompiledAddr,
    value: Output,
}

impl Beginning {
    /// Follows the list along a text; nothing where no word begins so.
    pub fn of(text: &str) -> Option<Self> {
        let fst = list().as_fst();
        let start = Self { address: fst.root().addr(), value: Output::zero() };
        text.bytes().try_fold(start, Self::step)
    }

    /// Returns every word that begins so and goes on as the text does: how many bytes of the text it
    /// takes, and its frequency. Shortest first.
    pub fn words<'t>(self, text: &'t str) -> impl Iterator<Item = (usize, u32)> + 't {
        self.walk(text).map(|(len, value)| (len, unpack_frequency(value)))
    }

    /// Tells whether some word begins so and goes on with this character.
    pub fn goes_on_with(self, c: char) -> bool {
        let mut bytes = [0; 4];
        c.encode_utf8(&mut bytes).bytes().try_fold(self, Self::step).is_some()
    }

    fn step(self, byte: u8) -> Option<Self> {
        let node = list().as_fst().node(self.address);
        let arc = node.transition(node.find_input(byte)?);
        Some(Self { address: arc.addr, value: self.value.cat(arc.out) })
    }

    fn walk<'t>(self, text: &'t str) -> impl Iterator<Item = (usize, u64)> + 't {
        let mut here = Some(self);
        let mut bytes = text.bytes().enumerate();
        std::iter::from_fn(move || {
            for (i, byte) in bytes.by_ref() {
                here = here.and_then(|here| here.step(byte));
                let Some(at) = here else { break };
                let node = list().as_fst().node(at.address);
                if node.is_final() {
                    return Some((i + 1, at.value.cat(node.final_output()).value()));
                }
            }
            None
        })
        .fuse()
    }
}

/// Walks the list along a text and yields the length in bytes and the value of every word met.
fn walk(text: &str) -> impl Iterator<Item = (usize, u64)> + '_ {
    let fst = list().as_fst();
    let root = Beginning { address: fst.root().addr(), value: Output::zero() };
    root.walk(text)
}

fn list() -> &'static Map<&'static [u8]> {
    static LIST: OnceLock<Map<&'static [u8]>> = OnceLock::new();
    LIST.get_or_init(|| {
        Map::new(include_bytes!("../../data/words.fst").as_slice())
            .expect("the list is made by examples/make_words.rs and tested below")
    })
}

/// Returns the logarithm of the sum of all frequencies, which the list keeps under the empty word.
fn total_ln() -> f32 {
    static TOTAL: OnceLock<f32> = OnceLock::new();
    *TOTAL.get_or_init(|| (list().get("").unwrap_or(1).max(1) as f32).ln())
}

/// Returns the value of a word; the empty word is none.
fn value(word: &str) -> Option<u64> {
    if word.is_empty() {
        return None;
    }
    list().get(word)
}

fn unpack_frequency(value: u64) -> u32 {
    (value >> CLASS_BITS) as u32
}

fn unpack_class(value: u64) -> Class {
    Class::from_code(value as u8)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn assert_words(expected: &str) {
        let text = expected.replace('/', "");
        assert_eq!(words(&text).join("/"), expected);
    }

    #[test]
    fn a_sentence_is_cut_into_its_words() {
        assert_words("我们/今天/举行/座谈会");
        assert_words("企业/的/生产能力/提高/了");
        assert_words("同比/增长/5.3%,/比/去年/快");
        assert_words("Recto");
        assert_words("");
    }

    #[test]
    fn a_word_has_a_frequency_and_a_class() {
        assert!(frequency("企业") > frequency("企图"));
        assert_eq!(class("企业"), Some(Class::Noun));
        assert_eq!(class("举行"), Some(Class::Verb));
        assert_eq!(class("我们"), Some(Class::Pronoun));
        assert_eq!(frequency("企业举"), None);
        assert_eq!(frequency(""), None);
    }

    #[test]
    fn a_word_can_be_followed_across_a_cut() {
        let beginning = Beginning::of("中华人").expect("words begin so");
        assert!(beginning.goes_on_with('民') && !beginning.goes_on_with('企'));
        let (len, _) = beginning.words("民共和国成立").last().expect("a word is met");
        assert_eq!(len, "民共和国".len());
        assert!(Beginning::of("企业举").is_none());
    }

    #[test]
    fn a_word_that_the_list_lacks_can_be_added() {
        let extra = |word: &str| (word == "青岚市").then_some(1000);
        assert_eq!(words_with("在青岚市举行", &extra).join("/"), "在/青岚市/举行");
    }

    #[test]
    fn the_list_is_whole() {
        assert!(list().as_fst().verify().is_ok());
        assert!(total_ln() > 17.0);
    }

    #[test]
    fn the_words_with_which_a_text_begins_are_found_shortest_first() {
        let found: Vec<usize> = prefixes("中华人民共和国成立").map(|(len, _)| len).collect();
        assert!(found.contains(&"中华".len()));
        assert_eq!(found.last(), Some(&"中华人民共和国".len()));
    }

    proptest! {
        #[test]
        fn words_joined_are_the_text(text in "[一-龥a-z0-9，。 ]{0,60}|\\PC{0,40}") {
            prop_assert_eq!(words(&text).concat(), text);
        }
    }
}
