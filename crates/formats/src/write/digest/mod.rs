//! Digests on paper: for reading, for mail, for programs, for feed readers.
//!
//! Every sentence leads to the Chinese it rests on, in the same file. `layout` what a style calls its parts
//! and what the head has to say · `fragment` one digest as a piece of HTML, for feeds · one file for each
//! format. Dates are handed in: nothing here knows what day it is.

mod atom;
mod format;
mod fragment;
mod html;
mod json;
mod json_feed;
mod layout;
mod markdown;
mod text;

pub use format::DigestFormat;

use recto_core::digest::Bulletin;

/// Writes digests; `updated` is the time that feeds give for those without a date of their own, as
/// RFC 3339 has it: `2024-03-05T00:00:00Z`.
pub fn bulletin(bulletin: &Bulletin, format: DigestFormat, updated: &str) -> Vec<u8> {
    match format {
        DigestFormat::Markdown => markdown::bulletin(bulletin),
        DigestFormat::Html => html::bulletin(bulletin),
        DigestFormat::Text => text::bulletin(bulletin),
        DigestFormat::Json => json::bulletin(bulletin),
        DigestFormat::Atom => atom::bulletin(bulletin, updated),
        DigestFormat::JsonFeed => json_feed::bulletin(bulletin, updated),
    }
}
