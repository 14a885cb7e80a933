//! Several processes on one memory, and processes that are killed: each segment is paid for once,
//! nothing that was answered is lost.
//!
//! The processes are this test program itself, started again as a worker.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::env;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use futures_executor::block_on;
use recto_core::document::{Article, Block, Document, Kind};
use recto_core::engine::{Engine, Policy};
use recto_core::glossary::Glossary;
use recto_core::port::{
    Answered, Answers, Batch, Keeping, Limits, Promise, Refusal, Translator, Usage,
};
use recto_core::unit::{Asker, Method};
use recto_memory::Sqlite;

const SEGMENTS: usize = 60;
const ITEMS: usize = 3;
const PARALLEL: usize = 2;

/// Answers after a while and writes every text it was asked for into a file.
struct Slow {
    asker: Asker,
    log: PathBuf,
}

impl Translator for Slow {
    fn asker(&self) -> &Asker {
        &self.asker
    }

    fn limits(&self) -> Limits {
        Limits { items: ITEMS, characters: 1000, parallel: PARALLEL, keeping: Keeping::Recorded }
    }

    fn translate<'a>(&'a self, batch: &'a Batch) -> Promise<'a, Result<Answers, Refusal>> {
        let texts: Vec<&str> = batch.items.iter().map(|item| item.text.as_str()).collect();
        let mut log = OpenOptions::new().create(true).append(true).open(&self.log).unwrap();
        log.write_all((texts.join("\n") + "\n").as_bytes()).unwrap();
        Box::pin(async move {
            thread::sleep(Duration::from_millis(5));
            let answer = |item: &recto_core::port::Item| Answered {
                id: item.id,
                text: english(&item.text),
                method: Method::Machine,
                gloss: Vec::new(),
            };
            Ok(Answers {
                items: batch.items.iter().map(answer).collect(),
                model: "m".into(),
                usage: Usage { requests: 1, ..Usage::default() },
            })
        })
    }
}

fn english(text: &str) -> String {
    let number: String = text.chars().filter(char::is_ascii_digit).collect();
    format!("In village No. {number} of the county another canal was dug this year.")
}

fn document() -> Document {
    let block = |number| Block {
        kind: Kind::Paragraph,
        text: format!("白河县{number}号村今年又开了一条渠。"),
        spans: Vec::new(),
        head_missing: false,
        tail_missing: false,
    };
    Document { articles: vec![Article { blocks: (0..SEGMENTS).map(block).collect() }] }
}

/// What a worker does; its edition is written when it is whole.
fn work(folder: &Path, name: &str) {
    let memory = Sqlite::open(folder.join("memory.sqlite")).unwrap();
    let asker = Asker { provider: "slow".into(), model: "m".into(), prompt: "p".into() };
    let translator = Slow { asker, log: folder.join("asked") };
    let glossary = Glossary::empty();
    let engine = Engine::new(vec![&translator], &memory, &glossary, Policy::default());
    let outcome = block_on(engine.translate(&document(), &|_| ControlFlow::Continue(())));
    assert_eq!(outcome.stopped, None);
    assert_eq!(outcome.tally.open, 0);
    let edition = serde_json::to_string(&outcome.units).unwrap();
    fs::write(folder.join(name), edition).unwrap();
}

#[test]
#[ignore = "started by the other tests as a process of its own"]
fn worker() {
    let Some(folder) = env::var_os("RECTO_TEST_FOLDER").map(PathBuf::from) else { return };
    work(&folder, &env::var("RECTO_TEST_NAME").unwrap());
}

fn start(folder: &Path, name: &str) -> Child {
    Command::new(env::current_exe().unwrap())
        .args(["--exact", "worker", "--ignored", "--nocapture"])
        .env("RECTO_TEST_FOLDER", folder)
        .env("RECTO_TEST_NAME", name)
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

/// How often each text was asked for.
fn asked(folder: &Path) -> BTreeMap<String, usize> {
    let mut times = BTreeMap::new();
    for text in fs::read_to_string(folder.join("asked")).unwrap_or_default().lines() {
        *times.entry(text.to_owned()).or_default() += 1;
    }
    times
}

#[test]
fn processes_on_one_memory_ask_for_each_segment_once() {
    let folder = tempfile::tempdir().unwrap();
    let names: Vec<String> = (0..8).map(|number| format!("edition-{number}")).collect();
    let workers: Vec<Child> = names.iter().map(|name| start(folder.path(), name)).collect();
    for mut worker in workers {
        assert!(worker.wait().unwrap().success());
    }
    let asked = asked(folder.path());
    assert_eq!(asked.len(), SEGMENTS);
    assert!(asked.values().all(|times| *times == 1), "{asked:?}");
    let first = fs::read(folder.path().join(&names[0])).unwrap();
    for name in &names {
        assert_eq!(fs::read(folder.path().join(name)).unwrap(), first);
    }
}

#[test]
fn a_killed_run_goes_on_where_it_was() {
    let undisturbed = tempfile::tempdir().unwrap();
    work(undisturbed.path(), "edition");
    let edition = fs::read(undisturbed.path().join("edition")).unwrap();
    let kills = env::var("RECTO_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(8);
    let mut killed = 0;
    while killed < kills {
        let folder = tempfile::tempdir().unwrap();
        let here = kill_until_done(folder.path(), killed);
        let paid: usize = asked(folder.path()).values().sum();
        assert!(paid <= SEGMENTS + here * ITEMS * PARALLEL, "{paid} after {here} kills");
        assert_eq!(fs::read(folder.path().join("edition")).unwrap(), edition);
        killed += here;
    }
}

/// Starts a worker and kills it, again and again, until one comes to its end; returns the kills.
fn kill_until_done(folder: &Path, seed: usize) -> usize {
    for number in 0.. {
        let mut worker = start(folder, "edition");
        // More and more, so that a busy machine comes to an end, too.
        let patience = 10 + ((seed + number) * 37) % 90 + 5 * number;
        thread::sleep(Duration::from_millis(patience.try_into().unwrap()));
        if let Some(status) = worker.try_wait().unwrap() {
            assert!(status.success());
            return number;
        }
        worker.kill().unwrap();
        worker.wait().unwrap();
    }
    unreachable!("the numbers do not end")
}
