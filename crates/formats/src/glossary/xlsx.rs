//! XLSX: the first sheet of an Excel workbook as a table, and a table as a workbook of one sheet.
//!
//! Cells are read as the text they hold: shared and inline texts, numbers as they are stored. Formulas
//! are not calculated; what they last came to is read.

use recto_core::glossary::{Term, table};

use super::GlossaryFault;
use crate::package::{Package, entry};
use crate::xml::{Element, parse};

const TYPES: &str = include_str!("../../templates/excel/content-types.xml");
const RELATIONS: &str = include_str!("../../templates/excel/relations.xml");
const WORKBOOK: &str = include_str!("../../templates/excel/workbook.xml");
const WORKBOOK_RELATIONS: &str = include_str!("../../templates/excel/workbook-relations.xml");

/// Where the first sheet stands unless the workbook says otherwise.
const SHEET: &str = "xl/worksheets/sheet1.xml";

/// The most columns a glossary has; what stands further right is left out.
const MOST_COLUMNS: usize = 64;

/// The most empty rows that are kept between others, so that a stray cell far below costs nothing.
const MOST_GAPS: usize = 1_000_000;

/// Reads the first sheet as CSV; a row of the sheet is a line.
pub(super) fn read(bytes: &[u8]) -> Result<String, GlossaryFault> {
    let sheet = entry(bytes, &first_sheet(bytes)).ok_or(GlossaryFault::NoWorkbook)?;
    let sheet = parse(&sheet)?;
    let shared = match entry(bytes, "xl/sharedStrings.xml") {
        Some(texts) => parse(&texts)?.elements().map(text_of).collect(),
        None => Vec::new(),
    };
    let mut rows: Vec<Vec<String>> = Vec::new();
    for row in sheet.find_all("row", &[]) {
        let number = row.attribute("r").and_then(|number| number.parse::<usize>().ok());
        let gap = number.map_or(0, |number| number.saturating_sub(rows.len() + 1)).min(MOST_GAPS);
        rows.resize(rows.len() + gap, Vec::new());
        rows.push(cells(row, &shared));
    }
    Ok(table::of_cells(&rows))
}

/// Returns where the first sheet of a workbook stands in the archive.
fn first_sheet(bytes: &[u8]) -> String {
    let find = || {
        let workbook = parse(&entry(bytes, "xl/workbook.xml")?).ok()?;
        let sheet = workbook.first("sheets")?.first("sheet")?;
        let id = sheet.attribute("id")?.to_owned();
        let relations = parse(&entry(bytes, "xl/_rels/workbook.xml.rels")?).ok()?;
        let mut targets =
            relations.elements().filter(|relation| relation.attribute("Id") == Some(&id));
        let target = targets.next()?.attribute("Target")?.to_owned();
        Some(match target.strip_prefix('/') {
            Some(whole) => whole.to_owned(),
            None => format!("xl/{target}"),
        })
    };
    find().unwrap_or_else(|| SHEET.to_owned())
}

fn cells(row: &Element, shared: &[String]) -> Vec<String> {
    let mut cells: Vec<String> = Vec::new();
    for cell in row.elements().filter(|element| element.name == "c") {
        let column = cell.attribute("r").and_then(column).unwrap_or(cells.len());
        if column >= MOST_COLUMNS {
            break;
        }
        cells.resize(cells.len().max(column), String::new());
        cells.truncate(column);
        cells.push(value(cell, shared));
    }
    cells
}

fn value(cell: &Element, shared: &[String]) -> String {
    let written = || cell.first("v").map(|value| value.all_text(&[])).unwrap_or_default();
    match cell.attribute("t") {
        Some("s") => {
            let number = written().trim().parse::<usize>().ok();
            number.and_then(|number| shared.get(number)).cloned().unwrap_or_default()
        }
        Some("inlineStr") => cell.first("is").map(text_of).unwrap_or_default(),
        _ => written(),
    }
}

/// Returns the text of a shared or inline text, without the readings that Excel keeps beside it.
fn text_of(text: &Element) -> String {
    text.all_text(&["rPh", "phoneticPr"])
}

/// Returns the column of a cell's name, from nought: 1 of `B7`.
fn column(name: &str) -> Option<usize> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    let number = letters.fold(0, |number, letter| {
        number * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    number.checked_sub(1)
}

/// Writes a workbook.
pub(super) fn write<'a>(terms: impl Iterator<Item = &'a Term>) -> Vec<u8> {
    let mut package = Package::new("[Content_Types].xml", TYPES);
    package.add("_rels/.rels", RELATIONS);
    package.add("xl/workbook.xml", WORKBOOK);
    package.add("xl/_rels/workbook.xml.rels", WORKBOOK_RELATIONS);
    let head = table::HEAD.map(str::to_owned);
    let rows = std::iter::once(head).chain(terms.map(table::cells));
    let rows = rows.zip(1_usize..).map(|(cells, number)| row(&cells, number));
    let sheet = Element::new("worksheet")
        .with("xmlns", "http://schemas.openxmlformats.org/spreadsheetml/2006/main")
        .child(Element::new("sheetData").children(rows));
    package.add(SHEET, &String::from_utf8_lossy(&sheet.to_document()));
    package.into_bytes()
}

fn row(cells: &[String], number: usize) -> Element {
    let full = cells.iter().zip('A'..).filter(|(text, _)| !text.is_empty());
    let cells = full.map(|(text, column)| {
        let text = Element::new("t").with("xml:space", "preserve").text(text);
        Element::new("c")
            .with("r", format!("{column}{number}"))
            .with("t", "inlineStr")
            .child(Element::new("is").child(text))
    });
    Element::new("row").with("r", number.to_string()).children(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workbook(sheet: &str, shared: &str) -> Vec<u8> {
        let mut package = Package::new("[Content_Types].xml", TYPES);
        package.add(SHEET, sheet);
        package.add("xl/sharedStrings.xml", shared);
        package.into_bytes()
    }

    #[test]
    fn shared_texts_gaps_and_numbers_are_read_where_they_stand() {
        let sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c>\
                     <c r=\"B1\" t=\"s\"><v>1</v></c></row><row r=\"4\"><c r=\"B4\"><v>35</v></c>\
                     <c r=\"ZZZ4\"><v>1</v></c></row></sheetData></worksheet>";
        let shared = "<sst><si><t>白河</t><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh></si>\
                      <si><r><t>Baihe, </t></r><r><t>county</t></r></si></sst>";
        let read = read(&workbook(sheet, shared)).expect("a workbook");
        assert_eq!(read, "白河,\"Baihe, county\"\n\n\n,35\n");
    }

    #[test]
    fn columns_have_letters() {
        assert_eq!(["A1", "B7", "AA3", "7"].map(column), [Some(0), Some(1), Some(26), None]);
    }
}
