//! Superlatives, firsts and negations, which need their words in the Chinese.

use crate::finding::Finding;
use crate::port::Claim;

use super::evidence::Evidence;
use super::major;

/// What a sentence may not say unless the Chinese holds one of these words.
const NEEDS: &[(&str, &[&str], &[&str])] = &[
    (
        "SUPERLATIVE",
        &[
            "largest",
            "biggest",
            "highest",
            "best",
            "greatest",
            "fastest",
            "longest",
            "tallest",
            "richest",
            "strongest",
            "lowest",
            "smallest",
            "unprecedented",
            "unique",
            "record-breaking",
            "world-class",
        ],
        &[
            "最",
            "第一",
            "首",
            "唯一",
            "冠",
            "领先",
            "龙头",
            "之王",
            "纪录",
            "记录",
            "历史",
            "新高",
            "前所未有",
            "独",
            "一流",
            "榜",
            "极",
            "超",
            "头号",
            "空前",
            "优",
            "新低",
        ],
    ),
    (
        "SUPERLATIVE",
        &[
            "the only",
            "the sole",
            "for the first time",
            "the first time",
            "first-ever",
            "never before",
        ],
        &[
            "唯一",
            "首",
            "第一",
            "独",
            "仅",
            "只",
            "初次",
            "开创",
            "前所未有",
            "率先",
            "破天荒",
            "新",
            "单一",
        ],
    ),
    (
        "NEGATION",
        &[
            "did not",
            "was not",
            "were not",
            "has not",
            "have not",
            "is not",
            "are not",
            "will not",
            "cannot",
            "failed to",
            "never",
            "refused",
            "denied",
            "rejected",
            "without any",
        ],
        &[
            "不", "未", "没", "无", "非", "否", "免", "失", "零", "拒", "难", "莫", "别", "勿",
            "禁", "缺", "尚", "少", "停",
        ],
    ),
];

pub(super) fn check(claim: &Claim, evidence: &Evidence<'_>) -> Vec<Finding> {
    let text = format!(" {} ", claim.text.to_lowercase());
    let said = |word: &str| {
        text.match_indices(word).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            let after = text[at + word.len()..].chars().next();
            !before.is_some_and(char::is_alphabetic) && !after.is_some_and(char::is_alphabetic)
        })
    };
    let mut findings = Vec::new();
    for (rule, words, needed) in NEEDS {
        let Some(word) = words.iter().find(|word| said(word)) else { continue };
        if !evidence.says(needed) {
            findings.push(major(rule, format!("nothing in the Chinese says `{word}`")));
        }
    }
    findings
}
