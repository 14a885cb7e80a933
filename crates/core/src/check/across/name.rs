//! `NAME_VARIANT`, a person's name is spelt in two ways; `SOURCE_NAME_VARIANT`, two names of the Chinese are
//! one character apart and sound alike, so that one of them is likely misprinted.

use std::collections::HashMap;

use crate::check::words::Words;
use crate::check::{Sides, on_target};
use crate::fact::name::{Person, name_forms};
use crate::finding::{Finding, Severity};

/// The names so far.
#[derive(Default)]
pub(super) struct Names<'a> {
    spellings: HashMap<String, Spelling<'a>>,
    /// The names by their pinyin.
    sounds: HashMap<String, String>,
}

/// How a name is spelt; that is looked for when it stands a second time, as most stand once.
#[derive(Default)]
struct Spelling<'a> {
    known: Option<String>,
    /// The English of the pairs in which it was not looked for yet.
    unread: Vec<&'a str>,
}

impl<'a> Names<'a> {
    /// Looks at the names of a pair.
    pub(super) fn look(&mut self, sides: &Sides<'a>) -> Vec<Finding> {
        let mut findings = Vec::new();
        for person in sides.persons() {
            findings.extend(self.source_variant(person));
            let Some(spelling) = self.spellings.get_mut(&person.text) else {
                let first = Spelling { known: None, unread: vec![sides.pair.target] };
                self.spellings.insert(person.text.clone(), first);
                continue;
            };
            let Spelling { known, unread } = spelling;
            for earlier in std::mem::take(unread) {
                *known = known.take().or_else(|| spelt(person, &Words::of(earlier)));
            }
            let Some(here) = spelt(person, sides.words()) else {
                continue;
            };
            let known = known.get_or_insert_with(|| here.clone());
            if *known != here {
                let message = format!("{} is `{here}` here and `{known}` before", person.text);
                let mut finding = on_target("NAME_VARIANT", Severity::Minor, message);
                finding.spans = vec![person.span];
                finding.suggestion = Some(known.clone());
                findings.push(finding);
            }
        }
        findings
    }

    fn source_variant(&mut self, person: &Person) -> Option<Finding> {
        let sound = person.pinyin.to_lowercase();
        let known = self.sounds.entry(sound).or_insert_with(|| person.text.clone());
        if *known == person.text || !is_one_apart(known, &person.text) {
            return None;
        }
        let message = format!("{} stands here and {known} before: the same person?", person.text);
        let finding = on_target("SOURCE_NAME_VARIANT", Severity::Info, message);
        Some(Finding { spans: vec![person.span], ..finding })
    }
}

/// Returns which of the accepted forms of a person's name stands in the English.
fn spelt(person: &Person, target: &Words<'_>) -> Option<String> {
    // The first of the forms is nearly always the one that stands there.
    if target.has_phrase(&person.pinyin) {
        return Some(person.pinyin.clone());
    }
    name_forms(&person.text).into_iter().find(|form| target.has_phrase(form))
}

fn is_one_apart(a: &str, b: &str) -> bool {
    a.chars().count() == b.chars().count()
        && a.chars().zip(b.chars()).filter(|(a, b)| a != b).count() == 1
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_across;
    use crate::check::Pair;

    #[test]
    fn one_person_has_one_spelling() {
        assert_across(
            &[
                Pair::of(
                    "村民吕青禾说，渠修好了。",
                    "The canal is ready, villager Lyu Qinghe said.",
                ),
                Pair::of("村民吕青禾很高兴。", "Villager Lu Qinghe was happy."),
                Pair::of("村民吕青禾走了。", "Villager Lyu Qinghe left."),
            ],
            &[(1, "NAME_VARIANT")],
        );
    }

    #[test]
    fn names_that_sound_alike_are_told_to_the_editor() {
        assert_across(
            &[
                Pair::of("书记晁春宇介绍情况。", "Secretary Chao Chunyu gave details."),
                Pair::of("书记晁春雨介绍情况。", "Secretary Chao Chunyu gave details."),
            ],
            &[(1, "SOURCE_NAME_VARIANT")],
        );
    }
}
