//! `SAME_AS_SOURCE`: the Chinese came back. A text without Chinese may stay as it is.

use super::{Pair, on_target};
use crate::finding::{Finding, Severity};
use crate::text::script::count_han;

pub(super) fn check(pair: &Pair<'_>) -> Vec<Finding> {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    if count_han(pair.source) > 0 && letters(pair.source) == letters(pair.target) {
        return vec![on_target(
            "SAME_AS_SOURCE",
            Severity::Critical,
            "the answer is the Chinese text itself",
        )];
    }
    Vec::new()
}
