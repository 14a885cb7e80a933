//! The occurrences of terms in a text, over all layers of a glossary.

use std::ops::Range;
use std::sync::Arc;

use crate::text::span::Span;

use super::layer::{Hit, Layer, folded};
use super::term::Term;

/// A term met in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence<'a> {
    /// The term.
    pub term: &'a Term,
    /// Where it stands, in characters.
    pub span: Span,
}

pub(super) fn find<'a>(layers: &'a [Arc<Layer>], text: &str) -> Vec<Occurrence<'a>> {
    let text: Vec<char> = text.chars().map(folded).collect();
    search(layers, &text, 0..text.len())
        .into_iter()
        .map(|Hit { term, span }| Occurrence { term, span })
        .collect()
}

/// Searches a part of the text: the upper layer's terms first, then those below in what is left.
///
/// A term of the upper layer that lies inside a longer term from below is not met: the text speaks
/// of the longer one.
fn search<'a>(layers: &'a [Arc<Layer>], text: &[char], part: Range<usize>) -> Vec<Hit<'a>> {
    let Some((upper, lower)) = layers.split_first() else {
        return Vec::new();
    };
    let below = search(lower, text, part.clone());
    let mut above = upper.search(text, part.clone());
    above.retain(|hit| !lies_inside_a_longer(hit, &below));
    if above.is_empty() {
        return below;
    }
    if below.is_empty() {
        return above;
    }
    let mut found = Vec::with_capacity(above.len() + below.len());
    let mut at = part.start;
    for hit in above {
        found.extend(search(lower, text, at..hit.span.start));
        at = hit.span.end;
        found.push(hit);
    }
    found.extend(search(lower, text, at..part.end));
    found
}

/// Tells whether one of the hits, which stand in order and apart, holds this one and more.
fn lies_inside_a_longer(hit: &Hit<'_>, longer: &[Hit<'_>]) -> bool {
    let after = longer.partition_point(|longer| longer.span.start <= hit.span.start);
    after.checked_sub(1).is_some_and(|i| {
        let span = longer[i].span;
        hit.span.end <= span.end && hit.span.len() < span.len()
    })
}
