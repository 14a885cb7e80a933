//! How Chinese is read: the name of a place as one word, and every reading of a text to hold names against.

use pinyin::{ToPinyin, ToPinyinMulti};

/// Returns a name in pinyin, as one word with a capital: 青岚 is Qinglan.
pub(super) fn name(text: &str) -> String {
    super::indicator::capitalised(&first_readings(text).concat().replace('ü', "yu"))
}

/// Returns every reading of each character, without tones; a character that is not Chinese has none.
pub(super) fn readings(text: &str) -> Vec<Vec<&'static str>> {
    text.chars()
        .map(|c| {
            let all = c.to_pinyin_multi();
            let mut plain: Vec<&str> =
                all.into_iter().flatten().map(pinyin::Pinyin::plain).collect();
            plain.sort_unstable();
            plain.dedup();
            plain
        })
        .collect()
}

/// Returns the first reading of each character, without tones.
pub(super) fn first_readings(text: &str) -> Vec<&'static str> {
    text.to_pinyin().flatten().map(pinyin::Pinyin::plain).collect()
}
