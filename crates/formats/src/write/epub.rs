//! EPUB 3.3: an edition for reading systems, a file for each article.
//!
//! The same layout as the HTML page, one language below the other, as reading systems want it. Deterministic:
//! the date that EPUB asks for is a fixed one, and the identifier is a fingerprint of the text.

use minijinja::value::Serde;
use minijinja::{Value, context};
use recto_core::edition::Edition;
use recto_core::fingerprint::Fingerprint;

use super::layout::EditionView;
use super::templates::render;
use crate::package::Package;

const CONTAINER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"#;

const STYLE: &str = include_str!("../../templates/epub/style.css");

/// Writes an edition.
pub(super) fn edition(edition: &Edition) -> Vec<u8> {
    let view = Value::from(Serde(EditionView::of(edition)));
    let values = context! { edition => view.clone(), identifier => identifier(edition) };
    let mut package = Package::new("mimetype", "application/epub+zip");
    package.add("META-INF/container.xml", CONTAINER);
    for name in ["package.opf", "nav.xhtml", "front.xhtml", "back.xhtml"] {
        package.add(&format!("EPUB/{name}"), &render(name, values.clone()));
    }
    package.add("EPUB/style.css", STYLE);
    for number in 1..=edition.articles.len() {
        let values = context! { edition => view.clone(), at => number - 1 };
        package.add(&format!("EPUB/a{number}.xhtml"), &render("article.xhtml", values));
    }
    package.into_bytes()
}

/// Returns a name for this text and no other, in the form of a UUID of one's own making (version 8).
fn identifier(edition: &Edition) -> String {
    let texts = edition.units().flat_map(|unit| {
        [unit.segment.text.as_str(), unit.target.as_ref().map_or("", |target| &target.text)]
    });
    let digits = Fingerprint::of([edition.source.as_str()].into_iter().chain(texts)).to_string();
    let (a, b, c, d, e) =
        (&digits[..8], &digits[8..12], &digits[13..16], &digits[17..20], &digits[20..]);
    format!("urn:uuid:{a}-{b}-8{c}-8{d}-{e}")
}
