//! Which encoding bytes are in.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use super::plausible::Likeness;

/// How much of a file is looked at to tell its encoding.
const SAMPLE: usize = 64 * 1024;

/// GB18030 has a byte-order mark of its own, which the web does not know.
const GB18030_MARK: &[u8] = b"\x84\x31\x95\x33";

/// What the bytes of a file seem to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Guess {
    /// Text in this encoding: the bytes say so themselves.
    Certain(&'static Encoding),
    /// Text in this encoding, by its looks.
    Likely(&'static Encoding),
    /// Text, perhaps in this encoding, but it does not read as Chinese.
    Unlike(&'static Encoding),
    /// No text at all.
    NotText(&'static str),
}

/// A byte-order mark.
pub(super) struct Mark;

impl Mark {
    /// Returns the encoding whose mark the bytes begin with.
    fn of(bytes: &[u8]) -> Option<&'static Encoding> {
        if bytes.starts_with(GB18030_MARK) {
            return Some(GB18030);
        }
        Encoding::for_bom(bytes).map(|(encoding, _)| encoding)
    }

    /// Returns the bytes without the mark of `encoding`, if they begin with it.
    pub(super) fn strip<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> &'a [u8] {
        let length = match Encoding::for_bom(bytes) {
            Some((marked, length)) if marked == encoding => length,
            _ if encoding == GB18030 && bytes.starts_with(GB18030_MARK) => GB18030_MARK.len(),
            _ => 0,
        };
        &bytes[length..]
    }
}

/// Returns the encoding that holds all texts of `encoding` and more: GB18030 for GBK.
pub(super) fn widest(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == GBK { GB18030 } else { encoding }
}

/// Tells which encoding the bytes are in.
pub(super) fn guess(bytes: &[u8]) -> Guess {
    if let Some(encoding) = Mark::of(bytes) {
        return Guess::Certain(encoding);
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if let Some(encoding) = utf16_by_nul(sample) {
        return Guess::Likely(encoding);
    }
    if std::str::from_utf8(bytes).is_ok() {
        return if is_binary_ascii(sample) {
            Guess::NotText("binary data")
        } else {
            Guess::Certain(UTF_8)
        };
    }
    if is_damaged_utf8(bytes) {
        return Guess::Certain(UTF_8);
    }
    by_looks(bytes, sample)
}

/// Recognises UTF-16 without a mark: the NULs of its ASCII characters stand on one side only.
fn utf16_by_nul(sample: &[u8]) -> Option<&'static Encoding> {
    let (mut even, mut odd) = (0_usize, 0_usize);
    for pair in sample.chunks_exact(2) {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    let encoding = match (even, odd) {
        (_, 1..) if even * 20 < odd => UTF_16LE,
        (1.., _) if odd * 20 < even => UTF_16BE,
        _ => return None,
    };
    let text = sampled(sample, encoding);
    let likeness = Likeness::of(&text);
    let pairs = sample.len() / 2;
    let mostly_ascii = (even + odd) * 2 > pairs && likeness.bad == 0 && !has_controls(&text);
    (likeness.is_chinese() || mostly_ascii).then_some(encoding)
}

fn has_controls(text: &str) -> bool {
    text.chars().any(|c| c.is_control() && !c.is_whitespace())
}

/// Tells whether valid UTF-8 is no text all the same: nearly nothing but ASCII, and full of controls.
fn is_binary_ascii(sample: &[u8]) -> bool {
    let high = sample.iter().filter(|byte| !byte.is_ascii()).count();
    high * 20 < sample.len() && count_controls(sample) * 10 > sample.len()
}

fn count_controls(sample: &[u8]) -> usize {
    let is_control = |byte: &&u8| byte.is_ascii_control() && !matches!(byte, 9..=13 | 0x1b);
    sample.iter().filter(is_control).count()
}

/// Tells whether the bytes are UTF-8 with some bytes broken: whole Chinese characters outnumber the
/// broken places, which hardly happens in bytes of another encoding.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().bytes().filter(|byte| matches!(byte, 0xe3..=0xe9 | 0xef)).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken * 2 || (broken == 1 && whole > 0 && is_cut_off(bytes))
}

/// Tells whether the last character of otherwise valid UTF-8 is not all there.
fn is_cut_off(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

/// Takes the encoding in which the bytes read as the likeliest Chinese.
fn by_looks(bytes: &[u8], sample: &[u8]) -> Guess {
    let detected = detect(sample);
    let best = [GB18030, BIG5, UTF_16LE, UTF_16BE, detected]
        .into_iter()
        .map(|encoding| (encoding, Likeness::of(&sampled(sample, encoding))))
        .max_by(|(_, a), (_, b)| a.share.total_cmp(&b.share));
    if let Some((encoding, _)) = best.filter(|(_, likeness)| likeness.is_chinese()) {
        return Guess::Likely(encoding);
    }
    if count_controls(sample) * 50 > sample.len() {
        return Guess::NotText("binary data");
    }
    if is_mostly_ascii(bytes) {
        return Guess::Likely(UTF_8);
    }
    let short = Likeness::of(&sampled(sample, detected));
    if (1..8).contains(&short.han) && short.bad == 0 && [GB18030, BIG5].contains(&detected) {
        return Guess::Likely(detected);
    }
    Guess::Unlike(detected)
}

/// Asks chardetng, without a hint: told "cn", it takes Big5 for GBK.
fn detect(sample: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    widest(detector.guess(None, Utf8Detection::Deny))
}

fn is_mostly_ascii(bytes: &[u8]) -> bool {
    bytes.iter().filter(|byte| !byte.is_ascii()).count() * 100 < bytes.len()
}

/// Decodes the sample; its last character may be cut, and is left out.
fn sampled(sample: &[u8], encoding: &'static Encoding) -> String {
    let mut text = String::with_capacity(sample.len() * 2);
    let mut decoder = encoding.new_decoder_without_bom_handling();
    text.reserve(decoder.max_utf8_buffer_length(sample.len()).unwrap_or_default());
    let _ = decoder.decode_to_string(sample, &mut text, false);
    text
}
