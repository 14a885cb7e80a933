//! An interlinear gloss: the words of a text, each with its reading and what it can mean, and one
//! line of the facts that were read for certain. It is a reading aid: nothing in it is a sentence.

use recto_core::fact::name::pinyin::pinyin;
use recto_core::fact::name::{Person, persons};
use recto_core::fact::{Figure, Kind, read_zh, render_en};
use recto_core::glossary::{Class, Glossary, Term};
use recto_core::text::lexicon;
use recto_core::text::script::is_han;
use recto_core::text::span::Span;
use recto_core::unit::Word;

use super::senses;

/// How many senses a word shows.
const SENSES: usize = 3;

/// A stretch of a text whose meaning is known as a whole.
struct Known<'a> {
    span: Span,
    meaning: Meaning<'a>,
}

enum Meaning<'a> {
    Term(&'a Term),
    Figure(Figure),
    Person(Person),
}

/// Returns the words of a text, which joined again are the text, and its facts in one line, which is
/// empty where it has none.
pub(super) fn gloss(glossary: &Glossary, text: &str) -> (Vec<Word>, String) {
    let known = known(glossary, text);
    (words(glossary, text, &known), facts(&known))
}

fn words(glossary: &Glossary, text: &str, known: &[Known<'_>]) -> Vec<Word> {
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut words = Vec::new();
    let mut at = 0;
    for known in known {
        plain(glossary, &text[bytes[at]..bytes[known.span.start]], &mut words);
        let whole = &text[bytes[known.span.start]..bytes[known.span.end]];
        words.push(word(whole, senses_of(&known.meaning)));
        at = known.span.end;
    }
    plain(glossary, &text[bytes[at]..], &mut words);
    words
}

fn facts(known: &[Known<'_>]) -> String {
    let mut lists = [
        ("Dates", Vec::new()),
        ("People", Vec::new()),
        ("Places and bodies", Vec::new()),
        ("Figures", Vec::new()),
        ("Terms", Vec::new()),
    ];
    for Known { meaning, .. } in known {
        let list = match meaning {
            Meaning::Figure(figure) if is_date(figure.kind) => 0,
            Meaning::Figure(_) => 3,
            Meaning::Person(_) => 1,
            Meaning::Term(term) if term.domain == "person" => 1,
            Meaning::Term(term) if is_name(term) => 2,
            Meaning::Term(term) if term.class == Class::Must || term.class == Class::Slogan => 4,
            Meaning::Term(_) => continue,
        };
        let fact = meant(meaning).into_iter().next();
        lists[list].1.extend(fact.filter(|fact| !lists[list].1.contains(fact)));
    }
    let full = lists.iter().filter(|(_, list)| !list.is_empty());
    full.map(|(name, list)| format!("{name}: {}.", list.join("; "))).collect::<Vec<_>>().join(" ")
}

/// Finds terms, figures and people, in order and apart; where they overlap the longer one counts.
fn known<'a>(glossary: &'a Glossary, text: &str) -> Vec<Known<'a>> {
    let figures = read_zh(text).into_iter().filter(is_plain);
    let figures = figures.map(|f| Known { span: f.span, meaning: Meaning::Figure(f) });
    let terms = glossary.find(text).into_iter();
    let terms = terms.map(|o| Known { span: o.span, meaning: Meaning::Term(o.term) });
    let people = persons(text).into_iter();
    let people = people.map(|p| Known { span: p.span, meaning: Meaning::Person(p) });
    let mut all: Vec<Known<'a>> = terms.chain(people).chain(figures).collect();
    all.sort_by_key(|known| (std::cmp::Reverse(known.span.len()), known.span.start));
    let mut kept: Vec<Known<'a>> = Vec::new();
    for known in all {
        if !kept.iter().any(|longer| longer.span.overlaps(known.span)) {
            kept.push(known);
        }
    }
    kept.sort_by_key(|known| known.span.start);
    kept
}

/// Tells whether a figure is a number with its unit, and no clause around a number.
fn is_plain(figure: &Figure) -> bool {
    figure.kind != Kind::Rank || figure.text.starts_with('第')
}

fn is_date(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Year | Kind::YearMonth | Kind::Month | Kind::Date | Kind::Plan | Kind::Lunar
    )
}

/// Tells whether a term names one place or body.
fn is_name(term: &Term) -> bool {
    const NAMING: &[&str] = &["place", "institution", "company", "zone", ""];
    let is_proper = term.first.chars().next().is_some_and(char::is_uppercase);
    is_proper && term.class == Class::Must && NAMING.contains(&term.domain.as_str())
}

fn meant(meaning: &Meaning<'_>) -> Vec<String> {
    match meaning {
        Meaning::Figure(figure) => fact(figure),
        Meaning::Term(term) => of_term(term),
        Meaning::Person(person) => vec![person.pinyin.clone()],
    }
}

/// Returns the senses of the characters alone: what is counted is another word of the text.
fn senses_of(meaning: &Meaning<'_>) -> Vec<String> {
    match meaning {
        Meaning::Figure(figure) if figure.kind == Kind::Count => {
            fact(&Figure { unit: None, ..figure.clone() })
        }
        _ => meant(meaning),
    }
}

fn fact(figure: &Figure) -> Vec<String> {
    render_en(figure).into_iter().take(1).collect()
}

fn of_term(term: &Term) -> Vec<String> {
    let mut senses: Vec<String> = Vec::new();
    for form in term.forms().chain([term.gloss.as_str()]) {
        if !form.is_empty() && !senses.iter().any(|seen| seen.eq_ignore_ascii_case(form)) {
            senses.push(form.to_owned());
        }
    }
    senses.truncate(SENSES);
    senses
}

/// Adds the words of a stretch that holds no term and no figure.
fn plain(glossary: &Glossary, text: &str, words: &mut Vec<Word>) {
    for cut in lexicon::words(text) {
        if !cut.starts_with(is_han) || known_word(glossary, cut) {
            words.push(word(cut, of_word(glossary, cut)));
        } else {
            words.extend(parts(glossary, cut).into_iter().map(|p| word(p, of_word(glossary, p))));
        }
    }
}

fn known_word(glossary: &Glossary, word: &str) -> bool {
    senses::has(word) || glossary.get(word).is_some()
}

fn of_word(glossary: &Glossary, word: &str) -> Vec<String> {
    match senses::of(word) {
        Some(senses) => senses.take(SENSES).map(str::to_owned).collect(),
        None => glossary.get(word).map(of_term).unwrap_or_default(),
    }
}

/// Cuts a long word that has no sense into two or more that all have one; otherwise it stays whole.
fn parts<'t>(glossary: &Glossary, word: &'t str) -> Vec<&'t str> {
    let mut parts = Vec::new();
    let mut rest = word;
    while !rest.is_empty() {
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).collect::<Vec<_>>();
        let part = ends.iter().rev().map(|&end| &rest[..end]).find(|p| known_word(glossary, p));
        let Some(part) = part else { return vec![word] };
        parts.push(part);
        rest = &rest[part.len()..];
    }
    let is_fair = parts.iter().any(|part| part.chars().nth(1).is_some());
    if is_fair { parts } else { vec![word] }
}

fn word(text: &str, senses: Vec<String>) -> Word {
    let pinyin = if text.contains(is_han) { pinyin(text) } else { String::new() };
    Word { text: text.to_owned(), pinyin, senses }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glossed(text: &str) -> Vec<(String, String)> {
        let words = gloss(&Glossary::builtin(), text).0.into_iter();
        words.map(|word| (word.text, word.senses.join("; "))).collect()
    }

    #[test]
    fn terms_and_figures_are_kept_whole() {
        let words = glossed("完成固定资产投资41.5亿元。");
        assert!(words.contains(&("41.5亿元".into(), "4.15 billion yuan".into())), "{words:?}");
        assert!(words.iter().any(|(word, _)| word == "固定资产投资"), "{words:?}");
    }

    #[test]
    fn words_are_spelt_with_tone_marks_and_people_as_names() {
        let (words, _) = gloss(&Glossary::builtin(), "记者孟以南说，银行重新开业。");
        let spelt: Vec<&str> = words.iter().map(|word| word.pinyin.as_str()).collect();
        assert!(spelt.contains(&"yínháng") && spelt.contains(&"chóngxīn"), "{spelt:?}");
        assert!(words.iter().any(|word| word.senses == ["Meng Yinan"]), "{words:?}");
        assert!(words.iter().any(|word| word.text == "，" && word.pinyin.is_empty()));
    }

    #[test]
    fn a_word_that_nobody_knows_has_no_sense() {
        let words = glossed("犄角旮旯");
        assert!(words.iter().any(|(_, senses)| senses.is_empty()), "{words:?}");
    }

    #[test]
    fn a_long_word_is_cut_into_words_that_have_senses() {
        let glossary = Glossary::empty();
        assert_eq!(parts(&glossary, "发展潜力"), ["发展", "潜力"]);
        assert_eq!(parts(&glossary, "犄角旮旯"), ["犄角旮旯"]);
    }

    #[test]
    fn the_facts_stand_in_one_line() {
        let facts = |text| gloss(&Glossary::builtin(), text).1;
        assert_eq!(
            facts("2020年,河南省生产总值同比增长5.3%。"),
            "Dates: 2020. Places and bodies: Henan province. Figures: 5.3 percent."
        );
        assert_eq!(facts("大家好"), "");
    }

    proptest::proptest! {
        #[test]
        fn words_joined_are_the_text(text in "[一-龥0-9a-z，。、%“” ]{0,60}|\\PC{0,40}") {
            let (words, _) = gloss(&Glossary::builtin(), &text);
            let joined: String = words.iter().map(|word| word.text.as_str()).collect();
            proptest::prop_assert_eq!(joined, text);
        }
    }
}
