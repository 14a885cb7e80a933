//! Says in words whether an answer to a text is remembered, and which part of the key missed.

use std::fmt::Write as _;

use recto_core::document::{Article, Block, Document, Kind};
use recto_core::engine::Engine;
use recto_core::memory::{Key, KeyPart};
use recto_core::port::Batch;
use recto_core::segment::SegmentId;
use recto_memory::Sqlite;

use crate::error::CommandError;
use crate::plain;
use crate::remembered;

/// Returns a document that is this text alone, and what its segment is called.
pub(crate) fn alone(text: &str) -> (Document, SegmentId) {
    let block = Block {
        kind: Kind::Paragraph,
        text: text.to_owned(),
        spans: Vec::new(),
        head_missing: false,
        tail_missing: false,
    };
    let document = Document { articles: vec![Article { blocks: vec![block] }] };
    let id = recto_core::segment::segments(&document).first().map(|segment| segment.id);
    (document, id.unwrap_or(SegmentId { article: 1, block: 1, part: 0 }))
}

/// Shows every part of the key of a text as it would be looked up now.
pub(crate) fn parts(engine: &Engine<'_>, key: &Key) -> String {
    let (document, id) = alone(&key.source);
    let batch = engine.batch_of(&document, id).unwrap_or_default();
    let Batch { terms, items, .. } = &batch;
    let terms = terms.iter().map(|term| format!("{} = {}", term.zh, term.first));
    let figures = items.iter().flat_map(|item| &item.values);
    let figures = figures.map(|value| format!("{} = {}", value.zh, value.en));
    let languages = format!("{} to {}", key.languages.from, key.languages.to);
    let rows = [
        ("key", key.fingerprint().to_string()),
        ("text", key.source.clone()),
        ("languages", languages),
        ("asker", key.asker.to_string()),
        ("terms", listed(terms)),
        ("figures", listed(figures)),
    ];
    rows.iter().fold(String::new(), |mut text, (name, value)| {
        let _ = writeln!(text, "{name:<10} {}", plain::line(value));
        text
    })
}

fn listed(rows: impl Iterator<Item = String>) -> String {
    let rows: Vec<String> = rows.collect();
    if rows.is_empty() { "none".into() } else { rows.join("; ") }
}

/// Says whether an answer to a key is remembered; where not, in which parts the nearest ones differ.
pub(crate) fn remembered(memory: &Sqlite, key: &Key) -> Result<String, CommandError> {
    let near = memory.why(key).map_err(|fault| remembered::failed(&fault))?;
    let is_answer = |(entry, parts): &&(recto_memory::Entry, Vec<KeyPart>)| {
        parts.is_empty() || entry.record.is_persons() && !parts.contains(&KeyPart::Languages)
    };
    let answer = near.iter().find(|near| near.0.record.is_persons() && is_answer(near));
    if let Some((entry, _)) = answer.or_else(|| near.iter().find(is_answer)) {
        let (id, by) = (&entry.id.to_string()[..8], entry.record.made_by());
        let whose = if entry.record.is_persons() { "a person's words, as" } else { "as" };
        return Ok(format!("remembered yes, {whose} {id}, asked of {by}\n"));
    }
    if near.is_empty() {
        return Ok(format!("remembered no, nor any answer to this text\n{}", like(memory, key)?));
    }
    let mut text =
        String::from("remembered no; answers to the same text that differ in the key:\n");
    for (entry, parts) in near {
        let (id, by) = (&entry.id.to_string()[..8], entry.record.made_by());
        let parts: Vec<&str> = parts.into_iter().map(word).collect();
        let _ = writeln!(
            text,
            "  {id} by {}: other {}",
            plain::line(&by.to_string()),
            parts.join(", ")
        );
    }
    Ok(text)
}

/// Names the remembered texts that are most like a key's.
fn like(memory: &Sqlite, key: &Key) -> Result<String, CommandError> {
    const LOWEST: u8 = 70;
    const MOST: usize = 3;
    let similar = memory.similar(key, LOWEST, MOST).map_err(|fault| remembered::failed(&fault))?;
    Ok(similar.iter().fold(String::new(), |mut text, similar| {
        let (id, record) = (similar.entry.id.to_string(), &similar.entry.record);
        let zh = plain::cut(&record.key.source);
        let _ = writeln!(text, "  {} is like it ({} %): {zh}", &id[..8], similar.score);
        text
    }))
}

fn word(part: KeyPart) -> &'static str {
    match part {
        KeyPart::Source => "text",
        KeyPart::Languages => "languages",
        KeyPart::Provider => "provider",
        KeyPart::Model => "model",
        KeyPart::Prompt => "prompt",
        KeyPart::Terms => "terms",
        KeyPart::Figures => "figures",
    }
}
