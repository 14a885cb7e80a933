//! One digest as a piece of HTML, as feed readers show it: no style, no script, everything escaped.

use recto_core::digest::{Digest, Point, Quotation, Row};
use recto_core::segment::SegmentId;
use recto_core::unit::Unit;

use super::layout;
use crate::write::shown::shown;

/// Writes a digest without its headline, which feeds carry apart.
pub(super) fn digest(digest: &Digest) -> String {
    let labels = layout::labels(digest.style);
    let mut out = String::new();
    if let Some(deck) = &digest.deck {
        out.push_str(&format!("<p><strong>{}</strong></p>\n", sentence(deck)));
    }
    let points: String = digest.points.iter().map(|point| listed(point, labels.listed)).collect();
    match (labels.listed, points.is_empty()) {
        (_, true) => {}
        (true, false) => out.push_str(&format!("<ul>\n{points}</ul>\n")),
        (false, false) => out.push_str(&points),
    }
    if !digest.figures.is_empty() {
        let rows: String = digest.figures.iter().map(row).collect();
        out.push_str(&format!("<h3>{}</h3>\n<table>\n{rows}</table>\n", labels.figures));
    }
    if !digest.quotations.is_empty() {
        let said: String = digest.quotations.iter().map(quotation).collect();
        out.push_str(&format!("<h3>{}</h3>\n{said}", labels.quotations));
    }
    if !digest.context.is_empty() {
        let context: String = digest.context.iter().map(|point| listed(point, false)).collect();
        out.push_str(&format!("<h3>{}</h3>\n{context}", labels.context));
    }
    let sources: String = digest.sources.iter().map(source).collect();
    out.push_str(&format!("<h3>The Chinese</h3>\n<dl>\n{sources}</dl>\n"));
    out.push_str(&format!("<p>{}</p>\n", escaped(&layout::places(digest))));
    out
}

fn listed(point: &Point, in_list: bool) -> String {
    let chinese = if layout::shows_chinese(point) {
        format!("<br><span lang=\"zh-Hans\">{}</span>", escaped(&point.chinese))
    } else {
        String::new()
    };
    let tag = if in_list { "li" } else { "p" };
    format!("<{tag}>{}{chinese}</{tag}>\n", sentence(point))
}

fn sentence(point: &Point) -> String {
    let replaced = layout::replaced(&point.instead_of);
    let replaced = replaced.map(|why| format!(" <em>({})</em>", escaped(&why))).unwrap_or_default();
    format!("{} {}{replaced}", escaped(&point.text), cites(&point.from))
}

fn cites(from: &[SegmentId]) -> String {
    let ids: Vec<String> = from.iter().map(ToString::to_string).collect();
    format!("<small>[{}]</small>", ids.join(", "))
}

fn row(row: &Row) -> String {
    let cell = |text: &Option<String>| escaped(text.as_deref().unwrap_or(""));
    format!(
        "<tr><th>{} {}</th><td>{}</td><td>{}</td><td>{}</td></tr>\n",
        escaped(&layout::indicator(row)),
        cites(&[row.from]),
        cell(&row.change),
        cell(&row.value),
        cell(&row.rank),
    )
}

fn quotation(said: &Quotation) -> String {
    let words = match &said.text {
        Some(text) => escaped(text),
        None => format!("<span lang=\"zh-Hans\">{}</span>", escaped(&said.chinese)),
    };
    let (speaker, cites) = (escaped(&said.speaker), cites(&said.from));
    format!("<blockquote><p>“{words}” — {speaker} {cites}</p></blockquote>\n")
}

fn source(unit: &Unit) -> String {
    let english = unit.target.as_ref().map(|target| escaped(&target.text)).unwrap_or_default();
    let (id, zh) = (unit.segment.id, escaped(&unit.segment.text));
    format!("<dt>{id}</dt><dd><span lang=\"zh-Hans\">{zh}</span><br>{english}</dd>\n")
}

/// Escapes a text for HTML and XML alike; characters without a place in print, which XML forbids, are
/// left out.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in shown(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
