//! Units and measure words, as far as they tell that a number stood before them.

use super::shape::is_inner_mark;

/// How strongly a unit asks for the number before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// It cannot begin a text.
    Bound,
    /// It is also a word of its own.
    Free,
}

/// Units that do not begin a text.
const BOUND: [&str; 62] = [
    "万",
    "亿",
    "万元",
    "亿元",
    "万亩",
    "万人",
    "万户",
    "万吨",
    "万平方米",
    "亿美元",
    "万美元",
    "元",
    "美元",
    "个",
    "名",
    "座",
    "亩",
    "项",
    "吨",
    "公里",
    "公斤",
    "公顷",
    "平方米",
    "平方公里",
    "立方米",
    "千米",
    "厘米",
    "毫米",
    "千瓦",
    "千瓦时",
    "兆瓦",
    "余",
    "多",
    "岁",
    "件",
    "套",
    "辆",
    "户",
    "栋",
    "倍",
    "届",
    "株",
    "人次",
    "场次",
    "台",
    "册",
    "幅",
    "艘",
    "枚",
    "只",
    "万名",
    "万人次",
    "多名",
    "多个",
    "余个",
    "余名",
    "余家",
    "多家",
    "余亩",
    "多亩",
    "亿斤",
    "斤",
];

/// Units that are words of their own as well: bound only where a mark follows them.
const FREE: [&str; 80] = [
    "年", "月", "日", "时", "分", "秒", "家", "村", "人", "次", "场", "所", "处", "条", "款", "批",
    "期", "位", "头", "度", "号", "天", "周", "小时", "分钟", "级", "层", "间", "份", "部", "篇",
    "首", "本", "张", "支", "把", "块", "片", "段", "米", "里", "点", "类", "种", "组", "门", "堂",
    "节", "笔", "宗", "起", "桩", "棵", "趟", "对", "双", "架", "列", "盏", "道", "例", "单",
    "课时", "平米", "方", "箱", "袋", "周年", "支队", "株次", "辆次", "车次", "班", "期次", "成",
    "折", "公分", "克", "两", "升",
];

/// The characters with which units begin.
const FIRST: &str = "万亿元美个名座亩项吨公平立千厘毫兆余多岁件套辆户栋倍届株人场台册幅艘枚只斤年月日时分秒家村次所处条款批期位头度号天周小级层间份部篇首本张支把块片段米里点类种组门堂节笔宗起桩棵趟对双架列盏道例单课方箱袋车班成折克两升";

/// Tells how strongly the first word of a text, with the character after it, asks for a number.
pub(super) fn of(word: &str, next: Option<char>) -> Option<Unit> {
    if !word.starts_with(may_begin) {
        return None;
    }
    if BOUND.contains(&word) {
        return Some(Unit::Bound);
    }
    if !FREE.contains(&word) {
        return None;
    }
    let ends = next.is_some_and(is_inner_mark);
    Some(if ends { Unit::Bound } else { Unit::Free })
}

/// Tells whether a text begins with the rest of a round number: `多万元`, `余人`.
pub(super) fn begins_inside_number(text: &str) -> bool {
    let units: &[char] = match text.chars().next() {
        Some('多') => &['万', '亿', '元', '亩'],
        Some('余') => &['万', '亿', '元', '亩', '人', '名', '个', '件', '项', '台'],
        _ => return false,
    };
    text.chars().nth(1).is_some_and(|unit| units.contains(&unit))
}

/// Tells whether some unit begins with a character.
pub(super) fn may_begin(c: char) -> bool {
    FIRST.contains(c)
}

/// Tells whether a character is a number written out, or the end of one.
pub(super) fn is_spelled_number(c: char) -> bool {
    "一二三四五六七八九十百千万亿两几多余数半每各这那该第".contains(c)
}

/// Tells whether a text ends with a word after which a figure is expected.
pub(super) fn asks_for_number(tail: &[char]) -> bool {
    const WORDS: [&str; 22] = [
        "达", "达到", "约", "近", "超", "超过", "突破", "增长", "下降", "共", "累计", "占", "为",
        "至", "到", "逾", "仅", "增加", "减少", "位列", "投资", "每年",
    ];
    let text: String = tail.iter().collect();
    WORDS.iter().any(|word| text.ends_with(word))
}

/// Tells whether a character takes a unit without a number behind it: `按亩收费`, `每吨`.
pub(super) fn takes_unit(c: char) -> bool {
    matches!(c, '每' | '按' | '论' | '逐' | '成' | '各')
}

/// Tells whether a text begins with the last digits of a figure: `2，年节水`; a text that begins with a
/// whole figure goes on with what is counted.
pub(super) fn ends_figure(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - rest.len();
    (1..=3).contains(&digits) && rest.starts_with([',', '，', '。', '；', ';'])
}

/// Tells whether a text begins with a date: `2026年3月`, `3月9日`.
pub(super) fn begins_with_date(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - rest.len();
    let after = rest.chars().next();
    match after {
        Some('年') => digits == 4,
        Some('月') => {
            let day = rest.trim_start_matches('月');
            let number = day.trim_start_matches(|c: char| c.is_ascii_digit());
            digits <= 2
                && (number.starts_with('日') && number.len() < day.len()
                    || day.starts_with(['初', '底', '中', '份']))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_asks_for_its_number() {
        assert_eq!(of("万美元", Some('，')), Some(Unit::Bound));
        assert_eq!(of("月", Some('，')), Some(Unit::Bound));
        assert_eq!(of("家", Some('住')), Some(Unit::Free));
        assert_eq!(of("我们", None), None);
    }

    #[test]
    fn the_rest_of_a_round_number_is_told_from_a_word() {
        assert!(begins_inside_number("多万元。") && begins_inside_number("余人，"));
        assert!(!begins_inside_number("多年来") && !begins_inside_number("多家企业"));
    }

    #[test]
    fn the_first_characters_are_those_of_the_units() {
        assert!(BOUND.iter().chain(&FREE).all(|unit| unit.starts_with(may_begin)));
        let begins = |c: char| BOUND.iter().chain(&FREE).any(|unit| unit.starts_with(c));
        assert!(FIRST.chars().all(begins));
    }

    #[test]
    fn the_end_of_a_figure_is_told_from_a_whole_one() {
        assert!(ends_figure("2，年节水") && ends_figure("54。"));
        assert!(!ends_figure("12家企业") && !ends_figure("2026，"));
    }

    #[test]
    fn dates_are_recognised() {
        assert!(begins_with_date("2026年3月9日，") && begins_with_date("3月9日上午"));
        assert!(
            !begins_with_date("2026个") && !begins_with_date("3月，") && !begins_with_date("今年")
        );
    }
}
