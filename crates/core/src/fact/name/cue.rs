//! What stands beside a person's name and shows it to be one: titles, speech, bylines.

use super::foreign::is_foreign;
use super::surname::{self, is_adverb, is_compound, is_doubtful, is_surname};
use super::title::{byline_at, saying_at, speech_at, starts, title_ends, title_goes_on};
use crate::text::class::Class;
use crate::text::lexicon;
use crate::text::script::is_han;
use crate::text::set::Set;
use crate::text::span::Span;

/// Characters after a name of two characters that belong to no given name.
static FUNCTION: Set = Set::of(
    "的在和与是了从向对就也等为将把被以及并还都又正曾已要会能说称不没未则却第因昨近据另凭仅只共每此便即仍这那有到给让使很更最带赴抵讲谈听找拿坐站走跑叫问骑捧抱握用",
);

/// Characters with which no given name begins.
static NEVER_GIVEN: Set = Set::of("的了和与是在说等将也都被某姓");

/// What a surname is followed by where somebody is called politely and not by name.
const RESPECT: &[&str] = &[
    "女士", "先生", "小姐", "大娘", "大妈", "大爷", "大叔", "大哥", "大姐", "阿姨", "奶奶", "爷爷",
    "老师", "师傅", "老伯", "婆婆", "老汉", "书记", "主任", "经理", "医生", "老板", "教授", "同学",
];

/// Characters that end a name of a place or a body, never of a person.
static PLACES: Set = Set::of("区市县镇乡村局部厂院校会队省州街路处科室站所司社厅园区店馆");

/// Returns the places of the names that a cue shows, in order; they may overlap.
pub(super) fn named(chars: &[char]) -> Vec<Span> {
    let mut names = Vec::new();
    for at in 0..chars.len() {
        if let Some(length) = byline_at(chars, at) {
            byline(chars, at + length, &mut names);
        }
        // Few characters begin a surname, and many end a title.
        if surname::begins(chars[at]) && title_ends(chars, at) {
            names.extend(titled(chars, at));
        }
        if starts(chars, at, "摄") {
            credit(chars, at, &mut names);
        }
    }
    spoken(chars, &mut names);
    name_lines(chars, &mut names);
    listed(chars, &mut names);
    names.retain(|name| !is_foreign(chars, *name));
    names
}

/// Takes the names after a byline word: 本报记者 甲乙丙 丁戊.
fn byline(chars: &[char], from: usize, names: &mut Vec<Span>) {
    let mut from = from;
    loop {
        while chars.get(from).is_some_and(|&c| is_gap(c)) {
            from += 1;
        }
        let end = run_end(chars, from);
        let closes = chars.get(end).is_none_or(|&c| !is_han(c));
        if !(closes && is_name(&chars[from..end])) {
            if let Some(span) = next_name(chars, from) {
                names.push(span);
            }
            return;
        }
        names.push(Span::new(from, end));
        from = end;
        if !chars.get(from).is_some_and(|&c| is_gap(c)) {
            return;
        }
    }
}

/// Takes the name that stands directly before 摄: 甲乙丙/摄, 甲乙丙 摄.
fn credit(chars: &[char], at: usize, names: &mut Vec<Span>) {
    let mut end = at;
    while end > 0 && (is_gap(chars[end - 1]) || chars[end - 1] == '/' || chars[end - 1] == '／') {
        end -= 1;
    }
    let mut start = end;
    while start > 0 && is_han(chars[start - 1]) && end - start < 5 {
        start -= 1;
    }
    let follows = chars.get(at + 1).is_none_or(|&c| !is_han(c) || end < at);
    if follows && is_name(&chars[start..end]) {
        names.push(Span::new(start, end));
    }
}

/// Returns the name that begins at a place after a title.
fn titled(chars: &[char], at: usize) -> Option<Span> {
    let name = next_name(chars, at)?;
    if is_within_word(chars, at) || title_goes_on(chars, at) {
        return None;
    }
    let after = &chars[name.end..];
    let name_chars = &chars[name.start..name.end];
    let is_long = name_chars.len() == 3 && word_length(&chars[at..]) < 2;
    let doubtful = is_adverb(chars[at]) || is_doubtful(chars[at]) && !is_long;
    let closes = after.first().is_none_or(|&c| !is_han(c));
    let is_unlike = is_common_word(name_chars) || doubtful && name_chars.len() == 2;
    let has_second_cue = speech_at(after, 0) || closes && !is_unlike;
    let is_sure = !is_common_word(name_chars) && !doubtful && !begins_with_verb(name_chars);
    (is_sure || has_second_cue && !is_place(name_chars)).then_some(name)
}

/// Tells whether a title and the character behind it are one word: 居民 + 楼.
fn is_within_word(chars: &[char], at: usize) -> bool {
    let before = &chars[..at];
    let is_master = before.ends_with(&['老', '师']) && chars.get(at) == Some(&'傅');
    // 前两名将晋级: no famous general.
    let is_so_many =
        before.ends_with(&['名', '将']) && before.len() > 2 && is_numeral(before[before.len() - 3]);
    if is_master || is_so_many {
        return true;
    }
    // 妇女 + 儿童: the word that begins with the title's last character.
    let across: String = chars[at.saturating_sub(1)..(at + 1).min(chars.len())].iter().collect();
    let is_split = lexicon::class(&across).is_some_and(|class| class != Class::Person)
        && lexicon::frequency(&across).is_some_and(|frequency| frequency > 2000);
    if is_split {
        return true;
    }
    let Some(start) = at.checked_sub(2) else { return false };
    let word: String = chars[start..=at].iter().collect();
    lexicon::class(&word).is_some_and(|class| class != Class::Person)
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || "一二两三四五六七八九十几".contains(c)
}

/// Returns the name that begins at a place: its length by what follows.
fn next_name(chars: &[char], at: usize) -> Option<Span> {
    let surname = match () {
        () if is_compound(&chars[at.min(chars.len())..]) => 2,
        () if chars.get(at).is_some_and(|&c| is_surname(c)) => 1,
        () => return None,
    };
    let short = at + surname + 1;
    let given = chars.get(short - 1).filter(|&&c| is_han(c))?;
    let is_foreign = chars.get(run_end(chars, at)) == Some(&'·');
    let is_polite = RESPECT.iter().any(|word| starts(chars, at + surname, word));
    if NEVER_GIVEN.has(*given) || is_foreign || is_polite {
        return None;
    }
    let long = chars.get(short).is_some_and(|&c| is_han(c)) && goes_on(chars, short);
    let end = short + usize::from(long);
    let name = &chars[at..end];
    let is_set = is_place(name) || (is_common_word(name) && long);
    (!is_set).then_some(Span::new(at, end))
}

/// Tells whether the character at a place is the second one of a given name and begins no other word.
fn goes_on(chars: &[char], at: usize) -> bool {
    let here = chars[at];
    if FUNCTION.has(here) || speech_at(chars, at) {
        return false;
    }
    let begins = word_length(&chars[at..]);
    let next = chars.get(at + 1).copied().unwrap_or('\0');
    let next_begins = word_length(&chars[(at + 1).min(chars.len())..]);
    if begins < 2 {
        return true;
    }
    FUNCTION.has(next) || next_begins >= begins
}

/// Takes names between a mark and a word of speech: 。甲乙说.
fn spoken(chars: &[char], names: &mut Vec<Span>) {
    for at in 1..chars.len() {
        if !saying_at(chars, at) {
            continue;
        }
        let start = (at.saturating_sub(5)..at)
            .rev()
            .find(|&i| !is_han(chars[i]))
            .map_or(at.saturating_sub(5), |i| i + 1);
        let opens = start == 0 || !is_han(chars[start - 1]);
        let name = &chars[start..at];
        if opens
            && is_name(name)
            && !is_common_word(name)
            && !is_place(name)
            && !is_doubtful(name[0])
        {
            names.push(Span::new(start, at));
        }
    }
}

/// Takes the names that stand in a list behind one: 市领导甲乙、丙丁戊、己庚参加.
fn listed(chars: &[char], names: &mut Vec<Span>) {
    const CLOSING: &[&str] =
        &["、", "等", "参加", "出席", "陪同", "列席", "分别", "一同", "共同", "随同", "一起", "在"];
    let mut at = 0;
    while let Some(name) = names.get(at).copied() {
        at += 1;
        if chars.get(name.end) != Some(&'、') {
            continue;
        }
        let start = name.end + 1;
        let closes = |end: usize| CLOSING.iter().any(|word| starts(chars, end, word));
        let ends = [start + 3, start + 2].into_iter().filter(|end| *end <= chars.len());
        let next = ends.map(|end| Span::new(start, end)).find(|span| {
            let next = &chars[span.start..span.end];
            let is_sure = is_name(next) && !is_common_word(next) && !is_doubtful(next[0]);
            is_sure && next.iter().all(|&c| is_han(c)) && closes(span.end)
        });
        names.extend(next.filter(|next| !names.contains(next)));
    }
}

/// Takes lines that hold nothing but names: ► 甲乙丙 丁戊己.
fn name_lines(chars: &[char], names: &mut Vec<Span>) {
    let mut start = 0;
    for line in chars.split(|&c| c == '\n') {
        let belongs = |&c| is_han(c) || is_gap(c) || matches!(c, '►' | '▲' | '■' | '□' | '●' | '◆');
        let parts = if line.iter().all(belongs) { han_runs(line) } else { Vec::new() };
        let is_one = |name: &[char]| is_name(name) && !is_common_word(name);
        if parts.len() >= 2 && parts.iter().all(|span| is_one(&line[span.start..span.end])) {
            names.extend(parts.iter().map(|span| Span::new(start + span.start, start + span.end)));
        }
        start += line.len() + 1;
    }
}

fn han_runs(line: &[char]) -> Vec<Span> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < line.len() {
        let end = run_end(line, at);
        if end > at {
            runs.push(Span::new(at, end));
        }
        at = end.max(at + 1);
    }
    runs
}

/// Tells whether characters are a name: a surname and one or two more.
fn is_name(chars: &[char]) -> bool {
    let surname = if is_compound(chars) {
        2
    } else {
        usize::from(chars.first().is_some_and(|&c| is_surname(c)))
    };
    let given = chars.len().saturating_sub(surname);
    surname > 0 && (1..=2).contains(&given) && chars.len() >= 2 && !is_place(chars)
}

fn is_place(name: &[char]) -> bool {
    name.len() == 3 && name.last().is_some_and(|&c| PLACES.has(c)) && is_common_word(&name[..2])
}

/// Tells whether characters begin with a verb or an adverb of the list, as no name does: 齐聚, 都会.
fn begins_with_verb(chars: &[char]) -> bool {
    let first: String = chars.iter().take(2).collect();
    lexicon::class(&first).is_some_and(|class| matches!(class, Class::Verb | Class::Adverb))
}

/// Tells whether characters are a word that is not a person's name.
fn is_common_word(chars: &[char]) -> bool {
    let word: String = chars.iter().collect();
    if lexicon::class(&word).is_some_and(|class| class != Class::Person) {
        return true;
    }
    let first: String = chars.iter().take(2).collect();
    chars.len() == 3
        && lexicon::class(&first)
            .is_some_and(|class| !matches!(class, Class::Person | Class::Morpheme | Class::Other))
        && lexicon::frequency(&first).is_some_and(|frequency| frequency > 2000)
}

/// Returns the length of the longest common word with which characters begin.
fn word_length(chars: &[char]) -> usize {
    let ahead: String = chars.iter().take(4).take_while(|&&c| is_han(c)).collect();
    lexicon::prefixes(&ahead)
        .filter(|&(_, frequency)| frequency >= 50)
        .map(|(bytes, _)| ahead[..bytes].chars().count())
        .max()
        .unwrap_or(0)
}

fn run_end(chars: &[char], at: usize) -> usize {
    (at..chars.len()).find(|&i| !is_han(chars[i])).unwrap_or(chars.len()).max(at)
}

fn is_gap(c: char) -> bool {
    c == ' ' || c == '\u{3000}' || matches!(c, '、' | ':' | '：' | '|' | '\t')
}
