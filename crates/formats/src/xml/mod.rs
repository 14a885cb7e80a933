//! XML as a tree: small documents of forms we know, read whole and written whole.
//!
//! Reading follows nothing: no document type, no entity beyond the five of XML, bounded depth. Names lose
//! their prefix; the forms we read do not need it.

mod parse;
mod print;

pub use parse::XmlFault;
pub(crate) use parse::parse;

/// An element with what stands in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Element {
    /// The name; without its prefix when it was read.
    pub name: String,
    /// The attributes, in order.
    pub attributes: Vec<(String, String)>,
    /// What stands in it, in order.
    pub children: Vec<Node>,
}

/// What stands in an element.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    /// Another element.
    Element(Element),
    /// Characters.
    Text(String),
}

impl Element {
    /// Makes an element without anything in it.
    pub(crate) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// Adds an attribute.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.attributes.push((name.to_owned(), value.into()));
        self
    }

    /// Adds an attribute where there is a value for it.
    #[must_use]
    pub(crate) fn with_some(self, name: &str, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Adds text.
    #[must_use]
    pub(crate) fn text(mut self, text: &str) -> Self {
        self.children.push(Node::Text(text.to_owned()));
        self
    }

    /// Adds an element.
    #[must_use]
    pub(crate) fn child(mut self, child: Self) -> Self {
        self.children.push(Node::Element(child));
        self
    }

    /// Adds elements.
    #[must_use]
    pub(crate) fn children(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.children.extend(children.into_iter().map(Node::Element));
        self
    }

    /// Returns the value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Returns the elements that stand directly in this one.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Returns the first element of this name that stands directly in this one.
    pub(crate) fn first(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name == name)
    }

    /// Returns all elements of this name in document order, however deep; those inside `closed` elements
    /// are left out.
    pub(crate) fn find_all<'a>(&'a self, name: &str, closed: &[&str]) -> Vec<&'a Self> {
        let mut found = Vec::new();
        for element in self.elements() {
            if element.name == name {
                found.push(element);
            } else if !closed.contains(&element.name.as_str()) {
                found.extend(element.find_all(name, closed));
            }
        }
        found
    }

    /// Returns the characters in this element and in all elements of it, but not in `skipped` ones.
    pub(crate) fn all_text(&self, skipped: &[&str]) -> String {
        let mut text = String::new();
        for node in &self.children {
            match node {
                Node::Text(own) => text.push_str(own),
                Node::Element(inner) if skipped.contains(&inner.name.as_str()) => {}
                Node::Element(inner) => text.push_str(&inner.all_text(skipped)),
            }
        }
        text
    }
}
