//! `SAME_AS_SOURCE`: the Chinese came back. A text without Chinese may stay as it is.

use super::{Sides, on_target};
use crate::finding::{Finding, Severity};
use crate::text::script::count_han;

pub(super) fn check(sides: &Sides<'_>) -> Vec<Finding> {
    let [source, target] = [sides.pair.source, sides.pair.target]
        .map(|text| text.chars().filter(|c| c.is_alphanumeric()));
    if count_han(sides.pair.source) > 0 && source.eq(target) {
        return vec![on_target(
            "SAME_AS_SOURCE",
            Severity::Critical,
            "the answer is the Chinese text itself",
        )];
    }
    Vec::new()
}
