//! The one thread that writes: it takes what many ask for at the same time into one transaction.
//!
//! Law: an answer survives the process before its reply is sent. A reply says what happened; it is never
//! sent for what was rolled back. For the disk waits who needs it: [`crate::disk`].
//!
//! What nobody waits for, the verdicts of the checks, is put off until there is something else to write,
//! so that it costs no transaction of its own.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, mpsc};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use futures_channel::oneshot;
use recto_core::fingerprint::Fingerprint;
use recto_core::memory::{Claim, MemoryFault, Record};
use recto_core::port::Usage;
use recto_core::unit::Asker;
use rusqlite::{Connection, TransactionBehavior};

use crate::claim::{BEAT, Owner};
use crate::sqlite::Health;
use crate::store::{self, Store};
use crate::{Spending, fault, place, row, spending, verdict};

/// How many wishes one transaction takes.
const GROUP: usize = 128;

/// What is to be written.
#[derive(Debug)]
pub(crate) enum Wish {
    /// Answers.
    Record(Vec<Record>),
    /// Keys to be claimed.
    Claim(Vec<Fingerprint>),
    /// Claims to be given up.
    Release(Vec<Fingerprint>),
    /// What the checks said, as it is kept.
    Judged(Vec<(Fingerprint, String)>),
    /// What a request used, and what that cost where it is known.
    Spent(Box<Asker>, Usage, Option<u64>),
}

impl Wish {
    /// Returns how long it may wait for others.
    fn patience(&self) -> Duration {
        match self {
            Self::Record(_) | Self::Spent(..) | Self::Claim(_) | Self::Release(_) => Duration::ZERO,
            Self::Judged(_) => BEAT,
        }
    }
}

/// What became of a wish; the entries answer a claim and are empty for everything else.
pub(crate) type Granted = Result<Vec<Claim>, MemoryFault>;

/// A wish and where to tell what became of it.
#[derive(Debug)]
pub(crate) struct Letter {
    pub(crate) wish: Wish,
    pub(crate) reply: oneshot::Sender<Granted>,
}

/// Starts the thread; it ends when the sender is dropped, after everything sent is written.
pub(crate) fn start(
    path: PathBuf,
    job: String,
    health: Arc<Health>,
) -> std::io::Result<(mpsc::Sender<Letter>, JoinHandle<()>)> {
    let (sender, letters) = mpsc::channel();
    let writer = Writer { owner: Owner::new(&path), path, job, health, store: None };
    let thread =
        thread::Builder::new().name("memory-writer".into()).spawn(move || writer.run(&letters))?;
    Ok((sender, thread))
}

struct Writer {
    path: PathBuf,
    job: String,
    health: Arc<Health>,
    owner: Owner,
    store: Option<Store>,
}

impl Writer {
    fn run(mut self, letters: &Receiver<Letter>) {
        let mut group: Vec<Letter> = Vec::new();
        // When the group is to be written at the latest.
        let mut due = Instant::now() + BEAT;
        let mut beaten = Instant::now();
        loop {
            match letters.recv_timeout(due.saturating_duration_since(Instant::now())) {
                Ok(first) => {
                    let others = letters.try_iter().take(GROUP - group.len() - 1);
                    for letter in [first].into_iter().chain(others) {
                        due = due.min(Instant::now() + letter.wish.patience());
                        group.push(letter);
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if Instant::now() >= due || group.len() == GROUP {
                self.grant(std::mem::take(&mut group));
                due = Instant::now() + BEAT;
            }
            // Also of a process that has much to write: others take it for dead where it does not beat.
            if beaten.elapsed() >= BEAT {
                self.beat();
                beaten = Instant::now();
            }
        }
        self.grant(group);
        if let Some(store) = &self.store {
            // A claim that stays is seen to be a dead process's, as its lock is gone.
            let _ = self.owner.leave(&store.connection);
        }
    }

    /// Writes a group of wishes and tells what became of each.
    fn grant(&mut self, letters: Vec<Letter>) {
        if letters.is_empty() {
            return;
        }
        let (wishes, replies): (Vec<Wish>, Vec<oneshot::Sender<Granted>>) =
            letters.into_iter().map(|letter| (letter.wish, letter.reply)).unzip();
        let granted = self.write(&wishes);
        for (number, reply) in replies.into_iter().enumerate() {
            let granted = match &granted {
                Ok(claims) => Ok(claims[number].clone()),
                Err(fault) => Err(fault.clone()),
            };
            // Nobody waits any more where the run was stopped.
            let _ = reply.send(granted);
        }
    }

    fn write(&mut self, wishes: &[Wish]) -> Result<Vec<Vec<Claim>>, MemoryFault> {
        self.open()?;
        let Self { path, job, owner, store, .. } = self;
        let Some(store) = store else { return Err(fault::gone(path)) };
        let fault = |error| fault::of(path, &error);
        let granted = commit(&mut store.connection, owner, job, wishes).map_err(fault)?;
        store.trust_log().map_err(fault)?;
        Ok(granted)
    }

    /// Opens the memory, again where its file was taken away.
    fn open(&mut self) -> Result<(), MemoryFault> {
        if let Some(store) = &self.store {
            if store.identity == place::identity(&self.path) {
                return Ok(());
            }
            self.health.warn(format!(
                "the memory `{}` was taken away while it was in use: a new one is begun",
                self.path.display()
            ));
            self.owner.forget();
        }
        let mut store = store::open_to_write(&self.path)?;
        if let Some(warning) = store.warning.take() {
            self.health.warn(warning);
        }
        self.store = Some(store);
        Ok(())
    }

    fn beat(&self) {
        if let Some(store) = self.store.as_ref().filter(|_| self.owner.is_active()) {
            // A beat that is missed is made up by the next; the lock says the same.
            let _ = self.owner.beat(&store.connection);
        }
    }
}

/// Writes all wishes or none.
fn commit(
    connection: &mut Connection,
    owner: &mut Owner,
    job: &str,
    wishes: &[Wish],
) -> rusqlite::Result<Vec<Vec<Claim>>> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let granted = wishes
        .iter()
        .map(|wish| apply(&transaction, owner, job, wish))
        .collect::<rusqlite::Result<_>>()?;
    transaction.commit()?;
    Ok(granted)
}

fn apply(
    connection: &Connection,
    owner: &mut Owner,
    job: &str,
    wish: &Wish,
) -> rusqlite::Result<Vec<Claim>> {
    match wish {
        Wish::Record(records) => record(connection, records)?,
        Wish::Claim(keys) => return owner.claim(connection, keys),
        Wish::Release(keys) => owner.release(connection, keys)?,
        Wish::Judged(verdicts) => verdict::write(connection, verdicts)?,
        Wish::Spent(asker, usage, cost) => spend(connection, job, asker, *usage, *cost)?,
    }
    Ok(Vec::new())
}

fn record(connection: &Connection, records: &[Record]) -> rusqlite::Result<()> {
    let now = now();
    for record in records {
        row::write(connection, record, now, false)?;
        connection
            .prepare_cached("DELETE FROM claim WHERE key = ?1")?
            .execute([record.key.fingerprint().as_bytes()])?;
    }
    Ok(())
}

fn spend(
    connection: &Connection,
    job: &str,
    asker: &Asker,
    usage: Usage,
    cost: Option<u64>,
) -> rusqlite::Result<()> {
    let day = connection.query_row("SELECT date('now')", [], |row| row.get(0))?;
    let row = Spending {
        day,
        provider: asker.provider.clone(),
        model: asker.model.clone(),
        job: job.to_owned(),
        requests: usage.requests,
        input_tokens: usage.input_tokens,
        output_tokens: usage.output_tokens,
        characters: usage.characters,
        cost: cost.unwrap_or(0),
        unpriced: if cost.is_some() { 0 } else { usage.requests },
    };
    spending::add(connection, &row)
}

/// Returns the seconds since 1970; 0 where the clock stands before that.
pub(crate) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
