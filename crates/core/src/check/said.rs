//! Words of the Chinese that say a number without one: an age, a place in a contest, a feast and its day, the
//! years of a dynasty, a discount. English gives the number.

use super::Sides;
use crate::fact::date::Clock;
use crate::fact::decimal::Decimal;
use crate::fact::{Figure, Kind, Value, reign};
use crate::text::run;

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
    ("六旬", &[60]),
    ("七旬", &[70]),
    ("八旬", &[80]),
    ("九旬", &[90]),
    ("百岁", &[100]),
    ("翻倍", &[2]),
    ("倍增", &[2]),
    ("加倍", &[2]),
    ("成倍", &[2]),
    ("翻番", &[2]),
    ("年末", &[12]),
    ("年底", &[12]),
    ("岁末", &[12]),
    ("年初", &[1]),
    ("首月", &[1]),
    ("刻钟", &[15]),
    ("正月", &[1]),
    ("元月", &[1]),
    ("荣枯线", &[50]),
    ("荣枯分界线", &[50]),
    ("996", &[6]),
    ("朝九晚五", &[5]),
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
    ("五五", &[50]),
    ("对半", &[50]),
    ("各半", &[50]),
    ("各占一半", &[50]),
    ("上旬", &[10]),
    ("中旬", &[10]),
    ("下旬", &[10]),
];

/// The most characters of the name of a reign.
const REIGN: usize = 4;

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

/// Feasts and days of action with their month and day, and what English calls them.
const FEASTS: &[(&str, u8, u8, &str)] = &[
    ("元旦", 1, 1, "new year's day"),
    ("情人节", 2, 14, "valentine's day"),
    ("三八", 3, 8, "women's day"),
    ("妇女节", 3, 8, "women's day"),
    ("植树节", 3, 12, "tree planting day"),
    ("三一五", 3, 15, "consumer rights day"),
    ("世界水日", 3, 22, "world water day"),
    ("地球日", 4, 22, "earth day"),
    ("读书日", 4, 23, "world book day"),
    ("五一", 5, 1, "may day"),
    ("劳动节", 5, 1, "labor day"),
    ("五四", 5, 4, "youth day"),
    ("青年节", 5, 4, "youth day"),
    ("护士节", 5, 12, "nurses day"),
    ("六一", 6, 1, "children's day"),
    ("儿童节", 6, 1, "children's day"),
    ("环境日", 6, 5, "environment day"),
    ("七一", 7, 1, "founding of the cpc"),
    ("建党节", 7, 1, "founding of the cpc"),
    ("八一", 8, 1, "army day"),
    ("建军节", 8, 1, "army day"),
    ("教师节", 9, 10, "teachers' day"),
    ("九一八", 9, 18, "september 18"),
    ("国庆", 10, 1, "national day"),
    ("十一", 10, 1, "national day"),
    ("记者节", 11, 8, "journalists' day"),
    ("消防日", 11, 9, "fire prevention day"),
    ("119", 11, 9, "fire prevention day"),
    ("618", 6, 18, "june 18"),
    ("315", 3, 15, "consumer rights day"),
    ("520", 5, 20, "may 20"),
    ("1024", 10, 24, "programmers' day"),
    ("双十一", 11, 11, "singles day"),
    ("双11", 11, 11, "singles' day"),
    ("宪法日", 12, 4, "constitution day"),
    ("公祭日", 12, 13, "memorial day"),
    ("平安夜", 12, 24, "christmas eve"),
    ("圣诞", 12, 25, "christmas"),
];

/// Tells whether a word of the Chinese says an English figure.
pub(super) fn is_said(sides: &Sides<'_>, en: &Figure) -> bool {
    is_word(sides, en)
        || is_feast(sides, en)
        || is_discount(sides, en)
        || is_nine_in_ten(sides, en)
        || is_split(sides, en)
        || is_working_day(sides, en)
        || is_generation(sides, en)
        || is_gloss(sides, en)
        || is_of_dynasty(sides, en)
        || is_of_reign(sides, en)
}

/// Tells whether a text is the name of a feast: “双11”.
pub(super) fn is_feast_name(text: &str) -> bool {
    FEASTS.iter().any(|(name, ..)| *name == text)
}

/// Tells whether an English word names the day that the Chinese gives by its date.
pub(super) fn names_feast(sides: &Sides<'_>, zh: &Figure) -> bool {
    let Value::Date(date) = zh.value else {
        return false;
    };
    // “3·15”晚会 may be "the 3.15 gala".
    let pointed = zh.text.replace(['·', '・', '•'], ".");
    if pointed.contains('.') && sides.pair.target.contains(&pointed) {
        return true;
    }
    FEASTS.iter().any(|(_, month, day, english)| {
        (date.month, date.day) == (Some(*month), Some(*day)) && sides.lower().contains(english)
    })
}

/// Tells whether a word of the Chinese says the number.
fn is_word(sides: &Sides<'_>, en: &Figure) -> bool {
    let Some(number) = en.whole::<u32>() else {
        return false;
    };
    let is_plain = matches!(
        en.kind,
        Kind::Count | Kind::Ordinal | Kind::Rank | Kind::Duration | Kind::Month | Kind::Multiple
    );
    is_plain
        && SAID
            .iter()
            .any(|(word, known)| known.contains(&number) && sides.pair.source.contains(word))
}

/// Tells whether a date or a month is that of a feast which the Chinese names.
fn is_feast(sides: &Sides<'_>, en: &Figure) -> bool {
    let on = |month: u8, day: u8| match en.value {
        Value::Date(date) => date.month == Some(month) && date.day.is_none_or(|en| en == day),
        Value::Number(number) => {
            en.kind == Kind::Month && number == Decimal::from(u32::from(month))
        }
        _ => false,
    };
    FEASTS.iter().any(|(name, month, day, _)| on(*month, *day) && sides.pair.source.contains(name))
}

/// Tells whether a percentage is what a discount of the Chinese takes off or leaves: 八折, 8.5折.
fn is_discount(sides: &Sides<'_>, en: &Figure) -> bool {
    let Some(percent) = en.number().filter(|_| en.kind == Kind::Percent) else {
        return false;
    };
    if percent == Decimal::from(50) && sides.pair.source.contains("半价") {
        return true;
    }
    let source = sides.source();
    let digit = |c: char| c.to_digit(10).or_else(|| NUMERALS.find(c).map(|at| at as u32 / 3 + 1));
    let of = |at: usize| -> Option<u32> {
        let ones = digit(*source.get(at.checked_sub(1)?)?)?;
        let before = at.checked_sub(2).map_or(' ', |at| source[at]);
        let tens = match before {
            '.' | '．' => at.checked_sub(3).and_then(|at| digit(source[at])),
            before => digit(before),
        };
        Some(tens.map_or(ones * 10, |tens| tens * 10 + ones))
    };
    // 七分饱, 八分熟
    let is_tenths =
        |at: usize| source[at] == '分' && matches!(source.get(at + 1), Some('饱' | '熟'));
    let is_mark = |at: &usize| source[*at] == '折' || is_tenths(*at);
    let mut discounts = (0..source.len()).filter(is_mark).filter_map(of);
    discounts.any(|left| {
        percent == Decimal::from(left) || percent == Decimal::from(100_u32.saturating_sub(left))
    })
}

/// Tells whether a share is that of 十有八九: eight or nine in ten.
fn is_nine_in_ten(sides: &Sides<'_>, en: &Figure) -> bool {
    let is = |number: Decimal| [80, 90].iter().any(|share| number == Decimal::from(*share));
    let is_such = match en.value {
        Value::Number(number) => is(number) && en.kind == Kind::Percent,
        Value::Range(low, high) => is(low) && is(high),
        _ => false,
    };
    is_such
        && ["十有八九", "十之八九", "十有九", "八九成"]
            .iter()
            .any(|word| sides.pair.source.contains(word))
}

/// Tells whether a time is one of 996, working from nine to nine.
fn is_working_day(sides: &Sides<'_>, en: &Figure) -> bool {
    let is = |clock: Clock| matches!(clock.hour, 9 | 21) && clock.minute == 0;
    let is_such = match en.value {
        Value::Clock(clock) => is(clock),
        Value::Clocks(from, to) => is(from) && is(to),
        _ => false,
    };
    is_such && sides.pair.source.contains("996")
}

/// Tells whether a figure is a part of what the Chinese splits in ten: 三七分成 as "a 70-30 split".
fn is_split(sides: &Sides<'_>, en: &Figure) -> bool {
    const SPLITS: &[(&str, u32)] = &[("一九", 1), ("二八", 2), ("三七", 3), ("四六", 4)];
    const MARKS: &[&str] = &["分", "开", "比例", "的比例"];
    let ends = match en.value {
        Value::Number(number) => vec![number],
        Value::Range(low, high) => vec![low, high],
        _ => return false,
    };
    let is_bare = matches!(en.kind, Kind::Count | Kind::Percent | Kind::Range);
    is_bare
        && SPLITS.iter().any(|(name, part)| {
            let parts = [*part, 10 - part, 10 * part, 10 * (10 - part)];
            let mut said = sides.pair.source.match_indices(name);
            ends.iter().all(|end| parts.iter().any(|part| *end == Decimal::from(*part)))
                && said.any(|(at, _)| {
                    MARKS.iter().any(|mark| sides.pair.source[at + name.len()..].starts_with(mark))
                })
        })
}

/// The numerals from one to nine.
const NUMERALS: &str = "一二三四五六七八九";

/// Tells whether a year is that with which a generation of the Chinese begins: 90后 are born after 1990.
fn is_generation(sides: &Sides<'_>, en: &Figure) -> bool {
    const GENERATIONS: &[(&str, u32)] = &[
        ("60后", 1960),
        ("70后", 1970),
        ("80后", 1980),
        ("85后", 1985),
        ("90后", 1990),
        ("95后", 1995),
        ("00后", 2000),
        ("05后", 2005),
        ("10后", 2010),
        ("21世纪", 2000),
        ("21世纪", 2001),
        ("本世纪", 2000),
        ("新世纪", 2000),
        ("世纪之交", 2000),
    ];
    let year = en.whole().filter(|_| en.kind == Kind::Year);
    GENERATIONS.iter().any(|(name, of)| year == Some(*of) && sides.pair.source.contains(name))
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
    let Some(years) = years(en) else {
        return false;
    };
    let source = sides.pair.source;
    let named = |name: &str| {
        source.match_indices(name).any(|(at, _)| {
            let after = &source[at + name.len()..];
            let is_reign =
                after.split_once("年间").is_some_and(|(reign, _)| reign.chars().count() <= REIGN);
            is_reign
                || name.chars().count() > 1
                || AGES.iter().any(|age| after.starts_with(age))
                || after.starts_with('、')
                || DYNASTIES.iter().any(|(next, _)| after.starts_with(next))
        })
    };
    let is_end = |year: &u32, known: &[u32]| known.contains(year);
    DYNASTIES
        .iter()
        .any(|(name, known)| years.iter().all(|year| is_end(year, known)) && named(name))
}

/// Returns the year that a figure names, or the first and the last of several; none where it names none.
fn years(figure: &Figure) -> Option<Vec<u32>> {
    let is_bare = matches!(figure.kind, Kind::Count | Kind::Year | Kind::Range)
        && figure.unit.as_deref().is_none_or(|unit| unit == "year");
    let years = match figure.value {
        Value::Number(year) if is_bare => vec![year],
        Value::Range(from, to) if is_bare => vec![from, to],
        _ => return None,
    };
    years.into_iter().map(Decimal::whole).collect()
}

/// Tells whether a year is the one that the Chinese numbers within a reign, or years are those of a reign that it
/// names: 淳熙七年 as "1180".
fn is_of_reign(sides: &Sides<'_>, en: &Figure) -> bool {
    let is_long_ago = |years: &Vec<u32>| years.iter().all(|year| (101..2000).contains(year));
    let Some(years) = years(en).filter(is_long_ago) else {
        return false;
    };
    let source = sides.source();
    let is = |year: u32| years == [year];
    let is_numbered = || {
        sides.figures().zh.iter().any(|zh| {
            let is_year = |number: u32, first: u32| is(first + number.saturating_sub(1));
            zh.whole().is_some_and(|number| {
                let reign = reign::years_of_name(&source[..zh.span.start]);
                reign.is_some_and(|(first, _)| is_year(number, first))
            })
        })
    };
    let is_named = || {
        let mut ages = (0..source.len()).filter(|&at| {
            ["元年", "年间", "时期", "初年", "末年", "帝", "皇帝"]
                .iter()
                .any(|age| run::starts(&source[at..], age))
        });
        ages.any(|at| {
            reign::years_of_name(&source[..at])
                .is_some_and(|(first, last)| years.iter().all(|year| [first, last].contains(year)))
        })
    };
    is_numbered() || is_named()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_known, assert_rules};

    #[test]
    fn a_word_may_say_a_number() {
        assert_known("年过半百的她开了书店。", "Now past 50, she has opened a bookshop.", true);
        assert_known("她夺得季军。", "She came third.", true);
        assert_known("腊月二十三祭灶。", "It falls on the 23rd day of the 12th lunar month.", true);
        assert_known("年过花甲的她开了书店。", "Now past 70, she has opened a bookshop.", false);
    }

    #[test]
    fn a_unit_may_be_explained() {
        let source = "每斤3.6元。";
        assert_known(source, "It sells at 3.6 yuan per jin (half a kilogram).", true);
        assert_known(source, "It sells at 3.6 yuan per jin (2 kilograms).", false);
    }

    #[test]
    fn the_years_of_a_dynasty_may_be_given() {
        let reign = "石碑立于南宋淳熙年间。";
        assert_known(reign, "It dates to the Southern Song Dynasty (1127-1279).", true);
        let source = "这座桥建于明代，清代重修。";
        assert_known(source, "The bridge dates to the Ming Dynasty (1368-1644).", true);
        assert_known(source, "The bridge was rebuilt in the Qing Dynasty (1644-1911).", true);
        assert_known(source, "The bridge dates to the Tang Dynasty (618-907).", false);
        let source = "渠开于清乾隆三十五年。";
        assert_known(source, "The canal was dug in 1770, the 35th year of Qianlong.", true);
        assert_known(source, "The canal was dug in 1775, the 35th year of Qianlong.", false);
        let source = "渠开于明万历年间。";
        assert_known(source, "The canal was dug in the reign of Wanli (1573-1620).", true);
    }

    #[test]
    fn a_feast_and_a_discount_may_be_told_in_figures() {
        assert_known("元旦当天，白河县通水。", "Water reached Baihe county on Jan 1.", true);
        assert_known("元旦当天，白河县通水。", "Water reached Baihe county on Jan 3.", false);
        assert_rules("10月1日，白河县通水。", "Water reached Baihe county on National Day.", &[]);
        assert_known("全场八折。", "Everything is 20 percent off.", true);
        assert_known("全场8.5折。", "Everything is 15 percent off.", true);
        assert_known("全场八折。", "Everything is 30 percent off.", false);
    }
}
