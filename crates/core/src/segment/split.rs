//! Where a long block is cut for translation.

/// The most characters a segment holds, unless a single sentence is longer than the block can be cut.
///
/// Long enough for any ordinary newspaper paragraph, so that a translator may turn its sentences
/// around; short enough that an answer is not cut off and one lost answer costs little.
pub const LONGEST: usize = 400;

/// A sentence without any mark is cut here, so that no request outgrows a provider's limit.
const HARD_LIMIT: usize = 1_500;

/// Splits the text of a block into segments of whole sentences; joined again they are the text.
///
/// Takes time linear in the text.
pub fn split(text: &str) -> Vec<&str> {
    if text.len() <= LONGEST {
        return vec![text];
    }
    let pieces = sentences(text);
    let total: usize = pieces.iter().map(|piece| piece.characters).sum();
    if total <= LONGEST {
        return vec![text];
    }
    let parts = total.div_ceil(LONGEST);
    let share = total.div_ceil(parts);
    let mut segments = Vec::with_capacity(parts);
    let (mut start, mut end, mut held) = (0, 0, 0);
    for piece in pieces {
        if held > 0 && held + piece.characters > LONGEST.min(share + share / 4) {
            segments.push(&text[start..end]);
            (start, held) = (end, 0);
        }
        end += piece.bytes;
        held += piece.characters;
    }
    segments.push(&text[start..end]);
    segments
}

struct Piece {
    bytes: usize,
    characters: usize,
}

/// Cuts after each sentence; a closing quotation mark or bracket stays with its sentence.
fn sentences(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut open = Piece { bytes: 0, characters: 0 };
    let mut characters = text.chars().peekable();
    let mut ended = false;
    while let Some(c) = characters.next() {
        open.bytes += c.len_utf8();
        open.characters += 1;
        ended = (ended && is_closing(c)) || is_end(c);
        let goes_on = characters.peek().is_some_and(|&next| is_closing(next) || is_end(next));
        if (ended && !goes_on) || open.characters >= HARD_LIMIT {
            pieces.push(std::mem::replace(&mut open, Piece { bytes: 0, characters: 0 }));
        }
    }
    if open.bytes > 0 {
        pieces.push(open);
    }
    pieces
}

fn is_end(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '；' | ';' | '…' | '\n')
}

fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '）' | ')' | '》' | '"')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_paragraph_of_ordinary_length_stays_whole() {
        let text = "桥修好了。路也通了。".repeat(20);
        assert_eq!(split(&text), [text.as_str()]);
    }

    #[test]
    fn a_long_paragraph_is_cut_between_sentences_into_even_parts() {
        let text = "青岚市把旧码头改成了公园。".repeat(50);
        let parts = split(&text);
        assert_eq!(parts.len(), 2);
        assert!(parts.iter().all(|part| part.ends_with('。')));
    }

    #[test]
    fn a_closing_quotation_mark_stays_with_its_sentence() {
        let text = "老人说:“水来了!”".repeat(60);
        assert!(split(&text).iter().all(|part| part.ends_with('”')));
    }

    #[test]
    fn a_text_without_marks_is_cut_all_the_same() {
        let text = "河".repeat(10_000);
        let parts = split(&text);
        assert!(parts.iter().all(|part| part.chars().count() <= HARD_LIMIT));
        assert_eq!(parts.concat(), text);
    }

    proptest! {
        #[test]
        fn the_segments_joined_are_the_text(text in "[一-十。！”a-z\\n ]{0,3000}") {
            prop_assert_eq!(split(&text).concat(), text);
        }
    }
}
