//! What a story is about, by the fields of the terms that occur in it.

use crate::glossary::Glossary;

/// The topics, in the order in which a roundup has them; the last is for what has none.
pub const NAMES: [&str; 11] = [
    "Politics",
    "Economy",
    "Industry and projects",
    "Science and technology",
    "Countryside",
    "Society",
    "Environment and energy",
    "Transport",
    "Culture and sport",
    "Law and safety",
    "More news",
];

/// The fields of the termbase that belong to a topic, by its place in [`NAMES`].
const FIELDS: &[(&str, usize)] = &[
    ("party", 0),
    ("diplomacy", 0),
    ("defense", 0),
    ("stat", 1),
    ("fiscal", 1),
    ("trade", 1),
    ("industry", 2),
    ("zone", 2),
    ("company", 2),
    ("business-env", 2),
    ("tech", 3),
    ("agri", 4),
    ("social", 5),
    ("health", 5),
    ("education", 5),
    ("env", 6),
    ("energy", 6),
    ("transport", 7),
    ("culture", 8),
    ("sports", 8),
    ("law", 9),
    ("security", 9),
    ("emergency", 9),
];

/// Returns the topic of a text; what stands in the title counts four times.
pub fn of(title: &str, text: &str, glossary: &Glossary) -> &'static str {
    let mut votes = [0_u32; NAMES.len()];
    for (part, weight) in [(title, 4), (text, 1)] {
        for occurrence in glossary.find(part) {
            let field = occurrence.term.domain.as_str();
            if let Some(&(_, topic)) = FIELDS.iter().find(|(known, _)| *known == field) {
                votes[topic] += weight;
            }
        }
    }
    let most = votes.iter().max().copied().unwrap_or(0);
    let place = votes.iter().position(|&vote| vote == most && vote > 0);
    NAMES[place.unwrap_or(NAMES.len() - 1)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_is_about_what_most_of_its_terms_are_about() {
        let glossary = Glossary::builtin();
        assert_eq!(of("粮食丰收", "小麦亩产提高,高标准农田建成。", &glossary), "Countryside");
        assert_eq!(of("", "……", &glossary), "More news");
    }
}
