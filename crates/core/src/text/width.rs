//! Full-width and half-width forms of the same character.

/// Returns the half-width form of a full-width ASCII character, and any other character as it is.
///
/// For comparing and for reading figures; a text that is printed keeps its own forms.
pub fn half(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_digits_and_marks_become_ascii() {
        let folded: String = "１２．５％（Ａ）　。".chars().map(half).collect();
        assert_eq!(folded, "12.5%(A) 。");
    }
}
