//! The engine, driven by a translator and a memory that misbehave on demand.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod fakes;

use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use fakes::{Fake, Notebook, article, english, good, page, say};
use futures_executor::block_on;
use futures_util::future::join_all;
use recto_core::check::{Switches, Waiver};
use recto_core::document::{Document, Kind};
use recto_core::engine::{Engine, Event, Outcome, Parcel, Policy, Price, Stop};
use recto_core::fingerprint::Fingerprint;
use recto_core::glossary::{Glossary, Term};
use recto_core::memory::{Accept, Record};
use recto_core::port::{Answered, Answers, Batch, Item, Keeping, Refusal, Translator};
use recto_core::unit::{Method, State};

const FOUR: [&str; 4] =
    ["白河县今年开渠三条。", "松原区修桥两座。", "青岚市种树十万棵。", "村民都说好。"];

fn run(translators: &[&Fake], memory: &Notebook, policy: Policy, document: &Document) -> Outcome {
    let glossary = Glossary::empty();
    let translators = translators.iter().map(|fake| *fake as &dyn Translator).collect();
    let engine = Engine::new(translators, memory, &glossary, policy);
    block_on(engine.translate(document, &|_| ControlFlow::Continue(())))
}

fn simple(fake: &Fake, memory: &Notebook, document: &Document) -> Outcome {
    run(&[fake], memory, Policy::default(), document)
}

fn targets(outcome: &Outcome) -> Vec<Option<&str>> {
    let units = outcome.units.iter();
    units.map(|unit| unit.target.as_ref().map(|target| target.text.as_str())).collect()
}

#[track_caller]
fn assert_all_good(outcome: &Outcome) {
    for unit in &outcome.units {
        let target = unit.target.as_ref().map(|target| target.text.clone());
        assert_eq!(target, Some(english(&unit.segment.text)), "{}", unit.segment.text);
    }
    assert_eq!(outcome.stopped, None);
}

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
fn no_more_batches_are_under_way_than_the_translator_takes() {
    let (fake, memory) = (Fake::good("a"), Notebook::default());
    let glossary = Glossary::empty();
    let engine = Engine::new(vec![&fake], &memory, &glossary, Policy::default());
    let texts: Vec<Vec<String>> = (0..20)
        .map(|page| (0..6).map(|number| format!("第{page}页第{number}段。")).collect())
        .collect();
    let pages: Vec<Document> = texts
        .iter()
        .map(|texts| page(&texts.iter().map(String::as_str).collect::<Vec<_>>()))
        .collect();
    let watch = |_| ControlFlow::Continue(());
    let outcomes = block_on(join_all(pages.iter().map(|page| engine.translate(page, &watch))));
    outcomes.iter().for_each(assert_all_good);
    assert_eq!(fake.crowd.load(Ordering::Relaxed), 3);
    // Six segments are two batches of three, not one of four and one of two.
    let sizes: Vec<usize> =
        fake.asked.lock().unwrap().iter().map(|batch| batch.items.len()).collect();
    assert_eq!(sizes, [3; 40]);
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
fn a_finding_that_is_accepted_or_whose_rule_is_off_is_no_reason_to_ask_again() {
    let text = "白河县今年开渠三条。";
    let accepted = Waiver {
        rule: "RESIDUE".to_owned(),
        source: Fingerprint::of([text]),
        reason: "the sign is shown as it is".to_owned(),
    };
    for switches in [
        Switches::new(vec!["RESIDUE".to_owned()], Vec::new()).unwrap(),
        Switches::new(Vec::new(), vec![accepted]).unwrap(),
    ] {
        let fake = Fake::new("a", |_, batch| {
            let answer = "Baihe county dug three 新渠 this year.";
            Ok(batch.items.iter().map(|item| say(item, answer)).collect())
        });
        let policy = Policy { checks: switches, ..Policy::default() };
        let outcome = run(&[&fake], &Notebook::default(), policy, &page(&[text]));
        assert_eq!(fake.count_batches(), 1);
        assert!(outcome.units[0].findings.is_empty());
    }
}

#[test]
fn what_differs_across_a_page_is_told_at_the_later_place() {
    let fake = Fake::new("a", |_, batch| {
        let answer = |item: &Item| match item.text.contains("说") {
            true => say(item, "The canal is ready, villager Lyu Qinghe said."),
            false => say(item, "Villager Lu Qinghe was happy with the canal."),
        };
        Ok(batch.items.iter().map(answer).collect())
    });
    let document = page(&["村民吕青禾说水渠修好了。", "村民吕青禾对水渠很满意。"]);
    let outcome = simple(&fake, &Notebook::default(), &document);
    let rules = |unit: usize| -> Vec<&str> {
        outcome.units[unit].findings.iter().map(|finding| finding.rule.as_str()).collect()
    };
    assert_eq!((rules(0), rules(1)), (vec![], vec!["NAME_VARIANT"]));
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
    let texts: Vec<String> = (0..40).map(|number| format!("第{number}段。")).collect();
    let document = page(&texts.iter().map(String::as_str).collect::<Vec<_>>());
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
    let texts: Vec<String> = (0..200).map(|number| format!("第{number}段。")).collect();
    let document = page(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    let fake = Fake::new("a", |_, _| Err(Refusal::Unreachable("no route".into())));
    let outcome = simple(&fake, &Notebook::default(), &document);
    assert!(matches!(outcome.stopped, Some(Stop::NobodyLeft(Refusal::Unreachable(_)))));
    assert!(fake.count_batches() < 10 + fake.limits.parallel);
    assert_eq!(outcome.units.len(), 200);
}

#[test]
fn a_useless_translator_is_left_alone_after_a_while() {
    let texts: Vec<String> = (0..200).map(|number| format!("第{number}段。")).collect();
    let document = page(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    let fake = Fake::new("a", |_, _| Ok(Vec::new()));
    let outcome = simple(&fake, &Notebook::default(), &document);
    assert!(matches!(outcome.stopped, Some(Stop::NobodyLeft(Refusal::Unusable(_)))));
    assert!(fake.count_batches() < 10 + fake.limits.parallel);
}

#[test]
fn after_a_break_nothing_new_is_asked_for_and_answers_under_way_are_kept() {
    let texts: Vec<String> = (0..200).map(|number| format!("第{number}段。")).collect();
    let document = page(&texts.iter().map(String::as_str).collect::<Vec<_>>());
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
    let texts: Vec<String> = (0..40).map(|number| format!("第{number}段。")).collect();
    let document = page(&texts.iter().map(String::as_str).collect::<Vec<_>>());
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

/// Answers with the terms it is told about.
fn with_terms(_: usize, batch: &Batch) -> Result<Vec<Answered>, Refusal> {
    let answer = |item: &Item| {
        let used = batch.terms.iter().filter(|term| item.text.contains(&term.zh));
        let words: Vec<&str> = used.map(|term| term.first.as_str()).collect();
        say(item, &format!("This year the county says so: {}.", words.join(", ")))
    };
    Ok(batch.items.iter().map(answer).collect())
}

#[test]
fn a_term_that_was_not_used_is_asked_for_with_the_finding() {
    let manner = |number: usize, batch: &Batch| match number {
        1 => Ok(batch.items.iter().map(|item| say(item, "The county digs.")).collect()),
        _ => with_terms(number, batch),
    };
    let (fake, memory) = (Fake::new("a", manner), Notebook::default());
    let glossary = Glossary::of(vec![Term::new("开渠", "canal-building")]);
    let engine = Engine::new(vec![&fake], &memory, &glossary, Policy::default());
    let document = page(&["全县开渠。"]);
    let outcome = block_on(engine.translate(&document, &|_| ControlFlow::Continue(())));
    assert!(targets(&outcome)[0].unwrap().contains("canal-building"));
    assert_eq!(outcome.tally.again, 1);
    let asked = fake.asked.lock().unwrap();
    assert!(asked[1].items[0].again.as_ref().unwrap().findings[0].contains("canal-building"));
}

#[test]
fn an_edited_term_asks_again_only_for_the_segments_that_hold_it() {
    let texts = ["全县开渠。", "全乡修桥。", "村民都说好。"];
    let (fake, memory) = (Fake::new("a", with_terms), Notebook::default());
    for english in ["canal", "ditch"] {
        let glossary =
            Glossary::of(vec![Term::new("开渠", english), Term::new("修桥", "build a bridge")]);
        let engine = Engine::new(vec![&fake], &memory, &glossary, Policy::default());
        block_on(engine.translate(&page(&texts), &|_| ControlFlow::Continue(())));
    }
    assert_eq!(fake.texts()[3..], [texts[0]]);
    assert_eq!(fake.asked.lock().unwrap()[1].terms[0].first, "ditch");
}

#[test]
fn the_context_is_the_source_around_the_batch() {
    let (fake, memory) = (Fake::good("a"), Notebook::default());
    simple(&fake, &memory, &page(&[FOUR[0], FOUR[3]]));
    let mut document = page(&FOUR);
    document.articles.push(article(&["另一篇文章。"]));
    simple(&fake, &memory, &document);
    let asked = fake.asked.lock().unwrap();
    assert_eq!((asked[1].before.as_str(), asked[1].after.as_str()), (FOUR[0], FOUR[3]));
    assert_eq!(asked[1].headline, "");
    assert_eq!((asked[2].before.as_str(), asked[2].after.as_str()), ("", ""));
}

#[test]
fn the_headline_is_told_where_it_is_not_asked_for() {
    let (mut fake, memory) = (Fake::good("a"), Notebook::default());
    fake.limits.items = 2;
    let mut document = page(&["开渠记", FOUR[0], FOUR[1], FOUR[2]]);
    document.articles[0].blocks[0].kind = Kind::Headline;
    simple(&fake, &memory, &document);
    let asked = fake.asked.lock().unwrap();
    let headlines: Vec<&str> = asked.iter().map(|batch| batch.headline.as_str()).collect();
    assert_eq!(headlines, ["", "开渠记"]);
    assert_eq!(asked[1].before, FOUR[0]);
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

#[test]
fn asking_again_in_vain_is_not_done_for_every_segment() {
    let texts: Vec<String> = (0..200).map(|number| format!("第{number}段话。")).collect();
    let document = page(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    let poor = |_: usize, batch: &Batch| {
        Ok(batch.items.iter().map(|item| say(item, "A paragraph of 新渠.")).collect())
    };
    let (fake, memory) = (Fake::new("a", poor), Notebook::default());
    let outcome = simple(&fake, &memory, &document);
    assert_eq!(outcome.tally.answered, 200);
    assert!(outcome.tally.again <= 12, "{}", outcome.tally.again);
    let count = fake.count_batches();
    let second = simple(&fake, &memory, &document);
    assert_eq!(fake.count_batches(), count, "what stands is not asked for in the next run");
    assert_eq!(second.units, outcome.units);
}

#[test]
fn the_last_batches_of_a_run_are_parted_among_the_empty_places() {
    let sizes = |expected: Option<usize>, segments: usize| {
        let texts: Vec<String> = (0..segments).map(|number| format!("第{number}段话。")).collect();
        let document = page(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        let mut fake = Fake::good("a");
        fake.limits.parallel = 8;
        let (memory, glossary) = (Notebook::default(), Glossary::empty());
        let mut engine = Engine::new(vec![&fake], &memory, &glossary, Policy::default());
        if let Some(documents) = expected {
            engine = engine.expecting(documents);
        }
        if expected == Some(3) {
            engine.pass_over();
            engine.pass_over();
        }
        assert_all_good(&block_on(engine.translate(&document, &|_| ControlFlow::Continue(()))));
        let asked = fake.asked.lock().unwrap();
        asked.iter().map(|batch| batch.items.len()).collect::<Vec<_>>()
    };
    assert_eq!(sizes(None, 8), [4, 4]);
    assert_eq!(sizes(Some(2), 8), [4, 4], "another document is still to come");
    assert_eq!(sizes(Some(1), 8), [2, 2, 2, 2]);
    assert_eq!(sizes(Some(3), 8), [2, 2, 2, 2], "the two others will not come");
    let many = sizes(Some(1), 100);
    assert_eq!(many.iter().sum::<usize>(), 100);
    assert_eq!(many.last(), Some(&2));
}

#[test]
fn a_segment_is_explained_by_its_key_and_its_batch() {
    let (fake, memory, glossary) = (Fake::good("a"), Notebook::default(), Glossary::empty());
    let engine = Engine::new(vec![&fake], &memory, &glossary, Policy::default());
    let document = page(&["开渠。", "A4", "修桥。", "开渠。"]);
    let keys = engine.keys(&document);
    let ids: Vec<String> = keys.iter().map(|(id, _)| id.to_string()).collect();
    assert_eq!(ids, ["a1b1", "a1b3", "a1b4"]);
    assert_eq!(keys[0].1, keys[2].1);
    let batch = engine.batch_of(&document, "a1b3".parse().unwrap()).unwrap();
    block_on(engine.translate(&document, &|_| ControlFlow::Continue(())));
    assert_eq!(batch, fake.asked.lock().unwrap()[0]);
    assert_eq!(engine.batch_of(&document, "a1b2".parse().unwrap()), None);
}

#[test]
fn no_more_is_spent_than_the_user_allows() {
    let texts: Vec<String> = (0..40).map(|number| format!("第{number}段话。")).collect();
    let document = page(&texts.iter().map(String::as_str).collect::<Vec<_>>());
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
