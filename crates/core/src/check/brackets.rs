//! `BRACKETS`: a bracket or a quotation mark of the English has no partner.
//!
//! Only the English is looked at: 《》 becomes italics and （） commas, so that the two sides need not
//! agree. A text that is cut off, or whose Chinese quotes beyond its own end, may do so too.

use super::{Sides, on_target};
use crate::finding::{Finding, Severity};
use crate::text::set::Set;
use crate::text::span::Span;

/// What opens, and what closes it.
const PAIRS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('{', '}'), ('“', '”')];

static MARKS: Set = Set::of("()[]{}“”\"");

/// What opens and closes a quotation in Chinese.
const CHINESE: [(char, char); 4] = [('“', '”'), ('「', '」'), ('『', '』'), ('（', '）')];

pub(super) fn check(sides: &Sides<'_>) -> Vec<Finding> {
    let target = sides.target();
    let alone = || PAIRS.iter().find_map(|&pair| alone(target, pair)).or_else(|| odd(target));
    let is_mark = |c: &char| MARKS.has(*c);
    let found = target.iter().any(is_mark).then(alone).flatten();
    let is_whole = !sides.pair.head_missing && !sides.pair.tail_missing;
    let Some(at) = found.filter(|_| is_whole && !is_open(sides.source())) else {
        return Vec::new();
    };
    let message = format!("`{}` has no partner", target[at]);
    let mut finding = on_target("BRACKETS", Severity::Minor, message);
    finding.target_spans = vec![Span::new(at, at + 1)];
    vec![finding]
}

/// Tells whether the Chinese opens or closes something alone: then the English may do so too.
fn is_open(source: &[char]) -> bool {
    let count = |mark: char| source.iter().filter(|c| **c == mark).count();
    CHINESE.iter().any(|&(open, close)| count(open) != count(close)) || count('"') % 2 == 1
}

/// Returns where a mark stands that has no partner; the bracket of a list marker needs none: `2) …`.
fn alone(text: &[char], (open, close): (char, char)) -> Option<usize> {
    let mut opened = Vec::new();
    for (at, &c) in text.iter().enumerate() {
        if c == open {
            // A quotation of several paragraphs opens again with each.
            if open == '“' && !opened.is_empty() && at > 0 && text[at - 1] == '\n' {
                continue;
            }
            opened.push(at);
        } else if c == close && opened.pop().is_none() && !is_marker(text, at) {
            return Some(at);
        }
    }
    opened.pop()
}

/// Tells whether a closing bracket ends a list marker: at most two letters or digits before it.
fn is_marker(text: &[char], at: usize) -> bool {
    let before = text[..at].iter().rev().take_while(|c| c.is_alphanumeric()).count();
    let starts = at == before || text[at - before - 1].is_whitespace();
    text[at] == ')' && (1..=3).contains(&before) && starts
}

/// Returns the last of an odd number of straight quotation marks; inches are none.
fn odd(text: &[char]) -> Option<usize> {
    let is_mark = |at: &usize| text[*at] == '"' && !(*at > 0 && text[*at - 1].is_ascii_digit());
    let is_after_digit = |at: &usize| text[*at] == '"' && !is_mark(at);
    let mut marks = (0..text.len()).filter(is_mark);
    // A mark after a digit may be either: with one, nothing is sure.
    if (0..text.len()).any(|at| is_after_digit(&at)) || marks.clone().count() % 2 == 0 {
        return None;
    }
    marks.next_back()
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_rules;

    #[test]
    fn a_mark_without_a_partner_is_reported() {
        let source = "白河县（河谷）的水渠已经修好。";
        assert_rules(source, "The canal in Baihe county (in the valley is ready.", &["BRACKETS"]);
        assert_rules(source, "The canal in Baihe county (in the valley) is ready.", &[]);
        assert_rules(source, "The canal in Baihe county, in the valley, is ready.", &[]);
        let speech = "“水渠已经修好了。”村民吕青禾说。";
        assert_rules(speech, "“The canal is ready, villager Lyu Qinghe said.", &["BRACKETS"]);
        let both = ["QUOTE_LOST", "BRACKETS"];
        assert_rules(speech, "\"The canal is ready, villager Lyu Qinghe said.", &both);
    }

    #[test]
    fn list_markers_inches_and_what_the_chinese_leaves_open_are_not() {
        assert_rules("（一）修好水渠。", "1) Build the canals.", &[]);
        assert_rules("15寸管道已经接通。", "The 15\" pipe is in use.", &[]);
        assert_rules("他说：“水渠修好了。", "“The canal is ready, he said.", &[]);
    }
}
