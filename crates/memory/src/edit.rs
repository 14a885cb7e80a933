//! A person's hand on the memory: editing, pinning, deleting.

use recto_core::fingerprint::Fingerprint;
use recto_core::memory::{MemoryFault, Record};
use recto_core::unit::State;
use rusqlite::{Connection, TransactionBehavior};

use crate::{Entry, Sqlite, fault, row, store, writer};

impl Sqlite {
    /// Puts a person's words in the place of a target: from then on they answer every asker, and no
    /// machine replaces them.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub fn edit(&self, entry: &Entry, text: &str, state: State) -> Result<Record, MemoryFault> {
        let edited = entry.record.edited(text, state);
        self.writing(|connection| row::write(connection, &edited, writer::now(), false))?;
        Ok(edited)
    }

    /// Keeps a record when old ones are cleared out, or no longer; tells whether there is one.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub fn pin(&self, id: Fingerprint, is_pinned: bool) -> Result<bool, MemoryFault> {
        self.writing(|connection| {
            let sql = "UPDATE record SET pinned = ?2 WHERE key = ?1";
            Ok(connection.execute(sql, (id.as_bytes(), is_pinned))? > 0)
        })
    }

    /// Deletes a record, a person's too; tells whether there was one.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub fn delete(&self, id: Fingerprint) -> Result<bool, MemoryFault> {
        self.writing(|connection| {
            Ok(connection.execute("DELETE FROM record WHERE key = ?1", [id.as_bytes()])? > 0)
        })
    }

    /// Writes with a connection of its own, all or nothing, and durably.
    pub(crate) fn writing<T>(
        &self,
        write: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, MemoryFault> {
        let mut connection = store::open_to_write(self.path())?.connection;
        let all = || {
            connection.pragma_update(None, "synchronous", "FULL")?;
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let done = write(&transaction)?;
            transaction.commit()?;
            Ok(done)
        };
        all().map_err(|error| fault::of(self.path(), &error))
    }
}
