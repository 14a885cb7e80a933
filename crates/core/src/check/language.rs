//! `LANGUAGE`: more Chinese than English in the answer.

use super::{Sides, on_target};
use crate::finding::{Finding, Severity};
use crate::text::script::count_han;

pub(super) fn check(sides: &Sides<'_>) -> Vec<Finding> {
    let han = count_han(sides.pair.target);
    let letters = sides.pair.target.chars().filter(char::is_ascii_alphabetic).count();
    if han >= 2 && han > letters {
        return vec![on_target("LANGUAGE", Severity::Critical, "the answer is mostly Chinese")];
    }
    Vec::new()
}
