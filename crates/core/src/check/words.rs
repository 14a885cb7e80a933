//! An English text as words with their places: what the rules on wording look at.

use crate::text::span::Span;

/// A word of an English text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// The word as it is printed.
    pub text: String,
    /// The word in lower case, without the 's of a possessive.
    pub lower: String,
    /// Where it stands.
    pub span: Span,
}

impl Word {
    /// Tells whether the word begins with a capital.
    pub(super) fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }
}

/// Cuts a text into words; an apostrophe inside a word belongs to it.
pub(super) fn words(text: &str) -> Vec<Word> {
    let chars: Vec<char> = text.chars().collect();
    let mut words = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].is_alphanumeric() {
            at += 1;
            continue;
        }
        let end = word_end(&chars, at);
        let text: String = chars[at..end].iter().collect();
        let lower = text.to_lowercase().replace('’', "'");
        let lower = lower.strip_suffix("'s").unwrap_or(&lower).to_owned();
        words.push(Word { text, lower, span: Span::new(at, end) });
        at = end;
    }
    words
}

/// Returns where a phrase stands in a text, articles ignored and the last word in either number.
pub(super) fn find(words: &[Word], phrase: &str) -> Vec<Span> {
    let wanted: Vec<String> = self::words(phrase)
        .into_iter()
        .map(|word| word.lower)
        .filter(|word| !is_article(word))
        .collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    (0..words.len()).filter_map(|at| matches(words, at, &wanted)).collect()
}

fn matches(words: &[Word], at: usize, wanted: &[String]) -> Option<Span> {
    let mut place = at;
    for (i, word) in wanted.iter().enumerate() {
        while i > 0 && words.get(place).is_some_and(|found| is_article(&found.lower)) {
            place += 1;
        }
        let found = words.get(place)?;
        if !is_same(&found.lower, word) {
            return None;
        }
        place += 1;
    }
    Some(Span::new(words[at].span.start, words[place - 1].span.end))
}

/// Tells whether two words are the same but for their number.
fn is_same(a: &str, b: &str) -> bool {
    let is_plural = |long: &str, short: &str| {
        let rest = long.strip_prefix(short);
        matches!(rest, Some("s" | "es"))
            || short.strip_suffix('y').is_some_and(|stem| long.strip_prefix(stem) == Some("ies"))
    };
    a == b || is_plural(a, b) || is_plural(b, a)
}

fn is_article(word: &str) -> bool {
    matches!(word, "a" | "an" | "the")
}

fn word_end(chars: &[char], at: usize) -> usize {
    let mut end = at;
    while end < chars.len() {
        let joins = matches!(chars[end], '\'' | '’')
            && chars.get(end + 1).is_some_and(|c| c.is_alphabetic());
        if !chars[end].is_alphanumeric() && !joins {
            break;
        }
        end += 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_found_without_its_article_and_in_either_number() {
        let text = words("The zone’s Party working committees met a Party group.");
        assert_eq!(find(&text, "the Party working committee"), [Span::new(11, 35)]);
        assert_eq!(find(&text, "party committee"), []);
        assert_eq!(find(&text, "zone").len(), 1);
        assert_eq!(find(&text, ""), []);
    }
}
