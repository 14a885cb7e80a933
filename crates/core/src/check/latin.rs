//! `LATIN_LOST`: letters that the Chinese prints are not in the English: G60, BIM, a model number.

use super::{Sides, on_target};
use crate::finding::{Finding, Severity};
use crate::text::span::Span;
use crate::text::width::half;

/// Letters that English says in words as well.
const IN_WORDS: &[&str] = &[
    "ai", "app", "ar", "bim", "cctv", "ceo", "cm", "covid", "cpc", "cpi", "ct", "db", "diy", "dj",
    "dna", "epc", "ev", "faq", "fi", "g", "gb", "gdp", "ghz", "gps", "gw", "gwh", "hr", "hz",
    "icu", "id", "ii", "iii", "ip", "it", "iv", "kg", "km", "kpi", "ktv", "kv", "kw", "kwh", "led",
    "m", "mb", "mhz", "ml", "mm", "mpa", "mw", "mwh", "nev", "no", "pc", "ph", "pk", "pm2.5",
    "pos", "ppi", "ppm", "ppp", "sars", "t", "tb", "top", "tv", "twh", "uav", "up", "usb", "vcr",
    "vi", "vip", "vr", "vs", "wi", "wifi",
];

/// Words that are looked for; no segment of a newspaper has more.
const MOST: usize = 100;

pub(super) fn check(sides: &Sides<'_>) -> Vec<Finding> {
    if !sides.source().iter().any(|&c| half(c).is_ascii_alphabetic()) {
        return Vec::new();
    }
    let source: Vec<char> = sides.source().iter().map(|&c| half(c)).collect();
    let target = bare(sides.target());
    let lost = tokens(&source).take(MOST).find(|span| {
        let token: String = source[span.start..span.end].iter().collect();
        let token = token.to_lowercase();
        let letters = token.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        !IN_WORDS.contains(&letters)
            && !target.contains(&bare(&source[span.start..span.end]))
            && !sides.terms().iter().any(|term| term.span.overlaps(*span))
    });
    let Some(span) = lost else { return Vec::new() };
    let text: String = source[span.start..span.end].iter().collect();
    let mut finding =
        on_target("LATIN_LOST", Severity::Minor, format!("`{text}` is not in the English"));
    finding.spans = vec![span];
    vec![finding]
}

/// Returns the runs of Latin letters and digits that hold at least two capitals, or a capital and a digit.
fn tokens(text: &[char]) -> impl Iterator<Item = Span> + '_ {
    let is_part = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '/');
    let mut at = 0;
    let mut runs = std::iter::from_fn(move || {
        let start = at + text[at..].iter().position(char::is_ascii_alphanumeric)?;
        at = start + text[start..].iter().take_while(|c| is_part(c)).count();
        let tail = text[start..at].iter().rev().take_while(|c| !c.is_ascii_alphanumeric()).count();
        Some(Span::new(start, at - tail))
    });
    std::iter::from_fn(move || {
        runs.find(|span| {
            let run = &text[span.start..span.end];
            let capitals = run.iter().filter(|c| c.is_ascii_uppercase()).count();
            let is_number = run.iter().any(char::is_ascii_digit);
            capitals >= 2 || capitals == 1 && is_number && run.len() <= 6
        })
    })
}

/// Returns the letters and digits of a text in lower case, without its marks: G-60 is G60, and telephone
/// numbers are parted in many ways.
pub(super) fn bare(text: &[char]) -> String {
    let kept = text.iter().filter(|c| c.is_alphanumeric());
    kept.flat_map(|c| half(*c).to_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_rules;

    #[test]
    fn what_the_chinese_prints_in_latin_letters_stays() {
        let source = "G60高速白河段采用MR-7型设备。";
        assert_rules(source, "The Baihe section of the G60 Expressway uses MR-7 equipment.", &[]);
        assert_rules(source, "The Baihe section of G60 uses the MR7 machine.", &[]);
        assert_rules(
            source,
            "The Baihe section of the expressway uses MR-7 equipment.",
            &["LATIN_LOST"],
        );
        assert_rules(
            "白河县推广AI质检。",
            "Baihe county uses artificial intelligence for checks.",
            &[],
        );
    }
}
