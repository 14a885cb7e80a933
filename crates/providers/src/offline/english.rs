//! The little English that a draft needs: articles and plurals by the head noun of a term, lists,
//! capitals. A term whose head noun is not in `data/nouns.tsv` has no form here, and so no draft.

use std::collections::HashMap;
use std::sync::OnceLock;

pub(super) const NOUNS: &str = include_str!("../../data/nouns.tsv");

/// Words before which a noun phrase has its head: "center | for research".
const AFTER_HEAD: &[&str] = &[
    "of", "for", "in", "on", "with", "to", "from", "by", "at", "per", "under", "between", "among",
    "as", "against", "without", "into", "along", "through", "across", "above", "over", "that",
    "which", "after", "before", "within", "around", "during",
];

/// Last words of a proper name that takes the article.
const WITH_THE: &[&str] = &[
    "River",
    "Sea",
    "Gulf",
    "Delta",
    "Plain",
    "Mountains",
    "Department",
    "Bureau",
    "Administration",
    "Commission",
    "Committee",
    "Office",
    "Ministry",
    "Government",
    "Court",
    "Congress",
    "Conference",
    "Federation",
    "Association",
    "Council",
    "Union",
    "League",
];

/// How a noun goes with articles and number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    /// One, or several with a plural.
    Count,
    /// Neither article nor plural.
    Mass,
    /// Always "the".
    The,
    /// Stands in the plural already.
    Plural,
}

/// Returns how the head noun of a phrase goes with articles, where the table knows it.
pub(super) fn number(phrase: &str) -> Option<Number> {
    nouns().get(head(phrase)?.1).map(|noun| noun.0)
}

/// Returns a phrase for things in general: plurals for what can be counted.
pub(super) fn in_general(phrase: &str) -> Option<String> {
    match number(phrase)? {
        Number::Count => plural(phrase),
        Number::Mass | Number::Plural => Some(phrase.to_owned()),
        Number::The => Some(format!("the {phrase}")),
    }
}

/// Returns a phrase for a quantity that is measured: "GDP", "the growth rate".
pub(super) fn measured(phrase: &str) -> Option<String> {
    match number(phrase)? {
        Number::Count => None,
        Number::Mass | Number::Plural => Some(phrase.to_owned()),
        Number::The => Some(format!("the {phrase}")),
    }
}

/// Returns several of what a phrase names.
pub(super) fn plural(phrase: &str) -> Option<String> {
    let (at, head) = head(phrase)?;
    let (number, plural) = nouns().get(head)?;
    match number {
        Number::Count => Some(format!("{}{plural}{}", &phrase[..at], &phrase[at + head.len()..])),
        Number::Plural => Some(phrase.to_owned()),
        Number::Mass | Number::The => None,
    }
}

/// Returns one of what a phrase names, with its article.
pub(super) fn one(phrase: &str) -> Option<String> {
    (number(phrase)? == Number::Count).then(|| format!("{} {phrase}", article(phrase)))
}

/// Returns a proper name as it stands in a sentence: "the Yellow River", "Qinglan High-tech Zone".
pub(super) fn named(name: &str) -> String {
    let is_proper = name.chars().next().is_some_and(char::is_uppercase);
    let last = name.split(' ').next_back().unwrap_or(name);
    let needs = !name.starts_with("the ")
        && !name.starts_with("The ")
        && (!is_proper || WITH_THE.contains(&last) || name.contains(" of the "));
    let ministry = ["Ministry of ", "Bureau of ", "Department of ", "Academy of ", "Bank of "]
        .iter()
        .any(|start| name.starts_with(start) || name.contains(&format!(" {start}")));
    if needs || ministry { format!("the {name}") } else { name.to_owned() }
}

/// Returns a phrase without its article.
pub(super) fn bare(phrase: &str) -> &str {
    ["the ", "a ", "an "].iter().find_map(|article| phrase.strip_prefix(article)).unwrap_or(phrase)
}

/// Joins a list: "a, b and c".
pub(super) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Returns a text with a capital at its beginning.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The nouns of the table: how each goes with articles, and its plural.
fn nouns() -> &'static HashMap<&'static str, (Number, String)> {
    static TABLE: OnceLock<HashMap<&'static str, (Number, String)>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let lines = NOUNS.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        lines.filter_map(noun).collect()
    })
}

fn noun(line: &'static str) -> Option<(&'static str, (Number, String))> {
    let mut cells = line.split('\t');
    let word = cells.next()?;
    let number = match cells.next()? {
        "count" => Number::Count,
        "mass" => Number::Mass,
        "the" => Number::The,
        "plural" => Number::Plural,
        _ => return None,
    };
    let plural = cells.next().map_or_else(|| regular_plural(word), str::to_owned);
    Some((word, (number, plural)))
}

fn regular_plural(word: &str) -> String {
    let before_y = word.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    match before_y {
        Some(stem) => format!("{stem}ies"),
        None if ["s", "x", "ch", "sh", "z"].iter().any(|end| word.ends_with(end)) => {
            format!("{word}es")
        }
        None => format!("{word}s"),
    }
}

/// Returns the head noun, the last word before a preposition, and the byte at which it begins.
fn head(phrase: &str) -> Option<(usize, &str)> {
    let mut head = None;
    let mut at = 0;
    for word in phrase.split(' ') {
        if head.is_some() && AFTER_HEAD.contains(&word) {
            break;
        }
        head = Some((at, word));
        at += word.len() + 1;
    }
    head
}

fn article(phrase: &str) -> &'static str {
    let sounds_like_consonant = ["uni", "use", "one", "eu"];
    let vowel = phrase.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U'])
        && !sounds_like_consonant.iter().any(|start| phrase.to_lowercase().starts_with(start));
    if vowel { "an" } else { "a" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_noun_takes_the_plural() {
        let plural = |phrase| plural(phrase).unwrap_or_default();
        assert_eq!(plural("high-tech enterprise"), "high-tech enterprises");
        assert_eq!(plural("center for technology research"), "centers for technology research");
        assert_eq!(plural("county"), "counties");
        assert_eq!(plural("branch"), "branches");
        assert_eq!(plural("highway"), "highways");
        assert_eq!(plural("equipment"), "");
        assert_eq!(plural("unheard-of gadget"), "");
    }

    #[test]
    fn articles_follow_the_head_noun() {
        assert_eq!(measured("regional GDP").as_deref(), Some("regional GDP"));
        assert_eq!(measured("urbanization rate").as_deref(), Some("the urbanization rate"));
        assert_eq!(measured("workshop"), None);
        assert_eq!(in_general("smart factory").as_deref(), Some("smart factories"));
        assert_eq!(one("industrial park").as_deref(), Some("an industrial park"));
        assert_eq!(one("university").as_deref(), Some("a university"));
        assert_eq!(one("infrastructure"), None);
    }

    #[test]
    fn proper_names_take_the_article_that_they_need() {
        assert_eq!(named("Qinglan High-tech Zone"), "Qinglan High-tech Zone");
        assert_eq!(named("Baihe River"), "the Baihe River");
        assert_eq!(
            named("Ministry of Science and Technology"),
            "the Ministry of Science and Technology"
        );
        assert_eq!(named("Qinglan University"), "Qinglan University");
        assert_eq!(named("city government"), "the city government");
    }

    #[test]
    fn lists_have_no_comma_before_and() {
        let items = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(list(&items), "a, b and c");
        assert_eq!(list(&items[..2]), "a and b");
        assert_eq!(list(&items[..1]), "a");
        assert_eq!(list(&[]), "");
    }
}
