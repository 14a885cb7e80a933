//! Whether what rose in the sentence rose in the Chinese, and against what it is measured.
//!
//! Looks only at clauses whose figure stands in the Chinese once, so that it is known which is meant.

use crate::fact::{Figure, Kind, Role};
use crate::finding::Finding;
use crate::port::Claim;

use super::critical;
use super::evidence::Evidence;
use super::figure::english_figures;

const UP: &[&str] = &[
    "rose",
    "rise",
    "rises",
    "risen",
    "grew",
    "grow",
    "grows",
    "growing",
    "growth",
    "increase",
    "increased",
    "increases",
    "increasing",
    "up",
    "climbed",
    "climb",
    "gained",
    "higher",
    "expanded",
    "improved",
];
const DOWN: &[&str] = &[
    "fell",
    "fall",
    "falls",
    "fallen",
    "dropped",
    "drop",
    "declined",
    "decline",
    "decreased",
    "decrease",
    "down",
    "lower",
    "reduced",
    "shrank",
    "cut",
    "contracted",
    "slipped",
    "lost",
];
const ZH_UP: &[&str] = &[
    "增长", "提高", "上升", "增加", "提升", "上涨", "升至", "增至", "高于", "攀升", "增幅", "增速",
    "晋升", "扩大",
];
const ZH_DOWN: &[&str] = &[
    "下降",
    "减少",
    "降低",
    "回落",
    "下滑",
    "缩减",
    "压缩",
    "降至",
    "低于",
    "收窄",
    "下跌",
    "负增长",
    "降幅",
    "压减",
    "缩短",
];

pub(super) fn check(claim: &Claim, evidence: &Evidence<'_>) -> Vec<Finding> {
    let text = claim.text.as_str();
    let mut findings = Vec::new();
    for figure in &english_figures(text) {
        let clause = match difference(text, figure) {
            _ if measures_change(figure.kind) => english_clause(text, figure),
            Some(direction) => direction.to_owned(),
            None => continue,
        };
        let clauses = chinese_clauses(evidence, figure);
        let [chinese] = clauses.as_slice() else { continue };
        findings.extend(opposed(&clause, chinese, &figure.text));
        findings.extend(other_base(&clause, chinese, &figure.text));
    }
    findings
}

fn measures_change(kind: Kind) -> bool {
    matches!(kind, Kind::Percent | Kind::Point)
}

/// Returns the direction of a figure that is a difference: `85 more`, `three fewer`.
fn difference(text: &str, figure: &Figure) -> Option<&'static str> {
    let rest: String = text.chars().skip(figure.span.end).collect();
    match rest.split_whitespace().next()?.trim_matches(',') {
        "more" => Some("up"),
        "fewer" | "less" => Some("down"),
        _ => None,
    }
}

fn opposed(english: &str, chinese: &str, figure: &str) -> Option<Finding> {
    let up = says(english, UP) && !says(english, DOWN);
    let down = says(english, DOWN) && !says(english, UP);
    let zh_up = holds(chinese, ZH_UP) && !holds(chinese, ZH_DOWN);
    let zh_down = holds(chinese, ZH_DOWN) && !holds(chinese, ZH_UP);
    let wrong = (up && zh_down) || (down && zh_up);
    wrong.then(|| critical("DIRECTION", format!("`{figure}` goes the other way in the Chinese")))
}

fn other_base(english: &str, chinese: &str, figure: &str) -> Option<Finding> {
    let small = english.to_lowercase();
    let yearly = small.contains("year on year")
        || small.contains("year-on-year")
        || small.contains("from a year earlier");
    let monthly = small.contains("month on month") || small.contains("month-on-month");
    let wrong = (yearly && chinese.contains("环比")) || (monthly && chinese.contains("同比"));
    wrong.then(|| critical("BASE_PERIOD", format!("`{figure}` is measured against another period")))
}

fn says(text: &str, words: &[&str]) -> bool {
    text.to_lowercase().split(|c: char| !c.is_alphabetic()).any(|word| words.contains(&word))
}

fn holds(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Returns the part of a sentence around a figure, from mark to mark.
fn english_clause(text: &str, figure: &Figure) -> String {
    let chars: Vec<char> = text.chars().collect();
    let is_border = |at: usize| {
        let next = chars.get(at + 1).copied().unwrap_or(' ');
        matches!(chars[at], ',' | ';' | '.' | ':') && next == ' '
    };
    let end = figure.span.end.min(chars.len());
    let start = figure.span.start.min(end);
    let from = (0..start).rev().find(|&at| is_border(at)).map_or(0, |at| at + 1);
    let to = (end..chars.len()).find(|&at| is_border(at)).unwrap_or(chars.len());
    let before: String = chars[from..to].iter().collect();
    match and_between(&chars, from, start) {
        Some(cut) => chars[cut..to].iter().collect(),
        None => before,
    }
}

/// Returns where the last " and " or " while " before a figure ends.
fn and_between(chars: &[char], from: usize, figure: usize) -> Option<usize> {
    let text: String = chars[from..figure].iter().collect();
    let cut = [" and ", " while ", " but "]
        .iter()
        .filter_map(|word| Some(text.rfind(word)? + word.len()))
        .max()?;
    let cut = text[..cut].chars().count() + from;
    let clause: String = chars[cut..].iter().collect();
    (says(&clause, UP) || says(&clause, DOWN)).then_some(cut)
}

/// Returns the Chinese clauses that hold a figure of the same kind and value.
fn chinese_clauses(evidence: &Evidence<'_>, figure: &Figure) -> Vec<String> {
    let is_border = |c: char| matches!(c, ',' | ';' | '。' | '\n');
    let mut clauses = Vec::new();
    for line in evidence.chinese.lines() {
        let chars: Vec<char> = line.chars().collect();
        for own in crate::fact::mentions_zh(line) {
            if own.kind != figure.kind || own.value != figure.value {
                continue;
            }
            let from =
                (0..own.span.start).rev().find(|&at| is_border(chars[at])).map_or(0, |at| at + 1);
            let to =
                (own.span.end..chars.len()).find(|&at| is_border(chars[at])).unwrap_or(chars.len());
            let mut clause: String = chars[from..to].iter().collect();
            if own.role == Role::Growth {
                clause.push_str("增长");
            }
            clauses.push(clause);
        }
    }
    clauses
}
