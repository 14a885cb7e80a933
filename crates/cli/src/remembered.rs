//! Opens the memory where the settings say it lies, and says in words what is wrong with it.

use std::path::PathBuf;

use recto_core::memory::MemoryFault;
use recto_memory::Sqlite;

use crate::config;
use crate::error::{CommandError, Exit};
use crate::plain;
use crate::settings::Asking;

/// Returns where the memory lies.
pub(crate) fn path(asking: &Asking) -> Result<PathBuf, CommandError> {
    asking.memory.clone().or_else(config::memory_file).ok_or_else(|| {
        CommandError::usage("there is no home folder to keep the memory in")
            .hint("name a file with `--memory FILE`, or pass `--no-memory`")
    })
}

/// Opens the memory; it is made when there is something to remember.
pub(crate) fn open(asking: &Asking) -> Result<Sqlite, CommandError> {
    let path = path(asking)?;
    Sqlite::open(&path).map_err(|fault| failed(&fault).hint(way_out(&fault, &path)))
}

/// Returns the error for a memory that cannot be used.
pub(crate) fn failed(fault: &MemoryFault) -> CommandError {
    let exit = match fault {
        MemoryFault::Busy(_) => Exit::Busy,
        MemoryFault::Newer(_) | MemoryFault::Unusable(_) => Exit::Usage,
        MemoryFault::Damaged(_) => Exit::Unexpected,
    };
    CommandError::new(exit, fault.to_string())
}

fn way_out(fault: &MemoryFault, path: &std::path::Path) -> String {
    let name = plain::name(path.as_os_str());
    match fault {
        MemoryFault::Busy(_) => {
            "wait for the other process, or name another file with `--memory FILE`".into()
        }
        MemoryFault::Newer(_) => {
            "install the newer version, or name another file with `--memory FILE`".into()
        }
        MemoryFault::Damaged(_) => {
            format!("move `{name}` away, or name another file with `--memory FILE`")
        }
        MemoryFault::Unusable(_) => {
            "name a file with `--memory FILE`, or pass `--no-memory`".into()
        }
    }
}
