//! Dates that no calendar has.

use super::{doubt, figures_of};
use crate::document::Block;
use crate::finding::{Finding, Severity};

/// The days of each month, in a leap year.
const DAYS: [u32; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// Reports the impossible dates of a block.
pub(super) fn check(block: &Block, findings: &mut Vec<Finding>) {
    let figures = figures_of(&block.text);
    for (i, &(start, digits, rest)) in figures.iter().enumerate() {
        let Some(month) = digits.parse::<u32>().ok().filter(|_| is_month(rest, digits)) else {
            continue;
        };
        let day = figures.get(i + 1).filter(|next| next.0 == start + digits.len() + "月".len());
        let day = day.filter(|(_, _, rest)| rest.starts_with('日') && !rest.starts_with("日均"));
        let (end, day) = match day {
            Some((at, digits, _)) => (at + digits.len() + "日".len(), digits.parse().unwrap_or(0)),
            None => (start + digits.len() + "月".len(), 1),
        };
        let last = month.checked_sub(1).and_then(|month| DAYS.get(month as usize));
        if last.is_none_or(|last| day == 0 || day > *last) {
            let printed = &block.text[start..end];
            let message = format!("no calendar has a {printed}");
            findings.push(doubt("dates", Severity::Major, block, start, end, message));
        }
    }
}

/// Tells whether a figure is the number of a month: `3月`, but not `3月龄`, `13.5月`.
fn is_month(rest: &str, digits: &str) -> bool {
    rest.starts_with('月') && !rest.starts_with("月龄") && digits.len() <= 2
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_doubts;

    #[test]
    fn impossible_dates_are_reported() {
        assert_doubts("会议定于2月30日举行。", &["dates"]);
        assert_doubts("会议定于13月5日举行。", &["dates"]);
        assert_doubts("会议定于4月31日举行。", &["dates"]);
        assert_doubts("会议定于2月29日举行，历时3个月，5月底结束，12月15日验收。", &[]);
    }
}
