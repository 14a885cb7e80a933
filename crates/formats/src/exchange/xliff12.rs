//! XLIFF 1.2: docs.oasis-open.org/xliff/v1.2.
//!
//! An article is a `group`, a segment a `trans-unit`. A machine's target waits for review
//! (`needs-review-translation`); `translated`, `signed-off` and `final` are a person's. Who made a target
//! stands in attributes of our own, which tools keep or drop as they like.

use recto_core::unit::{Asker, Method, State};

use super::entry::{Entry, Exchange, named};
use super::language::{from_tool, to_tool};
use crate::xml::Element;

/// The name space of our own attributes.
pub(super) const OURS: &str = "urn:recto:exchange:1";

/// Elements whose content is code of a tool's own format and no text.
const CODE: &[&str] = &["ph", "it", "bpt", "ept", "bx", "ex", "x"];

/// Writes the document.
pub(super) fn write(exchange: &Exchange) -> Element {
    let file = Element::new("file")
        .with("original", &exchange.source)
        .with("source-language", to_tool(&exchange.languages.from))
        .with("target-language", to_tool(&exchange.languages.to))
        .with("datatype", "plaintext")
        .with("tool-id", "recto");
    let tool = Element::new("tool").with("tool-id", "recto").with("tool-name", "Recto");
    let groups = exchange.entries.chunk_by(|a, b| a.article() == b.article()).map(group);
    let body = Element::new("body").children(groups);
    Element::new("xliff")
        .with("version", "1.2")
        .with("xmlns", "urn:oasis:names:tc:xliff:document:1.2")
        .with("xmlns:recto", OURS)
        .child(file.child(Element::new("header").child(tool)).child(body))
}

fn group(entries: &[Entry]) -> Element {
    let id = entries.first().map(Entry::article).unwrap_or_default();
    Element::new("group").with("id", id).children(entries.iter().map(unit))
}

fn unit(entry: &Entry) -> Element {
    let asker = entry.asker.as_ref();
    let is_approved = entry.state >= State::Reviewed;
    let target = entry.en.as_ref().map(|en| {
        Element::new("target")
            .with("state", state_word(entry.state))
            .with_some("state-qualifier", qualifier(entry))
            .text(en)
    });
    let notes = entry.notes.iter().map(|note| Element::new("note").text(note));
    Element::new("trans-unit")
        .with("id", &entry.id)
        .with("xml:space", "preserve")
        .with_some("restype", entry.kind.map(|kind| format!("x-{}", kind.as_str())))
        .with_some("approved", is_approved.then_some("yes"))
        .with_some("recto:method", entry.method.map(Method::as_str))
        .with_some("recto:provider", asker.map(|asker| asker.provider.as_str()))
        .with_some("recto:model", asker.map(|asker| asker.model.as_str()))
        .with_some("recto:prompt", asker.map(|asker| asker.prompt.as_str()))
        .child(Element::new("source").text(&entry.zh))
        .children(target)
        .children(notes)
}

fn state_word(state: State) -> &'static str {
    match state {
        State::Initial => "needs-translation",
        State::Translated => "needs-review-translation",
        State::Reviewed => "signed-off",
        State::Final => "final",
    }
}

fn qualifier(entry: &Entry) -> Option<&'static str> {
    match entry.method? {
        Method::Machine => Some("leveraged-mt"),
        Method::Draft => Some("leveraged-glossary"),
        Method::Person | Method::Gloss | Method::Copy => None,
    }
}

/// Reads the document.
pub(super) fn read(root: &Element) -> Exchange {
    let file = root.first("file");
    let attribute = |name| file.and_then(|file| file.attribute(name)).unwrap_or_default();
    let mut exchange = Exchange { source: attribute("original").to_owned(), ..Exchange::default() };
    for (tag, ours) in [
        ("source-language", &mut exchange.languages.from),
        ("target-language", &mut exchange.languages.to),
    ] {
        if !attribute(tag).is_empty() {
            *ours = from_tool(attribute(tag));
        }
    }
    let units = root.find_all("trans-unit", &["alt-trans"]);
    exchange.entries = units.into_iter().filter_map(entry).collect();
    exchange
}

fn entry(unit: &Element) -> Option<Entry> {
    let target = unit.first("target");
    let en = target.map(|target| target.all_text(CODE)).filter(|text| !text.is_empty());
    let is_approved = unit.attribute("approved") == Some("yes");
    let state = match target.and_then(|target| target.attribute("state")) {
        _ if en.is_none() => State::Initial,
        Some("final") => State::Final,
        Some("translated" | "signed-off") => State::Reviewed,
        _ if is_approved => State::Reviewed,
        _ => State::Translated,
    };
    let notes = unit.elements().filter(|element| element.name == "note");
    Some(Entry {
        id: unit.attribute("id")?.to_owned(),
        kind: unit.attribute("restype").and_then(|kind| named(kind.strip_prefix("x-")?)),
        zh: unit.first("source")?.all_text(CODE),
        state,
        method: unit.attribute("method").and_then(named).filter(|_| en.is_some()),
        asker: asker(unit).filter(|_| en.is_some()),
        en,
        notes: notes.map(|note| note.all_text(&[])).collect(),
    })
}

/// Reads who made a target from our own attributes.
pub(super) fn asker(unit: &Element) -> Option<Asker> {
    let word = |name| unit.attribute(name).unwrap_or_default().to_owned();
    Some(Asker {
        provider: unit.attribute("provider")?.to_owned(),
        model: word("model"),
        prompt: word("prompt"),
    })
}
