//! Sums of money in Chinese that are not so many yuan: signs before the number, coins after it, 块.

use super::amount::more;
use super::found::{Found, Place, value_of};
use super::number;
use super::text::Text;
use super::unit::Unit;
use crate::fact::decimal::Decimal;
use crate::fact::figure::Kind;
use crate::text::run::holds_any;

/// Signs of money before a number.
const SIGNS: &[(&str, &str)] = &[
    ("US$", "USD"),
    ("HK$", "HKD"),
    ("$", "USD"),
    ("¥", "CNY"),
    ("￥", "CNY"),
    ("€", "EUR"),
    ("£", "GBP"),
];

/// Reads a sum with its sign before it: $300万, ¥20.
pub(super) fn signed(place: &Place<'_>) -> Option<Found> {
    let (text, at) = (place.text, place.at);
    let &(sign, name) = SIGNS.iter().find(|(sign, _)| text.starts(at, sign))?;
    let number = number::read(text, at + sign.chars().count())?;
    Some(
        Found::new(at, number.end, Kind::Money, value_of(&number)).unit(name).approx(more(&number)),
    )
}

/// Returns the coins after a sum in yuan: the 角 of 3元5角, the 5 of 3块5.
pub(super) fn coins(text: &Text, unit: &Unit, end: usize) -> Option<(Decimal, usize)> {
    let takes = unit.name == "CNY" && matches!(unit.printed, "元" | "块");
    let digit = text.at(end).to_digit(10).or_else(|| number::numeral(text.at(end)));
    let tenths = Decimal::new(i128::from(digit.filter(|_| takes)?), -1)?;
    match text.at(end + 1) {
        '角' | '毛' => Some((tenths, end + 2)),
        next if unit.printed == "块"
            && (!crate::text::script::is_han(next)
                || matches!(
                    next,
                    '一' | '每' | '钱' | '左' | '涨' | '降' | '跌' | '升' | '到' | '卖' | '买'
                ))
            && !next.is_ascii_digit() =>
        {
            Some((tenths, end + 1))
        }
        _ => None,
    }
}

/// Tells whether 块 or 毛 after a number is money and no piece: after 每斤 and its like, beside another sum.
pub(super) fn is_price(place: &Place<'_>, end: usize) -> bool {
    const AFTER: &[&str] =
        &["一斤", "一公斤", "一亩", "一天", "一个月", "每斤", "钱", "涨到", "降到"];
    const BEFORE: &[&str] = &[
        "每斤",
        "一斤",
        "每公斤",
        "单价",
        "价",
        "卖",
        "挣",
        "赚",
        "涨",
        "降",
        "便宜",
        "花",
        "毛",
        "元",
        "收费",
        "贵",
        "高出",
        "多出",
        "省",
        "交",
        "付",
        "欠",
        "罚",
        "掏",
        "攒",
        "补贴",
        "工资",
    ];
    // 五六千块 at the end of a clause, and not 两块
    let is_sum = place.number.is_some_and(|number| number.value >= Decimal::from(10));
    if is_sum && !crate::text::script::is_han(place.text.at(end)) {
        return true;
    }
    let before = place.text.clause_before(place.at, 10);
    // 四块二
    let digit =
        place.text.at(end).is_ascii_digit() || number::numeral(place.text.at(end)).is_some();
    let closes = !crate::text::script::is_han(place.text.at(end + 1));
    if digit && closes && !place.text.at(end + 1).is_ascii_alphanumeric() {
        return true;
    }
    let end = end + usize::from(digit);
    place.text.first_of(end, AFTER).is_some() || holds_any(before, BEFORE)
}
