//! Titles: the lines of headlines and the headings inside an article.
//!
//! A title is short, ends without the end of a sentence, and stands before text that begins afresh.
//! Each sign for and against it has a weight; lines that stay below the bar are paragraphs, which a
//! later pass may join. Law: nothing is dropped or moved; lines of one headline are joined only
//! where no blank line parts them and blank lines part everything else.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::Repair;
use super::byline::{are_bare_names, has_dateline};
use super::caption::PICTURE;
use super::edge::{Head, Tail, begins_cut};
use super::grams::Grams;
use super::join::Links;
use super::number::Number;
use super::person::is_lone_name;
use super::piece::{Piece, Role};
use super::seam;
use super::shape::{End, Shape, is_inner_mark};
use super::sheet::Sheet;
use crate::document::Kind;
use crate::text::class::Class;
use crate::text::lexicon;
use crate::text::script::is_han;

/// How long a line of a title is at most, in characters.
const LONGEST: usize = 40;

/// The weight from which on a line is a title.
const BAR: i32 = 2;

/// How far away, in pieces, lines are looked for that are built or counted alike.
const REACH: usize = 60;

/// From this fit on a line goes on with the text above it that breaks off.
const CONTINUES: f32 = 2.0;

/// From this fit on the text below goes on with a line.
const CONTINUED: f32 = 3.2;

/// Sorts titles out.
pub(super) fn find<'a>(mut pieces: Vec<Piece<'a>>, sheet: &mut Sheet<'_>) -> Vec<Piece<'a>> {
    pieces = join_quoted(pieces, sheet);
    let weights = Lines::of(&pieces).weigh_all();
    for (piece, weight) in pieces.iter_mut().zip(weights) {
        if weight.is_some_and(|weight| weight >= BAR) {
            piece.role = Role::Title;
        }
    }
    join_lines(pieces, sheet)
}

/// Tells whether a line that was not recognised as a title may still be one.
pub(super) fn may_be_overlooked(piece: &Piece<'_>) -> bool {
    let shape = piece.shape();
    shape.len <= LONGEST / 2
        && shape.pauses == 0
        && may_be_title(piece, &shape)
        && weigh_text(&piece.text, &shape) >= 0
}

/// Makes titles of the lines that looked like one and were not joined to anything.
pub(super) fn find_overlooked(pieces: &mut [Piece<'_>], links: &Links) {
    let joined = links.joined_heads();
    for i in 0..pieces.len() {
        let alone = links.next(i).is_none() && !joined[i];
        let below = pieces[i + 1..].iter().position(|piece| !piece.is_float());
        let heads_text = below.is_some_and(|below| !joined[i + 1 + below]);
        let piece = &pieces[i];
        if alone && heads_text && piece.gap < PICTURE && may_be_overlooked(piece) {
            pieces[i].role = Role::Title;
        }
    }
}

/// Tells whether a line can be a title at all.
fn may_be_title(piece: &Piece<'_>, shape: &Shape) -> bool {
    let first = piece.text.chars().next().unwrap_or(' ');
    let last = piece.text.chars().next_back().unwrap_or(' ');
    let ends = shape.end == End::Open
        || last == '—'
        || shape.end == End::Soft && !is_inner_mark(last)
        || is_quoted(last)
        || matches!(last, '！' | '!' | '？' | '?');
    piece.is(Kind::Paragraph)
        && (3..=LONGEST).contains(&shape.len)
        && shape.han >= 2
        && shape.han * 2 >= shape.len
        && ends
        && !piece.text.contains(['。', '；', ';'])
        && !shape.lacks_opening()
        && !shape.lacks_closing()
        && !is_inner_mark(first)
        && !piece.before_loss
        && !are_bare_names(&piece.text)
        && !is_lone_name(&piece.text)
        && !last.is_ascii_digit()
        && !matches!(last, '.' | '、' | ',' | '，' | ':' | '：' | '(' | '（')
}

fn is_quoted(last: char) -> bool {
    matches!(last, '”' | '》' | '’' | ')' | '）')
}

/// The lines of a page with what decides whether they are titles.
struct Lines<'p, 'a> {
    pieces: &'p [Piece<'a>],
    shapes: Vec<Shape>,
    possible: Vec<bool>,
    /// The numbers of the lines that can be titles.
    numbers: Vec<Option<Number>>,
    /// Whether most lines can be titles, as in verse and tables; then being alike means nothing.
    is_verse: bool,
}

impl<'p, 'a> Lines<'p, 'a> {
    fn of(pieces: &'p [Piece<'a>]) -> Self {
        let shapes: Vec<Shape> = pieces.iter().map(|piece| piece.shape()).collect();
        let speakers = speakers(pieces);
        let may = |piece: &Piece<'_>, shape: &Shape| {
            may_be_title(piece, shape)
                && speaker(&piece.text).is_none_or(|name| !speakers.contains(name))
        };
        let possible: Vec<bool> =
            pieces.iter().zip(&shapes).map(|(piece, shape)| may(piece, shape)).collect();
        let numbers = pieces.iter().zip(&possible);
        let numbers =
            numbers.map(|(piece, possible)| possible.then(|| Number::of(&piece.text)).flatten());
        let numbers = numbers.collect();
        let count = possible.iter().filter(|&&possible| possible).count();
        let is_verse = count > 60 && count * 2 > pieces.len();
        Self { pieces, shapes, possible, numbers, is_verse }
    }

    /// Weighs every line that can be a title, from the last to the first: what stands below a line
    /// is known when the line is weighed.
    fn weigh_all(&self) -> Vec<Option<i32>> {
        let mut weights = vec![None; self.pieces.len()];
        for i in (0..self.pieces.len()).rev().filter(|&i| self.possible[i]) {
            weights[i] = Some(self.weigh(i, &weights));
        }
        weights
    }

    /// Weighs the signs for and against a title.
    fn weigh(&self, i: usize, weights: &[Option<i32>]) -> i32 {
        let piece = &self.pieces[i];
        if piece.marked {
            return BAR + 1;
        }
        let below = (i + 1..self.pieces.len()).find(|&j| !self.pieces[j].is_float());
        let weight = self.weigh_signs(i, below, weights);
        if weight < BAR { weight } else { weight - self.weigh_seams(i, below) }
    }

    /// Weighs what the line and its neighbours look like.
    fn weigh_signs(&self, i: usize, below: Option<usize>, weights: &[Option<i32>]) -> i32 {
        let piece = &self.pieces[i];
        let parallel = if self.has_parallel(i) { 2 } else { 0 };
        weigh_text(&piece.text, &self.shapes[i]) - i32::from(piece.after_loss)
            + self.weigh_number(i)
            + self.weigh_above(i)
            + below.map_or(-2, |below| self.weigh_below(i, below, weights[below]))
            + parallel
    }

    /// Weighs a number before the line: sections are counted.
    fn weigh_number(&self, i: usize) -> i32 {
        let Some(number) = self.numbers[i] else { return 0 };
        let near = &self.numbers[i.saturating_sub(REACH)..(i + REACH).min(self.numbers.len())];
        let counted = near.iter().flatten().any(|other| other.is_next_to(number));
        if counted { 3 } else { 1 }
    }

    fn weigh_above(&self, i: usize) -> i32 {
        let Some(above) = (0..i).rev().find(|&j| !self.pieces[j].is_float()) else {
            return 2;
        };
        let breaks_off = self.shapes[above].end == End::Open
            && !self.possible[above]
            && !self.pieces[above].is(Kind::Byline);
        i32::from(!breaks_off)
    }

    /// Weighs how well the line goes on with the text above or below it: then it is a part of it.
    fn weigh_seams(&self, i: usize, below: Option<usize>) -> i32 {
        const NEAR: usize = 20;
        if self.is_verse {
            return 0;
        }
        let near = &self.pieces[i.saturating_sub(NEAR)..(i + NEAR).min(self.pieces.len())];
        let grams = OnceCell::new();
        let fit = |t: usize, h: usize| {
            let grams =
                grams.get_or_init(|| Grams::of(near.iter().map(|piece| piece.text.as_ref())));
            let tail = Tail::of(&self.pieces[t].text, &self.shapes[t]);
            seam::fit(&tail, &Head::of(&self.pieces[h].text, &self.shapes[h]), grams)
        };
        let runs = |j: &usize| self.pieces[*j].is(Kind::Paragraph) && !self.possible[*j];
        let above = (0..i).rev().find(|&j| !self.pieces[j].is_float()).filter(runs);
        let above = above.filter(|&j| self.shapes[j].end == End::Open);
        let below = below.filter(runs).filter(|&j| !has_dateline(&self.pieces[j].text));
        let continues = above.is_some_and(|above| fit(above, i) > CONTINUES);
        let continued =
            self.shapes[i].end == End::Open && below.is_some_and(|below| fit(i, below) > CONTINUED);
        if continues || continued { 2 } else { 0 }
    }

    fn weigh_below(&self, i: usize, below: usize, weight: Option<i32>) -> i32 {
        let next = &self.pieces[below];
        if next.is(Kind::Byline) || has_dateline(&next.text) {
            return 3;
        }
        if is_lone_name(&next.text) || are_bare_names(&next.text) {
            return 2;
        }
        if let Some(weight) = weight
            && next.marked == self.pieces[i].marked
        {
            let sure = weight >= BAR || next.text.starts_with("——");
            return if sure { 2 } else { 1 };
        }
        if begins_cut(&next.text, &self.shapes[below]) {
            return -3;
        }
        let head = Head::of(&next.text, &self.shapes[below]);
        let tail = Tail::of(&self.pieces[i].text, &self.shapes[i]);
        if seam::spanning_word(&tail, &head) > 4.0 {
            return -3;
        }
        i32::from(self.shapes[below].stops > 0)
    }

    /// Tells whether another line of the page is built like this one.
    fn has_parallel(&self, i: usize) -> bool {
        if self.is_verse {
            return false;
        }
        let text = &self.pieces[i].text;
        let range = i.saturating_sub(REACH)..(i + REACH).min(self.pieces.len());
        let mut others = range.filter(|&j| self.possible[j] && i.abs_diff(j) > 1);
        others.any(|j| are_parallel(text, &self.pieces[j].text))
    }
}

/// Returns who speaks on a line: `记者：…`, `问：…`.
fn speaker(text: &str) -> Option<&str> {
    let (name, _) = text.split_once(['：', ':'])?;
    (name.len() <= 3 * 6 && name.chars().all(is_han) && !name.is_empty()).then_some(name)
}

/// Returns those who speak more than once on a page: their lines are a conversation.
fn speakers<'t>(pieces: &'t [Piece<'_>]) -> BTreeSet<&'t str> {
    let mut seen = BTreeSet::new();
    let names = pieces.iter().filter_map(|piece| speaker(&piece.text));
    seen.extend(["记者", "问", "答", "主持人"]);
    names.filter(|name| !seen.insert(*name)).collect()
}

/// Weighs the words of a line.
fn weigh_text(text: &str, shape: &Shape) -> i32 {
    let mut weight = 0;
    let chars: Vec<char> = text.chars().collect();
    let inner_blank =
        chars.windows(3).any(|w| w[1].is_whitespace() && is_wordlike(w[0]) && is_wordlike(w[2]));
    weight += i32::from(inner_blank);
    if text.ends_with('—') || text.starts_with("——") {
        weight += 1;
    } else if text.contains([',', '，']) {
        weight -= if shape.pauses > 1 { 2 } else { 1 };
    }
    if shape.len > 26 && !text.ends_with('—') {
        weight -= 1;
    }
    if text.ends_with(|c: char| c.is_ascii_digit()) {
        weight -= 2;
    }
    weight - dangling(text)
}

fn is_wordlike(c: char) -> bool {
    is_han(c) || matches!(c, '”' | '“' | '》' | '《')
}

/// Returns how much the last word of a line asks for another one.
fn dangling(text: &str) -> i32 {
    let tail: Vec<char> = text.chars().rev().take(8).collect();
    let tail: String = tail.into_iter().rev().collect();
    let Some(last) = lexicon::words(&tail).pop().map(str::to_owned) else {
        return 0;
    };
    let alone = last.chars().count() == 1;
    match lexicon::class(&last) {
        Some(Class::Time) => 1,
        Some(Class::Conjunction | Class::Preposition) => 3,
        Some(Class::Particle) if last == "的" || last == "地" => 3,
        Some(Class::Adverb | Class::Pronoun | Class::Measure) if alone => 1,
        _ => 0,
    }
}

/// Tells whether two lines are built alike.
pub(super) fn are_parallel(one: &str, other: &str) -> bool {
    let lens = (one.chars().count(), other.chars().count());
    if lens.0.abs_diff(lens.1) > 4 || lens.0 < 4 {
        return false;
    }
    let from_start = one.chars().zip(other.chars()).filter(|(a, b)| a == b).count();
    let from_end = one.chars().rev().zip(other.chars().rev()).filter(|(a, b)| a == b).count();
    let alike = from_start.max(from_end);
    let same_len = lens.0 == lens.1;
    let same_first = one.chars().next() == other.chars().next();
    alike >= 3 || same_len && (alike >= 2 || same_first && lens.0 <= 16)
}

/// Joins the lines of one headline where no blank line parts them on a page whose pieces are parted
/// by blank lines.
fn join_lines<'a>(pieces: Vec<Piece<'a>>, sheet: &mut Sheet<'_>) -> Vec<Piece<'a>> {
    let tight = pieces.iter().skip(1).filter(|piece| piece.gap == 0).count();
    if tight * 3 > pieces.len() {
        return pieces;
    }
    let mut joined: Vec<Piece<'a>> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if let Some(above) = joined.last_mut()
            && are_one_headline(above, &piece)
            && may_join(&piece, sheet)
        {
            above.append(&piece);
            above.role = Role::Title;
        } else {
            joined.push(piece);
        }
    }
    joined
}

/// Joins two short lines of which one opens a quotation and the other closes it.
fn join_quoted<'a>(pieces: Vec<Piece<'a>>, sheet: &mut Sheet<'_>) -> Vec<Piece<'a>> {
    let short = |piece: &Piece<'_>| {
        let shape = piece.shape();
        piece.is(Kind::Paragraph) && shape.len <= LONGEST / 2 && shape.stops + shape.pauses == 0
    };
    let mut joined: Vec<Piece<'a>> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if let Some(above) = joined.last_mut()
            && piece.gap == 0
            && !piece.marked
            && short(above)
            && short(&piece)
            && above.shape().opened == piece.shape().closed
            && above.shape().lacks_closing()
            && may_join(&piece, sheet)
        {
            above.append(&piece);
        } else {
            joined.push(piece);
        }
    }
    joined
}

fn are_one_headline(above: &Piece<'_>, piece: &Piece<'_>) -> bool {
    let titles = (above.role == Role::Title) as u8 + (piece.role == Role::Title) as u8;
    let short = |piece: &Piece<'_>| {
        let shape = piece.shape();
        shape.len <= LONGEST / 2
            && shape.stops == 0
            && (piece.role == Role::Title || piece.is(Kind::Paragraph))
    };
    piece.gap == 0 && titles >= 1 && short(above) && short(piece) && !piece.marked
}

fn may_join(piece: &Piece<'_>, sheet: &mut Sheet<'_>) -> bool {
    sheet.may(Repair {
        id: String::new(),
        rule: "titles".into(),
        spans: piece.spans.clone(),
        evidence: "two short lines without a blank line between them are one headline".into(),
        score: 850,
    })
}
