//! What some models have and others refuse.

use std::sync::atomic::{AtomicU8, Ordering};

use serde::Deserialize;

/// Something a request to a chat model may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feature {
    /// An answer that follows a JSON schema.
    Schema,
    /// An answer that is some JSON object.
    Object,
    /// An answer in any given form.
    Format,
    /// A temperature.
    Temperature,
    /// The length limit by its older name, `max_tokens`.
    MaxTokens,
    /// The length limit by its newer name, `max_completion_tokens`.
    MaxCompletionTokens,
    /// A message from the system.
    System,
}

/// A set of features.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Features(u8);

/// A set of features that many requests add to; what was added is never taken out.
#[derive(Debug, Default)]
pub struct Refused(AtomicU8);

impl Feature {
    /// Every feature that stands for itself.
    const ALL: [(Self, &'static str); 6] = [
        (Self::Schema, "schema"),
        (Self::Object, "object"),
        (Self::Temperature, "temperature"),
        (Self::MaxTokens, "max_tokens"),
        (Self::MaxCompletionTokens, "max_completion_tokens"),
        (Self::System, "system"),
    ];

    /// Returns the feature for a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(feature, _)| *feature)
    }

    fn bits(self) -> u8 {
        match self {
            Self::Schema => 1,
            Self::Object => 2,
            Self::Format => 3,
            Self::Temperature => 4,
            Self::MaxTokens => 8,
            Self::MaxCompletionTokens => 16,
            Self::System => 32,
        }
    }
}

impl Features {
    /// Tells whether the set holds a feature.
    pub fn holds(self, feature: Feature) -> bool {
        self.0 & feature.bits() == feature.bits()
    }

    /// Returns what is in either of two sets.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Returns the words for what it holds.
    pub fn words(self) -> impl Iterator<Item = &'static str> {
        Feature::ALL.into_iter().filter(move |(feature, _)| self.holds(*feature)).map(|(_, w)| w)
    }
}

impl FromIterator<Feature> for Features {
    fn from_iter<T: IntoIterator<Item = Feature>>(features: T) -> Self {
        Self(features.into_iter().fold(0, |bits, feature| bits | feature.bits()))
    }
}

impl Refused {
    /// Adds a feature.
    pub fn add(&self, feature: Feature) {
        self.0.fetch_or(feature.bits(), Ordering::Relaxed);
    }

    /// Returns what was refused so far.
    pub fn so_far(&self) -> Features {
        Features(self.0.load(Ordering::Relaxed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_format_is_both_a_schema_and_an_object() {
        let refused = Refused::default();
        assert!(!refused.so_far().holds(Feature::Schema));
        refused.add(Feature::Format);
        let so_far = refused.so_far();
        assert!(so_far.holds(Feature::Schema) && so_far.holds(Feature::Object));
        assert!(!so_far.holds(Feature::System));
        assert_eq!(so_far, [Feature::Object, Feature::Schema].into_iter().collect());
    }
}
