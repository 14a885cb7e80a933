//! Shows what stands in the memory; changes nothing.

use std::fmt::Write as _;

use recto_core::unit::State;
use recto_memory::{Filter, Sqlite, Stats};

use super::super::Context;
use crate::error::{CommandError, Exit};
use crate::facts;
use crate::plain;
use crate::remembered;

/// Which records are meant.
#[derive(Debug, clap::Args)]
pub(super) struct Filtered {
    /// Text that stands in the Chinese or the English
    #[arg(value_name = "TEXT", default_value = "")]
    text: String,
    /// Only answers of this provider
    #[arg(short, long, value_name = "NAME", default_value = "")]
    provider: String,
    /// Only what a person has written or approved
    #[arg(long)]
    reviewed: bool,
}

/// What `list` can be told.
#[derive(Debug, clap::Args)]
pub(super) struct List {
    #[command(flatten)]
    filtered: Filtered,
    /// At most so many; 0 for all
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
    /// As JSON
    #[arg(long)]
    json: bool,
}

impl Filtered {
    /// Returns the filter for so many records.
    pub(super) fn filter(&self, limit: usize) -> Filter {
        Filter {
            text: self.text.clone(),
            provider: self.provider.clone(),
            state: self.reviewed.then_some(State::Reviewed),
            limit,
        }
    }
}

/// Counts what is remembered.
pub(super) fn stats(memory: &Sqlite, json: bool, context: &Context) -> Result<Exit, CommandError> {
    let stats = memory.stats().map_err(|fault| remembered::failed(&fault))?;
    let name = plain::name(memory.path().as_os_str());
    let text = if json { facts::json(&stats)? } else { counts(&stats, &name) };
    context.report.result(text.as_bytes())?;
    Ok(Exit::Done)
}

/// Lists records.
pub(super) fn list(memory: &Sqlite, list: &List, context: &Context) -> Result<Exit, CommandError> {
    let filter = list.filtered.filter(list.limit);
    let entries = memory.list(&filter).map_err(|fault| remembered::failed(&fault))?;
    let mut text = String::new();
    if list.json {
        text = facts::json(&entries)?;
    } else {
        for entry in &entries {
            let id = entry.id.to_string();
            let (zh, en) =
                (plain::cut(&entry.record.key.source), plain::cut(&entry.record.target.text));
            let _ = writeln!(text, "{}  {:<10} {zh}  {en}", &id[..8], entry.record.state.as_str());
        }
    }
    context.report.result(text.as_bytes())?;
    Ok(Exit::Done)
}

/// Shows a record.
pub(super) fn show(memory: &Sqlite, id: &str, context: &Context) -> Result<Exit, CommandError> {
    let entry = super::one(memory, id)?;
    context.report.result(facts::json(&entry)?.as_bytes())?;
    Ok(Exit::Done)
}

fn counts(stats: &Stats, name: &str) -> String {
    let kilobytes = stats.bytes.div_ceil(1024);
    let (records, texts) = (stats.records, stats.texts);
    let mut text = format!("{name}\n{records} answers for {texts} texts, {kilobytes} KB\n");
    for count in &stats.counts {
        let asker = count.asker.to_string();
        let (records, state) = (count.records, count.state.as_str());
        let _ = writeln!(text, "{records:>8}  {state:<10} {}", plain::line(&asker));
    }
    text
}
