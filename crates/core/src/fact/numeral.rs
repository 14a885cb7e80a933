//! A number of a text, whatever it says: of a figure, of a name, of an idiom.

use super::decimal::Decimal;
use crate::text::span::Span;

/// A number as it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numeral {
    /// Where it stands.
    pub span: Span,
    /// Its value, by itself: the 4 of 四成.
    pub value: Decimal,
    /// Whether it is a word, whose power of ten what stands about it may decide: the half of "half a million".
    pub is_word: bool,
}
