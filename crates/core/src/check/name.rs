//! `NAME_MISSING`, `NAME_FORM` and `NAME_ORDER`: a person of the Chinese stands in the English, surname
//! first and the given name in one word.

use super::words::Words;
use std::collections::HashSet;

use super::{Sides, on_target};
use crate::fact::name::pinyin::plain_pinyin;
use crate::fact::name::{Person, is_abroad, name_forms, surname};
use crate::finding::{Finding, Severity};
use crate::glossary::{Origin, Term};
use crate::text::class::Class;
use crate::text::lexicon;
use crate::text::script::is_han;
use crate::text::span::Span;

/// What became of a name.
enum Fate {
    Right,
    /// The surname stands alone, as at a later mention.
    Short,
    /// Written in another form: its place in words.
    Form(usize, usize),
    /// Given name first.
    Order(usize, usize),
    Missing,
}

/// Returns what the names of the Chinese give rise to, under one code.
pub(super) fn check(sides: &Sides<'_>, code: &'static str) -> Vec<Finding> {
    let found = sides.name_findings().iter();
    found.filter(|finding| finding.rule == code).cloned().collect()
}

/// Returns what the names of the Chinese give rise to, each name once.
pub(super) fn findings(sides: &Sides<'_>) -> Vec<Finding> {
    let mut seen: HashSet<&str> = HashSet::new();
    let persons = sides.persons().iter().filter(|person| seen.insert(&person.text));
    persons.filter_map(|person| finding(sides, person)).collect()
}

fn finding(sides: &Sides<'_>, person: &Person) -> Option<Finding> {
    let target = sides.words();
    // The first of the forms, where the glossary has no others, and nearly always the one that stands there.
    let is_listed = listed(sides, person).is_some();
    if !is_listed && matches!(fate(std::slice::from_ref(&person.pinyin), target), Fate::Right) {
        return None;
    }
    let forms = forms(sides, person);
    let right = forms.first()?.clone();
    let fate = fate(&forms, target);
    if !matches!(fate, Fate::Right | Fate::Short) && is_cut_otherwise(sides, person) {
        return None;
    }
    // What looks like a name is more often other words, and nothing in the English says that it is one here; or the
    // person is a Korean or Japanese, whose name is not read by its pinyin.
    let is_doubtful = matches!(fate, Fate::Missing)
        && (surname::is_doubtful_name(&person.text)
            || reads_as_words(&person.text)
            || is_abroad(sides.pair.source));
    let (rule, message, place) = match fate {
        Fate::Right | Fate::Short => return None,
        Fate::Missing => {
            ("NAME_MISSING", format!("{} ({right}) is not in the English", person.text), None)
        }
        Fate::Form(from, to) => {
            ("NAME_FORM", format!("{} is {right}", person.text), Some((from, to)))
        }
        Fate::Order(from, to) => {
            ("NAME_ORDER", format!("{} is {right}, surname first", person.text), Some((from, to)))
        }
    };
    let severity = if is_doubtful { Severity::Minor } else { Severity::Major };
    let mut finding = on_target(rule, severity, message);
    finding.spans = vec![person.span];
    finding.suggestion = Some(right);
    if let Some((from, to)) = place {
        let span = Span::new(target[from].span.start, target[to].span.end);
        finding.target_spans = vec![span];
    }
    Some(finding)
}

/// Tells whether what was taken for a name begins with a word, or is a surname before a verb: 晋级下, 傅退休.
fn reads_as_words(name: &str) -> bool {
    let chars: Vec<char> = name.chars().collect();
    let class = |part: &[char]| lexicon::class(&part.iter().collect::<String>());
    let is_word = |class| {
        matches!(
            class,
            Class::Noun | Class::Verb | Class::VerbalNoun | Class::Adjective | Class::Adverb
        )
    };
    let [.., one, two] = chars.as_slice() else {
        return false;
    };
    let behind = class(&[*one, *two]).filter(|_| chars.len() == 3);
    class(&chars[..2]).is_some_and(is_word)
        || behind.is_some_and(|class| matches!(class, Class::Verb | Class::Adverb))
}

/// Tells whether the English shows that the name has a character more or less than was taken for it: where a
/// name ends, Chinese does not mark.
fn is_cut_otherwise(sides: &Sides<'_>, person: &Person) -> bool {
    let source = sides.source();
    let Span { start, end } = person.span;
    let next = source.get(end).filter(|&&c| is_han(c)).map(|_| end + 1);
    let others = [Some(end - 1).filter(|shorter| shorter - start >= 2), next];
    others.into_iter().flatten().any(|end| {
        let name: String = source[start..end].iter().collect();
        let rest: String = source[end..person.span.end.max(end)].iter().collect();
        name_forms(&name).iter().any(|form| stands_alone(form, &rest, sides.words()))
    })
}

/// Tells whether a name stands in the English without the pinyin of the characters left out behind it.
fn stands_alone(form: &str, rest: &str, target: &Words<'_>) -> bool {
    let Some((surname, given)) = form.split_once(' ') else {
        return false;
    };
    let (surname, given) = (surname.to_lowercase(), plain(given));
    let rest = plain_pinyin(rest);
    target.near(&surname).filter(|&at| target[at].lower == surname).any(|at| {
        let is_given = target.get(at + 1).is_some_and(|word| plain(&word.lower) == given);
        let next = target.get(at + 2).map(|word| plain(&word.lower));
        is_given
            && target[at].is_capital()
            && (rest.is_empty() || next.is_none_or(|next| next != rest))
    })
}

/// Returns the accepted forms of a name: those of the glossary first.
fn forms(sides: &Sides<'_>, person: &Person) -> Vec<String> {
    match listed(sides, person) {
        // 谷雨 is a season in the built-in terms, and may be a person here.
        Some(term) if term.origin == Origin::Builtin => {
            term.forms().map(str::to_owned).chain(name_forms(&person.text)).collect()
        }
        Some(term) => term.forms().map(str::to_owned).collect(),
        None => name_forms(&person.text),
    }
}

/// Returns the name as the glossary has it.
fn listed<'a>(sides: &Sides<'a>, person: &Person) -> Option<&'a Term> {
    sides.pair.glossary.and_then(|glossary| glossary.get(&person.text))
}

/// Returns what became of a name: right in any of its forms, else what the first form shows.
fn fate(forms: &[String], target: &Words<'_>) -> Fate {
    let fate_of = |form: &String| match form.split_once(' ') {
        Some((surname, given)) => one(surname, given, target),
        None if target.has_phrase(form) => Fate::Right,
        None => Fate::Missing,
    };
    let mut fates = forms.iter().map(fate_of);
    let first = fates.next().unwrap_or(Fate::Right);
    match first {
        Fate::Right => Fate::Right,
        _ if fates.any(|fate| matches!(fate, Fate::Right)) => Fate::Right,
        first => first,
    }
}

/// Looks for one form of a name.
fn one(surname: &str, given: &str, target: &Words<'_>) -> Fate {
    let (first, last) = (surname.to_lowercase(), plain(given));
    let is_given = |from: usize| joined_until(target, from, &last);
    let mut fate = Fate::Missing;
    let mut places: Vec<usize> = target.near(&first).chain(target.near(&last)).collect();
    places.sort_unstable();
    places.dedup();
    for at in places {
        let word = &target[at];
        if word.lower == first && word.is_capital() {
            match is_given(at + 1) {
                Some(to) if to == at + 1 && target[to].is_capital() => return Fate::Right,
                Some(to) => return Fate::Form(at, to),
                None if at > 0 && plain(&target[at - 1].lower) == last => {
                    fate = Fate::Order(at - 1, at);
                }
                None if follows_name(target, at) => fate = Fate::Form(at, at + 1),
                None if matches!(fate, Fate::Missing) => fate = Fate::Short,
                None => {}
            }
        } else if plain(&word.lower) == last
            && word.is_capital()
            && at > 0
            && target[at - 1].is_capital()
            && matches!(fate, Fate::Missing)
        {
            fate = Fate::Form(at - 1, at);
        }
    }
    fate
}

/// Tells whether another given name follows a surname: a capital word made of pinyin.
fn follows_name(target: &Words<'_>, at: usize) -> bool {
    let Some(next) = target.get(at + 1) else {
        return false;
    };
    let touches = next.span.start == target[at].span.end + 1;
    touches && next.is_capital() && is_pinyin(&plain(&next.lower))
}

/// Returns the word at which the words from `from` on, written together, are a given name.
fn joined_until(target: &Words<'_>, from: usize, given: &str) -> Option<usize> {
    let mut joined = String::new();
    for (at, word) in target.iter().enumerate().skip(from).take(3) {
        joined += &plain(&word.lower);
        if joined == given {
            return Some(at);
        }
        if !given.starts_with(&joined) {
            return None;
        }
    }
    None
}

/// Returns a word in lower case without apostrophes.
fn plain(word: &str) -> String {
    word.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

/// Tells whether a word can be cut into syllables of pinyin.
pub(super) fn is_pinyin(word: &str) -> bool {
    const INITIALS: &[&str] = &[
        "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x",
        "r", "z", "c", "s", "y", "w", "",
    ];
    const FINALS: &[&str] = &[
        "iang", "iong", "uang", "ang", "eng", "ian", "iao", "ing", "ong", "uai", "uan", "ai", "an",
        "ao", "ei", "en", "er", "ia", "ie", "in", "iu", "ou", "ua", "ui", "un", "uo", "ue", "a",
        "e", "i", "o", "u",
    ];
    if word.is_empty() {
        return true;
    }
    // No syllable ends otherwise.
    if !word.ends_with(['a', 'e', 'i', 'o', 'u', 'n', 'g', 'r']) {
        return false;
    }
    INITIALS.iter().any(|initial| {
        word.strip_prefix(initial).is_some_and(|rest| {
            FINALS.iter().any(|ending| {
                rest.strip_prefix(ending)
                    .is_some_and(|rest| rest.len() < word.len() && is_pinyin(rest))
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_rules;

    const SOURCE: &str = "白河县委书记孟以南激动不已。";

    #[test]
    fn a_name_is_right_in_full_or_by_its_surname() {
        assert_rules(SOURCE, "Meng Yinan, Party secretary of Baihe county, was excited.", &[]);
        assert_rules(SOURCE, "Meng, Party secretary of Baihe county, was excited.", &[]);
    }

    #[test]
    fn a_name_may_be_longer_or_shorter_than_it_looks() {
        assert_rules(
            "市委书记周怀远近日到白河县调研。",
            "Zhou Huaiyuan, Party secretary of the city, made an inspection trip to Baihe county.",
            &[],
        );
        assert_rules(
            "书记蒋梅没有急着下结论。",
            "Secretary Jiang Mei did not rush to a conclusion.",
            &[],
        );
        assert_rules(
            "书记蒋梅没有急着下结论。",
            "Secretary Jiang Lan did not rush.",
            &["NAME_FORM"],
        );
    }

    #[test]
    fn a_name_that_is_split_turned_changed_or_lost_is_reported() {
        for (target, rule) in [
            ("Meng Yi Nan, Party secretary, was excited.", "NAME_FORM"),
            ("Meng Yi-nan, Party secretary, was excited.", "NAME_FORM"),
            ("Meng Yinan's deputy was excited.", ""),
            ("Yinan Meng, Party secretary, was excited.", "NAME_ORDER"),
            ("Meng Yibei, Party secretary, was excited.", "NAME_FORM"),
            ("Wang Yinan, Party secretary, was excited.", "NAME_FORM"),
            ("The Party secretary was excited.", "NAME_MISSING"),
        ] {
            let expected: Vec<&str> = [rule].into_iter().filter(|rule| !rule.is_empty()).collect();
            assert_rules(SOURCE, target, &expected);
        }
    }
}
