//! Looking after the file: is it sound, saving what is, clearing out what is old.

use std::path::Path;

use recto_core::memory::MemoryFault;
use rusqlite::Connection;
use serde::Serialize;

use crate::store::{self, Store};
use crate::{Entry, Sqlite, entry, fault, row, spending, verdict, writer};

/// What a look at every record has shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Soundness {
    /// Records that are as they were written.
    pub sound: u64,
    /// Records that are not.
    pub damaged: u64,
    /// What SQLite says is wrong with the file; nothing where it is whole.
    pub faults: Vec<String>,
}

impl Soundness {
    /// Tells whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.damaged == 0 && self.faults.is_empty()
    }
}

impl Sqlite {
    /// Looks at every page of the file and at every record.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read at all.
    pub fn verify(&self) -> Result<Soundness, MemoryFault> {
        let Some(Store { connection, .. }) = store::open_to_read(self.path())? else {
            return Ok(Soundness::default());
        };
        let mut soundness = Soundness::default();
        if let Err(error) = each_row(&connection, |record| {
            match record {
                Some(_) => soundness.sound += 1,
                None => soundness.damaged += 1,
            }
            Ok(())
        }) {
            soundness.faults.push(error.to_string());
        }
        soundness.faults.extend(page_faults(&connection));
        Ok(soundness)
    }

    /// Copies every sound record and the account of the money into a new memory; returns how many
    /// records.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read at all, or the new one exists or cannot be written.
    pub fn rescue(&self, to: &Path) -> Result<u64, MemoryFault> {
        if to.exists() {
            return Err(MemoryFault::Unusable(format!("`{}` exists already", to.display())));
        }
        let Some(Store { connection, .. }) = store::open_to_read(self.path())? else {
            return Ok(0);
        };
        let mut entries = Vec::new();
        // A damaged page ends the reading; what came before it is saved.
        let _ = each_row(&connection, |entry| {
            entries.extend(entry);
            Ok(())
        });
        let spending = spending::read(&connection, "").unwrap_or_default();
        let saved = Sqlite::open(to)?;
        saved.writing(|new| {
            for Entry { record, made, is_pinned, .. } in &entries {
                row::put(new, record, *made, *is_pinned)?;
            }
            spending.iter().try_for_each(|row| spending::add(new, row))
        })?;
        Ok(entries.len() as u64)
    }

    /// Deletes machines' records that are older than so many days and not pinned, and gives the space
    /// back; returns how many.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub fn clear_out(&self, days: u32) -> Result<u64, MemoryFault> {
        let before = writer::now() - i64::from(days) * 24 * 60 * 60;
        let deleted = self.writing(|connection| {
            verdict::forget(connection)?;
            connection.execute(
                "DELETE FROM record WHERE made < ?1 AND pinned = 0 AND state = 'translated'",
                [before],
            )
        })?;
        let store = store::open_to_write(self.path())?;
        store.connection.execute_batch("VACUUM").map_err(|error| fault::of(self.path(), &error))?;
        Ok(deleted as u64)
    }
}

/// Shows every record, oldest first, and none for a damaged row.
fn each_row(
    connection: &Connection,
    mut show: impl FnMut(Option<Entry>) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare(ALL)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        show(entry::read(row))?;
    }
    Ok(())
}

const ALL: &str = concat!("SELECT ", row::columns!(), ", made, pinned FROM record ORDER BY id");

/// Returns what SQLite finds wrong with the pages of the file.
fn page_faults(connection: &Connection) -> Vec<String> {
    let check = || -> rusqlite::Result<Vec<String>> {
        let mut statement = connection.prepare("PRAGMA integrity_check(20)")?;
        let lines = statement.query_map([], |row| row.get(0))?;
        lines.collect()
    };
    match check() {
        Ok(lines) => lines.into_iter().filter(|line| line != "ok").collect(),
        Err(error) => vec![error.to_string()],
    }
}
