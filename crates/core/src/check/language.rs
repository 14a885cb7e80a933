//! `LANGUAGE`: more Chinese than English in the answer.

use super::{Pair, on_target};
use crate::finding::{Finding, Severity};
use crate::text::script::count_han;

pub(super) fn check(pair: &Pair<'_>) -> Vec<Finding> {
    let han = count_han(pair.target);
    let letters = pair.target.chars().filter(char::is_ascii_alphabetic).count();
    if han >= 2 && han > letters {
        return vec![on_target("LANGUAGE", Severity::Critical, "the answer is mostly Chinese")];
    }
    Vec::new()
}
