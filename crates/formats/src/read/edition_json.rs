//! Reads an edition back from the JSON that `write` makes of it.

use recto_core::edition::Edition;
use serde::Deserialize;
use thiserror::Error;

use crate::sheet::{EditionSheet, SCHEMA_VERSION};

/// Why bytes are not an edition.
#[derive(Debug, Error)]
pub enum EditionFault {
    /// They are not JSON, or JSON of another form; the message names line and column.
    #[error("not an edition of Recto: {0}")]
    Form(#[from] serde_json::Error),
    /// A newer version wrote them.
    #[error("the edition has schema version {found}, this Recto reads up to {SCHEMA_VERSION}")]
    Newer {
        /// The version it was written in.
        found: u64,
    },
}

/// Reads an edition back; what the writer wrote comes back as it was.
pub fn edition_json(bytes: &[u8]) -> Result<Edition, EditionFault> {
    let head: Head = serde_json::from_slice(bytes)?;
    if head.schema_version > u64::from(SCHEMA_VERSION) {
        return Err(EditionFault::Newer { found: head.schema_version });
    }
    let sheet: EditionSheet<'_> = serde_json::from_slice(bytes)?;
    Ok(sheet.into_edition())
}

/// What is read first, so that a newer form is refused by its version and not by a missing field.
#[derive(Deserialize)]
struct Head {
    schema_version: u64,
}
