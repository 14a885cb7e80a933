//! A place in a text.

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

/// A half-open range of Unicode scalar values (not bytes) of a decoded text.
///
/// Serialises as `[start, end]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first character.
    pub start: usize,
    /// The character after the last one.
    pub end: usize,
}

impl Span {
    /// Makes the span from `start` up to, but not including, `end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span does not end before it starts");
        Self { start, end }
    }

    /// Returns the number of characters.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Tells whether the span holds no character.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Tells whether the two spans share a character.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Returns the text of this span, or an empty string where `text` is shorter.
    pub fn of(self, text: &str) -> &str {
        let mut bytes = text.char_indices().map(|(byte, _)| byte);
        let Some(start) = bytes.nth(self.start) else {
            return "";
        };
        if self.is_empty() {
            return "";
        }
        let end = bytes.nth(self.len() - 1).unwrap_or(text.len());
        &text[start..end]
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.start, self.end).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (start, end) = <(usize, usize)>::deserialize(deserializer)?;
        if start > end {
            return Err(serde::de::Error::custom("a span ends before it starts"));
        }
        Ok(Self { start, end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_counts_characters_not_bytes() {
        assert_eq!(Span::new(1, 3).of("平顶山市"), "顶山");
        assert_eq!(Span::new(2, 9).of("平顶山"), "山");
        assert_eq!(Span::new(7, 9).of("平顶山"), "");
        assert_eq!(Span::new(1, 1).of("平顶山"), "");
    }
}
