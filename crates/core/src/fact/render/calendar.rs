//! Dates, months, quarters, plan periods and times of day as news English writes them.

use super::order::{ordinal_digits, ordinals};
use crate::fact::date::{Clock, Date};
use crate::fact::decimal::Decimal;
use crate::fact::english::{MONTHS, ORDINALS, SHORT_MONTHS, WORDS};
use crate::fact::figure::Figure;

pub(super) fn month(figure: &Figure, number: Decimal) -> Vec<String> {
    let name = month_name(number.to_i64().and_then(|month| u8::try_from(month).ok()));
    let part = match figure.text.chars().last() {
        Some('底') => Some(format!("the end of {name}")),
        Some('初') => Some(format!("early {name}")),
        Some('末') => Some(format!("late {name}")),
        _ => None,
    };
    part.into_iter().chain([name.to_owned(), format!("in {name}")]).collect()
}

pub(super) fn month_name(month: Option<u8>) -> &'static str {
    month.and_then(|month| MONTHS.get(usize::from(month).checked_sub(1)?)).copied().unwrap_or("")
}

fn short_month(month: Option<u8>) -> &'static str {
    month
        .and_then(|month| SHORT_MONTHS.get(usize::from(month).checked_sub(1)?))
        .copied()
        .unwrap_or("")
}

pub(super) fn plan(number: Decimal) -> Vec<String> {
    let value = number.to_i64().unwrap_or(0);
    let from = 2021 + (value - 14) * 5;
    let last = if from % 100 > 95 { from + 4 } else { (from + 4) % 100 };
    let years = format!("{from}-{last:02}");
    ordinals(number)
        .iter()
        .flat_map(|form| {
            [format!("{form} Five-Year Plan period ({years})"), format!("{form} Five-Year Plan")]
        })
        .collect()
}

pub(super) fn of_date(date: Date) -> Vec<String> {
    let Some(day) = date.day else {
        let tail = date.year.map_or_else(String::new, |year| format!(" {year}"));
        let (long, short) = (month_name(date.month), short_month(date.month));
        return vec![format!("{long}{tail}"), format!("{short}{}{tail}", stop(short, long))];
    };
    if date.month.is_none() {
        return vec![format!("the {}", ordinal_digits(Decimal::from(u32::from(day))))];
    }
    let (long, short) = (month_name(date.month), short_month(date.month));
    let (tail, british) =
        date.year.map_or_else(Default::default, |year| (format!(", {year}"), format!(" {year}")));
    vec![
        format!("{short} {day}{tail}"),
        format!("{long} {day}{tail}"),
        format!("{short}{} {day}{tail}", stop(short, long)),
        format!("{day} {long}{british}"),
    ]
}

fn stop(short: &str, long: &str) -> &'static str {
    if short == long { "" } else { "." }
}

pub(super) fn of_dates(from: Date, to: Date) -> Vec<String> {
    let tail = from.year.map_or_else(String::new, |year| format!(", {year}"));
    let (first, last) = (short_month(from.month), short_month(to.month));
    match (from.day, to.day) {
        (Some(start), Some(end)) if from.month == to.month => vec![
            format!("{first} {start} to {end}{tail}"),
            format!("{first} {start}-{end}{tail}"),
            format!("{} {start} to {end}{tail}", month_name(from.month)),
        ],
        (Some(start), Some(end)) => vec![
            format!("{first} {start} to {last} {end}{tail}"),
            format!("{} {start} to {} {end}{tail}", month_name(from.month), month_name(to.month)),
        ],
        _ => {
            let year = from.year.map_or_else(String::new, |year| format!(" {year}"));
            vec![format!("{} to {}{year}", month_name(from.month), month_name(to.month))]
        }
    }
}

pub(super) fn of_quarters(from: u8, to: u8) -> Vec<String> {
    let name = |quarter: u8| ORDINALS.get(usize::from(quarter)).copied().unwrap_or("");
    match (from, to) {
        (from, to) if from == to => vec![format!("the {} quarter", name(from)), format!("Q{from}")],
        (1, to) => vec![
            format!("the first {} quarters", WORDS.get(usize::from(to)).copied().unwrap_or("")),
            format!("Q1-Q{to}"),
        ],
        _ => vec![format!("the {} to {} quarters", name(from), name(to)), format!("Q{from}-Q{to}")],
    }
}

pub(super) fn of_clock(clock: Clock) -> Vec<String> {
    match (clock.hour, clock.minute) {
        (0 | 24, 0) => return vec!["midnight".to_owned(), "12 am".to_owned()],
        (12, 0) => return vec!["noon".to_owned(), "12 pm".to_owned()],
        _ => {}
    }
    let (half, point) = if clock.hour % 24 < 12 { ("am", "a.m.") } else { ("pm", "p.m.") };
    let hour = (clock.hour + 11) % 12 + 1;
    let minute = if clock.minute == 0 { String::new() } else { format!(":{:02}", clock.minute) };
    vec![
        format!("{hour}{minute} {half}"),
        format!("{hour}{minute} {point}"),
        format!("{:02}:{:02}", clock.hour, clock.minute),
    ]
}

pub(super) fn of_clocks(from: Clock, to: Clock) -> Vec<String> {
    let pairs = of_clock(from).into_iter().zip(of_clock(to));
    pairs
        .flat_map(|(from, to)| [format!("{from} to {to}"), format!("from {from} to {to}")])
        .collect()
}
