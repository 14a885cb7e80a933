//! `AMBIGUOUS_TIMES`, `QUALIFIER_LOST`, `CJK_PUNCT`, `PINYIN_RESIDUE` and `HOUSE_STYLE`: wording that
//! misleads, marks of the wrong script and what the house does not print.

use super::name::is_pinyin;
use super::words::Word;
use super::{Sides, on_target};
use crate::fact::name::pinyin::plain_pinyin;
use crate::finding::{Finding, Severity};
use crate::text::set::Set;
use crate::text::span::Span;

/// Chinese words that single something out, with the English words that do so.
const QUALIFIERS: &[(&str, &[&str])] = &[
    ("唯一", &["only", "sole", "unique", "solely"]),
    ("首次", &["first", "maiden", "debut", "never"]),
    ("首个", &["first", "maiden"]),
    ("首批", &["first", "initial", "inaugural"]),
    ("之一", &["one", "among", "some", "part", "ranks", "ranked", "member"]),
];

/// Phrases that the house does not print, with what it prints.
const PHRASES: &[(&str, &str)] = &[
    ("vigorously", "say what was done"),
    ("conscientiously", "say what was done"),
    ("it is worth mentioning that", "leave it out"),
    ("more and more", "`increasingly`, or a figure"),
    ("under the strong leadership of", "`led by`, after the subject"),
    ("as the main line", "say what it centers on"),
    ("billion rmb", "`billion yuan`"),
    ("million rmb", "`million yuan`"),
];

/// Finds "increased by 3 times" and "3 times more than", which readers take in two ways.
pub(super) fn times(sides: &Sides<'_>) -> Vec<Finding> {
    const MORE: &[&str] = &["more", "higher", "larger", "greater", "faster", "bigger"];
    const GREW: &[&str] =
        &["increased", "increase", "increases", "rose", "grew", "risen", "grown", "up"];
    let target = sides.words();
    let at = target.near("times").find(|&at| {
        let is_times = at > 0 && target[at].lower == "times" && is_number(&target[at - 1]);
        let after = target.get(at + 1).is_some_and(|word| MORE.contains(&word.lower.as_ref()));
        let before = |back: usize| {
            at.checked_sub(back).is_some_and(|i| GREW.contains(&target[i].lower.as_ref()))
        };
        let by = at >= 2 && target[at - 2].lower == "by" && before(3);
        is_times && (after || by || before(2))
    });
    let Some(at) = at else {
        return Vec::new();
    };
    let mut finding =
        on_target("AMBIGUOUS_TIMES", Severity::Major, "readers take this multiple in two ways")
            .hinted("write `doubled`, a percentage, or `N times that of`");
    finding.target_spans = vec![Span::new(target[at - 1].span.start, target[at].span.end)];
    vec![finding]
}

/// Finds 唯一, 首次 and their like without their English.
pub(super) fn qualifier(sides: &Sides<'_>) -> Vec<Finding> {
    let lost = QUALIFIERS.iter().filter(|(zh, english)| {
        singles_out(sides.pair.source, zh) && !sides.words().has_any(english)
    });
    lost.map(|(zh, english)| {
        on_target("QUALIFIER_LOST", Severity::Minor, format!("{zh} ({}) is lost", english[0]))
    })
    .collect()
}

/// Tells whether a word singles something out: the 之一 of 三分之一 is a part of a figure.
fn singles_out(source: &str, word: &str) -> bool {
    let mut places =
        source.contains(word).then(|| source.match_indices(word)).into_iter().flatten();
    places.any(|(at, _)| !(word == "之一" && source[..at].ends_with('分')))
}

/// Finds Chinese punctuation in the English.
pub(super) fn punctuation(sides: &Sides<'_>) -> Vec<Finding> {
    static MARKS: Set = Set::of("，。、；：？！（）【】「」『』《》");
    if sides.pair.target.is_ascii() {
        return Vec::new();
    }
    let spans: Vec<Span> = sides
        .pair
        .target
        .chars()
        .enumerate()
        .filter(|(_, c)| MARKS.has(*c))
        .map(|(at, _)| Span::new(at, at + 1))
        .collect();
    if spans.is_empty() {
        return Vec::new();
    }
    let mut finding =
        on_target("CJK_PUNCT", Severity::Minor, "Chinese punctuation stands in the English");
    finding.target_spans = spans;
    finding.suggestion = Some(super::tidy(sides.pair.target));
    vec![finding]
}

/// Finds words in small letters that are the pinyin of the source: spelt and not translated.
pub(super) fn pinyin(sides: &Sides<'_>) -> Vec<Finding> {
    let may_be =
        |word: &&Word<'_>| word.lower.len() >= 9 && !word.is_capital() && is_pinyin(&word.lower);
    let mut words = sides.words().iter().filter(may_be).peekable();
    if words.peek().is_none() {
        return Vec::new();
    }
    let source = plain_pinyin(sides.pair.source);
    words
        .filter(|word| source.contains(word.lower.as_ref()))
        .map(|word| {
            let mut finding = on_target(
                "PINYIN_RESIDUE",
                Severity::Minor,
                format!("`{}` is spelt, not translated", word.text),
            );
            finding.target_spans = vec![word.span];
            finding
        })
        .collect()
}

/// Finds phrases that the house does not print.
pub(super) fn house(sides: &Sides<'_>) -> Vec<Finding> {
    let found = PHRASES.iter().filter(|(phrase, _)| sides.lower().contains(phrase));
    found
        .map(|(phrase, instead)| {
            on_target("HOUSE_STYLE", Severity::Info, format!("the house does not print `{phrase}`"))
                .hinted(*instead)
        })
        .collect()
}

fn is_number(word: &Word<'_>) -> bool {
    const WORDS: &[&str] =
        &["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several"];
    word.lower.chars().all(|c| c.is_ascii_digit()) || WORDS.contains(&word.lower.as_ref())
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_rules;

    #[test]
    fn wording_that_misleads_is_reported() {
        assert_rules("产值是去年的3倍。", "Output was 3 times that of last year.", &[]);
        assert_rules(
            "产值是去年的3倍。",
            "Output was 3 times higher than last year.",
            &["MULTIPLE", "AMBIGUOUS_TIMES"],
        );
        assert_rules("这是县里唯一的水渠。", "It is a canal of the county.", &["QUALIFIER_LOST"]);
        assert_rules(
            "白河县推行专精特新。",
            "Baihe county promotes zhuanjingtexin.",
            &["PINYIN_RESIDUE"],
        );
        assert_rules(
            "白河县大力修渠。",
            "Baihe county vigorously built canals，too.",
            &["CJK_PUNCT", "HOUSE_STYLE"],
        );
    }
}
