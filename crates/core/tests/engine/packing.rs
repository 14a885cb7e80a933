//! What goes together into one request, and what is told beside it.

use std::ops::ControlFlow;
use std::sync::atomic::Ordering;

use futures_executor::block_on;
use futures_util::future::join_all;
use recto_core::document::{Document, Kind};
use recto_core::engine::{Engine, Policy};
use recto_core::glossary::{Glossary, Term};
use recto_core::port::{Answered, Batch, Item, Refusal};

use crate::fakes::{Fake, Notebook, article, page, say};
use crate::{FOUR, assert_all_good, numbered, simple, targets};

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
fn the_last_batches_of_a_run_are_parted_among_the_empty_places() {
    let sizes = |expected: Option<usize>, segments: usize| {
        let document = numbered(segments);
        let mut fake = Fake::good("a");
        fake.limits.parallel = 8;
        fake.limits.items = 8;
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
    assert_eq!(sizes(None, 16), [8, 8]);
    assert_eq!(sizes(Some(2), 16), [8, 8], "another document is still to come");
    assert_eq!(sizes(Some(1), 16), [4, 4, 4, 4]);
    assert_eq!(sizes(Some(3), 16), [4, 4, 4, 4], "the two others will not come");
    let many = sizes(Some(1), 100);
    assert_eq!(many.iter().sum::<usize>(), 100);
    assert_eq!(many.last(), Some(&4));
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
