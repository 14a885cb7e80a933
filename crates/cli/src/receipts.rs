//! Receipts: what was sent away to be answered later, one file for each order, beside the memory.
//!
//! A receipt holds the requests with the keys of their answers, so that nothing that was paid for is
//! lost when pages, glossary or settings change meanwhile. It is written before the order is sent
//! and taken away when the answers stand in the memory.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use recto_core::engine::Parcel;
use recto_core::fingerprint::Fingerprint;
use recto_core::unit::Asker;
use serde::{Deserialize, Serialize};

use crate::beside;
use crate::error::{CommandError, Exit};
use crate::plain;
use crate::settings::Asking;

/// The folder beside the memory.
const FOLDER: &str = "batches";
/// The version of the form of a receipt.
const VERSION: u32 = 1;

/// What was sent away in one order.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Receipt {
    version: u32,
    /// The provider, as the user calls it.
    pub(crate) provider: String,
    /// The address the user named.
    pub(crate) base_url: Option<String>,
    /// The variable of the key that the user named.
    pub(crate) key_env: Option<String>,
    /// Who answers.
    pub(crate) asker: Asker,
    /// When it was sent, in seconds since 1970.
    pub(crate) sent: u64,
    /// The name that the server gave the order; none where nobody knows whether it has it.
    pub(crate) ticket: Option<String>,
    /// What was asked.
    pub(crate) parcels: Vec<Parcel>,
}

/// The folder of receipts.
#[derive(Debug)]
pub(crate) struct Receipts {
    folder: PathBuf,
}

impl Receipt {
    /// Makes the receipt for an order that is about to be sent.
    pub(crate) fn new(provider: &str, asking: &Asking, asker: Asker, parcels: Vec<Parcel>) -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self {
            version: VERSION,
            provider: provider.to_owned(),
            base_url: asking.base_url.clone(),
            key_env: asking.key_env.clone(),
            asker,
            sent: since.as_secs(),
            ticket: None,
            parcels,
        }
    }

    /// Counts the segments that are away.
    pub(crate) fn segments(&self) -> usize {
        self.parcels.iter().map(|parcel| parcel.keys.len()).sum()
    }
}

impl Receipts {
    /// Finds the folder beside the memory.
    pub(crate) fn of(asking: &Asking) -> Result<Self, CommandError> {
        Ok(Self { folder: beside::folder(asking)?.join(FOLDER) })
    }

    /// Reads all receipts, the oldest first.
    pub(crate) fn all(&self) -> Result<Vec<(String, Receipt)>, CommandError> {
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(unusable(&self.folder, &error)),
        };
        let mut receipts = Vec::new();
        for entry in entries {
            let path = entry.map_err(|error| unusable(&self.folder, &error))?.path();
            let id = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            if path.extension().is_none_or(|ending| ending != "json") || number(id).is_none() {
                continue;
            }
            receipts.push((id.to_owned(), read(&path)?));
        }
        receipts.sort_by_key(|(id, _)| number(id));
        Ok(receipts)
    }

    /// Returns the keys of everything that is away.
    pub(crate) fn away(&self) -> Result<HashSet<Fingerprint>, CommandError> {
        let receipts = self.all()?;
        let parcels = receipts.iter().flat_map(|(_, receipt)| &receipt.parcels);
        Ok(parcels.flat_map(Parcel::fingerprints).collect())
    }

    /// Writes a new receipt; returns its id: `b1`.
    pub(crate) fn add(&self, receipt: &Receipt) -> Result<String, CommandError> {
        let last = self.all()?.iter().filter_map(|(id, _)| number(id)).max().unwrap_or(0);
        for next in last + 1.. {
            let id = format!("b{next}");
            let file = self.written(receipt)?;
            match file.persist_noclobber(self.path(&id)) {
                Ok(_) => return Ok(id),
                // Another process was quicker with this number.
                Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(unusable(&self.folder, &error.error)),
            }
        }
        Err(CommandError::new(Exit::Unexpected, "there are no more numbers for a batch"))
    }

    /// Writes a receipt in the place of the one before it.
    pub(crate) fn replace(&self, id: &str, receipt: &Receipt) -> Result<(), CommandError> {
        let file = self.written(receipt)?;
        let done = file.persist(self.path(id));
        done.map(drop).map_err(|error| unusable(&self.folder, &error.error))
    }

    /// Takes a receipt away.
    pub(crate) fn remove(&self, id: &str) -> Result<(), CommandError> {
        fs::remove_file(self.path(id)).map_err(|error| unusable(&self.folder, &error))
    }

    fn path(&self, id: &str) -> PathBuf {
        self.folder.join(format!("{id}.json"))
    }

    /// Writes a receipt into a file without a name; it is on the disk before anything is sent.
    fn written(&self, receipt: &Receipt) -> Result<tempfile::NamedTempFile, CommandError> {
        let file = serde_json::to_vec(receipt)
            .map_err(io::Error::from)
            .and_then(|bytes| beside::written(&self.folder, &bytes));
        file.map_err(|error| unusable(&self.folder, &error))
    }
}

/// Reads the number of a receipt off its id.
fn number(id: &str) -> Option<u64> {
    id.strip_prefix('b')?.parse().ok()
}

fn read(path: &Path) -> Result<Receipt, CommandError> {
    let name = plain::name(path.as_os_str());
    let bytes = fs::read(path).map_err(|error| unusable(path, &error))?;
    let receipt: Receipt = serde_json::from_slice(&bytes).map_err(|error| {
        CommandError::new(Exit::Unexpected, format!("`{name}` is no receipt of a batch: {error}"))
            .hint("move it away: what it says was sent cannot be collected without it")
    })?;
    if receipt.version > VERSION {
        return Err(CommandError::usage(format!("`{name}` was written by a newer version"))
            .hint("install the newer version"));
    }
    Ok(receipt)
}

fn unusable(path: &Path, error: &io::Error) -> CommandError {
    let name = plain::name(path.as_os_str());
    CommandError::usage(format!("the receipts in `{name}` cannot be used: {error}"))
        .hint("name a memory in another folder with `--memory FILE`")
}
