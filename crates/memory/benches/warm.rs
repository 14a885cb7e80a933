//! How fast a memory with everything in it answers, and whether its size matters: ratios, no limits.
//!
//! `cargo bench -p recto-memory --bench warm`
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement talks and may fail")]

use std::fs;
use std::time::{Duration, Instant};

use futures_executor::block_on;
use recto_core::fingerprint::Fingerprint;
use recto_core::memory::{Accept, Key, Memory, Record};
use recto_core::unit::{Asker, Languages, Method, State, Target};
use recto_memory::{Filter, Sqlite};

const SMALL: usize = 10_000;
const LARGE: usize = 100_000;

/// Keys that are looked up together, as those of a page are.
const PAGE: usize = 10;

fn record(number: usize) -> Record {
    let digits: String = number
        .to_string()
        .bytes()
        .map(|b| "甲乙丙丁戊己庚辛壬癸".chars().nth(usize::from(b - b'0')).unwrap())
        .collect();
    Record {
        key: Key {
            source: format!(
                "青岚市{digits}街道的居民说,{}",
                "新建的公园离家很近,老人和孩子每天都愿意去。".repeat(5)
            ),
            languages: Languages::default(),
            asker: Asker { provider: "a".into(), model: "m".into(), prompt: "0123456789ab".into() },
            terms: Fingerprint::of([digits.as_str()]),
            figures: Fingerprint::of([]),
        },
        target: Target {
            text: format!("Residents of {number} Street say the new park is close. ").repeat(8),
            method: Method::Machine,
            gloss: Vec::new(),
        },
        // One in a hundred is a person's, so that there is something to look for what is like it.
        state: if number.is_multiple_of(100) { State::Reviewed } else { State::Translated },
        asked: 1,
        answered_by: "m-2026".into(),
        instead: None,
        example: None,
        replaced: None,
    }
}

struct Measured {
    filled: Duration,
    recalled: Duration,
    likened: Duration,
    listed: Duration,
    grown: u64,
}

fn measure(size: usize) -> Measured {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("memory.db");
    let memory = Sqlite::open(&path).unwrap();
    let begun = Instant::now();
    for start in (0..size).step_by(1000) {
        let records: Vec<Record> = (start..start + 1000).map(record).collect();
        block_on(memory.record(&records)).unwrap();
    }
    let filled = begun.elapsed();
    drop(memory);
    let keys: Vec<Key> = (0..size).map(|number| record(number).key).collect();
    let before = resident();
    let memory = Sqlite::open(&path).unwrap();
    let begun = Instant::now();
    for page in keys.chunks(PAGE) {
        let found = block_on(memory.recall(page, Accept::Exact)).unwrap();
        assert!(found.iter().all(Option::is_some));
    }
    let recalled = begun.elapsed();
    let grown = resident().saturating_sub(before);
    let strange: Vec<Key> = (0..100)
        .map(|number| Key { source: format!("{}。", keys[number].source), ..keys[number].clone() })
        .collect();
    let begun = Instant::now();
    let found = block_on(memory.examples(&strange)).unwrap();
    let likened = begun.elapsed();
    assert!(found.iter().all(Option::is_some));
    let begun = Instant::now();
    assert_eq!(memory.list(&Filter { limit: 50, ..Filter::default() }).unwrap().len(), 50);
    Measured { filled, recalled, likened, listed: begun.elapsed(), grown }
}

/// Returns the memory of this process in KB; 0 where the system does not say.
fn resident() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0)
}

fn main() {
    let (small, large) = (measure(SMALL), measure(LARGE));
    println!("{:<44} {:>10} {:>10} {:>7}", "", SMALL, LARGE, "ratio");
    let row = |name: &str, of: fn(&Measured) -> Duration| {
        let (one, other) = (of(&small).as_secs_f64(), of(&large).as_secs_f64());
        println!("{name:<44} {one:>8.3} s {other:>8.3} s {:>7.2}", other / one);
    };
    row("all recorded, 1,000 at a time", |measured| measured.filled);
    row("all recalled, 10 at a time", |measured| measured.recalled);
    row("100 texts likened to 1 % of them, persons'", |measured| measured.likened);
    row("the newest 50 listed", |measured| measured.listed);
    println!("{:<44} {:>7} KB {:>7} KB", "grown while recalling", small.grown, large.grown);
}
