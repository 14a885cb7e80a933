//! Whether every name of a sentence stands in the cited Chinese.
//!
//! A word with a capital is a name until something vouches for it: the approved English of the cited
//! paragraphs, a term of the glossary that occurs in them, Latin letters in the Chinese, or the Chinese
//! itself, read in pinyin, syllable after syllable. Two words in pinyin that stand together must be read
//! together, so that a surname of one person and a given name of another make no third.

use crate::fact::MONTHS;
use crate::finding::Finding;
use crate::port::Claim;

use super::super::sentence;
use super::super::syllable;
use super::evidence::Evidence;
use super::{critical, whole};

/// Words with a capital that name nothing by themselves, with the Chinese they need; an empty list
/// needs nothing.
const COMMON: &[(&[&str], &[&str])] = &[
    (&MONTHS, &[]),
    (
        &[
            "Jan",
            "Feb",
            "Mar",
            "Apr",
            "Jun",
            "Jul",
            "Aug",
            "Sep",
            "Sept",
            "Oct",
            "Nov",
            "Dec",
            "Monday",
            "Tuesday",
            "Wednesday",
            "Thursday",
            "Friday",
            "Saturday",
            "Sunday",
            "China",
            "Chinese",
            "China's",
            "English",
            "Mandarin",
            "I",
            "We",
            "Mr",
            "Mrs",
            "Ms",
            "Dr",
            "No",
        ],
        &[],
    ),
    (&["City", "Municipal", "Municipality", "Mayor"], &["市"]),
    (&["Province", "Provincial", "Governor"], &["省"]),
    (&["County"], &["县"]),
    (&["District"], &["区"]),
    (
        &[
            "Zone",
            "Area",
            "New",
            "Park",
            "Development",
            "High-tech",
            "Economic",
            "Industrial",
            "Technological",
        ],
        &["区", "园", "新"],
    ),
    (&["Town", "Township"], &["镇", "乡"]),
    (&["Village"], &["村"]),
    (&["Subdistrict", "Street", "Road", "Avenue"], &["街", "路", "道"]),
    (&["River"], &["河", "江", "水"]),
    (&["Lake"], &["湖"]),
    (&["Mountain", "Mount", "Mountains"], &["山", "岭"]),
    (&["Bridge"], &["桥"]),
    (&["Station"], &["站"]),
    (&["Port"], &["港"]),
    (&["Bay"], &["湾"]),
    (&["Island"], &["岛"]),
    (&["University", "College", "School"], &["大学", "学院", "校", "中学", "小学"]),
    (&["Hospital"], &["医院"]),
    (&["Institute", "Academy", "Center", "Centre"], &["院", "所", "中心"]),
    (
        &["Co", "Ltd", "Company", "Corp", "Corporation", "Group", "Inc", "Limited"],
        &["公司", "集团", "厂"],
    ),
    (
        &["Technology", "Equipment", "Steel", "Power", "Energy", "Materials"],
        &["技", "装备", "设备", "钢", "电", "能", "材"],
    ),
    (&["Party", "Communist", "CPC", "Secretary", "Committee"], &["党", "书记", "委"]),
    (&["Congress", "People's"], &["人大", "人民", "代表"]),
    (
        &["Bureau", "Department", "Ministry", "Office", "Commission", "Administration"],
        &["局", "厅", "部", "办", "委", "处"],
    ),
    (&["Government", "State", "Council"], &["政府", "国", "政"]),
    (&["Festival", "Day", "Year", "Spring", "Eve"], &["节", "日", "年", "春"]),
    (&["Five-Year", "Plan"], &["五", "规划", "计划"]),
    (&["GDP"], &["生产总值", "GDP"]),
    (&["R&D"], &["研发"]),
    (&["AI"], &["人工智能", "AI"]),
    (&["IT"], &["信息"]),
    (&["SMEs", "SME"], &["中小企业"]),
    (&["RMB"], &["元"]),
    (&["US", "U.S", "USD", "American"], &["美"]),
    (&["EU", "European"], &["欧"]),
    (&["Beijing"], &["北京", "京"]),
];

/// Verbs before which a lone surname is a person.
const SPEECH: &[&str] = &[
    "said",
    "says",
    "told",
    "added",
    "noted",
    "announced",
    "stressed",
    "pointed",
    "called",
    "explained",
    "recalled",
];

pub(super) fn check(claim: &Claim, evidence: &Evidence<'_>) -> Vec<Finding> {
    let text = whole(claim);
    let mut findings = Vec::new();
    for sentence in sentence::english(&text) {
        for run in runs(sentence) {
            findings.extend(unsupported(&run, evidence));
        }
    }
    findings.dedup();
    findings
}

/// Words with a capital that stand side by side.
struct Run<'a> {
    words: Vec<&'a str>,
    /// Whether the first of them begins a sentence, where any word has a capital.
    opens: bool,
    /// The word after the run; empty at the end of the sentence.
    next: &'a str,
}

fn runs(sentence: &str) -> Vec<Run<'_>> {
    let mut runs: Vec<Run<'_>> = Vec::new();
    let mut open = false;
    let mut first = true;
    for raw in sentence.split_whitespace().flat_map(|word| word.split(['—', '–', '/'])) {
        let word = bare(raw);
        let starts_mark = raw.starts_with(['“', '"', '‘', '(', '[']);
        let is_name = word.starts_with(|c: char| c.is_uppercase());
        if is_name {
            match runs.last_mut().filter(|_| open && !starts_mark) {
                Some(run) => run.words.push(word),
                None => runs.push(Run { words: vec![word], opens: first || starts_mark, next: "" }),
            }
        } else if let Some(run) = runs.last_mut().filter(|_| open) {
            run.next = word;
        }
        open = is_name && !raw.ends_with([',', ';', ':', ')', '”', '"', ']']);
        first = (first && word.is_empty()) || raw.ends_with(':');
    }
    runs
}

/// Returns a word without the marks around it and without a possessive ending.
fn bare(raw: &str) -> &str {
    let word = raw.trim_matches(|c: char| !c.is_alphanumeric());
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word)
}

fn unsupported(run: &Run<'_>, evidence: &Evidence<'_>) -> Option<Finding> {
    let mut at = 0;
    while at < run.words.len() {
        let taken = supported(run, at, evidence);
        if taken == 0 {
            let name = run.words[at..].join(" ");
            return Some(critical(
                "NAME_UNSUPPORTED",
                format!("nothing in the cited paragraphs is called `{name}`"),
            ));
        }
        at += taken;
    }
    None
}

/// Returns how many words from `at` on are vouched for together.
fn supported(run: &Run<'_>, at: usize, evidence: &Evidence<'_>) -> usize {
    let words = &run.words[at..];
    let pinyin = words.iter().take_while(|word| is_pinyin_name(word, evidence)).count();
    for taken in (2..=pinyin.min(4)).rev() {
        if is_read(&words[..taken], evidence) || evidence.has_phrase(&words[..taken].join(" ")) {
            return taken;
        }
    }
    let opens = run.opens && at == 0;
    if pinyin > 1 && !(opens && syllable::is_english(words[0])) {
        return 0;
    }
    usize::from(is_supported(words[0], run, opens, evidence))
}

fn is_supported(word: &str, run: &Run<'_>, opens: bool, evidence: &Evidence<'_>) -> bool {
    if is_common(word, evidence) || hyphenated(word, evidence) {
        return true;
    }
    let alone = run.words.len() == 1;
    if opens && alone {
        let speaks = SPEECH.contains(&run.next);
        let name = syllable::split(word).is_some() && (speaks || !syllable::is_english(word));
        return !name || vouched(word, evidence);
    }
    if opens && syllable::is_english(word) {
        return true;
    }
    vouched(word, evidence)
}

fn vouched(word: &str, evidence: &Evidence<'_>) -> bool {
    if evidence.has_word(word) {
        return true;
    }
    match syllable::split(word) {
        Some(syllables) if syllables.len() > 1 => is_read(&[word], evidence),
        _ => false,
    }
}

fn hyphenated(word: &str, evidence: &Evidence<'_>) -> bool {
    word.contains('-')
        && word.split('-').all(|part| {
            part.starts_with(|c: char| !c.is_uppercase())
                || is_common(part, evidence)
                || vouched(part, evidence)
        })
}

fn is_common(word: &str, evidence: &Evidence<'_>) -> bool {
    COMMON.iter().any(|(words, needed)| {
        words.contains(&word) && (needed.is_empty() || evidence.says(needed))
    })
}

/// Tells whether a word can be part of a name in pinyin; an English word of the cited paragraphs that
/// happens to have syllables cannot.
fn is_pinyin_name(word: &str, evidence: &Evidence<'_>) -> bool {
    let common = COMMON.iter().any(|(words, _)| words.contains(&word));
    !common
        && syllable::split(word).is_some()
        && !(syllable::is_english(word) && evidence.has_word(word))
}

/// Tells whether words in pinyin are read one after the other in the Chinese.
fn is_read(words: &[&str], evidence: &Evidence<'_>) -> bool {
    let splits: Option<Vec<Vec<&str>>> = words.iter().map(|word| syllable::split(word)).collect();
    let Some(splits) = splits else { return false };
    evidence.is_read(&splits.concat())
        || syllable::all_splits(words).iter().any(|split| {
            let split: Vec<&str> = split.iter().map(String::as_str).collect();
            evidence.is_read(&split)
        })
}
