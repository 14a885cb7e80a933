//! From the bytes of a file to text, whatever encoding they are in; and our own editions back.
//!
//! The order in which an encoding is found: a byte-order mark, strict UTF-8, the NUL pattern of
//! UTF-16, then whatever reads as the likeliest Chinese. An encoding that the user names wins over all
//! of them. What is not text is refused by its name. Reads bytes only; opens nothing.

mod damage;
mod edition_json;
mod encoding;
mod fault;
mod magic;
mod plausible;

pub use edition_json::{EditionFault, edition_json};
pub use fault::ReadFault;

use encoding_rs::Encoding;
use recto_core::finding::{Finding, Severity};

use encoding::{Guess, Mark};

/// The rule of the finding that says which encoding was guessed.
pub const RULE_ENCODING: &str = "encoding-guessed";
/// The rule of the finding that says where bytes could not be read.
pub const RULE_DAMAGE: &str = "unreadable-bytes";

/// The text of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte-order mark; all spans count its Unicode scalar values.
    pub text: String,
    /// The name of the encoding it was read in, such as `UTF-8` or `gb18030`.
    pub encoding: String,
    /// What was noticed: bytes that could not be read, an encoding that was guessed.
    pub notes: Vec<Finding>,
}

/// Reads the bytes of a file as text; `forced` is the encoding the user named, if any.
pub fn decode(bytes: &[u8], forced: Option<&str>) -> Result<Decoded, ReadFault> {
    if bytes.is_empty() {
        return Err(ReadFault::Empty);
    }
    if let Some(kind) = magic::name(bytes) {
        return Err(ReadFault::not_text(kind));
    }
    let decoded = match forced {
        Some(label) => read_as(bytes, named(label)?),
        None => read_guessed(bytes)?,
    };
    if decoded.text.chars().all(char::is_whitespace) {
        return Err(ReadFault::Blank);
    }
    Ok(decoded)
}

fn named(label: &str) -> Result<&'static Encoding, ReadFault> {
    let encoding = Encoding::for_label(label.as_bytes())
        .ok_or_else(|| ReadFault::UnknownLabel { label: label.to_owned() })?;
    Ok(encoding::widest(encoding))
}

fn read_as(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let text = damage::decode(Mark::strip(bytes, encoding), encoding);
    let encoding = encoding.name().to_owned();
    Decoded { notes: text.note(&encoding).into_iter().collect(), text: text.text, encoding }
}

fn read_guessed(bytes: &[u8]) -> Result<Decoded, ReadFault> {
    match encoding::guess(bytes) {
        Guess::Certain(encoding) => Ok(read_as(bytes, encoding)),
        Guess::Likely(encoding) => {
            let mut decoded = read_as(bytes, encoding);
            decoded.notes.insert(0, guess_note(&decoded.encoding));
            Ok(decoded)
        }
        Guess::Unlike(encoding) => Err(ReadFault::UnknownEncoding { maybe: encoding.name() }),
        Guess::NotText(kind) => Err(ReadFault::not_text(kind)),
    }
}

fn guess_note(encoding: &str) -> Finding {
    let message = format!("read as {encoding}, which is a guess: the file does not say");
    Finding::on_source(RULE_ENCODING, Severity::Info, Vec::new(), message)
        .hinted("where it reads wrong, name the encoding: `--encoding NAME`")
}

#[cfg(test)]
mod tests;
