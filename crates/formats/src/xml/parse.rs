//! Reads a tree.

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Error, Reader, XmlVersion};
use thiserror::Error as ThisError;

use super::{Element, Node};

/// How deep elements may stand in each other.
const DEEPEST: usize = 128;

/// Why a text is no XML that is read here.
#[derive(Debug, Clone, PartialEq, Eq, ThisError)]
pub enum XmlFault {
    /// It is not well formed.
    #[error("not well-formed XML in line {line}: {message}")]
    Form {
        /// The line, from 1.
        line: usize,
        /// What is wrong, in the words of the parser.
        message: String,
    },
    /// It has a document type, or an entity that only a document type could explain.
    #[error("line {line} has a document type or an entity of its own, which is never followed")]
    DocumentType {
        /// The line, from 1.
        line: usize,
    },
    /// Elements stand too deep in each other.
    #[error("elements stand more than {DEEPEST} deep in line {line}")]
    TooDeep {
        /// The line, from 1.
        line: usize,
    },
}

/// Reads a document; white space between elements is left out where there is no other text beside it.
pub(crate) fn parse(text: &str) -> Result<Element, XmlFault> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut tree = Tree::default();
    loop {
        let event = reader.read_event();
        let is_over = matches!(event, Ok(Event::Eof));
        event.map_err(Trouble::from).and_then(|event| tree.add(event)).map_err(|trouble| {
            let byte = if is_over { text.trim_end().len() } else { position(&reader, text) };
            trouble.at(line(text, byte))
        })?;
        if is_over {
            break;
        }
    }
    let root = tree.document.elements().next().cloned();
    root.ok_or_else(|| XmlFault::Form { line: 1, message: "there is no element".to_owned() })
}

/// Returns the byte at which the parser stands, or the end of the text.
fn position(reader: &Reader<&[u8]>, text: &str) -> usize {
    usize::try_from(reader.error_position()).unwrap_or(text.len()).clamp(1, text.len().max(1))
}

fn line(text: &str, byte: usize) -> usize {
    let before = &text.as_bytes()[..byte.min(text.len())];
    1 + before.iter().filter(|&&byte| byte == b'\n').count()
}

/// What is wrong, before its line is known.
enum Trouble {
    Form(String),
    DocumentType,
    TooDeep,
}

impl Trouble {
    fn at(self, line: usize) -> XmlFault {
        match self {
            Self::Form(message) => XmlFault::Form { line, message },
            Self::DocumentType => XmlFault::DocumentType { line },
            Self::TooDeep => XmlFault::TooDeep { line },
        }
    }
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Form(error.to_string())
    }
}

/// The tree as far as it is read.
#[derive(Default)]
struct Tree {
    /// What stands around the root.
    document: Element,
    /// The elements that are not closed yet, outermost first.
    open: Vec<Element>,
}

impl Tree {
    fn add(&mut self, event: Event<'_>) -> Result<(), Trouble> {
        match event {
            Event::Start(_) if self.open.len() >= DEEPEST => return Err(Trouble::TooDeep),
            Event::Start(start) => self.open.push(element(&start)?),
            Event::End(_) => self.close(),
            Event::Text(part) => self.text(&part.xml10_content()),
            Event::CData(part) => self.text(&part.xml10_content()),
            Event::GeneralRef(reference) => {
                self.text(character(&reference)?.encode_utf8(&mut [0; 4]));
            }
            Event::DocType(kind) if kind.contains('[') => return Err(Trouble::DocumentType),
            Event::Eof => {
                if let Some(open) = self.open.last() {
                    return Err(Trouble::Form(format!("`{}` is not closed", open.name)));
                }
            }
            Event::Empty(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => {}
        }
        Ok(())
    }

    fn close(&mut self) {
        let Some(mut closed) = self.open.pop() else { return };
        if closed.elements().next().is_some() && closed.has_only_blanks() {
            closed.children.retain(|node| matches!(node, Node::Element(_)));
        }
        self.open.last_mut().unwrap_or(&mut self.document).children.push(Node::Element(closed));
    }

    fn text(&mut self, text: &str) {
        let Some(element) = self.open.last_mut() else { return };
        match element.children.last_mut() {
            Some(Node::Text(last)) => last.push_str(text),
            _ if text.is_empty() => {}
            _ => element.children.push(Node::Text(text.to_owned())),
        }
    }
}

impl Element {
    fn has_only_blanks(&self) -> bool {
        self.children.iter().all(|node| match node {
            Node::Element(_) => true,
            Node::Text(text) => text.trim_ascii().is_empty(),
        })
    }
}

fn element(start: &BytesStart<'_>) -> Result<Element, Error> {
    let mut element = Element::new(start.local_name().as_ref());
    for attribute in start.attributes() {
        let attribute = attribute?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0)?;
        element = element.with(attribute.key.local_name().as_ref(), value);
    }
    Ok(element)
}

/// Returns the character that a reference stands for: by its number, or one of the five of XML.
fn character(reference: &BytesRef<'_>) -> Result<char, Trouble> {
    if let Some(c) = reference.resolve_char_ref()? {
        return Ok(c);
    }
    match &*reference.xml10_content() {
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "amp" => Ok('&'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err(Trouble::DocumentType),
    }
}
