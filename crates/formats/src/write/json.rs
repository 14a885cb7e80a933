//! Editions and pages as JSON, complete: every character of the source is accounted for.

use recto_core::edition::Edition;
use recto_core::page::Page;
use serde::Serialize;

use super::{json_layout, notice};
use crate::sheet::{EditionSheet, PageSheet};

/// Writes an edition.
pub(super) fn edition(edition: &Edition) -> Vec<u8> {
    let notices = notice::notices(edition);
    let notice = (!notices.is_empty()).then(|| notices.join(". "));
    bytes(&EditionSheet::of(edition, notice))
}

/// Writes a repaired page.
pub(super) fn page(page: &Page, source: &str) -> Vec<u8> {
    bytes(&PageSheet::of(page, source))
}

fn bytes(sheet: &impl Serialize) -> Vec<u8> {
    json_layout::to_vec(sheet).expect("sheets hold no maps with keys that are not text")
}
