//! `DIRECTION` where no figure tells it: prices that 走低 do not climb, a loss that 收窄 does not widen, 多增 is more.
//!
//! Told only where the whole text goes one way and the English the other: a Chinese with words of a fall and none
//! of a rise, an English with words of a rise and none of a fall, or the other way round.

use super::{Sides, on_target};
use crate::finding::{Finding, Severity};

/// Chinese words of a rise and of a fall that are said of nothing else.
const RISES: &[&str] =
    &["走高", "上涨", "攀升", "飙升", "回升", "反弹", "走强", "涨价", "大涨", "上扬", "增多"];
const FALLS: &[&str] = &[
    "走低", "下跌", "下滑", "回落", "收窄", "萎缩", "走弱", "下挫", "降价", "大跌", "锐减", "疲软",
];

/// Chinese words that also go with a rise or with a fall: where one stands, the text goes both ways.
const UP: &[char] =
    &['升', '涨', '增', '提', '高', '扩', '强', '多', '加', '快', '好', '热', '超', '拉'];
const DOWN: &[char] = &[
    '降', '跌', '减', '低', '缩', '窄', '弱', '少', '落', '慢', '滑', '亏', '冷', '紧', '压', '退',
];

/// English words of a rise and of a fall.
const RISING: &[&str] = &[
    "rose",
    "risen",
    "rising",
    "rise",
    "rises",
    "climb",
    "climbs",
    "climbed",
    "climbing",
    "soar",
    "soared",
    "soaring",
    "surge",
    "surged",
    "surging",
    "widened",
    "widening",
    "widen",
    "rally",
    "rallied",
    "rebounded",
    "rebound",
    "strengthened",
    "expanded",
];
const FALLING: &[&str] = &[
    "fell",
    "fallen",
    "falling",
    "fall",
    "falls",
    "drop",
    "drops",
    "dropped",
    "dropping",
    "decline",
    "declines",
    "declined",
    "declining",
    "slid",
    "sliding",
    "slipped",
    "narrowed",
    "narrowing",
    "narrow",
    "shrank",
    "shrunk",
    "shrinking",
    "weakened",
    "weakening",
    "plunged",
    "plunging",
    "tumbled",
    "slumped",
];

/// English words with which the text may go either way after all.
const UP_TOO: &[&str] = &[
    "up",
    "higher",
    "more",
    "increase",
    "increased",
    "increases",
    "increasing",
    "growth",
    "grew",
    "grow",
    "growing",
    "recovery",
    "recovered",
    "gain",
    "gains",
    "gained",
    "stronger",
    "picked",
    "above",
    "improved",
    "raised",
    "raise",
    "advance",
    "advanced",
    "jump",
    "jumped",
    "high",
    "bounced",
    "hike",
    "hikes",
    "bigger",
];
const DOWN_TOO: &[&str] = &[
    "down",
    "lower",
    "less",
    "fewer",
    "decrease",
    "decreased",
    "cut",
    "cuts",
    "reduced",
    "reduce",
    "smaller",
    "weak",
    "weaker",
    "sluggish",
    "slow",
    "slowed",
    "slower",
    "slowdown",
    "below",
    "loss",
    "losses",
    "eased",
    "easing",
    "low",
    "dip",
    "dipped",
    "downturn",
    "soft",
    "softened",
    "cheaper",
    "slump",
    "sinking",
    "sank",
    "contracted",
    "receded",
    "retreated",
    "off",
    "lost",
    "losing",
    "dwindled",
    "dwindling",
    "sagging",
    "downward",
    "tumbling",
    "pullback",
];

pub(super) fn check(sides: &Sides<'_>) -> Vec<Finding> {
    let source = sides.pair.source;
    let says = |words: &[&'static str]| words.iter().copied().find(|word| source.contains(word));
    let also = |chars: &[char], but: &str| {
        let rest = source.replace(but, "");
        rest.contains(chars)
    };
    let words = sides.words();
    let has = |lists: [&[&str]; 2]| lists.iter().any(|list| words.has_any(list));
    let turned = |word: &str, way: &str| {
        let message =
            format!("what {way} in the Chinese ({word}) does the opposite in the English");
        vec![on_target("DIRECTION", Severity::Critical, message)]
    };
    match (says(RISES), says(FALLS)) {
        (Some(rise), None)
            if !also(DOWN, rise) && words.has_any(FALLING) && !has([RISING, UP_TOO]) =>
        {
            turned(rise, "rises")
        }
        (None, Some(fall))
            if !also(UP, fall) && words.has_any(RISING) && !has([FALLING, DOWN_TOO]) =>
        {
            turned(fall, "falls")
        }
        (None, Some("收窄"))
            if words.has_any(&["widened", "widening", "widen"])
                && !words.has_any(&[
                    "narrowed",
                    "narrowing",
                    "narrower",
                    "narrow",
                    "smaller",
                    "shrank",
                ]) =>
        {
            turned("收窄", "narrows")
        }
        _ => more_or_less(sides),
    }
}

/// Finds 多增 told as less than before, or 少增 as more.
fn more_or_less(sides: &Sides<'_>) -> Vec<Finding> {
    const MORE: &[&str] =
        &["more", "larger", "greater", "higher", "bigger", "up", "faster", "above", "additional"];
    const LESS: &[&str] = &["less", "smaller", "lower", "fewer", "down", "slower", "below"];
    let source = sides.pair.source;
    let words = sides.words();
    let (word, wrong, right) = match (source.contains("多增"), source.contains("少增")) {
        (true, false) => ("多增", LESS, MORE),
        (false, true) => ("少增", MORE, LESS),
        _ => return Vec::new(),
    };
    if !words.has_any(wrong) || words.has_any(right) {
        return Vec::new();
    }
    let message = format!("{word} says the opposite of the English");
    vec![on_target("DIRECTION", Severity::Critical, message)]
}

#[cfg(test)]
mod tests {
    use super::super::tests::run_on;

    #[track_caller]
    fn assert_turned(source: &str, target: &str, is_turned: bool) {
        let found = run_on(source, target);
        let found = found.iter().any(|finding| finding.rule == "DIRECTION");
        assert_eq!(found, is_turned, "{source} / {target}");
    }

    #[test]
    fn a_text_that_goes_one_way_does_not_go_the_other() {
        for (source, right, wrong) in [
            (
                "白河县水价持续走低。",
                "Water prices in Baihe kept falling.",
                "Water prices in Baihe kept climbing.",
            ),
            (
                "白河县菜价连续上涨。",
                "Vegetables in Baihe are getting dearer.",
                "Vegetable prices in Baihe fell.",
            ),
            (
                "渠务公司亏损收窄。",
                "The canal company's losses narrowed.",
                "The canal company's losses widened.",
            ),
            (
                "贷款比上年多增3亿元。",
                "Loans rose by 300 million yuan more than the year before.",
                "Loans rose by 300 million yuan less than the year before.",
            ),
        ] {
            assert_turned(source, right, false);
            assert_turned(source, wrong, true);
        }
    }

    #[test]
    fn a_text_that_goes_both_ways_is_left_alone() {
        assert_turned("菜价上涨，粮价回落。", "Vegetables rose and grain fell.", false);
        assert_turned("水位回落，渠边人多了起来。", "The water receded and spirits rose.", false);
    }
}
