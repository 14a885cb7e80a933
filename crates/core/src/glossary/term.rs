//! One entry of a glossary: what a Chinese expression is called in English.

use serde::{Deserialize, Serialize};

/// A Chinese expression and its English forms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// The Chinese expression, as it is printed.
    pub zh: String,
    /// The English form at the first mention.
    pub first: String,
    /// The English form at later mentions, where it is another.
    pub next: Option<String>,
    /// Further forms that are right.
    pub variants: Vec<String>,
    /// How much depends on the form.
    pub class: Class,
    /// What it is in grammar (`noun`, `verb`, `title` …); empty where the table does not say.
    pub pos: String,
    /// The field it belongs to (`stat`, `party`, `place` …); empty where the table does not say.
    pub domain: String,
    /// Forms that are wrong for this expression.
    pub forbidden: Vec<String>,
    /// When a form is wrong, in words for a person; code does not read it.
    pub forbidden_when: String,
    /// What it means, in brackets at the first mention.
    pub gloss: String,
    /// What the table says about it, for a person.
    pub note: String,
    /// Which table it comes from.
    pub origin: Origin,
}

/// How much depends on the form of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// A person, place, institution, title, law, unit: another form is wrong.
    Must,
    /// A policy or trade expression with a usual form.
    Prefer,
    /// A word whose sense is worth showing; its English depends on the sentence.
    Hint,
    /// A coined slogan: quoted, short, with a gloss at its first mention.
    Slogan,
}

/// Which table a term comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// The termbase that is compiled in.
    Builtin,
    /// A glossary of the user.
    User,
}

impl Term {
    /// Makes a term of the user that has one form everywhere.
    pub fn new(zh: impl Into<String>, first: impl Into<String>) -> Self {
        Self {
            zh: zh.into(),
            first: first.into(),
            next: None,
            variants: Vec::new(),
            class: Class::Must,
            pos: String::new(),
            domain: String::new(),
            forbidden: Vec::new(),
            forbidden_when: String::new(),
            gloss: String::new(),
            note: String::new(),
            origin: Origin::User,
        }
    }

    /// Returns the form at later mentions.
    pub fn later(&self) -> &str {
        self.next.as_deref().unwrap_or(&self.first)
    }

    /// Iterates over the forms that are right, the first mention's form first.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.first.as_str())
            .chain(self.next.as_deref())
            .chain(self.variants.iter().map(String::as_str))
    }

    /// Tells whether a provider is told about this term: every term of the user, and of the built-in
    /// ones those that must be so. A wrong form of the others is found by the checks and mended then,
    /// which costs less than naming them all in every request.
    pub fn is_sent(&self) -> bool {
        self.origin == Origin::User || matches!(self.class, Class::Must | Class::Slogan)
    }

    /// Returns what a provider may be told about this term: what changes an answer when it changes.
    pub(super) fn told(&self) -> impl Iterator<Item = &str> {
        [&self.zh, &self.first, self.later(), self.class.as_str(), &self.gloss]
            .into_iter()
            .chain(self.forbidden.iter().map(String::as_str))
    }
}

impl Class {
    /// Returns the word for this class, as it stands in a table.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Prefer => "prefer",
            Self::Hint => "hint",
            Self::Slogan => "slogan",
        }
    }

    /// Returns the class for a word of a table.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Must, Self::Prefer, Self::Hint, Self::Slogan]
            .into_iter()
            .find(|class| class.as_str().eq_ignore_ascii_case(word))
    }

    /// Tells whether the form is decided, so that a provider is told and a check may ask for it.
    pub fn is_decided(self) -> bool {
        self != Self::Hint
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_begin_with_the_first_mention() {
        let mut term = Term::new("青岚高新区", "Qinglan High-tech Zone");
        assert_eq!(term.later(), "Qinglan High-tech Zone");
        term.next = Some("the zone".to_owned());
        term.variants = vec!["Qinglan zone".to_owned()];
        assert_eq!(
            term.forms().collect::<Vec<_>>(),
            ["Qinglan High-tech Zone", "the zone", "Qinglan zone"]
        );
        assert_eq!(term.later(), "the zone");
    }

    #[test]
    fn hints_of_the_termbase_are_not_sent_and_those_of_the_user_are() {
        let mut term = Term::new("表示", "say");
        term.class = Class::Hint;
        assert!(term.is_sent());
        term.origin = Origin::Builtin;
        assert!(!term.is_sent());
    }

    #[test]
    fn every_class_has_a_word_that_reads_back() {
        for word in ["must", "prefer", "hint", "slogan", "MUST"] {
            assert!(
                Class::from_word(word).is_some_and(|class| class.as_str() == word.to_lowercase())
            );
        }
        assert_eq!(Class::from_word("maybe"), None);
    }
}
