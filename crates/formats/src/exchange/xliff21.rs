//! XLIFF 2.1: docs.oasis-open.org/xliff/xliff-core/v2.1.
//!
//! An article is a `group`, a segment a `unit` with one `segment`, whose states are ours. How a target was
//! made stands in `subState`, who made it in attributes of our own.

use recto_core::unit::{Method, State};

use super::entry::{Entry, Exchange, named};
use super::language::{from_tool, to_tool};
use super::xliff12::{OURS, asker};
use crate::xml::Element;

/// Writes the document.
pub(super) fn write(exchange: &Exchange) -> Element {
    let groups = exchange.entries.chunk_by(|a, b| a.article() == b.article()).map(group);
    let file = Element::new("file")
        .with("id", "page")
        .with("original", &exchange.source)
        .with("xml:space", "preserve")
        .children(groups);
    Element::new("xliff")
        .with("version", "2.1")
        .with("srcLang", to_tool(&exchange.languages.from))
        .with("trgLang", to_tool(&exchange.languages.to))
        .with("xmlns", "urn:oasis:names:tc:xliff:document:2.0")
        .with("xmlns:recto", OURS)
        .child(file)
}

fn group(entries: &[Entry]) -> Element {
    let id = entries.first().map(Entry::article).unwrap_or_default();
    Element::new("group").with("id", id).children(entries.iter().map(unit))
}

fn unit(entry: &Entry) -> Element {
    let asker = entry.asker.as_ref();
    let notes = entry.notes.iter().map(|note| Element::new("note").text(note));
    let notes = (!entry.notes.is_empty()).then(|| Element::new("notes").children(notes));
    let segment = Element::new("segment")
        .with("state", entry.state.as_str())
        .with_some("subState", entry.method.map(|method| format!("recto:{}", method.as_str())))
        .child(Element::new("source").text(&entry.zh))
        .children(entry.en.as_ref().map(|en| Element::new("target").text(en)));
    Element::new("unit")
        .with("id", &entry.id)
        .with("canResegment", "no")
        .with_some("type", entry.kind.map(|kind| format!("recto:{}", kind.as_str())))
        .with_some("recto:provider", asker.map(|asker| asker.provider.as_str()))
        .with_some("recto:model", asker.map(|asker| asker.model.as_str()))
        .with_some("recto:prompt", asker.map(|asker| asker.prompt.as_str()))
        .children(notes)
        .child(segment)
}

/// Reads the document.
pub(super) fn read(root: &Element) -> Exchange {
    let original = root.first("file").and_then(|file| file.attribute("original"));
    let mut exchange =
        Exchange { source: original.unwrap_or_default().to_owned(), ..Exchange::default() };
    if let Some(tag) = root.attribute("srcLang") {
        exchange.languages.from = from_tool(tag);
    }
    if let Some(tag) = root.attribute("trgLang") {
        exchange.languages.to = from_tool(tag);
    }
    let units = root.find_all("unit", &["matches"]);
    exchange.entries = units.into_iter().filter_map(entry).collect();
    exchange
}

/// Reads a unit; a tool may have cut its segment into several.
fn entry(unit: &Element) -> Option<Entry> {
    let parts: Vec<&Element> = unit
        .elements()
        .filter(|element| matches!(element.name.as_str(), "segment" | "ignorable"))
        .collect();
    let segments = || parts.iter().filter(|part| part.name == "segment");
    let joined = |side: &str| -> String {
        parts.iter().filter_map(|part| part.first(side)).map(text).collect()
    };
    let is_whole = segments().all(|part| part.first("target").is_some());
    let en = Some(joined("target")).filter(|text| is_whole && !text.is_empty());
    let states = segments().map(|part| part.attribute("state").and_then(named));
    let state = states.map(|state| state.unwrap_or(State::Initial)).min()?;
    let method = segments().next()?.attribute("subState");
    let notes = unit.first("notes").into_iter().flat_map(Element::elements);
    Some(Entry {
        id: unit.attribute("id")?.to_owned(),
        kind: unit.attribute("type").and_then(|kind| named(kind.strip_prefix("recto:")?)),
        zh: joined("source"),
        state: if en.is_none() { State::Initial } else { state.max(State::Translated) },
        method: method.and_then(ours).filter(|_| en.is_some()),
        asker: asker(unit).filter(|_| en.is_some()),
        en,
        notes: notes.map(|note| note.all_text(&[])).collect(),
    })
}

fn ours(sub_state: &str) -> Option<Method> {
    named(sub_state.strip_prefix("recto:")?)
}

/// Returns the text of a source or target; `cp` stands for a character that XML cannot hold.
fn text(side: &Element) -> String {
    side.all_text(&["cp"])
}
