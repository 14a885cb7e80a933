//! Words in a run of characters: whether one stands at its beginning, at its end, or inside.

/// Tells whether a run begins with a word.
pub fn starts(run: &[char], word: &str) -> bool {
    let mut run = run.iter();
    word.chars().all(|c| run.next() == Some(&c))
}

/// Tells whether a run ends with a word.
pub fn ends(run: &[char], word: &str) -> bool {
    let mut run = run.iter().rev();
    word.chars().rev().all(|c| run.next() == Some(&c))
}

/// Tells whether a run holds a word; none holds the empty one.
pub fn holds(run: &[char], word: &str) -> bool {
    let mut letters = word.chars();
    let Some(first) = letters.next() else {
        return false;
    };
    let rest = letters.as_str();
    (1..).zip(run).any(|(next, &c)| c == first && starts(&run[next..], rest))
}

/// Tells whether a run holds one of several words.
pub fn holds_any(run: &[char], words: &[&str]) -> bool {
    words.iter().any(|word| holds(run, word))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_run_is_compared_as_its_text_is(text in "[渠水a]{0,8}", word in "[渠水a]{1,3}") {
            let run: Vec<char> = text.chars().collect();
            prop_assert_eq!(starts(&run, &word), text.starts_with(&word));
            prop_assert_eq!(ends(&run, &word), text.ends_with(&word));
            prop_assert_eq!(holds(&run, &word), text.contains(&word));
        }
    }
}
