//! The memory as text, one record a line in JSON: to carry it elsewhere and back.

use std::io::{self, BufRead, Write};

use recto_core::memory::{MemoryFault, Record};
use serde::{Deserialize, Serialize};

use crate::{Entry, Filter, Sqlite, fault, row, writer};

/// The longest line that is read; a record is far shorter.
const LONGEST: u64 = 4 << 20;

/// Records that are written in one transaction.
const GROUP: usize = 1000;

/// A record as it stands in a line, with what the memory knows beside it.
#[derive(Debug, Serialize, Deserialize)]
struct Line {
    #[serde(flatten)]
    record: Record,
    /// Seconds since 1970; where it is missing the record is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    made: Option<i64>,
    #[serde(default, skip_serializing_if = "is_not", rename = "pinned")]
    is_pinned: bool,
}

fn is_not(is: &bool) -> bool {
    !is
}

/// What came of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// Records that were taken.
    pub taken: usize,
    /// Records that were left out because a person's stands in their place.
    pub kept: usize,
    /// The lines, from 1, that hold no record, with what is wrong with each.
    pub wrong: Vec<(usize, String)>,
}

impl Sqlite {
    /// Writes the records that a filter lets through, one a line, oldest first; returns how many.
    ///
    /// # Errors
    ///
    /// Where the memory cannot be read, or the text not be written.
    pub fn export(&self, filter: &Filter, out: &mut dyn Write) -> Result<usize, MemoryFault> {
        let entries = self.list(filter)?;
        let failed = |error: io::Error| MemoryFault::Unusable(format!("cannot write: {error}"));
        let count = entries.len();
        for Entry { record, made, is_pinned, .. } in entries.into_iter().rev() {
            let line = Line { record, made: Some(made), is_pinned };
            let line = serde_json::to_string(&line).expect("a record is plain text");
            writeln!(out, "{line}").map_err(failed)?;
        }
        Ok(count)
    }

    /// Takes the records of a text that [`Sqlite::export`] has written; lines that hold none are left
    /// out and listed.
    ///
    /// # Errors
    ///
    /// Where the text cannot be read, or the memory not be written.
    pub fn import(&self, text: &mut dyn BufRead) -> Result<Imported, MemoryFault> {
        let mut imported = Imported::default();
        let mut group = Vec::new();
        let mut number = 0;
        while let Some(line) = next_line(text).map_err(|error| fault::of_io(self.path(), &error))? {
            number += 1;
            match serde_json::from_slice::<Line>(&line) {
                Ok(line) => group.push(line),
                Err(_) if line.iter().all(u8::is_ascii_whitespace) => {}
                Err(error) => imported.wrong.push((number, error.to_string())),
            }
            if group.len() == GROUP {
                self.take(&std::mem::take(&mut group), &mut imported)?;
            }
        }
        self.take(&group, &mut imported)?;
        Ok(imported)
    }

    /// Records what came from elsewhere: a person's word stays.
    fn take(&self, lines: &[Line], imported: &mut Imported) -> Result<(), MemoryFault> {
        if lines.is_empty() {
            return Ok(());
        }
        let now = writer::now();
        let taken = self.writing(|connection| {
            let mut taken = 0;
            for Line { record, made, is_pinned } in lines {
                let made = made.unwrap_or(now);
                taken += usize::from(row::write(connection, record, made, *is_pinned)?);
            }
            Ok(taken)
        })?;
        imported.taken += taken;
        imported.kept += lines.len() - taken;
        Ok(())
    }
}

/// Reads a line, cut where it is too long to be a record.
fn next_line(text: &mut dyn BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    let read = io::Read::take(&mut *text, LONGEST).read_until(b'\n', &mut line)?;
    if read as u64 == LONGEST && !line.ends_with(b"\n") {
        skip_line(text)?;
    }
    Ok((read > 0).then_some(line))
}

fn skip_line(text: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let rest = text.fill_buf()?;
        if rest.is_empty() {
            return Ok(());
        }
        let end = rest.iter().position(|byte| *byte == b'\n');
        let length = end.map_or(rest.len(), |end| end + 1);
        text.consume(length);
        if end.is_some() {
            return Ok(());
        }
    }
}
