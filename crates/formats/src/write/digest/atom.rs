//! Digests as an Atom feed (RFC 4287).
//!
//! An entry is named by the Chinese text of its story: the same story keeps its name for ever, another
//! text is another entry. Its time changes when what it says does, and not when it is written again.

use std::collections::HashMap;

use recto_core::digest::{Bulletin, Digest};
use recto_core::fingerprint::Fingerprint;

use super::fragment::{self, escaped};
use super::layout;
use super::times::{Stamp, Times, dated};

/// Writes digests.
pub(super) fn bulletin(bulletin: &Bulletin, times: &Times<'_>) -> Vec<u8> {
    let mut earlier = times.earlier.map(entries_of).unwrap_or_default();
    let entries: Vec<(Stamp, String)> = bulletin
        .digests
        .iter()
        .map(|digest| {
            let before = earlier.remove(&uuid(digest.id));
            dated(before, digest.published.as_deref(), times.now, |stamp| entry(digest, stamp))
        })
        .collect();
    let newest = entries.iter().map(|(stamp, _)| stamp.updated.as_str()).max();
    let name = uuid(Fingerprint::of(["recto digest", bulletin.title.as_str()]));
    let written: String = entries.iter().map(|(_, entry)| entry.as_str()).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\n\
         <id>{name}</id>\n<title>{}</title>\n<updated>{}</updated>\n\
         <author><name>Recto</name></author>\n<generator>Recto</generator>\n{written}</feed>\n",
        escaped(&bulletin.title),
        escaped(newest.unwrap_or(times.now)),
    )
    .into_bytes()
}

fn entry(digest: &Digest, stamp: &Stamp) -> String {
    format!(
        "<entry>\n<id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n\
         <published>{}</published>\n<category term=\"{}\"/>\n<summary>{}</summary>\n\
         <content type=\"html\">{}</content>\n</entry>\n",
        uuid(digest.id),
        escaped(&digest.headline.text),
        stamp.updated,
        stamp.published,
        escaped(&digest.topic),
        escaped(&summary(digest)),
        escaped_markup(&fragment::digest(digest)),
    )
}

/// Returns the entries of a feed that was written here, by their names.
fn entries_of(feed: &[u8]) -> HashMap<String, (Stamp, String)> {
    let Ok(feed) = std::str::from_utf8(feed) else { return HashMap::new() };
    let parts = feed.split_inclusive("</entry>\n").filter_map(|part| {
        let entry = &part[part.find("<entry>\n")?..];
        let stamp = Stamp::of(inside(entry, "published")?, inside(entry, "updated")?)?;
        Some((inside(entry, "id")?.to_owned(), (stamp, entry.to_owned())))
    });
    parts.collect()
}

/// Returns the text of the first element of this name.
fn inside<'a>(entry: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = entry.split_once(&format!("<{name}>"))?;
    Some(rest.split_once('<')?.0)
}

/// Returns what an entry is about in a sentence.
pub(super) fn summary(digest: &Digest) -> String {
    let told = digest.deck.as_ref().or(digest.points.first()).unwrap_or(&digest.headline);
    layout::capitalised(&told.text)
}

/// Writes a fingerprint as a name that is unique in the world (a UUID of version 8).
pub(super) fn uuid(fingerprint: Fingerprint) -> String {
    let mut bytes = *fingerprint.as_bytes();
    bytes[6] = 0x80 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let (a, b, c, d, e) = (&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]);
    format!("urn:uuid:{a}-{b}-{c}-{d}-{e}")
}

/// Escapes markup so that XML carries it as text; its line breaks stay.
fn escaped_markup(markup: &str) -> String {
    markup.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
