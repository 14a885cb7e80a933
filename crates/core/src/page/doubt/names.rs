//! Names that differ in one character from a name the page uses again and again.
//!
//! A name is the run of characters before a word for an institution (园, 公司, 学院 …). Only a name that
//! stands once is doubted, and only where the other character has the same sound or the same part: what
//! is taken for the other when it is typed or read from print. Sounds come from the pinyin table.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use pinyin::ToPinyin;

use super::{doubt, searcher};
use crate::document::{Article, Block};
use crate::finding::{Finding, Severity};
use crate::text::script::is_han;

/// The words that end a name.
const ENDINGS: [&str; 16] = [
    "产业园",
    "火炬园",
    "示范区",
    "开发区",
    "高新区",
    "工业园",
    "科技园",
    "有限公司",
    "集团",
    "学院",
    "中学",
    "小学",
    "医院",
    "研究院",
    "合作社",
    "银行",
];

/// How many characters before the ending are compared.
const BEFORE: usize = 4;

/// Names, each with the blocks and bytes where it stands.
pub(super) type Places<'b> = BTreeMap<String, Vec<(&'b Block, usize)>>;

/// Reports the names that are likely misprints of another name.
pub(super) fn check(articles: &[Article], findings: &mut Vec<Finding>) {
    let mut names = Places::new();
    for block in articles.iter().flat_map(|article| &article.blocks) {
        collect(block, &mut names);
    }
    report_variants(&names, findings);
}

/// Reports each name that stands once and is one character away from a usual one of the same sound.
pub(super) fn report_variants(names: &Places<'_>, findings: &mut Vec<Finding>) {
    let mut usual_by_gap: BTreeMap<String, &String> = BTreeMap::new();
    for (name, _) in names.iter().filter(|(_, places)| places.len() >= 2) {
        usual_by_gap.extend(with_gaps(name).map(|gapped| (gapped, name)));
    }
    if usual_by_gap.is_empty() {
        return;
    }
    for (name, places) in names.iter().filter(|(_, places)| places.len() == 1) {
        let mut usual = with_gaps(name).filter_map(|gapped| usual_by_gap.get(&gapped));
        if let Some(usual) = usual.find(|usual| are_alike(name, usual)) {
            let (block, at) = places[0];
            let count = names[*usual].len();
            let message = format!("{name} stands once, and {usual} {count} times");
            findings.push(doubt("names", Severity::Minor, block, at, at + name.len(), message));
        }
    }
}

fn collect<'b>(block: &'b Block, names: &mut Places<'b>) {
    for found in endings().find_iter(&block.text) {
        let before = block.text[..found.start()].char_indices().rev().take(BEFORE);
        let starts = before.take_while(|(_, c)| is_han(*c)).map(|(start, _)| start);
        for start in starts.skip(1) {
            let name = block.text[start..found.end()].to_owned();
            names.entry(name).or_default().push((block, start));
        }
    }
}

fn endings() -> &'static AhoCorasick {
    static ENDINGS_FOUND: OnceLock<AhoCorasick> = OnceLock::new();
    ENDINGS_FOUND.get_or_init(|| searcher(&ENDINGS))
}

/// Returns a name with each of its characters left out in turn.
fn with_gaps(name: &str) -> impl Iterator<Item = String> + '_ {
    let gapped = |(at, c): (usize, char)| format!("{}·{}", &name[..at], &name[at + c.len_utf8()..]);
    name.char_indices().map(gapped)
}

/// Tells whether two names of one length differ in one character that sounds the same.
fn are_alike(one: &str, other: &str) -> bool {
    if one.chars().count() != other.chars().count() || one.len() != other.len() {
        return false;
    }
    let mut differing = one.chars().zip(other.chars()).filter(|(a, b)| a != b);
    let Some((a, b)) = differing.next() else { return false };
    differing.next().is_none() && sound_alike(a, b)
}

fn sound_alike(one: char, other: char) -> bool {
    match (one.to_pinyin(), other.to_pinyin()) {
        (Some(one), Some(other)) => one.plain() == other.plain(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_doubts;

    #[test]
    fn a_name_with_one_wrong_character_is_reported() {
        let text = "白河县建成星火产业园，吸引企业入驻。\n\n星火产业园占地三百亩。\n\n记者来到星伙产业园采访。";
        assert_doubts(text, &["names"]);
    }

    #[test]
    fn different_names_are_not_doubted() {
        let text = "白河县建成城东产业园，吸引企业入驻。\n\n城东产业园占地三百亩。\n\n记者来到城西产业园采访。";
        assert_doubts(text, &[]);
    }
}
