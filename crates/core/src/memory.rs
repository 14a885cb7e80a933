//! The door to what was answered before: cache, translation memory and resume in one.
//!
//! A key is content, never a position: the same words asked of the same translator under the same
//! terms are the same asking, on whatever page they stand.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::fingerprint::Fingerprint;
use crate::port::Promise;
use crate::unit::{Asker, Languages, State, Target};

/// What makes two askings the same asking.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Key {
    /// The Chinese text, normalised by [`Key::normal_source`].
    pub source: String,
    /// From which language into which.
    pub languages: Languages,
    /// Who is asked.
    pub asker: Asker,
    /// The terms that occur in this text, and no others: an edited term re-asks only its own segments.
    pub terms: Fingerprint,
}

/// An answer as it is remembered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// What was asked.
    pub key: Key,
    /// What was answered.
    pub target: Target,
    /// How far it has come; a person's word is `Reviewed` or `Final`.
    pub state: State,
    /// How often this key was asked for; a target that keeps its findings is not asked for without end.
    pub asked: u32,
    /// The model that answered, as the provider named it; empty where it named none.
    pub answered_by: String,
}

/// Whose answers are good enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Accept {
    /// Those of the same asker under the same terms, and any person's.
    #[default]
    Asker,
    /// Anyone's, the newest first; a person's before any machine's.
    Anyone,
}

/// Who may ask for a key now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Claim {
    /// This process: nobody else asks for it until it is recorded or released.
    Ours,
    /// Another living process is asking for it; look again later.
    Theirs,
}

/// What was answered before.
///
/// Implementations are safe to share between threads and processes.
pub trait Memory: Send + Sync {
    /// Looks up the keys; the result has one entry for each key, in their order.
    fn recall<'a>(
        &'a self,
        keys: &'a [Key],
        accept: Accept,
    ) -> Promise<'a, Result<Vec<Option<Record>>, MemoryFault>>;

    /// Stores answers; when the promise is kept they survive a crash of the process.
    ///
    /// A record of a person is never replaced by a machine's.
    fn record<'a>(&'a self, records: &'a [Record]) -> Promise<'a, Result<(), MemoryFault>>;

    /// Claims the keys for this process, one entry for each key, in their order.
    fn claim<'a>(&'a self, keys: &'a [Key]) -> Promise<'a, Result<Vec<Claim>, MemoryFault>>;

    /// Gives up claims on keys that were not answered.
    fn release<'a>(&'a self, keys: &'a [Key]) -> Promise<'a, Result<(), MemoryFault>>;
}

/// Why the memory could not be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MemoryFault {
    /// Somebody else holds the store for too long.
    #[error("the memory is in use: {0}")]
    Busy(String),
    /// The store holds something that is not a memory, or a damaged one.
    #[error("the memory is damaged: {0}")]
    Damaged(String),
    /// The store was written by a newer version.
    #[error("the memory was written by a newer version: {0}")]
    Newer(String),
    /// The store cannot be opened, read or written.
    #[error("the memory cannot be used: {0}")]
    Unusable(String),
}

impl Key {
    /// Returns the form of a source text under which it is remembered: one space for any run of white
    /// space, none at the ends, the characters otherwise untouched.
    pub fn normal_source(text: &str) -> String {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Returns the fingerprint of the whole key.
    pub fn fingerprint(&self) -> Fingerprint {
        let terms = self.terms.to_string();
        Fingerprint::of([
            self.source.as_str(),
            &self.languages.from,
            &self.languages.to,
            &self.asker.provider,
            &self.asker.model,
            &self.asker.prompt,
            &terms,
        ])
    }
}
