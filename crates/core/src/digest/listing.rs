//! What can be said in English about a Chinese sentence that nobody has translated: the figures, names and
//! terms that stand in it. A list and no sentence, so that it claims nothing.

use crate::fact::name::persons;
use crate::fact::{self, Figure};
use crate::glossary::{Class, Glossary};

/// The most entries of each kind.
const MOST: usize = 6;

/// Lists what stands in a Chinese text, or nothing where nothing is known.
pub(super) fn listed(text: &str, glossary: &Glossary) -> Option<String> {
    let people: Vec<String> = persons(text).into_iter().map(|person| person.pinyin).collect();
    let parts = [
        ("People", people),
        ("Figures", figures(text)),
        ("Names and terms", terms(text, glossary)),
    ];
    let told: Vec<String> = parts
        .into_iter()
        .filter_map(|(label, entries)| Some(format!("{label}: {}.", short(entries)?)))
        .collect();
    (!told.is_empty()).then(|| told.join(" "))
}

fn figures(text: &str) -> Vec<String> {
    let listed = fact::read_zh(text).into_iter().filter(Figure::is_listed);
    listed.filter_map(|figure| fact::render_en(&figure).into_iter().next()).collect()
}

fn terms(text: &str, glossary: &Glossary) -> Vec<String> {
    let found = glossary.find(text).into_iter().map(|found| found.term);
    let known = found.filter(|term| matches!(term.class, Class::Must | Class::Prefer));
    known.filter(|term| term.domain != "unit").map(|term| term.first.clone()).collect()
}

fn short(entries: Vec<String>) -> Option<String> {
    let mut once: Vec<String> = Vec::new();
    for entry in entries {
        if !once.contains(&entry) && once.len() < MOST {
            once.push(entry);
        }
    }
    (!once.is_empty()).then(|| once.join(", "))
}
