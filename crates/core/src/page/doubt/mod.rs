//! Doubts about the source: what is printed, and cannot be true or contradicts itself.
//!
//! They are looked for in the repaired text, where a figure stands beside its unit again; they are
//! reported with their place and never changed. Each rule has a file, and is meant to be right nearly
//! always rather than to find everything.

mod dates;
mod figures;
mod names;
mod offices;
mod persons;
mod prices;

use aho_corasick::{AhoCorasick, MatchKind};

use super::piece::cut_spans;
use super::rules::Rules;
use crate::document::{Article, Block};
use crate::finding::{Finding, Severity};
use crate::text::span::Span;

/// Reports the doubts about the articles of a page.
pub(super) fn report(articles: &[Article], rules: &Rules) -> Vec<Finding> {
    let mut findings = Vec::new();
    for block in articles.iter().flat_map(|article| &article.blocks) {
        if rules.runs("figures") {
            figures::check(block, &mut findings);
            prices::check(block, &mut findings);
        }
        if rules.runs("dates") {
            dates::check(block, &mut findings);
        }
    }
    if rules.runs("names") {
        names::check(articles, &mut findings);
        persons::check(articles, &mut findings);
    }
    if rules.runs("offices") {
        offices::check(articles, &mut findings);
    }
    findings.sort_by(|a, b| a.spans.cmp(&b.spans));
    findings
}

/// Makes a finding on the bytes from `start` to `end` of the text of a block.
fn doubt(
    rule: &str,
    severity: Severity,
    block: &Block,
    start: usize,
    end: usize,
    message: String,
) -> Finding {
    Finding::on_source(rule, severity, places(block, start, end), message)
        .hinted("compare it with the printed page; the text was not changed")
}

/// Returns where in the source a stretch of a block stands.
fn places(block: &Block, start: usize, end: usize) -> Vec<Span> {
    let skipped = block.text[..start].chars().count();
    let count = block.text[start..end].chars().count();
    cut_spans(&block.spans, &block.text, skipped, count)
}

/// Splits a text into sentences, each with the byte where it begins.
fn sentences(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive(['。', '！', '？', '!', '?']).map(move |sentence| {
        let at = start;
        start += sentence.len();
        (at, sentence)
    })
}

/// Tells whether every character of a text is written in digits, and returns the number.
fn number(text: &str) -> Option<f64> {
    let value: f64 = text.parse().ok()?;
    (text.len() <= 15 && value.is_finite()).then_some(value)
}

/// Makes a searcher for a few words, none of which begins inside another.
fn searcher<'w>(words: impl IntoIterator<Item = &'w &'static str>) -> AhoCorasick {
    let mut builder = AhoCorasick::builder();
    // Of the first word in the text: only that can be looked for many characters at a time.
    builder.match_kind(MatchKind::LeftmostFirst);
    builder.build(words).expect("a few short words fit")
}

/// The figures of a text: the byte where each begins, its digits, and what follows it.
fn figures_of(text: &str) -> Vec<(usize, &str, &str)> {
    let mut figures = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|i| at + i) {
        let rest = &text[start..];
        let len = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let digits = rest[..len].trim_end_matches('.');
        figures.push((start, digits, &rest[digits.len()..]));
        at = start + len;
    }
    figures
}

#[cfg(test)]
mod tests {
    use crate::page;

    /// Asserts which rules report a doubt about a text.
    #[track_caller]
    pub(super) fn assert_doubts(text: &str, expected: &[&str]) {
        let page = page::read(text);
        let doubts = page.findings.iter().filter(|finding| finding.rule != "joins");
        let rules: Vec<_> = doubts.map(|finding| finding.rule.as_str()).collect();
        assert_eq!(rules, expected, "{text}");
    }

    #[test]
    fn a_doubt_is_placed_in_the_source() {
        let text = "\u{feff}白河县召开会议。\n\n会议定于2月3\n\n0日举行，请准时参加。";
        let page = page::read(text);
        let finding = page.findings.iter().find(|finding| finding.rule == "dates").expect("found");
        let printed: String = finding.spans.iter().map(|span| span.of(text)).collect();
        assert_eq!(printed, "2月30日");
    }
}
