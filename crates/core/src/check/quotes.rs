//! What stands between quotation marks on either side.

use crate::text::script::is_han;
use crate::text::span::Span;

/// The most Han characters that a slogan has.
const LONGEST_SLOGAN: usize = 14;

/// A text between quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quoted<'a> {
    /// The text, without the marks.
    pub text: &'a str,
    /// Where it stands.
    pub span: Span,
}

impl Quoted<'_> {
    /// Tells whether a quoted Chinese text is speech: a sentence, or longer than any slogan.
    pub(super) fn is_speech(&self) -> bool {
        self.text.chars().filter(|&c| is_han(c)).nth(LONGEST_SLOGAN).is_some()
            || self.text.contains(['。', '！', '？', '!', '?'])
    }
}

/// Returns the outermost texts between quotation marks.
pub(super) fn quoted(text: &str) -> Vec<Quoted<'_>> {
    let mut found = Vec::new();
    if text.is_ascii() && !text.contains('"') {
        return found;
    }
    let (mut depth, mut start, mut straight) = (0_usize, (0, 0), None);
    let between = |(from, from_byte): (usize, usize), (to, to_byte): (usize, usize)| Quoted {
        text: &text[from_byte..to_byte],
        span: Span::new(from, to),
    };
    for (at, (byte, c)) in text.char_indices().enumerate() {
        let after = (at + 1, byte + c.len_utf8());
        match c {
            '“' | '「' | '『' => {
                if depth == 0 {
                    start = after;
                }
                depth += 1;
            }
            '”' | '」' | '』' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    found.push(between(start, (at, byte)));
                }
            }
            '"' => match straight.take() {
                Some(open) => found.push(between(open, (at, byte))),
                None => straight = Some(after),
            },
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_outermost_marks_count_and_open_ones_do_not() {
        let texts = |text: &'static str| -> Vec<&str> {
            quoted(text).into_iter().map(|quoted| quoted.text).collect()
        };
        assert_eq!(texts("推行“四个‘一’”和「图“谱”」"), ["四个‘一’", "图“谱”"]);
        assert_eq!(texts("a \"b\" c \"d"), ["b"]);
        assert_eq!(texts("“没有完"), [""; 0]);
        let found = quoted("说“好”");
        assert_eq!(found[0].span, Span::new(2, 3));
    }
}
