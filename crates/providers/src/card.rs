//! What is known about a provider before anything is asked: its name, its address, its key, its
//! limits. Plain data; the environment is read by the caller, through [`Card::key_from`].

use std::borrow::Cow;
use std::collections::BTreeMap;

use secrecy::SecretString;
use serde::Deserialize;

/// A text that stands in the code or in a data file.
pub type Text = Cow<'static, str>;

/// A provider in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// The word the user types: `deepl`.
    pub id: Text,
    /// The name the vendor uses: `DeepL`.
    pub name: Text,
    /// Where requests go unless the user says otherwise; empty where the user must say.
    #[serde(default)]
    pub base_url: Text,
    /// The page of the vendor that documents the API.
    pub docs: Text,
    /// Whether it wants a key, and the environment variables that hold it.
    #[serde(default)]
    pub key: KeyRule,
    /// The model that is asked unless the user names one; empty where there is none to choose.
    #[serde(default)]
    pub model: Text,
    /// How much it takes at a time.
    #[serde(default)]
    pub limits: Reach,
    /// Settings beside key, model and address: a region, a project.
    #[serde(default)]
    pub options: Cow<'static, [Choice]>,
}

/// Whether a provider wants a key, and where users keep it.
///
/// A key of several parts (an id and a secret) is the parts joined by `:`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyRule {
    /// The environment variables, one for each part: `ID+SECRET`; `A|B` where either will do, `C?`
    /// where the part may be missing.
    #[serde(default)]
    pub variables: Text,
    /// Whether it answers without a key.
    #[serde(default)]
    pub optional: bool,
}

/// How much a provider takes in one request, and how many requests at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Reach {
    /// Segments in one request.
    pub items: usize,
    /// Characters of source text in one request.
    pub characters: usize,
    /// Requests at the same time.
    pub parallel: usize,
}

/// A setting of one provider, such as a region.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The name in the configuration: `region`.
    pub name: Text,
    /// The environment variable users keep it in; empty where there is none.
    #[serde(default)]
    pub variable: Text,
    /// What holds when nothing is set; empty where it may be left out or must be said.
    #[serde(default)]
    pub default: Text,
    /// Whether nothing works without it.
    #[serde(default)]
    pub needed: bool,
}

/// The limits of a chat model: answers get worse in long requests, and dearer to ask again.
pub const CHAT: Reach = Reach { items: 12, characters: 1800, parallel: 32 };

/// Makes a text of the code.
pub const fn text(text: &'static str) -> Text {
    Cow::Borrowed(text)
}

impl Default for Reach {
    fn default() -> Self {
        CHAT
    }
}

impl KeyRule {
    /// The rule of a provider that wants a key in these variables.
    pub const fn needed(variables: &'static str) -> Self {
        Self { variables: text(variables), optional: false }
    }

    /// The rule of a provider that takes a key in these variables and also answers without one.
    pub const fn optional(variables: &'static str) -> Self {
        Self { variables: text(variables), optional: true }
    }

    /// Tells whether nothing is answered without a key.
    pub fn is_needed(&self) -> bool {
        !self.optional && !self.variables.is_empty()
    }

    /// Returns the variables to set, for people: `AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY`.
    pub fn to_set(&self) -> String {
        let first = |part: &str| part.split('|').next().unwrap_or_default().to_owned();
        let needed = self.parts().filter(|part| !part.ends_with('?'));
        needed.map(first).collect::<Vec<_>>().join(" and ")
    }

    fn parts(&self) -> impl Iterator<Item = &str> {
        self.variables.split('+').filter(|part| !part.is_empty())
    }
}

impl Card {
    /// Finds the key with `look`, which knows the environment or a key ring by variable name.
    ///
    /// None unless every part is there.
    pub fn key_from(&self, look: impl Fn(&str) -> Option<String>) -> Option<SecretString> {
        let found = |part: &str| {
            let names = part.trim_end_matches('?').split('|');
            let mut values = names.filter_map(&look).map(|value| value.trim().to_owned());
            values.find(|value| !value.is_empty())
        };
        let mut parts = Vec::new();
        for part in self.key.parts() {
            match found(part) {
                Some(value) => parts.push(value),
                None if part.ends_with('?') => {}
                None => return None,
            }
        }
        (!parts.is_empty()).then(|| SecretString::from(parts.join(":")))
    }

    /// Finds the options with `look`, which knows the environment by variable name.
    pub fn options_from(&self, look: impl Fn(&str) -> Option<String>) -> BTreeMap<String, String> {
        let found = |choice: &Choice| {
            let value = look(&choice.variable).filter(|value| !value.is_empty())?;
            Some((choice.name.to_string(), value))
        };
        self.options.iter().filter(|choice| !choice.variable.is_empty()).filter_map(found).collect()
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    static TWO: Card = Card {
        id: text("two"),
        name: text("Two"),
        base_url: text(""),
        docs: text(""),
        key: KeyRule::needed("ID|OLD_ID+SECRET+TOKEN?"),
        model: text(""),
        limits: CHAT,
        options: Cow::Borrowed(&[]),
    };

    fn key(pairs: &[(&str, &str)]) -> Option<String> {
        let look =
            |name: &str| pairs.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned());
        TWO.key_from(look).map(|key| key.expose_secret().to_owned())
    }

    #[test]
    fn a_key_of_two_parts_needs_both() {
        assert_eq!(key(&[("ID", "a"), ("SECRET", "b")]).as_deref(), Some("a:b"));
        assert_eq!(key(&[("OLD_ID", "a"), ("SECRET", " b\n")]).as_deref(), Some("a:b"));
        let three = [("ID", "a"), ("SECRET", "b"), ("TOKEN", "c")];
        assert_eq!(key(&three).as_deref(), Some("a:b:c"));
        assert_eq!(key(&[("ID", "a")]), None);
        assert_eq!(key(&[("ID", "a"), ("SECRET", "")]), None);
        assert_eq!(TWO.key.to_set(), "ID and SECRET");
    }
}
