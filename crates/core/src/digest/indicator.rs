//! What a statistic measures: its name in Chinese, and in English where the glossary knows it.

use crate::fact::name::pinyin::pinyin;
use crate::glossary::{Class, Glossary, Term};
use crate::text::lexicon;
use crate::text::script::{count_han, is_han};
use crate::unit::Word;

use super::reading;

/// Removes what stands before the name of an indicator: 其中, 全年, 截至目前.
pub(super) fn bare(text: &str) -> &str {
    const BEFORE: &[&str] = &[
        "其中",
        "全年",
        "今年",
        "去年",
        "截至目前",
        "目前",
        "预计",
        "年末",
        "全年实现",
        "当年",
        "期间",
        "累计",
        "上半年",
        "下半年",
        "每年",
        "新区",
        "全区",
        "全市",
        "全县",
        "全省",
        "全国",
        "该区",
        "该市",
        "该县",
    ];
    let mut text = text.trim();
    while let Some(rest) = BEFORE.iter().find_map(|word| text.strip_prefix(word)) {
        if count_han(rest) < 2 && !rest.is_ascii() || rest.is_empty() {
            break;
        }
        text = rest;
    }
    text
}

/// Removes a verb that says that a value was brought about: 实现产值, 完成投资.
pub(super) fn after_verb(text: &str) -> &str {
    let text = bare(text);
    ["实现", "完成", "拥有"].iter().find_map(|verb| text.strip_prefix(verb)).unwrap_or(text)
}

/// Tells whether a text can be the name of an indicator.
pub(super) fn is_plausible(text: &str) -> bool {
    const NEVER: &[&str] =
        &["是", "把", "被", "将", "让", "使", "对", "在", "从", "向", "由", "了", "也", "就"];
    let length = text.chars().count();
    let plain =
        text.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '&' | '-'));
    let verbal = lexicon::words(text).iter().any(|word| NEVER.contains(word));
    (2..=22).contains(&length)
        && plain
        && !verbal
        && text.chars().any(|c| is_han(c) || c.is_ascii_uppercase())
}

/// Indicators that are called the same in both languages.
const LATIN: &[&str] = &["GDP", "CPI", "PPI"];

/// Returns the English of an indicator: the glossary's, with the place it is measured in.
pub(super) fn english(text: &str, glossary: &Glossary) -> Option<String> {
    if let Some(term) = glossary.get(text).filter(|term| is_measure(term)) {
        return Some(term.first.clone());
    }
    if let Some((before, known)) =
        LATIN.iter().find_map(|&word| Some((text.strip_suffix(word)?, word)))
    {
        let place = if before.is_empty() { Some(String::new()) } else { place(before, glossary) };
        return place.map(|place| format!("{place} {known}").trim_start().to_owned());
    }
    if let Some(stem) = text.strip_suffix('额').filter(|stem| glossary.get(stem).is_some()) {
        return english(stem, glossary);
    }
    let occurrences = glossary.find(text);
    let last = occurrences.last().filter(|last| last.span.end == text.chars().count())?;
    if !is_measure(last.term) {
        return None;
    }
    let before: String = text.chars().take(last.span.start).collect();
    let before = before.trim_end_matches('的');
    Some(format!("{} {}", place(before, glossary)?, last.term.first))
}

/// Returns the English of a place: the glossary's, or the pinyin of its name before a word for its kind.
pub(super) fn place(text: &str, glossary: &Glossary) -> Option<String> {
    const KINDS: &[(&str, &str)] = &[
        ("经济技术开发区", " Economic and Technological Development Zone"),
        ("高新技术产业开发区", " High-tech Industrial Development Zone"),
        ("高新区", " High-tech Zone"),
        ("经开区", " Economic Development Zone"),
        ("开发区", " Development Zone"),
        ("示范区", " Demonstration Zone"),
        ("新区", " New Area"),
        ("街道", " subdistrict"),
        ("省", " province"),
        ("市", ""),
        ("县", " county"),
        ("区", " district"),
        ("镇", " town"),
        ("乡", " township"),
    ];
    if let Some(term) =
        glossary.get(text).filter(|term| matches!(term.domain.as_str(), "place" | "zone"))
    {
        return Some(term.first.clone());
    }
    let (name, kind) =
        KINDS.iter().find_map(|(kind, english)| Some((text.strip_suffix(kind)?, english)))?;
    let short = (2..=4).contains(&name.chars().count()) && name.chars().all(is_han);
    let generic = glossary.get(name).is_some_and(|term| term.domain != "place");
    (short && !generic).then(|| format!("{}{kind}", reading::name(name)))
}

fn is_measure(term: &Term) -> bool {
    const DOMAINS: &[&str] =
        &["stat", "fiscal", "trade", "agri", "industry", "tech", "social", "env", "noun"];
    let noun = term.pos == "noun" || term.pos.is_empty();
    noun && term.class != Class::Slogan
        && (term.origin == crate::glossary::Origin::User || DOMAINS.contains(&term.domain.as_str()))
}

/// Returns the words of an indicator with their readings and senses.
pub(super) fn gloss(text: &str, glossary: &Glossary) -> Vec<Word> {
    let mut words = Vec::new();
    let mut at = 0;
    let chars: Vec<char> = text.chars().collect();
    let slice = |start: usize, end: usize| chars[start..end].iter().collect::<String>();
    for occurrence in glossary.find(text) {
        words.extend(lexicon::words(&slice(at, occurrence.span.start)).into_iter().map(unknown));
        let senses = vec![occurrence.term.first.clone()];
        let text = slice(occurrence.span.start, occurrence.span.end);
        words.push(Word { pinyin: pinyin(&text), text, senses });
        at = occurrence.span.end;
    }
    words.extend(lexicon::words(&slice(at, chars.len())).into_iter().map(unknown));
    words
}

fn unknown(word: &str) -> Word {
    Word { text: word.to_owned(), pinyin: pinyin(word), senses: Vec::new() }
}

/// Returns a text with a capital at its head.
pub(super) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Returns the English of those among whom something ranks, with a space before it; empty where none are
/// named, nothing where they are not understood: 全市 is " in the city", 该市六区 is " among the city's six
/// districts".
pub(super) fn scope(text: &str) -> Option<String> {
    const WHOLE: &[(&str, &str)] = &[
        ("国", "country"),
        ("省", "province"),
        ("市", "city"),
        ("县", "county"),
        ("区", "district"),
        ("自治区", "autonomous region"),
        ("球", "world"),
    ];
    const MANY: &[(&str, &str)] = &[
        ("区", "districts"),
        ("县", "counties"),
        ("市", "cities"),
        ("县区", "counties and districts"),
        ("省份", "provinces"),
    ];
    const NUMBERS: &[(&str, &str)] = &[
        ("两", "two "),
        ("三", "three "),
        ("四", "four "),
        ("五", "five "),
        ("六", "six "),
        ("七", "seven "),
        ("八", "eight "),
        ("九", "nine "),
        ("十", "10 "),
        ("各", ""),
        ("", ""),
    ];
    if text.is_empty() {
        return Some(String::new());
    }
    let named = text.strip_prefix(['全', '该', '本']).unwrap_or(text);
    let (whole, rest) =
        WHOLE.iter().rev().find_map(|(zh, en)| Some((en, named.strip_prefix(zh)?)))?;
    if rest.is_empty() {
        return Some(format!(" in the {whole}"));
    }
    let (number, kind) = NUMBERS.iter().find_map(|(zh, en)| Some((en, rest.strip_prefix(zh)?)))?;
    let (_, kind) = MANY.iter().find(|(zh, _)| *zh == kind)?;
    Some(format!(" among the {whole}'s {number}{kind}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_among_whom_something_ranks_are_named_or_left_out() {
        for (zh, en) in [
            ("", Some("")),
            ("全市", Some(" in the city")),
            ("该市六区", Some(" among the city's six districts")),
            ("全省各县区", Some(" among the province's counties and districts")),
            ("同类园区", None),
        ] {
            assert_eq!(scope(zh).as_deref(), en, "{zh}");
        }
    }

    #[test]
    fn an_indicator_has_the_place_it_is_measured_in() {
        let glossary = Glossary::builtin();
        assert_eq!(english("临湾新区GDP", &glossary).as_deref(), Some("Linwan New Area GDP"));
        assert_eq!(english("固定资产投资额", &glossary).as_deref(), Some("fixed-asset investment"));
        assert_eq!(english("灵雀指数", &glossary), None);
    }
}
