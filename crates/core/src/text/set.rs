//! A set of characters that answers at once, however many it holds.

/// Characters of the basic plane, a bit for each; made while the program is compiled.
pub struct Set([u64; 1 << 10]);

impl Set {
    /// Makes the set of the characters of a text, which must all lie in the basic plane.
    pub const fn of(chars: &str) -> Self {
        let bytes = chars.as_bytes();
        let mut bits = [0; 1 << 10];
        let mut at = 0;
        while at < bytes.len() {
            let (code, len) = decode(bytes, at);
            bits[code >> 6] |= 1 << (code & 63);
            at += len;
        }
        Self(bits)
    }

    /// Makes the set of the first characters of words.
    pub const fn of_first(words: &[&str]) -> Self {
        Self::of("").with_first(words)
    }

    /// Adds the first characters of words.
    #[must_use]
    pub const fn with_first(mut self, words: &[&str]) -> Self {
        let mut word = 0;
        while word < words.len() {
            let (code, _) = decode(words[word].as_bytes(), 0);
            self.0[code >> 6] |= 1 << (code & 63);
            word += 1;
        }
        self
    }

    /// Tells whether the set holds a character.
    pub fn has(&self, c: char) -> bool {
        let code = u32::from(c) as usize;
        self.0.get(code >> 6).is_some_and(|bits| bits & (1 << (code & 63)) != 0)
    }
}

/// Makes the set of characters that are known only while the program runs.
///
/// # Panics
///
/// At a character beyond the basic plane.
impl FromIterator<char> for Set {
    fn from_iter<T: IntoIterator<Item = char>>(chars: T) -> Self {
        let mut set = Self::of("");
        for code in chars.into_iter().map(|c| u32::from(c) as usize) {
            assert!(code < 1 << 16, "a character beyond the basic plane");
            set.0[code >> 6] |= 1 << (code & 63);
        }
        set
    }
}

/// Returns the number of the character that begins at a byte, and its length in bytes.
const fn decode(bytes: &[u8], at: usize) -> (usize, usize) {
    const fn rest(byte: u8) -> usize {
        (byte & 0x3f) as usize
    }
    let first = bytes[at];
    match first {
        0..0x80 => (first as usize, 1),
        0x80..0xe0 => ((first as usize & 0x1f) << 6 | rest(bytes[at + 1]), 2),
        0xe0..0xf0 => {
            let high = (first as usize & 0x0f) << 12;
            (high | rest(bytes[at + 1]) << 6 | rest(bytes[at + 2]), 3)
        }
        _ => panic!("a character beyond the basic plane"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_what_it_was_made_of_and_nothing_else() {
        const CHARS: &str = "a/é年、\u{ffff}";
        static SET: Set = Set::of(CHARS);
        let collected: Set = CHARS.chars().collect();
        for c in '\0'..='\u{10ffff}' {
            assert_eq!(SET.has(c), CHARS.contains(c), "{c}");
            assert_eq!(collected.has(c), CHARS.contains(c), "{c}");
        }
    }

    #[test]
    fn a_set_of_first_characters_holds_those_alone() {
        static SET: Set = Set::of_first(&["美国", "éa"]);
        assert!(SET.has('美') && SET.has('é') && !SET.has('国') && !SET.has('a'));
    }
}
