//! What time it is, in the form that feeds want, and days as the user types them.

use std::env;
use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

/// The variable with which a build or a test fixes the time, in seconds since 1970.
const FIXED: &str = "SOURCE_DATE_EPOCH";

/// Returns the time as RFC 3339 has it: `2024-03-05T07:30:00Z`.
pub(crate) fn now() -> String {
    let fixed = env::var(FIXED).ok().and_then(|seconds| seconds.parse().ok());
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    time(fixed.unwrap_or(since.as_secs()))
}

/// A day of the calendar, as it is typed: `2024-03-05`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Day(pub(crate) String);

impl FromStr for Day {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no day: write it as `2024-03-05`");
        let parts: Vec<&str> = text.split('-').collect();
        let is_number = |part: &&str, length| {
            part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        let [year, month, day] = parts.as_slice() else { return Err(wrong()) };
        if !is_number(year, 4) || !is_number(month, 2) || !is_number(day, 2) {
            return Err(wrong());
        }
        let number = |part: &str| part.parse::<u64>().unwrap_or_default();
        let is_day = (1..=12).contains(&number(month))
            && (1..=days_of(number(year), number(month))).contains(&number(day));
        if is_day { Ok(Self(text.to_owned())) } else { Err(wrong()) }
    }
}

fn time(seconds: u64) -> String {
    let (mut days, rest) = (seconds / 86_400, seconds % 86_400);
    let (mut year, mut month) = (1970, 1);
    while days >= year_days(year) {
        days -= year_days(year);
        year += 1;
    }
    while days >= days_of(year, month) {
        days -= days_of(year, month);
        month += 1;
    }
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    format!("{year:04}-{month:02}-{:02}T{hour:02}:{minute:02}:{second:02}Z", days + 1)
}

fn year_days(year: u64) -> u64 {
    (1..=12).map(|month| days_of(year, month)).sum()
}

fn days_of(year: u64, month: u64) -> u64 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_become_a_time_of_the_calendar() {
        assert_eq!(time(0), "1970-01-01T00:00:00Z");
        assert_eq!(time(951_782_399), "2000-02-28T23:59:59Z");
        assert_eq!(time(951_868_800), "2000-03-01T00:00:00Z");
        assert_eq!(time(1_709_624_096), "2024-03-05T07:34:56Z");
    }

    #[test]
    fn a_day_is_one_of_the_calendar() {
        for day in ["2024-02-29", "2024-12-31", "1949-10-01"] {
            assert!(day.parse::<Day>().is_ok(), "{day}");
        }
        for day in
            ["2023-02-29", "2024-13-01", "2024-3-5", "today", "2024-03-05T00", "２０２４-03-05"]
        {
            assert!(day.parse::<Day>().is_err(), "{day}");
        }
    }
}
