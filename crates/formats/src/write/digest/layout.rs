//! What a style calls the parts of a digest, and what the head of a file has to say.

use recto_core::digest::{Bulletin, Digest, Making, Point, Row};
use recto_core::finding::Finding;
use recto_core::port::Style;

/// The headings of one style.
pub(super) struct Labels {
    /// Above the table of figures.
    pub(super) figures: &'static str,
    /// Above the quotations.
    pub(super) quotations: &'static str,
    /// Above the context.
    pub(super) context: &'static str,
    /// Whether the points stand in a list; otherwise they are paragraphs.
    pub(super) listed: bool,
}

/// Returns the headings of a style.
pub(super) fn labels(style: Style) -> Labels {
    let (figures, quotations, context) = match style {
        Style::Brief | Style::Bullets => ("Key figures", "Who said what", "Why it matters"),
        Style::Newsletter => ("By the numbers", "In their words", "Why it matters"),
        Style::Wire => ("Figures", "Quotations", "Background"),
    };
    Labels { figures, quotations, context, listed: matches!(style, Style::Brief | Style::Bullets) }
}

/// What stands above digests of which any sentence is put together from the Chinese alone.
const NOT_TRANSLATED: &str = "Made in part without a translation: statistics and lists of figures and \
                              names, read from the Chinese beside them";

/// Returns the notices of a bulletin, gravest first.
pub(super) fn notices(bulletin: &Bulletin) -> Vec<String> {
    let mut notices = Vec::new();
    let replaced: usize = bulletin.digests.iter().map(Digest::count_replaced).sum();
    if replaced > 0 {
        let (what, were) = if replaced == 1 { ("sentence", "was") } else { ("sentences", "were") };
        notices.push(format!("{replaced} {what} could not be proven and {were} replaced"));
    }
    for digest in &bulletin.digests {
        for finding in digest.findings.iter().filter(|finding| finding.severity.is_error()) {
            notices.push(format!("{}: {}", place(digest), finding.message));
        }
    }
    if bulletin.digests.iter().flat_map(Digest::sentences).any(is_unread) {
        notices.push(NOT_TRANSLATED.to_owned());
    }
    notices
}

/// Tells whether a sentence was put together from the Chinese alone.
fn is_unread(point: &Point) -> bool {
    matches!(point.making, Making::Listed | Making::Rendered)
}

/// Tells whether the Chinese of a sentence stands with it: nobody has translated it.
pub(super) fn shows_chinese(point: &Point) -> bool {
    point.making == Making::Listed && !point.chinese.is_empty()
}

/// Returns where a story was printed: `page-1.txt, article 2`.
pub(super) fn place(digest: &Digest) -> String {
    format!("{}, article {}", digest.source, digest.article)
}

/// Returns all places where a story was printed.
pub(super) fn places(digest: &Digest) -> String {
    let also = digest.also.iter().map(|also| format!("{}, article {}", also.source, also.article));
    std::iter::once(place(digest)).chain(also).collect::<Vec<_>>().join("; ")
}

/// Returns what is measured, in English or, glossed, in Chinese, with its period.
pub(super) fn indicator(row: &Row) -> String {
    let name = match &row.english {
        Some(english) => capitalised(english),
        None => format!("{}{}", row.indicator, gloss(row)),
    };
    match &row.period {
        Some(period) => format!("{name}, {period}"),
        None => name,
    }
}

/// Returns the senses of an indicator that has no English, in brackets.
fn gloss(row: &Row) -> String {
    let senses: Vec<&str> =
        row.gloss.iter().filter_map(|word| word.senses.first()).map(String::as_str).collect();
    if senses.is_empty() { String::new() } else { format!(" ({})", senses.join(" + ")) }
}

/// Returns why the sentence that stood here was replaced; nothing where none was.
pub(super) fn replaced(findings: &[Finding]) -> Option<String> {
    let mut reasons: Vec<&str> = findings
        .iter()
        .filter(|finding| finding.severity.is_error())
        .map(|finding| finding.message.as_str())
        .collect();
    reasons.dedup();
    (!reasons.is_empty())
        .then(|| format!("replaces a sentence that could not be proven: {}", reasons.join("; ")))
}

/// Returns a text with a capital at its head.
pub(super) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
