//! `REFUSAL`: the answer says that it will not translate.

use super::{Sides, on_target};
use crate::finding::{Finding, Severity};

/// How refusals begin; compared in lower case with straight apostrophes.
const OPENINGS: [&str; 14] = [
    "i can't",
    "i cannot",
    "i can not",
    "i'm unable",
    "i am unable",
    "i'm not able",
    "i won't",
    "i'm sorry, but",
    "i am sorry, but",
    "sorry, i can",
    "sorry, but i",
    "as an ai",
    "对不起",
    "抱歉",
];

/// What a quotation in the news would not go on with.
const SUBJECTS: [&str; 9] = [
    "translat",
    "request",
    "content",
    "assist",
    "help with",
    "provide",
    "comply",
    "as an ai",
    "无法",
];

pub(super) fn check(sides: &Sides<'_>) -> Vec<Finding> {
    let answer = sides.lower().trim_start();
    let end = answer.char_indices().nth(160).map_or(answer.len(), |(byte, _)| byte);
    let opening = &answer[..end];
    let refuses = OPENINGS.iter().any(|words| opening.starts_with(words))
        && SUBJECTS.iter().any(|words| opening.contains(words));
    if refuses {
        return vec![on_target("REFUSAL", Severity::Critical, "the answer declines to translate")];
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_rules;

    #[test]
    fn somebody_quoted_as_refusing_is_not_a_refusal() {
        assert_rules(
            "“我不能离开这座桥。”守桥人说。",
            "“I can’t leave this bridge,” the keeper said.",
            &[],
        );
        assert_rules("我不能离开这座桥。", "I can't leave this bridge.", &[]);
    }
}
