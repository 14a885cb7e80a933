//! Pinyin: of persons' names by GB/T 28039 (surname first, given name solid), and of words with tone
//! marks for glosses.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use pinyin::{ToPinyin, ToPinyinMulti};

use super::reading::WORDS;
use super::surname;
use crate::text::lexicon;
use crate::text::script::is_han;

/// The most forms that [`name_forms`] returns.
const MOST_FORMS: usize = 16;

/// Characters that close a word of which they are no part in the list: 高新 + 区.
const SUFFIXES: &str = "区市县省镇乡村州旗街路者员家性化型业们部局厅院所站站队会厂社园率度力级制法";

/// Words of one character that belong to no name.
const FUNCTION: &str =
    "的在和与是了从向对到于将为被把及由让以并不也都就而至给经按比等各每这那该本我全";

/// Returns the pinyin of a person's name: `Ling Bingkui`, `Ouyang Hua`, `Lyu Li`.
///
/// A name that does not begin with a surname is written as one word.
pub fn name_pinyin(name: &str) -> String {
    let Some((surname, given)) = surname::split(name) else {
        return capital(&joined(name.chars().filter_map(plain)));
    };
    let first = surname_reading(surname);
    let last = joined(given.chars().filter_map(plain));
    format!("{} {}", capital(&first), capital(&last)).trim_end().to_owned()
}

/// Returns every accepted form of a person's name, the best first: other readings, and `Lu` beside `Lyu`.
pub fn name_forms(name: &str) -> Vec<String> {
    let mut forms = vec![name_pinyin(name)];
    let (surname, given) = surname::split(name).unwrap_or(("", name));
    let firsts = match surname::reading(surname) {
        Some(reading) => vec![reading.to_owned()],
        None => readings(surname),
    };
    for first in firsts {
        for last in readings(given) {
            forms.push(format!("{} {}", capital(&first), capital(&last)).trim().to_owned());
        }
    }
    // 阿木 is called Amu.
    if name.starts_with('阿') && name.chars().count() == 2 {
        forms.push(capital(&joined(name.chars().filter_map(plain))));
    }
    let others: Vec<String> = forms.iter().flat_map(|form| other_spellings(form)).collect();
    forms.splice(1..1, others);
    let mut seen = Vec::new();
    for form in forms {
        if !seen.contains(&form) && seen.len() < MOST_FORMS {
            seen.push(form);
        }
    }
    seen
}

/// Returns the pinyin of a text with tone marks, word by word: 高新区 is `gāoxīnqū`.
pub fn pinyin(text: &str) -> String {
    let mut out = String::new();
    for word in solid_words(text) {
        let spelt = spelt(&word);
        let parts = out.chars().last().is_some_and(char::is_alphanumeric)
            && spelt.chars().next().is_some_and(char::is_alphanumeric);
        if parts {
            out.push(' ');
        }
        out.push_str(&spelt);
    }
    out
}

/// Returns the pinyin of the Han characters of a text in one run, without tones.
pub fn plain_pinyin(text: &str) -> String {
    text.chars().filter_map(plain).collect()
}

/// Cuts a text into words, with a closing suffix joined to its word.
fn solid_words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in lexicon::words(text) {
        let mut chars = word.chars();
        let is_suffix =
            chars.next().is_some_and(|c| SUFFIXES.contains(c)) && chars.next().is_none();
        let closes = |last: &String| last.chars().all(is_han) && last.chars().count() <= 3;
        if !(is_suffix && words.last().is_some_and(closes)) {
            words.push(word.to_owned());
            continue;
        }
        // A place that the list does not hold falls into single characters: 青 + 岚 + 市.
        if let [.., first, second] = words.as_slice()
            && is_lone(first)
            && is_lone(second)
        {
            let second = words.pop().unwrap_or_default();
            if let Some(first) = words.last_mut() {
                first.push_str(&second);
            }
        }
        if let Some(last) = words.last_mut() {
            last.push_str(word);
        }
    }
    words
}

/// Tells whether a word is one Han character that is no word of every sentence.
fn is_lone(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(|c| is_han(c) && !FUNCTION.contains(c)) && chars.next().is_none()
}

/// Spells a word with tone marks; what is no Han character stays as it is.
fn spelt(word: &str) -> String {
    if let Some((reading, rest)) = odd_beginning(word) {
        return format!("{reading}{}", spelt(rest));
    }
    let mut out = String::new();
    for c in word.chars() {
        match c.to_pinyin() {
            Some(syllable) => push_syllable(&mut out, syllable.with_tone()),
            None => out.push(c),
        }
    }
    out
}

/// Returns the reading of the word of the table with which a word begins, and the rest of the word.
fn odd_beginning(word: &str) -> Option<(&'static str, &str)> {
    static BY_FIRST: OnceLock<HashMap<char, Vec<(&str, &str)>>> = OnceLock::new();
    let by_first = BY_FIRST.get_or_init(|| {
        let mut by_first: HashMap<char, Vec<(&str, &str)>> = HashMap::new();
        for &(known, reading) in WORDS {
            by_first
                .entry(known.chars().next().unwrap_or('\0'))
                .or_default()
                .push((known, reading));
        }
        by_first
    });
    let known = by_first.get(&word.chars().next()?)?;
    known.iter().find_map(|(known, reading)| Some((*reading, word.strip_prefix(known)?)))
}

/// Readings of characters in given names that differ from the usual one.
const GIVEN: &[(char, &str)] = &[
    ('长', "chang"),
    ('茜', "qian"),
    ('晟', "sheng"),
    ('柏', "bai"),
    ('似', "si"),
    ('曾', "zeng"),
    ('重', "chong"),
    ('卜', "bu"),
    ('石', "shi"),
    ('地', "di"),
];

/// Returns the reading of a character of a name without its tone, in the house's spelling.
fn plain(c: char) -> Option<Cow<'static, str>> {
    if let Some((_, reading)) = GIVEN.iter().find(|(known, _)| *known == c) {
        return Some(Cow::Borrowed(reading));
    }
    c.to_pinyin().map(|syllable| house(syllable.plain()))
}

/// Spells ü as passports do: `lyu`, `nyu`.
fn house(syllable: &'static str) -> Cow<'static, str> {
    if syllable.contains('ü') {
        return Cow::Owned(syllable.replace('ü', "yu"));
    }
    Cow::Borrowed(syllable)
}

/// Returns a form with the other spellings of ü: `Lyu`, `Lu`, `Lü`.
fn other_spellings(form: &str) -> Vec<String> {
    let mut others = Vec::new();
    if !form.contains("yu") {
        return others;
    }
    for (spelt, plain, marked) in
        [("Lyu", "Lu", "Lü"), ("lyu", "lu", "lü"), ("Nyu", "Nu", "Nü"), ("nyu", "nu", "nü")]
    {
        if form.contains(spelt) {
            others.extend([form.replace(spelt, plain), form.replace(spelt, marked)]);
        }
    }
    others
}

pub(super) fn surname_reading(surname: &str) -> String {
    surname::reading(surname)
        .map_or_else(|| joined(surname.chars().filter_map(plain)), str::to_owned)
}

/// Returns the joined readings of some characters, the usual one first and at most two for each.
fn readings(chars: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    for c in chars.chars() {
        let mut syllables: Vec<Cow<'static, str>> = Vec::new();
        for syllable in
            c.to_pinyin_multi().into_iter().flatten().map(|syllable| house(syllable.plain()))
        {
            if !syllables.contains(&syllable) && syllables.len() < 2 {
                syllables.push(syllable);
            }
        }
        all = all
            .iter()
            .flat_map(|start| {
                syllables.iter().map(|syllable| {
                    let mut form = start.clone();
                    push_syllable(&mut form, syllable);
                    form
                })
            })
            .take(MOST_FORMS)
            .collect();
    }
    all
}

fn joined(syllables: impl Iterator<Item = Cow<'static, str>>) -> String {
    let mut out = String::new();
    for syllable in syllables {
        push_syllable(&mut out, &syllable);
    }
    out
}

/// Adds a syllable; one that begins with a vowel is parted by an apostrophe.
fn push_syllable(out: &mut String, syllable: &str) {
    const VOWELS: &str = "aoeāáǎàōóǒòēéěè";
    let is_open = syllable.chars().next().is_some_and(|c| VOWELS.contains(c));
    if is_open && out.chars().last().is_some_and(char::is_alphabetic) {
        out.push('\'');
    }
    out.push_str(syllable);
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    let Some(first) = chars.next() else {
        return String::new();
    };
    let mut capital: String = first.to_uppercase().collect();
    capital.push_str(chars.as_str());
    capital
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_surname_first_and_given_name_solid() {
        for (name, pinyin) in [
            ("林青禾", "Lin Qinghe"),
            ("欧阳春", "Ouyang Chun"),
            ("单小川", "Shan Xiaochuan"),
            ("曾长乐", "Zeng Changle"),
            ("仇远", "Qiu Yuan"),
            ("解红梅", "Xie Hongmei"),
            ("朴志明", "Piao Zhiming"),
            ("吕绿", "Lyu Lyu"),
            ("任建安", "Ren Jian'an"),
            ("翟思源", "Zhai Siyuan"),
            ("尉迟恭", "Yuchi Gong"),
        ] {
            assert_eq!(name_pinyin(name), pinyin, "{name}");
        }
    }

    #[test]
    fn other_spellings_and_readings_are_accepted() {
        assert!(name_forms("阿木").iter().any(|form| form == "Amu"));
        let forms = name_forms("吕乐");
        assert_eq!(forms[0], "Lyu Le");
        for form in ["Lu Le", "Lü Le", "Lyu Yue"] {
            assert!(forms.iter().any(|known| known == form), "{form} in {forms:?}");
        }
    }

    #[test]
    fn words_are_spelt_with_tones() {
        for (text, spelt) in [
            ("高新区", "gāoxīnqū"),
            ("银行", "yínháng"),
            ("重庆", "chóngqìng"),
            ("西安", "xī'ān"),
            ("青岚市", "qīnglánshì"),
            ("在青岚市", "zài qīnglánshì"),
        ] {
            assert_eq!(pinyin(text), spelt, "{text}");
        }
        assert_eq!(pinyin("5G，好"), "5G，hǎo");
        assert_eq!(pinyin(""), "");
    }

    #[test]
    fn what_is_no_han_has_no_forms_that_break() {
        for name in ["", "A", "李", "🙂", "x李"] {
            assert!(!name_forms(name).is_empty());
        }
    }
}
