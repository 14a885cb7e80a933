//! A Chinese text as the readers of figures look at it: half-width characters by position, and which
//! of them stand in quotation marks or in the title of a work.

use crate::text::run;
use crate::text::script::is_han;
use crate::text::width::half;

/// The longest quoted span, in Han characters, that can be a slogan and not speech.
const LONGEST_SLOGAN: usize = 20;

/// What stands between a pair of quotation or title marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quote {
    /// The first character inside the marks.
    pub start: usize,
    /// The closing mark.
    pub end: usize,
    /// Whether it is short and no sentence: a slogan, a name or a title.
    pub is_slogan: bool,
}

/// A text with its characters by position.
pub(super) struct Text {
    chars: Vec<char>,
    quotes: Vec<Quote>,
    /// For each character, one more than the index of the innermost quote around it.
    inside: Vec<u32>,
}

impl Text {
    pub(super) fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().map(half).collect();
        let mut quotes = find_quotes(&chars);
        quotes.sort_by_key(|quote| (quote.start, std::cmp::Reverse(quote.end)));
        let inside = innermost(&quotes, chars.len());
        Self { chars, quotes, inside }
    }

    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    /// Returns the character at a place; beyond the end it is NUL.
    pub(super) fn at(&self, place: usize) -> char {
        self.chars.get(place).copied().unwrap_or('\0')
    }

    /// Returns the character before a place; before the beginning it is NUL.
    pub(super) fn before(&self, place: usize) -> char {
        place.checked_sub(1).map_or('\0', |before| self.at(before))
    }

    /// Tells whether `word` stands at `place`.
    pub(super) fn starts(&self, place: usize, word: &str) -> bool {
        self.chars.get(place..).is_some_and(|rest| run::starts(rest, word))
    }

    /// Returns where `word` begins that ends before `place`.
    pub(super) fn begin_of(&self, place: usize, word: &str) -> Option<usize> {
        let mut start = place;
        for c in word.chars().rev() {
            start = start.checked_sub(1).filter(|&start| self.at(start) == c)?;
        }
        Some(start)
    }

    /// Returns the first of `words` that stands at `place`, with the place after it.
    pub(super) fn first_of<'w>(&self, place: usize, words: &[&'w str]) -> Option<(&'w str, usize)> {
        words
            .iter()
            .find(|word| self.starts(place, word))
            .map(|word| (*word, place + word.chars().count()))
    }

    /// Returns the first of `words` that ends before `place`, with the place where it begins.
    pub(super) fn last_of<'w>(&self, place: usize, words: &[&'w str]) -> Option<(&'w str, usize)> {
        words.iter().find_map(|word| Some((*word, self.begin_of(place, word)?)))
    }

    /// Returns the characters from one place up to another.
    pub(super) fn slice(&self, start: usize, end: usize) -> &[char] {
        let end = end.min(self.chars.len());
        &self.chars[start.min(end)..end]
    }

    /// Returns the characters before `place` in its clause, at most `most` of them.
    pub(super) fn clause_before(&self, place: usize, most: usize) -> &[char] {
        let place = place.min(self.chars.len());
        let floor = place.saturating_sub(most);
        let start =
            (floor..place).rev().find(|&i| ends_clause(self.chars[i])).map_or(floor, |i| i + 1);
        &self.chars[start..place]
    }

    /// Returns the characters from `place` to the end of its clause, at most `most` of them.
    pub(super) fn clause_after(&self, place: usize, most: usize) -> &[char] {
        let limit = (place + most).min(self.chars.len());
        let place = place.min(limit);
        let end = (place..limit).find(|&i| ends_clause(self.chars[i])).unwrap_or(limit);
        &self.chars[place..end]
    }

    /// Returns the innermost quote around a place.
    pub(super) fn quote(&self, place: usize) -> Option<Quote> {
        let number = *self.inside.get(place)?;
        self.quotes.get((number as usize).checked_sub(1)?).copied()
    }

    /// Tells whether a place is inside a slogan, a quoted name or a title.
    pub(super) fn is_slogan(&self, place: usize) -> bool {
        self.quote(place).is_some_and(|quote| quote.is_slogan)
    }

    /// Returns the quote whose closing mark stands just before a place.
    pub(super) fn quote_closed_before(&self, place: usize) -> Option<Quote> {
        let mark = place.checked_sub(1)?;
        let inner = mark.checked_sub(1)?;
        self.quote(inner).filter(|quote| quote.end == mark)
    }
}

fn ends_clause(c: char) -> bool {
    matches!(c, ',' | '。' | ';' | '!' | '?' | '\n' | ':' | '\0')
}

/// Returns for each of so many characters one more than the number of the innermost quote around it;
/// the quotes are in order of their beginnings, the outer of two before the inner.
fn innermost(quotes: &[Quote], length: usize) -> Vec<u32> {
    let mut inside = vec![0; if quotes.is_empty() { 0 } else { length }];
    let mut around: Vec<(usize, u32)> = Vec::new();
    let mut next = quotes.iter().zip(1..).peekable();
    for (place, inside) in inside.iter_mut().enumerate() {
        while around.last().is_some_and(|(end, _)| *end <= place) {
            around.pop();
        }
        while let Some((quote, number)) = next.next_if(|(quote, _)| quote.start <= place) {
            if quote.end > place {
                around.push((quote.end, number));
            }
        }
        *inside = around.last().map_or(0, |(_, number)| *number);
    }
    inside
}

/// Finds the pairs of marks, innermost or not, without regard to unpaired ones.
fn find_quotes(chars: &[char]) -> Vec<Quote> {
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut quotes = Vec::new();
    for (place, &c) in chars.iter().enumerate() {
        let opened_by = match c {
            '“' | '‘' | '「' | '『' | '《' => {
                open.push((c, place));
                continue;
            }
            '”' => '“',
            '’' => '‘',
            '」' => '「',
            '』' => '『',
            '》' => '《',
            '\n' => {
                open.clear();
                continue;
            }
            _ => continue,
        };
        if let Some(depth) = open.iter().rposition(|&(mark, _)| mark == opened_by) {
            let start = open[depth].1 + 1;
            open.truncate(depth);
            quotes.push(Quote { start, end: place, is_slogan: is_slogan(&chars[start..place]) });
        }
    }
    quotes
}

fn is_slogan(quoted: &[char]) -> bool {
    quoted.len() <= 10 * LONGEST_SLOGAN
        && quoted.iter().filter(|&&c| is_han(c)).count() <= LONGEST_SLOGAN
        && !quoted.iter().any(|c| matches!(c, '。' | '!' | '?' | ';' | '\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_quote_is_a_slogan_and_speech_is_none() {
        let text = Text::new("推行“三张清单”制度。他说：“我家有三亩地。”");
        assert!(text.is_slogan(4));
        assert!(!text.is_slogan(1));
        assert!(!text.is_slogan(18));
        assert_eq!(text.quote_closed_before(8).map(|quote| quote.start), Some(3));
    }

    #[test]
    fn unbalanced_marks_are_no_quotes() {
        for text in ["”三个“", "“三个", "》《", "“‘三个”", ""] {
            let text = Text::new(text);
            assert!((0..9).all(|place| !text.is_slogan(place) || place > 0));
        }
        assert!(!Text::new("“三个").is_slogan(1));
    }

    #[test]
    fn a_clause_ends_at_a_comma() {
        let text = Text::new("全市增长，每家企业5台，完成");
        assert_eq!(text.clause_before(9, 20), ['每', '家', '企', '业']);
        assert_eq!(text.clause_after(9, 20), ['5', '台']);
        assert!(run::holds(text.clause_before(9, 20), "家企"));
        assert!(!run::holds(text.clause_before(9, 20), "企家"));
    }
}
