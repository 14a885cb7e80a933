//! What is translated at a time: a block, or a part of a long one.
//!
//! Law: the segments of a block, joined again, are the text of the block.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::document::{Block, Document, Kind};
use crate::text::span::Span;

mod split;

pub use split::{LONGEST, split};

/// One piece of a document that is asked for, answered and remembered on its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// Where it stands in the document.
    pub id: SegmentId,
    /// What its block is on the page.
    pub kind: Kind,
    /// The Chinese text.
    pub text: String,
    /// Where the text stands in the source of the page, in reading order.
    pub spans: Vec<Span>,
    /// Whether the text begins before the page does.
    pub head_missing: bool,
    /// Whether the text goes on after the page ends.
    pub tail_missing: bool,
}

/// The place of a segment in its document: a position, never a name for its content.
///
/// Written `a1b12`, or `a1b12s2` for the second part of a block that was split; all numbers count
/// from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct SegmentId {
    /// The article, from 1.
    pub article: u32,
    /// The block inside the article, from 1.
    pub block: u32,
    /// The part inside the block, from 1; 0 where the block is one segment.
    pub part: u32,
}

/// Returns the segments of a document, in reading order.
pub fn segments(document: &Document) -> Vec<Segment> {
    let articles = document.articles.iter().zip(1..);
    articles
        .flat_map(|(article, a)| {
            let blocks = article.blocks.iter().zip(1..);
            blocks.flat_map(move |(block, b)| segments_of(block, a, b))
        })
        .collect()
}

/// Returns the segments of one block, which is number `block_number` of article `article_number`.
pub fn segments_of(block: &Block, article_number: u32, block_number: u32) -> Vec<Segment> {
    let parts = split(&block.text);
    let last = parts.len();
    let mut places = Places::of(block);
    (1..=last)
        .zip(parts)
        .map(|(number, text)| Segment {
            id: SegmentId {
                article: article_number,
                block: block_number,
                part: if last == 1 { 0 } else { u32::try_from(number).unwrap_or(u32::MAX) },
            },
            kind: block.kind,
            spans: places.take(text),
            text: text.to_owned(),
            head_missing: block.head_missing && number == 1,
            tail_missing: block.tail_missing && number == last,
        })
        .collect()
}

/// Walks along the spans of a block as its text is read.
struct Places {
    rest: Vec<Span>,
    /// Spaces that stand in the text and not in the source: between two spans.
    added: usize,
}

impl Places {
    fn of(block: &Block) -> Self {
        let printed: usize = block.spans.iter().map(|span| span.len()).sum();
        let added = block.text.chars().count().saturating_sub(printed);
        let rest = block.spans.iter().rev().copied().filter(|span| !span.is_empty()).collect();
        Self { rest, added }
    }

    fn take(&mut self, text: &str) -> Vec<Span> {
        let mut taken: Vec<Span> = Vec::new();
        let mut at_border = true;
        for c in text.chars() {
            if at_border && c == ' ' && self.added > 0 {
                self.added -= 1;
                continue;
            }
            let Some(span) = self.rest.last_mut() else { break };
            match taken.last_mut() {
                Some(open) if open.end == span.start => open.end += 1,
                _ => taken.push(Span::new(span.start, span.start + 1)),
            }
            span.start += 1;
            at_border = span.is_empty();
            if at_border {
                self.rest.pop();
            }
        }
        taken
    }
}

impl fmt::Display for SegmentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a{}b{}", self.article, self.block)?;
        if self.part > 0 {
            write!(f, "s{}", self.part)?;
        }
        Ok(())
    }
}

impl FromStr for SegmentId {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const WRONG: &str = "a segment is written `a1b12` or `a1b12s2`";
        let (article, rest) =
            text.strip_prefix('a').and_then(|rest| rest.split_once('b')).ok_or(WRONG)?;
        let (block, part) = rest.split_once('s').unwrap_or((rest, "0"));
        let number = |digits: &str| digits.parse().map_err(|_| WRONG);
        Ok(Self { article: number(article)?, block: number(block)?, part: number(part)? })
    }
}

impl From<SegmentId> for String {
    fn from(id: SegmentId) -> Self {
        id.to_string()
    }
}

impl TryFrom<String> for SegmentId {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str, spans: &[(usize, usize)]) -> Block {
        Block {
            kind: Kind::Paragraph,
            text: text.to_owned(),
            spans: spans.iter().map(|&(start, end)| Span::new(start, end)).collect(),
            head_missing: true,
            tail_missing: true,
        }
    }

    #[test]
    fn a_short_block_is_one_segment_with_the_spans_of_the_block() {
        let segments = segments_of(&block("白河县开渠。", &[(4, 7), (9, 12)]), 1, 2);
        assert_eq!(segments.len(), 1);
        assert_eq!(segments[0].id.to_string(), "a1b2");
        assert_eq!(segments[0].spans, [Span::new(4, 7), Span::new(9, 12)]);
        assert!(segments[0].head_missing && segments[0].tail_missing);
    }

    #[test]
    fn a_space_added_between_two_lines_has_no_place_in_the_source() {
        let segments = segments_of(&block("the river", &[(0, 3), (5, 10)]), 1, 1);
        assert_eq!(segments[0].spans, [Span::new(0, 3), Span::new(5, 10)]);
    }

    #[test]
    fn the_parts_of_a_long_block_share_out_its_spans() {
        let text = "一条河流过小城。".repeat(100);
        let segments = segments_of(&block(&text, &[(10, 410), (500, 900)]), 1, 1);
        assert!(segments.len() > 1);
        assert_eq!(segments[0].id.part, 1);
        assert!(segments[0].head_missing && !segments[0].tail_missing);
        let joined: String = segments.iter().map(|segment| segment.text.as_str()).collect();
        assert_eq!(joined, text);
        let printed: usize =
            segments.iter().flat_map(|segment| &segment.spans).map(|span| span.len()).sum();
        assert_eq!(printed, 800);
    }

    #[test]
    fn an_id_survives_its_text_form() {
        for text in ["a1b12", "a3b4s2"] {
            assert_eq!(text.parse::<SegmentId>().unwrap().to_string(), text);
        }
        assert!("b1".parse::<SegmentId>().is_err());
        assert!("a1bx".parse::<SegmentId>().is_err());
    }
}
