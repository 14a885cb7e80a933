//! Answers that are missing, misplaced, void or poor.

use recto_core::memory::Record;
use recto_core::port::Limits;
use recto_core::unit::State;

use crate::fakes::{Fake, Notebook, good, page, say};
use crate::{FOUR, assert_all_good, numbered, simple, targets};

#[test]
fn missing_items_are_asked_for_again_and_the_good_ones_kept() {
    let fake = Fake::new("a", |number, batch| {
        Ok(batch.items.iter().filter(|item| number > 1 || item.id % 2 == 1).map(good).collect())
    });
    let memory = Notebook::default();
    let outcome = simple(&fake, &memory, &page(&FOUR));
    assert_all_good(&outcome);
    assert_eq!(fake.texts(), [FOUR[0], FOUR[1], FOUR[2], FOUR[3], FOUR[1], FOUR[3]]);
    let asked = fake.asked.lock().unwrap();
    assert!(asked[1].items.iter().all(|item| item.again.is_some()));
}

#[test]
fn what_is_asked_for_again_goes_ahead_of_what_is_new() {
    let mut fake = Fake::new("a", |number, batch| {
        Ok(batch.items.iter().filter(|_| number > 1).map(good).collect())
    });
    fake.limits = Limits { items: 1, parallel: 1, ..fake.limits };
    assert_all_good(&simple(&fake, &Notebook::default(), &numbered(6)));
    // The second and the third were making ready already.
    let order = [0, 1, 2, 0, 3, 4, 5].map(|number| format!("第{number}段话。"));
    assert_eq!(fake.texts(), order);
}

#[test]
fn answers_under_wrong_ids_go_to_nobody() {
    let fake = Fake::new("a", |number, batch| {
        let mut answers: Vec<_> = batch.items.iter().map(good).collect();
        if number == 1 {
            answers.iter_mut().for_each(|answer| answer.id += 100);
        }
        Ok(answers)
    });
    let outcome = simple(&fake, &Notebook::default(), &page(&FOUR));
    assert_all_good(&outcome);
    // None was usable: the batch is asked for again in halves.
    let sizes: Vec<usize> =
        fake.asked.lock().unwrap().iter().map(|batch| batch.items.len()).collect();
    assert_eq!(sizes, [4, 2, 2]);
}

#[test]
fn what_is_no_translation_is_never_recorded() {
    for bad in ["", "白河县今年开渠三条。", "I'm sorry, but I can't translate this content."]
    {
        let fake =
            Fake::new("a", move |_, batch| Ok(batch.items.iter().map(|i| say(i, bad)).collect()));
        let memory = Notebook::default();
        let outcome = simple(&fake, &memory, &page(&["白河县今年开渠三条。"]));
        assert_eq!(targets(&outcome), [None]);
        assert_eq!(outcome.units[0].state, State::Initial);
        assert!(memory.recorded.lock().unwrap().is_empty());
        assert!(memory.claimed.lock().unwrap().is_empty(), "{bad}");
        assert_eq!(fake.count_batches(), 2);
        assert_eq!(outcome.tally.open, 1);
    }
}

#[test]
fn a_poor_answer_is_asked_for_once_more_and_the_better_one_kept() {
    let fake = Fake::new("a", |_, batch| {
        let answer = |item: &_| match batch.items[0].again {
            None => say(item, "Baihe county dug three 新渠 this year."),
            Some(_) => say(item, "Baihe county dug three canals this year."),
        };
        Ok(batch.items.iter().map(answer).collect())
    });
    let memory = Notebook::default();
    let document = page(&["白河县今年开渠三条。"]);
    let outcome = simple(&fake, &memory, &document);
    assert_eq!(targets(&outcome), [Some("Baihe county dug three canals this year.")]);
    let recorded = memory.recorded.lock().unwrap().clone();
    assert_eq!(recorded.iter().map(|record| record.asked).collect::<Vec<_>>(), [1, 2]);
    let asked = fake.asked.lock().unwrap()[1].items[0].again.clone().unwrap();
    assert!(asked.findings[0].starts_with("RESIDUE"));
    assert_eq!(asked.answer, "Baihe county dug three 新渠 this year.");
}

#[test]
fn a_poor_answer_is_not_paid_for_without_end() {
    let fake = Fake::new("a", |_, batch| {
        Ok(batch.items.iter().map(|item| say(item, "Baihe dug three 新渠 this year.")).collect())
    });
    let memory = Notebook::default();
    let document = page(&["白河县今年开渠三条。"]);
    let first = simple(&fake, &memory, &document);
    assert_eq!(fake.count_batches(), 2);
    let second = simple(&fake, &memory, &document);
    assert_eq!(fake.count_batches(), 2);
    assert_eq!(first.units, second.units);
    assert!(!first.units[0].findings.is_empty());
}

#[test]
fn a_poor_answer_from_an_interrupted_run_is_asked_for_once_more() {
    let memory = Notebook::default();
    let document = page(&["白河县今年开渠三条。"]);
    simple(&Fake::good("a"), &memory, &document);
    let mut record = memory.recorded.lock().unwrap()[0].clone();
    record.target.text = "Baihe dug three 新渠 this year.".into();
    memory.put(&record);
    let fake = Fake::good("a");
    assert_all_good(&simple(&fake, &memory, &document));
    assert_eq!(fake.count_batches(), 1);
}

/// Answers everything, with Chinese left in it.
fn poor() -> Fake {
    Fake::new("a", |_, batch| {
        Ok(batch.items.iter().map(|item| say(item, "A paragraph of 新渠.")).collect())
    })
}

#[test]
fn asking_again_in_vain_is_not_done_for_every_segment() {
    let document = numbered(200);
    let (fake, memory) = (poor(), Notebook::default());
    let outcome = simple(&fake, &memory, &document);
    assert_eq!(outcome.tally.answered, 200);
    assert!(outcome.tally.again <= 12, "{}", outcome.tally.again);
    let count = fake.count_batches();
    let second = simple(&fake, &memory, &document);
    assert_eq!(fake.count_batches(), count, "what stands is not asked for in the next run");
    assert_eq!(second.units, outcome.units);
}

#[test]
fn a_run_that_is_taken_up_again_does_not_try_once_more_what_was_in_vain() {
    let document = numbered(200);
    let (fake, memory) = (poor(), Notebook::default());
    simple(&fake, &memory, &document);
    // As if it had been killed: some answers are not there, others stand as they came.
    let recorded = memory.recorded.lock().unwrap().clone();
    let settled = recorded.into_iter().filter(|record| record.asked == 2);
    for (number, record) in settled.enumerate().skip(20) {
        match number % 2 {
            0 => memory.forget(&record.key),
            _ => memory.put(&Record { asked: 1, ..record }),
        }
    }
    let outcome = simple(&fake, &memory, &document);
    assert_eq!((outcome.tally.open, outcome.tally.again), (0, 0));
}

#[test]
fn while_another_process_finds_out_whether_asking_again_helps_poor_answers_stand() {
    let (fake, memory) = (poor(), Notebook::default());
    let first = simple(&fake, &memory, &page(&FOUR));
    let trial = memory.claimed.lock().unwrap().drain().next().unwrap();
    assert_eq!((trial.source.as_str(), first.tally.again), ("", 4));

    let (fake, memory) = (poor(), Notebook::default());
    memory.theirs.lock().unwrap().insert(trial);
    let outcome = simple(&fake, &memory, &page(&FOUR));
    assert_eq!((outcome.tally.answered, outcome.tally.again), (4, 0));
    let recorded = memory.recorded.lock().unwrap().clone();
    assert!(recorded.iter().all(|record| record.asked == 1), "a later run may ask again");
    // The other process has gone: now it is tried here.
    memory.theirs.lock().unwrap().clear();
    assert_eq!(simple(&fake, &memory, &page(&FOUR)).tally.again, 4);
}

#[test]
fn one_answer_for_everything_is_none_however_it_is_asked_for() {
    let same = "The county will go on building canals and bridges for its villages.";
    let fake =
        Fake::new("a", move |_, batch| Ok(batch.items.iter().map(|i| say(i, same)).collect()));
    let memory = Notebook::default();
    let outcome = simple(&fake, &memory, &page(&FOUR));
    assert_eq!((outcome.tally.answered, outcome.tally.open), (0, 4));
    assert!(memory.recorded.lock().unwrap().is_empty());
}
