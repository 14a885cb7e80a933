//! Digests on paper: for reading, for mail, for programs, for feed readers.
//!
//! Every sentence leads to the Chinese it rests on, in the same file. `layout` what a style calls its parts
//! and what the head has to say · `fragment` one digest as a piece of HTML, for feeds · `times` when its
//! entries were changed · one file for each format. Dates are handed in: nothing here knows what day it is.

mod atom;
mod format;
mod fragment;
mod html;
mod json;
mod json_feed;
mod layout;
mod markdown;
mod text;
mod times;

pub use format::DigestFormat;
pub use times::Times;

use recto_core::digest::Bulletin;

/// Writes digests; only feeds look at the times.
pub fn bulletin(bulletin: &Bulletin, format: DigestFormat, times: &Times<'_>) -> Vec<u8> {
    match format {
        DigestFormat::Markdown => markdown::bulletin(bulletin),
        DigestFormat::Html => html::bulletin(bulletin),
        DigestFormat::Text => text::bulletin(bulletin),
        DigestFormat::Json => json::bulletin(bulletin),
        DigestFormat::Atom => atom::bulletin(bulletin, times),
        DigestFormat::JsonFeed => json_feed::bulletin(bulletin, times),
    }
}
