//! What only shows across the segments of an edition: one spelling for a person, one English for a slogan.
//!
//! `NAME_VARIANT` a person's name is spelt in two ways · `SLOGAN_VARIANT` a quoted slogan has two renderings ·
//! `SOURCE_NAME_VARIANT` two names of the Chinese are one character apart and sound alike, so that one of
//! them is likely misprinted. Each is told at the later place.

use std::collections::HashMap;

use super::quotes::quoted;
use super::words::Words;
use super::{Pair, on_target};
use crate::fact::name::{Person, name_forms, persons};
use crate::finding::{Finding, Severity};

/// The most Chinese characters of a slogan whose English is compared.
const LONGEST_SLOGAN: usize = 10;

/// Returns what differs between pairs, with the number of the pair at which it is told.
pub fn across<'a>(pairs: impl IntoIterator<Item = Pair<'a>>) -> Vec<(usize, Finding)> {
    let mut seen = Seen::default();
    let mut findings = Vec::new();
    for (number, pair) in pairs.into_iter().enumerate() {
        let found = seen.names(&pair).into_iter().chain(seen.slogan(&pair));
        findings.extend(found.map(|finding| (number, finding)));
    }
    findings
}

/// What the pairs so far have said.
#[derive(Default)]
struct Seen {
    /// The spelling of each name.
    spellings: HashMap<String, String>,
    /// The names by their pinyin.
    sounds: HashMap<String, String>,
    /// The English of each slogan.
    slogans: HashMap<String, String>,
}

impl Seen {
    fn names(&mut self, pair: &Pair<'_>) -> Vec<Finding> {
        let persons = persons(pair.source);
        if persons.is_empty() {
            return Vec::new();
        }
        let target = Words::of(pair.target);
        let mut findings = Vec::new();
        for person in persons {
            findings.extend(self.source_variant(&person));
            let Some(spelling) = spelling(&person.text, &target) else {
                continue;
            };
            let known =
                self.spellings.entry(person.text.clone()).or_insert_with(|| spelling.clone());
            if *known != spelling {
                let message = format!("{} is `{spelling}` here and `{known}` before", person.text);
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

    /// Compares the English of a pair that quotes one short slogan on both sides.
    fn slogan(&mut self, pair: &Pair<'_>) -> Option<Finding> {
        let (source, target) = (quoted(pair.source), quoted(pair.target));
        let ([source], [target]) = (source.as_slice(), target.as_slice()) else {
            return None;
        };
        let is_short = source.span.len() <= LONGEST_SLOGAN && !source.is_speech();
        let english = target.text.trim_end_matches([',', '.']).to_lowercase();
        if !is_short || english.is_empty() {
            return None;
        }
        let known = self.slogans.entry(source.text.to_owned()).or_insert_with(|| english.clone());
        if *known == english {
            return None;
        }
        let message = format!("“{}” is “{english}” here and “{known}” before", source.text);
        let mut finding = on_target("SLOGAN_VARIANT", Severity::Minor, message);
        finding.spans = vec![source.span];
        finding.target_spans = vec![target.span];
        Some(finding)
    }
}

/// Returns which of the accepted forms of a name stands in the English.
fn spelling(name: &str, target: &Words<'_>) -> Option<String> {
    name_forms(name).into_iter().find(|form| target.has_phrase(form))
}

fn is_one_apart(a: &str, b: &str) -> bool {
    a.chars().count() == b.chars().count()
        && a.chars().zip(b.chars()).filter(|(a, b)| a != b).count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_across(pairs: &[(&str, &str)], expected: &[(usize, &str)]) {
        let found = across(pairs.iter().map(|(source, target)| Pair::of(source, target)));
        let found: Vec<(usize, &str)> =
            found.iter().map(|(number, finding)| (*number, finding.rule.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn one_person_has_one_spelling() {
        assert_across(
            &[
                ("村民吕青禾说，渠修好了。", "The canal is ready, villager Lyu Qinghe said."),
                ("村民吕青禾很高兴。", "Villager Lu Qinghe was happy."),
                ("村民吕青禾走了。", "Villager Lyu Qinghe left."),
            ],
            &[(1, "NAME_VARIANT")],
        );
    }

    #[test]
    fn names_that_sound_alike_are_told_to_the_editor() {
        assert_across(
            &[
                ("书记晁春宇介绍情况。", "Secretary Chao Chunyu gave details."),
                ("书记晁春雨介绍情况。", "Secretary Chao Chunyu gave details."),
            ],
            &[(1, "SOURCE_NAME_VARIANT")],
        );
    }

    #[test]
    fn one_slogan_has_one_rendering() {
        assert_across(
            &[
                ("推行“四个走访”。", "It promotes the “four visits.”"),
                ("“四个走访”见成效。", "The “Four Visits” pay off."),
                ("“四个走访”继续。", "The “four calls” go on."),
            ],
            &[(2, "SLOGAN_VARIANT")],
        );
    }
}
