//! Copies: stretches of a page that stand on it already, character for character.
//!
//! Copies are found by the characters that follow a mark of punctuation (an *anchor*): the first
//! anchor with the same twelve characters is the candidate, and the match is extended both ways. Which
//! copies are loops is the business of [`super::repeats`].

use std::collections::HashMap;

use super::piece::Piece;

/// How many characters of an anchor are compared.
const ANCHOR: usize = 12;
/// A shorter copy is a loop where the page loops already, and must still be this long.
const SHORT: usize = 16;

/// A stretch of one piece that is a copy of an earlier stretch; places count characters of the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Copy {
    /// The piece it stands in.
    pub(super) piece: usize,
    /// Where it begins.
    pub(super) at: usize,
    /// Where what it copies begins.
    pub(super) of: usize,
    /// How long it is.
    pub(super) len: usize,
}

/// The characters of all pieces in a row, and where each piece begins.
pub(super) struct Page {
    pub(super) chars: Vec<char>,
    pub(super) starts: Vec<usize>,
}

impl Page {
    pub(super) fn of(pieces: &[Piece<'_>]) -> Self {
        let mut page = Self { chars: Vec::new(), starts: Vec::with_capacity(pieces.len() + 1) };
        for piece in pieces {
            page.starts.push(page.chars.len());
            page.chars.extend(piece.text.chars());
        }
        page.starts.push(page.chars.len());
        page
    }

    pub(super) fn bounds(&self, piece: usize) -> (usize, usize) {
        (self.starts[piece], self.starts[piece + 1])
    }

    pub(super) fn piece_at(&self, at: usize) -> usize {
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
pub(super) fn find(page: &Page) -> Vec<Copy> {
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

/// Takes a hash for the hash: anchors are hashed before they are looked up.
#[derive(Default, Clone, Copy)]
pub(super) struct Plain;

impl std::hash::BuildHasher for Plain {
    type Hasher = PlainHasher;

    fn build_hasher(&self) -> PlainHasher {
        PlainHasher(0)
    }
}

pub(super) struct PlainHasher(u64);

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
