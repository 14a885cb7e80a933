//! The memory in its file: what is promised about it holds.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use futures_executor::block_on;
use recto_core::fingerprint::Fingerprint;
use recto_core::memory::{Accept, Claim, Key, Memory, MemoryFault, Record};
use recto_core::port::Usage;
use recto_core::unit::{Asker, Languages, Method, State, Target, Word};
use recto_memory::{Returned, Sqlite, Taken, Volatile};

fn key(source: &str, provider: &str) -> Key {
    Key {
        source: source.into(),
        languages: Languages::default(),
        asker: Asker { provider: provider.into(), model: "m-1".into(), prompt: "p".into() },
        terms: Fingerprint::of(["terms"]),
        figures: Fingerprint::of(["figures"]),
    }
}

fn record(key: Key, text: &str, state: State) -> Record {
    Record {
        key,
        target: Target { text: text.into(), method: Method::Machine, gloss: Vec::new() },
        state,
        asked: 1,
        answered_by: "m-1-2026".into(),
        instead: None,
        example: None,
        replaced: None,
    }
}

fn recall(memory: &dyn Memory, key: &Key, accept: Accept) -> Option<Record> {
    block_on(memory.recall(std::slice::from_ref(key), accept)).unwrap().remove(0)
}

fn text_of(memory: &dyn Memory, key: &Key) -> Option<String> {
    recall(memory, key, Accept::Exact).map(|record| record.target.text)
}

/// Runs a test on both memories: they keep the same promises while they live.
fn with_both(test: impl Fn(&dyn Memory)) {
    let folder = tempfile::tempdir().unwrap();
    test(&Sqlite::open(folder.path().join("memory.sqlite")).unwrap());
    test(&Volatile::new());
}

#[test]
fn what_was_recorded_is_recalled_whole() {
    with_both(|memory| {
        let mut kept = record(key("白河县开渠。", "a"), "Baihe digs a canal.", State::Translated);
        kept.target.gloss =
            vec![Word { text: "渠".into(), pinyin: "qú".into(), senses: vec!["canal".into()] }];
        kept.instead = Some(key("", "b").asker);
        block_on(memory.record(std::slice::from_ref(&kept))).unwrap();
        assert_eq!(recall(memory, &kept.key, Accept::Exact), Some(kept));
    });
}

#[test]
fn a_lookup_has_one_entry_for_each_key_in_their_order() {
    with_both(|memory| {
        let keys = [key("一", "a"), key("二", "a"), key("三", "a")];
        let records = [
            record(keys[2].clone(), "three", State::Translated),
            record(keys[0].clone(), "one", State::Translated),
        ];
        block_on(memory.record(&records)).unwrap();
        let found = block_on(memory.recall(&keys, Accept::Exact)).unwrap();
        let texts: Vec<_> =
            found.iter().map(|r| r.as_ref().map(|r| r.target.text.as_str())).collect();
        assert_eq!(texts, [Some("one"), None, Some("three")]);
    });
}

#[test]
fn a_persons_word_is_not_replaced_by_a_machines() {
    with_both(|memory| {
        let asked = key("开渠", "a");
        for (text, state) in [
            ("machine", State::Translated),
            ("person", State::Reviewed),
            ("again", State::Translated),
        ] {
            block_on(memory.record(&[record(asked.clone(), text, state)])).unwrap();
        }
        assert_eq!(text_of(memory, &asked).as_deref(), Some("person"));
        block_on(memory.record(&[record(asked.clone(), "better", State::Final)])).unwrap();
        assert_eq!(text_of(memory, &asked).as_deref(), Some("better"));
    });
}

#[test]
fn a_persons_word_answers_every_asker() {
    with_both(|memory| {
        block_on(memory.record(&[
            record(key("开渠", "a"), "own", State::Translated),
            record(key("开渠", "somebody"), "person", State::Reviewed),
        ]))
        .unwrap();
        assert_eq!(text_of(memory, &key("开渠", "a")).as_deref(), Some("person"));
    });
}

#[test]
fn anyones_newest_word_counts_where_anyone_is_accepted() {
    with_both(|memory| {
        for provider in ["a", "b", "a"] {
            block_on(memory.record(&[record(key("开渠", provider), provider, State::Translated)]))
                .unwrap();
        }
        let asked = key("开渠", "c");
        assert_eq!(recall(memory, &asked, Accept::Exact), None);
        assert_eq!(recall(memory, &asked, Accept::Anyone).unwrap().target.text, "a");
    });
}

#[test]
fn answers_outlive_the_process_that_recorded_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep/er/memory.sqlite");
    let asked = key("开渠", "a");
    let first = Sqlite::open(&path).unwrap();
    assert!(!path.exists(), "nothing is made before there is something to write");
    block_on(first.record(&[record(asked.clone(), "kept", State::Translated)])).unwrap();
    // The first stays open, as after a kill: nothing was closed or written back.
    let second = Sqlite::open(&path).unwrap();
    assert_eq!(text_of(&second, &asked).as_deref(), Some("kept"));
    drop(first);
    assert_eq!(text_of(&second, &asked).as_deref(), Some("kept"));
}

#[test]
fn what_is_durable_is_read_after_a_power_cut() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("memory.sqlite");
    let key = key("白河县开渠。", "a");
    let memory = Sqlite::open(&path).unwrap();
    assert_eq!(block_on(memory.durable()), Ok(()));
    assert!(!path.exists(), "nothing was written, and there is nothing to wait for");
    for text in ["Baihe digs.", "Baihe digs a canal."] {
        block_on(memory.record(&[record(key.clone(), text, State::Translated)])).unwrap();
        assert_eq!(block_on(memory.durable()), Ok(()));
    }
    // What a power cut leaves: the files as they are, without any process that closes them.
    let after = folder.path().join("after.sqlite");
    for end in ["", "-wal"] {
        let file = |path: &Path| folder.path().join(format!("{}{end}", path.display()));
        fs::copy(file(&path), file(&after)).unwrap();
    }
    assert_eq!(text_of(&Sqlite::open(&after).unwrap(), &key).unwrap(), "Baihe digs a canal.");
}

#[test]
fn a_memory_whose_maker_was_killed_is_begun_anew() {
    let folder = tempfile::tempdir().unwrap();
    let (begun, path) = (folder.path().join("begun.sqlite"), folder.path().join("memory.sqlite"));
    fs::write(&begun, "").unwrap();
    let maker = rusqlite::Connection::open(&begun).unwrap();
    // With so small a cache half of it stands in the file before it is committed.
    maker
        .execute_batch(
            "PRAGMA cache_size = 1; BEGIN IMMEDIATE; CREATE TABLE record (text TEXT);
             WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
             INSERT INTO record SELECT hex(randomblob(400)) FROM n;",
        )
        .unwrap();
    fs::copy(&begun, &path).unwrap();
    let journal = folder.path().join("memory.sqlite-journal");
    fs::copy(folder.path().join("begun.sqlite-journal"), &journal).unwrap();
    assert!(fs::metadata(&path).unwrap().len() > 0);
    let memory = Sqlite::open(&path).unwrap();
    assert_eq!(memory.take_warnings(), [""; 0]);
    let key = key("白河县开渠。", "a");
    assert_eq!(text_of(&memory, &key), None);
    block_on(memory.record(&[record(key.clone(), "Baihe digs.", State::Translated)])).unwrap();
    assert_eq!(text_of(&memory, &key).unwrap(), "Baihe digs.");
    assert!(!journal.exists());
}

#[cfg(unix)]
#[test]
fn the_log_of_a_memory_behind_a_link_is_that_beside_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let (there, link) = (folder.path().join("there"), folder.path().join("link.sqlite"));
    fs::create_dir(&there).unwrap();
    std::os::unix::fs::symlink(there.join("memory.sqlite"), &link).unwrap();
    let memory = Sqlite::open(&link).unwrap();
    let answer = record(key("白河县开渠。", "a"), "Baihe digs.", State::Translated);
    block_on(memory.record(&[answer])).unwrap();
    assert_eq!(block_on(memory.durable()), Ok(()));
    assert!(there.join("memory.sqlite-wal").exists());
    assert!(!folder.path().join("link.sqlite-wal").exists());
}

#[test]
fn two_processes_never_ask_for_the_same_segment() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("memory.sqlite");
    let (one, two) = (Sqlite::open(&path).unwrap(), Sqlite::open(&path).unwrap());
    let keys = [key("一", "a"), key("二", "a")];
    assert_eq!(block_on(one.claim(&keys[..1])), Ok(vec![Claim::Ours]));
    assert_eq!(block_on(one.claim(&keys[..1])), Ok(vec![Claim::Ours]));
    assert_eq!(block_on(two.claim(&keys)), Ok(vec![Claim::Theirs, Claim::Ours]));
    block_on(two.release(&keys)).unwrap();
    assert_eq!(block_on(one.claim(&keys)), Ok(vec![Claim::Ours, Claim::Ours]));
    block_on(one.record(&[record(keys[0].clone(), "one", State::Translated)])).unwrap();
    assert_eq!(block_on(two.claim(&keys)), Ok(vec![Claim::Ours, Claim::Theirs]));
}

#[test]
fn the_claims_of_a_process_that_is_gone_are_free() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("memory.sqlite");
    let asked = [key("一", "a")];
    let gone = Sqlite::open(&path).unwrap();
    assert_eq!(block_on(gone.claim(&asked)), Ok(vec![Claim::Ours]));
    // What a killed process leaves behind: its claims and its file, without the lock on it.
    let left = fs::read_dir(folder.path())
        .unwrap()
        .flatten()
        .find(|file| file.file_name().to_string_lossy().contains("-owner-"));
    let left = left.expect("an owner has a file").path();
    let copy = folder.path().join("copy");
    fs::copy(&left, &copy).unwrap();
    fs::rename(&copy, &left).unwrap();
    let heir = Sqlite::open(&path).unwrap();
    assert_eq!(block_on(heir.claim(&asked)), Ok(vec![Claim::Ours]));
    assert!(!left.exists());
}

#[test]
fn a_closed_memory_leaves_nothing_beside_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let memory = Sqlite::open(folder.path().join("memory.sqlite")).unwrap();
    block_on(memory.claim(&[key("一", "a")])).unwrap();
    drop(memory);
    let names: Vec<_> =
        fs::read_dir(folder.path()).unwrap().flatten().map(|file| file.file_name()).collect();
    assert_eq!(names, ["memory.sqlite"]);
}

#[test]
fn waiting_ends_when_somebody_records() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("memory.sqlite");
    let (one, two) = (Sqlite::open(&path).unwrap(), Sqlite::open(&path).unwrap());
    block_on(one.record(&[record(key("一", "a"), "one", State::Translated)])).unwrap();
    block_on(two.wait());
    let waiting = two.wait();
    block_on(one.record(&[record(key("二", "a"), "two", State::Translated)])).unwrap();
    block_on(waiting);
    assert_eq!(text_of(&two, &key("二", "a")).as_deref(), Some("two"));
}

#[cfg(unix)]
#[test]
fn the_file_and_its_folder_are_their_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("recto/memory.sqlite");
    let memory = Sqlite::open(&path).unwrap();
    block_on(memory.record(&[record(key("一", "a"), "one", State::Translated)])).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(path.parent().unwrap()), 0o700);
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(&path.with_file_name("memory.sqlite-wal")), 0o600);
}

#[test]
fn a_newer_format_is_left_alone_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("memory.sqlite");
    let memory = Sqlite::open(&path).unwrap();
    block_on(memory.record(&[record(key("一", "a"), "one", State::Translated)])).unwrap();
    drop(memory);
    let file = rusqlite::Connection::open(&path).unwrap();
    file.pragma_update(None, "user_version", 99).unwrap();
    drop(file);
    let before = fs::read(&path).unwrap();
    let fault = Sqlite::open(&path).unwrap_err();
    assert!(matches!(&fault, MemoryFault::Newer(text) if text.contains("99")), "{fault}");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_file_that_is_something_else_is_left_alone_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("notes.txt");
    fs::write(&text, "not a memory at all\n".repeat(500)).unwrap();
    let other = folder.path().join("other.sqlite");
    rusqlite::Connection::open(&other).unwrap().execute("CREATE TABLE t (a)", []).unwrap();
    for path in [text, other] {
        let before = fs::read(&path).unwrap();
        let fault = Sqlite::open(&path).unwrap_err();
        assert!(
            matches!(&fault, MemoryFault::Damaged(text) if text.contains("--memory")),
            "{fault}"
        );
        assert_eq!(fs::read(&path).unwrap(), before);
    }
}

#[test]
fn an_empty_file_becomes_a_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("memory.sqlite");
    fs::write(&path, "").unwrap();
    let memory = Sqlite::open(&path).unwrap();
    let asked = key("一", "a");
    assert_eq!(text_of(&memory, &asked), None);
    block_on(memory.record(&[record(asked.clone(), "one", State::Translated)])).unwrap();
    assert_eq!(text_of(&memory, &asked).as_deref(), Some("one"));
}

#[test]
fn a_memory_taken_away_in_a_run_is_begun_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("memory.sqlite");
    let memory = Sqlite::open(&path).unwrap();
    let keys = [key("一", "a"), key("二", "a")];
    block_on(memory.record(&[record(keys[0].clone(), "one", State::Translated)])).unwrap();
    assert_eq!(block_on(memory.claim(&keys[1..])), Ok(vec![Claim::Ours]));
    for file in fs::read_dir(folder.path()).unwrap().flatten() {
        fs::remove_file(file.path()).unwrap();
    }
    assert_eq!(text_of(&memory, &keys[0]), None);
    block_on(memory.record(&[record(keys[1].clone(), "two", State::Translated)])).unwrap();
    assert_eq!(text_of(&memory, &keys[1]).as_deref(), Some("two"));
    drop(memory);
    assert_eq!(text_of(&Sqlite::open(&path).unwrap(), &keys[1]).as_deref(), Some("two"));
}

#[test]
fn stats_count_records_by_asker_and_state() {
    let folder = tempfile::tempdir().unwrap();
    let memory = Sqlite::open(folder.path().join("memory.sqlite")).unwrap();
    assert_eq!(memory.stats().unwrap().records, 0);
    block_on(memory.record(&[
        record(key("一", "a"), "1", State::Translated),
        record(key("二", "a"), "2", State::Translated),
        record(key("一", "b"), "3", State::Reviewed),
    ]))
    .unwrap();
    block_on(memory.spent(&key("", "a").asker, Usage { requests: 2, ..Usage::default() }, None))
        .unwrap();
    let stats = memory.stats().unwrap();
    assert_eq!((stats.records, stats.texts), (3, 2));
    assert_eq!(stats.counts[0].records, 2);
    assert_eq!(stats.counts[1].state, State::Reviewed);
    assert!(stats.bytes > 0);
}

#[test]
fn many_threads_record_and_recall_at_the_same_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("memory.sqlite");
    std::thread::scope(|scope| {
        for number in 0..4 {
            let path = &path;
            scope.spawn(move || {
                let memory = Sqlite::open(path).unwrap();
                for i in 0..25 {
                    let asked = key(&format!("第{number}号文第{i}段"), "a");
                    let kept = record(asked.clone(), &format!("{number}/{i}"), State::Translated);
                    block_on(memory.record(&[kept])).unwrap();
                    assert_eq!(text_of(&memory, &asked), Some(format!("{number}/{i}")));
                }
            });
        }
    });
    assert_eq!(Sqlite::open(&path).unwrap().stats().unwrap().records, 100);
}

#[test]
fn a_figure_that_the_edition_put_right_is_no_persons_word_until_somebody_has_read_it() {
    let folder = tempfile::tempdir().unwrap();
    let memory = Sqlite::open(folder.path().join("memory.sqlite")).unwrap();
    let source = "白河县申领资金473万元。";
    let answer = "Baihe county applied for 473,000 yuan.";
    let kept = record(key(source, "a"), answer, State::Translated);
    block_on(memory.record(std::slice::from_ref(&kept))).unwrap();
    let back = |state: State| Returned {
        source: source.into(),
        text: "Baihe county applied for 4.73 million yuan.".into(),
        languages: Languages::default(),
        state,
        method: Some(Method::Machine),
        asker: Some(kept.key.asker.clone()),
    };
    assert_eq!(memory.take_back(&[back(State::Translated)]).unwrap(), [Taken::Unchanged]);
    assert_eq!(recall(&memory, &kept.key, Accept::Exact), Some(kept.clone()));
    assert_eq!(memory.take_back(&[back(State::Reviewed)]).unwrap(), [Taken::Approved]);
    let persons = recall(&memory, &kept.key, Accept::Exact).unwrap();
    assert_eq!(persons.replaced.as_deref(), Some(answer));
}

/// Its claims would be taken over by others after a minute.
#[test]
fn a_process_that_writes_all_the_time_shows_that_it_lives() {
    let folder = tempfile::tempdir().unwrap();
    let memory = Sqlite::open(folder.path().join("memory.sqlite")).unwrap();
    let keys = [key("开渠三条", "a")];
    block_on(memory.claim(&keys)).unwrap();
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(11) {
        block_on(memory.record(&[record(key("修桥两座", "a"), "two bridges", State::Translated)]))
            .unwrap();
        thread::sleep(Duration::from_millis(200));
    }
    let file = rusqlite::Connection::open(memory.path()).unwrap();
    let beat: i64 = file.query_row("SELECT beat FROM owner", [], |row| row.get(0)).unwrap();
    assert_eq!(beat, 1);
}
