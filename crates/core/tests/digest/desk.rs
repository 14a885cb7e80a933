//! A summarizer and a memory for the tests: one answers by a script, the other counts what it keeps.

use std::collections::HashMap;
use std::sync::Mutex;

use recto_core::fingerprint::Fingerprint;
use recto_core::memory::{Accept, Claim as Hold, Key, Memory, MemoryFault, Record};
use recto_core::port::{Brief, Claim, Draft, Keeping, Limits, Promise, Refusal, Summarizer, Usage};
use recto_core::unit::Asker;

/// What a desk answers to a brief.
pub(crate) type Script = dyn Fn(&Brief) -> Result<Vec<Claim>, Refusal> + Send + Sync;

/// A summarizer that answers by a script.
pub(crate) struct Desk {
    asker: Asker,
    script: Box<Script>,
    /// How many requests it has had.
    pub(crate) asked: Mutex<usize>,
    pub(crate) characters: usize,
}

impl Desk {
    pub(crate) fn new(
        script: impl Fn(&Brief) -> Result<Vec<Claim>, Refusal> + Send + Sync + 'static,
    ) -> Self {
        let asker = Asker { provider: "desk".into(), model: "m".into(), prompt: "p".into() };
        Self { asker, script: Box::new(script), asked: Mutex::new(0), characters: 20_000 }
    }

    pub(crate) fn count(&self) -> usize {
        *self.asked.lock().expect("no test panics while it holds this")
    }
}

impl Summarizer for Desk {
    fn asker(&self) -> &Asker {
        &self.asker
    }

    fn limits(&self) -> Limits {
        Limits { items: 200, characters: self.characters, parallel: 4, keeping: Keeping::Recorded }
    }

    fn summarize<'a>(&'a self, brief: &'a Brief) -> Promise<'a, Result<Draft, Refusal>> {
        *self.asked.lock().expect("no test panics while it holds this") += 1;
        let claims = (self.script)(brief);
        let usage = Usage { requests: 1, ..Usage::default() };
        Box::pin(async move { Ok(Draft { claims: claims?, model: "m-1".into(), usage }) })
    }
}

/// A memory in memory.
#[derive(Default)]
pub(crate) struct Notes(Mutex<HashMap<Fingerprint, Record>>);

impl Memory for Notes {
    fn recall<'a>(
        &'a self,
        keys: &'a [Key],
        _: Accept,
    ) -> Promise<'a, Result<Vec<Option<Record>>, MemoryFault>> {
        let notes = self.0.lock().expect("no test panics while it holds this");
        let found = keys.iter().map(|key| notes.get(&key.fingerprint()).cloned()).collect();
        Box::pin(async move { Ok(found) })
    }

    fn record<'a>(&'a self, records: &'a [Record]) -> Promise<'a, Result<(), MemoryFault>> {
        let mut notes = self.0.lock().expect("no test panics while it holds this");
        notes.extend(records.iter().map(|record| (record.key.fingerprint(), record.clone())));
        Box::pin(async { Ok(()) })
    }

    fn claim<'a>(&'a self, keys: &'a [Key]) -> Promise<'a, Result<Vec<Hold>, MemoryFault>> {
        let ours = vec![Hold::Ours; keys.len()];
        Box::pin(async move { Ok(ours) })
    }

    fn release<'a>(&'a self, _: &'a [Key]) -> Promise<'a, Result<(), MemoryFault>> {
        Box::pin(async { Ok(()) })
    }
}
