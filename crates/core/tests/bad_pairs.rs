//! Pairs that no newspaper prints: whatever stands there, the checks come back with an answer.

use recto_core::check::{Pair, Switches, run};
use recto_core::fact::{read_en, read_zh};
use recto_core::glossary::Glossary;

fn rules(source: &str, target: &str) -> Vec<String> {
    let glossary = Glossary::builtin();
    let pair = Pair { glossary: Some(&glossary), ..Pair::of(source, target) };
    let across = Switches::default().across([pair, pair]);
    assert!(across.iter().all(|(number, _)| *number < 2));
    run(&pair).into_iter().map(|finding| finding.rule).collect()
}

#[test]
fn odd_numbers_are_left_alone() {
    let digits = "9".repeat(400);
    let many = format!("产值{digits}元");
    for text in [many.as_str(), "产值1e400元", "第万亿亿亿名", "-5", "１２.５.６", "5G6G7G"]
    {
        assert!(read_zh(text).len() <= 1, "{text}");
    }
    assert!(read_en(&format!("{digits} and 1e400 and --5 and 1,2,3,,4")).len() <= 6);
    assert_eq!(read_zh("2月30日开工").len(), 1, "kept as it is printed");
}

#[test]
fn unbalanced_and_nested_marks_are_read_to_the_end() {
    for (source, target) in [
        ("“他说“渠修好了。", "“The canal \"is ready."),
        ("”》」』", "” ’ \" )"),
        ("「『“‘《一》’”』」", "“‘“‘one’”’”"),
        ("", ""),
        ("", "Something."),
        ("▲", ""),
        ("１２％", "12%"),
    ] {
        rules(source, target);
    }
    let (open, close) = ("“".repeat(5_000), "”".repeat(5_000));
    rules(&format!("{open}三张{close}"), &format!("{open}three{close}"));
}

#[test]
fn a_very_long_segment_is_checked_like_a_short_one() {
    let source = "白河县投资3.5亿元修渠12公里，村民孟以南说：“渠好。”".repeat(500);
    let target = "Baihe county spent 350 million yuan on 12 kilometers of canals. “The canals are \
                  good,” villager Meng Yinan said. "
        .repeat(500);
    let found = rules(&source, &target);
    assert_eq!(found, [""; 0]);
    let wrong = target.replacen("350 million", "350 billion", 450);
    assert!(rules(&source, &wrong).iter().filter(|rule| *rule == "MAGNITUDE").count() > 400);
}
