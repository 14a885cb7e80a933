//! Writes a tree.

use quick_xml::escape::escape;

use super::{Element, Node};

impl Element {
    /// Writes the element as a document.
    pub(crate) fn to_document(&self) -> Vec<u8> {
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        self.write(&mut out, 0);
        out.push('\n');
        out.into_bytes()
    }

    fn write(&self, out: &mut String, depth: usize) {
        out.push('<');
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            out.push_str(&format!(
                " {name}=\"{}\"",
                written(value).replace('\n', "&#10;").replace('\t', "&#9;")
            ));
        }
        if self.children.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        let is_mixed = self.children.iter().any(|node| matches!(node, Node::Text(_)));
        for node in &self.children {
            match node {
                Node::Text(text) => out.push_str(&written(text)),
                Node::Element(element) => {
                    if !is_mixed {
                        indent(out, depth + 1);
                    }
                    element.write(out, depth + 1);
                }
            }
        }
        if !is_mixed {
            indent(out, depth);
        }
        out.push_str(&format!("</{}>", self.name));
    }
}

fn indent(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend((0..depth).map(|_| "  "));
}

/// Escapes a text; characters that XML cannot hold are left out.
fn written(text: &str) -> String {
    let text: String = text.chars().filter(|&c| is_character(c)).collect();
    escape(text).replace('\r', "&#13;")
}

/// Tells whether XML 1.0 can hold a character.
pub(crate) fn is_character(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{7e}' | '\u{85}' | '\u{a0}'..='\u{fffd}' | '\u{10000}'..)
}
