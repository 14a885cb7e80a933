//! `TENSE_MIX`: "says" beside "said": a report keeps one tense for who says what.

use super::{Sides, on_target};
use crate::finding::{Finding, Severity};

/// Verbs of saying in the present and in the past.
const SAYING: &[(&str, &str)] = &[
    ("says", "said"),
    ("tells", "told"),
    ("explains", "explained"),
    ("stresses", "stressed"),
    ("adds", "added"),
    ("recalls", "recalled"),
    ("admits", "admitted"),
];

/// Finds a text that reports in both tenses, outside of what is quoted.
pub(super) fn check(sides: &Sides<'_>) -> Vec<Finding> {
    let words = sides.words();
    let stands = |word: &str| {
        words.near(word).find(|&at| {
            let (span, quoted) = (words[at].span, sides.quoted_target());
            let near = quoted.partition_point(|quoted| quoted.span.end <= span.start);
            words[at].lower == word
                && quoted.get(near).is_none_or(|quoted| !quoted.span.overlaps(span))
        })
    };
    let Some(present) = SAYING.iter().find_map(|(present, _)| stands(present)) else {
        return Vec::new();
    };
    let Some(past) = SAYING.iter().find_map(|(_, past)| stands(past)) else {
        return Vec::new();
    };
    let (present, past) = (&words[present], &words[past]);
    let message = format!("`{}` stands beside `{}`", present.text, past.text);
    let mut finding = on_target("TENSE_MIX", Severity::Info, message);
    finding.target_spans = vec![present.span, past.span];
    vec![finding]
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_rules;

    #[test]
    fn two_tenses_of_saying_are_reported_but_not_within_a_quotation() {
        let source = "吕青禾说水渠修好了，孟以南说路也修好了。";
        assert_rules(
            source,
            "Lyu Qinghe says the canal is ready, and Meng Yinan said the road is, too.",
            &["TENSE_MIX"],
        );
        assert_rules(
            source,
            "Lyu Qinghe said the canal is ready, and Meng Yinan said the road is, too.",
            &[],
        );
        assert_rules(
            "孟以南说：“吕青禾说水渠修好了。”",
            "“Lyu Qinghe says the canal is ready,” Meng Yinan said.",
            &[],
        );
    }
}
