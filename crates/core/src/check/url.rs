//! `URL_ADDED`: an address of the web or of mail that the Chinese does not have.

use super::{Sides, on_target};
use crate::finding::{Finding, Severity};
use crate::text::width::half;

pub(super) fn check(sides: &Sides<'_>) -> Vec<Finding> {
    if !sides.pair.target.contains(['@', '/']) && !sides.lower().contains("www.") {
        return Vec::new();
    }
    let source: String = sides.pair.source.chars().map(half).flat_map(char::to_lowercase).collect();
    let added = sides
        .pair
        .target
        .split_whitespace()
        .map(bare)
        .find(|word| is_address(word) && !source.contains(&word.to_lowercase()));
    let Some(address) = added else {
        return Vec::new();
    };
    let address: String = address.chars().take(80).collect();
    vec![on_target("URL_ADDED", Severity::Critical, format!("`{address}` is not in the Chinese"))]
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric() && c != '/')
}

fn is_address(word: &str) -> bool {
    let lower = word.to_lowercase();
    let is_mail =
        lower.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    lower.contains("://") || lower.starts_with("www.") || is_mail
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_rules;

    #[test]
    fn an_address_is_reported_unless_the_source_has_it() {
        let source = "详情见白河县网站。";
        assert_rules(source, "See https://baihe.example for details.", &["URL_ADDED"]);
        assert_rules(source, "Write to canal@baihe.example.", &["URL_ADDED"]);
        assert_rules("详情见www.baihe.example。", "For details see www.baihe.example.", &[]);
    }
}
