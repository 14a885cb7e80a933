//! TMX 1.4b, level 1: www.gala-global.org/tmx-14b. A translation memory: finished pairs and no others.

use recto_core::unit::{Asker, Method, State};

use super::entry::{Entry, Exchange, named};
use super::language::{from_tool, is_same, to_tool};
use crate::xml::Element;

/// Elements whose content is code of a tool's own format and no text.
const CODE: &[&str] = &["ph", "it", "bpt", "ept", "ut"];

/// Writes the document: the entries that have a target.
pub(super) fn write(exchange: &Exchange) -> Element {
    let (from, to) = (to_tool(&exchange.languages.from), to_tool(&exchange.languages.to));
    let header = Element::new("header")
        .with("creationtool", "Recto")
        .with("creationtoolversion", "1")
        .with("segtype", "paragraph")
        .with("o-tmf", "recto")
        .with("adminlang", "en")
        .with("srclang", from)
        .with("datatype", "plaintext");
    let header = match exchange.source.as_str() {
        "" => header,
        source => header.child(prop("source", source)),
    };
    let pairs = exchange.entries.iter().filter_map(|entry| pair(entry, from, to));
    Element::new("tmx")
        .with("version", "1.4")
        .child(header)
        .child(Element::new("body").children(pairs))
}

fn prop(name: &str, value: &str) -> Element {
    Element::new("prop").with("type", format!("x-{name}")).text(value)
}

fn pair(entry: &Entry, from: &str, to: &str) -> Option<Element> {
    let en = entry.en.as_ref()?;
    let asker = entry.asker.as_ref();
    let props = [
        ("state", Some(entry.state.as_str())),
        ("kind", entry.kind.map(|kind| kind.as_str())),
        ("method", entry.method.map(Method::as_str)),
        ("provider", asker.map(|asker| asker.provider.as_str())),
        ("model", asker.map(|asker| asker.model.as_str()).filter(|model| !model.is_empty())),
        ("prompt", asker.map(|asker| asker.prompt.as_str()).filter(|prompt| !prompt.is_empty())),
    ];
    let notes = entry.notes.iter().map(|note| Element::new("note").text(note));
    let props = props.into_iter().filter_map(|(name, value)| Some(prop(name, value?)));
    let variant = |language: &str, text: &str| {
        Element::new("tuv").with("xml:lang", language).child(Element::new("seg").text(text))
    };
    Some(
        Element::new("tu")
            .with("tuid", &entry.id)
            .children(notes)
            .children(props)
            .child(variant(from, &entry.zh))
            .child(variant(to, en)),
    )
}

/// Reads the document; pairs that are not from the source language of its head are left out.
pub(super) fn read(root: &Element) -> Exchange {
    let header = root.first("header");
    let from = header.and_then(|header| header.attribute("srclang")).filter(|tag| *tag != "*all*");
    let from = from.unwrap_or("zh-CN");
    let units = root.find_all("tu", &[]);
    let to = units.iter().find_map(|unit| target_language(unit, from)).unwrap_or("en-US");
    let source = header.and_then(|header| value(header, "source")).unwrap_or_default();
    let mut exchange = Exchange { source, ..Exchange::default() };
    exchange.languages.from = from_tool(from);
    exchange.languages.to = from_tool(to);
    exchange.entries =
        units.iter().zip(1..).filter_map(|(unit, number)| entry(unit, number, from, to)).collect();
    exchange
}

fn language(variant: &Element) -> Option<&str> {
    variant.attribute("lang")
}

fn target_language<'a>(unit: &'a Element, from: &str) -> Option<&'a str> {
    let variants = unit.elements().filter(|element| element.name == "tuv");
    variants.filter_map(language).find(|tag| !is_same(tag, from))
}

fn entry(unit: &Element, number: usize, from: &str, to: &str) -> Option<Entry> {
    let in_language = |wanted: &str| {
        let mut variants = unit.elements().filter(|element| element.name == "tuv");
        let found =
            variants.find(|variant| language(variant).is_some_and(|tag| is_same(tag, wanted)));
        found.and_then(|variant| variant.first("seg")).map(|segment| segment.all_text(CODE))
    };
    let notes = unit.elements().filter(|element| element.name == "note");
    let word = |name: &str| value(unit, name).unwrap_or_default();
    let method = value(unit, "method").and_then(|method| named(&method));
    Some(Entry {
        id: unit.attribute("tuid").map_or_else(|| number.to_string(), str::to_owned),
        kind: value(unit, "kind").and_then(|kind| named(&kind)),
        zh: in_language(from)?,
        en: Some(in_language(to)?),
        state: value(unit, "state").and_then(|state| named(&state)).unwrap_or(State::Reviewed),
        method,
        asker: value(unit, "provider").map(|provider| Asker {
            provider,
            model: word("model"),
            prompt: word("prompt"),
        }),
        notes: notes.map(|note| note.all_text(&[])).collect(),
    })
}

fn value(element: &Element, name: &str) -> Option<String> {
    let wanted = format!("x-{name}");
    let mut props = element.elements().filter(|element| element.name == "prop");
    let found = props.find(|prop| prop.attribute("type") == Some(&wanted));
    found.map(|prop| prop.all_text(&[]))
}
