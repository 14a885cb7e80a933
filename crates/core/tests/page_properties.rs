//! Laws of the page room on any text: it never panics, and every character that is not white space is
//! in exactly one block or dropped exactly once.

use proptest::prelude::*;
use recto_core::page::{self, Page, RULES, Rules};
use recto_core::text::span::Span;

/// Checks the law of conservation: what the source has, blocks and dropped have, once.
#[track_caller]
fn assert_conserves(source: &str, page: &Page) {
    let chars: Vec<char> = source.chars().collect();
    let mut used = vec![0_u8; chars.len()];
    let mut take = |spans: &[Span]| -> String {
        spans.iter().for_each(|span| used[span.start..span.end].iter_mut().for_each(|n| *n += 1));
        spans
            .iter()
            .flat_map(|span| &chars[span.start..span.end])
            .filter(|c| !c.is_whitespace())
            .collect()
    };
    for block in page.document.articles.iter().flat_map(|article| &article.blocks) {
        let text: String = block.text.chars().filter(|c| !c.is_whitespace()).collect();
        assert_eq!(take(&block.spans), text);
        assert!(!text.is_empty());
    }
    for dropped in &page.dropped {
        take(&dropped.spans);
    }
    for (at, c) in chars.iter().enumerate() {
        assert!(used[at] <= 1, "{c:?} at {at} is used {} times", used[at]);
        assert!(used[at] == 1 || c.is_whitespace(), "{c:?} at {at} is lost");
    }
    assert!(page.dropped.iter().all(|dropped| {
        let len = |spans: &[Span]| spans.iter().map(|span| span.len()).sum::<usize>();
        dropped.of.is_empty() || len(&dropped.of) == len(&dropped.spans)
    }));
}

#[track_caller]
fn assert_reads(source: &str) {
    assert_conserves(source, &page::read(source));
}

/// Lines as pages have them: whole and cut paragraphs, titles, captions, credits, bylines, lists.
fn line() -> impl Strategy<Value = String> {
    let fixed = prop_oneof![
        Just("## 白河县抢收秋粮 颗粒归仓".to_owned()),
        Just("本报讯(记者罗岩 通讯员林小荷)今秋，白河县粮食总产量达到36.8万吨。".to_owned()),
        Just("今年以来，白河县新建和改造提".to_owned()),
        Just("升灌溉渠道120公里，整修道路30公里。".to_owned()),
        Just("全县共有合作社128".to_owned()),
        Just("家，带动农户五千户。".to_owned()),
        Just("↑白河镇村民正在收割水稻。罗岩 摄".to_owned()),
        Just("罗岩/摄 白河新城".to_owned()),
        Just("——推广稻鸭共作3.2万亩；".to_owned()),
        Just("1. 新建水渠；".to_owned()),
        Just("用改革的办法解难题".to_owned()),
        Just("The county has kept its autumn grain fields".to_owned()),
        Just("“随时随到、不推不拖”的理念，服务企业。（罗岩）".to_owned()),
        Just(String::new()),
        Just("　　".to_owned()),
        Just("\u{feff}白河\u{200b}县\u{202e}".to_owned()),
        Just("……".to_owned()),
    ];
    prop_oneof![4 => fixed, 1 => "[一-龥，。、；：“”《》（）0-9a-z% ]{0,40}", 1 => "\\PC{0,30}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_is_conserved(source in "(\\PC|[\\n\\r\\t\u{b}\u{c}\u{85}\u{2028}]|[一-龥，。“”]){0,300}") {
        assert_reads(&source);
    }

    #[test]
    fn any_page_is_conserved(lines in prop::collection::vec(line(), 0..40), breaks in "\n|\n\n|\r\n|\n\n\n\n") {
        assert_reads(&lines.join(&breaks));
    }

    #[test]
    fn repeated_lines_are_conserved(lines in prop::collection::vec(line(), 1..8), times in 1_usize..6) {
        assert_reads(&lines.join("\n\n").repeat(times));
        let doubled: Vec<_> = lines.iter().flat_map(|line| vec![line.as_str(); times]).collect();
        assert_reads(&doubled.join("\n\n"));
    }

    #[test]
    fn any_set_of_rules_conserves(lines in prop::collection::vec(line(), 0..30), off in any::<u32>()) {
        let source = lines.join("\n\n");
        let rules = RULES.iter().enumerate().fold(Rules::default(), |rules, (i, (name, _))| {
            if off >> i & 1 == 1 { rules.without(name) } else { rules }
        });
        assert_conserves(&source, &page::read_with(&source, &rules));
    }

    #[test]
    fn without_rules_the_document_is_the_source(source in "(\\PC|[\\n\\r ]){0,200}") {
        let page = page::read_with(&source, &Rules::none());
        let texts: String = page.document.articles.iter().flat_map(|article| &article.blocks).map(|block| block.text.as_str()).collect();
        prop_assert!(texts == source || source.trim().is_empty());
        prop_assert!(page.dropped.is_empty() && page.repairs.is_empty() && page.findings.is_empty());
    }

    #[test]
    fn an_undone_repair_is_not_made(lines in prop::collection::vec(line(), 0..30), which in any::<prop::sample::Index>()) {
        let source = lines.join("\n\n");
        let page = page::read(&source);
        if !page.repairs.is_empty() {
            let id = &which.get(&page.repairs).id;
            let undone = page::read_with(&source, &Rules::default().undo(id));
            assert_conserves(&source, &undone);
            prop_assert!(undone.repairs.iter().all(|repair| repair.id != *id));
        }
    }
}

#[test]
fn large_and_odd_texts_are_conserved() {
    assert_reads("");
    assert_reads("\u{feff}");
    assert_reads(&"啊".repeat(1_000_000));
    assert_reads(&"，".repeat(300_000));
    assert_reads(&"“".repeat(100_000));
    assert_reads(&"啊\n".repeat(30_000));
    assert_reads(&"\n".repeat(100_000));
    assert_reads(&"白河县今年增产，预计总产量达到\n\n".repeat(2_000));
    assert_reads(
        &"The county has kept its grain fields, officials said on Monday.\n\n".repeat(500),
    );
    assert_reads(&"姓名\t单位\t得分\n罗岩\t白河二中\t96.5\n".repeat(2_000));
    assert_reads(&"春风吹绿了山岗\n也吹醒了河\n\n".repeat(2_000));
    assert_reads(&"罗岩 林小荷 康永年 沈德茂\n".repeat(5_000));
    assert_reads(&"白河Baihe県はひらがなと한국어и кириллица٣٤\n".repeat(1_000));
    assert_reads(&"▲一、（二）“——\n\n记者：\n".repeat(3_000));
    assert_reads(&format!("开头{}结尾", "\r\n \t\u{2028}".repeat(50_000)));
}
