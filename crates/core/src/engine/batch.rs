//! Which texts go together into one request, and what is told beside them.
//!
//! Law: a batch is a function of the document, the glossary and the wants in it. Its context is the
//! source alone, so that batches go out in any order and at the same time.

use crate::glossary::{Class, Term};
use crate::port::{Again, Batch, Item, Limits, TermUse};
use crate::unit::Languages;

use super::work::Work;

/// Characters of the text before a batch that are shown: the end of it, where the seam is. Context is
/// paid for with every request.
const BEFORE: usize = 40;

/// Characters of the text after a batch that are shown.
const AFTER: usize = 24;

/// Parts wants, which stand in order, into batches of one article each that keep the limits.
///
/// An article that needs several batches is parted evenly: two of six rather than eight and four.
pub(super) fn pack(work: &Work<'_>, wants: &[usize], limits: &Limits) -> Vec<Vec<usize>> {
    let article = |want: &usize| work.segment(*want).id.article;
    wants
        .chunk_by(|one, next| article(one) == article(next))
        .flat_map(|wants| part(work, wants, limits))
        .collect()
}

/// Parts the wants of one article.
fn part(work: &Work<'_>, wants: &[usize], limits: &Limits) -> Vec<Vec<usize>> {
    let size = |want: usize| work.segment(want).text.chars().count();
    let whole: usize = wants.iter().map(|want| size(*want)).sum();
    let parts = whole
        .div_ceil(limits.characters.max(1))
        .max(wants.len().div_ceil(limits.items.max(1)))
        .max(1);
    let (fair_items, fair_size) = (wants.len().div_ceil(parts), whole.div_ceil(parts));
    let mut batches: Vec<Vec<usize>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut filled = 0;
    for &want in wants {
        let next = filled + size(want);
        let is_full = open.len() >= fair_items.min(limits.items.max(1))
            || next > limits.characters
            || (filled >= fair_size);
        if is_full && !open.is_empty() {
            batches.push(std::mem::take(&mut open));
            filled = 0;
        }
        open.push(want);
        filled += size(want);
    }
    if !open.is_empty() {
        batches.push(open);
    }
    batches
}

/// What is asked for: a want, and what was wrong with an earlier answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked<'a> {
    /// The text.
    pub(super) want: usize,
    /// Why it is asked for again.
    pub(super) again: Option<&'a Again>,
}

/// Makes the batch for a translator; item `n` of it is entry `n - 1` of `asked`.
pub(super) fn make(work: &Work<'_>, asked: &[Asked<'_>], languages: &Languages) -> Batch {
    let places = || asked.iter().map(|asked| work.wants[asked.want].places[0]);
    let (first, last) = (places().min().unwrap_or(0), places().max().unwrap_or(0));
    let article = work.segments[first].id.article;
    let headline = headline(work, article);
    let neighbour = |place: Option<usize>| {
        let segment = place.and_then(|place| work.segments.get(place));
        segment
            .filter(|segment| segment.id.article == article && segment.text != headline)
            .map_or("", |segment| &segment.text)
    };
    // A headline that is asked for needs not be told as well.
    let is_asked = places().any(|place| work.segments[place].text == headline);
    Batch {
        languages: languages.clone(),
        headline: if is_asked { String::new() } else { headline.to_owned() },
        before: tail(neighbour(first.checked_sub(1)), BEFORE),
        after: neighbour(Some(last + 1)).chars().take(AFTER).collect(),
        terms: terms(asked.iter().flat_map(|asked| work.wants[asked.want].terms.iter().copied())),
        items: (1..).zip(asked).map(|(id, asked)| item(work, id, asked)).collect(),
    }
}

fn item(work: &Work<'_>, id: u32, asked: &Asked<'_>) -> Item {
    let segment = work.segment(asked.want);
    Item {
        id,
        kind: segment.kind,
        text: segment.text.clone(),
        head_missing: segment.head_missing,
        tail_missing: segment.tail_missing,
        values: work.wants[asked.want].values.clone(),
        example: work.wants[asked.want].example.clone(),
        again: asked.again.cloned(),
    }
}

fn headline<'a>(work: &Work<'a>, article: u32) -> &'a str {
    let number = usize::try_from(article).unwrap_or(usize::MAX).saturating_sub(1);
    work.headlines.get(number).copied().unwrap_or_default()
}

/// Returns each term once, in order.
fn terms<'a>(terms: impl Iterator<Item = &'a Term>) -> Vec<TermUse> {
    let mut used: Vec<TermUse> = Vec::new();
    for term in terms {
        if !used.iter().any(|known| known.zh == term.zh) {
            used.push(TermUse {
                zh: term.zh.clone(),
                first: term.first.clone(),
                next: term.next.clone().unwrap_or_default(),
                must: term.class == Class::Must,
            });
        }
    }
    used
}

fn tail(text: &str, characters: usize) -> String {
    let from = text.char_indices().rev().take(characters).last().map_or(0, |(byte, _)| byte);
    text[from..].to_owned()
}
