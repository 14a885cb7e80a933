//! A memory for one run: it holds answers until it is dropped and touches no disk.

use std::collections::HashMap;
use std::future::ready;
use std::sync::{Mutex, MutexGuard, PoisonError};

use recto_core::fingerprint::Fingerprint;
use recto_core::memory::{Accept, Claim, Key, Memory, MemoryFault, Record, choose};
use recto_core::port::Promise;

/// Answers in the memory of the process, for runs that are told to keep nothing.
#[derive(Debug, Default)]
pub struct Volatile {
    /// The records of each text, newest last.
    texts: Mutex<HashMap<Fingerprint, Vec<Record>>>,
}

impl Volatile {
    /// Makes an empty memory.
    pub fn new() -> Self {
        Self::default()
    }

    fn texts(&self) -> MutexGuard<'_, HashMap<Fingerprint, Vec<Record>>> {
        self.texts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Memory for Volatile {
    fn recall<'a>(
        &'a self,
        keys: &'a [Key],
        accept: Accept,
    ) -> Promise<'a, Result<Vec<Option<Record>>, MemoryFault>> {
        let texts = self.texts();
        let found = |key: &Key| {
            let records = texts.get(&key.text_fingerprint())?;
            choose(records.iter().rev().cloned().collect(), key, accept)
        };
        Box::pin(ready(Ok(keys.iter().map(found).collect())))
    }

    fn record<'a>(&'a self, records: &'a [Record]) -> Promise<'a, Result<(), MemoryFault>> {
        let mut texts = self.texts();
        for record in records {
            let known = texts.entry(record.key.text_fingerprint()).or_default();
            match known.iter().position(|old| old.key == record.key) {
                Some(old) if known[old].is_persons() && !record.is_persons() => continue,
                Some(old) => drop(known.remove(old)),
                None => {}
            }
            known.push(record.clone());
        }
        Box::pin(ready(Ok(())))
    }

    fn claim<'a>(&'a self, keys: &'a [Key]) -> Promise<'a, Result<Vec<Claim>, MemoryFault>> {
        Box::pin(ready(Ok(vec![Claim::Ours; keys.len()])))
    }

    fn release<'a>(&'a self, _keys: &'a [Key]) -> Promise<'a, Result<(), MemoryFault>> {
        Box::pin(ready(Ok(())))
    }
}
