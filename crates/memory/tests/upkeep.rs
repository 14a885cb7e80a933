//! What a person does with the memory: looking, editing, carrying it elsewhere, looking after it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;

use futures_executor::block_on;
use proptest::prelude::*;
use recto_core::fingerprint::Fingerprint;
use recto_core::memory::{Accept, Key, KeyPart, Memory, Record};
use recto_core::port::Usage;
use recto_core::unit::{Asker, Languages, Method, State, Target};
use recto_memory::{Filter, Sqlite};

fn key(source: &str, provider: &str) -> Key {
    Key {
        source: source.into(),
        languages: Languages::default(),
        asker: Asker { provider: provider.into(), model: "m".into(), prompt: "p".into() },
        terms: Fingerprint::of([]),
        figures: Fingerprint::of([]),
    }
}

fn record(source: &str, text: &str) -> Record {
    Record {
        key: key(source, "a"),
        target: Target { text: text.into(), method: Method::Machine, gloss: Vec::new() },
        state: State::Translated,
        asked: 1,
        answered_by: String::new(),
        instead: None,
        example: None,
        replaced: None,
    }
}

fn memory(folder: &Path, records: &[Record]) -> Sqlite {
    let memory = Sqlite::open(folder.join("memory.sqlite")).unwrap();
    block_on(memory.record(records)).unwrap();
    memory
}

fn two() -> [Record; 2] {
    [record("开渠三条", "three canals"), record("修桥两座", "two bridges")]
}

fn recalled(memory: &Sqlite, key: &Key) -> Option<Record> {
    block_on(memory.recall(std::slice::from_ref(key), Accept::Exact)).unwrap().remove(0)
}

#[test]
fn records_are_listed_newest_first_and_filtered() {
    let folder = tempfile::tempdir().unwrap();
    let memory = memory(folder.path(), &two());
    let count = |filter: Filter| memory.list(&filter).unwrap().len();
    let all = memory.list(&Filter::default()).unwrap();
    assert_eq!(all[0].record, two()[1]);
    assert_eq!(count(Filter { text: "渠".into(), ..Filter::default() }), 1);
    assert_eq!(count(Filter { text: "bridges".into(), ..Filter::default() }), 1);
    assert_eq!(count(Filter { provider: "b".into(), ..Filter::default() }), 0);
    assert_eq!(count(Filter { state: Some(State::Reviewed), ..Filter::default() }), 0);
    assert_eq!(count(Filter { limit: 1, ..Filter::default() }), 1);
    let id = all[0].id.to_string();
    assert_eq!(memory.show(&id[..8]).unwrap(), all[..1]);
    assert_eq!(memory.show("%").unwrap(), []);
}

#[test]
fn an_edit_answers_every_asker_and_outlives_a_machines_answer() {
    let folder = tempfile::tempdir().unwrap();
    let memory = memory(folder.path(), &two());
    let entry = memory.list(&Filter { text: "渠".into(), ..Filter::default() }).unwrap().remove(0);
    memory.edit(&entry, "three irrigation canals", State::Translated).unwrap();
    block_on(memory.record(&two())).unwrap();
    for provider in ["a", "b"] {
        let found = recalled(&memory, &key("开渠三条", provider)).unwrap();
        assert_eq!(found.target.text, "three irrigation canals");
        assert_eq!((found.state, found.target.method), (State::Reviewed, Method::Person));
    }
}

#[test]
fn a_record_is_deleted_alone() {
    let folder = tempfile::tempdir().unwrap();
    let memory = memory(folder.path(), &two());
    let id = two()[0].key.fingerprint();
    assert_eq!(memory.delete(id), Ok(true));
    assert_eq!(memory.delete(id), Ok(false));
    assert_eq!(recalled(&memory, &two()[0].key), None);
    assert!(recalled(&memory, &two()[1].key).is_some());
}

#[test]
fn what_is_pinned_or_a_persons_is_not_cleared_out() {
    let folder = tempfile::tempdir().unwrap();
    let mut records = two().to_vec();
    records.push(Record { state: State::Final, ..record("种树十棵", "ten trees") });
    let memory = memory(folder.path(), &records);
    memory.pin(records[0].key.fingerprint(), true).unwrap();
    assert_eq!(memory.clear_out(1), Ok(0));
    let file = rusqlite::Connection::open(memory.path()).unwrap();
    file.execute("UPDATE record SET made = 0", []).unwrap();
    assert_eq!(memory.clear_out(1), Ok(1));
    assert!(recalled(&memory, &records[0].key).is_some());
    assert_eq!(recalled(&memory, &records[1].key), None);
    assert!(recalled(&memory, &records[2].key).is_some());
    // Recording it again leaves the pin.
    block_on(memory.record(&records[..1])).unwrap();
    assert!(memory.show(&records[0].key.fingerprint().to_string()).unwrap()[0].is_pinned);
}

#[test]
fn a_clock_that_jumps_back_neither_loses_a_record_nor_lets_an_older_one_win() {
    let folder = tempfile::tempdir().unwrap();
    let older = record("开渠三条", "three canals");
    let memory = memory(folder.path(), std::slice::from_ref(&older));
    let file = rusqlite::Connection::open(memory.path()).unwrap();
    // Written when the clock stood a century ahead.
    file.execute("UPDATE record SET made = made + 100 * 365 * 86400", []).unwrap();
    let mut newer = record("开渠三条", "3 canals");
    newer.key.terms = Fingerprint::of(["渠"]);
    block_on(memory.record(std::slice::from_ref(&newer))).unwrap();
    let unknown = Key { terms: Fingerprint::of(["条"]), ..older.key.clone() };
    let found = block_on(memory.recall(&[unknown], Accept::Anyone)).unwrap();
    assert_eq!(found[0].as_ref().map(|found| found.target.text.as_str()), Some("3 canals"));
    assert_eq!(memory.clear_out(1), Ok(0));
    assert_eq!(recalled(&memory, &older.key), Some(older));
}

#[test]
fn the_part_of_the_key_that_missed_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let memory = memory(folder.path(), &two());
    let mut asked = key("开渠三条", "a");
    asked.terms = Fingerprint::of(["canal"]);
    asked.asker.model = "n".into();
    let why = memory.why(&asked).unwrap();
    assert_eq!(why.len(), 1);
    assert_eq!(why[0].1, [KeyPart::Model, KeyPart::Terms]);
    assert!(memory.why(&key("没问过", "a")).unwrap().is_empty());
}

#[test]
fn a_memory_survives_its_text_form() {
    let folder = tempfile::tempdir().unwrap();
    let first = memory(folder.path(), &two());
    assert!(first.pin(two()[0].key.fingerprint(), true).unwrap());
    rusqlite::Connection::open(first.path())
        .and_then(|file| file.execute("UPDATE record SET made = 1000000000", []))
        .unwrap();
    let mut text = Vec::new();
    assert_eq!(first.export(&Filter::default(), &mut text), Ok(2));
    let second = Sqlite::open(folder.path().join("second.sqlite")).unwrap();
    let imported = second.import(&mut text.as_slice()).unwrap();
    assert_eq!((imported.taken, imported.kept), (2, 0));
    let mut again = Vec::new();
    second.export(&Filter::default(), &mut again).unwrap();
    assert_eq!(again, text);
    let entries = second.list(&Filter::default()).unwrap();
    assert!(entries.iter().all(|entry| entry.made == 1_000_000_000));
    assert_eq!(entries.iter().filter(|entry| entry.is_pinned).count(), 1);
}

#[test]
fn an_import_leaves_out_what_is_no_record_and_keeps_a_persons_word() {
    let folder = tempfile::tempdir().unwrap();
    let person = Record { state: State::Reviewed, ..record("开渠三条", "by hand") };
    let memory = memory(folder.path(), std::slice::from_ref(&person));
    let mut text = serde_json::to_vec(&two()[0]).unwrap();
    text.extend(b"\n\nnot a record\n\xff\xfe\n{\"key\":{}}\n");
    text.extend("[".repeat(100_000).bytes());
    text.extend(b"\n");
    text.extend(serde_json::to_vec(&two()[1]).unwrap());
    let imported = memory.import(&mut text.as_slice()).unwrap();
    assert_eq!((imported.taken, imported.kept), (1, 1));
    let wrong: Vec<usize> = imported.wrong.iter().map(|(line, _)| *line).collect();
    assert_eq!(wrong, [3, 4, 5, 6]);
    assert_eq!(recalled(&memory, &person.key), Some(person));
}

#[test]
fn damaged_records_are_counted_and_the_others_rescued() {
    let folder = tempfile::tempdir().unwrap();
    let memory = memory(folder.path(), &two());
    assert!(memory.verify().unwrap().is_sound());
    let file = rusqlite::Connection::open(memory.path()).unwrap();
    file.execute("UPDATE record SET target = 'three cannons' WHERE target LIKE 'three%'", [])
        .unwrap();
    let soundness = memory.verify().unwrap();
    assert_eq!((soundness.sound, soundness.damaged), (1, 1));
    let saved = folder.path().join("saved.sqlite");
    assert_eq!(memory.rescue(&saved), Ok(1));
    assert!(Sqlite::open(&saved).unwrap().verify().unwrap().is_sound());
    assert!(memory.rescue(&saved).is_err(), "nothing is written over");
}

#[test]
fn similar_texts_are_found_the_likest_first() {
    let folder = tempfile::tempdir().unwrap();
    let records = [
        record("白河县今年开渠三条,农民都说好。", "one"),
        record("松原区今年开渠9条,农民都说好。", "two"),
        record("青岚市种树十万棵,空气更加清新。", "three"),
    ];
    let memory = memory(folder.path(), &records);
    let found = memory.similar(&key("白河县今年开渠五条,农民都说好。", "b"), 60, 5).unwrap();
    let texts: Vec<_> = found.iter().map(|found| found.entry.record.target.text.as_str()).collect();
    assert_eq!(texts, ["one", "two"]);
    assert_eq!(found[0].score, 100);
}

#[test]
fn a_rescue_saves_pins_times_and_the_account_of_the_money() {
    let folder = tempfile::tempdir().unwrap();
    let memory = memory(folder.path(), &two());
    memory.pin(two()[0].key.fingerprint(), true).unwrap();
    let usage = Usage { requests: 3, ..Usage::default() };
    block_on(memory.spent(&key("", "a").asker, usage, Some(9))).unwrap();
    let file = rusqlite::Connection::open(memory.path()).unwrap();
    file.execute("UPDATE record SET made = 7", []).unwrap();
    let to = folder.path().join("saved.sqlite");
    assert_eq!(memory.rescue(&to), Ok(2));
    let saved = Sqlite::open(&to).unwrap();
    assert_eq!(saved.list(&Filter::default()), memory.list(&Filter::default()));
    assert_eq!(saved.spending(""), memory.spending(""));
    assert!(memory.rescue(&to).is_err());
}

#[test]
fn spending_is_added_up_by_day_model_and_job() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("memory.sqlite");
    let memory = Sqlite::open(&path).unwrap().for_job("page-1");
    let usage = Usage { requests: 1, input_tokens: 10, output_tokens: 5, characters: 0 };
    for cost in [Some(7), None, Some(5)] {
        block_on(memory.spent(&key("", "a").asker, usage, cost)).unwrap();
    }
    let spending = memory.spending("").unwrap();
    assert_eq!(spending.len(), 1);
    assert_eq!((spending[0].job.as_str(), spending[0].input_tokens), ("page-1", 30));
    assert_eq!((spending[0].cost, spending[0].unpriced), (12, 1));
    assert_eq!(spending[0].day.len(), 10);
    assert!(memory.spending("9999-01-01").unwrap().is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_record_comes_back_as_it_was(
        source in "\\PC{0,40}",
        text in any::<String>(),
        names in prop::array::uniform5("\\PC{0,12}"),
        asked in any::<u32>(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let [provider, model, prompt, answered_by, from] = names;
        let mut kept = record(&source, &text);
        kept.key.asker = Asker { provider, model, prompt };
        kept.key.languages.from = from;
        kept.answered_by = answered_by;
        kept.asked = asked;
        let memory = memory(folder.path(), std::slice::from_ref(&kept));
        prop_assert_eq!(recalled(&memory, &kept.key), Some(kept));
    }

    #[test]
    fn any_text_is_imported_without_harm(text in prop::collection::vec(any::<u8>(), 0..200)) {
        let folder = tempfile::tempdir().unwrap();
        let memory = Sqlite::open(folder.path().join("memory.sqlite")).unwrap();
        prop_assert_eq!(memory.import(&mut text.as_slice()).unwrap().taken, 0);
    }
}
