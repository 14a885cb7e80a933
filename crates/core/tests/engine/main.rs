//! The engine, driven by a translator and a memory that misbehave on demand.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod answers;
mod checks;
mod fakes;
mod limits;
mod once;
mod packing;
mod parcels;
mod refusals;
mod units;

use std::ops::ControlFlow;

use futures_executor::block_on;
use recto_core::document::Document;
use recto_core::engine::{Engine, Outcome, Policy};
use recto_core::glossary::Glossary;
use recto_core::port::Translator;

use fakes::{Fake, Notebook, english, page};

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

/// A page of so many different paragraphs.
fn numbered(paragraphs: usize) -> Document {
    let texts: Vec<String> = (0..paragraphs).map(|number| format!("第{number}段话。")).collect();
    page(&texts.iter().map(String::as_str).collect::<Vec<_>>())
}
