//! Looking at what is remembered, record by record.

use recto_core::fingerprint::Fingerprint;
use recto_core::memory::{Key, KeyPart, MemoryFault, Record};
use recto_core::unit::State;
use rusqlite::{Connection, Row, params};
use serde::Serialize;

use crate::store::{self, Store};
use crate::{Sqlite, fault, row};

/// A record with what the memory knows about it beside its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Names the record: the fingerprint of its key.
    pub id: Fingerprint,
    /// What was asked and answered.
    pub record: Record,
    /// When it was recorded, in seconds since 1970.
    pub made: i64,
    /// Whether it is kept when old records are cleared out.
    pub is_pinned: bool,
}

/// Which records are looked at; what is empty lets everything through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Characters that stand in the source or in the target.
    pub text: String,
    /// The provider that was asked.
    pub provider: String,
    /// How far they have come.
    pub state: Option<State>,
    /// At most so many; 0 for all.
    pub limit: usize,
}

impl Sqlite {
    /// Returns the records that a filter lets through, newest first; damaged ones are left out.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn list(&self, filter: &Filter) -> Result<Vec<Entry>, MemoryFault> {
        self.reading(|connection| {
            let mut statement = connection.prepare(LIST)?;
            let limit = i64::try_from(filter.limit).unwrap_or(i64::MAX);
            let rows = statement.query_map(
                params![
                    filter.text,
                    filter.provider,
                    filter.state.map_or("", State::as_str),
                    if limit == 0 { -1 } else { limit },
                ],
                |row| Ok(read(row)),
            )?;
            rows.filter_map(|entry| entry.transpose()).collect()
        })
    }

    /// Returns the records whose id begins with these hexadecimal digits.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn show(&self, id: &str) -> Result<Vec<Entry>, MemoryFault> {
        if id.is_empty() || !id.chars().all(|c| c.is_ascii_hexdigit()) {
            return Ok(Vec::new());
        }
        self.reading(|connection| {
            let mut statement = connection.prepare(SHOW)?;
            let rows = statement.query_map([id], |row| Ok(read(row)))?;
            rows.filter_map(|entry| entry.transpose()).collect()
        })
    }

    /// Returns the records of the same text with the parts in which their keys differ from this one,
    /// the fewest first: why an answer that was expected is not found.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn why(&self, key: &Key) -> Result<Vec<(Entry, Vec<KeyPart>)>, MemoryFault> {
        let mut near = self.reading(|connection| {
            let mut statement = connection.prepare(SAME_SOURCE)?;
            let rows = statement.query_map([&key.source], |row| Ok(read(row)))?;
            let entries: Vec<Entry> =
                rows.filter_map(|entry| entry.transpose()).collect::<rusqlite::Result<_>>()?;
            Ok(entries)
        })?;
        near.sort_by_key(|entry| entry.record.key.differences(key).len());
        let explain = |entry: Entry| {
            let parts = entry.record.key.differences(key);
            (entry, parts)
        };
        Ok(near.into_iter().map(explain).collect())
    }

    /// Reads with a connection of its own; nothing where there is no memory yet.
    pub(crate) fn reading<T: Default>(
        &self,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, MemoryFault> {
        let Some(Store { connection, .. }) = store::open_to_read(self.path())? else {
            return Ok(T::default());
        };
        read(&connection).map_err(|error| fault::of(self.path(), &error))
    }
}

const LIST: &str = concat!(
    "SELECT ",
    row::columns!(),
    ", made, pinned FROM record WHERE (?1 = '' OR instr(source, ?1) OR instr(target, ?1)) \
     AND (?2 = '' OR provider = ?2) AND (?3 = '' OR state = ?3) ORDER BY id DESC LIMIT ?4"
);

const SHOW: &str = concat!(
    "SELECT ",
    row::columns!(),
    ", made, pinned FROM record WHERE hex(key) LIKE upper(?1) || '%' ORDER BY id DESC"
);

/// The records of a text in one pair of languages, newest first.
pub(crate) const SAME_TEXT: &str = concat!(
    "SELECT ",
    row::columns!(),
    ", made, pinned FROM record WHERE text = ?1 ORDER BY id DESC"
);

/// The records of a text in any languages, newest first.
const SAME_SOURCE: &str = concat!(
    "SELECT ",
    row::columns!(),
    ", made, pinned FROM record WHERE source = ?1 ORDER BY id DESC"
);

/// Reads an entry; none where the row is damaged.
pub(crate) fn read(row: &Row<'_>) -> Option<Entry> {
    let record = row::read(row)?;
    Some(Entry {
        id: record.key.fingerprint(),
        record,
        made: row.get("made").ok()?,
        is_pinned: row.get::<_, i64>("pinned").ok()? != 0,
    })
}
