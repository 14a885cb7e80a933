//! Repeats: text that extraction looped is kept once.
//!
//! Law: what is dropped is a copy, character for character, of text that stays. A run of characters
//! is a loop when it is long (nobody repeats eighty characters word for word), when it follows its
//! own original, or when it is printed three times; shorter wording that comes again is rhetoric.
//!
//! Copies are found by the characters that follow a mark of punctuation (an *anchor*): the first
//! anchor with the same twelve characters is the candidate, and the match is extended both ways.

use std::collections::HashMap;

use super::piece::Piece;
use super::sheet::Sheet;
use super::{Dropped, Reason, Repair};
use crate::text::span::Span;

/// How many characters of an anchor are compared.
const ANCHOR: usize = 12;
/// A copy this long is a loop wherever it stands.
const LONG: usize = 80;
/// A shorter copy is a loop where the page loops already, and must still be this long.
const SHORT: usize = 16;

/// A stretch of one piece that is a copy of an earlier stretch; places count characters of the page.
#[derive(Debug, Clone, Copy)]
struct Copy {
    piece: usize,
    at: usize,
    of: usize,
    len: usize,
}

/// The characters of all pieces in a row, and where each piece begins.
struct Page {
    chars: Vec<char>,
    starts: Vec<usize>,
}

/// Drops copies from the pieces; what is left of a piece stays in its place.
pub(super) fn take_out<'a>(pieces: Vec<Piece<'a>>, sheet: &mut Sheet<'_>) -> Vec<Piece<'a>> {
    let page = Page::of(&pieces);
    let mut copies = find(&page);
    if copies.is_empty() {
        return pieces;
    }
    copies = select(&page, &copies);
    copies.retain(|copy| enter(&page, &pieces, *copy, sheet));
    if copies.is_empty() {
        return pieces;
    }
    cut(pieces, &page, &copies, sheet)
}

impl Page {
    fn of(pieces: &[Piece<'_>]) -> Self {
        let mut page = Self { chars: Vec::new(), starts: Vec::with_capacity(pieces.len() + 1) };
        for piece in pieces {
            page.starts.push(page.chars.len());
            page.chars.extend(piece.text.chars());
        }
        page.starts.push(page.chars.len());
        page
    }

    fn bounds(&self, piece: usize) -> (usize, usize) {
        (self.starts[piece], self.starts[piece + 1])
    }

    fn piece_at(&self, at: usize) -> usize {
        self.starts.partition_point(|&start| start <= at) - 1
    }

    /// Returns the fingerprint of the characters at an anchor.
    fn hash(&self, at: usize) -> u64 {
        self.chars[at..at + ANCHOR].iter().fold(0, |hash: u64, &c| {
            (hash.rotate_left(5) ^ u64::from(c)).wrapping_mul(0x517c_c1b7_2722_0a95)
        })
    }

    /// Returns the longest copy through an anchor, from `from` on, of the stretch around `of`.
    fn extend(&self, piece: usize, from: usize, at: usize, of: usize) -> Option<Copy> {
        let (of_start, of_end) = self.bounds(self.piece_at(of));
        let room = (self.bounds(piece).1 - at).min(of_end - of).min(at - of);
        let forward = self.forward(at, of, room);
        if forward < ANCHOR {
            return None;
        }
        let room = (at - from).min(of - of_start);
        let same = |back: &usize| self.chars[at - back] == self.chars[of - back];
        let back = (1..=room).take_while(same).count();
        Some(Copy { piece, at: at - back, of: of - back, len: back + forward })
    }

    /// Counts the characters that agree from here on; one that differs between agreeing ones passes.
    fn forward(&self, at: usize, of: usize, room: usize) -> usize {
        let same = |i: usize| i < room && self.chars[at + i] == self.chars[of + i];
        let mut len = 0;
        loop {
            if same(len) {
                len += 1;
            } else if len >= ANCHOR && (1..=ANCHOR).all(|i| same(len + i)) {
                len += 1 + ANCHOR;
            } else {
                return len;
            }
        }
    }
}

/// Finds the longest copies of the page, in order.
fn find(page: &Page) -> Vec<Copy> {
    let mut seen: HashMap<u64, usize, Plain> = HashMap::default();
    let mut copies: Vec<Copy> = Vec::new();
    for piece in 0..page.starts.len() - 1 {
        let (start, end) = page.bounds(piece);
        let mut from = start;
        let mut at = start;
        while at + ANCHOR <= end {
            if let Some(copy) = candidate(page, &mut seen, piece, from, at) {
                from = copy.at + copy.len;
                copies.push(copy);
            }
            at = next_anchor(page, at.max(from.saturating_sub(1)), end);
        }
    }
    copies
}

fn candidate(
    page: &Page,
    seen: &mut HashMap<u64, usize, Plain>,
    piece: usize,
    from: usize,
    at: usize,
) -> Option<Copy> {
    if at < from {
        return None;
    }
    let of = *seen.entry(page.hash(at)).or_insert(at);
    if of == at {
        return None;
    }
    page.extend(piece, from, at, of).filter(|copy| copy.len >= SHORT)
}

/// Returns the place after the next mark of punctuation.
fn next_anchor(page: &Page, at: usize, end: usize) -> usize {
    let is_mark = |c: &char| {
        matches!(c, '。' | '，' | '、' | '；' | '：' | '！' | '？' | '”' | ',' | ';' | ':')
    };
    page.chars[at..end].iter().position(is_mark).map_or(end, |i| at + i + 1)
}

/// Chooses the copies that are loops.
fn select(page: &Page, copies: &[Copy]) -> Vec<Copy> {
    let runs = runs(copies);
    let mut chosen = vec![false; copies.len()];
    for &(first, last) in &runs {
        let len: usize = copies[first..=last].iter().map(|copy| copy.len).sum();
        if len >= LONG || copies[first..=last].iter().any(|copy| follows_original(page, copy)) {
            chosen[first..=last].fill(true);
        }
    }
    choose_third_copies(page, copies, &mut chosen);
    choose_tails(page, copies, &mut chosen);
    let kept = copies.iter().zip(&chosen);
    kept.filter(|(_, chosen)| **chosen).map(|(copy, _)| *copy).collect()
}

/// Groups copies that follow each other on the page as their originals do.
fn runs(copies: &[Copy]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (i, copy) in copies.iter().enumerate() {
        if let Some(run) = runs.last_mut() {
            let before = copies[run.1];
            let follows = copy.at == before.at + before.len && copy.of == before.of + before.len;
            if follows && run.1 + 1 == i {
                run.1 = i;
                continue;
            }
        }
        runs.push((i, i));
    }
    runs
}

/// Tells whether a copy of a whole piece stands directly below its original or below another copy.
fn follows_original(page: &Page, copy: &Copy) -> bool {
    let (start, end) = page.bounds(copy.piece);
    let whole = copy.len * 10 >= (end - start) * 9;
    let below = copy.piece > 0 && copy.of >= page.starts[copy.piece - 1];
    whole && below || copy.of + copy.len == copy.at
}

/// Chooses whole pieces that are printed three times or more.
fn choose_third_copies(page: &Page, copies: &[Copy], chosen: &mut [bool]) {
    let whole = |copy: &Copy| {
        let (start, end) = page.bounds(copy.piece);
        copy.len + 2 >= end - start && page.chars[start..end].contains(&'。')
    };
    let mut count: HashMap<usize, usize, Plain> = HashMap::default();
    for copy in copies.iter().filter(|copy| whole(copy)) {
        *count.entry(copy.of).or_default() += 1;
    }
    for (copy, chosen) in copies.iter().zip(chosen) {
        *chosen |= whole(copy) && count[&copy.of] >= 2;
    }
}

/// Chooses copies at the end of a piece whose original is looped elsewhere: the loop began there.
fn choose_tails(page: &Page, copies: &[Copy], chosen: &mut [bool]) {
    let mut looped: Vec<usize> = copies
        .iter()
        .zip(chosen.iter())
        .filter(|(_, chosen)| **chosen)
        .map(|(copy, _)| page.piece_at(copy.of))
        .collect();
    looped.sort_unstable();
    for (copy, chosen) in copies.iter().zip(chosen) {
        let at_end = copy.at + copy.len == page.bounds(copy.piece).1;
        let original = page.piece_at(copy.of);
        let original_at_end = copy.of + copy.len == page.bounds(original).1;
        *chosen |= at_end && original_at_end && looped.binary_search(&original).is_ok();
    }
}

/// Enters a copy into the ledger; returns whether it may be dropped.
fn enter(page: &Page, pieces: &[Piece<'_>], copy: Copy, sheet: &mut Sheet<'_>) -> bool {
    let spans = places(page, pieces, copy.at, copy.len);
    let of = places(page, pieces, copy.of, copy.len);
    let repair = Repair {
        id: String::new(),
        rule: "repeats".into(),
        spans: spans.clone(),
        evidence: format!("{} characters that stand at {} already", copy.len, of[0].start),
        score: 1000,
    };
    let may = sheet.may(repair);
    if may {
        sheet.dropped.push(Dropped { reason: Reason::Repeat, spans, of });
    }
    may
}

/// Returns the spans in the view of a stretch of one piece.
fn places(page: &Page, pieces: &[Piece<'_>], at: usize, len: usize) -> Vec<Span> {
    let piece = page.piece_at(at);
    pieces[piece].places(at - page.starts[piece], len)
}

/// Cuts the chosen copies out of the pieces.
fn cut<'a>(
    pieces: Vec<Piece<'a>>,
    page: &Page,
    copies: &[Copy],
    sheet: &mut Sheet<'_>,
) -> Vec<Piece<'a>> {
    let mut left: Vec<Piece<'a>> = Vec::with_capacity(pieces.len());
    let mut copies = copies;
    let mut lost = false;
    let mut gap = 0;
    for (i, mut piece) in pieces.into_iter().enumerate() {
        gap = piece.gap.max(gap);
        let own = copies.iter().take_while(|copy| copy.piece == i).count();
        let (own, rest) = copies.split_at(own);
        copies = rest;
        piece.gap = std::mem::take(&mut gap);
        if own.is_empty() {
            piece.after_loss = std::mem::take(&mut lost);
            left.push(piece);
            continue;
        }
        gap = piece.gap;
        for part in between(&piece, page.bounds(i), own) {
            if let Some(before) = left.last_mut().filter(|_| part.after_loss) {
                before.before_loss = true;
            }
            lost |= part.after_loss;
            keep(part, &mut gap, &mut lost, &mut left, sheet);
        }
    }
    left
}

/// Returns what stands before, between and behind the copies of a piece; the parts may be empty.
fn between<'a>(piece: &Piece<'a>, bounds: (usize, usize), copies: &[Copy]) -> Vec<Piece<'a>> {
    let starts = copies.iter().map(|copy| copy.at).chain([bounds.1]);
    let ends = [bounds.0].into_iter().chain(copies.iter().map(|copy| copy.at + copy.len));
    let mut chars = piece.text.char_indices().map(|(byte, _)| byte).chain([piece.text.len()]);
    let mut at = bounds.0;
    let mut byte = chars.next().unwrap_or(0);
    let mut byte_at = |place: usize| {
        if place > at {
            byte = chars.nth(place - at - 1).unwrap_or(piece.text.len());
            at = place;
        }
        byte
    };
    let part = |(n, (end, start)): (usize, (usize, usize))| {
        let mut part = piece.clone();
        let (from, to) = (byte_at(end), byte_at(start));
        part.keep_after(from, to, end - bounds.0);
        part.marked &= n == 0;
        part.after_loss = n > 0;
        part
    };
    ends.zip(starts).enumerate().map(part).collect()
}

/// Keeps what is left of a piece if it says anything; marks that stood around a copy go with it.
fn keep<'a>(
    mut piece: Piece<'a>,
    gap: &mut usize,
    lost: &mut bool,
    left: &mut Vec<Piece<'a>>,
    sheet: &mut Sheet<'_>,
) {
    if piece.text.chars().any(char::is_alphanumeric) {
        piece.gap = std::mem::take(gap);
        piece.after_loss = std::mem::take(lost);
        left.push(piece);
    } else {
        piece
            .spans
            .iter()
            .filter(|span| !span.is_empty())
            .for_each(|&span| sheet.drop(Reason::Noise, span));
    }
}

/// Takes a hash for the hash: anchors are hashed before they are looked up.
#[derive(Default, Clone, Copy)]
struct Plain;

impl std::hash::BuildHasher for Plain {
    type Hasher = PlainHasher;

    fn build_hasher(&self) -> PlainHasher {
        PlainHasher(0)
    }
}

struct PlainHasher(u64);

impl std::hash::Hasher for PlainHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn write_usize(&mut self, n: usize) {
        self.write_u64(n as u64);
    }
}
