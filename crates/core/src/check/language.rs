//! `LANGUAGE`: the answer is mostly Chinese, or in a language that is not English.

use super::{Sides, on_target};
use crate::finding::{Finding, Severity};
use crate::text::script::count_han;

/// Words of which some stand in every English text of some length, and in no other language.
const ENGLISH: &[&str] = &[
    "the", "of", "and", "to", "is", "were", "for", "with", "by", "from", "has", "have", "its",
    "that",
];

/// Words of French, Spanish, Italian, Portuguese and German that say nothing in English.
const FOREIGN: &[&str] = &[
    "de", "la", "le", "les", "des", "du", "et", "une", "dans", "aux", "el", "los", "las", "del",
    "en", "que", "con", "para", "una", "di", "il", "gli", "della", "do", "da", "uma", "der", "die",
    "au", "est", "sur", "par", "pour", "avec", "qui", "das", "und", "den", "dem", "mit", "von",
    "ist", "für",
];

/// The fewest words by which a language is known, and how many of them must be foreign.
const WORDS: usize = 6;
const TELLING: usize = 3;

pub(super) fn check(sides: &Sides<'_>) -> Vec<Finding> {
    let han = if sides.pair.target.is_ascii() { 0 } else { count_han(sides.pair.target) };
    let letters = || sides.pair.target.bytes().filter(u8::is_ascii_alphabetic).count();
    if han >= 2 && han > letters() {
        return vec![on_target("LANGUAGE", Severity::Critical, "the answer is mostly Chinese")];
    }
    if is_foreign(sides) {
        return vec![on_target("LANGUAGE", Severity::Critical, "the answer is not English")];
    }
    Vec::new()
}

/// Tells whether the words that hold sentences together are those of another language, and none is English.
fn is_foreign(sides: &Sides<'_>) -> bool {
    let words = sides.words();
    let count = |list: &[&str]| list.iter().map(|word| words.count(word)).sum::<usize>();
    words.len() >= WORDS && !words.has_any(ENGLISH) && count(FOREIGN) >= TELLING
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_rules;

    #[test]
    fn another_language_is_no_translation_and_a_foreign_name_is_one() {
        let source = "大批游客来到白河县，县里的旅馆住满了人。";
        assert_rules(
            source,
            "De nombreux touristes sont venus dans le district et les auberges sont pleines.",
            &["LANGUAGE"],
        );
        assert_rules(
            source,
            "So many tourists came to Baihe county that every room of the Casa de la Luna was taken.",
            &[],
        );
    }
}
