//! Looks after the whole memory: sound or not, saving what is, clearing out.

use std::path::Path;

use recto_memory::Sqlite;

use super::super::Context;
use crate::error::{CommandError, Exit};
use crate::plain;
use crate::remembered;

/// Looks at every record; ends with 3 where something is damaged.
pub(super) fn verify(memory: &Sqlite, context: &Context) -> Result<Exit, CommandError> {
    let soundness = memory.verify().map_err(|fault| remembered::failed(&fault))?;
    for fault in &soundness.faults {
        context.report.failure(fault, &[]);
    }
    let (sound, damaged) = (soundness.sound, soundness.damaged);
    context.report.result(format!("{sound} records are sound, {damaged} damaged\n").as_bytes())?;
    if soundness.is_sound() {
        return Ok(Exit::Done);
    }
    context.report.failure(
        "the memory is damaged; damaged records are asked for again",
        &["`recto memory rescue NEW.db` copies what is sound".into()],
    );
    Ok(Exit::Failed)
}

/// Copies every sound record into a new memory.
pub(super) fn rescue(memory: &Sqlite, to: &Path, context: &Context) -> Result<Exit, CommandError> {
    let count = memory.rescue(to).map_err(|fault| remembered::failed(&fault))?;
    let name = plain::name(to.as_os_str());
    context.report.note(&format!("{count} records are in `{name}` now"));
    Ok(Exit::Done)
}

/// Deletes machines' records that are old.
pub(super) fn gc(memory: &Sqlite, days: u32, context: &Context) -> Result<Exit, CommandError> {
    let count = memory.clear_out(days).map_err(|fault| remembered::failed(&fault))?;
    context.report.note(&format!("{count} records are deleted"));
    Ok(Exit::Done)
}
