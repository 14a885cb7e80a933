//! Batches that are sent away and answered much later.

use futures_executor::block_on;
use recto_core::engine::{Engine, Parcel, Policy, Stop};
use recto_core::glossary::Glossary;
use recto_core::port::{Answered, Answers, Translator};
use recto_core::unit::Method;

use crate::fakes::{Fake, Notebook, english, page};
use crate::{FOUR, run, simple};

#[test]
fn what_is_sent_away_comes_back_as_if_it_had_been_asked_for() {
    let glossary = Glossary::empty();
    let (direct, away) = (Notebook::default(), Notebook::default());
    let fake = Fake::good("a");
    let expected = simple(&fake, &direct, &page(&FOUR));
    let engine = Engine::new(vec![&fake], &away, &glossary, Policy::default());
    let (parcels, stop) = block_on(engine.parcels(&page(&FOUR))).unwrap();
    assert_eq!((parcels.len(), stop), (1, None));
    assert_eq!(parcels[0].batch, fake.asked.lock().unwrap()[0]);
    // The second time everything is in the first parcels.
    assert!(block_on(engine.parcels(&page(&FOUR))).unwrap().0.is_empty());
    for parcel in &parcels {
        let kept: Parcel = serde_json::from_str(&serde_json::to_string(parcel).unwrap()).unwrap();
        let answers = block_on(fake.translate(&kept.batch)).unwrap();
        let unpacked = block_on(engine.unpack(&kept, answers)).unwrap();
        assert_eq!((unpacked.recorded, unpacked.open), (4, 0));
    }
    let asked = fake.count_batches();
    let outcome = simple(&fake, &away, &page(&FOUR));
    assert_eq!(outcome.units, expected.units);
    assert_eq!(fake.count_batches(), asked);
}

#[test]
fn what_is_away_is_not_asked_for_and_stays_open() {
    let (fake, memory, glossary) = (Fake::good("a"), Notebook::default(), Glossary::empty());
    let engine = Engine::new(vec![&fake], &memory, &glossary, Policy::default());
    let (parcels, _) = block_on(engine.parcels(&page(&FOUR[..2]))).unwrap();
    let away = parcels.iter().flat_map(Parcel::fingerprints).collect();
    let policy = Policy { away, ..Policy::default() };
    let outcome = run(&[&fake], &memory, policy, &page(&FOUR));
    assert_eq!((outcome.tally.open, outcome.tally.answered), (2, 2));
    assert_eq!(fake.texts(), FOUR[2..]);
}

#[test]
fn a_useless_answer_to_a_parcel_is_not_recorded_and_the_budget_ends_the_parcels() {
    let (fake, memory, glossary) = (Fake::good("a"), Notebook::default(), Glossary::empty());
    let policy = Policy { max_segments: Some(3), ..Policy::default() };
    let engine = Engine::new(vec![&fake], &memory, &glossary, policy);
    let (parcels, stop) = block_on(engine.parcels(&page(&FOUR))).unwrap();
    assert_eq!((parcels[0].keys.len(), stop), (3, None));
    let (none, stop) = block_on(engine.parcels(&page(&["另有一段。"]))).unwrap();
    assert_eq!((none.len(), stop), (0, Some(Stop::Segments)));
    let one = |text: &str| Answered {
        id: 1,
        text: text.into(),
        method: Method::Machine,
        gloss: Vec::new(),
    };
    let answers = |text| Answers { items: vec![one(text)], ..Answers::default() };
    let unpacked = block_on(engine.unpack(&parcels[0], answers(FOUR[0]))).unwrap();
    assert_eq!((unpacked.recorded, unpacked.open), (0, 3));
    let good = english(FOUR[0]);
    assert_eq!(block_on(engine.unpack(&parcels[0], answers(&good))).unwrap().recorded, 1);
    assert_eq!(block_on(engine.unpack(&parcels[0], answers(&good))).unwrap().known, 1);
}
