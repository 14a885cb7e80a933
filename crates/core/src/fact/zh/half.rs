//! Chinese halves and quarters of a unit: 半年, 两个半小时, 5分半钟, 三刻钟, 三亩六分.

use super::found::{Found, Place};
use super::number::{self, Number};
use super::unit;
use crate::fact::decimal::Decimal;
use crate::fact::figure::{Kind, Value};
use crate::text::run::holds_any;

/// Reads halves: 半年, 两个半小时, 一年半.
pub(super) fn read(place: &Place<'_>, number: &Number) -> Option<Found> {
    let (text, at) = (place.text, place.at);
    let one_half = Decimal::new(5, -1)?;
    if let Some(found) = quarter_hours(place, number)
        .or_else(|| and_a_half(place, number))
        .or_else(|| tenths_of_mu(place, number))
    {
        return Some(found);
    }
    let after = if text.at(number.end) == '个' { number.end + 1 } else { number.end };
    if text.at(after) == '半' {
        let (unit, end) = unit::after_half(text, after + 1)?;
        let value = number.value.plus(one_half)?;
        return Some(Found::new(at, end, unit.kind, Value::Number(value)).unit(unit.name));
    }
    let (unit, end) = unit::unit_at(text, number.end)?;
    // 5公里半径, 2吨半挂车, 一天半夜
    let is_half = text.at(end) == '半'
        && matches!(unit.kind, Kind::Duration | Kind::Measure)
        && !matches!(
            text.at(end + 1),
            '径' | '圆'
                | '挂'
                | '价'
                | '数'
                | '夜'
                | '个'
                | '年'
                | '月'
                | '山'
                | '坡'
                | '封'
                | '导'
        );
    let is_year = number.value >= Decimal::from(1000);
    (is_half && !is_year).then(|| {
        Found::new(
            at,
            end + 1,
            unit.kind,
            Value::Number(number.value.plus(one_half).unwrap_or(number.value)),
        )
        .unit(unit.name)
    })
}

/// Reads 一刻钟, 三刻钟: so many quarters of an hour.
fn quarter_hours(place: &Place<'_>, number: &Number) -> Option<Found> {
    let minutes = number.value.times(Decimal::from(15))?;
    place.text.starts(number.end, "刻钟").then(|| {
        Found::new(place.at, number.end + 2, Kind::Duration, Value::Number(minutes)).unit("minute")
    })
}

/// Reads 5分半钟, 两分半, 三岁半.
fn and_a_half(place: &Place<'_>, number: &Number) -> Option<Found> {
    let value = number.value.plus(Decimal::new(5, -1)?)?;
    const MEASURES: &[&str] =
        &["圈半", "碗半", "杯半", "瓶半", "层半", "场半", "页半", "桶半", "袋半"];
    let next = |end| crate::text::script::is_han(place.text.at(end));
    if let Some((_, end)) = place.text.first_of(number.end, MEASURES).filter(|(_, end)| !next(*end))
    {
        return Some(Found::new(place.at, end, Kind::Count, Value::Number(value)));
    }
    if let Some((_, end)) = place.text.first_of(number.end, &["岁半", "周岁半"]) {
        return Some(
            Found::new(place.at, end, Kind::Count, Value::Number(value)).unit("years old"),
        );
    }
    let (_, end) = place.text.first_of(number.end, &["分半钟", "分半"])?;
    Some(Found::new(place.at, end, Kind::Duration, Value::Number(value)).unit("minute"))
}

/// Reads 七分地, 三亩六分, 人均耕地不足七分: a 分 of land is a tenth of a mu.
fn tenths_of_mu(place: &Place<'_>, number: &Number) -> Option<Found> {
    const LAND: &[&str] = &["耕地", "亩", "土地", "田地", "水田", "旱地", "宅基地", "菜地"];
    let text = place.text;
    let tenths = |number: &Number| number.value.scaled(-1).filter(|_| text.at(number.end) == '分');
    if text.at(number.end) == '亩'
        && let Some(rest) =
            number::read(text, number.end + 1).filter(|rest| rest.end == number.end + 2)
        && let Some(tenths) = tenths(&rest)
    {
        let value = Value::Number(number.value.plus(tenths)?);
        return Some(Found::new(place.at, rest.end + 1, Kind::Measure, value).unit("mu"));
    }
    let value = tenths(number).filter(|_| number.upper.is_none())?;
    let is_land = matches!(text.at(number.end + 1), '地' | '田')
        || holds_any(text.clause_before(place.at, 12), LAND)
            && !matches!(text.at(number.end + 1), '之' | '钟' | '钱');
    is_land.then(|| {
        Found::new(place.at, number.end + 1, Kind::Measure, Value::Number(value)).unit("mu")
    })
}

/// Reads 半年, 半个月, 半小时.
pub(super) fn alone(place: &Place<'_>) -> Option<Found> {
    let (text, at) = (place.text, place.at);
    let before = text.before(at);
    if let Some(found) = half_of_year(place) {
        return Some(found);
    }
    // 提前半年 is no 前半年, 此后半年 no 后半年.
    const WORDS: &[&str] =
        &["提前", "目前", "此前", "之前", "之后", "此后", "今后", "以后", "随后"];
    let is_part = matches!(
        before,
        '上' | '下' | '前' | '后' | '大' | '小' | '多' | '东' | '西' | '北' | '南' | '一'
    );
    // 大半年 is most of a year, which English may call more than half.
    let is_rough = matches!(before, '大' | '小');
    if is_part && !is_rough && text.last_of(at, WORDS).is_none() {
        return None;
    }
    let (unit, end) = unit::unit_at(text, at + 1).filter(|(unit, end)| {
        let is_size = matches!(unit.printed, "米" | "亩" | "斤" | "公斤" | "公里" | "吨");
        unit.kind == Kind::Duration || is_size && !matches!(text.at(*end), '八' | '之')
    })?;
    // 半年报 and 半年度 are names.
    if unit.printed == "年" && matches!(text.at(end), '报' | '度') {
        return None;
    }
    let value = Decimal::new(5, -1)?;
    let found = Found::new(at, end, unit.kind, Value::Number(value)).unit(unit.name);
    let found = found.approx(super::amount::inner_more(unit));
    Some(if is_rough { found.loose() } else { found })
}

/// Reads 上半年 and 下半年, which English may call by their months.
fn half_of_year(place: &Place<'_>) -> Option<Found> {
    let (text, at) = (place.text, place.at);
    let start = at.checked_sub(1).filter(|&start| start >= place.floor)?;
    let (from, to) = match text.at(start) {
        '上' => (1_u32, 6_u32),
        '下' => (7, 12),
        _ => return None,
    };
    let value = Value::Range(Decimal::from(from), Decimal::from(to));
    let found = Found::new(start, at + 2, Kind::Range, value).unit("month");
    (text.at(at + 1) == '年').then(|| found.loose())
}
