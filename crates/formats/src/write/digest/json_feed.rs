//! Digests as a JSON Feed (version 1.1, jsonfeed.org).

use std::collections::HashMap;

use recto_core::digest::{Bulletin, Digest};
use serde_json::{Value, json};

use super::times::{Stamp, Times, dated};
use super::{atom, fragment};
use crate::write::shown::shown;

/// Writes digests.
pub(super) fn bulletin(bulletin: &Bulletin, times: &Times<'_>) -> Vec<u8> {
    let mut earlier = times.earlier.map(items_of).unwrap_or_default();
    let items = bulletin.digests.iter().map(|digest| {
        let before = earlier.remove(&atom::uuid(digest.id));
        dated(before, digest.published.as_deref(), times.now, |stamp| item(digest, stamp)).1
    });
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": shown(&bulletin.title),
        "language": "en",
        "authors": [{ "name": "Recto" }],
        "items": items.collect::<Vec<Value>>(),
    });
    format!("{feed:#}\n").into_bytes()
}

fn item(digest: &Digest, stamp: &Stamp) -> Value {
    json!({
        "id": atom::uuid(digest.id),
        "title": shown(&digest.headline.text),
        "summary": shown(&atom::summary(digest)),
        "content_html": fragment::digest(digest),
        "date_published": stamp.published,
        "date_modified": stamp.updated,
        "tags": [digest.topic],
        "language": digest.languages.to,
    })
}

/// Returns the items of a feed that was written here, by their names.
fn items_of(feed: &[u8]) -> HashMap<String, (Stamp, Value)> {
    let feed: Value = serde_json::from_slice(feed).unwrap_or_default();
    let items = feed["items"].as_array().cloned().unwrap_or_default();
    let dated = items.into_iter().filter_map(|item| {
        let published = item["date_published"].as_str()?;
        let stamp = Stamp::of(published, item["date_modified"].as_str()?)?;
        Some((item["id"].as_str()?.to_owned(), (stamp, item)))
    });
    dated.collect()
}
