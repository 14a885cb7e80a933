//! `CONTROL_CHAR`: characters that have no place in print.

use super::{Sides, on_target};
use crate::finding::{Finding, Severity};
use crate::text::script::is_invisible;

pub(super) fn check(sides: &Sides<'_>) -> Vec<Finding> {
    let bad = |c: char| is_invisible(c) || c == '\u{fffd}';
    if sides.pair.target.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Vec::new();
    }
    let Some(c) = sides.pair.target.chars().find(|c| bad(*c)) else { return Vec::new() };
    let message = format!("U+{:04X} has no place in print", u32::from(c));
    vec![on_target("CONTROL_CHAR", Severity::Major, message)]
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_rules;

    #[test]
    fn an_override_and_a_broken_character_are_reported() {
        let source = "白河县开渠。";
        assert_rules(source, "Baihe county \u{202e}digs a canal.", &["CONTROL_CHAR"]);
        assert_rules(source, "Baihe county digs a c\u{fffd}nal.", &["CONTROL_CHAR"]);
        assert_rules(source, "Baihe county digs a canal.", &[]);
    }
}
