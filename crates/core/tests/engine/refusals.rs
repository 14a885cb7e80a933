//! What a translator declines, and who is asked instead.

use recto_core::engine::{Policy, Stop};
use recto_core::memory::Accept;
use recto_core::port::{Batch, Refusal};

use crate::fakes::{Fake, Notebook, good, page};
use crate::{FOUR, assert_all_good, numbered, run, simple};

#[test]
fn a_batch_that_is_too_large_is_halved() {
    let fake = Fake::new("a", |_, batch| match batch.items.len() {
        1 => Ok(batch.items.iter().map(good).collect()),
        _ => Err(Refusal::TooLarge("too large".into())),
    });
    let outcome = simple(&fake, &Notebook::default(), &page(&FOUR));
    assert_all_good(&outcome);
    assert_eq!(fake.count_batches(), 7);
}

#[test]
fn one_text_that_is_declined_does_not_take_the_others_with_it() {
    let declines =
        |_: usize, batch: &Batch| match batch.items.iter().any(|item| item.text.contains("桥")) {
            true => Err(Refusal::Content("declined".into())),
            false => Ok(batch.items.iter().map(good).collect()),
        };
    let alone = Fake::new("a", declines);
    let outcome = simple(&alone, &Notebook::default(), &page(&FOUR));
    assert_eq!(outcome.tally.answered, 3);
    assert_eq!(outcome.tally.open, 1);
    assert!(outcome.units[1].is_open());
    assert_eq!(outcome.stopped, None);

    let (first, second, memory) = (Fake::new("a", declines), Fake::good("b"), Notebook::default());
    let outcome = run(&[&first, &second], &memory, Policy::default(), &page(&FOUR));
    assert_all_good(&outcome);
    assert_eq!(second.texts(), [FOUR[1]]);
    assert_eq!(outcome.units[1].asker.as_ref().unwrap().provider, "b");
    assert_eq!(outcome.units[0].asker.as_ref().unwrap().provider, "a");
    // The second run knows who answered in whose place.
    let again = run(&[&first, &second], &memory, Policy::default(), &page(&FOUR));
    assert_eq!(again.units, outcome.units);
    assert_eq!(second.count_batches(), 1);
    // Without the second translator its answer does not count.
    let alone = run(&[&first], &memory, Policy::default(), &page(&FOUR));
    assert!(alone.units[1].is_open());
}

#[test]
fn another_translators_remembered_answer_does_not_stand_in_for_the_first() {
    let memory = Notebook::default();
    let (first, second) = (Fake::good("a"), Fake::good("b"));
    simple(&second, &memory, &page(&FOUR));
    run(&[&first, &second], &memory, Policy::default(), &page(&FOUR));
    assert_eq!(first.texts().len(), 4);
    let anyones = Policy { accept: Accept::Anyone, ..Policy::default() };
    let third = Fake::good("c");
    run(&[&third], &memory, anyones, &page(&FOUR));
    assert_eq!(third.count_batches(), 0);
}

#[test]
fn a_translator_with_a_wrong_key_is_out_for_the_run() {
    let document = numbered(40);
    for refusal in [
        Refusal::Key("no key".into()),
        Refusal::Quota("nothing left".into()),
        Refusal::Settings("no such model".into()),
    ] {
        let why = refusal.clone();
        let first = Fake::new("a", move |_, _| Err(why.clone()));
        let outcome = simple(&first, &Notebook::default(), &document);
        assert_eq!(outcome.stopped, Some(Stop::NobodyLeft(refusal.clone())));
        assert_eq!(outcome.tally.open, 40);
        assert!(first.count_batches() <= first.limits.parallel);

        let second = Fake::good("b");
        let outcome = run(&[&first, &second], &Notebook::default(), Policy::default(), &document);
        assert_all_good(&outcome);
        assert_eq!(outcome.notes[0].refusal, refusal);
    }
}

#[test]
fn a_server_that_is_down_is_left_alone_after_a_while() {
    let document = numbered(200);
    let fake = Fake::new("a", |_, _| Err(Refusal::Unreachable("no route".into())));
    let outcome = simple(&fake, &Notebook::default(), &document);
    assert!(matches!(outcome.stopped, Some(Stop::NobodyLeft(Refusal::Unreachable(_)))));
    assert!(fake.count_batches() < 10 + fake.limits.parallel);
    assert_eq!(outcome.units.len(), 200);
}

#[test]
fn a_useless_translator_is_left_alone_after_a_while() {
    let document = numbered(200);
    let fake = Fake::new("a", |_, _| Ok(Vec::new()));
    let outcome = simple(&fake, &Notebook::default(), &document);
    assert!(matches!(outcome.stopped, Some(Stop::NobodyLeft(Refusal::Unusable(_)))));
    assert!(fake.count_batches() < 10 + fake.limits.parallel);
}
