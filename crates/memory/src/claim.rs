//! Who is asking for what: so that two processes never pay for the same segment.
//!
//! A process that claims holds a lock on a small file beside the memory. The lock goes when the
//! process does, however it ends, so that a dead owner is known at once and without a clock. Where
//! locks do not carry (some network file systems) an owner whose beat stands still is taken for dead.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::fs::{self, File, TryLockError};
use std::hash::BuildHasher;
use std::path::{Path, PathBuf};
use std::process;
use std::time::{Duration, Instant};

use recto_core::fingerprint::Fingerprint;
use recto_core::memory::Claim;
use rusqlite::{Connection, OptionalExtension, Result, params};

/// How long an owner's beat may stand still.
const LEASE: Duration = Duration::from_secs(60);

/// How often an owner's beat goes up.
pub(crate) const BEAT: Duration = Duration::from_secs(10);

/// This process as an owner of claims, and what it knows about the others.
#[derive(Debug)]
pub(crate) struct Owner {
    id: i64,
    memory: PathBuf,
    /// Locked as long as this process lives; none until something is claimed.
    lock: Option<File>,
    /// The last beat of each other owner, and when it was first seen.
    beats: HashMap<i64, (i64, Instant)>,
}

impl Owner {
    pub(crate) fn new(memory: &Path) -> Self {
        let random = RandomState::new().hash_one(process::id());
        let id = i64::try_from(random >> 1).unwrap_or(1);
        Self { id, memory: memory.to_owned(), lock: None, beats: HashMap::new() }
    }

    /// Tells whether anything was ever claimed, so that the beat has to go on.
    pub(crate) fn is_active(&self) -> bool {
        self.lock.is_some()
    }

    /// Claims the keys, one entry for each key.
    pub(crate) fn claim(
        &mut self,
        connection: &Connection,
        keys: &[Fingerprint],
    ) -> Result<Vec<Claim>> {
        self.enter(connection)?;
        let mut living = HashMap::new();
        keys.iter().map(|key| self.claim_one(connection, key, &mut living)).collect()
    }

    /// Gives up the claims on keys.
    pub(crate) fn release(&self, connection: &Connection, keys: &[Fingerprint]) -> Result<()> {
        let mut statement =
            connection.prepare_cached("DELETE FROM claim WHERE key = ?1 AND owner = ?2")?;
        keys.iter()
            .try_for_each(|key| statement.execute(params![key.as_bytes(), self.id]).map(drop))
    }

    /// Shows that this process lives.
    pub(crate) fn beat(&self, connection: &Connection) -> Result<()> {
        connection.execute("UPDATE owner SET beat = beat + 1 WHERE id = ?1", [self.id]).map(drop)
    }

    /// Gives up everything, at the end.
    pub(crate) fn leave(&mut self, connection: &Connection) -> Result<()> {
        let Some(lock) = self.lock.take() else { return Ok(()) };
        bury(connection, self.id)?;
        drop(lock);
        // A file that stays is removed by the next process that meets it.
        let _ = fs::remove_file(lock_path(&self.memory, self.id));
        Ok(())
    }

    /// Forgets the lock without touching the memory: the file it stood for is gone.
    pub(crate) fn forget(&mut self) {
        if self.lock.take().is_some() {
            let _ = fs::remove_file(lock_path(&self.memory, self.id));
        }
    }

    fn enter(&mut self, connection: &Connection) -> Result<()> {
        if self.lock.is_none() {
            let path = lock_path(&self.memory, self.id);
            let file = File::create(&path).map_err(|error| not_lockable(&error))?;
            // Where locks are not known the lease alone decides.
            let _ = file.try_lock();
            self.lock = Some(file);
        }
        connection
            .prepare_cached("INSERT OR IGNORE INTO owner (id, pid, beat) VALUES (?1, ?2, 0)")?
            .execute(params![self.id, process::id()])
            .map(drop)
    }

    fn claim_one(
        &mut self,
        connection: &Connection,
        key: &Fingerprint,
        living: &mut HashMap<i64, bool>,
    ) -> Result<Claim> {
        let owner: Option<i64> = connection
            .prepare_cached("SELECT owner FROM claim WHERE key = ?1")?
            .query_row([key.as_bytes()], |row| row.get(0))
            .optional()?;
        if let Some(other) = owner.filter(|owner| *owner != self.id) {
            let lives = match living.get(&other) {
                Some(lives) => *lives,
                None => self.lives(connection, other)?,
            };
            living.insert(other, lives);
            if lives {
                return Ok(Claim::Theirs);
            }
            bury(connection, other)?;
        }
        connection
            .prepare_cached("INSERT OR REPLACE INTO claim (key, owner) VALUES (?1, ?2)")?
            .execute(params![key.as_bytes(), self.id])?;
        Ok(Claim::Ours)
    }

    /// Tells whether the process that is this owner still lives.
    fn lives(&mut self, connection: &Connection, owner: i64) -> Result<bool> {
        let path = lock_path(&self.memory, owner);
        let Ok(file) = File::open(&path) else { return Ok(false) };
        match file.try_lock() {
            Ok(()) => {
                let _ = fs::remove_file(&path);
                Ok(false)
            }
            Err(TryLockError::WouldBlock | TryLockError::Error(_)) => {
                self.beats_on(connection, owner)
            }
        }
    }

    fn beats_on(&mut self, connection: &Connection, owner: i64) -> Result<bool> {
        let beat: Option<i64> = connection
            .query_row("SELECT beat FROM owner WHERE id = ?1", [owner], |row| row.get(0))
            .optional()?;
        let Some(beat) = beat else { return Ok(false) };
        let seen = self.beats.entry(owner).or_insert_with(|| (beat, Instant::now()));
        if seen.0 != beat {
            *seen = (beat, Instant::now());
        }
        Ok(seen.1.elapsed() < LEASE)
    }
}

/// Gives up everything of an owner that is gone.
fn bury(connection: &Connection, owner: i64) -> Result<()> {
    connection.execute("DELETE FROM claim WHERE owner = ?1", [owner])?;
    connection.execute("DELETE FROM owner WHERE id = ?1", [owner]).map(drop)
}

fn lock_path(memory: &Path, owner: i64) -> PathBuf {
    let mut name = memory.file_name().unwrap_or_default().to_owned();
    name.push(format!("-owner-{owner:016x}"));
    memory.with_file_name(name)
}

fn not_lockable(error: &std::io::Error) -> rusqlite::Error {
    let code = match error.kind() {
        std::io::ErrorKind::StorageFull => rusqlite::ffi::SQLITE_FULL,
        _ => rusqlite::ffi::SQLITE_READONLY,
    };
    rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), Some(error.to_string()))
}
