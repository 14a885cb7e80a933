//! The rules on figures: what [`crate::fact::compare`] finds, told to a person.
//!
//! `MAGNITUDE`, `KIND`, `MISSING`, `ADDED`, `MULTIPLE`, `CURRENCY`, `UNIT`, `APPROX_FLIP`,
//! `APPROX_LOST`, `ORDER` and `ROUNDED` share one comparison; each can be switched off by its name.

use super::course::{Course, course};
use super::sides::Figures;
use super::{Sides, known, unread};
use crate::fact::compare::Sort;
use crate::fact::decimal::Decimal;
use crate::fact::{Difference, Figure, Kind};
use crate::finding::{Finding, Severity};
use crate::text::width::half;

/// Returns what the comparison says under one code.
pub(super) fn check(sides: &Sides<'_>, code: &'static str) -> Vec<Finding> {
    let found = sides.figure_findings().iter();
    found.filter(|finding| finding.rule == code).cloned().collect()
}

/// Returns what the comparison says, under all codes.
pub(super) fn findings(sides: &Sides<'_>) -> Vec<Finding> {
    let figures = sides.figures();
    let differences = figures.comparison.differences.iter();
    differences
        .filter(|difference| {
            let missing = difference.zh.filter(|_| difference.sort == Sort::Missing);
            missing.is_none_or(|zh| !known::is_told(sides, &figures.zh[zh]))
        })
        .filter(|difference| {
            let added = difference.en.filter(|_| difference.sort == Sort::Added);
            added.is_none_or(|en| !known::is_known(sides, &figures.en[en]))
        })
        .filter(|difference| !is_told_backwards(sides, difference))
        .map(|difference| finding(sides, figures, difference))
        .collect()
}

fn finding(sides: &Sides<'_>, figures: &Figures, difference: &Difference) -> Finding {
    let zh = difference.zh.map(|zh| &figures.zh[zh]);
    let en = difference.en.map(|en| &figures.en[en]);
    let course = || difference.zh.and_then(|zh| course(sides, zh));
    let is_doubtful = match (zh, en) {
        (Some(zh), None) => unread::stands_in_english(sides, zh),
        (None, Some(en)) => unread::stands_in_chinese(sides, en),
        _ => false,
    };
    let severity = match (zh, en) {
        (Some(zh), Some(en))
            if difference.sort == Sort::Kind
                && (is_numbered(zh, en) || is_elliptical(sides, figures, zh, en)) =>
        {
            Severity::Minor
        }
        (Some(zh), None) if is_small_numeral(figures, zh) => Severity::Minor,
        (Some(_), Some(en)) if difference.sort == Sort::ApproxFlip && is_denied(sides, en) => {
            Severity::Minor
        }
        (None, Some(en)) if is_small_word(figures, en) || is_in_dollars(figures, en) => {
            Severity::Minor
        }
        _ if is_doubtful => Severity::Minor,
        // "From one and a half working days to half a day."
        (Some(zh), Some(_))
            if difference.sort == Sort::Unit && zh.unit.as_deref() == Some("working_day") =>
        {
            Severity::Minor
        }
        _ if difference.sort == Sort::Reordered && course() == Some(Course::Turned) => {
            Severity::Major
        }
        _ => severity(sides, difference.sort, zh),
    };
    let mut message = message(difference, zh, en);
    if is_doubtful {
        message.push_str(", or is told in a way of its own");
    }
    let spans = zh.map(|figure| figure.span).into_iter().collect();
    let mut finding = Finding::on_source(difference.sort.code(), severity, spans, message);
    finding.target_spans = en.map(|figure| figure.span).into_iter().collect();
    finding.suggestion.clone_from(&difference.suggestion);
    finding
}

/// Tells whether a sum in dollars may be what the sum in yuan before it comes to; the rate of the day is not
/// known here, so it is not said to be right.
fn is_in_dollars(figures: &Figures, en: &Figure) -> bool {
    const RATES: (i64, i64) = (6, 9);
    let Some(dollars) = en.number().filter(|_| en.unit.as_deref() == Some("USD")) else {
        return false;
    };
    let times = |rate: i64| dollars.times(Decimal::new(i128::from(rate), 0)?);
    let Some((least, most)) = times(RATES.0).zip(times(RATES.1)) else {
        return false;
    };
    let before = figures.en.iter().take_while(|other| other.span.start < en.span.start).last();
    before.is_some_and(|yuan| {
        let is_near = en.span.start <= yuan.span.end + 12;
        let number = yuan.number().filter(|_| is_near && yuan.unit.as_deref() == Some("CNY"));
        number.is_some_and(|number| least <= number && number <= most)
    })
}

/// Tells whether an added number is a small one in a word that nothing in the Chinese misses: English counts
/// sides, friends and times where Chinese names them.
fn is_small_word(figures: &Figures, en: &Figure) -> bool {
    let is_roman = en.text.ends_with(['I', 'V', 'X']);
    let is_word = !en.text.contains(|c: char| c.is_ascii_digit()) && !is_roman;
    let is_small = en.number().is_some_and(|number| number <= Decimal::from(10));
    let is_bare = matches!(en.kind, Kind::Count | Kind::Ordinal)
        && en.unit.as_deref().is_none_or(|unit| unit == "ordinal")
        || en.kind == Kind::Duration;
    let mut differences = figures.comparison.differences.iter();
    is_word && is_small && is_bare && differences.all(|difference| difference.zh.is_none())
}

/// Tells whether what Chinese counts may be numbered in English: 3楼 is the 3rd floor, 1类 is Class 1.
fn is_numbered(zh: &Figure, en: &Figure) -> bool {
    zh.kind == Kind::Count && matches!(en.kind, Kind::Count | Kind::Ordinal)
}

/// Tells whether a missing number is a small one in numerals that the text says before in another way, and nothing in
/// the English stands in its place: 2人受伤, 两名伤者… as "two people", "they".
fn is_small_numeral(figures: &Figures, zh: &Figure) -> bool {
    let is_numeral = !zh.text.contains(|c: char| half(c).is_ascii_digit());
    let is_small = zh.number().is_some_and(|number| number <= Decimal::from(10));
    let mut pairs = figures.comparison.matched.iter();
    let mut differences = figures.comparison.differences.iter();
    is_numeral
        && is_small
        && zh.kind == Kind::Count
        && pairs.any(|(told, _)| figures.zh[*told].value == zh.value)
        && differences.all(|difference| difference.en.is_none())
}

/// Tells whether the English denies something before a bounded figure: then its bound may be turned round, or not.
fn is_denied(sides: &Sides<'_>, en: &Figure) -> bool {
    const REACH: usize = 12;
    const DENIALS: &[&str] = &[
        "no", "not", "never", "none", "nobody", "neither", "nor", "cannot", "without", "hardly",
        "unless",
    ];
    let words = sides.words();
    let end = words.partition_point(|word| word.span.end <= en.span.start);
    let mut before = words[end.saturating_sub(REACH)..end].iter().map(|word| word.lower.as_ref());
    before.any(|word| DENIALS.contains(&word) || word.ends_with("n't"))
}

/// Tells whether a bare English number may have the unit of another figure: `from 4.8 billion yuan to 5 billion`.
fn is_elliptical(sides: &Sides<'_>, figures: &Figures, zh: &Figure, en: &Figure) -> bool {
    let is_bare = en.kind == Kind::Count && en.unit.is_none();
    let is_measured = matches!(
        zh.kind,
        Kind::Money | Kind::Measure | Kind::Duration | Kind::Percent | Kind::Point
    );
    let mut others = figures.en.iter();
    // "the number of rainy days fell from 22 to 15"
    let is_named = zh.kind == Kind::Duration
        && zh.unit.as_deref().is_some_and(|unit| sides.words().has(&format!("{unit}s")));
    let is_shared = others.any(|other| other.kind == zh.kind && other.unit == zh.unit);
    is_bare && is_measured && (is_shared || is_named)
}

/// Tells whether two figures that have changed places are a change that the English tells from its end:
/// "to 1,200 from 800".
fn is_told_backwards(sides: &Sides<'_>, difference: &Difference) -> bool {
    let is_order = matches!(difference.sort, Sort::Order | Sort::Reordered);
    is_order && difference.zh.and_then(|zh| course(sides, zh)) == Some(Course::Kept)
}

fn severity(sides: &Sides<'_>, sort: Sort, zh: Option<&Figure>) -> Severity {
    match sort {
        Sort::Magnitude | Sort::Added | Sort::Multiple | Sort::Currency | Sort::Unit => {
            Severity::Critical
        }
        Sort::Kind => match zh.map(|figure| figure.kind) {
            Some(Kind::Count | Kind::Rank | Kind::Ordinal | Kind::RankTop) => Severity::Major,
            _ => Severity::Critical,
        },
        Sort::Order if zh.is_some_and(|figure| !is_enumerated(sides, figure)) => Severity::Info,
        Sort::Missing | Sort::ApproxFlip | Sort::Order => Severity::Major,
        Sort::ApproxLost => Severity::Minor,
        Sort::Reordered if zh.is_some_and(|figure| follows_respectively(sides, figure)) => {
            Severity::Major
        }
        Sort::Reordered | Sort::Rounded => Severity::Info,
    }
}

/// Tells whether what parts a figure from the next is that of a list: 每10万人中有3人 is none.
fn is_enumerated(sides: &Sides<'_>, figure: &Figure) -> bool {
    // 每10万人中有3人, 满300元减50元
    const RELATES: &str = "中里有就的减送返立抵享得赠换";
    let next = sides.source().get(figure.span.end);
    next.is_none_or(|next| !RELATES.contains(*next))
}

/// Tells whether a figure stands after 分别 in its sentence: then the order is what says whose it is.
fn follows_respectively(sides: &Sides<'_>, figure: &Figure) -> bool {
    let ends = |c: &char| matches!(c, '。' | '！' | '？' | ';' | '；' | '\n');
    let mut sentence = sides.source()[..figure.span.start].rsplit(ends);
    sentence.next().is_some_and(|sentence| sentence.windows(2).any(|pair| pair == ['分', '别']))
}

fn message(difference: &Difference, zh: Option<&Figure>, en: Option<&Figure>) -> String {
    let zh = zh.map_or("", |figure| &figure.text);
    let en = en.map_or("", |figure| &figure.text);
    let right = difference.suggestion.as_deref().unwrap_or("");
    match difference.sort {
        Sort::Missing => format!("{zh} ({right}) is not in the English"),
        Sort::Added => format!("`{en}` is not in the Chinese"),
        Sort::ApproxLost => format!("{zh} is {right}, and `{en}` says it exactly"),
        Sort::ApproxFlip => format!("{zh} is {right}, and `{en}` is bounded the other way"),
        Sort::Order | Sort::Reordered => {
            format!("{zh} (`{en}`) stands in another place of the enumeration")
        }
        Sort::Rounded => format!("{zh} is rounded to `{en}`"),
        Sort::Kind | Sort::Currency | Sort::Unit | Sort::Multiple | Sort::Magnitude => {
            format!("{zh} is {right}, not `{en}`")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_rules, run_on};
    use crate::finding::Severity;

    #[test]
    fn a_wrong_figure_is_reported_with_what_should_stand_there() {
        let found = run_on("白河县申领资金473万元。", "Baihe county applied for 473,000 yuan.");
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].rule.as_str(), found[0].severity), ("MAGNITUDE", Severity::Critical));
        assert_eq!(found[0].suggestion.as_deref(), Some("4.73 million yuan"));
        assert_eq!(found[0].spans[0].of("白河县申领资金473万元。"), "473万元");
        assert_eq!(
            found[0].target_spans[0].of("Baihe county applied for 473,000 yuan."),
            "473,000 yuan"
        );
    }

    #[test]
    fn figures_that_are_right_are_not_reported() {
        assert_rules(
            "今年1-10月，白河县新建水渠38条，投资近1.2亿元。",
            "From January to October, Baihe county built 38 canals at a cost of nearly 120 million yuan.",
            &[],
        );
    }

    #[test]
    fn a_small_number_in_a_word_is_no_error_unless_another_is_missing() {
        let severities = |source, target| -> Vec<Severity> {
            run_on(source, target).iter().map(|finding| finding.severity).collect()
        };
        let source = "白河县三面环山，一面临水。";
        let target = "Baihe county has mountains on three sides and water on the fourth.";
        assert_eq!(severities(source, target), [Severity::Minor]);
        let (source, target) = ("白河县三个村受灾。", "Four villages in Baihe county were hit.");
        assert!(severities(source, target).iter().any(|severity| severity.is_error()));
    }

    #[test]
    fn dollars_beside_yuan_are_a_minor_addition() {
        let source = "白河县投资7亿元。";
        let found = run_on(source, "Baihe county invested 700 million yuan ($97.9 million).");
        assert_eq!(found[0].severity, Severity::Minor);
        let found = run_on(source, "Baihe county invested 700 million yuan ($9.79 million).");
        assert_eq!(found[0].severity, Severity::Critical);
    }

    #[test]
    fn a_unit_may_stand_with_another_figure_only() {
        let source = "白河县投资由2亿元增加到5亿元，增加3亿元。";
        let target = "Investment in Baihe county rose from 200 million yuan to 500 million yuan, that is, by 300 million.";
        let found = run_on(source, target);
        assert!(found.iter().all(|finding| !finding.severity.is_error()), "{found:?}");
        let found = run_on("白河县投资2亿元。", "Baihe county invested 200 million.");
        assert!(found.iter().any(|finding| finding.severity.is_error()));
    }

    #[test]
    fn after_respectively_the_order_counts() {
        let source = "水渠和桥梁分别增加12条和增加30座。";
        assert_rules(source, "Canals and bridges rose by 12 and 30, respectively.", &[]);
    }
}
