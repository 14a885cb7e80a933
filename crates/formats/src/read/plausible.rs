//! How likely a decoded text is Chinese: the share of common characters among its Han characters.
//!
//! Bytes of one Chinese encoding decode without an error in others, into characters nobody uses, so
//! that "it decodes" proves nothing. A page reaches 0.7 and more; the same bytes in a wrong encoding
//! stay below 0.15.

use std::sync::LazyLock;

use recto_core::text::script::is_han;

/// The 600 commonest Han characters of modern print in simplified and traditional form, in code order.
static COMMON: LazyLock<Vec<char>> =
    LazyLock::new(|| include_str!("common_han.txt").chars().filter(|&c| is_han(c)).collect());

/// What was counted in a text.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Likeness {
    /// Han characters.
    pub han: usize,
    /// Characters that could not be decoded.
    pub bad: usize,
    /// The share of common characters among the Han characters, less the share of bad ones.
    pub share: f64,
}

impl Likeness {
    /// The share from which a text counts as Chinese.
    const ENOUGH: f64 = 0.35;

    /// Counts the characters of a text.
    pub(super) fn of(text: &str) -> Self {
        let (mut han, mut common, mut bad) = (0_usize, 0_usize, 0_usize);
        for c in text.chars() {
            if c == '\u{fffd}' {
                bad += 1;
            } else if is_han(c) {
                han += 1;
                common += usize::from(COMMON.binary_search(&c).is_ok());
            }
        }
        Self { han, bad, share: (common as f64 - bad as f64) / (han.max(1)) as f64 }
    }

    /// Tells whether the text is Chinese, as far as its characters say.
    pub(super) fn is_chinese(self) -> bool {
        self.han > 0 && self.share >= Self::ENOUGH
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(COMMON.is_sorted() && COMMON.len() > 800);
    }

    #[test]
    fn chinese_is_told_from_the_same_bytes_in_a_wrong_encoding() {
        let text = "白河县今年新修水渠三十公里,全县农田灌溉面积比上年增长两成。";
        assert!(Likeness::of(text).is_chinese());
        let (bytes, ..) = encoding_rs::GB18030.encode(text);
        let (wrong, ..) = encoding_rs::BIG5.decode(&bytes);
        assert!(!Likeness::of(&wrong).is_chinese(), "{wrong}");
    }
}
