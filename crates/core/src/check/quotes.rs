//! What stands between quotation marks on either side.

use crate::text::script::count_han;
use crate::text::span::Span;

/// The most Han characters that a slogan has.
const LONGEST_SLOGAN: usize = 14;

/// Returns the outermost spans between quotation marks, without the marks.
pub(super) fn quoted(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let (mut depth, mut start, mut straight) = (0_usize, 0, None);
    for (at, c) in text.chars().enumerate() {
        match c {
            '“' | '「' | '『' => {
                if depth == 0 {
                    start = at + 1;
                }
                depth += 1;
            }
            '”' | '」' | '』' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    spans.push(Span::new(start, at));
                }
            }
            '"' => match straight.take() {
                Some(open) => spans.push(Span::new(open, at)),
                None => straight = Some(at + 1),
            },
            _ => {}
        }
    }
    spans
}

/// Tells whether a quoted Chinese text is speech: a sentence, or longer than any slogan.
pub(super) fn is_speech(quoted: &str) -> bool {
    count_han(quoted) > LONGEST_SLOGAN || quoted.contains(['。', '！', '？', '!', '?'])
}
