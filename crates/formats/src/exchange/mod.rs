//! An edition out to people and other programs, and their work back.
//!
//! Every form here is a list of segments with their targets: XLIFF 1.2 and 2.1 for translators' tools, TMX
//! for their memories, CSV for spreadsheets, Word for people who have neither. What comes back is a list of [`Entry`]; what it changes is the
//! caller's to decide. Only text goes out and comes back: marks that a tool puts inside a text are left out.

mod entry;
mod fault;
mod language;
mod sheet;
mod tmx;
mod word;
mod xliff12;
mod xliff21;

pub use entry::{Entry, Exchange};
pub use fault::ExchangeFault;

use crate::read;
use crate::xml;

/// A form that goes out and comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// XLIFF 1.2, which every translator's tool reads.
    Xliff12,
    /// XLIFF 2.1.
    Xliff21,
    /// TMX 1.4b, level 1; holds finished translations only.
    Tmx,
    /// A table for spreadsheets.
    Csv,
    /// A table in a Word document.
    Word,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 5] = [Self::Xliff12, Self::Xliff21, Self::Tmx, Self::Csv, Self::Word];
}

/// Writes a list of segments.
pub fn write(exchange: &Exchange, form: Form) -> Vec<u8> {
    match form {
        Form::Xliff12 => xliff12::write(exchange).to_document(),
        Form::Xliff21 => xliff21::write(exchange).to_document(),
        Form::Tmx => tmx::write(exchange).to_document(),
        Form::Csv => sheet::write(exchange),
        Form::Word => word::write(exchange),
    }
}

/// Reads a list of segments; the bytes themselves say which form they have.
pub fn read(bytes: &[u8]) -> Result<Exchange, ExchangeFault> {
    if bytes.starts_with(b"PK") {
        return word::read(bytes);
    }
    let text = read::decode(bytes, None)?.text;
    if !text.trim_start().starts_with('<') {
        return sheet::read(&text);
    }
    let root = xml::parse(&text)?;
    match (root.name.as_str(), root.attribute("version").unwrap_or_default()) {
        ("xliff", version) if version.starts_with("1.") => Ok(xliff12::read(&root)),
        ("xliff", version) if version.starts_with("2.") => Ok(xliff21::read(&root)),
        ("xliff", version) => Err(ExchangeFault::Version { version: version.to_owned() }),
        ("tmx", _) => Ok(tmx::read(&root)),
        (name, _) => Err(ExchangeFault::Unknown { root: name.to_owned() }),
    }
}

#[cfg(test)]
mod tests;
