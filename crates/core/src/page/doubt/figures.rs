//! Figures that contradict each other within a sentence.
//!
//! Three contradictions are found: a growth that is said to be above another by more than it is
//! itself; a rate that is not the share of the two counts before it; a share above a hundred.

use super::{doubt, figures_of, number, sentences};
use crate::document::Block;
use crate::finding::{Finding, Severity};

/// A lead in points that no district has over its city.
const LEAD: f64 = 30.0;

/// How many points a rate may be off, for rounding.
const ROUNDING: f64 = 1.0;

/// Reports the contradictions of a block.
pub(super) fn check(block: &Block, findings: &mut Vec<Finding>) {
    if !block.text.contains('%') && !block.text.contains("百分点") {
        return;
    }
    for (at, sentence) in sentences(&block.text) {
        let figures = figures_of(sentence);
        check_leads(block, at, sentence, &figures, findings);
        check_rates(block, at, sentence, &figures, findings);
        check_shares(block, at, sentence, &figures, findings);
    }
}

type Figures<'t> = [(usize, &'t str, &'t str)];

/// 增长16.4%，高于全市39个百分点: one of the two has lost its decimal point.
fn check_leads(
    block: &Block,
    at: usize,
    sentence: &str,
    figures: &Figures<'_>,
    findings: &mut Vec<Finding>,
) {
    for pair in figures.windows(2) {
        let [(start, growth, rest), (end, lead, after)] = pair else { continue };
        let between = &sentence[start + growth.len()..*end];
        let compares = ["高于", "高出", "快于"].iter().any(|word| between.contains(word));
        if !rest.starts_with('%') || !compares || !after.starts_with("个百分点") {
            continue;
        }
        let (Some(growth_value), Some(lead_value)) = (number(growth), number(lead)) else {
            continue;
        };
        if lead_value > LEAD || growth_value - lead_value < -20.0 {
            let message = format!(
                "{growth}% cannot be {lead} points above another rate; a decimal point may be lost"
            );
            let end = at + end + lead.len() + "个百分点".len();
            findings.push(doubt("figures", Severity::Major, block, at + start, end, message));
        }
    }
}

/// 问题198个，已解决165个，解决率99%: the share of the two counts is another one.
fn check_rates(
    block: &Block,
    at: usize,
    sentence: &str,
    figures: &Figures<'_>,
    findings: &mut Vec<Finding>,
) {
    const RATES: [&str; 5] = ["解决率", "办结率", "完成率", "整改率", "化解率"];
    for three in figures.windows(3) {
        let [(start, all, unit), (_, done, done_unit), (rate_at, rate, sign)] = three else {
            continue;
        };
        let named = RATES.iter().any(|name| {
            sentence[..*rate_at].trim_end_matches(['达', '到', '为', '约']).ends_with(name)
        });
        let same_unit = unit.chars().next() == done_unit.chars().next();
        if !named
            || !same_unit
            || !sign.starts_with('%')
            || sentence[*start..*rate_at].contains(['；', ';'])
        {
            continue;
        }
        let (Some(all), Some(done), Some(value)) = (number(all), number(done), number(rate)) else {
            continue;
        };
        if all > 0.0 && done <= all && (done / all * 100.0 - value).abs() > ROUNDING {
            let share = done / all * 100.0;
            let message = format!("{done} of {all} is {share:.1}%, and the text says {rate}%");
            let end = at + rate_at + rate.len() + "%".len();
            findings.push(doubt("figures", Severity::Minor, block, at + start, end, message));
        }
    }
}

/// 占全市的120%: no share is above a hundred.
fn check_shares(
    block: &Block,
    at: usize,
    sentence: &str,
    figures: &Figures<'_>,
    findings: &mut Vec<Finding>,
) {
    for &(start, share, rest) in figures {
        let before =
            sentence[..start].rsplit(['，', ',', '、', '；', '。']).next().unwrap_or_default();
        let is_share =
            before.contains('占') && !before.contains(['任', '计']) && !before.contains("目标");
        if is_share && rest.starts_with('%') && number(share).is_some_and(|share| share > 100.0) {
            let message = format!("a share of {share}% is more than the whole");
            findings.push(doubt(
                "figures",
                Severity::Major,
                block,
                at + start,
                at + start + share.len() + 1,
                message,
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_doubts;

    #[test]
    fn a_lead_larger_than_the_growth_is_reported() {
        assert_doubts("全区工业投资同比增长15.2%，高于全市37个百分点，势头良好。", &["figures"]);
        assert_doubts("全区工业投资同比增长15.2%，高于全市3.7个百分点，势头良好。", &[]);
    }

    #[test]
    fn a_rate_is_the_share_of_its_counts() {
        assert_doubts("梳理问题120个，已解决90个，解决率99%。", &["figures"]);
        assert_doubts("梳理问题120个，已解决90个，解决率75%。", &[]);
        assert_doubts("梳理问题120个，走访企业90家，解决率99%。", &[]);
    }

    #[test]
    fn a_share_is_at_most_the_whole() {
        assert_doubts("入库企业70家，占全市的185.7%。", &["figures"]);
        assert_doubts("完成投资6亿元，占年度任务的112.5%。", &[]);
    }
}
