//! `MOJIBAKE`: characters that show that a text was read in the wrong encoding, on either side.

use super::{Sides, on_target};
use crate::finding::{Finding, Severity};
use crate::text::set::Set;
use crate::text::span::Span;

/// What comes of bytes that are read in the wrong encoding: UTF-8 as Windows-1252, and fill bytes as GBK.
const SIGNS: &[&str] = &[
    "锟斤拷",
    "烫烫",
    "屯屯屯",
    "â€",
    "Ã©",
    "Ã¨",
    "Ã¼",
    "Ã¶",
    "Ã¤",
    "Ã§",
    "Â·",
    "Â°",
    "ï¼",
    "ã€",
    "ï»¿",
];

static BEGINS_SIGN: Set = Set::of_first(SIGNS);

pub(super) fn check(sides: &Sides<'_>) -> Vec<Finding> {
    let (source, target) = (sides.pair.source, sides.pair.target);
    if let Some((sign, span)) = sign(target) {
        let message = format!("`{sign}` was read in the wrong encoding");
        let mut finding = on_target("MOJIBAKE", Severity::Major, message);
        finding.target_spans = vec![span];
        return vec![finding];
    }
    let Some((sign, span)) = sign(source) else { return Vec::new() };
    let message = format!("`{sign}` of the Chinese was read in the wrong encoding");
    let mut finding = on_target("MOJIBAKE", Severity::Info, message);
    finding.spans = vec![span];
    vec![finding]
}

/// Returns the first sign of a wrong encoding, or else the first private character, and where it stands.
fn sign(text: &str) -> Option<(String, Span)> {
    if text.is_ascii() {
        return None;
    }
    let mut private = None;
    for (place, (at, c)) in text.char_indices().enumerate() {
        let span = Span::new(place, place + 1);
        if BEGINS_SIGN.has(c)
            && let Some(sign) = SIGNS.iter().find(|sign| text[at..].starts_with(**sign))
        {
            return Some(((*sign).to_owned(), span));
        }
        if private.is_none() && is_private(c) {
            private = Some(span);
        }
    }
    private.map(|span| ("a private character".to_owned(), span))
}

/// Tells whether a character means what a font says.
fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_rules;

    #[test]
    fn a_text_in_the_wrong_encoding_is_reported_on_either_side() {
        let source = "白河县的水渠已经修好。";
        assert_rules(source, "The countyâ€™s canal is ready in Baihe.", &["MOJIBAKE"]);
        assert_rules(
            "白河县的水渠锟斤拷修好。",
            "The canal of Baihe county is ready.",
            &["MOJIBAKE"],
        );
        assert_rules(source, "The canal and café of Baihe county are ready.", &[]);
    }
}
