//! Decodes bytes and remembers the places where it could not.

use encoding_rs::{DecoderResult, Encoding, UTF_8};
use recto_core::finding::{Finding, Severity};
use recto_core::text::span::Span;

use super::RULE_DAMAGE;

/// How many places are listed one by one.
const LISTED: usize = 100;

/// A text whose unreadable bytes were replaced by U+FFFD.
#[derive(Debug, Default)]
pub(super) struct Damaged {
    /// The text.
    pub text: String,
    /// Where in the text the first replacements stand; neighbours are one span.
    spans: Vec<Span>,
    /// How many replacements there are.
    count: usize,
    /// The byte of the first one.
    first_byte: usize,
    /// The characters of `text`, as far as they are counted.
    characters: usize,
    /// The bytes of `text` whose characters are counted.
    counted: usize,
}

/// Decodes bytes that have no byte-order mark.
pub(super) fn decode(bytes: &[u8], encoding: &'static Encoding) -> Damaged {
    if encoding == UTF_8 { utf8(bytes) } else { legacy(bytes, encoding) }
}

fn utf8(bytes: &[u8]) -> Damaged {
    let mut out = Damaged { text: String::with_capacity(bytes.len()), ..Damaged::default() };
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        out.text.push_str(chunk.valid());
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            out.replace(at);
            at += chunk.invalid().len();
        }
    }
    out
}

fn legacy(bytes: &[u8], encoding: &'static Encoding) -> Damaged {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut out = Damaged::default();
    let mut at = 0;
    loop {
        let rest = &bytes[at..];
        let room = decoder.max_utf8_buffer_length_without_replacement(rest.len());
        out.text.reserve(room.unwrap_or(rest.len()).saturating_add(8));
        let (result, read) =
            decoder.decode_to_string_without_replacement(rest, &mut out.text, true);
        at += read;
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, after) => {
                out.replace(at.saturating_sub(usize::from(length) + usize::from(after)));
            }
        }
    }
    out
}

impl Damaged {
    /// Puts U+FFFD where the bytes from `byte` on could not be read.
    fn replace(&mut self, byte: usize) {
        if self.count == 0 {
            self.first_byte = byte;
        }
        self.count += 1;
        if self.spans.len() <= LISTED {
            self.characters += self.text[self.counted..].chars().count();
            self.list(Span::new(self.characters, self.characters + 1));
            self.characters += 1;
            self.counted = self.text.len() + char::REPLACEMENT_CHARACTER.len_utf8();
        }
        self.text.push(char::REPLACEMENT_CHARACTER);
    }

    fn list(&mut self, span: Span) {
        match self.spans.last_mut() {
            Some(last) if last.end == span.start => last.end = span.end,
            _ => self.spans.push(span),
        }
    }

    /// Says where bytes could not be read, if there are any.
    pub(super) fn note(&self, encoding: &str) -> Option<Finding> {
        if self.count == 0 {
            return None;
        }
        let places = if self.count == 1 { "place" } else { "places" };
        let message = format!(
            "not {encoding} at byte {}: {} {places} could not be read and stand as \u{fffd}",
            self.first_byte, self.count
        );
        let spans = self.spans.iter().take(LISTED).copied().collect();
        Some(
            Finding::on_source(RULE_DAMAGE, Severity::Minor, spans, message)
                .hinted("mend the file, or name its encoding: `--encoding NAME`"),
        )
    }
}
