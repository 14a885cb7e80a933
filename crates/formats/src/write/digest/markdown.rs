//! Digests as Markdown: each sentence has a footnote with its Chinese and the approved English.

use recto_core::digest::{Bulletin, Digest, Point, Quotation, Row};
use recto_core::segment::SegmentId;
use recto_core::unit::Unit;

use super::layout::{self, Labels};
use crate::write::markdown_escape::{at_line_start, inline};

/// Writes digests.
pub(super) fn bulletin(bulletin: &Bulletin) -> Vec<u8> {
    let mut parts = vec![format!("# {}", inline(&bulletin.title))];
    parts.extend(bulletin.published.as_deref().map(inline));
    parts.extend(layout::notices(bulletin).iter().map(|notice| format!("> {}", inline(notice))));
    match &bulletin.roundup {
        None => parts.extend(all(bulletin, "##")),
        Some(roundup) => {
            if !roundup.minute.is_empty() {
                let leads = roundup.minute.iter().map(|lead| sentence(&lead.point, lead.digest));
                parts.push("## In one minute".to_owned());
                parts.push(leads.map(|lead| format!("- {lead}")).collect::<Vec<_>>().join("\n"));
            }
            for section in &roundup.sections {
                parts.push(format!("## {}", inline(&section.topic)));
                for &number in &section.digests {
                    parts.extend(digest(&bulletin.digests[number], number, "###"));
                }
            }
            parts.extend(index(bulletin));
        }
    }
    parts.extend(notes(bulletin));
    let mut text = parts.join("\n\n");
    text.push('\n');
    text.into_bytes()
}

fn all(bulletin: &Bulletin, heading: &str) -> Vec<String> {
    let numbered = bulletin.digests.iter().enumerate();
    numbered.flat_map(|(number, of)| digest(of, number, heading)).collect()
}

fn digest(digest: &Digest, number: usize, heading: &str) -> Vec<String> {
    let labels = layout::labels(digest.style);
    let mut parts = vec![format!("{heading} {}", sentence(&digest.headline, number))];
    parts.push(format!("*{}* · {}", inline(&digest.title), inline(&layout::places(digest))));
    parts.extend(digest.deck.iter().map(|deck| format!("**{}**", sentence(deck, number))));
    parts.extend(points(&digest.points, number, &labels));
    if !digest.figures.is_empty() {
        parts.push(format!("{heading}# {}", labels.figures));
        parts.push(table(&digest.figures, number));
    }
    if !digest.quotations.is_empty() {
        parts.push(format!("{heading}# {}", labels.quotations));
        parts.extend(digest.quotations.iter().map(|said| quotation(said, number)));
    }
    if !digest.context.is_empty() {
        parts.push(format!("{heading}# {}", labels.context));
        parts.extend(digest.context.iter().map(|point| at_line_start(&sentence(point, number))));
    }
    parts
}

fn points(points: &[Point], number: usize, labels: &Labels) -> Vec<String> {
    let told = points.iter().map(|point| with_chinese(point, number));
    if labels.listed {
        let list: Vec<String> =
            told.map(|text| format!("- {}", text.replace('\n', "\n  "))).collect();
        return if list.is_empty() { Vec::new() } else { vec![list.join("\n")] };
    }
    told.map(|text| at_line_start(&text)).collect()
}

fn with_chinese(point: &Point, number: usize) -> String {
    let text = sentence(point, number);
    if !layout::shows_chinese(point) {
        return text;
    }
    format!("{text}\\\n{}", inline(&point.chinese))
}

fn sentence(point: &Point, number: usize) -> String {
    let replaced = layout::replaced(&point.instead_of);
    let replaced = replaced.map(|why| format!(" *({})*", inline(&why))).unwrap_or_default();
    format!("{}{}{replaced}", inline(&point.text), cites(&point.from, number))
}

fn cites(from: &[SegmentId], number: usize) -> String {
    from.iter().map(|id| format!("[^{}]", anchor(*id, number))).collect()
}

fn anchor(id: SegmentId, number: usize) -> String {
    format!("{}-{id}", number + 1)
}

fn table(rows: &[Row], number: usize) -> String {
    let mut lines =
        vec!["| Indicator | Change | Value | Rank |".to_owned(), "|---|---|---|---|".to_owned()];
    let cell = |text: &Option<String>| inline(text.as_deref().unwrap_or(""));
    lines.extend(rows.iter().map(|row| {
        let name = inline(&layout::indicator(row));
        let (change, value, rank) = (cell(&row.change), cell(&row.value), cell(&row.rank));
        format!("| {name}{} | {change} | {value} | {rank} |", cites(&[row.from], number))
    }));
    lines.join("\n")
}

fn quotation(said: &Quotation, number: usize) -> String {
    let words = match &said.text {
        Some(text) => inline(text),
        None => format!("{} *(not translated)*", inline(&said.chinese)),
    };
    let replaced = layout::replaced(&said.instead_of);
    let replaced = replaced.map(|why| format!(" *({})*", inline(&why))).unwrap_or_default();
    format!("> “{words}” — {}{}{replaced}", inline(&said.speaker), cites(&said.from, number))
}

fn index(bulletin: &Bulletin) -> Vec<String> {
    let Some(roundup) = bulletin.roundup.as_ref().filter(|roundup| !roundup.rest.is_empty()) else {
        return Vec::new();
    };
    let lines: Vec<String> = roundup
        .rest
        .iter()
        .map(|line| {
            let (headline, title) = (inline(&line.headline), inline(&line.title));
            format!("- {headline} (*{title}*, {}, article {})", inline(&line.source), line.article)
        })
        .collect();
    vec!["## Also printed".to_owned(), lines.join("\n")]
}

/// Writes the footnotes: the cited segments of each digest.
fn notes(bulletin: &Bulletin) -> Vec<String> {
    let numbered = bulletin.digests.iter().enumerate();
    numbered
        .flat_map(|(number, digest)| digest.sources.iter().map(move |unit| note(unit, number)))
        .collect()
}

fn note(unit: &Unit, number: usize) -> String {
    let zh = inline(&unit.segment.text);
    let english =
        unit.target.as_ref().map(|target| inline(&target.text)).filter(|en| !en.is_empty());
    let english = english.map(|english| format!(" — {english}")).unwrap_or_default();
    format!("[^{}]: {zh}{english}", anchor(unit.segment.id, number))
}
