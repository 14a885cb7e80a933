//! The open file: its settings, its format, its tables.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use recto_core::memory::MemoryFault;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::{fault, place};

/// Says in the file's header whose file it is: `RCTO`.
pub(crate) const APPLICATION: i64 = 0x5243_544f;

/// The format this version writes.
pub(crate) const FORMAT: i64 = 1;

/// How long an open waits for others before it says that the memory is in use.
const PATIENCE: Duration = Duration::from_secs(10);

const TABLES: &str = "
    CREATE TABLE record (
        id INTEGER PRIMARY KEY,     -- the newest has the largest
        key BLOB NOT NULL UNIQUE,   -- fingerprint of the whole key
        text BLOB NOT NULL,         -- fingerprint of the source and the languages alone
        source TEXT NOT NULL,
        lang_from TEXT NOT NULL,
        lang_to TEXT NOT NULL,
        provider TEXT NOT NULL,
        model TEXT NOT NULL,
        prompt TEXT NOT NULL,
        terms BLOB NOT NULL,
        figures BLOB NOT NULL,
        target TEXT NOT NULL,
        method TEXT NOT NULL,
        gloss TEXT NOT NULL,        -- JSON, or nothing
        state TEXT NOT NULL,
        asked INTEGER NOT NULL,
        answered_by TEXT NOT NULL,
        instead TEXT NOT NULL,      -- JSON, or nothing
        example TEXT NOT NULL,      -- JSON, or nothing
        replaced TEXT,              -- the machine's words that a person's stand in the place of
        checksum BLOB NOT NULL,     -- of all of the above
        made INTEGER NOT NULL,      -- seconds since 1970, for people and for gc
        pinned INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX record_text ON record (text);
    CREATE INDEX record_person ON record (state) WHERE state IN ('reviewed', 'final');
    CREATE TABLE owner (
        id INTEGER PRIMARY KEY,
        pid INTEGER NOT NULL,
        beat INTEGER NOT NULL       -- counts up while the process lives
    );
    CREATE TABLE claim (key BLOB PRIMARY KEY, owner INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE spending (
        day TEXT NOT NULL,
        provider TEXT NOT NULL,
        model TEXT NOT NULL,
        job TEXT NOT NULL,
        requests INTEGER NOT NULL,
        input_tokens INTEGER NOT NULL,
        output_tokens INTEGER NOT NULL,
        characters INTEGER NOT NULL,
        cost INTEGER NOT NULL,      -- millionths of the currency, of the requests whose price was known
        unpriced INTEGER NOT NULL,  -- requests whose price was not known
        PRIMARY KEY (day, provider, model, job)
    ) WITHOUT ROWID;
";

/// An open connection, and what is worth telling about how it could be opened.
#[derive(Debug)]
pub(crate) struct Store {
    /// The connection.
    pub(crate) connection: Connection,
    /// The file that was opened, to notice when another stands in its place.
    pub(crate) identity: Option<place::Identity>,
    /// What the user should know.
    pub(crate) warning: Option<String>,
    /// Whether commits wait for the disk and need not: they go to a write-ahead log.
    waits: bool,
}

impl Store {
    /// Lets commits from now on wait for no disk, where they go to a write-ahead log.
    ///
    /// To be called after a commit: the first one waits, and SQLite syncs the folder with the log's name, too.
    pub(crate) fn trust_log(&mut self) -> rusqlite::Result<()> {
        if std::mem::take(&mut self.waits) {
            self.connection.pragma_update(None, "synchronous", "NORMAL")?;
        }
        Ok(())
    }
}

/// Opens an existing memory for reading; none where there is none yet.
pub(crate) fn open_to_read(path: &Path) -> Result<Option<Store>, MemoryFault> {
    let Some(identity) = place::identity(path) else { return Ok(None) };
    roll_back(path);
    let plain = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opened = Connection::open_with_flags(path, plain).and_then(|connection| {
        settle(&connection)?;
        // In one look: another process may be making the file.
        let look = connection.unchecked_transaction()?;
        let version = version(&look)?;
        look.finish()?;
        Ok((connection, version))
    });
    let (connection, version, warning) = match opened {
        Ok((connection, version)) => (connection, version, None),
        Err(error) if is_unreachable(&error) => {
            frozen(path).map_err(|_| fault::of(path, &error))?
        }
        Err(error) => return Err(fault::of(path, &error)),
    };
    match version {
        Version::Blank => Ok(None),
        Version::Known => {
            Ok(Some(Store { connection, identity: Some(identity), warning, waits: false }))
        }
        Version::Newer(format) => Err(fault::newer(path, format)),
        Version::Foreign => Err(fault::not_a_memory(path)),
    }
}

/// Opens a memory for writing, and makes it where there is none yet.
pub(crate) fn open_to_write(path: &Path) -> Result<Store, MemoryFault> {
    place::make(path).map_err(|error| fault::of_io(path, &error))?;
    let identity = place::identity(path);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let sqlite = |error: rusqlite::Error| fault::of(path, &error);
    let mut connection = Connection::open_with_flags(path, flags).map_err(sqlite)?;
    settle(&connection).map_err(sqlite)?;
    connection.pragma_update(None, "synchronous", "FULL").map_err(sqlite)?;
    if connection.is_readonly("main").map_err(sqlite)? {
        return Err(fault::read_only(path));
    }
    let transaction =
        connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(sqlite)?;
    match version(&transaction).map_err(sqlite)? {
        Version::Blank => {
            transaction.execute_batch(TABLES).map_err(sqlite)?;
            transaction.pragma_update(None, "application_id", APPLICATION).map_err(sqlite)?;
            transaction.pragma_update(None, "user_version", FORMAT).map_err(sqlite)?;
        }
        Version::Known => {}
        Version::Newer(format) => return Err(fault::newer(path, format)),
        Version::Foreign => return Err(fault::not_a_memory(path)),
    }
    transaction.commit().map_err(sqlite)?;
    let warning = choose_journal(&connection, path).map_err(sqlite)?;
    // Without a log each commit waits for the disk itself.
    Ok(Store { connection, identity, waits: warning.is_none(), warning })
}

/// Takes back what a process that was killed while it made the file had begun to write: who only reads cannot.
fn roll_back(path: &Path) {
    let mut journal = path.as_os_str().to_owned();
    journal.push("-journal");
    if Path::new(&journal).exists() {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        // Where it cannot be taken back, whoever opens the file next says why.
        let _ = Connection::open_with_flags(path, flags).and_then(|connection| {
            settle(&connection)?;
            version(&connection).map(drop)
        });
    }
}

/// Whose file it is, and of which format.
enum Version {
    /// Nobody's: nothing stands in it.
    Blank,
    /// Ours, and we can read it.
    Known,
    /// Ours, of a format that is not known yet.
    Newer(i64),
    /// Another program's.
    Foreign,
}

fn version(connection: &Connection) -> rusqlite::Result<Version> {
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    Ok(match (pragma("application_id")?, pragma("user_version")?) {
        (0, 0) if tables == 0 => Version::Blank,
        (APPLICATION, FORMAT) => Version::Known,
        (APPLICATION, format) => Version::Newer(format),
        _ => Version::Foreign,
    })
}

fn settle(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(32);
    // Without it a statement that was given another value is planned anew before it runs, which costs
    // more than the lookup itself.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // A damaged file must not be believed further than it can be checked.
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)
}

/// Opens a memory on a disk that cannot be written, where not even the files beside it can be made.
fn frozen(path: &Path) -> rusqlite::Result<(Connection, Version, Option<String>)> {
    let mut address = PathBuf::from(path).display().to_string();
    for (mark, code) in [("%", "%25"), ("?", "%3f"), ("#", "%23")] {
        address = address.replace(mark, code);
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(format!("file:{address}?immutable=1"), flags)?;
    settle(&connection)?;
    let version = version(&connection)?;
    let warning = format!(
        "the memory `{}` is on a disk that cannot be written: it is read, and nothing is added",
        path.display()
    );
    Ok((connection, version, Some(warning)))
}

fn is_unreachable(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{CannotOpen, PermissionDenied, ReadOnly, SystemIoFailure};
    matches!(
        error.sqlite_error_code(),
        Some(CannotOpen | PermissionDenied | ReadOnly | SystemIoFailure)
    )
}

/// Lets readers read while somebody writes, where the file system can do it.
fn choose_journal(connection: &Connection, path: &Path) -> rusqlite::Result<Option<String>> {
    let wanted = if place::is_on_network(path) { "DELETE" } else { "WAL" };
    let begun = Instant::now();
    let mode = loop {
        // The switch does not wait for others by itself.
        let switched: rusqlite::Result<String> =
            connection.pragma_update_and_check(None, "journal_mode", wanted, |row| row.get(0));
        match switched {
            Err(error)
                if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy)
                    && begun.elapsed() < PATIENCE =>
            {
                thread::sleep(Duration::from_millis(10));
            }
            other => break other?,
        }
    };
    Ok((!mode.eq_ignore_ascii_case("wal")).then(|| {
        format!(
            "the memory `{}` is on a file system without shared memory: use it from one machine at a time",
            path.display()
        )
    }))
}
