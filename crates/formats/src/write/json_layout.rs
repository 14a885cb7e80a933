//! Lays out JSON for people too: a line for each field, down to the units of an edition; what is
//! smaller than a unit, and every list of numbers, stays on one line.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

/// How deep objects stand on lines of their own: edition, article, block, unit.
const DEEPEST: usize = 4;

/// Serialises, with a line break at the end.
pub(super) fn to_vec(value: &impl Serialize) -> serde_json::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut bytes, Layout::default()))?;
    bytes.push(b'\n');
    Ok(bytes)
}

#[derive(Default)]
struct Layout {
    /// How many objects are open.
    objects: usize,
    /// How far lines are indented.
    indent: usize,
    /// Whether the value to come is an item of a list.
    in_list: bool,
    /// For each open list, whether its items stand on lines of their own.
    lists: Vec<bool>,
}

impl Layout {
    fn break_line<W: ?Sized + Write>(&self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b"\n")?;
        (0..self.indent).try_for_each(|_| writer.write_all(b"  "))
    }

    fn is_broken(&self) -> bool {
        self.objects <= DEEPEST
    }
}

impl Formatter for Layout {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.lists.push(false);
        self.in_list = false;
        writer.write_all(b"[")
    }

    fn begin_array_value<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.in_list = true;
        if first { Ok(()) } else { writer.write_all(b",") }
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.in_list = false;
        if self.lists.pop() == Some(true) {
            self.indent -= 1;
            self.break_line(writer)?;
        }
        writer.write_all(b"]")
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        if let Some(list) = self.lists.last_mut().filter(|_| self.in_list) {
            self.indent += usize::from(!*list);
            *list = true;
            self.break_line(writer)?;
        }
        self.in_list = false;
        self.objects += 1;
        self.indent += usize::from(self.is_broken());
        writer.write_all(b"{")
    }

    fn begin_object_key<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        if !first {
            writer.write_all(b",")?;
        }
        if self.is_broken() { self.break_line(writer) } else { Ok(()) }
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.in_list = false;
        writer.write_all(if self.is_broken() { b": " } else { b":" })
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        if self.is_broken() {
            self.indent -= 1;
            self.break_line(writer)?;
        }
        self.objects -= 1;
        writer.write_all(b"}")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn objects_stand_on_lines_and_numbers_do_not() {
        let value = json!({"spans": [[1, 2], [3, 4]], "blocks": [{"text": "河"}], "none": []});
        let text = String::from_utf8(to_vec(&value).unwrap()).unwrap();
        let expected = "{\n  \"spans\": [[1,2],[3,4]],\n  \"blocks\": [\n    {\n      \
                        \"text\": \"河\"\n    }\n  ],\n  \"none\": []\n}\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn what_is_smaller_than_a_unit_stands_on_one_line() {
        let value = json!({"a": [{"b": [{"u": [{"gloss": [{"text": "河"}, {"text": "渠"}]}]}]}]});
        let bytes = to_vec(&value).unwrap();
        assert!(String::from_utf8_lossy(&bytes).contains("{\"text\":\"河\"},\n"));
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&bytes).unwrap(), value);
    }
}
