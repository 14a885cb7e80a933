//! Finds and reads the settings files: `recto.toml` of the project, in the working folder or above it,
//! and `config.toml` of the user. Flags win over `RECTO_*` variables, those over the project's file,
//! that over the user's; the caller lays the flags on top.
//!
//! What a file says is read in `parse`; here stands only where files are.

mod parse;

use std::fs;
use std::path::{Path, PathBuf};

use etcetera::{BaseStrategy as _, choose_base_strategy};

use crate::error::CommandError;
use crate::plain;
use crate::settings::Layer;
use parse::Owner;

/// The name of the project's settings file.
const PROJECT_FILE: &str = "recto.toml";
/// A settings file is never larger than this.
const MAX_BYTES: u64 = 1 << 20;

/// Which settings files are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Choice {
    /// This file in place of the project's.
    pub(crate) file: Option<PathBuf>,
    /// No file at all.
    pub(crate) none: bool,
}

/// Reads the settings files and lays the project's over the user's.
pub(crate) fn read(choice: &Choice) -> Result<Layer, CommandError> {
    if choice.none {
        return Ok(Layer::default());
    }
    let project = choice.file.clone().or_else(project_file);
    let user = user_file().filter(|file| file.exists());
    let read = |file: Option<PathBuf>, owner| {
        file.map(|file| open(&file, owner)).transpose().map(Option::unwrap_or_default)
    };
    Ok(read(project, Owner::Project)?.or(read(user, Owner::User)?))
}

/// Returns where the user's settings file is looked for.
pub(crate) fn user_file() -> Option<PathBuf> {
    let base = choose_base_strategy().ok()?;
    Some(base.config_dir().join("recto").join("config.toml"))
}

/// Returns where the memory lies unless another place is set: with the user's data, because answers
/// that were paid for are no cache.
pub(crate) fn memory_file() -> Option<PathBuf> {
    let base = choose_base_strategy().ok()?;
    Some(base.data_dir().join("recto").join("memory.db"))
}

/// Looks for the project's settings file in the working folder and above it.
fn project_file() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    here.ancestors().map(|folder| folder.join(PROJECT_FILE)).find(|file| file.is_file())
}

fn open(path: &Path, owner: Owner) -> Result<Layer, CommandError> {
    let shown = plain::name(path.as_os_str());
    let cannot =
        |why: String| CommandError::usage(format!("cannot read the settings `{shown}`: {why}"));
    let size = fs::metadata(path).map_err(|error| cannot(error.to_string()))?.len();
    if size > MAX_BYTES {
        return Err(cannot(format!("{size} bytes are too many for a settings file")));
    }
    let text = fs::read_to_string(path).map_err(|error| cannot(error.to_string()))?;
    let folder = path.parent().unwrap_or(Path::new(""));
    parse::layer(&text, &shown, owner).map(|layer| layer.rooted(folder))
}
