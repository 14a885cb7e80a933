//! Digests as an Atom feed (RFC 4287).
//!
//! An entry is named by the Chinese text of its story: the same story keeps its name for ever, another
//! text is another entry. Its time is the day of publication, so that a feed changes when the news does
//! and not when it is written again.

use recto_core::digest::{Bulletin, Digest};
use recto_core::fingerprint::Fingerprint;

use super::fragment::{self, escaped};
use super::layout;

/// Writes digests.
pub(super) fn bulletin(bulletin: &Bulletin, updated: &str) -> Vec<u8> {
    let entries: Vec<String> =
        bulletin.digests.iter().map(|digest| entry(digest, updated)).collect();
    let newest = bulletin.digests.iter().map(|digest| time(digest, updated)).max();
    let newest = newest.unwrap_or_else(|| updated.to_owned());
    let name = uuid(Fingerprint::of(["recto digest", bulletin.title.as_str()]));
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\n\
         <id>{name}</id>\n<title>{}</title>\n<updated>{}</updated>\n\
         <author><name>Recto</name></author>\n<generator>Recto</generator>\n{}</feed>\n",
        escaped(&bulletin.title),
        escaped(&newest),
        entries.concat(),
    )
    .into_bytes()
}

fn entry(digest: &Digest, updated: &str) -> String {
    let time = escaped(&time(digest, updated));
    format!(
        "<entry>\n<id>{}</id>\n<title>{}</title>\n<updated>{time}</updated>\n\
         <published>{time}</published>\n<category term=\"{}\"/>\n<summary>{}</summary>\n\
         <content type=\"html\">{}</content>\n</entry>\n",
        uuid(digest.id),
        escaped(&digest.headline.text),
        escaped(&digest.topic),
        escaped(&summary(digest)),
        escaped_markup(&fragment::digest(digest)),
    )
}

/// Returns what an entry is about in a sentence.
pub(super) fn summary(digest: &Digest) -> String {
    let told = digest.deck.as_ref().or(digest.points.first()).unwrap_or(&digest.headline);
    layout::capitalised(&told.text)
}

/// Returns the time of a digest: its day of publication, or the time that is handed in.
pub(super) fn time(digest: &Digest, updated: &str) -> String {
    digest.published.as_ref().map_or_else(|| updated.to_owned(), |day| format!("{day}T00:00:00Z"))
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
