//! Wrap: pages whose every line is a print line.
//!
//! A line was broken where the next word would not have fitted into it. The measure is taken from
//! the page: where most lines without a blank line below them reach it, the page is hard-wrapped;
//! where they do not, line breaks are the author's and stay.
//! Law: only lines without a blank line between them are joined, in their order.

use super::Repair;
use super::credit;
use super::piece::Piece;
use super::sheet::Sheet;

/// How many lines without a blank line below them make a pattern.
const ENOUGH: usize = 4;

/// How wide a full line of the page is.
#[derive(Debug, Clone, Copy)]
struct Measure {
    unit: Unit,
    width: usize,
}

/// What lines are counted in: some extractions wrap after so many characters, some after so many
/// half-width columns.
#[derive(Debug, Clone, Copy)]
enum Unit {
    Characters,
    Columns,
}

/// Joins the print lines of each paragraph.
pub(super) fn unwrap<'a>(pieces: Vec<Piece<'a>>, sheet: &mut Sheet<'_>) -> Vec<Piece<'a>> {
    let Some(measure) = measure(&pieces) else {
        return pieces;
    };
    let mut joined: Vec<Piece<'a>> = Vec::with_capacity(pieces.len());
    let mut above = 0;
    for piece in pieces {
        let width = measure.of(&piece);
        if let Some(paragraph) = joined.last_mut()
            && measure.is_full(above, &piece)
            && runs_on(&piece)
            && may(&piece, above, sheet)
        {
            paragraph.append(&piece);
        } else {
            joined.push(piece);
        }
        above = width;
    }
    joined
}

/// Returns the measure of the page, where it has one.
fn measure(pieces: &[Piece<'_>]) -> Option<Measure> {
    let pairs = || pieces.iter().zip(pieces.iter().skip(1)).filter(|(_, next)| next.gap == 0);
    let count = pairs().count();
    if count < ENOUGH || count * 3 < pieces.len() {
        return None;
    }
    let (full, measure) = [Unit::Characters, Unit::Columns]
        .into_iter()
        .map(|unit| {
            let mut widths: Vec<usize> = pairs().map(|(piece, _)| unit.of(piece)).collect();
            widths.sort_unstable();
            let width = widths[(count - 1) * 9 / 10];
            let measure = Measure { unit, width };
            (pairs().filter(|(piece, next)| measure.is_met(piece, next)).count(), measure)
        })
        .max_by_key(|(full, _)| *full)?;
    (full * 5 >= count * 3 && measure.unit.is_plausible(measure.width)).then_some(measure)
}

impl Measure {
    fn of(self, piece: &Piece<'_>) -> usize {
        self.unit.of(piece)
    }

    /// Tells whether a line of this width could not have held the first word of the next one.
    fn is_full(self, width: usize, next: &Piece<'_>) -> bool {
        width + self.unit.slack(&next.text) >= self.width
    }

    fn is_met(self, piece: &Piece<'_>, next: &Piece<'_>) -> bool {
        let width = self.of(piece);
        self.is_full(width, next) && width <= self.width + self.unit.slack("")
    }
}

impl Unit {
    /// Returns the width of a line with its indent.
    fn of(self, piece: &Piece<'_>) -> usize {
        match self {
            Self::Characters => piece.text.chars().count() + piece.indent.min(4),
            Self::Columns => {
                piece.text.chars().map(columns).sum::<usize>() + 2 * piece.indent.min(4)
            }
        }
    }

    /// Returns how far short of the measure a line may be before a line that begins so.
    fn slack(self, next: &str) -> usize {
        let word = next.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '.').count();
        match self {
            Self::Characters => 1,
            Self::Columns => 4 + word,
        }
    }

    fn is_plausible(self, width: usize) -> bool {
        match self {
            Self::Characters => (10..=60).contains(&width),
            Self::Columns => (20..=120).contains(&width),
        }
    }
}

fn columns(c: char) -> usize {
    let narrow = (c as u32) < 0x2e80 && !matches!(c, '“' | '”' | '‘' | '’' | '—' | '…');
    if narrow { 1 } else { 2 }
}

/// Tells whether a line may be the continuation of the one above it.
fn runs_on(piece: &Piece<'_>) -> bool {
    const BULLETS: [char; 12] = ['●', '■', '◆', '▲', '★', '□', '►', '①', '②', '③', '④', '⑤'];
    piece.gap == 0
        && piece.indent == 0
        && !piece.marked
        && !piece.text.starts_with(BULLETS)
        && !credit::is_credit(&piece.text)
}

fn may(piece: &Piece<'_>, above: usize, sheet: &mut Sheet<'_>) -> bool {
    sheet.may(Repair {
        id: String::new(),
        rule: "wrap".into(),
        spans: piece.spans[..1].to_vec(),
        evidence: format!("the line above it is full at a width of {above}"),
        score: 950,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::lines;
    use crate::page::rules::Rules;
    use crate::page::view::View;

    fn unwrapped(text: &str) -> Vec<String> {
        let view = View::visible(text);
        let rules = Rules::default();
        let mut sheet = Sheet::of(&view, &rules);
        let pieces = unwrap(lines::split(&view.text), &mut sheet);
        pieces.into_iter().map(|piece| piece.text.into_owned()).collect()
    }

    #[test]
    fn print_lines_of_a_paragraph_are_joined() {
        let text = "\
白河县今年秋粮种植面积稳定\n在30万亩以上，长势喜人，\n预计总产量比去年增加两成。\n\n\
县农业农村局派出技术员，到\n田间指导农民抢收抢晒，确保\n颗粒归仓。\n";
        assert_eq!(
            unwrapped(text),
            [
                "白河县今年秋粮种植面积稳定在30万亩以上，长势喜人，预计总产量比去年增加两成。",
                "县农业农村局派出技术员，到田间指导农民抢收抢晒，确保颗粒归仓。"
            ]
        );
    }

    #[test]
    fn an_indent_begins_a_paragraph() {
        let text = concat!(
            "　　白河县今年秋粮种植面积稳\n定在三十万亩以上，长势喜人，\n预计总产量比去年增加两成七。\n",
            "　　县农业农村局派出技术人员\n，到田间指导农民抢收抢晒粮。\n",
        );
        assert_eq!(unwrapped(text).len(), 2);
    }

    #[test]
    fn english_print_lines_are_joined_with_blanks() {
        let text = "\
The county has kept its autumn\ngrain fields above the level of\nlast year, and the harvest will\n\
be larger by a fifth, officials\nsaid on Monday.\n";
        assert_eq!(unwrapped(text).len(), 1);
        assert!(unwrapped(text)[0].contains("autumn grain fields"));
    }

    #[test]
    fn a_poem_keeps_its_lines() {
        let text = "春风吹绿了山岗\n也吹醒了河\n我在村口等你\n等一场迟到的雨落在青石板上\n等\n";
        assert_eq!(unwrapped(text).len(), 5);
    }
}
