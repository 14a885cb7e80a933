//! Whether what stands between quotation marks was said so, and by whom.
//!
//! English words between marks must stand in the approved translation, word for word. Where there is
//! none, a quotation is held against its Chinese: the Chinese words must stand between marks in the cited
//! paragraph, and the English is marked as translated for the digest.

use crate::finding::Finding;
use crate::port::{Claim, Part};
use crate::text::width::half;

use super::super::quote::english_spans;
use super::evidence::Evidence;
use super::{critical, major};

/// Quoted words that are no more than this are a name or a slogan and not speech.
const SHORT: usize = 4;

pub(super) fn check(claim: &Claim, evidence: &Evidence<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for quoted in english_spans(&claim.text) {
        if !stands(quoted, evidence) {
            let shown: String = quoted.chars().take(60).collect();
            findings.push(critical(
                "QUOTE_NOT_VERBATIM",
                format!("“{shown}” is not in the cited paragraphs"),
            ));
        }
    }
    if claim.part == Part::Quotation {
        findings.extend(spoken(claim, evidence));
    }
    findings
}

/// Tells whether quoted words stand in the approved English, or are a term of the Chinese.
fn stands(quoted: &str, evidence: &Evidence<'_>) -> bool {
    if evidence.has_phrase(quoted) {
        return true;
    }
    let short = quoted.split_whitespace().count() <= SHORT;
    short && evidence.english.is_empty() && evidence.chinese.contains(['“', '《', '‘', '"'])
}

fn spoken(claim: &Claim, evidence: &Evidence<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let chinese: String = claim.chinese.chars().map(half).collect();
    let chinese = chinese.trim_matches(['“', '”', '"', ' ']);
    let in_chinese =
        !chinese.is_empty() && marked(&evidence.chinese).any(|said| said.contains(chinese));
    let in_english = !evidence.english.is_empty() && evidence.has_phrase(&claim.text);
    if evidence.english.is_empty() && !in_chinese {
        findings.push(critical(
            "QUOTE_NOT_VERBATIM",
            "the quoted Chinese is not between marks in the cited paragraphs",
        ));
    }
    if !evidence.english.is_empty() && !in_english {
        findings.push(critical(
            "QUOTE_NOT_VERBATIM",
            "the quotation is not in the approved translation, word for word",
        ));
    }
    if !chinese.is_empty() && !in_chinese {
        findings.push(critical(
            "QUOTE_NOT_VERBATIM",
            "the quoted Chinese is not between marks in the cited paragraphs",
        ));
    }
    if claim.speaker.trim().is_empty() {
        findings.push(major("SPEAKER", "nobody is named as the speaker"));
    }
    findings.dedup();
    findings
}

/// Returns what stands between quotation marks in a Chinese text.
fn marked(text: &str) -> impl Iterator<Item = &str> {
    text.split(['“', '"']).skip(1).map(|rest| rest.split(['”', '"']).next().unwrap_or(rest))
}
