//! Which script a character belongs to.

/// Tells whether a character is a Han character (all CJK unified and compatibility ideographs, and 〇).
pub fn is_han(c: char) -> bool {
    matches!(c,
        '\u{4e00}'..='\u{9fff}' | '〇' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

/// Counts the Han characters of a text.
pub fn count_han(text: &str) -> usize {
    text.chars().filter(|&c| is_han(c)).count()
}

/// Tells whether a character has no place in a printed text: controls other than line breaks and
/// tabs, bidirectional overrides, zero-width characters, tags and non-characters.
///
/// Such characters are never translated and never written to an output; pages list them as dropped.
pub fn is_invisible(c: char) -> bool {
    match c {
        ' '..='~' => false,
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => false,
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{61c}'
        | '\u{ad}'
        | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{fdd0}'..='\u{fdef}'
        | '\u{e0000}'..='\u{e0fff}' => true,
        c => c.is_control() || (c as u32) & 0xfffe == 0xfffe,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_characters_are_told_from_marks_and_letters() {
        assert_eq!(count_han("高新区GDP同比增长5.3%,第〇号。"), 10);
    }

    #[test]
    fn line_breaks_are_text_and_overrides_are_not() {
        assert!(!is_invisible('\n'));
        assert!(!is_invisible('。'));
        assert!(is_invisible('\u{202e}'));
        assert!(is_invisible('\u{1b}'));
        assert!(is_invisible('\u{feff}'));
    }
}
