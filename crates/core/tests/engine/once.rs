//! Once and only once: on a page, between pages under way, between processes.

use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::atomic::Ordering;

use futures_executor::block_on;
use futures_util::future::join_all;
use recto_core::document::Document;
use recto_core::engine::{Engine, Event, Policy, Stop};
use recto_core::glossary::Glossary;
use recto_core::memory::Record;
use recto_core::port::Limits;

use crate::fakes::{Fake, Notebook, page};
use crate::{FOUR, assert_all_good, simple};

#[test]
fn equal_segments_of_a_page_are_asked_for_once() {
    let (fake, memory) = (Fake::good("a"), Notebook::default());
    let outcome = simple(&fake, &memory, &page(&["开渠。", "修桥。", "开渠。", "开渠。"]));
    assert_all_good(&outcome);
    assert_eq!(fake.texts(), ["开渠。", "修桥。"]);
    assert_eq!(outcome.tally.answered, 4);
}

#[test]
fn equal_segments_of_pages_under_way_are_asked_for_once() {
    let (fake, memory) = (Fake::good("a"), Notebook::default());
    let glossary = Glossary::empty();
    let engine = Engine::new(vec![&fake], &memory, &glossary, Policy::default());
    let pages: Vec<Document> = (0..8).map(|_| page(&FOUR)).collect();
    let watch = |_| ControlFlow::Continue(());
    let outcomes = block_on(join_all(pages.iter().map(|page| engine.translate(page, &watch))));
    for outcome in &outcomes {
        assert_all_good(outcome);
    }
    assert_eq!(fake.texts().len(), 4);
    let remembered: usize = outcomes.iter().map(|outcome| outcome.tally.remembered).sum();
    assert_eq!(remembered, 28);
}

#[test]
fn an_answer_is_recorded_before_it_is_told_of() {
    let (fake, memory) = (Fake::good("a"), Notebook::default());
    let glossary = Glossary::empty();
    let engine = Engine::new(vec![&fake], &memory, &glossary, Policy::default());
    let seen = Mutex::new(0);
    let watch = |event| {
        if let Event::Done { segments } = event {
            *seen.lock().unwrap() += segments;
            assert!(memory.recorded.lock().unwrap().len() >= *seen.lock().unwrap());
        }
        ControlFlow::Continue(())
    };
    block_on(engine.translate(&page(&FOUR), &watch));
    assert_eq!(*seen.lock().unwrap(), 4);
}

#[test]
fn what_another_process_asks_for_is_awaited_and_not_asked_for() {
    let document = page(&FOUR);
    let other = Notebook::default();
    simple(&Fake::good("a"), &other, &document);
    let records: Vec<Record> = other.recorded.lock().unwrap().clone();
    let memory = Notebook::default();
    memory.theirs.lock().unwrap().extend(records[..3].iter().map(|record| record.key.clone()));
    *memory.coming.lock().unwrap() = records[..2].to_vec();
    let fake = Fake::good("a");
    let outcome = simple(&fake, &memory, &document);
    assert_all_good(&outcome);
    // The other process answered two, gave up the third, and never had the fourth.
    assert_eq!(fake.texts(), [FOUR[3], FOUR[2]]);
    assert_eq!((outcome.tally.remembered, outcome.tally.answered), (2, 2));
}

#[test]
fn nothing_is_asked_for_that_could_not_be_kept() {
    let (fake, memory) = (Fake::good("a"), Notebook::default());
    *memory.is_full.lock().unwrap() = true;
    let outcome = simple(&fake, &memory, &page(&FOUR));
    assert_eq!(fake.count_batches(), 0);
    assert!(matches!(outcome.stopped, Some(Stop::Memory(_))));
    assert_eq!(outcome.tally.open, 4);
}

#[test]
fn the_next_request_waits_for_no_disk_and_what_is_used_is_on_it() {
    let (mut fake, memory) = (Fake::good("a"), Notebook::default());
    fake.limits = Limits { items: 1, parallel: 1, ..fake.limits };
    memory.disk.store(40, Ordering::Relaxed);
    assert_all_good(&simple(&fake, &memory, &page(&FOUR)));
    let synced = memory.synced.lock().unwrap().clone();
    // Others were asked for and recorded before the first was on the disk.
    assert!(synced.len() == 4 && synced[0] > 1 && synced[3] == 4, "{synced:?}");
    let broken = Notebook::default();
    *broken.is_broken.lock().unwrap() = true;
    let outcome = simple(&fake, &broken, &page(&FOUR));
    assert!(matches!(outcome.stopped, Some(Stop::Memory(_))));
}
