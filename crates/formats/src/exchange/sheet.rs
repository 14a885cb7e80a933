//! A table for spreadsheets: one row for each segment, named columns, in any order when it comes back.
//!
//! A cell that a spreadsheet would take for a formula begins with an apostrophe, which is taken off again.

use csv::{QuoteStyle, ReaderBuilder, StringRecord, Terminator, WriterBuilder};
use recto_core::unit::{Asker, Method, State};

use super::entry::{Entry, Exchange, named};
use super::fault::ExchangeFault;

const COLUMNS: [&str; 10] =
    ["id", "kind", "source", "target", "state", "method", "provider", "model", "prompt", "notes"];

/// Between two notes of one segment.
const BETWEEN_NOTES: &str = "\n";

/// Writes the table, with the mark by which spreadsheets know UTF-8.
pub(super) fn write(exchange: &Exchange) -> Vec<u8> {
    let mut table = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .from_writer(b"\xef\xbb\xbf".to_vec());
    table.write_record(COLUMNS).expect("writing into memory does not fail");
    for entry in &exchange.entries {
        table.write_record(row(entry)).expect("all rows have the same columns");
    }
    table.into_inner().expect("writing into memory does not fail")
}

fn row(entry: &Entry) -> [String; COLUMNS.len()] {
    let asker = entry.asker.as_ref();
    [
        guarded(&entry.id),
        entry.kind.map(|kind| kind.as_str()).unwrap_or_default().to_owned(),
        guarded(&entry.zh),
        guarded(entry.en.as_deref().unwrap_or_default()),
        entry.state.as_str().to_owned(),
        entry.method.map(Method::as_str).unwrap_or_default().to_owned(),
        asker.map(|asker| guarded(&asker.provider)).unwrap_or_default(),
        asker.map(|asker| guarded(&asker.model)).unwrap_or_default(),
        asker.map(|asker| guarded(&asker.prompt)).unwrap_or_default(),
        guarded(&entry.notes.join(BETWEEN_NOTES)),
    ]
}

/// Keeps a spreadsheet from taking a cell for a formula.
fn guarded(cell: &str) -> String {
    if cell.starts_with(is_risky) { format!("'{cell}") } else { cell.to_owned() }
}

fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(is_risky)).unwrap_or(cell)
}

fn is_risky(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\'' | '＝' | '＋' | '－' | '＠')
}

/// Reads a table; columns are found by name, and are separated by whatever separates the head.
pub(super) fn read(text: &str) -> Result<Exchange, ExchangeFault> {
    let mut table =
        ReaderBuilder::new().delimiter(delimiter(text)).flexible(true).from_reader(text.as_bytes());
    let head = table.headers().map_err(|error| fault(&error))?.clone();
    let place = |name: &str| {
        let is_it = |column: &str| {
            let column = column.trim();
            column.eq_ignore_ascii_case(name) || column.eq_ignore_ascii_case(short(name))
        };
        head.iter().position(is_it)
    };
    for column in ["source", "target"] {
        place(column).ok_or(ExchangeFault::Column { column })?;
    }
    let mut exchange = Exchange::default();
    for (row, number) in table.records().zip(1_usize..) {
        let row = row.map_err(|error| fault(&error))?;
        let cell = |name: &str| place(name).map_or("", |at| unguarded(row.get(at).unwrap_or("")));
        exchange.entries.extend(entry(&row, number, cell));
    }
    Ok(exchange)
}

/// Returns the other name that people give a column.
fn short(name: &str) -> &str {
    match name {
        "source" => "zh",
        "target" => "en",
        name => name,
    }
}

fn entry<'a>(row: &StringRecord, number: usize, cell: impl Fn(&str) -> &'a str) -> Option<Entry> {
    if row.iter().all(str::is_empty) || cell("source").is_empty() {
        return None;
    }
    let own = |name: &str| cell(name).to_owned();
    let en = Some(own("target")).filter(|target| !target.is_empty());
    let state = named(cell("state")).unwrap_or(State::Reviewed);
    let provider = Some(own("provider")).filter(|provider| !provider.is_empty());
    Some(Entry {
        id: if cell("id").is_empty() { number.to_string() } else { own("id") },
        kind: named(cell("kind")),
        zh: own("source"),
        state: if en.is_some() { state } else { State::Initial },
        en,
        method: named(cell("method")),
        asker: provider.map(|provider| Asker {
            provider,
            model: own("model"),
            prompt: own("prompt"),
        }),
        notes: cell("notes")
            .split(BETWEEN_NOTES)
            .filter(|n| !n.is_empty())
            .map(str::to_owned)
            .collect(),
    })
}

fn delimiter(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or_default();
    let count = |delimiter: u8| head.bytes().filter(|&byte| byte == delimiter).count();
    *b",;\t".iter().rev().max_by_key(|&&delimiter| count(delimiter)).unwrap_or(&b',')
}

fn fault(error: &csv::Error) -> ExchangeFault {
    let row = error.position().map_or(1, csv::Position::line);
    ExchangeFault::Row { row, message: error.to_string() }
}
