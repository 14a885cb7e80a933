//! A damaged file gives a true answer or a miss: never another segment's text, never a panic.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::Path;

use futures_executor::block_on;
use recto_core::fingerprint::Fingerprint;
use recto_core::memory::{Accept, Key, Memory, MemoryFault, Record};
use recto_core::unit::{Asker, Languages, Method, State, Target};
use recto_memory::{Filter, Sqlite};

/// Records in the file that is damaged.
const RECORDS: usize = 60;

/// Places that are damaged one after the other; the full size is asked for by RECTO_DAMAGE=1000.
fn places() -> usize {
    std::env::var("RECTO_DAMAGE").ok().and_then(|text| text.parse().ok()).unwrap_or(60)
}

fn key(number: usize) -> Key {
    Key {
        source: format!("第{number}段:白河县今年开渠{number}条,修桥{number}座。"),
        languages: Languages::default(),
        asker: Asker { provider: "a".into(), model: "m".into(), prompt: "p".into() },
        terms: Fingerprint::of([]),
        figures: Fingerprint::of([]),
    }
}

fn record(number: usize) -> Record {
    let text = format!("Paragraph {number}: this year Baihe dug {number} canals. ").repeat(4);
    Record {
        key: key(number),
        target: Target { text, method: Method::Machine, gloss: Vec::new() },
        state: if number.is_multiple_of(7) { State::Reviewed } else { State::Translated },
        asked: 1,
        answered_by: "m-2026".into(),
        instead: None,
        example: None,
        replaced: None,
    }
}

/// Makes a sound memory and returns its bytes.
fn sound(folder: &Path) -> Vec<u8> {
    let path = folder.join("sound.sqlite");
    let memory = Sqlite::open(&path).unwrap();
    let records: Vec<Record> = (0..RECORDS).map(record).collect();
    block_on(memory.record(&records)).unwrap();
    drop(memory);
    fs::read(path).unwrap()
}

/// Opens damaged bytes and reads everything; returns how many records are still found.
fn read_all(path: &Path, bytes: &[u8]) -> usize {
    fs::write(path, bytes).unwrap();
    let memory = match Sqlite::open(path) {
        Ok(memory) => memory,
        Err(
            MemoryFault::Damaged(text) | MemoryFault::Newer(text) | MemoryFault::Unusable(text),
        ) => {
            assert!(text.contains("--memory"), "{text}");
            return 0;
        }
        Err(other) => panic!("{other}"),
    };
    let keys: Vec<Key> = (0..RECORDS).map(key).collect();
    let found = match block_on(memory.recall(&keys, Accept::Exact)) {
        Ok(found) => found,
        Err(fault) => {
            assert!(fault.to_string().contains("--memory"), "{fault}");
            return 0;
        }
    };
    for (number, found) in found.iter().enumerate() {
        if let Some(found) = found {
            assert_eq!(*found, record(number), "a wrong answer");
        }
    }
    let whole = found.iter().flatten().count();
    if memory.count_damaged() > 0 {
        assert_eq!(memory.take_warnings().len(), 1);
    }
    look_around(&memory);
    // Going on with a damaged memory may fail, and says so.
    if let Err(fault) = block_on(memory.record(&[record(RECORDS)])) {
        assert!(fault.to_string().contains("--memory"), "{fault}");
    }
    whole
}

/// Does everything else a person can do with a memory: what comes is true, or a fault.
fn look_around(memory: &Sqlite) {
    for entry in memory.list(&Filter::default()).unwrap_or_default() {
        let number = (0..RECORDS).find(|number| record(*number) == entry.record);
        assert!(number.is_some(), "a wrong record: {:?}", entry.record);
    }
    let near = Key { source: key(7).source + "。", ..key(7) };
    let examples = block_on(memory.examples(std::slice::from_ref(&near))).unwrap_or_default();
    for example in examples.into_iter().flatten() {
        let is_true = |n| key(n).source == example.zh && record(n).target.text == example.en;
        assert!((0..RECORDS).any(is_true), "a wrong example: {example:?}");
    }
    for similar in memory.similar(&near, 70, 9).unwrap_or_default() {
        assert!((0..RECORDS).any(|number| record(number) == similar.entry.record));
    }
    let _ = (memory.stats(), memory.spending(""), memory.verify(), memory.why(&near));
}

#[test]
fn a_flipped_bit_gives_a_true_answer_or_a_miss() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = sound(folder.path());
    let path = folder.path().join("damaged.sqlite");
    assert_eq!(read_all(&path, &bytes), RECORDS);
    let mut lost = 0;
    for number in 0..places() {
        let mut damaged = bytes.clone();
        let random = Fingerprint::of([number.to_string().as_str()]);
        let place = usize::from_le_bytes(random.as_bytes()[..8].try_into().unwrap());
        damaged[place % bytes.len()] ^= 1 << (random.as_bytes()[8] % 8);
        lost += RECORDS - read_all(&path, &damaged);
        remove_traces(folder.path());
    }
    assert!(lost > 0, "no bit that was flipped has mattered");
}

#[test]
fn a_cut_file_gives_a_true_answer_or_a_miss() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = sound(folder.path());
    let path = folder.path().join("damaged.sqlite");
    for number in 0..places() {
        let end = bytes.len() * number / places();
        read_all(&path, &bytes[..end]);
        remove_traces(folder.path());
    }
}

#[test]
fn a_page_of_zeros_gives_a_true_answer_or_a_miss() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = sound(folder.path());
    let path = folder.path().join("damaged.sqlite");
    for page in 0..bytes.len() / 4096 {
        let mut damaged = bytes.clone();
        damaged[page * 4096..(page + 1) * 4096].fill(0);
        read_all(&path, &damaged);
        remove_traces(folder.path());
    }
}

#[test]
fn records_that_were_exchanged_in_the_file_answer_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("memory.sqlite");
    let memory = Sqlite::open(&path).unwrap();
    block_on(memory.record(&[record(1), record(2)])).unwrap();
    drop(memory);
    let file = rusqlite::Connection::open(&path).unwrap();
    file.execute_batch(
        "CREATE TEMP TABLE t AS SELECT id, target FROM record;
         UPDATE record SET target = (SELECT target FROM t WHERE t.id <> record.id);",
    )
    .unwrap();
    drop(file);
    let memory = Sqlite::open(&path).unwrap();
    let found = block_on(memory.recall(&[key(1), key(2)], Accept::Anyone)).unwrap();
    assert_eq!(found, [None, None]);
    assert_eq!(memory.count_damaged(), 2);
    assert_eq!(memory.take_warnings().len(), 1);
}

/// Removes what belongs to the damaged file, so that the next one is opened alone.
fn remove_traces(folder: &Path) {
    for file in fs::read_dir(folder).unwrap().flatten() {
        if file.file_name().to_string_lossy().starts_with("damaged.sqlite-") {
            fs::remove_file(file.path()).unwrap();
        }
    }
}
