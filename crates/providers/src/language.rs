//! What providers call the languages. Where one has no British English, it is asked for English.

/// Returns the name of a language without its region and script, in small letters: `zh`, `en`.
pub fn base(tag: &str) -> String {
    tag.split('-').next().unwrap_or_default().to_lowercase()
}

/// Tells whether a tag is Chinese in traditional characters.
pub fn is_traditional(tag: &str) -> bool {
    base(tag) == "zh" && ["hant", "tw", "hk", "mo"].iter().any(|part| has(tag, part))
}

/// Returns what a provider calls a language: its two words for Chinese, or the base of the tag.
pub fn named(tag: &str, simplified: &str, traditional: &str) -> String {
    match base(tag).as_str() {
        "zh" if is_traditional(tag) => traditional.to_owned(),
        "zh" => simplified.to_owned(),
        other => other.to_owned(),
    }
}

fn has(tag: &str, part: &str) -> bool {
    tag.split('-').any(|piece| piece.eq_ignore_ascii_case(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_become_the_names_of_a_provider() {
        assert_eq!(named("zh-Hans", "zh-CHS", "zh-CHT"), "zh-CHS");
        assert_eq!(named("zh-Hant-HK", "zh-CHS", "zh-CHT"), "zh-CHT");
        assert_eq!(named("zh-TW", "zh", "cht"), "cht");
        assert_eq!(named("en-GB", "zh", "cht"), "en");
    }
}
