//! Digests as JSON, complete: every sentence with its citations, every cited segment with its English.

use recto_core::digest::{Bulletin, Digest, Roundup};
use serde::Serialize;

use super::layout;
use crate::sheet::SCHEMA_VERSION;
use crate::write::json_layout;

#[derive(Serialize)]
struct Sheet<'a> {
    schema_version: u32,
    title: &'a str,
    published: Option<&'a str>,
    notices: Vec<String>,
    words: usize,
    digests: Vec<DigestSheet<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    roundup: Option<&'a Roundup>,
}

#[derive(Serialize)]
struct DigestSheet<'a> {
    words: usize,
    replaced: usize,
    #[serde(flatten)]
    digest: &'a Digest,
}

/// Writes digests.
pub(super) fn bulletin(bulletin: &Bulletin) -> Vec<u8> {
    let sheet = Sheet {
        schema_version: SCHEMA_VERSION,
        title: &bulletin.title,
        published: bulletin.published.as_deref(),
        notices: layout::notices(bulletin),
        words: bulletin.digests.iter().map(Digest::words).sum(),
        digests: bulletin
            .digests
            .iter()
            .map(|digest| DigestSheet {
                words: digest.words(),
                replaced: digest.count_replaced(),
                digest,
            })
            .collect(),
        roundup: bulletin.roundup.as_ref(),
    };
    json_layout::to_vec(&sheet).expect("sheets hold no maps with keys that are not text")
}
