//! Compose: the sorted, joined and ordered pieces become articles and blocks.
//!
//! Law: every piece is in one block; the text of a block is the text of its pieces.

use super::article;
use super::edge::begins_cut;
use super::join::Links;
use super::list;
use super::note;
use super::order::Chains;
use super::piece::{Piece, Role, glue};
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

/// A page whose pieces are sorted, joined and ordered.
#[derive(Clone, Copy)]
pub(super) struct Layout<'p, 'a> {
    /// The pieces, in the order of the page.
    pub(super) pieces: &'p [Piece<'a>],
    /// Which piece goes on with which.
    pub(super) links: &'p Links,
    /// The running pieces in reading order, a chain for each article.
    pub(super) chains: &'p Chains,
    /// For each piece, how many lines the headline has that begins with it.
    pub(super) headlines: &'p [usize],
}

impl Layout<'_, '_> {
    /// Makes the articles of the page.
    pub(super) fn articles(self, view: &View<'_>, losses: Losses) -> Vec<Article> {
        let kinds = self.kinds();
        let chain_of = chain_of(self.pieces, self.chains);
        let floats = floats(self.pieces, self.chains, &chain_of);
        let joined = self.links.joined_heads();
        let block = |parts: &[usize]| block(self.pieces, parts, kinds[parts[0]], view, losses);
        let mut articles = Vec::with_capacity(floats.len());
        for (c, mut floats) in floats.into_iter().enumerate() {
            let mut blocks = Vec::new();
            let mut take = |behind: Option<usize>, blocks: &mut Vec<Block>| {
                let here = floats.extract_if(.., |(after, _)| *after == behind);
                blocks.extend(here.map(|(_, float)| block(&[float])));
            };
            take(None, &mut blocks);
            let chain = self.chains.get(c).map_or(&[][..], Vec::as_slice);
            for &first in chain.iter().filter(|&&i| !joined[i]) {
                let next = |i: &usize| self.links.next(*i);
                let parts: Vec<usize> = std::iter::successors(Some(first), next).collect();
                blocks.push(block(&parts));
                parts.iter().for_each(|&part| take(Some(part), &mut blocks));
            }
            articles.push(Article { blocks });
        }
        articles.retain(|article| !article.blocks.is_empty());
        articles
    }

    /// Names the kind of every piece.
    fn kinds(self) -> Vec<Kind> {
        let named = |piece: &Piece<'_>| match piece.role {
            Role::Is(kind) => kind,
            Role::Title => Kind::Heading,
        };
        let mut kinds: Vec<Kind> = self.pieces.iter().map(named).collect();
        for (first, &lines) in self.headlines.iter().enumerate() {
            let headline = &self.pieces[first..first + lines];
            let texts: Vec<&str> = headline.iter().map(|piece| piece.text.as_ref()).collect();
            for (i, kind) in article::name_headline(&texts).into_iter().enumerate() {
                kinds[first + i] = kind;
            }
        }
        kinds
    }
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
    let mut homes = Homes::of(pieces, chains, chain_of);
    let mut group: Vec<usize> = Vec::new();
    let mut above = None;
    for i in 0..=pieces.len() {
        if i < pieces.len() && chain_of[i].is_none() {
            group.push(i);
            continue;
        }
        let below = (i < pieces.len()).then_some(i);
        let mut before = None;
        for float in group.drain(..) {
            let signs = pieces[float].is(Kind::Credit);
            let after = match before {
                Some(before) if signs => before,
                _ => homes.home(float, above, below),
            };
            before = Some(after);
            let chain = after.or(below).and_then(|i| chain_of[i]).unwrap_or(0);
            floats[chain].push((after, float));
        }
        above = below;
    }
    floats
}

/// What the articles of a page speak of, to find the one that a float belongs to.
struct Homes<'p, 'a> {
    pieces: &'p [Piece<'a>],
    chains: &'p Chains,
    chain_of: &'p [Option<usize>],
    topics: Vec<Option<Topic>>,
}

impl<'p, 'a> Homes<'p, 'a> {
    fn of(pieces: &'p [Piece<'a>], chains: &'p Chains, chain_of: &'p [Option<usize>]) -> Self {
        Self { pieces, chains, chain_of, topics: vec![None; chains.len()] }
    }

    /// Returns the running piece a float belongs behind: the one above it, unless the float speaks
    /// of what the article below it speaks of.
    fn home(&mut self, float: usize, above: Option<usize>, below: Option<usize>) -> Option<usize> {
        let (up, down) = (above?, below);
        let (Some(upper), Some(lower)) = (self.chain_of[up], down.and_then(|i| self.chain_of[i]))
        else {
            return above;
        };
        if upper == lower || self.pieces[float].is(Kind::Credit) {
            return above;
        }
        let words = Topic::of([self.pieces[float].text.as_ref()].into_iter());
        let upper_likeness = words.likeness(self.topic(upper));
        let lower_likeness = words.likeness(self.topic(lower));
        if lower_likeness > upper_likeness * 1.5 { None } else { above }
    }

    fn topic(&mut self, chain: usize) -> &Topic {
        let texts = self.chains[chain].iter().map(|&i| self.pieces[i].text.as_ref());
        self.topics[chain].get_or_insert_with(|| Topic::of(texts))
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
        piece.spans.iter().for_each(|&span| view.map(span, &mut spans));
    }
    let whole = parts.iter().all(|&part| list::is_row(&pieces[part]) || note::is_signature(&text));
    let looked_for =
        losses == Losses::Marked && !whole && matches!(kind, Kind::Paragraph | Kind::ListItem);
    let shape = match parts {
        [only] => pieces[*only].shape(),
        _ => Shape::of(&text),
    };
    Block {
        kind,
        head_missing: looked_for && shape.han > 0 && begins_cut(&text, &shape),
        tail_missing: looked_for && shape.han > 0 && shape.end == End::Open,
        text,
        spans,
    }
}
