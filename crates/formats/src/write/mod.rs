//! From an edition, or a repaired page, to the bytes of a file.
//!
//! The same edition always becomes the same bytes: no clock, no locale, no environment. Everything
//! that came from a page or a provider is escaped; characters without a place in print are left out
//! of what is shown (JSON keeps them, as `\u` escapes). One file for each format.

mod account;
pub mod digest;
mod epub;
mod format;
mod html;
mod json;
mod json_layout;
mod layout;
mod markdown;
mod markdown_escape;
mod notice;
mod places;
mod plain;
mod shown;
mod templates;

pub use format::{Format, PageFormat, UnknownFormat};

use recto_core::edition::Edition;
use recto_core::page::Page;

use crate::exchange::{self, Exchange, Form};

/// Writes an edition.
pub fn edition(edition: &Edition, format: Format) -> Vec<u8> {
    match format {
        Format::Html => html::edition(edition),
        Format::Markdown => markdown::edition(edition),
        Format::Json => json::edition(edition),
        Format::Text => plain::edition(edition),
        Format::Epub => epub::edition(edition),
        Format::Word => exchange::write(&Exchange::of(edition), Form::Word),
        Format::Xliff => exchange::write(&Exchange::of(edition), Form::Xliff12),
        Format::Xliff2 => exchange::write(&Exchange::of(edition), Form::Xliff21),
        Format::Tmx => exchange::write(&Exchange::of(edition), Form::Tmx),
        Format::Csv => exchange::write(&Exchange::of(edition), Form::Csv),
    }
}

/// Writes a repaired page, without any translation; `source` is its name, for display only.
pub fn page(page: &Page, source: &str, format: PageFormat) -> Vec<u8> {
    match format {
        PageFormat::Json => json::page(page, source),
        PageFormat::Markdown => markdown::page(page, source),
        PageFormat::Text => plain::page(page),
    }
}
