//! How a page and an edition look on paper: bytes in, bytes out.
//!
//! [`read`] turns the bytes of a file into text, or says why it cannot; [`mod@write`] turns an
//! edition or a repaired page into the bytes of a file; [`exchange`] sends segments out to translators
//! and takes them back; [`glossary`] reads and writes glossaries. Nothing is opened here: no file, no socket, no clock, no
//! environment, so that the same edition always becomes the same bytes. Text of pages and providers is
//! data: every writer escapes it, and no reader follows anything that stands in it.

pub mod exchange;
pub mod glossary;
mod package;
pub mod read;
mod sheet;
pub mod write;
mod xml;

pub use xml::XmlFault;
