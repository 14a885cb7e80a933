//! A person's hand on single records.

use recto_core::unit::State;
use recto_memory::Sqlite;

use super::super::Context;
use crate::error::{CommandError, Exit};
use crate::remembered;

/// What `edit` is told.
#[derive(Debug, clap::Args)]
pub(super) struct Edit {
    /// The beginning of the record's id, as `list` shows it
    id: String,
    /// The English that shall stand there
    text: String,
    /// Sign it off: it needs no further reading
    #[arg(long)]
    last: bool,
}

/// Whether a record is kept when old ones are cleared out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pinning {
    /// It is.
    Kept,
    /// It is not.
    Free,
}

/// Puts a person's words in the place of a translation.
pub(super) fn edit(memory: &Sqlite, edit: &Edit, context: &Context) -> Result<Exit, CommandError> {
    let text = edit.text.trim();
    if text.is_empty() {
        return Err(CommandError::usage("a translation is not empty")
            .hint("to have the text asked for again, `recto memory delete ID`"));
    }
    let entry = super::one(memory, &edit.id)?;
    let state = if edit.last { State::Final } else { State::Reviewed };
    memory.edit(&entry, text, state).map_err(|fault| remembered::failed(&fault))?;
    context.report.note("edited; from now on this answers everybody");
    Ok(Exit::Done)
}

/// Keeps a record, or no longer.
pub(super) fn pin(
    memory: &Sqlite,
    id: &str,
    pinning: Pinning,
    context: &Context,
) -> Result<Exit, CommandError> {
    let entry = super::one(memory, id)?;
    let pinned = memory.pin(entry.id, pinning == Pinning::Kept);
    pinned.map_err(|fault| remembered::failed(&fault))?;
    context.report.note(match pinning {
        Pinning::Kept => "kept when old records are cleared out",
        Pinning::Free => "no longer kept when old records are cleared out",
    });
    Ok(Exit::Done)
}

/// Deletes a record.
pub(super) fn delete(memory: &Sqlite, id: &str, context: &Context) -> Result<Exit, CommandError> {
    let entry = super::one(memory, id)?;
    memory.delete(entry.id).map_err(|fault| remembered::failed(&fault))?;
    context.report.note("deleted; the text is asked for again when it is met");
    Ok(Exit::Done)
}
