//! Looks after the whole memory: out and back, sound or not, clearing out.

use std::path::{Path, PathBuf};

use recto_memory::Sqlite;

use super::super::Context;
use super::look::Filtered;
use crate::error::{CommandError, Exit};
use crate::inputs;
use crate::plain;
use crate::remembered;

/// What `import` is told.
#[derive(Debug, clap::Args)]
pub(super) struct Import {
    /// File that `export` has written
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Writes records to standard output.
pub(super) fn export(
    memory: &Sqlite,
    filtered: &Filtered,
    context: &Context,
) -> Result<Exit, CommandError> {
    let mut text = Vec::new();
    let count = memory.export(&filtered.filter(0), &mut text);
    let count = count.map_err(|fault| remembered::failed(&fault))?;
    context.report.result(&text)?;
    context.report.note(&format!("{count} records"));
    Ok(Exit::Done)
}

/// Takes in records; lines that hold none are listed and make the run end with 3.
pub(super) fn import(
    memory: &Sqlite,
    import: &Import,
    context: &Context,
) -> Result<Exit, CommandError> {
    let name = plain::name(import.file.as_os_str());
    let text = inputs::read_text(&import.file).map_err(|unreadable| {
        CommandError::new(Exit::Nothing, format!("cannot read `{name}`: {}", unreadable.why))
    })?;
    let imported = memory.import(&mut text.as_bytes());
    let imported = imported.map_err(|fault| remembered::failed(&fault))?;
    for (line, why) in &imported.wrong {
        context.report.warn(&format!("{name}, line {line}: {why}"), &[]);
    }
    let (taken, kept, wrong) = (imported.taken, imported.kept, imported.wrong.len());
    context.report.note(&format!(
        "{taken} records taken in, {kept} left out because a person's stand there, {wrong} lines hold none"
    ));
    Ok(if wrong > 0 { Exit::Failed } else { Exit::Done })
}

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
