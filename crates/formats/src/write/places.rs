//! Which block a place of the source belongs to.

use recto_core::document::Block;
use recto_core::text::span::Span;

/// The blocks of a page by their places in the source.
pub(super) struct Places {
    /// Spans with the number of their block, counted over the whole page from 0, in source order.
    spans: Vec<(Span, usize)>,
}

impl Places {
    /// Notes where the blocks stand.
    pub(super) fn of<'a>(blocks: impl Iterator<Item = &'a Block>) -> Self {
        let mut spans: Vec<_> = blocks
            .enumerate()
            .flat_map(|(number, block)| block.spans.iter().map(move |&span| (span, number)))
            .collect();
        spans.sort_unstable();
        Self { spans }
    }

    /// Returns the block that the first of `wanted` touches, or the nearest before it.
    pub(super) fn block_at(&self, wanted: &[Span]) -> Option<usize> {
        let wanted = wanted.first()?;
        let end = wanted.end.max(wanted.start + 1);
        let after = self.spans.partition_point(|(span, _)| span.start < end);
        let touched = self.spans[..after].iter().rev().take_while(|(s, _)| s.end > wanted.start);
        touched.last().or(self.spans[..after].last()).map(|&(_, number)| number)
    }

    /// Groups what belongs to places by block; the last list holds what belongs to none.
    pub(super) fn group<'a, T>(
        &self,
        blocks: usize,
        items: &'a [T],
        spans: impl Fn(&T) -> &[Span],
    ) -> Vec<Vec<&'a T>> {
        let mut groups = vec![Vec::new(); blocks + 1];
        for item in items {
            groups[self.block_at(spans(item)).unwrap_or(blocks)].push(item);
        }
        groups
    }
}

#[cfg(test)]
mod tests {
    use recto_core::document::Kind;

    use super::*;

    fn block(spans: &[(usize, usize)]) -> Block {
        Block {
            kind: Kind::Paragraph,
            text: String::new(),
            spans: spans.iter().map(|&(start, end)| Span::new(start, end)).collect(),
            head_missing: false,
            tail_missing: false,
        }
    }

    #[test]
    fn a_place_belongs_to_the_block_it_touches_or_to_the_one_before() {
        let blocks = [block(&[(0, 4), (20, 30)]), block(&[(6, 12)])];
        let places = Places::of(blocks.iter());
        for (start, end, expected) in [
            (1, 2, Some(0)),
            (7, 9, Some(1)),
            (13, 14, Some(1)),
            (22, 40, Some(0)),
            (3, 7, Some(0)),
        ] {
            assert_eq!(places.block_at(&[Span::new(start, end)]), expected, "{start}..{end}");
        }
        assert_eq!(places.block_at(&[]), None);
    }
}
