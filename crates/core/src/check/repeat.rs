//! `REPEAT`: the English says something again and again that the Chinese says once.

use std::collections::HashMap;

use super::words::{Word, words};
use super::{Sides, on_target};
use crate::finding::{Finding, Severity};
use crate::text::script::is_han;

/// Words from which on a sentence said twice is a repetition.
const SENTENCE: usize = 6;

/// Words of a phrase that is counted, and how often it may stand.
const PHRASE: usize = 4;
const OFTEN: usize = 3;

pub(super) fn check(sides: &Sides<'_>) -> Vec<Finding> {
    if is_repetitive(sides.pair.source) {
        return Vec::new();
    }
    let repeated =
        repeated_sentence(sides.pair.target).or_else(|| repeated_phrase(&words(sides.pair.target)));
    let Some(text) = repeated else {
        return Vec::new();
    };
    vec![on_target(
        "REPEAT",
        Severity::Major,
        format!("`{text}` is said again, and not in the Chinese"),
    )]
}

fn repeated_sentence(text: &str) -> Option<String> {
    let mut seen: Vec<String> = Vec::new();
    for sentence in text.split_inclusive(['.', '!', '?']) {
        let sentence = sentence.trim();
        if words(sentence).len() < SENTENCE {
            continue;
        }
        if seen.iter().any(|earlier| earlier == sentence) {
            return Some(shortened(sentence));
        }
        seen.push(sentence.to_owned());
    }
    None
}

fn repeated_phrase(words: &[Word]) -> Option<String> {
    let mut counts: HashMap<Vec<&str>, usize> = HashMap::new();
    for phrase in words.windows(PHRASE) {
        let phrase: Vec<&str> = phrase.iter().map(|word| word.lower.as_str()).collect();
        let count = counts.entry(phrase.clone()).or_default();
        *count += 1;
        let says = phrase.iter().filter(|word| word.len() > 4).count() >= 2;
        if *count >= OFTEN && says {
            return Some(phrase.join(" "));
        }
    }
    None
}

/// Tells whether the Chinese itself repeats a run of three characters.
fn is_repetitive(source: &str) -> bool {
    let chars: Vec<char> = source.chars().collect();
    let mut counts: HashMap<&[char], usize> = HashMap::new();
    chars.windows(3).filter(|run| run.iter().all(|&c| is_han(c))).any(|run| {
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
