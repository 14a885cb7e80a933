//! `NAME_ADDED`: the English names a person whom the Chinese does not name.
//!
//! Only what is surely a name is looked at: a surname and a given name in pinyin beside a title or a verb
//! of speech. It is accounted for where its sound is that of characters of the Chinese.

use std::collections::HashSet;
use std::sync::OnceLock;

use super::name::is_pinyin;
use super::quote::SAID;
use super::words::{Word, Words};
use super::{Sides, on_target};
use crate::fact::name::pinyin::plain_pinyin;
use crate::fact::name::{name_forms, surname};
use crate::finding::{Finding, Severity};
use crate::text::span::Span;

/// The most letters of a syllable that many characters share.
const SYLLABLE: usize = 4;

/// Words before a name that say what a person is.
const TITLES: &[&str] = &[
    "secretary",
    "mayor",
    "director",
    "villager",
    "farmer",
    "resident",
    "teacher",
    "manager",
    "chairman",
    "president",
    "head",
    "chief",
    "reporter",
    "student",
    "professor",
    "doctor",
    "governor",
    "worker",
    "engineer",
    "entrepreneur",
    "official",
    "volunteer",
    "driver",
    "colleague",
    "colleagues",
    "partner",
    "officer",
    "wife",
    "husband",
    "son",
    "daughter",
    "deputy",
    "member",
    "neighbor",
    "friend",
    "coach",
    "athlete",
    "ambassador",
    "minister",
    "analyst",
    "chef",
    "nurse",
    "captain",
    "judge",
    "lawyer",
    "prosecutor",
    "spokesperson",
    "spokesman",
    "spokeswoman",
    "commander",
    "principal",
    "dean",
    "researcher",
    "scientist",
    "expert",
    "scholar",
    "author",
    "writer",
    "artist",
    "singer",
    "actor",
    "actress",
    "player",
    "owner",
    "shopkeeper",
    "tourist",
    "patient",
    "mr",
    "ms",
    "mrs",
    "dr",
    "prof",
    "comrade",
];

/// Finds persons who are not in the Chinese.
pub(super) fn check(sides: &Sides<'_>) -> Vec<Finding> {
    let target = sides.words();
    // Most texts hold nothing that looks like a name, and that is soon seen.
    if !(0..target.len()).any(|at| is_name(target, at)) {
        return Vec::new();
    }
    let titled = TITLES.iter().flat_map(|title| places(target, title)).map(|at| at + 1);
    let spoken = SAID.iter().flat_map(|verb| places(target, verb));
    let spoken = spoken.flat_map(|at| [Some(at + 1), at.checked_sub(2)]).flatten();
    let apart = (0..target.len()).filter(|&at| is_set_off(target, at));
    let mut seen: HashSet<(&str, &str)> = HashSet::new();
    let mut is_new = |at: usize| seen.insert((&target[at].lower, &target[at + 1].lower));
    let names = titled.chain(spoken).chain(apart).filter(|&at| is_name(target, at));
    let candidates: Vec<usize> = names.filter(|&at| is_new(at)).collect();
    if candidates.is_empty() || !sides.name_findings().is_empty() {
        return Vec::new();
    }
    let source = plain_pinyin(sides.pair.source);
    let added = candidates.into_iter().find(|&at| {
        let (first, last) = (&target[at].lower, &target[at + 1].lower);
        // Of one syllable there is one of the same sound in most texts.
        let is_short = sound(last).len() <= SYLLABLE;
        let sounds = if is_short { format!("{first}{}", sound(last)) } else { sound(last) };
        !source.contains(&sounds)
            && !is_of_a_term(sides, first, last)
            && !may_be_read_so(sides.source(), &format!("{first} {last}"))
    });
    let Some(at) = added else {
        return Vec::new();
    };
    let name = format!("{} {}", target[at].text, target[at + 1].text);
    let message = format!("`{name}` is not in the Chinese");
    let mut finding = on_target("NAME_ADDED", Severity::Critical, message);
    finding.target_spans = vec![Span::new(target[at].span.start, target[at + 1].span.end)];
    vec![finding]
}

/// Tells whether two words and a comma stand before what a person is: `Wang Dawei, an official`.
fn is_set_off(target: &Words<'_>, at: usize) -> bool {
    let (Some(last), Some(next)) = (target.get(at + 1), target.get(at + 2)) else {
        return false;
    };
    // The titles are many: what is quickly seen goes first.
    if next.span.start != last.span.end + 2 || !target[at].is_capital() {
        return false;
    }
    let is_title = |word: &Word<'_>| TITLES.contains(&word.lower.as_ref());
    let is_article = matches!(next.lower.as_ref(), "a" | "an" | "the");
    (is_article || is_title(next)) && target[at + 2..].iter().take(4).any(is_title)
}

fn places<'t>(target: &'t Words<'_>, word: &'t str) -> impl Iterator<Item = usize> + 't {
    target.near(word).filter(move |&at| target[at].lower == word)
}

/// Tells whether a surname and a given name, and no third word of a name, stand at a place.
fn is_name(target: &Words<'_>, at: usize) -> bool {
    let (Some(first), Some(last)) = (target.get(at), target.get(at + 1)) else {
        return false;
    };
    let touch = last.span.start == first.span.end + 1;
    let ends = target
        .get(at + 2)
        .is_none_or(|next| !next.is_capital() || next.span.start > last.span.end + 1);
    touch
        && ends
        && first.is_capital()
        && last.is_capital()
        && surnames().contains(first.lower.as_ref())
        && is_pinyin(&sound(&last.lower))
}

/// Returns a given name without the marks between its syllables.
fn sound(given: &str) -> String {
    given.chars().filter(|c| c.is_alphabetic()).collect()
}

/// Tells whether some characters of the Chinese are a name that may be read so: 柏 is bai or bo.
fn may_be_read_so(source: &[char], name: &str) -> bool {
    let reads = |name_chars: &[char]| {
        let text: String = name_chars.iter().collect();
        name_forms(&text).iter().any(|form| form.to_lowercase() == name)
    };
    (2..=4).any(|length| source.windows(length).any(reads))
}

/// Tells whether a form of a term of the Chinese holds both words.
fn is_of_a_term(sides: &Sides<'_>, first: &str, last: &str) -> bool {
    let mut forms = sides.terms().iter().flat_map(|here| here.term.forms());
    forms.any(|form| {
        let words = Words::of(form);
        words.has(first) && words.has(last)
    })
}

fn surnames() -> &'static HashSet<String> {
    static SURNAMES: OnceLock<HashSet<String>> = OnceLock::new();
    SURNAMES.get_or_init(|| surname::readings().collect())
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_rules;

    #[test]
    fn a_person_nobody_named_is_reported() {
        assert_rules(
            "一名负责人表示，渠修好了。",
            "Wang Dawei, an official, said the canal was ready.",
            &["NAME_ADDED"],
        );
        let source = "村民说，渠修好了。";
        assert_rules(source, "The canal is ready, a villager said.", &[]);
        assert_rules(source, "The canal is ready, villager Wang Dawei said.", &["NAME_ADDED"]);
    }

    #[test]
    fn a_name_that_sounds_like_the_chinese_is_not() {
        assert_rules("大伟说渠修好了。", "The canal is ready, Wang Dawei said.", &[]);
        assert_rules(
            "总经理方柏舟说渠修好了。",
            "The canal is ready, said Fang Bozhou, the general manager.",
            &[],
        );
        assert_rules("仁和镇表示，渠修好了。", "The canal is ready, Ren He Town said.", &[]);
    }
}
