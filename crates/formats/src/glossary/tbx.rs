//! TBX-Basic, ISO 30042: www.tbxinfo.net. An entry holds a Chinese and an English section with their terms.
//!
//! Both the dialect's styles of 2019 (`conceptEntry`) and that of 2008 (`termEntry`) are read. The status
//! of a term says whether it is preferred, admitted or not to be used; what only a glossary of ours knows
//! stands in descriptions of its own, and tools that do not know them pass over them.

use recto_core::glossary::{Class, Term, table};

use crate::xml::Element;

/// Descriptions of ours: the field and its name in a table.
const OURS: [(&str, &str); 4] =
    [("class", "x-class"), ("domain", "subjectField"), ("gloss", "definition"), ("pos", "x-pos")];

/// Reads the entries as CSV with a head; an entry is a line.
pub(super) fn read(root: &Element) -> String {
    let head = table::HEAD.map(str::to_owned).to_vec();
    let mut entries = root.find_all("conceptEntry", &[]);
    entries.extend(root.find_all("termEntry", &[]));
    let rows: Vec<Vec<String>> =
        std::iter::once(head).chain(entries.into_iter().map(row)).collect();
    table::of_cells(&rows)
}

fn row(entry: &Element) -> Vec<String> {
    let chinese = terms(entry, "zh");
    let english = terms(entry, "en");
    let of = |status: Status| -> Vec<&str> {
        let found = english.iter().filter(|(found, _)| *found == status);
        found.map(|(_, text)| text.as_str()).collect()
    };
    let right = [of(Status::Preferred), of(Status::Admitted)].concat();
    let first = right.first().copied().unwrap_or_default();
    let variants: Vec<&str> = right.iter().skip(1).copied().collect();
    let description = |name: &str| described(entry, name);
    table::HEAD
        .iter()
        .map(|field| match *field {
            "zh" => chinese.first().map(|(_, text)| text.clone()).unwrap_or_default(),
            "en_first" => first.to_owned(),
            "en_next" => of(Status::Short).first().copied().unwrap_or_default().to_owned(),
            "variants" => variants.join(";"),
            "forbidden" => of(Status::Deprecated).join(";"),
            "note" => entry
                .elements()
                .find(|e| e.name == "note")
                .map(|e| e.all_text(&[]))
                .unwrap_or_default(),
            "forbidden_when" => description("x-forbidden-when"),
            field => OURS
                .iter()
                .find(|(ours, _)| *ours == field)
                .map(|(_, name)| description(name))
                .unwrap_or_default(),
        })
        .collect()
}

/// How a term of an entry may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    Preferred,
    Admitted,
    Deprecated,
    /// The form at later mentions.
    Short,
}

/// Returns the terms of an entry in a language, with their status.
fn terms(entry: &Element, language: &str) -> Vec<(Status, String)> {
    let sections = entry.elements().filter(|section| {
        matches!(section.name.as_str(), "langSec" | "langSet")
            && section.attribute("lang").is_some_and(|tag| is_in(tag, language))
    });
    let groups = sections.flat_map(|section| {
        let mut groups = section.find_all("termSec", &[]);
        groups.extend(section.find_all("tig", &[]));
        groups.extend(section.find_all("ntig", &[]));
        groups
    });
    let term = |group: &Element| {
        let text = group.find_all("term", &[]).first()?.all_text(&[]);
        Some((status(group), text.trim().to_owned()))
    };
    groups.filter_map(term).filter(|(_, text)| !text.is_empty()).collect()
}

fn is_in(tag: &str, language: &str) -> bool {
    let first = tag.split(['-', '_']).next().unwrap_or_default();
    first.eq_ignore_ascii_case(language)
}

fn status(group: &Element) -> Status {
    let notes = group.find_all("termNote", &[]);
    let note = |name: &str| {
        let found = notes.iter().find(|note| note.attribute("type") == Some(name));
        found.map(|note| note.all_text(&[])).unwrap_or_default()
    };
    if note("termType") == "shortForm" {
        return Status::Short;
    }
    match note("administrativeStatus").as_str() {
        "deprecatedTerm-admn-sts" | "supersededTerm-admn-sts" => Status::Deprecated,
        "admittedTerm-admn-sts" => Status::Admitted,
        _ => Status::Preferred,
    }
}

/// Returns what an entry says about itself under a name.
fn described(entry: &Element, name: &str) -> String {
    let descriptions = entry.find_all("descrip", &["langSec", "langSet"]);
    let found = descriptions.iter().find(|found| found.attribute("type") == Some(name));
    found.map(|found| found.all_text(&[])).unwrap_or_default()
}

/// Writes the document.
pub(super) fn write<'a>(terms: impl Iterator<Item = &'a Term>) -> Element {
    let source = Element::new("sourceDesc").child(Element::new("p").text("Recto"));
    let header = Element::new("tbxHeader").child(Element::new("fileDesc").child(source));
    let entries = terms.zip(1_usize..).map(|(term, number)| entry(term, number));
    Element::new("tbx")
        .with("type", "TBX-Basic")
        .with("style", "dca")
        .with("xml:lang", "zh-Hans")
        .with("xmlns", "urn:iso:std:iso:30042:ed-2")
        .child(header)
        .child(Element::new("text").child(Element::new("body").children(entries)))
}

fn entry(term: &Term, number: usize) -> Element {
    let class = if term.class == Class::Must { "" } else { term.class.as_str() };
    let said = [
        ("x-class", class),
        ("subjectField", &term.domain),
        ("definition", &term.gloss),
        ("x-pos", &term.pos),
        ("x-forbidden-when", &term.forbidden_when),
    ];
    let said = said.into_iter().filter(|(_, text)| !text.is_empty());
    let descriptions =
        said.map(|(name, text)| Element::new("descrip").with("type", name).text(text));
    let note = (!term.note.is_empty()).then(|| Element::new("note").text(&term.note));
    let status = |status: &str| Some(("administrativeStatus", format!("{status}-admn-sts")));
    let preferred = [section(&term.first, status("preferredTerm"))];
    let next =
        term.next.iter().map(|next| section(next, Some(("termType", "shortForm".to_owned()))));
    let variants = term.variants.iter().map(|text| section(text, status("admittedTerm")));
    let forbidden = term.forbidden.iter().map(|text| section(text, status("deprecatedTerm")));
    let english = preferred.into_iter().chain(next).chain(variants).chain(forbidden);
    Element::new("conceptEntry")
        .with("id", format!("c{number}"))
        .children(descriptions)
        .children(note)
        .child(Element::new("langSec").with("xml:lang", "zh-Hans").child(section(&term.zh, None)))
        .child(Element::new("langSec").with("xml:lang", "en").children(english))
}

fn section(text: &str, note: Option<(&str, String)>) -> Element {
    let note = note.map(|(name, text)| Element::new("termNote").with("type", name).text(&text));
    Element::new("termSec").child(Element::new("term").text(text)).children(note)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::parse;

    #[test]
    fn the_older_dialect_is_read_too() {
        let text = "<martif type=\"TBX\"><text><body><termEntry id=\"1\">\
            <descrip type=\"subjectField\">place</descrip>\
            <langSet xml:lang=\"zh-CN\"><tig><term>白河县</term></tig></langSet>\
            <langSet xml:lang=\"en-US\"><ntig><termGrp><term>Baihe county</term></termGrp></ntig>\
            <tig><term>Baihe prefecture</term>\
            <termNote type=\"administrativeStatus\">deprecatedTerm-admn-sts</termNote></tig></langSet>\
            </termEntry></body></text></martif>";
        let read = read(&parse(text).expect("XML"));
        let (terms, problems) = recto_core::glossary::parse_csv(&read, "my");
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!((terms[0].zh.as_str(), terms[0].first.as_str()), ("白河县", "Baihe county"));
        assert_eq!(terms[0].forbidden, ["Baihe prefecture"]);
        assert_eq!(terms[0].domain, "place");
    }
}
