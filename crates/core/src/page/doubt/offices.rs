//! Offices that two persons hold on one page.
//!
//! An office is a place and a title (白河县委书记); its holder follows it. Two holders may be right, when
//! one has followed the other; so the finding asks rather than accuses.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;

use super::{doubt, searcher};
use crate::document::{Article, Block};
use crate::finding::{Finding, Severity};
use crate::page::person::is_name;
use crate::text::script::is_han;

/// Titles that one person has at a time.
const TITLES: [&str; 10] = [
    "省委书记",
    "市委书记",
    "县委书记",
    "区委书记",
    "镇党委书记",
    "乡党委书记",
    "党工委书记",
    "县长",
    "区长",
    "市长",
];

/// Reports the offices that two persons hold.
pub(super) fn check(articles: &[Article], findings: &mut Vec<Finding>) {
    let mut holders: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for block in articles.iter().flat_map(|article| &article.blocks) {
        for (office, name, at) in offices(block) {
            let (first, count) = holders.entry(office.clone()).or_insert_with(|| (name.clone(), 0));
            *count += 1;
            if first.chars().next() != name.chars().next() {
                let message = format!("{office} is {first} in one place and {name} in another");
                let end = at + office.len() + name.len();
                findings.push(doubt("offices", Severity::Minor, block, at, end, message));
            }
        }
    }
}

/// Returns the offices of a block with the first two characters of the holder's name.
fn offices(block: &Block) -> Vec<(String, String, usize)> {
    let text = &block.text;
    let mut offices = Vec::new();
    for found in titles().find_iter(text) {
        let (at, end) = (found.start(), found.end());
        let name: String = text[end..].chars().take(2).collect();
        let before = text[..at].char_indices().rev().take(2);
        let place = before.take_while(|(_, c)| is_han(*c)).last();
        let Some((start, _)) = place else { continue };
        let long_enough = text[start..at].chars().count() >= 2;
        let alone = !text[..at].ends_with(['副', '原', '任', '时']);
        if long_enough && alone && is_name(&name) {
            offices.push((text[start..end].to_owned(), name, start));
        }
    }
    offices
}

fn titles() -> &'static AhoCorasick {
    static TITLES_FOUND: OnceLock<AhoCorasick> = OnceLock::new();
    TITLES_FOUND.get_or_init(|| searcher(&TITLES))
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_doubts;

    #[test]
    fn an_office_with_two_holders_is_reported() {
        let text = "会上，白河市委书记罗岩讲话。\n\n在白河市委书记林小荷的带领下，大家参观了展览。";
        assert_doubts(text, &["offices"]);
        let text = "会上，白河市委书记罗岩讲话。\n\n在白河市委书记罗岩的带领下，大家参观了展览。";
        assert_doubts(text, &[]);
    }
}
