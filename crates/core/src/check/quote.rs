//! `QUOTE_LOST` and `QUOTE_ADDED`: words in somebody's mouth stay there, and nobody is made to speak.

use super::quotes::Quoted;
use super::words::cut;
use super::{Sides, on_target};
use crate::fact::decimal::Decimal;
use crate::fact::{Figure, Hold, Kind};
use crate::finding::{Finding, Severity};

/// Verbs that say whose words a quotation is.
pub(super) const SAID: &[&str] = &[
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
    let quoted = sides.quoted_source();
    if quoted.is_empty()
        || !sides.quoted_target().is_empty()
        || sides.pair.target.contains(['‘', '“'])
    {
        return Vec::new();
    }
    let worst = quoted.iter().map(|quoted| weight(sides, *quoted)).max();
    let Some(severity) = worst.flatten() else {
        return Vec::new();
    };
    let text: Vec<String> = quoted.iter().map(|quoted| format!("“{}”", quoted.text)).collect();
    let text = text.join(", ");
    let mut finding =
        on_target("QUOTE_LOST", severity, format!("{text} is not in quotation marks"));
    finding.spans = quoted.iter().map(|quoted| quoted.span).collect();
    vec![finding]
}

/// Returns how grave it is to lose the marks: speech needs them, numbered slogans should have them, names
/// need none. Whether the number itself is lost is for `SLOGAN_LOST` to say.
fn weight(sides: &Sides<'_>, quoted: Quoted<'_>) -> Option<Severity> {
    let inside = sides.figures().within(quoted.span);
    let is_date = inside.iter().any(|figure| matches!(figure.kind, Kind::Plan | Kind::Date));
    let mut numbers = inside
        .iter()
        .filter(|figure| figure.kind == Kind::Count && figure.hold == Hold::Loose)
        .filter_map(Figure::number);
    match () {
        // What a reporter asked is often told in a few words.
        () if quoted.is_speech() && is_asked(sides, quoted) => Some(Severity::Minor),
        () if quoted.is_speech() => Some(Severity::Major),
        () if is_date => None,
        () if numbers.any(|number| number > Decimal::ONE) => Some(Severity::Minor),
        () => Some(Severity::Info),
    }
}

/// Tells whether quoted words are a question that somebody put: 有记者问：“…？”
fn is_asked(sides: &Sides<'_>, quoted: Quoted<'_>) -> bool {
    let before = &sides.source()[..quoted.span.start.saturating_sub(1)];
    let mut before = before.iter().rev().skip_while(|c| matches!(c, '：' | ':' | '，' | ','));
    quoted.text.ends_with(['？', '?']) && before.next() == Some(&'问')
}

/// Finds direct speech in English where the Chinese has no quotation.
pub(super) fn added(sides: &Sides<'_>) -> Vec<Finding> {
    if sides.quoted_target().is_empty()
        || sides.pair.source.contains(['“', '「', '『', '"', '《', '‘'])
        || sides.pair.head_missing
        || sides.pair.tail_missing
    {
        return Vec::new();
    }
    let speeches = sides.quoted_target().iter().filter(|quoted| cut(quoted.text).nth(3).is_some());
    let speech: Vec<_> = speeches.map(|quoted| quoted.span).collect();
    if speech.is_empty() || !sides.words().has_any(SAID) {
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
