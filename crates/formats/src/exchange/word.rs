//! A Word document: a table of two languages that a translator or an editor works in.
//!
//! One row for each segment: its id, the Chinese, the English, the state. What comes back is read from the
//! same columns, with tracked insertions taken and tracked deletions left.

use recto_core::document::Kind;
use recto_core::unit::State;

use super::entry::{Entry, Exchange, named};
use super::fault::ExchangeFault;
use super::language::to_tool;
use crate::package::{Package, entry as packed};
use crate::xml::{Element, parse};

const TYPES: &str = include_str!("../../templates/word/content-types.xml");
const RELATIONS: &str = include_str!("../../templates/word/relations.xml");
const DOCUMENT_RELATIONS: &str = include_str!("../../templates/word/document-relations.xml");
const STYLES: &str = include_str!("../../templates/word/styles.xml");

/// Where the text stands in the archive.
const DOCUMENT: &str = "word/document.xml";

/// The heads of the columns, and their widths in twentieths of a point.
const COLUMNS: [(&str, &str); 4] =
    [("Id", "1000"), ("Chinese", "6000"), ("English", "6400"), ("State", "1200")];

/// Elements whose text is not on the page: deletions, field codes.
const UNSEEN: &[&str] = &["del", "moveFrom", "delText", "instrText", "pPr", "rPr"];

/// Writes the document.
pub(super) fn write(exchange: &Exchange) -> Vec<u8> {
    let mut package = Package::new("[Content_Types].xml", TYPES);
    package.add("_rels/.rels", RELATIONS);
    package.add("word/_rels/document.xml.rels", DOCUMENT_RELATIONS);
    package.add("word/styles.xml", STYLES);
    let document = document(exchange).to_document();
    package.add(DOCUMENT, &String::from_utf8_lossy(&document));
    package.into_bytes()
}

fn document(exchange: &Exchange) -> Element {
    let note = "Write into the English column; set the state to reviewed or final. \
                Keep the ids: they say where each line belongs.";
    let body = Element::new("w:body")
        .child(paragraph("Title", &exchange.source, ""))
        .child(paragraph("Note", note, ""))
        .child(table(exchange))
        .child(Element::new("w:p"))
        .child(page_setup());
    Element::new("w:document")
        .with("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main")
        .child(body)
}

/// A4, across.
fn page_setup() -> Element {
    let size = Element::new("w:pgSz")
        .with("w:w", "16838")
        .with("w:h", "11906")
        .with("w:orient", "landscape");
    let sides = ["w:top", "w:right", "w:bottom", "w:left"].into_iter();
    let margins = sides.fold(Element::new("w:pgMar"), |margins, side| margins.with(side, "1000"));
    let margins = margins.with("w:header", "600").with("w:footer", "600").with("w:gutter", "0");
    Element::new("w:sectPr").child(size).child(margins)
}

fn table(exchange: &Exchange) -> Element {
    let layout = Element::new("w:tblPr")
        .child(Element::new("w:tblStyle").with("w:val", "Edition"))
        .child(Element::new("w:tblW").with("w:w", "14600").with("w:type", "dxa"))
        .child(Element::new("w:tblLayout").with("w:type", "fixed"));
    let columns = COLUMNS.map(|(_, width)| Element::new("w:gridCol").with("w:w", width));
    let head = Element::new("w:tr")
        .child(Element::new("w:trPr").child(Element::new("w:tblHeader")))
        .children(COLUMNS.map(|(name, width)| cell(width, vec![paragraph("Head", name, "")])));
    let (from, to) = (to_tool(&exchange.languages.from), to_tool(&exchange.languages.to));
    Element::new("w:tbl")
        .child(layout)
        .child(Element::new("w:tblGrid").children(columns))
        .child(head)
        .children(exchange.entries.iter().map(|entry| row(entry, from, to)))
}

fn row(entry: &Entry, from: &str, to: &str) -> Element {
    let is_head = matches!(entry.kind, Some(Kind::Headline | Kind::Heading));
    let style = |plain: &'static str| if is_head { "Heading" } else { plain };
    let mut english = vec![paragraph(style("English"), entry.en.as_deref().unwrap_or(""), to)];
    english.extend(entry.notes.iter().map(|note| paragraph("Remark", note, "")));
    let cells = [
        vec![paragraph("Mark", &entry.id, "")],
        vec![paragraph(style("Chinese"), &entry.zh, from)],
        english,
        vec![paragraph("Mark", entry.state.as_str(), "")],
    ];
    let unbroken = Element::new("w:trPr").child(Element::new("w:cantSplit"));
    let cells = COLUMNS.into_iter().zip(cells).map(|((_, width), content)| cell(width, content));
    Element::new("w:tr").child(unbroken).children(cells)
}

fn cell(width: &str, paragraphs: Vec<Element>) -> Element {
    let size = Element::new("w:tcW").with("w:w", width).with("w:type", "dxa");
    Element::new("w:tc").child(Element::new("w:tcPr").child(size)).children(paragraphs)
}

/// Makes a paragraph of one run; line breaks and tabs are elements of their own in Word.
fn paragraph(style: &str, text: &str, language: &str) -> Element {
    let name = Element::new("w:pStyle").with("w:val", style);
    let mut run = Element::new("w:r");
    if !language.is_empty() {
        let side = if language.starts_with("zh") { "w:eastAsia" } else { "w:val" };
        let tag = Element::new("w:lang").with(side, language);
        run = run.child(Element::new("w:rPr").child(tag));
    }
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            run = run.child(Element::new("w:br"));
        }
        for (number, part) in line.split('\t').enumerate() {
            if number > 0 {
                run = run.child(Element::new("w:tab"));
            }
            if !part.is_empty() {
                run = run.child(Element::new("w:t").with("xml:space", "preserve").text(part));
            }
        }
    }
    Element::new("w:p").child(Element::new("w:pPr").child(name)).child(run)
}

/// Reads the document: the first table that has a column for each language.
pub(super) fn read(bytes: &[u8]) -> Result<Exchange, ExchangeFault> {
    let document = packed(bytes, DOCUMENT).ok_or(ExchangeFault::NoDocument)?;
    let root = parse(&document)?;
    let tables = root.find_all("tbl", UNSEEN);
    let found = tables.into_iter().find_map(|table| Some((table, Columns::of(table)?)));
    let (table, columns) = found.ok_or(ExchangeFault::Column { column: "English" })?;
    let title =
        root.find_all("p", &["tbl"]).into_iter().find(|paragraph| style(paragraph) == "Title");
    let rows = rows(table).skip(1).zip(1..);
    Ok(Exchange {
        source: title.map(text).unwrap_or_default(),
        entries: rows.filter_map(|(row, number)| columns.entry(row, number)).collect(),
        ..Exchange::default()
    })
}

/// Where the columns are.
struct Columns {
    id: Option<usize>,
    zh: usize,
    en: usize,
    state: Option<usize>,
}

impl Columns {
    /// Finds the columns by the first row of a table.
    fn of(table: &Element) -> Option<Self> {
        let head: Vec<String> =
            cells(rows(table).next()?).map(|cell| content(cell).join(" ")).collect();
        let place =
            |name: &str| head.iter().position(|head| head.trim().eq_ignore_ascii_case(name));
        Some(Self {
            id: place("Id"),
            zh: place("Chinese")?,
            en: place("English")?,
            state: place("State"),
        })
    }

    fn entry(&self, row: &Element, number: usize) -> Option<Entry> {
        let cells: Vec<&Element> = cells(row).collect();
        let own =
            |at: usize| cells.get(at).map(|cell| content(cell).join("\n")).unwrap_or_default();
        let zh = own(self.zh);
        let en = Some(own(self.en)).filter(|text| !text.is_empty());
        let state = self.state.and_then(|at| named(own(at).trim())).unwrap_or(State::Reviewed);
        let id = self.id.map(own).filter(|id| !id.is_empty()).unwrap_or_else(|| number.to_string());
        let notes = cells.get(self.en).map(|cell| remarks(cell)).unwrap_or_default();
        (!zh.is_empty()).then_some(Entry {
            id,
            kind: None,
            zh,
            state: if en.is_some() { state } else { State::Initial },
            en,
            method: None,
            asker: None,
            notes,
        })
    }
}

fn rows(table: &Element) -> impl Iterator<Item = &Element> {
    table.elements().filter(|element| element.name == "tr")
}

fn cells(row: &Element) -> impl Iterator<Item = &Element> {
    row.elements().filter(|element| element.name == "tc")
}

/// Returns the paragraphs of a cell, remarks left out.
fn content(cell: &Element) -> Vec<String> {
    let paragraphs = cell.find_all("p", UNSEEN).into_iter();
    paragraphs.filter(|paragraph| style(paragraph) != "Remark").map(text).collect()
}

fn remarks(cell: &Element) -> Vec<String> {
    let paragraphs = cell.find_all("p", UNSEEN).into_iter();
    paragraphs.filter(|paragraph| style(paragraph) == "Remark").map(text).collect()
}

fn style(paragraph: &Element) -> &str {
    let style = paragraph.first("pPr").and_then(|properties| properties.first("pStyle"));
    style.and_then(|style| style.attribute("val")).unwrap_or_default()
}

/// Returns the text of a paragraph as it is seen.
fn text(paragraph: &Element) -> String {
    let mut out = String::new();
    for element in paragraph.elements().filter(|e| !UNSEEN.contains(&e.name.as_str())) {
        match element.name.as_str() {
            "t" => out.push_str(&element.all_text(&[])),
            "tab" => out.push('\t'),
            "br" | "cr" => out.push('\n'),
            _ => out.push_str(&text(element)),
        }
    }
    out
}
