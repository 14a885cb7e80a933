//! Persons whose name is written in two ways: 岳大山 again and again, 岳达山 once.
//!
//! A name is looked for where a person speaks (`…说`, `…表示`) and behind an office (`主任…`). Law: only a
//! name that stands once is doubted, and only where the differing character has the same sound.

use std::sync::OnceLock;

use aho_corasick::AhoCorasick;

use super::names::{Places, report_variants};
use super::searcher;
use crate::document::{Article, Block};
use crate::finding::Finding;
use crate::page::person::is_lone_name;

/// What stands behind the name of a person who speaks.
const SPEAKS: [&str; 8] = ["说", "表示", "介绍", "告诉", "坦言", "认为", "强调", "指出"];

/// What stands before the name of a person.
const OFFICES: [&str; 18] = [
    "书记",
    "主任",
    "市长",
    "县长",
    "区长",
    "镇长",
    "乡长",
    "局长",
    "院长",
    "校长",
    "经理",
    "董事长",
    "馆长",
    "站长",
    "队长",
    "村民",
    "市民",
    "教师",
];

/// How many characters the name of a person has here.
const LENGTH: usize = 3;

/// Reports the names of persons that are likely misprints of another one.
pub(super) fn check(articles: &[Article], findings: &mut Vec<Finding>) {
    let mut names = Places::new();
    for block in articles.iter().flat_map(|article| &article.blocks) {
        collect(block, &mut names);
    }
    report_variants(&names, findings);
}

fn collect<'b>(block: &'b Block, names: &mut Places<'b>) {
    let text = &block.text;
    for found in words().find_iter(text) {
        let speaks = found.pattern().as_usize() < SPEAKS.len();
        let (start, end) = if speaks {
            let start = text[..found.start()].char_indices().rev().nth(LENGTH - 1);
            (start.map_or(0, |(at, _)| at), found.start())
        } else {
            let behind = text[found.end()..].char_indices().nth(LENGTH);
            (found.end(), behind.map_or(text.len(), |(at, _)| found.end() + at))
        };
        let name = &text[start..end];
        if name.chars().count() == LENGTH && is_lone_name(name) {
            let places = names.entry(name.to_owned()).or_default();
            let seen = |&(other, at): &(&Block, usize)| at == start && std::ptr::eq(other, block);
            if !places.last().is_some_and(seen) {
                places.push((block, start));
            }
        }
    }
}

fn words() -> &'static AhoCorasick {
    static WORDS: OnceLock<AhoCorasick> = OnceLock::new();
    WORDS.get_or_init(|| searcher(SPEAKS.iter().chain(&OFFICES)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_doubts;

    #[test]
    fn a_person_with_one_wrong_character_is_reported() {
        let text = "“泉水回来了。”岳鹏举说。\n\n村支部书记岳鹏举算过账。\n\n岳朋举介绍，明年再栽五万棵树。";
        assert_doubts(text, &["names"]);
    }

    #[test]
    fn different_persons_are_not_doubted() {
        let text = "“泉水回来了。”岳鹏举说。\n\n村支部书记岳鹏举算过账。\n\n岳鹏飞介绍，明年再栽五万棵树。";
        assert_doubts(text, &[]);
    }
}
