//! How far a run may go: requests, segments, money, and whoever says stop.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};

use futures_executor::block_on;
use recto_core::engine::{Engine, Event, Policy, Price, Stop};
use recto_core::glossary::Glossary;

use crate::fakes::{Fake, Notebook, page};
use crate::{FOUR, assert_all_good, numbered, run, simple};

#[test]
fn after_a_break_nothing_new_is_asked_for_and_answers_under_way_are_kept() {
    let document = numbered(200);
    let (fake, memory, glossary) = (Fake::good("a"), Notebook::default(), Glossary::empty());
    let engine = Engine::new(vec![&fake], &memory, &glossary, Policy::default());
    let is_over = AtomicBool::new(false);
    let watch = |event| {
        if matches!(event, Event::Done { .. }) {
            is_over.store(true, Ordering::Relaxed);
        }
        match is_over.load(Ordering::Relaxed) {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    };
    let outcome = block_on(engine.translate(&document, &watch));
    assert_eq!(outcome.stopped, Some(Stop::Watch));
    assert!(outcome.tally.open > 150);
    assert_eq!(outcome.tally.answered, fake.texts().len());
    assert_eq!(memory.recorded.lock().unwrap().len(), fake.texts().len());
    assert!(memory.claimed.lock().unwrap().is_empty());
    // Going on asks for the rest and for nothing twice.
    let rest = simple(&fake, &memory, &document);
    assert_all_good(&rest);
    assert_eq!(fake.texts().len(), 200);
}

#[test]
fn the_budget_is_checked_before_each_request() {
    let document = numbered(40);
    let (fake, memory) = (Fake::good("a"), Notebook::default());
    let policy = Policy { max_requests: Some(3), ..Policy::default() };
    let outcome = run(&[&fake], &memory, policy, &document);
    assert_eq!(fake.count_batches(), 3);
    assert_eq!(outcome.stopped, Some(Stop::Requests));
    let policy = Policy { max_segments: Some(5), ..Policy::default() };
    let fake = Fake::good("b");
    let outcome = run(&[&fake], &memory, policy, &document);
    assert_eq!(fake.texts().len(), 5);
    assert_eq!(outcome.stopped, Some(Stop::Segments));
    assert_eq!(outcome.tally.answered, 5);
    let policy = Policy { max_requests: Some(0), ..Policy::default() };
    let fake = Fake::good("c");
    run(&[&fake], &memory, policy, &document);
    assert_eq!(fake.count_batches(), 0);
    assert!(memory.claimed.lock().unwrap().is_empty());
}

#[test]
fn no_more_is_spent_than_the_user_allows() {
    let document = numbered(40);
    let price = Some(Price { input: 1_000_000, output: 1_000_000, characters: 0 });
    let (fake, memory) = (Fake::good("a"), Notebook::default());
    let policy = Policy { max_cost: Some(2000), prices: vec![price], ..Policy::default() };
    let outcome = run(&[&fake], &memory, policy.clone(), &document);
    assert_eq!(outcome.stopped, Some(Stop::Cost));
    // Each batch uses 10 tokens; what is set aside before that is known keeps the others back.
    assert_eq!(outcome.tally.cost, 10 * fake.count_batches() as u64);
    assert!((1..10).contains(&fake.count_batches()));
    let unknown = Policy { prices: Vec::new(), ..policy };
    let fake = Fake::good("b");
    let outcome = run(&[&fake], &memory, unknown, &document);
    assert_eq!((fake.count_batches(), outcome.stopped), (0, Some(Stop::Cost)));
    let outcome = run(&[&fake], &memory, Policy::default(), &document);
    assert_eq!((outcome.tally.cost, outcome.tally.unpriced), (0, 10));
}

#[test]
fn a_plan_counts_what_would_be_asked_for_and_asks_nobody() {
    let (fake, memory, glossary) = (Fake::good("a"), Notebook::default(), Glossary::empty());
    simple(&fake, &memory, &page(&FOUR[..2]));
    let engine = Engine::new(vec![&fake], &memory, &glossary, Policy::default());
    let document = page(&[FOUR[0], FOUR[2], FOUR[2], FOUR[3], "A4"]);
    let plan = block_on(engine.plan(&document)).unwrap();
    assert_eq!((plan.segments, plan.copied, plan.remembered), (5, 1, 1));
    assert_eq!((plan.wanted, plan.requests), (2, 1));
    assert_eq!(plan.characters, (FOUR[2].to_owned() + FOUR[3]).chars().count());
    assert!(plan.input_tokens > plan.characters);
    // On a second page the same texts cost nothing more.
    let again = block_on(engine.plan(&document)).unwrap();
    assert_eq!((again.segments, again.wanted, again.requests), (5, 0, 0));
    assert_eq!(fake.count_batches(), 1);
}
