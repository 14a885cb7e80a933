//! Captions: what a picture shows.
//!
//! Nothing of a picture is left in a text but the blank lines it made, the arrow that pointed to it,
//! and the credit below its caption; these three tell a caption from a short paragraph.
//! Law: nothing is dropped or moved.

use super::byline::has_dateline;
use super::grams::Grams;
use super::piece::{Piece, Role};
use super::seam::{self, Head, Tail};
use super::shape::{End, Shape};
use super::sheet::Sheet;
use crate::document::Kind;

/// So many blank lines are left where a picture stood.
pub(super) const PICTURE: usize = 3;

/// How long a caption is at most, in characters.
const LONGEST: usize = 90;

/// Sorts captions out.
pub(super) fn find(pieces: &mut [Piece<'_>], _sheet: &mut Sheet<'_>) {
    let gapped = pieces.iter().filter(|piece| piece.gap >= PICTURE).count() * 4 < pieces.len();
    for i in 0..pieces.len() {
        if is_caption(pieces, i, gapped) {
            pieces[i].role = Role::Is(Kind::Caption);
        }
    }
}

/// Tells whether a piece is a caption; `gapped` says that wide gaps are rare, so that they mean
/// something.
fn is_caption(pieces: &[Piece<'_>], i: usize, gapped: bool) -> bool {
    let piece = &pieces[i];
    if !piece.is(Kind::Paragraph) || piece.marked || has_dateline(&piece.text) {
        return false;
    }
    let shape = piece.shape();
    if shape.len > LONGEST || shape.lacks_opening() || shape.lacks_closing() {
        return false;
    }
    if says_so(&piece.text) {
        return true;
    }
    let picture = gapped && i > 0 && piece.gap >= PICTURE;
    if piece.after_loss && !picture {
        return false;
    }
    let next = pieces.get(i + 1);
    let credited = next.is_some_and(|next| next.is(Kind::Credit));
    let dashed = piece.text.starts_with("——");
    match (picture, credited) {
        (true, true) => true,
        (true, false) => dashed || stands_alone(pieces, i, &shape),
        (false, true) => shape.len <= 60 && shape.stops <= 1 && follows_picture(pieces, i),
        (false, false) => dashed && i > 0 && next.is_some_and(|next| gapped && next.gap >= PICTURE),
    }
}

/// Tells whether a text calls itself a caption: an arrow, 图为, 图①.
fn says_so(text: &str) -> bool {
    let arrow = text.starts_with([
        '↑', '↓', '←', '→', '↖', '↗', '↘', '↙', '▲', '▼', '△', '▽', '◀', '▶', '⬆', '⬇',
    ]);
    let words = [
        "图为",
        "图①",
        "图②",
        "图③",
        "图④",
        "上图",
        "下图",
        "左图",
        "右图",
        "资料图",
        "（图为",
        "图一：",
        "图二：",
    ];
    arrow || words.iter().any(|word| text.starts_with(word))
}

/// Tells whether a line below a picture is a caption and not the text going on: one sentence or a
/// name, and no beginning of an article.
fn stands_alone(pieces: &[Piece<'_>], i: usize, shape: &Shape) -> bool {
    let (piece, next) = (&pieces[i], pieces.get(i + 1));
    let one = shape.stops <= 1 && shape.len <= 60;
    let said = shape.end == End::Stop && !piece.text.ends_with(['”', '!', '！', '?', '？']);
    let named = shape.stops == 0 && shape.pauses == 0 && shape.len <= 30 && shape.end == End::Open;
    if goes_on(pieces, i) {
        return false;
    }
    let no_text_below = next.is_none_or(|next| next.gap >= PICTURE || next.is_float());
    let scene = ["正在", "现场", "一角", "仪式"].iter().any(|word| piece.text.contains(word));
    one && (said && (no_text_below || scene) || named && (no_text_below || is_known(pieces, i)))
}

/// Tells whether a line goes on with the text that breaks off above the picture.
fn goes_on(pieces: &[Piece<'_>], i: usize) -> bool {
    const REACH: usize = 10;
    let Some(above) = pieces[..i].iter().rev().find(|above| !above.is_float()) else {
        return false;
    };
    let (above_shape, shape) = (above.shape(), pieces[i].shape());
    if above_shape.end == End::Stop {
        return false;
    }
    let near = &pieces[i.saturating_sub(REACH)..(i + REACH).min(pieces.len())];
    let grams = Grams::of(near.iter().map(|piece| piece.text.as_ref()));
    seam::fit(&Tail::of(&above.text, &above_shape), &Head::of(&pieces[i].text, &shape), &grams)
        > 0.8
}

/// Tells whether the text around a line speaks of what the line says, again and again: then the line
/// is a name, and not a title.
fn is_known(pieces: &[Piece<'_>], i: usize) -> bool {
    const REACH: usize = 40;
    let text = pieces[i].text.as_ref();
    let near = &pieces[i.saturating_sub(REACH)..(i + REACH).min(pieces.len())];
    text.len() <= 3 * 12
        && near.iter().map(|piece| piece.text.matches(text).count()).sum::<usize>() > 4
}

/// Tells whether the line above ends the text or belongs to a picture.
fn follows_picture(pieces: &[Piece<'_>], i: usize) -> bool {
    i.checked_sub(1).is_none_or(|above| {
        let above = &pieces[above];
        above.is_float()
            || pieces[i].gap >= 2
            || pieces[i].shape().stops == 0
            || above.shape().end == End::Open
    })
}
