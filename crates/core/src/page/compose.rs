//! Compose: the sorted, joined and ordered pieces become articles and blocks.
//!
//! Law: every piece is in one block; the text of a block is the text of its pieces.

use super::article;
use super::join::Links;
use super::order::Chains;
use super::piece::{Piece, Role, glue};
use super::seam::Head;
use super::shape::{End, Shape};
use super::topic::Topic;
use super::view::View;
use crate::document::{Article, Block, Kind};

/// Whether blocks are marked whose beginning or end is not on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Losses {
    /// They are marked.
    Marked,
    /// They are not looked for.
    Ignored,
}

/// Makes the articles of a page.
pub(super) fn articles(
    pieces: &[Piece<'_>],
    links: &Links,
    chains: &Chains,
    view: &View<'_>,
    losses: Losses,
) -> Vec<Article> {
    let kinds = kinds(pieces, chains);
    let chain_of = chain_of(pieces, chains);
    let floats = floats(pieces, chains, &chain_of);
    let joined = links.joined_heads();
    chains
        .iter()
        .zip(floats)
        .map(|(chain, mut floats)| {
            let mut blocks = Vec::new();
            let mut floats_at = |i: Option<usize>, blocks: &mut Vec<Block>| {
                let here = floats.extract_if(.., |(after, _)| *after == i);
                blocks.extend(
                    here.map(|(_, float)| block(pieces, &[float], kinds[float], view, losses)),
                );
            };
            floats_at(None, &mut blocks);
            for &first in chain.iter().filter(|&&i| !joined[i]) {
                let parts: Vec<usize> =
                    std::iter::successors(Some(first), |&i| links.next(i)).collect();
                blocks.push(block(pieces, &parts, kinds[first], view, losses));
                parts
                    .iter()
                    .for_each(|&part| floats_at(Some(part), &mut blocks));
            }
            Article { blocks }
        })
        .filter(|article| !article.blocks.is_empty())
        .collect()
}

/// Names the kind of every piece; the titles at the beginning of a chain are its headline.
fn kinds(pieces: &[Piece<'_>], chains: &Chains) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = pieces
        .iter()
        .map(|piece| match piece.role {
            Role::Is(kind) => kind,
            Role::Title => Kind::Heading,
        })
        .collect();
    for chain in chains {
        let titles = chain
            .iter()
            .take_while(|&&i| pieces[i].role == Role::Title)
            .count();
        let lines: Vec<&str> = chain[..titles]
            .iter()
            .map(|&i| pieces[i].text.as_ref())
            .collect();
        for (&i, kind) in chain.iter().zip(article::name_headline(&lines)) {
            kinds[i] = kind;
        }
    }
    kinds
}

/// Returns for each piece the chain it is in.
fn chain_of(pieces: &[Piece<'_>], chains: &Chains) -> Vec<Option<usize>> {
    let mut chain_of = vec![None; pieces.len()];
    for (c, chain) in chains.iter().enumerate() {
        chain.iter().for_each(|&i| chain_of[i] = Some(c));
    }
    chain_of
}

/// Returns for each chain its floats, each with the piece it stands behind (nothing: at the top).
fn floats(
    pieces: &[Piece<'_>],
    chains: &Chains,
    chain_of: &[Option<usize>],
) -> Vec<Vec<(Option<usize>, usize)>> {
    let mut floats = vec![Vec::new(); chains.len().max(1)];
    let mut group: Vec<usize> = Vec::new();
    let mut above = None;
    for i in 0..=pieces.len() {
        if i < pieces.len() && chain_of[i].is_none() {
            group.push(i);
            continue;
        }
        let below = (i < pieces.len()).then_some(i);
        for float in group.drain(..) {
            let after = home(pieces, float, above, below, chain_of);
            let chain = after.or(below).and_then(|i| chain_of[i]).unwrap_or(0);
            floats[chain].push((after, float));
        }
        above = below;
    }
    floats
}

/// Returns the running piece a float belongs behind: the one above it, unless the float speaks of
/// what the article below it speaks of.
fn home(
    pieces: &[Piece<'_>],
    float: usize,
    above: Option<usize>,
    below: Option<usize>,
    chain_of: &[Option<usize>],
) -> Option<usize> {
    let (Some(up), Some(down)) = (above, below) else {
        return above;
    };
    if chain_of[up] == chain_of[down] || pieces[float].is(Kind::Credit) {
        return above;
    }
    let near = |chain: Option<usize>| {
        let same = (0..pieces.len()).filter(|&i| chain_of[i] == chain);
        Topic::of(same.map(|i| pieces[i].text.as_ref()))
    };
    let words = Topic::of([pieces[float].text.as_ref()].into_iter());
    let up_like = words.likeness(&near(chain_of[up]));
    let down_like = words.likeness(&near(chain_of[down]));
    if down_like > up_like * 1.5 {
        None
    } else {
        above
    }
}

/// Makes a block of the pieces that were joined to it.
fn block(
    pieces: &[Piece<'_>],
    parts: &[usize],
    kind: Kind,
    view: &View<'_>,
    losses: Losses,
) -> Block {
    let mut text = String::new();
    let mut spans = Vec::new();
    for &part in parts {
        let piece = &pieces[part];
        text.push_str(glue(&text, &piece.text));
        text.push_str(&piece.text);
        piece
            .spans
            .iter()
            .for_each(|&span| view.map(span, &mut spans));
    }
    let looked_for = losses == Losses::Marked && matches!(kind, Kind::Paragraph | Kind::ListItem);
    let shape = Shape::of(&text);
    Block {
        kind,
        head_missing: looked_for && shape.han > 0 && Head::of(&text, &shape).is_cut(),
        tail_missing: looked_for && shape.han > 0 && shape.end == End::Open,
        text,
        spans,
    }
}
