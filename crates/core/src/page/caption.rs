//! Captions: what a picture shows.
//!
//! Nothing of a picture is left in a text but the blank lines it made, the arrow that pointed to it,
//! and the credit below its caption; these three tell a caption from a short paragraph.
//! Law: nothing is dropped or moved.

use super::byline::has_dateline;
use super::edge::{Head, Tail, begins_cut};
use super::grams::Grams;
use super::piece::{Piece, Role};
use super::seam;
use super::shape::{End, Shape};
use super::sheet::Sheet;
use crate::document::Kind;

/// So many blank lines are left where a picture stood.
pub(super) const PICTURE: usize = 3;

/// Marks that point to a picture, or stand before a short report.
const TRIANGLES: [char; 3] = ['▲', '△', '▶'];

/// How long a caption is at most, in characters.
const LONGEST: usize = 90;

/// Sorts captions out.
pub(super) fn find(pieces: &mut [Piece<'_>], _sheet: &mut Sheet<'_>) {
    let briefs = are_briefs(pieces);
    let gapped = pieces.iter().filter(|piece| piece.gap >= PICTURE).count() * 4 < pieces.len();
    for i in 0..pieces.len() {
        if is_caption(pieces, i, gapped, briefs) {
            pieces[i].role = Role::Is(Kind::Caption);
        }
    }
}

/// Tells whether a piece is a caption; `gapped` says that wide gaps are rare, so that they mean
/// something, `briefs` what triangles mean.
fn is_caption(pieces: &[Piece<'_>], i: usize, gapped: bool, briefs: Briefs) -> bool {
    let piece = &pieces[i];
    if !piece.is(Kind::Paragraph) || piece.marked || has_dateline(&piece.text) {
        return false;
    }
    let shape = piece.shape();
    if shape.len > LONGEST || shape.lacks_opening() || shape.lacks_closing() {
        return false;
    }
    if says_so(&piece.text) {
        return !is_brief(pieces, i, briefs);
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
        (false, true) => {
            let short = shape.len <= 60 && shape.stops <= 1;
            let own = !begins_cut(&piece.text, &shape) && !goes_on(pieces, i);
            short && own && (follows_picture(pieces, i) || closes_article(pieces, i))
        }
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

/// What stands behind the triangles of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Briefs {
    /// Reports, one triangle each.
    Reports,
    /// Captions, as far as is known.
    Captions,
}

/// Tells a page whose triangles stand before reports: there are two at least, no credit stands below
/// any of them, and one is long or signed.
fn are_briefs(pieces: &[Piece<'_>]) -> Briefs {
    let marked: Vec<usize> =
        (0..pieces.len()).filter(|&i| pieces[i].text.starts_with(TRIANGLES)).collect();
    let credited = |&i: &usize| pieces.get(i + 1).is_some_and(|next| next.is(Kind::Credit));
    let long = |&i: &usize| {
        pieces[i].shape().len > 40 || pieces.get(i + 1).is_some_and(|next| next.is(Kind::Byline))
    };
    if marked.len() >= 2 && !marked.iter().any(credited) && marked.iter().any(long) {
        Briefs::Reports
    } else {
        Briefs::Captions
    }
}

/// Tells whether a text behind a triangle is a report: the page has several, a byline closes it, or it
/// stands directly below a headline.
fn is_brief(pieces: &[Piece<'_>], i: usize, briefs: Briefs) -> bool {
    let piece = &pieces[i];
    if !piece.text.starts_with(TRIANGLES) {
        return false;
    }
    let signed = pieces.get(i + 1).is_some_and(|next| next.is(Kind::Byline));
    let headed = i.checked_sub(1).is_some_and(|above| {
        let shape = pieces[above].shape();
        let line = shape.end == End::Open && shape.pauses == 0 && shape.len <= 24;
        pieces[above].marked || piece.gap < 2 && line
    });
    briefs == Briefs::Reports || signed || headed && piece.shape().len > 40
}

/// Tells whether a line ends a signed article of several paragraphs: the credit below it is that of
/// a picture, and the line says what it shows.
fn closes_article(pieces: &[Piece<'_>], i: usize) -> bool {
    let above = pieces[..i].iter().rev();
    let text = above.take_while(|piece| piece.is(Kind::Paragraph) && piece.shape().stops > 0);
    pieces[i].shape().len <= 40 && text.count() >= 3
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::lines;
    use crate::page::rules::Rules;
    use crate::page::view::View;

    #[track_caller]
    fn assert_captions(text: &str, expected: &[&str]) {
        let view = View::visible(text);
        let rules = Rules::default();
        let mut sheet = Sheet::of(&view, &rules);
        let mut pieces = crate::page::credit::find(lines::split(&view.text), &mut sheet);
        find(&mut pieces, &mut sheet);
        let captions = pieces.iter().filter(|piece| piece.is(Kind::Caption));
        let captions: Vec<&str> = captions.map(|piece| piece.text.as_ref()).collect();
        assert_eq!(captions, expected);
    }

    #[test]
    fn a_triangle_before_a_report_is_no_arrow() {
        let long = "松原区在新世纪广场组织大型商业综合体消防演练，消防、公安、卫健等八个部门参加，历时两小时。";
        assert_captions(&format!("消防演练\n\n▲{long}\n\n花椒采摘\n\n▲{long}"), &[]);
        assert_captions("正文到此。\n\n▲村民正在采摘花椒", &["▲村民正在采摘花椒"]);
    }

    #[test]
    fn the_end_of_a_cut_sentence_is_no_caption() {
        let text = "柳林乡发展大棚草莓六百亩，年产值超过3900万\n\n元，带动农户增收。\n\n罗岩 摄";
        assert_captions(text, &[]);
    }

    #[test]
    fn the_last_line_of_a_long_article_above_a_credit_is_a_caption() {
        let text = "窗口少了。\n\n数据多跑路。\n\n群众少跑腿。\n\n市民在大厅办理业务。\n\n罗岩 摄";
        assert_captions(text, &["市民在大厅办理业务。"]);
    }
}
