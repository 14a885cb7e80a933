//! `SEG_EXTRA`: English that no Chinese stands beside.

use super::{Sides, on_target};
use crate::finding::{Finding, Severity};
use crate::text::script::is_han;

pub(super) fn check(sides: &Sides<'_>) -> Vec<Finding> {
    let says = |text: &[char]| text.iter().any(|c| c.is_alphanumeric() || is_han(*c));
    if says(sides.source()) || !says(sides.target()) {
        return Vec::new();
    }
    vec![on_target("SEG_EXTRA", Severity::Critical, "no Chinese stands beside this English")]
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_rules;

    #[test]
    fn english_without_chinese_is_reported() {
        assert_rules("", "The canal is ready.", &["SEG_EXTRA"]);
        assert_rules("▲", "The canal is ready.", &["SEG_EXTRA"]);
        assert_rules("▲", "▲", &[]);
        assert_rules("2023", "2023", &[]);
    }
}
