//! Whether a sentence is a sentence of English text and nothing else.

use crate::finding::Finding;
use crate::port::{Claim, Part};
use crate::text::script::{count_han, is_invisible};

use super::evidence::Evidence;
use super::{critical, major, minor, whole};

/// What a model says about itself or its task.
const TALK: &[&str] = &[
    "as an ai",
    "language model",
    "i cannot",
    "i can't",
    "i'm sorry",
    "i am sorry",
    "here is the",
    "here are the",
    "sure,",
    "certainly,",
    "note:",
    "translation:",
    "summary:",
    "system prompt",
    "ignore previous",
    "ignore all",
    "```",
];

/// Words that judge, which no source of a digest is quoted for.
const LOADED: &[&str] = &[
    "soared",
    "skyrocketed",
    "slumped",
    "plunged",
    "impressive",
    "remarkable",
    "controversial",
    "ambitious",
    "stunning",
    "unfortunately",
    "sadly",
    "miraculous",
    "incredible",
    "shocking",
];

/// The most characters a headline has.
const LONGEST_HEADLINE: usize = 110;

pub(super) fn check(claim: &Claim, _: &Evidence<'_>) -> Vec<Finding> {
    let text = whole(claim);
    let mut findings = Vec::new();
    let small = text.to_lowercase();
    if !text.chars().any(char::is_alphabetic) {
        findings.push(critical("EMPTY", "the sentence is empty"));
    }
    if count_han(&text) > 0 {
        findings.push(critical("RESIDUE", "the sentence holds Chinese characters"));
    }
    if text.chars().any(|c| is_invisible(c) || c == '\u{fffd}') {
        findings.push(critical(
            "CONTROL_CHAR",
            "the sentence holds characters without a place in print",
        ));
    }
    if small.contains("://") || small.contains("www.") || small.contains("mailto:") {
        findings.push(critical("URL_ADDED", "the sentence holds an address"));
    }
    if has_markup(&text) {
        findings.push(critical("MARKUP_ADDED", "the sentence holds markup"));
    }
    if let Some(talk) = TALK.iter().find(|talk| small.contains(**talk)) {
        findings.push(critical("META_TEXT", format!("`{talk}` is not part of any news")));
    }
    if let Some(word) =
        LOADED.iter().find(|word| small.split(|c: char| !c.is_alphabetic()).any(|w| w == **word))
    {
        findings.push(minor("LOADED", format!("`{word}` judges")));
    }
    if claim.part == Part::Headline && text.chars().count() > LONGEST_HEADLINE {
        findings.push(major("LENGTH", "the headline is too long"));
    }
    findings
}

fn has_markup(text: &str) -> bool {
    let tag = text.match_indices('<').any(|(at, _)| {
        text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!')
    });
    let link = text.find("](").is_some_and(|at| text[..at].contains('['));
    tag || link || text.contains("**") || text.starts_with('#')
}
