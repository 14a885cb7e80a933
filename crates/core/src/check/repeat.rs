//! `REPEAT`: the English says something again and again that the Chinese says once.

use std::collections::{HashMap, HashSet};

use super::words::{Word, Words, cut};
use super::{Sides, on_target};
use crate::finding::{Finding, Severity};
use crate::text::script::is_han;

/// Words from which on a sentence said twice is a repetition.
const SENTENCE: usize = 6;

/// Words of a phrase that is counted, and how often it may stand.
const PHRASE: usize = 4;
const OFTEN: usize = 3;

/// Letters from which on a word says something.
const TELLING: usize = 5;

pub(super) fn check(sides: &Sides<'_>) -> Vec<Finding> {
    let repeated = repeated_sentence(sides.pair.target).or_else(|| repeated_phrase(sides.words()));
    let Some(text) = repeated.filter(|_| !is_repetitive(sides.source())) else {
        return Vec::new();
    };
    vec![on_target(
        "REPEAT",
        Severity::Major,
        format!("`{text}` is said again, and not in the Chinese"),
    )]
}

fn repeated_sentence(text: &str) -> Option<String> {
    let mut seen: HashSet<&str> = HashSet::new();
    let ends = |c| matches!(c, '.' | '!' | '?');
    let sentences = text.split_inclusive(ends).map(str::trim);
    let is_long = |sentence: &str| cut(sentence).nth(SENTENCE - 1).is_some();
    let mut repeated = sentences.filter(|sentence| !seen.insert(sentence));
    repeated.find(|sentence| is_long(sentence)).map(shortened)
}

fn repeated_phrase(words: &Words<'_>) -> Option<String> {
    if !may_repeat(words) {
        return None;
    }
    let numbers = numbered(words);
    let mut phrases: Vec<(&[u32], usize)> = numbers.windows(PHRASE).zip(0..).collect();
    phrases.sort_unstable();
    let phrase = |at: usize| words[at..at + PHRASE].iter().map(|word| word.lower.as_ref());
    let says = |at: usize| phrase(at).filter(|word| word.len() >= TELLING).count() >= 2;
    // The one that is too often first.
    let often = phrases.chunk_by(|a, b| a.0 == b.0).filter_map(|same| same.get(OFTEN - 1));
    let at = often.map(|(_, at)| *at).filter(|at| says(*at)).min()?;
    Some(phrase(at).collect::<Vec<&str>>().join(" "))
}

/// Returns a number for each word, the same for the same words.
fn numbered(words: &[Word<'_>]) -> Vec<u32> {
    let mut sorted: Vec<(&str, usize)> =
        words.iter().map(|word| word.lower.as_ref()).zip(0..).collect();
    sorted.sort_unstable();
    let mut numbers = vec![0; words.len()];
    for (number, same) in (0..).zip(sorted.chunk_by(|a, b| a.0 == b.0)) {
        same.iter().for_each(|(_, at)| numbers[*at] = number);
    }
    numbers
}

/// Tells whether two words that say something stand so often that a phrase of them may be repeated.
fn may_repeat(words: &Words<'_>) -> bool {
    let mut often = words.often(OFTEN).filter(|(word, _)| word.len() >= TELLING);
    often.next().is_some_and(|(_, count)| count >= 2 * OFTEN || often.next().is_some())
}

/// Tells whether the Chinese itself repeats a run of three characters.
fn is_repetitive(source: &[char]) -> bool {
    let mut counts: HashMap<&[char], usize> = HashMap::new();
    source.windows(3).filter(|run| run.iter().all(|&c| is_han(c))).any(|run| {
        let count = counts.entry(run).or_default();
        *count += 1;
        *count >= OFTEN
    })
}

fn shortened(text: &str) -> String {
    text.chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_rules;

    #[test]
    fn a_sentence_said_twice_is_reported_unless_the_source_says_it_twice() {
        let sentence = "Baihe county dug canals for every village in the valley this year, to the joy of the villagers, who have brought in a good harvest of grain. ";
        let source =
            "白河县今年为河谷里的每个村庄都开挖了新的灌溉水渠，村民十分高兴，粮食也丰收了。";
        assert_rules(source, &sentence.repeat(2), &["REPEAT"]);
        assert_rules(source, sentence, &[]);
    }

    #[test]
    fn a_phrase_that_loops_is_reported() {
        assert_rules(
            "水渠修好了，村民非常高兴，大家都说这是一件好事，粮食丰收有了保障，日子越过越好。",
            "The villagers welcomed the irrigation canals, welcomed the irrigation canals, welcomed the irrigation canals of the county.",
            &["REPEAT"],
        );
    }
}
