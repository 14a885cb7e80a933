//! Chinese years, months, days, quarters, plan periods and feast days that are called by their date.

use super::found::{Found, Place};
use super::number::{self, Form};
use super::text::Text;
use crate::fact::date::Date;
use crate::fact::decimal::Decimal;
use crate::fact::figure::{Kind, Value};
use crate::text::run::holds_any;

/// What parts the two ends of a stretch of time.
const TO: &[&str] = &["至", "到", "—", "-", "~", "–", "－"];

/// Feast days and days of action that are called by month and day.
const FEASTS: &[(&str, u8, u8)] = &[
    ("三八", 3, 8),
    ("三一五", 3, 15),
    ("五一", 5, 1),
    ("五四", 5, 4),
    ("六一", 6, 1),
    ("六五", 6, 5),
    ("七一", 7, 1),
    ("八一", 8, 1),
    ("九一八", 9, 18),
    ("十一", 10, 1),
    ("双十一", 11, 11),
    ("双十二", 12, 12),
];

/// Reads a plan period: 十四五.
pub(super) fn plan(place: &Place<'_>) -> Option<Found> {
    const TENS: &[(&str, u32)] = &[("二十", 20), ("十", 10), ("", 0)];
    let text = place.text;
    let (ten, value) = TENS.iter().find(|(ten, _)| text.starts(place.at, ten))?;
    let digit = place.at + ten.chars().count();
    let ones = number::numeral(text.at(digit)).filter(|&ones| ones > 0)?;
    if text.at(digit + 1) != '五' || number::begins(text.at(digit + 2)) {
        return None;
    }
    let end = digit + 2;
    let quoted =
        text.quote(place.at).is_some_and(|quote| quote.start == place.at && quote.end == end);
    let named =
        text.first_of(end, &["规划", "时期", "期间", "以来", "末", "开局", "收官"]).is_some();
    let is_plan = *value > 0 && (quoted || named);
    let is_early = *value == 0 && ones >= 6 && named;
    (is_plan || is_early).then(|| Found::whole(place.at, end, Kind::Plan, value + ones))
}

/// Reads 第十五个五年规划, a plan period called in full.
pub(super) fn nth_plan(place: &Place<'_>) -> Option<Found> {
    let number = number::read(place.text, place.at + 1).filter(|number| !number.more)?;
    let (_, end) = place.text.first_of(number.end, &["个五年规划", "个五年计划"])?;
    Some(Found::whole(place.at, end, Kind::Plan, number.whole()?))
}

/// Reads a feast day that is called by its date: “五一”假期.
pub(super) fn feast(place: &Place<'_>) -> Option<Found> {
    let text = place.text;
    let &(name, month, day) = FEASTS.iter().find(|(name, _, _)| text.starts(place.at, name))?;
    let end = place.at + name.chars().count();
    let quoted =
        text.quote(place.at).is_some_and(|quote| quote.start == place.at && quote.end == end);
    let follows = text
        .first_of(
            end,
            &[
                "假期",
                "小长假",
                "黄金周",
                "国际劳动节",
                "劳动节",
                "国庆",
                "妇女节",
                "青年节",
                "建军节",
                "期间",
                "长假",
            ],
        )
        .is_some();
    (quoted || follows).then(|| {
        Found::new(place.at, end, Kind::Date, day_of(None, month, day)).unit("date").loose()
    })
}

/// Reads a day written with a point: “4.26”, 6·10.
pub(super) fn pointed(place: &Place<'_>) -> Option<Found> {
    let text = place.text;
    let (month, point) = one_or_two_digits(text, place.at)?;
    let (day, end) = one_or_two_digits(text, point + 1)?;
    let is_point = match text.at(point) {
        '·' | '・' | '•' => true,
        '.' => {
            text.quote(place.at).is_some_and(|quote| quote.start == place.at && quote.end == end)
        }
        _ => false,
    };
    let date = date(None, month, Some(day));
    let alone = !text.before(place.at).is_ascii_alphanumeric()
        && !text.at(end).is_ascii_alphanumeric()
        && text.at(end) != '%';
    (is_point && alone && date.is_possible())
        .then(|| Found::new(place.at, end, Kind::Date, Value::Date(date)).unit("date"))
}

/// Reads quarters: 一季度, 第一季度, 前三季度.
pub(super) fn quarter(place: &Place<'_>) -> Option<Found> {
    let text = place.text;
    let first = text.at(place.at);
    let at = place.at + usize::from(matches!(first, '第' | '前'));
    let quarter = quarter_digit(text, at)?;
    let mut end = at + 1;
    let mut last = quarter;
    if let Some((_, next)) = text.first_of(end, &["、", "至", "到", "-"])
        && let Some(second) = quarter_digit(text, next)
    {
        last = second;
        end = next + 1;
    }
    let (word, end) = text.first_of(end, &["个季度", "季度"])?;
    if word == "个季度" && first != '前' {
        return None;
    }
    let start = if first == '前' { 1 } else { quarter };
    let end = text.first_of(end, &["末", "底"]).map_or(end, |(_, end)| end);
    Some(Found::new(place.at, end, Kind::Range, Value::Quarters(start, last)).unit("quarter"))
}

/// Reads years, months and days, and stretches from one to another.
pub(super) fn date_or_year(place: &Place<'_>) -> Option<Found> {
    let text = place.text;
    if let Some((year, end)) = year(text, place.at) {
        return Some(after_year(text, place.at, year, end));
    }
    bare_year(place)
        .or_else(|| month_or_day(text, place.at, None, place.at))
        .or_else(|| lone_day(text, place))
}

/// Reads what follows a year: a month, a day, another year or nothing.
fn after_year(text: &Text, start: usize, from: u16, end: usize) -> Found {
    if let Some(found) = month_or_day(text, start, Some(from), end) {
        return found;
    }
    if let Some((_, next)) = text.first_of(end, TO)
        && let Some((to, end)) = year(text, next).filter(|&(to, _)| to > from)
    {
        return years(start, end, from, to);
    }
    Found::whole(start, end, Kind::Year, u32::from(from)).unit("year")
}

fn years(start: usize, end: usize, from: u16, to: u16) -> Found {
    let value = Value::Range(Decimal::from(u32::from(from)), Decimal::from(u32::from(to)));
    Found::new(start, end, Kind::Range, value).unit("year")
}

/// Reads a year with 年; the place after 年 is the end.
fn year(text: &Text, at: usize) -> Option<(u16, usize)> {
    let (year, end) = year_digits(text, at)?;
    (text.at(end) == '年' && !matches!(text.at(end + 1), '级' | '期' | '龄' | '轻'))
        .then_some((year, end + 1))
}

/// Reads the four digits or numerals of a year.
fn year_digits(text: &Text, at: usize) -> Option<(u16, usize)> {
    if text.before(at).is_ascii_alphanumeric() || text.before(at) == '.' {
        return None;
    }
    let mut year = 0u16;
    for offset in 0..4 {
        let c = text.at(at + offset);
        let digit = c.to_digit(10).or_else(|| number::numeral(c).filter(|_| c != '两'))?;
        year = year * 10 + u16::try_from(digit).ok()?;
    }
    let end = at + 4;
    let goes_on = text.at(end).is_ascii_digit() || number::numeral(text.at(end)).is_some();
    let is_year = (1000..3000).contains(&year) && !goes_on;
    is_year.then_some((year, end))
}

/// Reads a year that stands without 年: 锚定二〇三五, “2025中国…”, 2021-2025年.
fn bare_year(place: &Place<'_>) -> Option<Found> {
    let text = place.text;
    let (from, end) = year_digits(text, place.at)?;
    if let Some((_, next)) = text.first_of(end, TO)
        && let Some((to, end)) = year(text, next).filter(|&(to, _)| to > from)
    {
        return Some(years(place.at, end, from, to));
    }
    let is_han = number::numeral(text.at(place.at)).is_some();
    let is_name = text.quote(place.at).is_some_and(|quote| quote.start == place.at)
        && (1980..2100).contains(&from)
        && crate::text::script::is_han(text.at(end))
        && !super::count::is_measure(text, end)
        && super::unit::unit_at(text, end).is_none()
        && !matches!(text.at(end), '万' | '亿' | '余' | '多');
    let is_numeral = is_han
        && (1900..2100).contains(&from)
        && !matches!(text.at(end), '万' | '亿' | '千' | '百' | '十');
    (is_name || is_numeral)
        .then(|| Found::whole(place.at, end, Kind::Year, u32::from(from)).unit("year"))
}

/// Reads a month or a day of a month; `start` is where the figure begins, `at` where the month does.
fn month_or_day(text: &Text, start: usize, year: Option<u16>, at: usize) -> Option<Found> {
    let (month, end) = small(text, at)?;
    if let Some(found) = months(text, start, year, month, end) {
        return Some(found);
    }
    if text.at(end) != '月' || !(1..=12).contains(&month) {
        return None;
    }
    let end = end + 1;
    if let Some((day, mark)) = small(text, end)
        && let Some(found) = day_of_month(text, start, (year, month, day), mark)
    {
        return Some(found);
    }
    // 一月一调度 is every month.
    let is_rhythm = year.is_none()
        && month == 1
        && number::numeral(text.at(end - 2)) == Some(1)
        && number::begins(text.at(end));
    if is_rhythm {
        return Some(Found::whole(start, end, Kind::Month, month.into()).unit("month").loose());
    }
    // 二月二, 九月九 are called by the day alone.
    if let Some((day, after)) = small(text, end)
        && year.is_none()
        && number::numeral(text.at(start)).is_some()
        && number::numeral(text.at(end)).is_some()
        && !super::count::is_measure(text, after)
        && super::unit::unit_at(text, after).is_none()
    {
        return Some(
            Found::new(start, after, Kind::Date, day_of(None, month, day)).unit("date").loose(),
        );
    }
    if is_lunar(text, start) && year.is_none() {
        return Some(Found::whole(start, end, Kind::Lunar, month.into()).unit("month").loose());
    }
    Some(whole_month(text, start, year, month, end))
}

fn whole_month(text: &Text, start: usize, year: Option<u16>, month: u8, end: usize) -> Found {
    let end = text.first_of(end, &["份", "底", "初", "末"]).map_or(end, |(_, end)| end);
    match year {
        Some(_) => Found::new(start, end, Kind::YearMonth, Value::Date(date(year, month, None)))
            .unit("month"),
        None => Found::whole(start, end, Kind::Month, month.into()).unit("month"),
    }
}

/// Reads months from one to another: 1-10月, 1月至8月.
fn months(text: &Text, start: usize, year: Option<u16>, from: u8, end: usize) -> Option<Found> {
    let end = if text.at(end) == '月' { end + 1 } else { end };
    let (_, next) = text.first_of(end, TO)?;
    let (to, mark) = small(text, next)?;
    let is_range = text.at(mark) == '月' && (1..=12).contains(&from) && (from..=12).contains(&to);
    let is_day = text.at(mark + 1).is_ascii_digit();
    if !is_range || is_day {
        return None;
    }
    let end = text.first_of(mark + 1, &["份"]).map_or(mark + 1, |(_, end)| end);
    let value = match year {
        None => Value::Range(Decimal::from(u32::from(from)), Decimal::from(u32::from(to))),
        Some(_) => Value::Dates(date(year, from, None), date(year, to, None)),
    };
    Some(Found::new(start, end, Kind::Range, value).unit("month"))
}

/// Reads a day, or days from one to another; `mark` is the place after the digits of the first.
fn day_of_month(
    text: &Text,
    start: usize,
    (year, month, day): (Option<u16>, u8, u8),
    mark: usize,
) -> Option<Found> {
    let has_mark = matches!(text.at(mark), '日' | '号');
    let after = mark + usize::from(has_mark);
    if let Some((_, next)) = text.first_of(after, TO) {
        let (last, end) = last_day(text, next, month).unzip();
        if let (Some((to_month, to_day)), Some(end)) = (last, end) {
            let value =
                Value::Dates(date(year, month, Some(day)), date(year, to_month, Some(to_day)));
            return Some(Found::new(start, end, Kind::Range, value).unit("date"));
        }
    }
    let is_day = has_mark && (1..=31).contains(&day);
    is_day.then(|| Found::new(start, after, Kind::Date, day_of(year, month, day)).unit("date"))
}

/// Reads the last day of a stretch: 3日, or 12月3日.
fn last_day(text: &Text, at: usize, month: u8) -> Option<((u8, u8), usize)> {
    let (first, mark) = small(text, at)?;
    match text.at(mark) {
        '日' | '号' => Some(((month, first), mark + 1)),
        '月' => {
            let (day, end) = small(text, mark + 1)?;
            matches!(text.at(end), '日' | '号').then_some(((first, day), end + 1))
        }
        _ => None,
    }
}

/// Reads a day without its month: 7日,记者…; where nothing shows that it is no stretch of days, it is loose.
fn lone_day(text: &Text, place: &Place<'_>) -> Option<Found> {
    const SURE: &str = ",、上下晚至起凌清在从当早召举";
    const STRETCHES: &[&str] = &[
        "为期", "连续", "历时", "每", "共", "满", "近", "达", "第", "工作", "多", "超过", "不足",
        "约",
    ];
    let (day, mark) = small(text, place.at)?;
    let is_day =
        text.at(mark) == '日' && (1..=31).contains(&day) && text.at(place.at).is_ascii_digit();
    let next = text.at(mark + 1);
    let is_stretch = text.last_of(place.at, STRETCHES).is_some()
        || matches!(next, '内' | '游' | '均' | '之' | '间' | '龄' | '元' | '后' | '前')
        || matches!(text.at(mark + 2), '内');
    if !is_day || is_stretch {
        return None;
    }
    let opens =
        matches!(text.before(place.at), '\0' | '。' | ',' | '\n' | ')' | '、' | '日' | '从' | '于');
    let value = Value::Date(Date { year: None, month: None, day: Some(day) });
    let found = Found::new(place.at, mark + 1, Kind::Date, value).unit("date");
    Some(if opens && next != '\0' && SURE.contains(next) { found } else { found.loose() })
}

fn quarter_digit(text: &Text, at: usize) -> Option<u8> {
    let c = text.at(at);
    let digit = c.to_digit(10).or_else(|| number::numeral(c))?;
    u8::try_from(digit).ok().filter(|digit| (1..=4).contains(digit))
}

/// Reads one or two digits, or a numeral up to thirty-one.
fn small(text: &Text, at: usize) -> Option<(u8, usize)> {
    let before = text.before(at);
    if before.is_ascii_digit() || before == '.' || text.at(at) == '两' {
        return None;
    }
    if text.at(at).is_ascii_digit() {
        return one_or_two_digits(text, at).filter(|&(value, _)| value <= 31);
    }
    let number = number::read(text, at)?;
    let is_plain = number.form == Form::Numeral && number.upper.is_none() && !number.more;
    let value = number.whole().filter(|&value| is_plain && value <= 31)?;
    Some((u8::try_from(value).ok()?, number.end))
}

/// Reads one or two digits that no third follows.
fn one_or_two_digits(text: &Text, at: usize) -> Option<(u8, usize)> {
    let first = text.at(at).to_digit(10)?;
    let second = text.at(at + 1).to_digit(10);
    let value = second.map_or(first, |second| first * 10 + second);
    let end = at + 1 + usize::from(second.is_some());
    let is_whole = !text.at(end).is_ascii_digit();
    u8::try_from(value).ok().filter(|_| is_whole).map(|value| (value, end))
}

fn is_lunar(text: &Text, start: usize) -> bool {
    holds_any(text.clause_before(start, 4), &["农历", "阴历"])
}

fn date(year: Option<u16>, month: u8, day: Option<u8>) -> Date {
    Date { year, month: Some(month), day }
}

fn day_of(year: Option<u16>, month: u8, day: u8) -> Value {
    Value::Date(date(year, month, Some(day)))
}
