//! The one thread that waits for the disk: many who ask at the same time wait for one and the same sync.
//!
//! SQLite could wait at each commit (`synchronous=FULL`), and everybody behind it would wait, too. A commit
//! to the write-ahead log survives the process as soon as it is written; what it needs to survive a power cut
//! is a sync of the log, before or after others have been written behind it.

use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use futures_channel::oneshot;
use recto_core::memory::MemoryFault;

use crate::fault;

/// Where to tell that everything that was written before is on the disk.
pub(crate) type Reply = oneshot::Sender<Result<(), MemoryFault>>;

/// Starts the thread for the memory at a path; it ends when the sender is dropped.
pub(crate) fn start(path: PathBuf) -> io::Result<(Sender<Reply>, JoinHandle<()>)> {
    let (sender, replies) = channel();
    let thread =
        thread::Builder::new().name("memory-disk".into()).spawn(move || run(&path, &replies))?;
    Ok((sender, thread))
}

fn run(path: &Path, replies: &Receiver<Reply>) {
    while let Ok(first) = replies.recv() {
        // All who ask before the sync begins have written before it.
        let asked: Vec<Reply> = [first].into_iter().chain(replies.try_iter()).collect();
        let synced = sync(path).map_err(|error| fault::of_io(path, &error));
        for reply in asked {
            // Nobody waits any more where the run was stopped.
            let _ = reply.send(synced.clone());
        }
    }
}

/// Syncs the write-ahead log of a memory. Where there is none, each commit has waited for the disk itself.
///
/// Only the log may be opened beside SQLite: closing the memory's own file would give up the locks that the
/// process holds on it.
fn sync(path: &Path) -> io::Result<()> {
    // SQLite puts the log beside the file itself and not beside a link to it.
    let mut log = OsString::from(fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()));
    log.push("-wal");
    match OpenOptions::new().write(true).open(log) {
        Ok(log) => log.sync_data(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait_for(sender: &Sender<Reply>) -> Result<(), MemoryFault> {
        let (reply, synced) = oneshot::channel();
        sender.send(reply).unwrap();
        futures_executor::block_on(synced).unwrap()
    }

    #[test]
    fn a_log_that_cannot_be_synced_is_a_fault_that_names_the_memory() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("m.db");
        let (sender, thread) = start(path.clone()).unwrap();
        assert_eq!(wait_for(&sender), Ok(()), "without a log there is nothing to sync");
        fs::write(folder.path().join("m.db-wal"), "frames").unwrap();
        assert_eq!(wait_for(&sender), Ok(()));
        fs::remove_file(folder.path().join("m.db-wal")).unwrap();
        fs::create_dir(folder.path().join("m.db-wal")).unwrap();
        let fault = wait_for(&sender).unwrap_err().to_string();
        assert!(fault.contains("m.db") && fault.contains("--memory FILE"), "{fault}");
        drop(sender);
        thread.join().unwrap();
    }
}
