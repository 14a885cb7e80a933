//! Prices: what one unit of a thing costs does not change tenfold inside a sentence.
//!
//! Law: only prices for the same unit of weight, volume, area or power are compared, and only those of one
//! sentence; incomes (`每亩收入`, `每人`) may well grow tenfold and are left alone.

use super::{doubt, figures_of, number, sentences};
use crate::document::Block;
use crate::finding::{Finding, Severity};

/// The units whose prices are compared, longest first.
const UNITS: [&str; 10] =
    ["立方米", "平方米", "千瓦时", "公斤", "千克", "斤", "吨", "度", "升", "克"];

/// From this ratio on two prices are doubted.
const TENFOLD: f64 = 9.5;

/// How many characters may stand between the unit and its price.
const NEAR: usize = 8;

/// A price for a unit.
struct Price<'t> {
    unit: &'t str,
    yuan: f64,
    start: usize,
    end: usize,
}

/// Reports prices for the same unit that differ tenfold inside a sentence.
pub(super) fn check(block: &Block, findings: &mut Vec<Finding>) {
    for (at, sentence) in sentences(&block.text).filter(|(_, sentence)| sentence.contains('元')) {
        let prices = prices(sentence);
        let differ = |one: &Price<'_>, other: &Price<'_>| {
            let ratio = one.yuan.max(other.yuan) / one.yuan.min(other.yuan);
            one.unit == other.unit && ratio >= TENFOLD
        };
        let pair = prices.iter().enumerate().find_map(|(i, one)| {
            prices[i + 1..].iter().find(|other| differ(one, other)).map(|other| (one, other))
        });
        if let Some((one, other)) = pair {
            let message = format!(
                "{} and {} yuan for one {} stand in one sentence; a decimal point may be lost or moved",
                one.yuan, other.yuan, one.unit
            );
            let (start, end) = (at + one.start, at + other.end);
            findings.push(doubt("figures", Severity::Minor, block, start, end, message));
        }
    }
}

fn prices(sentence: &str) -> Vec<Price<'_>> {
    let mut prices = Vec::new();
    let mut carried = None;
    let mut behind = 0;
    for (start, digits, rest) in figures_of(sentence) {
        let (factor, rest) = match rest.strip_prefix('万') {
            Some(rest) => (10_000.0, rest),
            None => (1.0, rest),
        };
        let between = &sentence[behind..start];
        behind = start + digits.len();
        if between.contains(['，', ',', '；', ';']) && !names_unit(between) {
            carried = None;
        }
        let Some(rest) = rest.strip_prefix('元') else { continue };
        let unit = unit_before(between).or_else(|| unit_behind(rest)).or(carried);
        carried = unit;
        if let (Some(unit), Some(value)) = (unit, number(digits).filter(|value| *value > 0.0)) {
            let end = sentence.len() - rest.len();
            prices.push(Price { unit, yuan: value * factor, start, end });
        }
    }
    prices
}

fn names_unit(between: &str) -> bool {
    unit_before(between).is_some()
}

/// Returns the unit of `每公斤卖到`, where the price follows near by.
fn unit_before(between: &str) -> Option<&'static str> {
    let (_, behind) = between.rsplit_once('每')?;
    let unit = UNITS.iter().find(|unit| behind.starts_with(**unit))?;
    let near = behind[unit.len()..].chars().count() <= NEAR;
    let rises = behind.contains(['涨', '降', '多', '少', '贵']) && !behind.contains('到');
    (near && !rises).then_some(unit)
}

/// Returns the unit of `元/公斤`, `元一斤`, `元每吨`.
fn unit_behind(rest: &str) -> Option<&'static str> {
    let rest = rest.strip_prefix(['/', '／', '一', '每'])?;
    UNITS.iter().find(|unit| rest.starts_with(**unit)).copied()
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_doubts;

    #[test]
    fn a_price_that_changes_tenfold_is_reported() {
        assert_doubts("红米由每公斤3.6元涨到每公斤36元，仍然供不应求。", &["figures"]);
        assert_doubts("去年花椒收购价26元/斤，今年2.5元/斤，农户不愿出手。", &["figures"]);
    }

    #[test]
    fn prices_of_other_things_and_small_changes_are_not_doubted() {
        assert_doubts("红米由每公斤12元涨到每公斤36元，仍然供不应求。", &[]);
        assert_doubts("水费每吨3.6元，滴灌设备每亩补贴480元。", &[]);
        assert_doubts("每斤比去年多卖0.5元，一亩能卖到6800元。", &[]);
        assert_doubts("每亩收入由300元增加到4200元。", &[]);
    }
}
