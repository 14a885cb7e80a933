//! Digests as plain text, for mail: lines of at most 72 columns, the Chinese of each sentence at the end.

use recto_core::digest::{Bulletin, Digest, Point, Quotation, Row};
use recto_core::segment::SegmentId;
use recto_core::text::script::is_han;

use super::layout;
use crate::write::shown::shown;

/// Mail is read on narrow screens, too.
const COLUMNS: usize = 72;

/// Writes digests.
pub(super) fn bulletin(bulletin: &Bulletin) -> Vec<u8> {
    let mut lines = Vec::new();
    let title = shown(&bulletin.title).into_owned();
    lines.extend(wrapped(&title, ""));
    lines.push("=".repeat(width(&title).min(COLUMNS)));
    lines.extend(bulletin.published.iter().map(|day| shown(day).into_owned()));
    for notice in layout::notices(bulletin) {
        lines.push(String::new());
        lines.extend(wrapped(&format!("[{notice}]"), ""));
    }
    if let Some(roundup) = bulletin.roundup.as_ref().filter(|roundup| !roundup.minute.is_empty()) {
        lines.extend([String::new(), "IN ONE MINUTE".to_owned()]);
        lines.extend(roundup.minute.iter().flat_map(|lead| item(&lead.point)));
    }
    for (topic, digest) in ordered(bulletin) {
        lines.push(String::new());
        if let Some(topic) = topic {
            lines.extend([topic.to_uppercase(), String::new()]);
        }
        lines.extend(self::digest(digest));
    }
    lines.extend(rest(bulletin));
    let mut text = lines.join("\n");
    text.push('\n');
    text.into_bytes()
}

/// Returns the digests in the order in which they are read; the first of a topic comes with its name.
fn ordered(bulletin: &Bulletin) -> Vec<(Option<&str>, &Digest)> {
    let Some(roundup) = &bulletin.roundup else {
        return bulletin.digests.iter().map(|digest| (None, digest)).collect();
    };
    let sections = roundup.sections.iter().flat_map(|section| {
        let named = section.digests.iter().enumerate();
        named.map(|(place, &number)| {
            ((place == 0).then_some(section.topic.as_str()), &bulletin.digests[number])
        })
    });
    sections.collect()
}

fn digest(digest: &Digest) -> Vec<String> {
    let labels = layout::labels(digest.style);
    let mut lines = wrapped(&sentence(&digest.headline), "");
    lines.push("-".repeat(width(&lines[0]).min(COLUMNS)));
    lines.extend(wrapped(&format!("{} | {}", digest.title, layout::places(digest)), ""));
    lines.extend(digest.deck.iter().flat_map(|deck| spaced(wrapped(&sentence(deck), ""))));
    lines.extend(spaced(digest.points.iter().flat_map(item).collect()));
    if !digest.figures.is_empty() {
        lines.extend([String::new(), format!("{}:", labels.figures)]);
        lines.extend(digest.figures.iter().flat_map(|row| wrapped(&figure(row), "  ")));
    }
    if !digest.quotations.is_empty() {
        lines.extend([String::new(), format!("{}:", labels.quotations)]);
        lines.extend(digest.quotations.iter().flat_map(|said| wrapped(&quotation(said), "  ")));
    }
    if !digest.context.is_empty() {
        lines.extend([String::new(), format!("{}:", labels.context)]);
        lines.extend(digest.context.iter().flat_map(|point| wrapped(&sentence(point), "  ")));
    }
    if !digest.sources.is_empty() {
        lines.extend([String::new(), "The Chinese:".to_owned()]);
        let sources = digest.sources.iter();
        lines.extend(sources.flat_map(|unit| {
            wrapped(&format!("[{}] {}", unit.segment.id, unit.segment.text), "  ")
        }));
    }
    lines
}

fn spaced(lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() { lines } else { std::iter::once(String::new()).chain(lines).collect() }
}

fn item(point: &Point) -> Vec<String> {
    let mut lines = wrapped(&format!("* {}", sentence(point)), "  ");
    if let Some(first) = lines.first_mut() {
        *first = first.trim_start().to_owned();
    }
    if layout::shows_chinese(point) {
        lines.extend(wrapped(&point.chinese, "  "));
    }
    lines
}

fn sentence(point: &Point) -> String {
    let replaced = layout::replaced(&point.instead_of);
    let replaced = replaced.map(|why| format!(" ({why})")).unwrap_or_default();
    format!("{} {}{replaced}", point.text, cites(&point.from))
}

fn cites(from: &[SegmentId]) -> String {
    let ids: Vec<String> = from.iter().map(ToString::to_string).collect();
    format!("[{}]", ids.join(", "))
}

fn figure(row: &Row) -> String {
    let said: Vec<&str> =
        [&row.value, &row.change, &row.rank].into_iter().flatten().map(String::as_str).collect();
    format!("{}: {} {}", layout::indicator(row), said.join(", "), cites(&[row.from]))
}

fn quotation(said: &Quotation) -> String {
    let words = match &said.text {
        Some(text) => text.clone(),
        None => format!("{} (not translated)", said.chinese),
    };
    format!("“{words}” - {} {}", said.speaker, cites(&said.from))
}

fn rest(bulletin: &Bulletin) -> Vec<String> {
    let Some(roundup) = bulletin.roundup.as_ref().filter(|roundup| !roundup.rest.is_empty()) else {
        return Vec::new();
    };
    let mut lines = vec![String::new(), "ALSO PRINTED".to_owned()];
    lines.extend(roundup.rest.iter().flat_map(|line| {
        let text = format!(
            "* {} ({}, {}, article {})",
            line.headline, line.title, line.source, line.article
        );
        wrapped(&text, "")
    }));
    lines
}

/// Breaks a text into lines, each behind an indent; Chinese may be broken anywhere.
fn wrapped(text: &str, indent: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = indent.to_owned();
    for word in pieces(&shown(text)) {
        let blank =
            line.len() > indent.len() && !(word.starts_with(is_wide) && line.ends_with(is_wide));
        let needed = width(&line) + usize::from(blank) + width(&word);
        if needed > COLUMNS && line.len() > indent.len() {
            lines.push(std::mem::replace(&mut line, indent.to_owned()));
            line.push_str(&word);
            continue;
        }
        if blank {
            line.push(' ');
        }
        line.push_str(&word);
    }
    lines.push(line);
    lines
}

/// Cuts a text at its spaces, and Chinese into its characters.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    for word in text.split_whitespace() {
        let mut piece = String::new();
        for c in word.chars() {
            if is_wide(c) && !piece.is_empty() && piece.ends_with(is_wide) && is_han(c) {
                pieces.push(std::mem::take(&mut piece));
            }
            piece.push(c);
        }
        pieces.push(piece);
    }
    pieces
}

fn is_wide(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
}

/// Returns the columns of a text; a Chinese character takes two.
fn width(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_no_longer_than_mail_allows() {
        let text = format!("{} {}", "白河县新建三座水厂,".repeat(12), "word ".repeat(60));
        for line in wrapped(&text, "  ") {
            assert!(width(&line) <= COLUMNS, "{line}");
        }
    }

    #[test]
    fn spaces_part_english_words_and_no_chinese_ones() {
        assert_eq!(wrapped("白河 opens 12 plants", ""), ["白河 opens 12 plants"]);
        assert_eq!(wrapped("", ""), [""]);
    }
}
