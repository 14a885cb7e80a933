//! The one thread that reads, so that nobody who asks is held up by a disk.
//!
//! Law: a lookup gives what was recorded, or nothing. A damaged row or page is a miss, counted and
//! told once.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, mpsc};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use futures_channel::oneshot;
use recto_core::fingerprint::Fingerprint;
use recto_core::memory::{Accept, Key, MemoryFault, Record, choose};
use recto_core::unit::Example;
use rusqlite::Transaction;

use crate::examples::Examples;
use crate::sqlite::Health;
use crate::store::{self, Store};
use crate::{fault, place, row, verdict};

/// How often a change by others is looked for while somebody waits.
const GLANCE: Duration = Duration::from_millis(20);

/// How long a wait lasts when nothing changes.
const LONGEST_WAIT: Duration = Duration::from_millis(300);

const BY_TEXT: &str =
    concat!("SELECT ", row::columns!(), " FROM record WHERE text = ?1 ORDER BY id DESC");

type Found = Result<Vec<Option<Record>>, MemoryFault>;
type Likened = Result<Vec<Option<Example>>, MemoryFault>;

/// What is to be read.
#[derive(Debug)]
pub(crate) enum Question {
    /// Keys to be looked up.
    Recall(Vec<Key>, Accept, oneshot::Sender<Found>),
    /// Persons' translations of similar texts.
    Examples(Vec<Key>, oneshot::Sender<Likened>),
    /// What the checks said of these.
    Verdicts(Vec<Fingerprint>, oneshot::Sender<Vec<Option<String>>>),
    /// To be told when something was recorded, or after a while.
    Wait(oneshot::Sender<()>),
}

/// Starts the thread with what is already open; it ends when the sender is dropped.
pub(crate) fn start(
    path: PathBuf,
    store: Option<Store>,
    health: Arc<Health>,
) -> std::io::Result<(mpsc::Sender<Question>, JoinHandle<()>)> {
    let (sender, questions) = mpsc::channel();
    let reader = Reader { path, store, health, waiting: Vec::new(), examples: None, seen: 0 };
    let thread = thread::Builder::new()
        .name("memory-reader".into())
        .spawn(move || reader.run(&questions))?;
    Ok((sender, thread))
}

struct Reader {
    path: PathBuf,
    store: Option<Store>,
    health: Arc<Health>,
    waiting: Vec<(Instant, oneshot::Sender<()>)>,
    /// What persons had written when it was first asked for: a run that goes on does not change it.
    examples: Option<Examples>,
    /// The version of the data when it was last looked at.
    seen: i64,
}

impl Reader {
    fn run(mut self, questions: &Receiver<Question>) {
        loop {
            let patience = if self.waiting.is_empty() { Duration::MAX } else { GLANCE };
            match next(questions, patience) {
                Ok(Question::Recall(keys, accept, reply)) => {
                    // Nobody waits any more where the run was stopped.
                    let _ = reply.send(self.recall(&keys, accept));
                }
                Ok(Question::Examples(keys, reply)) => {
                    let _ = reply.send(self.examples(&keys));
                }
                Ok(Question::Verdicts(pairs, reply)) => {
                    let _ = reply.send(self.verdicts(&pairs));
                }
                Ok(Question::Wait(reply)) => {
                    if self.waiting.is_empty() {
                        self.seen = self.version();
                    }
                    self.waiting.push((Instant::now(), reply));
                }
                Err(RecvTimeoutError::Timeout) => self.glance(),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
    }

    fn recall(&mut self, keys: &[Key], accept: Accept) -> Found {
        match self.open() {
            Ok(()) => {}
            Err(MemoryFault::Damaged(text)) => {
                self.health.damaged(text);
                return Ok(vec![None; keys.len()]);
            }
            Err(other) => return Err(other),
        }
        let _all = self.store.as_ref().map(together);
        keys.iter().map(|key| self.look_up(key, accept)).collect()
    }

    fn examples(&mut self, keys: &[Key]) -> Likened {
        if self.examples.is_none() {
            self.open()?;
            let Some(store) = &self.store else { return Ok(vec![None; keys.len()]) };
            let read = Examples::read(&store.connection);
            self.examples = Some(read.map_err(|error| fault::of(&self.path, &error))?);
        }
        let examples = self.examples.get_or_insert_default();
        Ok(keys.iter().map(|key| examples.likest(key)).collect())
    }

    fn look_up(&self, key: &Key, accept: Accept) -> Result<Option<Record>, MemoryFault> {
        let Some(store) = &self.store else { return Ok(None) };
        match self.records(store, key) {
            Ok(records) => Ok(choose(records, key, accept)),
            Err(error) if fault::is_damage(&error) => {
                self.health.damaged(fault::of(&self.path, &error).to_string());
                Ok(None)
            }
            Err(error) => Err(fault::of(&self.path, &error)),
        }
    }

    /// Returns what the checks said; nothing where the memory cannot be read, as they can look again.
    fn verdicts(&mut self, pairs: &[Fingerprint]) -> Vec<Option<String>> {
        match (self.open(), &self.store) {
            (Ok(()), Some(store)) => {
                let _all = together(store);
                pairs.iter().map(|pair| verdict::read(&store.connection, pair)).collect()
            }
            _ => vec![None; pairs.len()],
        }
    }

    /// Returns the sound records of a key's text, newest first.
    fn records(&self, store: &Store, key: &Key) -> rusqlite::Result<Vec<Record>> {
        let mut statement = store.connection.prepare_cached(BY_TEXT)?;
        let mut rows = statement.query([key.text_fingerprint().as_bytes()])?;
        let mut records = Vec::new();
        while let Some(row) = rows.next()? {
            match row::read(row) {
                Some(record) => records.push(record),
                None => self.health.damaged(format!(
                    "the memory `{}` holds a damaged record: it is not used",
                    self.path.display()
                )),
            }
        }
        Ok(records)
    }

    /// Opens the memory where there is one by now, again where another stands in its place.
    fn open(&mut self) -> Result<(), MemoryFault> {
        let now = place::identity(&self.path);
        if self.store.as_ref().is_none_or(|store| store.identity != now) {
            self.store = store::open_to_read(&self.path)?;
            if let Some(warning) = self.store.as_mut().and_then(|store| store.warning.take()) {
                self.health.warn(warning);
            }
        }
        Ok(())
    }

    fn glance(&mut self) {
        let version = self.version();
        let has_changed = version != self.seen;
        self.seen = version;
        let over = |since: &Instant| has_changed || since.elapsed() >= LONGEST_WAIT;
        for (_, reply) in self.waiting.extract_if(.., |(since, _)| over(since)) {
            let _ = reply.send(());
        }
    }

    /// Returns a number that is another one after anybody else has written.
    fn version(&mut self) -> i64 {
        // A memory that cannot be opened does not change; the lookup that follows says why.
        let _ = self.open();
        let read = |store: &Store| {
            store.connection.pragma_query_value(None, "data_version", |row| row.get(0))
        };
        self.store.as_ref().and_then(|store| read(store).ok()).unwrap_or(-1)
    }
}

/// Begins one transaction for many lookups: the file is locked and let go once, not for each. Where it
/// cannot begin, the lookups say why.
fn together(store: &Store) -> rusqlite::Result<Transaction<'_>> {
    store.connection.unchecked_transaction()
}

fn next(questions: &Receiver<Question>, patience: Duration) -> Result<Question, RecvTimeoutError> {
    if patience == Duration::MAX {
        return questions.recv().map_err(|_| RecvTimeoutError::Disconnected);
    }
    questions.recv_timeout(patience)
}
