//! English figures for which the Chinese accounts though it has no such figure: digits that are no figure
//! there, the period with which it compares, how many things it lists.

use super::{Sides, reckoned, said};
use crate::fact::decimal::Decimal;
use crate::fact::{Figure, Hold, Kind, Value};
use crate::text::span::Span;
use crate::text::width::half;

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
    is_full_marks(sides, en)
        || is_circled(sides, en)
        || is_lettered(sides, en)
        || is_roman(sides, en)
        || is_copied(sides, en)
        || is_neighbour(sides, en)
        || is_period_compared(sides, en)
        || reckoned::is_reckoned(sides, en)
        || said::is_said(sides, en)
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
        "everyone",
        "everybody",
        "everything",
    ];
    const NONE: &[&str] = &["no", "none", "zero", "nil", "without", "not", "never", "free"];
    let is = |number: u32| zh.number() == Some(Decimal::from(number));
    let is_share = zh.kind == Kind::Percent;
    sums_up(sides, zh)
        || is_length_of_years(sides, zh)
        || is_period_before(sides, zh)
        || is_victory(sides, zh)
        || is_at_the_top(sides, zh)
        || is_never_before(sides, zh)
        || is_below_ground(sides, zh)
        || is_named_roughly(sides, zh)
        || reckoned::is_told(sides, zh)
        || said::names_feast(sides, zh)
        || is_share && is(100) && sides.words().has_any(ALL)
        || is(0) && sides.words().has_any(NONE)
}

/// Tells whether a stretch of years is told by its first and last one: 2023年至2025年三年间 as "between 2023 and 2025".
fn is_length_of_years(sides: &Sides<'_>, zh: &Figure) -> bool {
    let Some(length) = zh.number().filter(|_| zh.unit.as_deref() == Some("year")) else {
        return false;
    };
    let figures = sides.figures();
    let mut pairs = figures.comparison.matched.iter();
    pairs.any(|(at, _)| match figures.zh[*at].value {
        Value::Range(from, to) if figures.zh[*at].unit.as_deref() == Some("year") => {
            let years = to.plus(from.negated());
            years == Some(length)
                || years.and_then(|years| years.plus(Decimal::ONE)) == Some(length)
        }
        _ => false,
    })
}

/// Tells whether a period is the one before another of the Chinese, and the English calls it so: 比8月末减少 as
/// "fewer than a month earlier".
fn is_period_before(sides: &Sides<'_>, zh: &Figure) -> bool {
    const EARLIER: &[&str] =
        &["earlier", "ago", "before", "previous", "preceding", "prior", "last"];
    let Some(place) = period(zh) else {
        return false;
    };
    let unit = match place.0 {
        12 => "month",
        4 => "quarter",
        _ => "year",
    };
    let words = sides.words();
    let near = |at: usize| &words[at.saturating_sub(1)..(at + 2).min(words.len())];
    let is_named = words.near(unit).any(|at| {
        words[at].lower == unit
            && near(at).iter().any(|word| EARLIER.contains(&word.lower.as_ref()))
    });
    is_named
        && sides
            .figures()
            .zh
            .iter()
            .filter_map(period)
            .any(|later| later.0 == place.0 && follows(place, later))
}

/// Tells whether the English says that somebody came first: 获第一名 as "won".
fn is_victory(sides: &Sides<'_>, zh: &Figure) -> bool {
    const WON: &[&str] = &[
        "won",
        "win",
        "wins",
        "winning",
        "winner",
        "winners",
        "champion",
        "champions",
        "title",
        "gold",
        "victory",
        "topped",
        "tops",
        "crown",
        "triumphed",
        "triumph",
    ];
    let is_first =
        zh.number() == Some(Decimal::ONE) && matches!(zh.kind, Kind::Rank | Kind::Ordinal);
    is_first && zh.text.ends_with(['名', '位', '一']) && sides.words().has_any(WON)
}

/// Tells whether the English says that things stand at the top, as 前三位 says of three.
fn is_at_the_top(sides: &Sides<'_>, zh: &Figure) -> bool {
    const TOP: &[&str] = &["topped", "topping", "led", "headed", "heading"];
    zh.kind == Kind::RankTop && sides.words().has_any(TOP)
}

/// Tells whether the English says that a first time had none before it: "had never been there before".
fn is_never_before(sides: &Sides<'_>, zh: &Figure) -> bool {
    zh.number() == Some(Decimal::ONE)
        && matches!(zh.text.as_str(), "第一次" | "第一回" | "头一次" | "头一回")
        && sides.words().has_any(&["never", "new", "debut", "maiden", "inaugural", "unprecedented"])
}

/// Tells whether words say roughly what a figure says: 一半 as "equally", 上亿元 as "hundreds of millions", 24时 as
/// "by the end of the day".
fn is_named_roughly(sides: &Sides<'_>, zh: &Figure) -> bool {
    const ROUGHLY: &[(&str, &[&str])] = &[
        ("一半", &["half", "halves", "equally", "evenly", "halved"]),
        ("上百", &["hundreds"]),
        ("上千", &["thousands"]),
        ("上万", &["thousands"]),
        ("上亿", &["millions"]),
        ("24时", &["midnight", "end"]),
        ("365", &["year"]),
        ("七八天", &["week"]),
        ("七天", &["week"]),
        ("7天", &["week"]),
    ];
    ROUGHLY.iter().any(|(word, ways)| zh.text.starts_with(word) && sides.words().has_any(ways))
}

/// Tells whether a floor below the ground is named by its letter: 地下二层 as "B2".
fn is_below_ground(sides: &Sides<'_>, zh: &Figure) -> bool {
    let is_floor = zh.text.ends_with(['层', '楼']);
    let floor = zh.number().filter(|_| is_floor).map(|number| format!("b{number}"));
    floor.is_some_and(|floor| sides.words().has(&floor))
        || is_floor
            && sides.pair.source.contains("地下")
            && sides.words().has_any(&["basement", "underground"])
}

/// Tells whether a small number sums up what is named before it, so that English need not say it: 他和妻子两个人,
/// 最佳影片、最佳导演、最佳摄影三项大奖, 今明两年.
fn sums_up(sides: &Sides<'_>, zh: &Figure) -> bool {
    const MOST: usize = 5;
    let is_numeral = zh.text.starts_with(['两', '二', '三', '四', '五']);
    let Some(many) = zh.whole().filter(|many| is_numeral && (2..=MOST).contains(many)) else {
        return false;
    };
    let is_end = |c: &char| matches!(c, '。' | '！' | '？' | ';' | '；' | '，' | ',' | '\n');
    let before = sides.source()[..zh.span.start].rsplit(is_end).next().unwrap_or_default();
    let joints = before.iter().filter(|c| matches!(c, '、' | '和' | '与' | '及')).count();
    let years = [['今', '明'], ['去', '今'], ['周', '末'], ['双', '休']];
    let is_pair = many == 2 && years.iter().any(|pair| before.ends_with(pair));
    matches!(zh.kind, Kind::Count | Kind::Duration) && (joints + 1 == many || is_pair)
}

/// Tells whether a figure is a number that the Chinese prints in the same digits and that is no figure there:
/// a telephone number, the name of a road, the points of an index.
fn is_copied(sides: &Sides<'_>, en: &Figure) -> bool {
    let figures = sides.figures();
    let wanted = digits(en.text.chars());
    let source = sides.source();
    let is_digit = |at: usize| source.get(at).is_some_and(|&c| half(c).is_ascii_digit());
    let stands = |at: usize| {
        let begins = is_digit(at) && !at.checked_sub(1).is_some_and(is_digit);
        let rest = source[at..].iter().map(|&c| half(c));
        let is_free = || {
            let end = at + rest.clone().take_while(|c| joins(*c)).count();
            figures.within(Span::new(at, end)).iter().all(|figure| figure.hold == Hold::Loose)
        };
        begins && is_free() && {
            let written = digits(rest.clone());
            written
                .strip_prefix(wanted.as_slice())
                .is_some_and(|rest| rest.first().is_none_or(|c| !c.is_ascii_digit()))
        }
    };
    wanted.len() > 1 && (0..source.len()).any(stands)
}

/// Tells whether a figure is the most that a mark can be: the 100 of `90 out of 100` for 90分.
fn is_full_marks(sides: &Sides<'_>, en: &Figure) -> bool {
    const MOST: [u32; 4] = [5, 10, 100, 150];
    let before: String = sides.target()[..en.span.start].iter().rev().take(7).collect();
    sides.pair.source.contains('分')
        && before.trim_start().starts_with("fo tuo")
        && MOST.iter().any(|most| en.number() == Some(Decimal::from(*most)))
}

/// Tells whether a figure is a number that the Chinese prints in a circle: 图①.
fn is_circled(sides: &Sides<'_>, en: &Figure) -> bool {
    let circles = '①'..='⑳';
    let number: Option<usize> = en.whole();
    let circled = number.and_then(|number| circles.clone().nth(number.checked_sub(1)?));
    circled.is_some_and(|circled| sides.pair.source.contains(circled))
}

/// Tells whether a number stands behind a letter in the Chinese and behind the word for the letter in the English:
/// T2 as "Terminal 2", P3 as "parking lot 3", "terminals 1 and 2".
fn is_lettered(sides: &Sides<'_>, en: &Figure) -> bool {
    const REACH: usize = 5;
    let is_bare = matches!(en.kind, Kind::Count | Kind::Ordinal);
    let Some(number) = en.number().filter(|number| is_bare && *number < Decimal::from(100)) else {
        return false;
    };
    let words = sides.words();
    let before = words.partition_point(|word| word.span.end <= en.span.end);
    let near = &words[before.saturating_sub(REACH)..before];
    let source = sides.source();
    let digits: Vec<char> = number.to_string().chars().collect();
    let stands = |at: usize| {
        let letter = half(source[at]);
        if !letter.is_ascii_uppercase() {
            return false;
        }
        let end = at + 1 + digits.len();
        let is_alone =
            !at.checked_sub(1).is_some_and(|before| source[before].is_ascii_alphabetic())
                && !source.get(end).is_some_and(char::is_ascii_digit);
        let initial = letter.to_ascii_lowercase();
        is_alone
            && source.get(at + 1..end).is_some_and(|behind| behind == digits)
            && near.iter().any(|word| {
                word.lower.starts_with(initial)
                    || matches!(&*word.lower, "level" | "class" | "grade" | "type")
            })
    };
    (0..source.len()).any(stands)
}

/// Tells whether a number is printed as a Roman one in the Chinese: Ⅲ级响应, II期.
fn is_roman(sides: &Sides<'_>, en: &Figure) -> bool {
    const ROMAN: [&str; 10] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"];
    let is_bare = matches!(en.kind, Kind::Count | Kind::Ordinal);
    let number: Option<usize> = en.whole().filter(|_| is_bare);
    let Some(place) =
        number.and_then(|number| number.checked_sub(1)).filter(|place| *place < ROMAN.len())
    else {
        return false;
    };
    let sign = ('Ⅰ'..='Ⅻ').nth(place);
    let mut runs = sides.pair.source.split(|c: char| !c.is_ascii_alphanumeric());
    sign.is_some_and(|sign| sides.pair.source.contains(sign)) || runs.any(|run| run == ROMAN[place])
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
    // "from the second", that is, quarter
    let ordinal = || Some((4, en.whole().filter(|_| en.kind == Kind::Ordinal)?));
    let Some(place) = period(en).or_else(ordinal) else {
        return false;
    };
    let periods = || sides.figures().zh.iter().filter_map(period).filter(|zh| zh.0 == place.0);
    periods().any(|zh| follows(place, zh)) && says(BEFORE)
        || periods().any(|zh| follows(zh, place)) && says(AFTER)
}

/// The number of a period of a cycle: a month of twelve, a quarter of four, a year of none.
type Period = (u32, u32);

fn period(figure: &Figure) -> Option<Period> {
    let whole = Decimal::whole::<u32>;
    match figure.value {
        Value::Number(month) if figure.kind == Kind::Month => Some((12, whole(month)?)),
        Value::Number(year) if figure.kind == Kind::Year => Some((0, whole(year)?)),
        Value::Date(date) if date.day.is_none() => Some((12, date.month?.into())),
        Value::Quarters(from, to) if from == to => Some((4, from.into())),
        Value::Range(from, to) if figure.unit.as_deref() == Some("month") => {
            let (from, to) = (whole(from)?, whole(to)?);
            (from % 3 == 1 && to == from + 2).then_some((4, to / 3))
        }
        _ => None,
    }
}

/// Tells whether a stretch of time is the period with which the Chinese compares: 环比 as "from the previous three
/// months", 上周 as "the seven days before".
fn is_period_compared(sides: &Sides<'_>, en: &Figure) -> bool {
    const EARLIER: &[&str] =
        &["previous", "preceding", "prior", "before", "earlier", "ago", "last", "past"];
    const LENGTHS: &[(&str, u32, &[&str])] = &[
        ("month", 12, &["同比", "上年", "去年"]),
        ("month", 6, &["半年"]),
        ("month", 3, &["季"]),
        ("day", 7, &["周", "星期"]),
        ("day", 30, &["月"]),
        ("hour", 24, &["昨", "日", "天"]),
    ];
    let words = sides.words();
    let at = words.partition_point(|word| word.span.start < en.span.start);
    let end = words.partition_point(|word| word.span.end <= en.span.end);
    let near = at.checked_sub(1).and_then(|at| words.get(at)).into_iter().chain(words.get(end));
    let is_earlier = en.kind == Kind::Duration
        && near.into_iter().any(|word| EARLIER.contains(&word.lower.as_ref()));
    is_earlier
        && LENGTHS.iter().any(|(unit, many, said)| {
            en.unit.as_deref() == Some(unit)
                && en.number() == Some(Decimal::from(*many))
                && said.iter().any(|word| sides.pair.source.contains(word))
        })
}

/// Tells whether a period follows another of the same cycle.
fn follows((cycle, earlier): Period, (_, later): Period) -> bool {
    earlier + 1 == later || cycle > 0 && earlier == cycle && later == 1
}

/// Tells whether a count is how many things a list of the Chinese has: 甲、乙和丙 as "three places".
fn is_number_of_items(sides: &Sides<'_>, en: &Figure) -> bool {
    const MOST: usize = 12;
    let Some(count) = en.whole::<usize>() else {
        return false;
    };
    let is_bare = en.unit.as_deref().is_none_or(|unit| unit == "times");
    let is_count = en.kind == Kind::Count && is_bare && (2..=MOST).contains(&count);
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
    use super::super::tests::{assert_known, assert_rules};

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
    fn a_number_that_sums_up_need_not_be_said() {
        let source = "甲、乙、丙三项工程完工。";
        assert_rules(source, "The projects A, B and C have been completed.", &[]);
        assert_rules("三项工程完工。", "The projects have been completed.", &["MISSING"]);
    }

    #[test]
    fn a_mark_may_be_told_with_the_full_mark() {
        assert_rules("他给渠打了90分。", "He gave the canal 90 out of 100.", &[]);
    }

    #[test]
    fn all_and_none_say_a_share() {
        assert_rules("白河县通水率100%。", "Every village in Baihe county has running water.", &[]);
        assert_rules("白河县通水率100%。", "Villages have running water.", &["MISSING"]);
    }

    #[test]
    fn a_list_may_be_counted() {
        let source = "安岭、白河和柳湾受灾。";
        assert_known(source, "Three places, Anling, Baihe and Liuwan, were hit.", true);
        assert_known(source, "Five places, among them Anling, were hit.", false);
    }
}
