//! `EMPTY`: nothing was answered for a text that says something.

use super::{Sides, on_target};
use crate::finding::{Finding, Severity};

pub(super) fn check(sides: &Sides<'_>) -> Vec<Finding> {
    let says = |text: &str| text.chars().any(char::is_alphanumeric);
    if says(sides.pair.source) && !says(sides.pair.target) {
        return vec![on_target("EMPTY", Severity::Critical, "nothing was answered")];
    }
    Vec::new()
}
