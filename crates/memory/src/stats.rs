//! What stands in the memory, in figures.

use recto_core::memory::MemoryFault;
use recto_core::unit::{Asker, State};
use rusqlite::{Connection, Row};
use serde::Serialize;

use crate::store::{self, Store};
use crate::{Sqlite, fault};

/// What stands in a memory.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// All records.
    pub records: u64,
    /// Different texts among them.
    pub texts: u64,
    /// The bytes of the file.
    pub bytes: u64,
    /// The records of each asker in each state, the most first.
    pub counts: Vec<Count>,
}

/// The records of one asker in one state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Who was asked.
    pub asker: Asker,
    /// How far they have come.
    pub state: State,
    /// How many there are.
    pub records: u64,
}

impl Sqlite {
    /// Counts what stands in the memory; a memory that was never written has nothing in it.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn stats(&self) -> Result<Stats, MemoryFault> {
        let Some(Store { connection, .. }) = store::open_to_read(self.path())? else {
            return Ok(Stats::default());
        };
        count(&connection).map_err(|error| fault::of(self.path(), &error))
    }
}

fn count(connection: &Connection) -> rusqlite::Result<Stats> {
    let number = |sql: &str| connection.query_row(sql, [], |row| counted(row, 0));
    let mut statement = connection.prepare(
        "SELECT provider, model, prompt, state, count(*) FROM record \
         GROUP BY 1, 2, 3, 4 ORDER BY 5 DESC, 1, 2, 3, 4",
    )?;
    let counts = statement.query_map([], |row| {
        let asker = Asker { provider: row.get(0)?, model: row.get(1)?, prompt: row.get(2)? };
        let state = State::from_word(&row.get::<_, String>(3)?).unwrap_or(State::Initial);
        Ok(Count { asker, state, records: counted(row, 4)? })
    })?;
    Ok(Stats {
        records: number("SELECT count(*) FROM record")?,
        texts: number("SELECT count(DISTINCT text) FROM record")?,
        bytes: number("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")?,
        counts: counts.collect::<rusqlite::Result<_>>()?,
    })
}

fn counted(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    row.get::<_, i64>(column).map(i64::unsigned_abs)
}
