//! Units of Chinese figures: money, sizes and stretches of time, with the names they have in lists.

use super::text::Text;
use crate::fact::figure::Kind;
use crate::text::set::Set;

/// A unit as it is printed and as it is called.
pub(super) struct Unit {
    pub printed: &'static str,
    pub name: &'static str,
    pub kind: Kind,
    /// A power of ten that belongs to the unit: a 角 is a tenth of a yuan.
    pub power: i32,
}

const fn money(printed: &'static str, name: &'static str) -> Unit {
    Unit { printed, name, kind: Kind::Money, power: 0 }
}

const fn coin(printed: &'static str, power: i32) -> Unit {
    Unit { printed, name: "CNY", kind: Kind::Money, power }
}

const fn size(printed: &'static str, name: &'static str) -> Unit {
    Unit { printed, name, kind: Kind::Measure, power: 0 }
}

const fn time(printed: &'static str, name: &'static str) -> Unit {
    Unit { printed, name, kind: Kind::Duration, power: 0 }
}

/// Every unit; where one begins another, the longer stands first.
const UNITS: &[Unit] = &[
    money("元人民币", "CNY"),
    money("元", "CNY"),
    money("块钱", "CNY"),
    coin("毛钱", -1),
    coin("分钱", -2),
    coin("毛", -1),
    coin("角", -1),
    money("块", "CNY"),
    money("人民币", "CNY"),
    money("美元", "USD"),
    money("美金", "USD"),
    money("欧元", "EUR"),
    money("英镑", "GBP"),
    money("日元", "JPY"),
    money("韩元", "KRW"),
    money("卢布", "RUB"),
    money("港元", "HKD"),
    money("港币", "HKD"),
    money("澳元", "AUD"),
    money("加元", "CAD"),
    money("瑞士法郎", "CHF"),
    size("亩", "mu"),
    size("公顷", "ha"),
    size("平方公里", "km2"),
    size("平方千米", "km2"),
    size("平方厘米", "cm2"),
    size("平方毫米", "mm2"),
    size("平方米", "m2"),
    size("平米", "m2"),
    size("立方米", "m3"),
    size("立方", "m3"),
    size("公里", "km"),
    size("千米", "km"),
    size("华里", "li"),
    size("英里", "mile"),
    size("里地", "li"),
    size("里路", "li"),
    size("海里", "nautical_mile"),
    size("厘米", "cm"),
    size("公分", "cm"),
    size("毫米汞柱", "mmHg"),
    size("毫米", "mm"),
    size("微米", "um"),
    size("纳米", "nm"),
    size("英寸", "inch"),
    size("里", "li"),
    size("米", "m"),
    size("公斤", "kg"),
    size("千克", "kg"),
    size("毫克", "mg"),
    size("克拉", "carat"),
    size("市斤", "jin"),
    size("斤", "jin"),
    size("克", "g"),
    size("两", "liang"),
    size("吨", "tonne"),
    size("毫升", "mL"),
    size("升", "L"),
    size("桶", "barrel"),
    size("千瓦时", "kWh"),
    size("兆瓦时", "MWh"),
    size("度电", "kWh"),
    size("千瓦", "kW"),
    size("兆瓦", "MW"),
    size("吉瓦时", "GWh"),
    size("吉瓦", "GW"),
    size("瓦", "W"),
    size("千伏安", "kVA"),
    size("千伏", "kV"),
    size("伏", "V"),
    size("摄氏度", "C"),
    size("℃", "C"),
    size("分贝", "dB"),
    size("马力", "hp"),
    size("公升", "L"),
    time("个多小时", "hour"),
    time("个小时", "hour"),
    time("小时", "hour"),
    time("个多月", "month"),
    time("个月", "month"),
    time("个多星期", "week"),
    time("个星期", "week"),
    time("星期", "week"),
    time("周", "week"),
    time("个工作日", "working_day"),
    time("工作日", "working_day"),
    time("个季度", "quarter"),
    time("个多世纪", "century"),
    time("个世纪", "century"),
    time("个多钟头", "hour"),
    time("个钟头", "hour"),
    time("钟头", "hour"),
    time("个礼拜", "week"),
    time("礼拜", "week"),
    time("个年头", "year"),
    time("个春秋", "year"),
    time("个寒暑", "year"),
    time("载", "year"),
    time("个日日夜夜", "day"),
    time("个昼夜", "day"),
    time("个日夜", "day"),
    time("昼夜", "day"),
    time("天", "day"),
    time("分钟", "minute"),
    time("秒钟", "second"),
    time("秒", "second"),
    time("年", "year"),
];

static BEGINS_UNIT: Set = {
    let (mut set, mut unit) = (Set::of(""), 0);
    while unit < UNITS.len() {
        set = set.with_first(&[UNITS[unit].printed]);
        unit += 1;
    }
    set
};

/// Units in Latin letters; no letter may follow.
const LATIN: &[Unit] = &[
    size("GWh", "GWh"),
    size("MWh", "MWh"),
    size("kWh", "kWh"),
    size("km2", "km2"),
    size("km", "km"),
    size("kg", "kg"),
    size("MW", "MW"),
    size("GW", "GW"),
    size("kW", "kW"),
    size("kV", "kV"),
    size("cm", "cm"),
    size("mm", "mm"),
    size("nm", "nm"),
    size("mg", "mg"),
    size("ml", "mL"),
    size("mL", "mL"),
    size("g", "g"),
    size("m2", "m2"),
    size("m", "m"),
    size("t", "tonne"),
];

/// What can stand behind 每 or a stroke: the unit of a rate.
const RATES: &[(&str, &str)] = &[
    ("平方公里", "km2"),
    ("平方米", "m2"),
    ("立方米", "m3"),
    ("千瓦时", "kWh"),
    ("公斤", "kg"),
    ("千克", "kg"),
    ("公里", "km"),
    ("小时", "hour"),
    ("公顷", "ha"),
    ("分钟", "minute"),
    ("亩", "mu"),
    ("斤", "jin"),
    ("吨", "tonne"),
    ("升", "L"),
    ("度", "kWh"),
    ("米", "m"),
    ("人", "person"),
    ("户", "household"),
    ("天", "day"),
    ("日", "day"),
    ("月", "month"),
    ("年", "year"),
    ("台", "unit"),
    ("套", "unit"),
    ("件", "unit"),
    ("只", "unit"),
    ("头", "unit"),
    ("辆", "unit"),
    ("次", "time"),
    ("kg", "kg"),
    ("m2", "m2"),
    ("h", "hour"),
    ("t", "tonne"),
    ("秒", "second"),
    ("s", "second"),
];

/// Returns the unit at a place and the place after it.
pub(super) fn unit_at(text: &Text, at: usize) -> Option<(&'static Unit, usize)> {
    if text.at(at).is_ascii_alphabetic() {
        let unit = LATIN.iter().find(|unit| text.starts(at, unit.printed))?;
        let end = at + unit.printed.len();
        return (!text.at(end).is_ascii_alphanumeric()).then_some((unit, end));
    }
    if !BEGINS_UNIT.has(text.at(at)) {
        return None;
    }
    let unit = UNITS.iter().find(|unit| text.starts(at, unit.printed))?;
    Some((unit, at + unit.printed.chars().count()))
}

/// Returns the unit after 半 in 两个半月, 两个半小时, and the place after it.
pub(super) fn after_half(text: &Text, at: usize) -> Option<(&'static Unit, usize)> {
    if text.at(at) == '月' {
        let month = UNITS.iter().find(|unit| unit.printed == "个月")?;
        return Some((month, at + 1));
    }
    unit_at(text, at)
}

/// Returns the unit of 分 after hours: 2小时14分.
pub(super) fn minute() -> Option<&'static Unit> {
    UNITS.iter().find(|unit| unit.name == "minute")
}

/// Returns the unit of a rate at a place and the place after it.
pub(super) fn rate_at(text: &Text, at: usize) -> Option<(&'static str, usize)> {
    let (printed, name) = RATES.iter().find(|(printed, _)| text.starts(at, printed))?;
    Some((name, at + printed.chars().count()))
}

/// Returns the unit of a rate that ends before a place and the place where it begins.
pub(super) fn rate_before(text: &Text, at: usize) -> Option<(&'static str, usize)> {
    RATES
        .iter()
        .find_map(|(printed, name)| text.last_of(at, &[printed]).map(|(_, start)| (*name, start)))
}
