//! Repeats: text that extraction looped is kept once.
//!
//! Law: what is dropped is a copy, character for character, of text that stays. A run of characters
//! is a loop when it is long (nobody repeats eighty characters word for word), when it follows its
//! own original, or when it is printed three times; shorter wording that comes again is rhetoric.

use std::collections::HashMap;

use super::copies::{Copy, Page, Plain, find};
use super::piece::Piece;
use super::sheet::Sheet;
use super::{Dropped, Reason, Repair};
use crate::text::span::Span;

/// A copy this long is a loop wherever it stands.
const LONG: usize = 80;
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
