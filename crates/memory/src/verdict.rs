//! What the checks said, by the fingerprint of everything they looked at: a shelf that may be emptied at
//! any time, as they can look again.
//!
//! Law: what comes out is what was put in, or nothing. The table is made when there is something to
//! keep, so that a memory without one is as good as one.

use recto_core::fingerprint::Fingerprint;
use recto_core::memory::Verdict;
use rusqlite::{Connection, OptionalExtension, Result, params};

/// Reads what was said; none where nothing is kept, or where it is damaged.
pub(crate) fn read(connection: &Connection, pair: &Fingerprint) -> Option<String> {
    let mut statement =
        connection.prepare_cached("SELECT findings, checksum FROM verdict WHERE pair = ?1").ok()?;
    let found: Option<(String, [u8; 16])> = statement
        .query_row([pair.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
        .ok()?;
    let (findings, checksum) = found?;
    (checksum == *self::checksum(pair, &findings).as_bytes()).then_some(findings)
}

/// Keeps what was said.
pub(crate) fn write(connection: &Connection, verdicts: &[(Fingerprint, String)]) -> Result<()> {
    connection.execute_batch(
        "CREATE TABLE IF NOT EXISTS verdict (
            pair BLOB PRIMARY KEY,      -- fingerprint of everything the checks looked at
            findings TEXT NOT NULL,     -- the verdict, in JSON
            checksum BLOB NOT NULL
        )",
    )?;
    let mut statement =
        connection.prepare_cached("INSERT OR REPLACE INTO verdict VALUES (?1, ?2, ?3)")?;
    for (pair, findings) in verdicts {
        let checksum = checksum(pair, findings);
        statement.execute(params![pair.as_bytes(), findings, checksum.as_bytes()])?;
    }
    Ok(())
}

/// Forgets everything that was said.
pub(crate) fn forget(connection: &Connection) -> Result<()> {
    connection.execute_batch("DROP TABLE IF EXISTS verdict")
}

/// Writes a verdict as it stands on the shelf.
pub(crate) fn written(verdict: &Verdict) -> String {
    serde_json::to_string(verdict).expect("findings are texts and numbers, which JSON can hold")
}

/// Reads a verdict as it stands on the shelf.
pub(crate) fn of(written: &str) -> Option<Verdict> {
    serde_json::from_str(written).ok()
}

fn checksum(pair: &Fingerprint, findings: &str) -> Fingerprint {
    Fingerprint::of([pair.to_string().as_str(), findings])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_damaged_or_was_never_kept_is_not_there() -> Result<()> {
        let connection = Connection::open_in_memory()?;
        let pair = Fingerprint::of(["a pair"]);
        assert_eq!(read(&connection, &pair), None);
        write(&connection, &[(pair, "[]".to_owned())])?;
        assert_eq!(read(&connection, &pair).as_deref(), Some("[]"));
        connection.execute("UPDATE verdict SET findings = '[ ]'", [])?;
        assert_eq!(read(&connection, &pair), None);
        forget(&connection)?;
        assert_eq!(read(&connection, &pair), None);
        Ok(())
    }
}
