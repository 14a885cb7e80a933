//! The figures of a text that are handed over with their exact English.
//!
//! Only those that translators get wrong: large units (万, 亿), multiples and fractions. Any
//! translator copies 29家 or 5.3% rightly, and every word that is sent is paid for.

use crate::check::Source;
use crate::fact::{Figure, Hold, Kind, render_en};
use crate::fingerprint::Fingerprint;
use crate::port::ValueUse;

/// Without one of these a text holds no such figure.
const SIGNS: [char; 10] = ['万', '亿', '萬', '億', '倍', '番', '分', '成', '折', '半'];

/// Returns the figures that a translator is told about for this text, each once.
pub(super) fn values(source: &Source<'_>) -> Vec<ValueUse> {
    let mut values: Vec<ValueUse> = Vec::new();
    if !source.text().contains(SIGNS) {
        return values;
    }
    for figure in source.figures().iter().filter(|figure| is_hard(figure)) {
        let is_known = values.iter().any(|value| value.zh == figure.text);
        if let Some(en) = render_en(figure).into_iter().next().filter(|_| !is_known) {
            values.push(ValueUse { zh: figure.text.clone(), en });
        }
    }
    values
}

/// Returns the fingerprint of what a translator is told about these figures.
pub(super) fn fingerprint(values: &[ValueUse]) -> Fingerprint {
    Fingerprint::of(values.iter().flat_map(|value| [value.zh.as_str(), value.en.as_str()]))
}

fn is_hard(figure: &Figure) -> bool {
    let is_told = matches!(figure.kind, Kind::Multiple | Kind::Fraction)
        || figure.text.contains(['万', '亿', '萬', '億']);
    is_told && figure.hold == Hold::Stated
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_values(text: &str, expected: &[(&str, &str)]) {
        let values = values(&Source::new(text, None));
        let told: Vec<_> =
            values.iter().map(|value| (value.zh.as_str(), value.en.as_str())).collect();
        assert_eq!(told, expected, "{text}");
    }

    #[test]
    fn large_units_are_told_and_plain_figures_are_not() {
        assert_values("白河县投资1.2亿元,建成29家企业。", &[("1.2亿元", "120 million yuan")]);
        assert_values("松原区增长5.3%,2021年4月12日通车。", &[]);
    }

    #[test]
    fn a_figure_that_comes_twice_is_told_once() {
        assert_values("投资3000万元,又投资3000万元。", &[("3000万元", "30 million yuan")]);
    }
}
