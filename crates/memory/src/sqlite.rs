//! The memory in one SQLite file.

use std::future::ready;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use futures_channel::oneshot;
use recto_core::fingerprint::Fingerprint;
use recto_core::memory::{Accept, Claim, Key, Memory, MemoryFault, Record, Verdict};
use recto_core::port::{Promise, Usage};
use recto_core::unit::{Asker, Example};

use crate::disk;
use crate::fault;
use crate::reader::{self, Question};
use crate::store::{self, Store};
use crate::verdict;
use crate::writer::{self, Letter, Wish};

/// What was answered before, in one file that several processes share.
///
/// The file is made when there is something to write, readable by its owner alone. What is recorded
/// survives the process when [`Memory::record`] comes back, and a power cut when [`Memory::durable`]
/// does. Dropping the memory waits until everything sent is written.
#[derive(Debug)]
pub struct Sqlite {
    path: PathBuf,
    job: String,
    health: Arc<Health>,
    writer: Mutex<Thread<Letter>>,
    reader: Mutex<Thread<Question>>,
    disk: Mutex<Thread<disk::Reply>>,
    /// What was opened to look at the format, for the reader.
    opened: Mutex<Option<Store>>,
}

/// What there is to tell about the state of the file.
#[derive(Debug, Default)]
pub(crate) struct Health {
    damaged: AtomicU64,
    warnings: Mutex<Vec<String>>,
}

/// A thread that is started when it is first needed.
#[derive(Debug)]
struct Thread<T>(Option<(Sender<T>, JoinHandle<()>)>);

impl Sqlite {
    /// Opens the memory at `path`; where there is none yet, one is made when there is something to
    /// write.
    ///
    /// # Errors
    ///
    /// [`MemoryFault::Newer`] for a newer format, [`MemoryFault::Damaged`] for a file that is not a
    /// memory, and the other faults where the file cannot be read.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, MemoryFault> {
        let path = path.into();
        let opened = store::open_to_read(&path)?;
        let health = Health::default();
        if let Some(warning) = opened.as_ref().and_then(|store| store.warning.clone()) {
            health.warn(warning);
        }
        Ok(Self {
            path,
            job: String::new(),
            health: Arc::new(health),
            writer: Mutex::new(Thread(None)),
            reader: Mutex::new(Thread(None)),
            disk: Mutex::new(Thread(None)),
            opened: Mutex::new(opened),
        })
    }

    /// Names the job under which spending is written down.
    #[must_use]
    pub fn for_job(mut self, job: impl Into<String>) -> Self {
        self.job = job.into();
        self
    }

    /// Returns the path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns what the user should know about the state of the file, each thing once, and forgets it.
    pub fn take_warnings(&self) -> Vec<String> {
        std::mem::take(&mut *lock(&self.health.warnings))
    }

    /// Counts the records and pages that were found damaged so far.
    pub fn count_damaged(&self) -> u64 {
        self.health.damaged.load(Ordering::Relaxed)
    }

    fn write(&self, wish: Wish) -> Promise<'_, writer::Granted> {
        let (reply, granted) = oneshot::channel();
        let sent = lock(&self.writer).send(Letter { wish, reply }, || {
            writer::start(self.path.clone(), self.job.clone(), Arc::clone(&self.health))
        });
        Box::pin(async move {
            sent.map_err(|error| fault::of_io(&self.path, &error))?;
            granted.await.unwrap_or_else(|_| Err(fault::gone(&self.path)))
        })
    }

    fn read(&self, question: Question) -> std::io::Result<()> {
        lock(&self.reader).send(question, || {
            let opened = lock(&self.opened).take();
            reader::start(self.path.clone(), opened, Arc::clone(&self.health))
        })
    }
}

impl Memory for Sqlite {
    fn recall<'a>(
        &'a self,
        keys: &'a [Key],
        accept: Accept,
    ) -> Promise<'a, Result<Vec<Option<Record>>, MemoryFault>> {
        let (reply, found) = oneshot::channel();
        let sent = self.read(Question::Recall(keys.to_vec(), accept, reply));
        Box::pin(async move {
            sent.map_err(|error| fault::of_io(&self.path, &error))?;
            found.await.unwrap_or_else(|_| Err(fault::gone(&self.path)))
        })
    }

    fn record<'a>(&'a self, records: &'a [Record]) -> Promise<'a, Result<(), MemoryFault>> {
        let granted = self.write(Wish::Record(records.to_vec()));
        Box::pin(async move { granted.await.map(drop) })
    }

    fn durable(&self) -> Promise<'_, Result<(), MemoryFault>> {
        if lock(&self.writer).0.is_none() {
            return Box::pin(ready(Ok(())));
        }
        let (reply, synced) = oneshot::channel();
        let sent = lock(&self.disk).send(reply, || disk::start(self.path.clone()));
        Box::pin(async move {
            sent.map_err(|error| fault::of_io(&self.path, &error))?;
            synced.await.unwrap_or_else(|_| Err(fault::gone(&self.path)))
        })
    }

    fn claim<'a>(&'a self, keys: &'a [Key]) -> Promise<'a, Result<Vec<Claim>, MemoryFault>> {
        self.write(Wish::Claim(fingerprints(keys)))
    }

    fn release<'a>(&'a self, keys: &'a [Key]) -> Promise<'a, Result<(), MemoryFault>> {
        let granted = self.write(Wish::Release(fingerprints(keys)));
        Box::pin(async move { granted.await.map(drop) })
    }

    fn examples<'a>(
        &'a self,
        keys: &'a [Key],
    ) -> Promise<'a, Result<Vec<Option<Example>>, MemoryFault>> {
        let (reply, found) = oneshot::channel();
        let sent = self.read(Question::Examples(keys.to_vec(), reply));
        Box::pin(async move {
            sent.map_err(|error| fault::of_io(&self.path, &error))?;
            found.await.unwrap_or_else(|_| Err(fault::gone(&self.path)))
        })
    }

    fn wait(&self) -> Promise<'_, ()> {
        let (reply, changed) = oneshot::channel();
        let sent = self.read(Question::Wait(reply));
        Box::pin(async move {
            if sent.is_ok() {
                // A reader that is gone has nothing more to wait for.
                let _ = changed.await;
            }
        })
    }

    fn verdicts<'a>(&'a self, pairs: &'a [Fingerprint]) -> Promise<'a, Vec<Option<Verdict>>> {
        let (reply, found) = oneshot::channel();
        let sent = self.read(Question::Verdicts(pairs.to_vec(), reply));
        Box::pin(async move {
            let found = if sent.is_ok() { found.await.unwrap_or_default() } else { Vec::new() };
            let mut verdicts: Vec<Option<Verdict>> = found
                .into_iter()
                .map(|written| written.and_then(|written| verdict::of(&written)))
                .collect();
            verdicts.resize(pairs.len(), None);
            verdicts
        })
    }

    fn judged<'a>(&'a self, verdicts: &'a [(Fingerprint, Verdict)]) -> Promise<'a, ()> {
        let written =
            verdicts.iter().map(|(pair, verdict)| (*pair, verdict::written(verdict))).collect();
        // They are no answers: nobody waits for them, and a memory that takes none is told of when it is to
        // take one.
        drop(self.write(Wish::Judged(written)));
        Box::pin(std::future::ready(()))
    }

    fn spent<'a>(
        &'a self,
        asker: &'a Asker,
        usage: Usage,
        cost: Option<u64>,
    ) -> Promise<'a, Result<(), MemoryFault>> {
        let granted = self.write(Wish::Spent(Box::new(asker.clone()), usage, cost));
        Box::pin(async move { granted.await.map(drop) })
    }
}

impl Drop for Sqlite {
    fn drop(&mut self) {
        lock(&self.reader).end();
        lock(&self.writer).end();
        lock(&self.disk).end();
    }
}

impl Health {
    /// Keeps a warning for the user, unless it was said before.
    pub(crate) fn warn(&self, warning: String) {
        let mut warnings = lock(&self.warnings);
        if !warnings.contains(&warning) {
            warnings.push(warning);
        }
    }

    /// Counts damage; the first one is told.
    pub(crate) fn damaged(&self, what: String) {
        if self.damaged.fetch_add(1, Ordering::Relaxed) == 0 {
            self.warn(what);
        }
    }
}

impl<T> Thread<T> {
    fn send(
        &mut self,
        message: T,
        start: impl FnOnce() -> std::io::Result<(Sender<T>, JoinHandle<()>)>,
    ) -> std::io::Result<()> {
        if self.0.is_none() {
            self.0 = Some(start()?);
        }
        if let Some((sender, _)) = &self.0 {
            // A thread that is gone drops the reply, which says so to whoever waits for it.
            let _ = sender.send(message);
        }
        Ok(())
    }

    fn end(&mut self) {
        if let Some((sender, thread)) = self.0.take() {
            drop(sender);
            // A thread that has panicked has nothing left to write.
            let _ = thread.join();
        }
    }
}

fn fingerprints(keys: &[Key]) -> Vec<Fingerprint> {
    keys.iter().map(Key::fingerprint).collect()
}

/// Locks; what a thread that panicked held is still whole here.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
