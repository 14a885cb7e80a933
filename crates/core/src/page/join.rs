//! Joins: a paragraph that a column break cut is put together again, wherever its other half stands.
//!
//! Every end that is not the end of a sentence is compared with the beginnings around it; what the
//! seam says ([`super::seam`]) is added to what the places say: the next piece is the likeliest, then
//! beginnings at the top of a column, then any other. Of all pairs the best assignment is chosen, one
//! beginning for each end. Law: a join never goes below the bar, and nothing is joined twice.

use std::cell::OnceCell;

use super::Repair;
use super::assign::{self, BAR, Pair};
use super::column;
use super::edge::{Head, Tail, begins_cut};
use super::grams::Grams;
use super::list;
use super::piece::{Piece, Role};
use super::seam;
use super::shape::{End, Shape, is_stop};
use super::sheet::Sheet;
use super::title;
use crate::document::Kind;
use crate::finding::{Finding, Severity};

/// What it weighs that a beginning stands directly behind an end.
const NEXT: f32 = 3.0;

/// How far away, in running pieces, another half is looked for.
const REACH: usize = 160;

/// For each piece, the piece that goes on with it.
#[derive(Debug, Default)]
pub(super) struct Links {
    next: Vec<Option<usize>>,
}

impl Links {
    /// Returns no joins at all, for so many pieces.
    pub(super) fn none(pieces: usize) -> Self {
        Self { next: vec![None; pieces] }
    }

    /// Returns the piece that goes on with this one.
    pub(super) fn next(&self, piece: usize) -> Option<usize> {
        self.next.get(piece).copied().flatten()
    }

    /// Tells for each piece whether it goes on with another one.
    pub(super) fn joined_heads(&self) -> Vec<bool> {
        let mut joined = vec![false; self.next.len()];
        self.next.iter().flatten().for_each(|&to| joined[to] = true);
        joined
    }

    /// Takes a join back.
    pub(super) fn part(&mut self, piece: usize) {
        self.next[piece] = None;
    }
}

/// The running text of a page: the pieces that can be cut, with a look at their ends.
struct Flow<'p, 'a> {
    pieces: &'p [Piece<'a>],
    /// The running pieces, in the order of the page.
    order: Vec<usize>,
    /// Whether they may be titles that were not recognised.
    titles: Vec<bool>,
    tails: Vec<Option<Tail>>,
    /// The beginnings that were looked at.
    heads: Vec<OnceCell<Head>>,
    /// Whether a piece cannot be the beginning of a paragraph.
    cut: Vec<bool>,
    shapes: Vec<Shape>,
    grams: Grams,
    /// For each running piece, the one that stands behind it when the columns are in order.
    behind: Vec<usize>,
}

/// Finds the joins of a page.
pub(super) fn find(pieces: &[Piece<'_>], sheet: &mut Sheet<'_>) -> Links {
    let mut links = Links::none(pieces.len());
    let Some(flow) = Flow::of(pieces) else {
        return links;
    };
    let pairs = flow.pairs();
    for (pair, margin) in assign::best(&pairs, pieces.len()) {
        if flow.may(pair, margin, sheet) {
            links.next[pair.tail] = Some(pair.head);
        }
    }
    flow.report(&pairs, &links, sheet);
    links
}

impl<'p, 'a> Flow<'p, 'a> {
    /// Looks at the running text; nothing where no piece ends in the middle of a sentence.
    fn of(pieces: &'p [Piece<'a>]) -> Option<Self> {
        let runs = |i: &usize| {
            let piece = &pieces[*i];
            piece.is(Kind::Paragraph) || piece.is(Kind::ListItem) && !list::is_row(piece)
        };
        let order: Vec<usize> = (0..pieces.len()).filter(runs).collect();
        let shapes: Vec<Shape> = order.iter().map(|&i| pieces[i].shape()).collect();
        let is_tail = |shape: &Shape| shape.end != End::Stop && shape.han >= 1;
        if !shapes.iter().any(is_tail) {
            return None;
        }
        let texts = order.iter().map(|&i| pieces[i].text.as_ref());
        let tails = texts
            .clone()
            .zip(&shapes)
            .map(|(text, shape)| is_tail(shape).then(|| Tail::of(text, shape)));
        let cut = texts.clone().zip(&shapes).map(|(text, shape)| begins_cut(text, shape));
        let flow = Self {
            behind: (1..=order.len()).collect(),
            titles: order.iter().map(|&i| title::may_be_overlooked(&pieces[i])).collect(),
            tails: tails.collect(),
            heads: vec![OnceCell::new(); order.len()],
            cut: cut.collect(),
            grams: Grams::of(texts),
            shapes,
            pieces,
            order,
        };
        Some(flow.with_columns_in_order())
    }

    /// Finds the order of the columns in which their seams fit best.
    fn with_columns_in_order(mut self) -> Self {
        let breaks = |&t: &usize| {
            !self.titles[t] && self.tails[t].as_ref().is_some_and(|tail| tail.end == End::Open)
        };
        let ends: Vec<usize> = (0..self.order.len()).filter(breaks).collect();
        let value = |t: usize, h: usize| {
            let Some(tail) = &self.tails[t] else {
                return 0.0;
            };
            if self.stands_below_title(h) && !self.cut[h] {
                return 0.0;
            }
            (1.0 + seam::fit(tail, self.head(h), &self.grams)).max(0.0)
        };
        for (t, h) in column::reorder(&ends, self.order.len(), value) {
            self.behind[t] = h;
        }
        self
    }

    /// Scores the pairs that can be.
    fn pairs(&self) -> Vec<Pair> {
        let mut pairs = Vec::new();
        let reach_out = self.reach();
        for (t, tail) in self.tails.iter().enumerate() {
            let Some(tail) = tail else { continue };
            let reach = t.saturating_sub(reach_out)..(t + reach_out).min(self.order.len());
            for h in reach.filter(|&h| h != t) {
                let plain = h != self.behind[t] && !self.is_column_top(h) && !self.cut[h];
                let text = &self.pieces[self.order[h]].text;
                if tail.end == End::Soft && !self.cut[h] {
                    continue;
                }
                if self.shapes[h].han == 0 || plain && !seam::may_touch(tail, text, &self.grams) {
                    continue;
                }
                let head = self.head(h);
                let place = self.place(t, h, tail);
                let score = place + seam::fit(tail, head, &self.grams);
                if score > BAR - 2.0 {
                    pairs.push(Pair { tail: self.order[t], head: self.order[h], score });
                }
            }
        }
        pairs
    }

    /// Returns how far another half is looked for: not far where most lines end in the middle of a
    /// sentence, as in verse and tables.
    fn reach(&self) -> usize {
        let tails = self.tails.iter().flatten().filter(|tail| tail.end == End::Open).count();
        if tails > 40 && tails * 3 > self.order.len() { 3 } else { REACH }
    }

    /// Weighs where two halves stand.
    fn place(&self, t: usize, h: usize, tail: &Tail) -> f32 {
        let is_cut = self.cut[h];
        let piece = &self.pieces[self.order[h]];
        let mut weight = 0.0;
        if tail.end == End::Soft && !is_cut {
            weight -= 2.5;
        }
        if piece.text.starts_with("——") {
            weight -= 4.0;
        }
        if self.titles[t] && !is_cut {
            weight -= 2.5;
        }
        if self.titles[h] && !is_cut && !piece.text.ends_with(is_stop) {
            weight -= 1.5;
        }
        if self.pieces[self.order[t]].before_loss {
            weight -= 2.0;
        }
        if piece.after_loss && h != self.behind[t] {
            weight -= 1.5;
        }
        if piece.is(Kind::ListItem) {
            weight -= 1.0;
        }
        let titled = self.stands_below_title(h);
        if h == self.behind[t] {
            return weight
                + match (titled, is_cut) {
                    (false, _) => NEXT,
                    (true, true) => 0.5,
                    (true, false) => -1.0,
                };
        }
        let column_top = self.is_column_top(h);
        if titled && !is_cut {
            weight -= 3.0;
        } else if column_top {
            weight += 1.0;
        } else if is_cut {
            weight += 0.5;
        } else {
            weight -= 2.0;
        }
        let far = h.abs_diff(t) as f32;
        weight - if h < t { 0.5 } else { 0.0 } - far / 100.0
    }

    /// Tells whether the text above a running piece breaks off, so that a column may begin here.
    fn is_column_top(&self, h: usize) -> bool {
        let above = h.checked_sub(1).and_then(|above| self.tails[above].as_ref());
        above.is_some_and(|above| above.end == End::Open)
    }

    /// Tells whether the piece above a running piece, pictures aside, is a title or a byline.
    fn stands_below_title(&self, h: usize) -> bool {
        let above = (0..self.order[h]).rev().find(|&i| !self.pieces[i].is_float());
        above.is_some_and(|i| self.pieces[i].role == Role::Title || self.pieces[i].is(Kind::Byline))
    }

    /// Looks at the beginning of a running piece.
    fn head(&self, h: usize) -> &Head {
        let text = &self.pieces[self.order[h]].text;
        self.heads[h].get_or_init(|| Head::of(text, &self.shapes[h]))
    }

    fn position(&self, piece: usize) -> usize {
        self.order.partition_point(|&i| i < piece)
    }

    /// Enters a join into the ledger, with its evidence and how much better it is than the next best.
    fn may(&self, pair: Pair, margin: f32, sheet: &mut Sheet<'_>) -> bool {
        let tail = self.tails[self.position(pair.tail)].as_ref();
        let head = self.head(self.position(pair.head));
        let Some(tail) = tail else {
            return false;
        };
        let from = self.pieces[pair.tail].end();
        let reasons = seam::evidence(tail, head, &self.grams);
        let mut spans = self.pieces[pair.head].spans[..1].to_vec();
        spans.extend(self.pieces[pair.tail].spans.last());
        sheet.may(Repair {
            id: String::new(),
            rule: "joins".into(),
            spans,
            evidence: format!(
                "goes on with the text that breaks off at {from}: {reasons} (margin {margin:.1})"
            ),
            score: confidence(pair.score, margin),
        })
    }

    /// Reports the ends for which a continuation was seen that was not safe enough.
    fn report(&self, pairs: &[Pair], links: &Links, sheet: &mut Sheet<'_>) {
        let taken = links.joined_heads();
        let mut best: Option<Pair> = None;
        let open = |pair: &&Pair| links.next(pair.tail).is_none() && !taken[pair.head];
        for pair in pairs.iter().filter(open) {
            match best {
                Some(other) if other.tail == pair.tail => {
                    best = Some(if pair.score > other.score { *pair } else { other });
                }
                _ => {
                    best.into_iter().for_each(|other| self.report_one(other, sheet));
                    best = Some(*pair);
                }
            }
        }
        best.into_iter().for_each(|pair| self.report_one(pair, sheet));
    }

    fn report_one(&self, pair: Pair, sheet: &mut Sheet<'_>) {
        let places = [pair.tail, pair.head].map(|piece| self.pieces[piece].spans[0]);
        let message = "these two may be halves of one paragraph; they were not joined";
        sheet.findings.push(
            Finding::on_source("joins", Severity::Info, places.to_vec(), message)
                .hinted("compare them with the printed page"),
        );
    }
}

/// Returns how sure a join is, from 0 to 1000.
fn confidence(score: f32, margin: f32) -> u16 {
    let sure = 1.0 / (1.0 + (-(score.min(12.0) - 2.0 + margin.clamp(-2.0, 4.0)) / 2.0).exp());
    (sure * 1000.0) as u16
}
