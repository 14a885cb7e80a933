//! Writes records to standard output, for another memory or for other programs.

use recto_core::text::script::count_han;
use recto_core::unit::Languages;
use recto_formats::exchange::{self, Exchange, Form};
use recto_memory::{Entry, Sqlite};

use super::super::Context;
use super::look::Filtered;
use crate::counted::counted;
use crate::error::{CommandError, Exit};
use crate::remembered;

/// What `export` is told.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    filtered: Filtered,
    /// Form of the records
    #[arg(short, long, value_name = "FORM", value_enum, default_value_t = As::Jsonl)]
    format: As,
}

/// In which form records go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum As {
    /// One JSON object a line, with everything: for another memory
    Jsonl,
    /// TMX 1.4b: for translators' tools
    Tmx,
    /// A table: for spreadsheets
    Csv,
}

/// Writes records to standard output.
pub(super) fn run(memory: &Sqlite, args: &Args, context: &Context) -> Result<Exit, CommandError> {
    let filter = args.filtered.filter(0);
    let (bytes, count) = match args.format {
        As::Jsonl => {
            let mut text = Vec::new();
            let count = memory.export(&filter, &mut text);
            (text, count.map_err(|fault| remembered::failed(&fault))?)
        }
        As::Tmx => listed(memory, args, Form::Tmx, context)?,
        As::Csv => listed(memory, args, Form::Csv, context)?,
    };
    context.report.result(&bytes)?;
    context.report.note(&counted(count, "record"));
    Ok(Exit::Done)
}

/// Writes records in a form that holds one pair of languages: that of most of them.
fn listed(
    memory: &Sqlite,
    args: &Args,
    form: Form,
    context: &Context,
) -> Result<(Vec<u8>, usize), CommandError> {
    let entries = memory.list(&args.filtered.filter(0));
    let entries = entries.map_err(|fault| remembered::failed(&fault))?;
    let languages = most(&entries);
    // Digests are remembered, too, and are no translations of a text.
    let pairs = entries.iter().filter(|entry| count_han(&entry.record.key.source) > 0);
    let (own, others): (Vec<&Entry>, Vec<&Entry>) =
        pairs.rev().partition(|entry| entry.record.key.languages == languages);
    if !others.is_empty() {
        let message = format!("{} records in other languages are left out", others.len());
        context.report.warn(&message, &["`--format jsonl` holds all of them".into()]);
    }
    let exchange = Exchange {
        source: String::new(),
        languages,
        entries: own.iter().map(|entry| row(entry)).collect(),
    };
    Ok((exchange::write(&exchange, form), own.len()))
}

/// Returns the languages that most records have.
fn most(entries: &[Entry]) -> Languages {
    let languages = |entry: &Entry| entry.record.key.languages.clone();
    let mut counted: Vec<(Languages, usize)> = Vec::new();
    for one in entries.iter().map(languages) {
        match counted.iter_mut().find(|(known, _)| *known == one) {
            Some((_, count)) => *count += 1,
            None => counted.push((one, 1)),
        }
    }
    let most = counted.into_iter().max_by_key(|(_, count)| *count);
    most.map(|(languages, _)| languages).unwrap_or_default()
}

fn row(entry: &Entry) -> exchange::Entry {
    let record = &entry.record;
    exchange::Entry {
        id: entry.id.to_string(),
        kind: None,
        zh: record.key.source.clone(),
        en: Some(record.target.text.clone()),
        state: record.state,
        method: Some(record.target.method),
        asker: Some(record.made_by().clone()).filter(|asker| !asker.provider.is_empty()),
        notes: Vec::new(),
    }
}
