//! Whether a sentence talks about what its paragraphs talk about, where they are translated.
//!
//! A weak sign: wording is free. Only a sentence that shares next to nothing with the translation is held back.

use crate::finding::Finding;
use crate::port::{Claim, Part};

use super::evidence::Evidence;
use super::{major, minor};

/// Sentences with fewer words of content are too short to judge.
const FEWEST: usize = 5;

pub(super) fn check(claim: &Claim, evidence: &Evidence<'_>) -> Vec<Finding> {
    if evidence.english.is_empty() || claim.part == Part::Quotation {
        return Vec::new();
    }
    let known = stems(&evidence.english, &evidence.terms);
    let words: Vec<String> = content(&claim.text).map(|word| stem(&word)).collect();
    let shared = words.iter().filter(|word| known.contains(*word)).count();
    if words.len() < FEWEST {
        return Vec::new();
    }
    let message = format!("{shared} of {} words occur in the cited paragraphs", words.len());
    match shared * 100 / words.len() {
        0..15 => vec![major("WEAK_SUPPORT", message)],
        15..40 => vec![minor("WEAK_SUPPORT", message)],
        _ => Vec::new(),
    }
}

fn stems(english: &str, terms: &[&str]) -> std::collections::HashSet<String> {
    let terms = terms.iter().flat_map(|term| content(term));
    content(english).chain(terms).map(|word| stem(&word)).collect()
}

fn content(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphabetic())
        .filter(|word| word.len() > 3)
        .map(str::to_lowercase)
        .filter(|word| !COMMON.contains(&word.as_str()))
}

const COMMON: &[&str] = &[
    "this", "that", "with", "from", "have", "been", "were", "will", "would", "their", "there",
    "which", "while", "also", "than", "said", "says", "into", "over", "more", "after", "before",
    "percent", "million", "billion", "yuan",
];

/// Returns the beginning of a word, so that forms of one word are alike.
fn stem(word: &str) -> String {
    word.chars().take(5).collect()
}
