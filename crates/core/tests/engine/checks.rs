//! What the checks are told to leave out, and what they say across a page.

use recto_core::check::{MENDED, Switches, Waiver};
use recto_core::engine::Policy;
use recto_core::fingerprint::Fingerprint;
use recto_core::port::Item;
use recto_core::unit::Unit;

use crate::fakes::{Fake, Notebook, page, say};
use crate::{run, simple, targets};

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
fn a_figure_that_is_still_a_power_of_ten_off_is_put_right_and_the_memory_keeps_the_answer() {
    let answer = "Baihe county applied for 473,000 yuan this year.";
    let right = "Baihe county applied for 4.73 million yuan this year.";
    let fake = Fake::new("a", move |_, batch| {
        Ok(batch.items.iter().map(|item| say(item, answer)).collect())
    });
    let (memory, document) = (Notebook::default(), page(&["白河县今年申领资金473万元。"]));
    let rules = |unit: &Unit| -> Vec<String> {
        unit.findings.iter().map(|finding| finding.rule.clone()).collect()
    };
    let first = simple(&fake, &memory, &document);
    assert_eq!(fake.count_batches(), 2, "it is asked again once before that");
    assert_eq!(targets(&first), [Some(right)]);
    assert_eq!(rules(&first.units[0]), [MENDED]);
    assert_eq!(first.units[0].replaced.as_deref(), Some(answer));
    let again = simple(&fake, &memory, &document);
    assert_eq!((fake.count_batches(), &again.units), (2, &first.units), "nothing is asked again");
    let off = Switches::new(vec![MENDED.to_owned()], Vec::new()).unwrap();
    let plain = run(&[&fake], &memory, Policy { checks: off, ..Policy::default() }, &document);
    assert_eq!((fake.count_batches(), targets(&plain)), (2, vec![Some(answer)]));
    assert_eq!(rules(&plain.units[0]), ["MAGNITUDE"]);
    assert_eq!(plain.units[0].replaced, None);
}
