//! `MARKUP_ADDED`: tags, links or emphasis that the Chinese does not have.

use super::{Sides, on_target};
use crate::finding::{Finding, Severity};

/// Marks that are markup in an English sentence.
const MARKS: [&str; 8] = ["</", "/>", "<br", "<script", "](", "**", "__", "javascript:"];

pub(super) fn check(sides: &Sides<'_>) -> Vec<Finding> {
    let is_in_source = |mark: &str| sides.pair.source.to_lowercase().contains(mark);
    let mut marks = MARKS
        .iter()
        .filter(|mark| sides.lower().contains(**mark))
        .filter(|mark| !is_in_source(mark));
    let Some(mark) = marks.next() else { return Vec::new() };
    vec![on_target(
        "MARKUP_ADDED",
        Severity::Critical,
        format!("`{mark}` stands in the English and not in the Chinese"),
    )]
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_rules;

    #[test]
    fn markup_is_reported_unless_the_source_has_it() {
        let source = "详情见白河县网站。";
        assert_rules(source, "See <b>the Baihe county website</b>.", &["MARKUP_ADDED"]);
        assert_rules("详情见www.baihe.example。", "For details see www.baihe.example.", &[]);
        assert_rules("增速大于2%小于3%。", "Growth of > 2 percent and < 3 percent.", &[]);
    }
}
