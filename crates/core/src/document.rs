//! A newspaper page as its editors meant it: articles made of blocks. Plain data, no heuristics.

use serde::{Deserialize, Serialize};

use crate::text::span::Span;

/// The articles of one page, in reading order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The articles, in reading order.
    pub articles: Vec<Article>,
}

/// One article: its headline, its text and everything that belongs to it, in reading order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// The blocks, in reading order; captions, credits and notes stand where they are read.
    pub blocks: Vec<Block>,
}

/// One block of text: a headline, a paragraph, a caption.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What the block is on the page.
    pub kind: Kind,
    /// The text, repaired; its characters are those of the source at `spans`, white space aside.
    pub text: String,
    /// Where the text stands in the source, in reading order; several where a break had cut it.
    ///
    /// The text is the source at these spans, one after the other, with at most one space added
    /// between two spans; no span begins or ends with white space or holds a line break.
    pub spans: Vec<Span>,
    /// Whether the beginning of the text is not on the page.
    pub head_missing: bool,
    /// Whether the end of the text is not on the page.
    pub tail_missing: bool,
}

/// What a block is on the page, in the words of the trade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A short line above the headline (引题).
    Kicker,
    /// The headline (主题).
    Headline,
    /// A second headline below the first (副题).
    Subhead,
    /// A summary between headline and text (提要).
    Deck,
    /// Who wrote it.
    Byline,
    /// A heading inside the text (小标题).
    Heading,
    /// A paragraph of running text.
    Paragraph,
    /// An item of a list.
    ListItem,
    /// What a picture shows.
    Caption,
    /// Who took the picture or supplied the text.
    Credit,
    /// Anything else that is printed: an editor's note, an address, a page line.
    Note,
}

impl Kind {
    /// Every kind, in the order in which they stand on a page.
    pub const ALL: [Self; 11] = [
        Self::Kicker,
        Self::Headline,
        Self::Subhead,
        Self::Deck,
        Self::Byline,
        Self::Heading,
        Self::Paragraph,
        Self::ListItem,
        Self::Caption,
        Self::Credit,
        Self::Note,
    ];

    /// Returns the word for this kind, as it stands in every output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Kicker => "kicker",
            Self::Headline => "headline",
            Self::Subhead => "subhead",
            Self::Deck => "deck",
            Self::Byline => "byline",
            Self::Heading => "heading",
            Self::Paragraph => "paragraph",
            Self::ListItem => "list_item",
            Self::Caption => "caption",
            Self::Credit => "credit",
            Self::Note => "note",
        }
    }

    /// Tells whether a block of this kind stands beside the running text and not in it.
    pub fn is_float(self) -> bool {
        matches!(self, Self::Caption | Self::Credit | Self::Note | Self::Byline)
    }
}

impl Block {
    /// Returns where a part of the text stands in the source, in reading order.
    pub fn source_spans(&self, part: Span) -> Vec<Span> {
        let mut found: Vec<Span> = Vec::new();
        let mut sources =
            self.spans.iter().flat_map(|span| (span.start..span.end).map(|at| (at, span.start)));
        let mut next = sources.next();
        for (at, character) in self.text.chars().enumerate().take(part.end) {
            let Some((source, start)) = next else { break };
            // No span begins with white space: a space there was added between two spans.
            if character == ' ' && source == start {
                continue;
            }
            next = sources.next();
            if at < part.start {
                continue;
            }
            match found.last_mut() {
                Some(last) if last.end == source => last.end += 1,
                _ => found.push(Span::new(source, source + 1)),
            }
        }
        found
    }
}

impl Article {
    /// Returns the text of the headline, or of the first block where there is none.
    pub fn title(&self) -> &str {
        self.blocks
            .iter()
            .find(|block| block.kind == Kind::Headline)
            .or(self.blocks.first())
            .map_or("", |block| &block.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_joined_block_stands_where_its_halves_stand() {
        let block = Block {
            kind: Kind::Paragraph,
            text: "总产量21.4万 tons".into(),
            spans: vec![Span::new(10, 15), Span::new(40, 43), Span::new(60, 64)],
            head_missing: false,
            tail_missing: false,
        };
        assert_eq!(block.source_spans(Span::new(0, 3)), [Span::new(10, 13)]);
        assert_eq!(block.source_spans(Span::new(3, 8)), [Span::new(13, 15), Span::new(40, 43)]);
        assert_eq!(block.source_spans(Span::new(7, 13)), [Span::new(42, 43), Span::new(60, 64)]);
        assert_eq!(block.source_spans(Span::new(20, 30)), []);
    }
}
