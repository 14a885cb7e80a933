//! A figure as news English writes it: 125万元 is "1.25 million yuan".
//!
//! [`render_en`] returns every accepted form, the best first. It writes what the figure says and
//! nothing that only its sentence could say (what the first was the first of).

mod amount;
mod calendar;
mod order;

use super::decimal::Decimal;
use super::english::{MONEY, SIZES, TIMES};
use super::figure::{Approx, Figure, Kind, Value};
use amount::{
    counted, grouped, joined, money, multiple, numbers, of_fraction, plural, sized, spoken,
};
use calendar::{month, month_name, of_clock, of_clocks, of_date, of_dates, of_quarters, plan};
use order::{anniversary, ordinal, ordinals, ranked};

/// Returns the accepted English renderings of a figure, the best first.
pub fn render_en(figure: &Figure) -> Vec<String> {
    let mut forms = match figure.value {
        Value::Number(number) => of_number(figure, number),
        Value::Range(low, high) => of_range(figure, low, high),
        Value::Fraction(part, whole) => of_fraction(part, whole),
        Value::Date(date) => of_date(date),
        Value::Dates(from, to) => of_dates(from, to),
        Value::Quarters(from, to) => of_quarters(from, to),
        Value::Clock(clock) => of_clock(clock),
        Value::Clocks(from, to) => of_clocks(from, to),
    };
    if let Some(approx) = figure.approx {
        forms = bounded(&forms, approx, figure.kind);
    }
    let mut seen = Vec::new();
    forms.retain(|form| {
        !form.is_empty() && !seen.contains(form) && {
            seen.push(form.clone());
            true
        }
    });
    forms
}

fn of_number(figure: &Figure, number: Decimal) -> Vec<String> {
    let unit = figure.unit.as_deref().unwrap_or("");
    match figure.kind {
        Kind::Percent => with_each(&[spoken(number)], &["{} percent", "{}%", "{} per cent"]),
        Kind::Point => with_each(
            &numbers(number),
            &[plural(number, "{} percentage point", "{} percentage points")],
        ),
        Kind::Money => money(number, unit),
        Kind::Measure => sized(number, unit, SIZES),
        Kind::Duration => running(figure, sized(number, unit, TIMES)),
        Kind::Multiple => multiple(number, figure.role),
        Kind::Rank => ranked(number),
        Kind::RankTop => with_each(&[grouped(number)], &["top {}", "the top {}"]),
        Kind::Ordinal => ordinal(number, &figure.text),
        Kind::Anniversary => anniversary(number),
        Kind::Year => with_each(&[number.to_string()], &["{}", "in {}", "the year {}"]),
        Kind::Month => month(figure, number),
        Kind::Plan => plan(number),
        Kind::Lunar => ordinals(number)
            .iter()
            .map(|form| format!("the {form} month of the lunar calendar"))
            .collect(),
        _ => counted(number, unit),
    }
}

/// Adds the forms of 连续三年: three consecutive years.
fn running(figure: &Figure, forms: Vec<String>) -> Vec<String> {
    if !figure.text.starts_with("连续") {
        return forms;
    }
    let in_a_row = forms.iter().filter_map(|form| {
        let (number, unit) = form.rsplit_once(' ')?;
        Some(format!("{number} consecutive {unit}"))
    });
    in_a_row.collect::<Vec<_>>().into_iter().chain(forms.clone()).collect()
}

fn of_range(figure: &Figure, low: Decimal, high: Decimal) -> Vec<String> {
    let unit = figure.unit.as_deref().unwrap_or("");
    match unit {
        "month"
            if figure.text.contains('月') && !figure.text.contains("个月")
                || figure.text.starts_with('前') =>
        {
            let name = |month: Decimal| {
                month_name(month.to_i64().and_then(|month| u8::try_from(month).ok()))
            };
            let mut forms = vec![format!("{} to {}", name(low), name(high))];
            if low == Decimal::ONE {
                forms.insert(
                    usize::from(!figure.text.starts_with('前')),
                    format!("the first {} months", numbers(high)[0]),
                );
            }
            return forms;
        }
        "year" if low >= Decimal::from(1000) => {
            let last = high.to_string();
            return vec![
                format!("{low} to {high}"),
                format!("{low}-{}", &last[last.len().saturating_sub(2)..]),
                format!("{low}-{high}"),
            ];
        }
        "%" => return with_each(&joined(low, high), &["{} percent", "{}%"]),
        "percentage_point" => return with_each(&joined(low, high), &["{} percentage points"]),
        _ => {}
    }
    let noun = SIZES
        .iter()
        .chain(TIMES)
        .find(|(name, _, _)| *name == unit)
        .map_or(unit, |(_, _, many)| many);
    let word = MONEY.iter().find(|(name, _, _)| *name == unit).map_or(noun, |(_, word, _)| word);
    let forms = joined(low, high);
    forms.iter().map(|form| format!("{form} {word}").trim_end().to_owned()).collect()
}

fn bounded(forms: &[String], approx: Approx, kind: Kind) -> Vec<String> {
    let words: &[&str] = match approx {
        Approx::MoreThan => &["more than {}", "over {}"],
        Approx::AtLeast if kind == Kind::Count => {
            &["at least {}", "no fewer than {}", "{} or more", "more than {}"]
        }
        Approx::AtLeast => &["at least {}", "no less than {}", "{} or more", "more than {}"],
        Approx::Nearly => &["nearly {}", "almost {}", "close to {}"],
        Approx::LessThan if kind == Kind::Count => &["fewer than {}", "less than {}", "under {}"],
        Approx::LessThan => &["less than {}", "fewer than {}", "under {}"],
        Approx::AtMost => &["at most {}", "no more than {}", "up to {}", "within {}"],
        Approx::About => &["about {}", "around {}", "some {}"],
    };
    let first =
        forms.iter().take(1).flat_map(|form| words.iter().map(|word| word.replace("{}", form)));
    let rest =
        forms.iter().skip(1).flat_map(|form| words.iter().map(|word| word.replace("{}", form)));
    first.collect::<Vec<_>>().into_iter().chain(rest).collect()
}

fn with_each(forms: &[String], patterns: &[&str]) -> Vec<String> {
    patterns
        .iter()
        .flat_map(|pattern| forms.iter().map(|form| pattern.replace("{}", form)))
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::fact::{read_zh, render_en};

    #[track_caller]
    fn assert_first(text: &str, rendering: &str) {
        let figures = read_zh(text);
        assert_eq!(figures.len(), 1, "{text}: {figures:?}");
        assert_eq!(render_en(&figures[0])[0], rendering, "{text}");
    }

    #[test]
    fn the_first_form_is_what_a_newspaper_prints() {
        for (text, rendering) in [
            ("125万元", "1.25 million yuan"),
            ("11.9亿元", "1.19 billion yuan"),
            ("20.5万元", "205,000 yuan"),
            ("3326.5万美元", "$33.265 million"),
            ("每公斤6.2元", "6.2 yuan per kilogram"),
            ("3000万套组件", "30 million sets"),
            ("140余家企业", "more than 140 companies"),
            ("不下200场", "at least 200 events"),
            ("八家企业", "eight companies"),
            ("5.3%", "5.3 percent"),
            ("1个百分点", "one percentage point"),
            ("2个百分点", "two percentage points"),
            ("近三成", "nearly 30 percent"),
            ("三分之二", "two-thirds"),
            ("四分之一", "one-quarter"),
            ("72亩", "72 mu"),
            ("5.8万多吨", "more than 58,000 metric tons"),
            ("连续4年", "four consecutive years"),
            ("181天", "181 days"),
            ("第52位", "52nd"),
            ("前20的位次", "top 20"),
            ("第十三批", "the 13th group"),
            ("100周年", "the 100th anniversary"),
            ("2020年", "2020"),
            ("2020年7月7日", "July 7, 2020"),
            ("2月4日", "Feb 4"),
            ("2018年8月", "August 2018"),
            ("3月底", "the end of March"),
            ("第一季度", "the first quarter"),
            ("前三季度", "the first three quarters"),
            ("11月1日至3日", "Nov 1 to 3"),
            ("1-10月", "January to October"),
            ("早6点至晚12点", "6 am to midnight"),
            ("“十四五”规划", "14th Five-Year Plan period (2021-25)"),
            ("2-3家公司", "two or three companies"),
            ("增长了2倍", "tripled"),
            ("翻一番", "doubled"),
            ("半个月", "half a month"),
            ("十分之一", "one-tenth"),
            ("百分之一百二十", "120 percent"),
            ("千分之一", "0.1 percent"),
            ("增长百倍", "100-fold"),
            ("提高了10倍", "tenfold"),
            ("不到200户", "fewer than 200 households"),
        ] {
            assert_first(text, rendering);
        }
    }

    #[test]
    fn every_form_is_named_once() {
        for figure in read_zh("前10个月完成投资1,200亿元，增长5%以上，位居全省第一，近10倍于2019年")
        {
            let mut forms = render_en(&figure);
            let count = forms.len();
            assert!(count > 0);
            forms.sort();
            forms.dedup();
            assert_eq!(forms.len(), count, "{forms:?}");
        }
    }
}
