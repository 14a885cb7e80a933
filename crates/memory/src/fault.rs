//! What went wrong with the file, in the words of the door.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use recto_core::memory::MemoryFault;
use rusqlite::{Error, ErrorCode};

/// Where to go when the memory cannot be used.
const WAY_OUT: &str = "pass `--memory FILE` to use another one, or `--no-memory`";

/// Returns the fault for an error of SQLite on the memory at `path`.
pub(crate) fn of(path: &Path, error: &Error) -> MemoryFault {
    let place = path.display();
    match error.sqlite_error_code() {
        Some(
            ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::FileLockingProtocolFailed,
        ) => MemoryFault::Busy(format!(
            "`{place}` has been locked by another program for too long; end that program, or {WAY_OUT}"
        )),
        Some(ErrorCode::NotADatabase) => not_a_memory(path),
        Some(ErrorCode::DatabaseCorrupt) => MemoryFault::Damaged(format!(
            "`{place}` has damaged pages; `recto memory verify --rescue` saves what can be read, or {WAY_OUT}"
        )),
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => read_only(path),
        Some(ErrorCode::DiskFull) => MemoryFault::Unusable(format!(
            "no space is left on the disk of `{place}`; free some, or {WAY_OUT}"
        )),
        Some(ErrorCode::CannotOpen) => {
            MemoryFault::Unusable(format!("`{place}` cannot be opened; {WAY_OUT}"))
        }
        _ => MemoryFault::Unusable(format!("`{place}`: {error}; {WAY_OUT}")),
    }
}

/// Returns the fault for an error of the file system on the memory at `path`.
pub(crate) fn of_io(path: &Path, error: &io::Error) -> MemoryFault {
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => read_only(path),
        _ => {
            let mut text = format!("`{}`: ", path.display());
            // Writing to a String cannot fail.
            let _ = write!(text, "{error}; {WAY_OUT}");
            MemoryFault::Unusable(text)
        }
    }
}

/// Returns the fault for a file that is something else.
pub(crate) fn not_a_memory(path: &Path) -> MemoryFault {
    MemoryFault::Damaged(format!(
        "`{}` is not a memory of Recto; move it away, or {WAY_OUT}",
        path.display()
    ))
}

/// Returns the fault for a memory that a newer version has written.
pub(crate) fn newer(path: &Path, version: i64) -> MemoryFault {
    MemoryFault::Newer(format!(
        "`{}` has format {version}, this version reads up to {}; install a newer Recto, or {WAY_OUT}",
        path.display(),
        crate::store::FORMAT
    ))
}

/// Returns the fault for a memory that can be read and not written.
pub(crate) fn read_only(path: &Path) -> MemoryFault {
    MemoryFault::Unusable(format!(
        "`{}` cannot be written, so nothing new is asked for; {WAY_OUT}",
        path.display()
    ))
}

/// Returns the fault for a worker thread that is gone.
pub(crate) fn gone(path: &Path) -> MemoryFault {
    MemoryFault::Unusable(format!("`{}` was closed", path.display()))
}

/// Tells whether an error means that the file is damaged, not that it cannot be reached.
pub(crate) fn is_damage(error: &Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}
