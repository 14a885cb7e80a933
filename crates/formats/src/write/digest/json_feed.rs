//! Digests as a JSON Feed (version 1.1, jsonfeed.org).

use recto_core::digest::{Bulletin, Digest};
use serde_json::{Value, json};

use super::{atom, fragment};
use crate::write::shown::shown;

/// Writes digests.
pub(super) fn bulletin(bulletin: &Bulletin, updated: &str) -> Vec<u8> {
    let items: Vec<Value> = bulletin.digests.iter().map(|digest| item(digest, updated)).collect();
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": shown(&bulletin.title),
        "language": "en",
        "authors": [{ "name": "Recto" }],
        "items": items,
    });
    format!("{feed:#}\n").into_bytes()
}

fn item(digest: &Digest, updated: &str) -> Value {
    let time = atom::time(digest, updated);
    json!({
        "id": atom::uuid(digest.id),
        "title": shown(&digest.headline.text),
        "summary": shown(&atom::summary(digest)),
        "content_html": fragment::digest(digest),
        "date_published": time,
        "date_modified": time,
        "tags": [digest.topic],
        "language": digest.languages.to,
    })
}
