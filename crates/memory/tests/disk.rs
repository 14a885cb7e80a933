//! Disks that are full or cannot be written, and a memory that another tool holds: what was recorded is
//! kept, and a clear fault says what is wrong.
//!
//! A small disk is made for each test in a namespace of its own; where the system does not allow that
//! the test says so and is passed over. The one who uses it is this test program itself, started again.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![expect(clippy::print_stderr, reason = "a test that is passed over says so")]

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use futures_executor::block_on;
use recto_core::fingerprint::Fingerprint;
use recto_core::memory::{Accept, Key, Memory, MemoryFault, Record};
use recto_core::unit::{Asker, Languages, Method, State, Target};
use recto_memory::Sqlite;

fn record(number: usize) -> Record {
    Record {
        key: Key {
            source: format!("第{number}段:白河县今年开渠。"),
            languages: Languages::default(),
            asker: Asker { provider: "a".into(), model: "m".into(), prompt: "p".into() },
            terms: Fingerprint::of([]),
            figures: Fingerprint::of([]),
        },
        target: Target {
            text: format!("Paragraph {number}: canals. ").repeat(200),
            method: Method::Machine,
            gloss: Vec::new(),
        },
        state: State::Translated,
        asked: 1,
        answered_by: String::new(),
        instead: None,
        example: None,
        replaced: None,
    }
}

fn recalled(memory: &Sqlite, number: usize) -> Option<Record> {
    block_on(memory.recall(&[record(number).key], Accept::Exact)).unwrap().remove(0)
}

/// Runs a worker of this program with a small disk of its own mounted at a folder.
fn with_small_disk(worker: &str) {
    let folder = tempfile::tempdir().unwrap();
    let mount = "mount -t tmpfs -o size=400k none \"$0\"";
    if !mounting(mount, folder.path()).status().is_ok_and(|status| status.success()) {
        eprintln!("passed over: this system does not let a test mount a disk");
        return;
    }
    let script = format!("{mount} && exec \"$1\" --exact \"$2\" --ignored");
    let run = mounting(&script, folder.path())
        .arg(env::current_exe().unwrap())
        .arg(worker)
        .env("RECTO_TEST_DISK", folder.path())
        .stdout(Stdio::piped())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success() && said.contains("1 passed"), "{said}");
}

/// Returns the command that runs a script in a namespace where it may mount disks.
fn mounting(script: &str, folder: &Path) -> Command {
    let mut command = Command::new("unshare");
    command
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", script])
        .arg(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

fn disk() -> Option<PathBuf> {
    env::var_os("RECTO_TEST_DISK").map(PathBuf::from)
}

#[test]
fn on_a_full_disk_nothing_recorded_is_lost_and_there_is_a_way_on() {
    with_small_disk("full_disk");
}

#[test]
#[ignore = "started by another test as a process of its own"]
fn full_disk() {
    let Some(disk) = disk() else { return };
    let filler = disk.join("filler");
    fs::write(&filler, vec![0; 64 << 10]).unwrap();
    let memory = Sqlite::open(disk.join("memory.db")).unwrap();
    let mut kept = 0;
    let fault = loop {
        match block_on(memory.record(&[record(kept)])) {
            Ok(()) => kept += 1,
            Err(fault) => break fault,
        }
        assert!(kept < 1000, "the disk does not get full");
    };
    assert!(matches!(&fault, MemoryFault::Unusable(text) if text.contains("no space")), "{fault}");
    assert!(kept > 3);
    assert!((0..kept).all(|number| recalled(&memory, number) == Some(record(number))));
    assert_eq!(recalled(&memory, kept), None);
    drop(memory);
    let memory = Sqlite::open(disk.join("memory.db")).unwrap();
    assert!((0..kept).all(|number| recalled(&memory, number) == Some(record(number))));
    fs::remove_file(filler).unwrap();
    block_on(memory.record(&[record(kept)])).unwrap();
    assert_eq!(recalled(&memory, kept), Some(record(kept)));
}

#[test]
fn on_a_disk_that_cannot_be_written_the_memory_is_read_and_says_so() {
    with_small_disk("read_only_disk");
}

#[test]
#[ignore = "started by another test as a process of its own"]
fn read_only_disk() {
    let Some(disk) = disk() else { return };
    let path = disk.join("memory.db");
    let memory = Sqlite::open(&path).unwrap();
    block_on(memory.record(&[record(1)])).unwrap();
    drop(memory);
    remount(&disk);
    let memory = Sqlite::open(&path).unwrap();
    assert_eq!(recalled(&memory, 1), Some(record(1)));
    let fault = block_on(memory.record(&[record(2)])).unwrap_err();
    assert!(fault.to_string().contains("cannot be written"), "{fault}");
    let fault = block_on(memory.claim(&[record(2).key])).unwrap_err();
    assert!(fault.to_string().contains("--memory FILE"), "{fault}");
    assert_eq!(memory.take_warnings().len(), 1);
    let none = Sqlite::open(disk.join("none.db")).unwrap();
    assert_eq!(recalled(&none, 1), None);
    assert!(block_on(none.record(&[record(1)])).is_err());
}

fn remount(disk: &Path) {
    let remount = Command::new("mount").args(["-o", "remount,ro"]).arg(disk).status().unwrap();
    assert!(remount.success());
}

/// Holds the memory as another tool would, until the guard is dropped.
fn hold(path: &Path) -> rusqlite::Connection {
    let tool = rusqlite::Connection::open(path).unwrap();
    tool.execute_batch("BEGIN EXCLUSIVE").unwrap();
    tool
}

#[test]
fn a_memory_that_another_tool_holds_is_waited_for_and_read_meanwhile() {
    let folder = tempfile::tempdir().unwrap();
    let memory = Sqlite::open(folder.path().join("memory.db")).unwrap();
    block_on(memory.record(&[record(1)])).unwrap();
    let tool = hold(memory.path());
    let release = thread::spawn(move || {
        thread::sleep(Duration::from_millis(150));
        drop(tool);
    });
    assert_eq!(recalled(&memory, 1), Some(record(1)));
    block_on(memory.record(&[record(2)])).unwrap();
    release.join().unwrap();
    assert_eq!(recalled(&memory, 2), Some(record(2)));
}

#[test]
#[ignore = "takes ten seconds; part of the full size"]
fn a_memory_that_is_held_for_too_long_is_busy() {
    let folder = tempfile::tempdir().unwrap();
    let memory = Sqlite::open(folder.path().join("memory.db")).unwrap();
    block_on(memory.record(&[record(1)])).unwrap();
    let tool = hold(memory.path());
    let fault = block_on(memory.record(&[record(2)])).unwrap_err();
    assert!(matches!(&fault, MemoryFault::Busy(text) if text.contains("--memory")), "{fault}");
    drop(tool);
    block_on(memory.record(&[record(2)])).unwrap();
}
