//! English figures for which the Chinese accounts though it has no such figure: digits that are no figure
//! there, the period with which it compares, the years of a dynasty, how many things it lists.

use super::Sides;
use crate::fact::decimal::Decimal;
use crate::fact::{Figure, Hold, Kind, Value};
use crate::text::span::Span;
use crate::text::width::half;

/// Dynasties and their first and last years of our era, as reference works give them; some give another.
const DYNASTIES: &[(&str, &[u32])] = &[
    ("西汉", &[206, 24, 25, 8]),
    ("东汉", &[25, 220]),
    ("汉", &[206, 220]),
    ("三国", &[220, 280]),
    ("西晋", &[265, 316]),
    ("东晋", &[317, 420]),
    ("晋", &[265, 420]),
    ("南北朝", &[420, 589]),
    ("北魏", &[386, 534]),
    ("隋", &[581, 618]),
    ("唐", &[618, 907]),
    ("五代", &[907, 960]),
    ("北宋", &[960, 1127]),
    ("南宋", &[1127, 1279]),
    ("宋", &[960, 1279]),
    ("辽", &[907, 916, 1125]),
    ("金", &[1115, 1234]),
    ("西夏", &[1038, 1227]),
    ("元", &[1206, 1271, 1279, 1368]),
    ("明", &[1368, 1644]),
    ("清", &[1616, 1636, 1644, 1911, 1912]),
    ("民国", &[1912, 1949]),
    ("秦", &[221, 206]),
    ("战国", &[475, 403, 221]),
    ("春秋", &[770, 476]),
    ("商", &[1600, 1046]),
    ("西周", &[1046, 771]),
    ("周", &[1046, 256]),
    ("夏", &[2070, 1600]),
];

/// Words that say a number without a numeral: a place in a contest, an age, a feast and its day.
const SAID: &[(&str, &[u32])] = &[
    ("季军", &[3]),
    ("铜牌", &[3]),
    ("半百", &[50]),
    ("而立", &[30]),
    ("不惑", &[40]),
    ("天命", &[50]),
    ("花甲", &[60]),
    ("古稀", &[70]),
    ("耄耋", &[80, 90]),
    ("期颐", &[100]),
    ("甲子", &[60]),
    ("刻钟", &[15]),
    ("正月", &[1]),
    ("冬月", &[11]),
    ("腊月", &[12]),
    ("腊八", &[8, 12]),
    ("小年", &[23, 24, 12]),
    ("元宵", &[15, 1]),
    ("端午", &[5]),
    ("七夕", &[7]),
    ("中秋", &[15, 8]),
    ("重阳", &[9]),
    ("党的生日", &[1]),
    ("八强", &[8]),
    ("昼夜", &[24]),
    ("全天候", &[24, 7]),
];

/// What follows the name of a dynasty.
const AGES: &[&str] = &["代", "朝", "末", "初", "时期", "年间", "中期", "晚期", "早期"];

/// What a Chinese unit is in another one, as it is explained in brackets: the unit, the value in digits and a
/// power of ten, its unit.
const GLOSSES: &[(&str, i128, i32, &str)] = &[
    ("斤", 5, -1, "kg"),
    ("斤", 500, 0, "g"),
    ("里", 5, -1, "km"),
    ("里", 500, 0, "m"),
    ("亩", 667, -4, "ha"),
    ("亩", 67, -3, "ha"),
    ("亩", 667, 0, "m2"),
    ("亩", 6667, -1, "m2"),
];

/// Words that compare with the period before, and with the one after.
const BEFORE: &[&str] = &[
    "环比",
    "上月",
    "上个月",
    "上季",
    "上一季",
    "同比",
    "上年",
    "去年",
    "前一年",
    "上一年",
    "较上",
    "比上",
    "前一日",
    "前一天",
    "昨",
];
const AFTER: &[&str] = &["下月", "下个月", "次月", "下季", "明年", "次年", "来年", "下一年"];

/// Tells whether the Chinese accounts for an English figure.
pub(super) fn is_known(sides: &Sides<'_>, en: &Figure) -> bool {
    is_copied(sides, en)
        || is_neighbour(sides, en)
        || is_said(sides, en)
        || is_gloss(sides, en)
        || is_of_dynasty(sides, en)
        || is_number_of_items(sides, en)
}

/// Tells whether an English word says what a Chinese figure says: all of it, none of it, one of each.
pub(super) fn is_told(sides: &Sides<'_>, zh: &Figure) -> bool {
    const ALL: &[&str] = &[
        "all",
        "every",
        "each",
        "full",
        "fully",
        "entire",
        "entirely",
        "universal",
        "complete",
        "completely",
        "whole",
    ];
    const NONE: &[&str] = &["no", "none", "zero", "nil", "without", "not", "never", "free"];
    let is = |number: u32| zh.number() == Some(Decimal::from(number));
    let is_share = zh.kind == Kind::Percent;
    is_share && is(100) && sides.words().has_any(ALL) || is(0) && sides.words().has_any(NONE)
}

/// Tells whether a figure is a number that the Chinese prints in the same digits and that is no figure there:
/// a telephone number, the name of a road, the points of an index.
fn is_copied(sides: &Sides<'_>, en: &Figure) -> bool {
    let figures = sides.figures();
    let wanted = digits(en.text.chars());
    let source: Vec<char> = sides.source().iter().map(|&c| half(c)).collect();
    let is_digit = |at: usize| source.get(at).is_some_and(char::is_ascii_digit);
    let stands = |at: usize| {
        let begins = is_digit(at) && !at.checked_sub(1).is_some_and(is_digit);
        let end = (at..source.len()).find(|&i| !joins(source[i])).unwrap_or(source.len());
        let is_free = |end| {
            figures.within(Span::new(at, end)).iter().all(|figure| figure.hold == Hold::Loose)
        };
        begins && is_free(end) && {
            let written = digits(source[at..end].iter().copied());
            written
                .strip_prefix(wanted.as_slice())
                .is_some_and(|rest| rest.first().is_none_or(|c| !c.is_ascii_digit()))
        }
    };
    wanted.len() > 1 && (0..source.len()).any(stands)
}

/// Tells whether a character belongs to a run of digits: `0375-6688123`, `3,284.62`.
fn joins(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '-' | ':' | '.' | ',')
}

/// Returns the first run of digits of a text with what joins them, but for commas.
fn digits(text: impl Iterator<Item = char>) -> Vec<char> {
    let run = text.skip_while(|c| !c.is_ascii_digit()).take_while(|c| joins(*c));
    let mut run: Vec<char> = run.filter(|c| *c != ',').collect();
    while run.last().is_some_and(|c| !c.is_ascii_digit()) {
        run.pop();
    }
    run
}

/// Tells whether a month, a quarter or a year is the one before or after that of the Chinese, which compares
/// with it by a word: 8月…环比 as "from July".
pub(super) fn is_neighbour(sides: &Sides<'_>, en: &Figure) -> bool {
    let says = |words: &[&str]| words.iter().any(|word| sides.pair.source.contains(word));
    let Some(place) = period(en) else {
        return false;
    };
    let periods = || sides.figures().zh.iter().filter_map(period).filter(|zh| zh.0 == place.0);
    says(BEFORE) && periods().any(|zh| follows(place, zh))
        || says(AFTER) && periods().any(|zh| follows(zh, place))
}

/// The number of a period of a cycle: a month of twelve, a quarter of four, a year of none.
type Period = (u32, u32);

fn period(figure: &Figure) -> Option<Period> {
    let whole = |number: Decimal| u32::try_from(number.to_i64()?).ok();
    match figure.value {
        Value::Number(month) if figure.kind == Kind::Month => Some((12, whole(month)?)),
        Value::Number(year) if figure.kind == Kind::Year => Some((0, whole(year)?)),
        Value::Date(date) if date.day.is_none() => Some((12, date.month?.into())),
        Value::Quarters(from, to) if from == to => Some((4, from.into())),
        _ => None,
    }
}

/// Tells whether a period follows another of the same cycle.
fn follows((cycle, earlier): Period, (_, later): Period) -> bool {
    earlier + 1 == later || cycle > 0 && earlier == cycle && later == 1
}

/// Tells whether a word of the Chinese says the number.
fn is_said(sides: &Sides<'_>, en: &Figure) -> bool {
    let is_such =
        |known: &[u32]| known.iter().any(|known| en.number() == Some(Decimal::from(*known)));
    let is_plain = matches!(en.kind, Kind::Count | Kind::Ordinal | Kind::Rank | Kind::Duration);
    is_plain && SAID.iter().any(|(word, known)| is_such(known) && sides.pair.source.contains(word))
}

/// Tells whether a figure explains a unit of the Chinese: "a jin (half a kilogram)".
fn is_gloss(sides: &Sides<'_>, en: &Figure) -> bool {
    en.kind == Kind::Measure
        && GLOSSES.iter().any(|(unit, digits, power, other)| {
            en.unit.as_deref() == Some(other)
                && en.number() == Decimal::new(*digits, *power)
                && sides.pair.source.contains(unit)
        })
}

/// Tells whether a figure is made of the years of a dynasty that the Chinese names.
fn is_of_dynasty(sides: &Sides<'_>, en: &Figure) -> bool {
    let years = match en.value {
        Value::Number(year) => vec![year],
        Value::Range(from, to) => vec![from, to],
        _ => return false,
    };
    let source = sides.pair.source;
    let named = |name: &str| {
        source.match_indices(name).any(|(at, _)| {
            let after = &source[at + name.len()..];
            AGES.iter().any(|age| after.starts_with(age))
                || after.starts_with('、')
                || DYNASTIES.iter().any(|(next, _)| after.starts_with(next))
        })
    };
    let is_bare = matches!(en.kind, Kind::Count | Kind::Year | Kind::Range)
        && en.unit.as_deref().is_none_or(|unit| unit == "year");
    is_bare
        && DYNASTIES.iter().any(|(name, known)| {
            years.iter().all(|year| known.iter().any(|known| *year == Decimal::from(*known)))
                && named(name)
        })
}

/// Tells whether a count is how many things a list of the Chinese has: 甲、乙和丙 as "three places".
fn is_number_of_items(sides: &Sides<'_>, en: &Figure) -> bool {
    const MOST: usize = 12;
    let Some(count) = en.number().and_then(|number| usize::try_from(number.to_i64()?).ok()) else {
        return false;
    };
    let is_count = en.kind == Kind::Count && en.unit.is_none() && (2..=MOST).contains(&count);
    let is_end = |c: &char| matches!(c, '。' | ',' | '，' | ';' | '；' | '：' | ':' | '\n');
    let mut clauses = sides.source().split(is_end);
    is_count
        && clauses.any(|clause| {
            let marks = clause.iter().filter(|c| **c == '、').count();
            let joints = clause.iter().filter(|c| matches!(c, '和' | '与' | '及')).count();
            marks > 0 && (marks + 1..=marks + 1 + joints.min(1)).contains(&count)
        })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_rules, run_on};

    #[track_caller]
    fn assert_known(source: &str, target: &str, is_known: bool) {
        let added = run_on(source, target).iter().any(|finding| finding.rule == "ADDED");
        assert_eq!(!added, is_known, "{source} / {target}");
    }

    #[test]
    fn the_period_with_which_the_chinese_compares_may_be_named() {
        let source = "8月份，白河县用电量环比增长0.4%。";
        assert_rules(
            source,
            "Power use in Baihe county rose 0.4 percent in August from July.",
            &[],
        );
        assert_known(source, "Power use in Baihe rose 0.4 percent in August from June.", false);
        let source = "2023年，白河县粮食产量比上年增长2%。";
        assert_known(source, "Baihe’s grain output in 2023 rose 2 percent from 2022.", true);
        assert_known("8月份开渠。", "The canal was dug in August, not July.", false);
    }

    #[test]
    fn a_unit_may_be_explained() {
        let source = "每斤3.6元。";
        assert_known(source, "It sells at 3.6 yuan per jin (half a kilogram).", true);
        assert_known(source, "It sells at 3.6 yuan per jin (2 kilograms).", false);
    }

    #[test]
    fn all_and_none_say_a_share() {
        assert_rules("白河县通水率100%。", "Every village in Baihe county has running water.", &[]);
        assert_rules("白河县通水率100%。", "Villages have running water.", &["MISSING"]);
    }

    #[test]
    fn a_word_may_say_a_number() {
        assert_known("年过半百的她开了书店。", "Now past 50, she has opened a bookshop.", true);
        assert_known("她夺得季军。", "She came third.", true);
        assert_known("腊月二十三祭灶。", "It falls on the 23rd day of the 12th lunar month.", true);
        assert_known("年过花甲的她开了书店。", "Now past 70, she has opened a bookshop.", false);
    }

    #[test]
    fn the_years_of_a_dynasty_may_be_given() {
        let source = "这座桥建于明代，清代重修。";
        assert_known(source, "The bridge dates to the Ming Dynasty (1368-1644).", true);
        assert_known(source, "The bridge was rebuilt in the Qing Dynasty (1644-1911).", true);
        assert_known(source, "The bridge dates to the Tang Dynasty (618-907).", false);
    }

    #[test]
    fn a_list_may_be_counted() {
        let source = "安岭、白河和柳湾受灾。";
        assert_known(source, "Three places, Anling, Baihe and Liuwan, were hit.", true);
        assert_known(source, "Five places, among them Anling, were hit.", false);
    }
}
