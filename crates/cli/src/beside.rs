//! Small files that lie beside the memory: whole or not at all, on the disk before they count, and for
//! nobody but the user to read.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::error::CommandError;
use crate::remembered;
use crate::settings::Asking;

/// Returns the folder that the memory lies in.
pub(crate) fn folder(asking: &Asking) -> Result<PathBuf, CommandError> {
    let memory = remembered::path(asking)?;
    Ok(memory.parent().unwrap_or(Path::new(".")).to_owned())
}

/// Reads a file; none where there is none, or none that can be read.
pub(crate) fn read(path: &Path) -> Option<Vec<u8>> {
    fs::read(path).ok()
}

/// Writes a file that has no name yet, and makes its folder.
pub(crate) fn written(folder: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new().prefix(".recto-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}
