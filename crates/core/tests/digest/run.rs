//! Summarizers that behave and that do not: there is a digest in any case, and it says what happened.

use std::ops::ControlFlow;

use futures_executor::block_on;
use recto_core::digest::{Digest, Making, Order, Story};
use recto_core::engine::{Digested, Digester, Policy, Stop};
use recto_core::glossary::Glossary;
use recto_core::port::{Brief, Claim, Part, Refusal, Style};

use super::cases::Case;
use super::desk::{Desk, Notes};

fn digested(desk: &Desk, notes: &Notes, story: &Story, words: Option<usize>) -> Digested {
    let glossary = Glossary::builtin();
    let order = Order { style: Style::Brief, words };
    let digester = Digester::new(Some(desk), notes, &glossary, order, Policy::default());
    block_on(digester.digest(story, &|_| ControlFlow::Continue(())))
}

/// Answers with the honest sentences of a story.
fn honest(case: &Case) -> Vec<Claim> {
    case.honest.clone()
}

/// Spoils the honest sentences of a story.
fn spoilt(case: &Case, spoil: impl Fn(&mut Claim) + Send + Sync + 'static) -> Desk {
    let claims = honest(case);
    Desk::new(move |_| {
        let mut claims = claims.clone();
        claims.iter_mut().for_each(&spoil);
        Ok(claims)
    })
}

#[track_caller]
fn assert_sound(digest: &Digest) {
    for point in digest.sentences() {
        assert!(!point.from.is_empty() && !point.text.is_empty(), "{point:?}");
    }
    for cited in digest.citations() {
        assert!(digest.source_of(cited).is_some(), "{cited} does not resolve");
    }
}

/// Asserts that nothing a desk wrote is in the digest, and that the digest says so.
#[track_caller]
fn assert_replaced(desk: &Desk, case: &Case) {
    let Digested { digest, .. } = digested(desk, &Notes::default(), &case.story, None);
    assert_sound(&digest);
    assert!(digest.sentences().all(|point| point.making != Making::Written), "{digest:?}");
    assert!(digest.is_faulty());
    assert_eq!(desk.count(), 2, "a failing sentence is asked for once more");
}

#[test]
fn honest_sentences_become_the_digest() {
    let case = Case::new(4);
    let claims = honest(&case);
    let desk = Desk::new(move |_| Ok(claims.clone()));
    let Digested { digest, .. } = digested(&desk, &Notes::default(), &case.story, None);
    assert_sound(&digest);
    assert_eq!(digest.headline.text, case.honest[0].text);
    assert!(digest.points.iter().all(|point| point.making == Making::Written));
    assert!(!digest.quotations.is_empty() && !digest.is_faulty());
    assert_eq!(desk.count(), 1);
    assert_eq!(digest.asker.expect("somebody wrote it").model, "m-1");
}

#[test]
fn what_is_remembered_is_not_asked_for_again() {
    let case = Case::new(5);
    let claims = honest(&case);
    let desk = Desk::new(move |_| Ok(claims.clone()));
    let notes = Notes::default();
    let first = digested(&desk, &notes, &case.story, None);
    let mut moved = case.story.clone();
    moved.article = 7;
    for unit in &mut moved.units {
        unit.segment.id.article = 7;
    }
    let second = digested(&desk, &notes, &moved, None);
    assert_eq!(desk.count(), 1);
    assert!(!first.remembered && second.remembered);
    assert_eq!(first.digest.headline.text, second.digest.headline.text);
    let mut edited = case.story.clone();
    edited.units[1].segment.text.push_str("桥也修好了。");
    digested(&desk, &notes, &edited, None);
    assert_eq!(desk.count(), 2, "another text is another story");
}

#[test]
fn what_fails_every_time_is_not_paid_for_every_time() {
    let case = Case::new(7);
    let desk = spoilt(&case, |claim| claim.cites = vec!["p99".into()]);
    let notes = Notes::default();
    digested(&desk, &notes, &case.story, None);
    digested(&desk, &notes, &case.story, None);
    assert_eq!(desk.count(), 2);
}

#[test]
fn ids_that_do_not_exist_or_are_missing_are_caught() {
    let case = Case::new(8);
    assert_replaced(&spoilt(&case, |claim| claim.cites = vec!["p99".into(), "b".into()]), &case);
    assert_replaced(&spoilt(&case, |claim| claim.cites.clear()), &case);
}

#[test]
fn invented_figures_and_chinese_are_caught() {
    let case = Case::new(10);
    assert_replaced(
        &spoilt(&case, |claim| claim.text.push_str(" It costs 77.7 billion euros.")),
        &case,
    );
    assert_replaced(&spoilt(&case, |claim| claim.text = "白河县今年增长明显。".into()), &case);
}

#[test]
fn a_sentence_that_is_mended_at_the_second_asking_is_taken() {
    let case = Case::new(11);
    let claims = honest(&case);
    let desk = Desk::new(move |brief: &Brief| {
        if brief.again.is_empty() {
            let mut first = claims.clone();
            first[1].text = first[1].text.replace("percent", "percentage points");
            return Ok(first);
        }
        assert!(!brief.again[0].findings.is_empty());
        Ok(vec![Claim { part: Part::Point, ..claims[1].clone() }])
    });
    let Digested { digest, .. } = digested(&desk, &Notes::default(), &case.story, None);
    assert_eq!(desk.count(), 2);
    assert_eq!(digest.deck.as_ref().map(|deck| &deck.text), Some(&case.honest[1].text));
    assert!(!digest.is_faulty());
}

#[test]
fn three_times_too_many_words_are_cut_to_the_budget() {
    let case = Case::new(13);
    let claims: Vec<Claim> = (0..4).flat_map(|_| honest(&case)).collect();
    let desk = Desk::new(move |_| Ok(claims.clone()));
    for words in [60, 90, 120] {
        let Digested { digest, .. } = digested(&desk, &Notes::default(), &case.story, Some(words));
        let held = digest.words();
        assert!((words * 9 / 10..=words * 11 / 10).contains(&held), "{held} for {words}");
        assert_sound(&digest);
    }
}

#[test]
fn a_refusal_leaves_a_digest_of_the_article_itself() {
    let case = Case::new(14);
    let desk = Desk::new(|_| Err(Refusal::Content("not that".into())));
    let Digested { digest, refusals, .. } = digested(&desk, &Notes::default(), &case.story, None);
    assert_sound(&digest);
    assert_eq!(refusals.len(), 1);
    assert!(digest.is_faulty() && digest.asker.is_none());
    assert!(digest.findings[0].message.contains("not that"));
}

#[test]
fn one_failure_out_of_ten_leaves_nine_written_digests() {
    let glossary = Glossary::builtin();
    let cases: Vec<Case> = (20..30).map(Case::new).collect();
    let answers: Vec<(String, Vec<Claim>)> =
        cases.iter().map(|case| (case.story.units[1].segment.text.clone(), honest(case))).collect();
    let desk = Desk::new(move |brief: &Brief| {
        let own = answers.iter().position(|(text, _)| *text == brief.passages[1].zh);
        match own {
            Some(3) | None => Err(Refusal::Unusable("an empty text".into())),
            Some(own) => Ok(answers[own].1.clone()),
        }
    });
    let notes = Notes::default();
    let digester =
        Digester::new(Some(&desk), &notes, &glossary, Order::default(), Policy::default());
    let made: Vec<Digested> = cases
        .iter()
        .map(|case| block_on(digester.digest(&case.story, &|_| ControlFlow::Continue(()))))
        .collect();
    assert_eq!(made.iter().filter(|made| made.digest.is_faulty()).count(), 1);
    made.iter().for_each(|made| assert_sound(&made.digest));
}

#[test]
fn a_wrong_key_is_tried_once_and_the_reason_is_kept() {
    let glossary = Glossary::builtin();
    let desk = Desk::new(|_| Err(Refusal::Key("wrong key".into())));
    let notes = Notes::default();
    let digester =
        Digester::new(Some(&desk), &notes, &glossary, Order::default(), Policy::default());
    let go_on: recto_core::engine::Watch<'_> = &|_| ControlFlow::Continue(());
    let first = block_on(digester.digest(&Case::new(1).story, go_on));
    let second = block_on(digester.digest(&Case::new(2).story, go_on));
    assert_eq!(desk.count(), 1);
    assert!(matches!(first.refusals.as_slice(), [Refusal::Key(_)]));
    assert!(matches!(second.stopped, Some(Stop::NobodyLeft(Refusal::Key(_)))));
}

#[test]
fn a_long_article_is_asked_for_in_parts_and_comes_back_as_one() {
    let mut story = Case::new(16).story;
    let body: Vec<_> = story.units[1..].to_vec();
    for block in 8..400_u32 {
        let mut unit = body[block as usize % body.len()].clone();
        unit.segment.id.block = block;
        unit.segment.text.push_str(&format!("见第{block}段。"));
        story.units.push(unit);
    }
    let mut desk = Desk::new(|brief: &Brief| {
        let passage = brief.passages.iter().find(|passage| !passage.en.is_empty());
        let text = passage.map(|passage| passage.en.clone()).unwrap_or_default();
        let cites = passage.map(|passage| vec![format!("p{}", passage.id)]).unwrap_or_default();
        Ok(vec![Claim { part: Part::Point, text, cites, ..Claim::default() }])
    });
    desk.characters = 5_000;
    let Digested { digest, .. } = digested(&desk, &Notes::default(), &story, None);
    assert!(desk.count() > 5, "{} requests", desk.count());
    assert_sound(&digest);
    assert!(digest.points.iter().any(|point| point.making == Making::Written));
}

#[test]
fn too_large_a_question_is_asked_in_halves() {
    let case = Case::new(17);
    let claims = honest(&case);
    let desk = Desk::new(move |brief: &Brief| {
        if brief.passages.len() > 4 {
            return Err(Refusal::TooLarge("too much".into()));
        }
        Ok(claims.iter().take(1).cloned().collect())
    });
    let Digested { digest, .. } = digested(&desk, &Notes::default(), &case.story, None);
    assert_sound(&digest);
    assert_eq!(digest.headline.text, case.honest[0].text);
}

#[test]
fn sentences_that_nothing_can_replace_are_counted_in_one_finding() {
    let case = Case::new(19);
    let wrong = Claim {
        part: Part::Headline,
        text: "Nobody knows".into(),
        cites: vec!["p99".into()],
        ..Claim::default()
    };
    let desk = Desk::new(move |_| Ok(vec![wrong.clone(); 20]));
    let Digested { digest, .. } = digested(&desk, &Notes::default(), &case.story, None);
    assert_sound(&digest);
    assert_eq!(digest.findings.len(), 1);
    assert!(digest.findings[0].message.starts_with("19 sentences"), "{:?}", digest.findings);
    assert!(digest.is_faulty());
}
