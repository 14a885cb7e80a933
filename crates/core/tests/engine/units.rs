//! What comes out: one unit for each segment, in order, and a second run that asks nothing.

use recto_core::engine::Policy;
use recto_core::port::Keeping;
use recto_core::unit::Method;

use crate::fakes::{Fake, Notebook, page, say};
use crate::{FOUR, assert_all_good, run, simple};

#[test]
fn every_segment_has_a_unit_in_order() {
    let (fake, memory) = (Fake::good("a"), Notebook::default());
    let outcome = simple(&fake, &memory, &page(&FOUR));
    assert_all_good(&outcome);
    assert_eq!(outcome.tally.answered, 4);
    assert_eq!(fake.count_batches(), 1);
    assert_eq!(memory.recorded.lock().unwrap().len(), 4);
    assert!(memory.claimed.lock().unwrap().is_empty());
    assert_eq!(memory.spent.lock().unwrap().requests, 1);
}

#[test]
fn a_second_run_asks_nothing_and_gives_the_same_units() {
    let (fake, memory) = (Fake::good("a"), Notebook::default());
    let first = simple(&fake, &memory, &page(&FOUR));
    let second = simple(&fake, &memory, &page(&FOUR));
    assert_eq!(first.units, second.units);
    assert_eq!(fake.count_batches(), 1);
    assert_eq!(second.tally.remembered, 4);
}

#[test]
fn a_text_without_chinese_is_copied_and_never_sent() {
    let (fake, memory) = (Fake::good("a"), Notebook::default());
    let outcome = simple(&fake, &memory, &page(&["2021-04-12 A4", "白河县开渠。"]));
    assert_eq!(outcome.units[0].target.as_ref().unwrap().method, Method::Copy);
    assert_eq!(fake.texts(), ["白河县开渠。"]);
    assert_eq!(outcome.tally.copied, 1);
}

#[test]
fn a_translator_that_costs_nothing_is_not_recorded_and_prefers_what_is_remembered() {
    let memory = Notebook::default();
    simple(&Fake::good("paid"), &memory, &page(&FOUR[..2]));
    let count = memory.recorded.lock().unwrap().len();
    let mut offline = Fake::new("offline", |_, batch| {
        Ok(batch.items.iter().map(|item| say(item, "a reading aid")).collect())
    });
    offline.limits.keeping = Keeping::Remade;
    let outcome = simple(&offline, &memory, &page(&FOUR));
    assert_eq!(offline.texts(), FOUR[2..]);
    assert_eq!(outcome.units[0].asker.as_ref().unwrap().provider, "paid");
    assert_eq!(memory.recorded.lock().unwrap().len(), count);
    *memory.is_full.lock().unwrap() = true;
    assert_eq!(simple(&offline, &memory, &page(&FOUR)).units, outcome.units);
}

#[test]
fn a_frozen_run_asks_nobody() {
    let (fake, memory) = (Fake::good("a"), Notebook::default());
    simple(&fake, &memory, &page(&FOUR[..3]));
    let frozen = Policy { is_frozen: true, ..Policy::default() };
    let outcome = run(&[&fake], &memory, frozen, &page(&FOUR));
    assert_eq!(fake.count_batches(), 1);
    assert_eq!((outcome.tally.remembered, outcome.tally.open), (3, 1));
}
