//! Who answers: HTTP APIs as codecs, one wire that sends for all of them, and the offline engine.
//!
//! A provider file ([`apis`]) makes requests and reads answers and sends nothing; the [`wire`] sends
//! and understands no vendor; [`remote`] puts both behind the door of the engine,
//! and [`rotation`] several of them, each with a key of its own. This crate opens
//! no file and reads no environment: the caller brings keys, prompts and settings.
//!
//! [`catalogue::open`] is the way in to those who translate, [`summarizer::open`] to those who write digests.

pub mod api;
pub mod apis;
pub mod call;
pub mod card;
pub mod catalogue;
pub mod compatible;
pub mod deferred;
pub mod feature;
pub mod language;
pub mod local;
pub mod models;
pub mod offline;
pub mod price;
pub mod prompted;
pub mod remote;
pub mod rotation;
pub mod settings;
pub mod shelf;
pub(crate) mod stream;
pub mod summarizer;
pub mod verdict;
pub mod wire;

#[cfg(test)]
pub(crate) mod tests {
    use recto_core::document::Kind;
    use recto_core::port::{Batch, Item};

    /// Makes a batch of paragraphs with the ids 1, 2, 3 ….
    pub(crate) fn batch(texts: &[&str]) -> Batch {
        let item = |(id, text): (u32, &&str)| Item {
            id,
            kind: Kind::Paragraph,
            text: (*text).to_owned(),
            head_missing: false,
            tail_missing: false,
            values: vec![],
            example: None,
            again: None,
        };
        Batch { items: (1..).zip(texts).map(item).collect(), ..Batch::default() }
    }
}
