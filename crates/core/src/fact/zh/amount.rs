//! Chinese sums of money, sizes, stretches of time and multiples: 125万元, 160余亩, 181天, 近10倍.

use super::found::{Found, Place, value_of};
use super::half;
use super::money;
use super::number::{self, Form, Number};
use super::share;
use super::text::Text;
use super::unit::{self, Unit};
use crate::fact::decimal::Decimal;
use crate::fact::figure::{Approx, Kind, Role, Value};
use crate::fact::reign;
use crate::text::run::holds_any;

/// Reads a number with a unit.
pub(super) fn read(place: &Place<'_>) -> Option<Found> {
    if let Some(found) = money::signed(place) {
        return Some(found);
    }
    let number = place.number?;
    multiple(place, &number)
        .or_else(|| anniversary(place, &number))
        .or_else(|| half::read(place, &number))
        .or_else(|| measured(place, &number))
        .or_else(|| ranged(place, &number))
}

/// Reads 翻番, 翻一番, 翻两番.
pub(super) fn doubling(place: &Place<'_>) -> Option<Found> {
    let (text, at) = (place.text, place.at);
    let after = at + 1 + usize::from(text.at(at + 1) == '了');
    let bound = text.first_of(after, &["将近", "不止", "超过", "近", "约", "逾", "超"]);
    let after = bound.map_or(after, |(_, end)| end);
    let (times, end) = match number::read(text, after) {
        Some(number) if text.at(number.end) == '番' => (number.whole()?, number.end + 1),
        None if text.at(after) == '番' => (1, after + 1),
        _ => return None,
    };
    let factor = 2u32.checked_pow(times.min(20))?;
    Some(Found::whole(at, end, Kind::Multiple, factor).unit("times").role(Role::Doubling))
}

fn measured(place: &Place<'_>, number: &Number) -> Option<Found> {
    let text = place.text;
    let (unit, end) = unit_after(text, number)?;
    if !fits(place, number, unit, end) {
        return None;
    }
    let kind = if number.upper.is_some() { Kind::Range } else { unit.kind };
    let (value, end) = with_rest(text, number, unit, end);
    let value = scaled(value, unit.power)?;
    let found =
        Found::new(place.at, end, kind, value).approx(more(number).or_else(|| inner_more(unit)));
    let found = found.role(share::role(text, place.at));
    Some(rated(place, found, unit))
}

/// Adds what stands behind the unit: the 86 of 9秒86, the 85 of 1米85.
fn with_rest(text: &Text, number: &Number, unit: &Unit, end: usize) -> (Value, usize) {
    if let Some((tenths, end)) = money::coins(text, unit, end)
        && let Some(sum) = number.value.plus(tenths).filter(|_| number.upper.is_none())
    {
        return (Value::Number(sum), end);
    }
    if let Some((tenths, end)) = liang(text, unit, end)
        && let Some(sum) = number.value.plus(tenths).filter(|_| number.upper.is_none())
    {
        return (Value::Number(sum), end);
    }
    let is_spoken = unit.printed == "米" && number::numeral(text.at(end)).is_some();
    let takes = matches!(unit.printed, "秒" | "米") && (number.form == Form::Digits || is_spoken);
    let is_plain = number.value.is_whole() && number.upper.is_none() && !number.more;
    let digit = |at: usize| match text.at(at) {
        '两' => None,
        c if is_spoken => number::numeral(c),
        c => c.to_digit(10),
    };
    let digits = (end..end + 3).map_while(digit).count();
    let after = text.at(end + digits);
    let closes = !crate::text::script::is_han(after)
        || matches!(
            after,
            '的' | '高' | '长' | '宽' | '深' | '厚' | '以' | '左' | '多' | '上' | '下'
        )
        || unit.printed == "秒";
    let alone = closes && !matches!(after, '%' | '.' | '-' | '×' | '*');
    let written: String =
        (end..end + digits).filter_map(digit).map(|digit| digit.to_string()).collect();
    let rest = Decimal::parse(&written);
    let sum = rest
        .and_then(|rest| rest.scaled(-i32::try_from(digits).ok()?))
        .and_then(|rest| number.value.plus(rest));
    match sum.filter(|_| takes && is_plain && alone && (1..=2).contains(&digits)) {
        Some(sum) => (Value::Number(sum), end + digits),
        None => (value_of(number), end),
    }
}

/// Returns the 两 after a weight in 斤, which are its tenths: the 3两 of 4斤3两.
fn liang(text: &Text, unit: &Unit, end: usize) -> Option<(Decimal, usize)> {
    let digit = text.at(end).to_digit(10).or_else(|| number::numeral(text.at(end)));
    let tenths = Decimal::new(i128::from(digit.filter(|_| unit.name == "jin")?), -1)?;
    (text.at(end + 1) == '两').then_some((tenths, end + 2))
}

/// Returns a value in the base unit.
fn scaled(value: Value, power: i32) -> Option<Value> {
    Some(match value {
        Value::Number(number) => Value::Number(number.scaled(power)?),
        Value::Range(low, high) => Value::Range(low.scaled(power)?, high.scaled(power)?),
        other => other,
    })
}

/// Reads a range whose unit stands once: 3-5年, 2至3公里.
fn ranged(place: &Place<'_>, number: &Number) -> Option<Found> {
    let text = place.text;
    let after = match unit_after(text, number) {
        Some((_, end)) => end,
        None => number.end,
    };
    let (_, next) = text.first_of(after, share::TO)?;
    let upper = number::read(text, next)
        .filter(|upper| upper.value > number.value && upper.upper.is_none())?;
    let (unit, end) = unit_after(text, &upper)?;
    let is_year =
        unit.name == "year" && upper.form == Form::Digits && upper.value >= Decimal::from(1000);
    if is_year || !fits(place, &upper, unit, end) || text.before(place.at) == '.' {
        return None;
    }
    let low =
        if upper.is_large && !number.is_large && number.form == Form::Digits && after == number.end
        {
            number.value.scaled(large_power(text, &upper, next))?
        } else {
            number.value
        };
    Some(Found::new(place.at, end, Kind::Range, Value::Range(low, upper.value)).unit(unit.name))
}

/// Returns the power of the last 万 or 亿 of a number that stands at `at`.
fn large_power(text: &Text, number: &Number, at: usize) -> i32 {
    let units = text.slice(at, number.end).iter().map(|c| match c {
        '万' => 4,
        '亿' => 8,
        _ => 0,
    });
    units.sum()
}

fn unit_after(text: &Text, number: &Number) -> Option<(&'static Unit, usize)> {
    let start = (number.end.saturating_sub(2)..number.end).find(|&at| number::begins(text.at(at)));
    let is_minute = text.at(number.end) == '分'
        && (start.is_some_and(|start| text.last_of(start, &["小时"]).is_some())
            || seconds_at(text, number.end + 1));
    if is_minute {
        return unit::minute().map(|unit| (unit, number.end + 1));
    }
    unit::unit_at(text, number.end)
        .filter(|(unit, _)| !(unit.printed.starts_with("个多") && number.more))
}

/// Tells whether seconds stand at a place: the 30秒 of 4分30秒.
fn seconds_at(text: &Text, at: usize) -> bool {
    number::read(text, at).is_some_and(|number| text.at(number.end) == '秒')
}

/// Tells whether a number with a unit is meant so: 百年 is a long time, and 一年 a year.
fn fits(place: &Place<'_>, number: &Number, unit: &Unit, end: usize) -> bool {
    let (text, at) = (place.text, place.at);
    let next = text.at(end);
    match unit.printed {
        "年" => {
            let is_calendar = number.form == Form::Digits
                && !number.is_large
                && number.value >= Decimal::from(1000)
                || reign::ends_with_name(text.slice(at.saturating_sub(4), at));
            !matches!(next, '级' | '代' | '轻' | '龄' | '货' | '味' | '画')
                && (number.more || !is_calendar)
        }
        "载" => {
            let closes = !crate::text::script::is_han(next) || matches!(next, '来' | '的' | '间');
            number.is_han() && closes
        }
        "礼拜" => !matches!(next, '一' | '二' | '三' | '四' | '五' | '六' | '日' | '天'),
        "周" => !matches!(next, '年' | '岁' | '边' | '围'),
        "天" => !matches!(next, '然' | '津' | '两' | '下' | '空'),
        "克" => !matches!(next, '服' | '隆'),
        "升" => {
            let is_drink =
                matches!(next, '水' | '油' | '酒' | '奶' | '血' | '装' | '左' | ',' | '。' | '、');
            !matches!(next, '级' | '至' | '到' | '学' | '高' | '规')
                && (number.form == Form::Digits || number.upper.is_some() || is_drink)
        }
        "两" => {
            const GOODS: &str = "酒米饭面肉油茶盐银金左重。,、;白黄公母";
            let is_few = number.upper.is_some() || number.value == Decimal::from(2);
            let is_weight = text.before(at) == '重';
            (next == '\0' || GOODS.contains(next)) && (is_weight || !(is_few && number.is_han()))
        }
        "元" => !matches!(next, '旦' | '素' | '化' | '宵' | '月'),
        "米" => !matches!(next, '粉' | '饭' | '粒' | '线'),
        "里" | "里地" | "里路" => {
            !matches!(next, '面' | '头' | '外' | '边' | '程' | '屯' | '河' | '店' | '铺' | '村')
        }
        "角" => {
            !matches!(next, '落' | '度' | '色' | '逐' | '力' | '形' | '洲' | '大' | '亭')
                && money::is_price(place, end)
        }
        "毛" => {
            !matches!(next, '病' | '利' | '巾' | '衣' | '驴' | '豆' | '竹' | '笔' | '线' | '孩')
                && money::is_price(place, end)
        }
        "块" => money::is_price(place, end),
        "桶" | "伏" | "瓦" | "度电" => number.form == Form::Digits,
        "秒" => !matches!(next, '批' | '办' | '级'),
        _ => text.before(at) != '第',
    }
}

/// Adds the unit, with what each: 元/公斤, 每公斤6.2元, 亩产400公斤.
fn rated(place: &Place<'_>, mut found: Found, unit: &Unit) -> Found {
    let text = place.text;
    let weight = || text.first_of(found.end, &["一斤", "一公斤", "一吨", "一亩", "一平方米"]);
    let is_price = unit.kind == Kind::Money && weight().is_some();
    let joints: &[&str] = match unit.kind {
        _ if is_price => &["一"],
        // 前三年每平方米月租金35元 is so much for each, for three years.
        Kind::Duration => &["/"],
        _ => &["/", "每"],
    };
    let joint = text.first_of(found.end, joints);
    if let Some((_, next)) = joint
        && let Some((per, end)) = unit::rate_at(text, next)
    {
        found.end = end;
        found.per = Some(per);
        return found.unit(format!("{}/{per}", unit.name));
    }
    if let Some((per, start)) = unit::rate_before(text, place.at)
        && text.before(start) == '每'
        && start > place.floor
    {
        // 每人每年380元 may be told as a year's or as a person's.
        if unit::rate_before(text, start - 1).is_some_and(|(_, at)| text.before(at) == '每') {
            return found.unit(unit.name);
        }
        found.start = start - 1;
        found.per = Some(per);
        return found.unit(format!("{}/{per}", unit.name));
    }
    if unit.kind != Kind::Duration {
        found.per = per_in_sense(text, place.at);
    }
    let is_way = matches!(unit.printed, "里") && is_lone_way(place, &found);
    // 一米八五 is no article.
    let unit_end = place.number.map_or(0, |number| number.end) + unit.printed.chars().count();
    if is_way || found.end <= unit_end && is_article(place, &found) {
        found = found.loose();
    }
    found.unit(unit.name)
}

/// Returns what each of an average: the mu of 亩产, the person of 人均.
fn per_in_sense(text: &Text, at: usize) -> Option<&'static str> {
    const AVERAGES: &[(&str, &str)] = &[
        ("亩产", "mu"),
        ("亩均", "mu"),
        ("人均", "person"),
        ("户均", "household"),
        ("每亩", "mu"),
        ("每公斤", "kg"),
        ("每斤", "jin"),
        ("每吨", "tonne"),
        ("每人", "person"),
        ("每户", "household"),
    ];
    let before = text.clause_before(at, 10);
    AVERAGES.iter().find(|(word, _)| holds_any(before, &[word])).map(|(_, per)| *per)
}

/// Tells whether so many 里 in numerals may be part of a name or a saying: 十里长街, 八里桥.
fn is_lone_way(place: &Place<'_>, found: &Found) -> bool {
    const WAYS: &[&str] =
        &["走", "跑", "全长", "长", "距", "离", "绵延", "行", "骑", "驱车", "隔着"];
    let is_numeral = place.number.is_some_and(|number| number.is_han());
    let before = place.text.clause_before(found.start, 4);
    is_numeral
        && found.approx.is_none()
        && !super::approx::is_bounded_before(place.text, place.at)
        && !holds_any(before, WAYS)
}

/// Tells whether 一 or 百 before a unit is no figure: 一年来, 百年老店, 万亩良田, 一天.
fn is_article(place: &Place<'_>, found: &Found) -> bool {
    let text = place.text;
    let Some(number) = place.number.filter(Number::is_han) else {
        return false;
    };
    // 近一年 is the year just past.
    let is_past = found.kind == Kind::Duration && text.before(place.at) == '近';
    let is_bounded = number.more
        || found.approx.is_some()
        || !is_past && super::approx::is_bounded_before(text, place.at);
    match number.form {
        Form::Bare => !is_bounded,
        _ if found.kind == Kind::Duration && text.is_slogan(place.at) => true,
        _ => number.value == Decimal::ONE && !is_bounded,
    }
}

/// Reads 近10倍, 增长2倍, 是…的3倍.
fn multiple(place: &Place<'_>, number: &Number) -> Option<Found> {
    let text = place.text;
    if text.at(number.end) != '倍' || matches!(text.at(number.end + 1), '增' | '加' | '感') {
        return None;
    }
    let half = Decimal::new(5, -1).filter(|_| text.at(number.end + 1) == '半');
    let (value, end) = match half.and_then(|half| number.value.plus(half)) {
        Some(value) => (Value::Number(value), number.end + 2),
        None => (value_of(number), number.end + 1),
    };
    let found = Found::new(place.at, end, Kind::Multiple, value).unit("times");
    let role = match share::role(text, place.at) {
        Role::Plain if matches!(text.before(place.at), '的') => Role::Level,
        // 价格相差一倍, 快一倍: as much again.
        Role::Plain if number.value == Decimal::ONE => Role::Growth,
        role => role,
    };
    let found = found.approx(more(number)).role(role);
    let is_slogan = number.is_han() && text.is_slogan(place.at);
    Some(if is_slogan { found.loose() } else { found })
}

/// Reads 100周年.
fn anniversary(place: &Place<'_>, number: &Number) -> Option<Found> {
    let (_, end) = place.text.first_of(number.end, &["周年", "周岁"])?;
    let kind =
        if place.text.starts(number.end, "周年") { Kind::Anniversary } else { Kind::Count };
    let unit = if kind == Kind::Count { "years old" } else { "anniversary" };
    Some(Found::new(place.at, end, kind, Value::Number(number.value)).unit(unit))
}

pub(super) fn more(number: &Number) -> Option<Approx> {
    number.more.then_some(Approx::MoreThan)
}

pub(super) fn inner_more(unit: &Unit) -> Option<Approx> {
    unit.printed.starts_with("个多").then_some(Approx::MoreThan)
}
