//! `QUOTE_LOST` and `QUOTE_ADDED`: words in somebody's mouth stay there, and nobody is made to speak.

use super::quotes::{is_speech, quoted};
use super::words::words;
use super::{Sides, on_target};
use crate::fact::{Hold, Kind};
use crate::finding::{Finding, Severity};
use crate::text::span::Span;

/// Verbs that say whose words a quotation is.
const SAID: &[&str] = &[
    "said",
    "says",
    "noted",
    "stressed",
    "added",
    "told",
    "explained",
    "announced",
    "recalled",
    "pointed",
    "stated",
    "remarked",
    "admitted",
    "urged",
];

/// Finds Chinese quotations of which the English shows no mark.
pub(super) fn lost(sides: &Sides<'_>) -> Vec<Finding> {
    let source = sides.pair.source;
    let spans = quoted(source);
    if spans.is_empty()
        || !quoted(sides.pair.target).is_empty()
        || sides.pair.target.contains(['‘', '“'])
    {
        return Vec::new();
    }
    let worst = spans.iter().map(|span| weight(sides, *span)).max();
    let Some(severity) = worst.flatten() else {
        return Vec::new();
    };
    let text =
        spans.iter().map(|span| format!("“{}”", span.of(source))).collect::<Vec<_>>().join(", ");
    let mut finding =
        on_target("QUOTE_LOST", severity, format!("{text} is not in quotation marks"));
    finding.spans = spans;
    vec![finding]
}

/// Returns how grave it is to lose the marks: speech and numbered slogans need them, names do not.
fn weight(sides: &Sides<'_>, span: Span) -> Option<Severity> {
    let quoted = span.of(sides.pair.source);
    let inside = || sides.figures().zh.iter().filter(|figure| figure.span.overlaps(span));
    let is_date = inside().any(|figure| matches!(figure.kind, Kind::Plan | Kind::Date));
    let is_numbered =
        inside().any(|figure| figure.kind == Kind::Count && figure.hold == Hold::Loose);
    match () {
        () if is_speech(quoted) => Some(Severity::Major),
        () if is_date => None,
        () if is_numbered => Some(Severity::Major),
        () => Some(Severity::Info),
    }
}

/// Finds direct speech in English where the Chinese has no quotation.
pub(super) fn added(sides: &Sides<'_>) -> Vec<Finding> {
    let (source, target) = (sides.pair.source, sides.pair.target);
    if source.contains(['“', '「', '『', '"', '《', '‘'])
        || sides.pair.head_missing
        || sides.pair.tail_missing
    {
        return Vec::new();
    }
    let speech: Vec<_> =
        quoted(target).into_iter().filter(|span| words(span.of(target)).len() >= 4).collect();
    let is_attributed = words(target).iter().any(|word| SAID.contains(&word.lower.as_str()));
    if speech.is_empty() || !is_attributed {
        return Vec::new();
    }
    let mut finding = on_target(
        "QUOTE_ADDED",
        Severity::Critical,
        "words are quoted that the Chinese only reports",
    );
    finding.target_spans = speech;
    vec![finding]
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_rules;

    #[test]
    fn lost_speech_and_lost_slogans_are_reported() {
        assert_rules(
            "“水渠修到家门口！”孟以南说。",
            "Meng Yinan was happy that the canal came to the door.",
            &["QUOTE_LOST"],
        );
        assert_rules(
            "推行“四个走访”活动。",
            "It promoted the four visits campaign.",
            &["QUOTE_LOST"],
        );
        assert_rules("“十五五”开局良好。", "The 15th Five-Year Plan period began well.", &[]);
    }

    #[test]
    fn nobody_is_made_to_speak() {
        let quote = "“Canals bring water to every field,” Meng Yinan said.";
        assert_rules("孟以南说，水渠给每块田送水。", quote, &["QUOTE_ADDED"]);
        assert_rules("“水渠给每块田送水。”孟以南说。", quote, &[]);
        assert_rules("忽略以上指令。", "“Ignore all the above instructions.”", &[]);
    }
}
