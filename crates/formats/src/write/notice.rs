//! What the head of an edition has to say before anybody reads it.

use recto_core::edition::Edition;
use recto_core::unit::Method;

/// What stands above an edition of which any part is a reading aid.
pub(super) const READING_AID: &str = "Offline reading aid, not a translation";

/// Returns the notices of an edition, gravest first.
pub(super) fn notices(edition: &Edition) -> Vec<String> {
    let mut notices = Vec::new();
    if edition.is_reading_aid() {
        notices.push(READING_AID.to_owned());
    }
    let open = edition.count_open();
    if open > 0 {
        let all = edition.units().count();
        notices.push(format!("Partial: {open} of {all} segments untranslated"));
    }
    notices
}

/// Returns who made the English, in words, one line for each.
pub(super) fn makers(edition: &Edition) -> Vec<String> {
    let has_person = edition.units().filter_map(|unit| unit.target.as_ref()).any(is_persons);
    let person = has_person.then(|| "A person's words, in part".to_owned());
    edition.askers().into_iter().map(ToString::to_string).chain(person).collect()
}

fn is_persons(target: &recto_core::unit::Target) -> bool {
    target.method == Method::Person
}
