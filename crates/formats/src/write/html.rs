//! One self-contained page for a browser and for print: no script, no request, everything escaped.
//!
//! The layout says what stands on the page, the template (`templates/edition.html`) how it is marked up, the
//! style (`templates/edition.css`) how it looks.

use minijinja::value::Serde;
use recto_core::edition::Edition;

use super::layout::EditionView;
use super::templates::render;

/// Writes an edition.
pub(super) fn edition(edition: &Edition) -> Vec<u8> {
    render("edition.html", Serde(EditionView::of(edition)).into()).into_bytes()
}
