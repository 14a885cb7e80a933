//! Calendar dates of which parts may be unknown, and times of day.
//!
//! Both print in the form that the lists of figures use: `????-02-04`, `2018-08`, `09:30`. A date that
//! no calendar has (February 30) is kept as it is printed; [`Date::is_possible`] tells it.

use std::fmt;

use serde::{Serialize, Serializer};

/// A date, as far as it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    /// The year.
    pub year: Option<u16>,
    /// The month, from 1.
    pub month: Option<u8>,
    /// The day of the month, from 1.
    pub day: Option<u8>,
}

impl Date {
    /// Tells whether some calendar year has this date.
    pub fn is_possible(self) -> bool {
        let longest = match self.month {
            Some(2) => 28 + u8::from(self.year.is_none_or(is_leap)),
            Some(4 | 6 | 9 | 11) => 30,
            Some(1..=12) | None => 31,
            Some(_) => return false,
        };
        self.day.is_none_or(|day| (1..=longest).contains(&day))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}-")?,
            None => f.write_str("????-")?,
        }
        match self.month {
            Some(month) => write!(f, "{month:02}")?,
            None => f.write_str("??")?,
        }
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A time of day; midnight at the end of a day is 24:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Clock {
    /// The hour, 0 to 24.
    pub hour: u8,
    /// The minute, 0 to 59.
    pub minute: u8,
    /// Whether the text says which half of the day is meant, in a word or by an hour after noon.
    pub has_half: bool,
}

impl Clock {
    /// Tells whether two times of day may be the same: either half of the day, where one leaves it to sense.
    pub fn may_be(self, other: Self) -> bool {
        let around = if self.has_half && other.has_half { 24 } else { 12 };
        self.minute == other.minute && self.hour % around == other.hour % around
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

impl Serialize for Clock {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

fn is_leap(year: u16) -> bool {
    (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_parts_print_as_question_marks_or_not_at_all() {
        let mut date = Date { year: None, month: Some(2), day: Some(4) };
        assert_eq!(date.to_string(), "????-02-04");
        date.year = Some(2018);
        date.day = None;
        assert_eq!(date.to_string(), "2018-02");
    }

    #[test]
    fn the_half_of_the_day_counts_where_both_sides_name_it() {
        let clock = |hour, has_half| Clock { hour, minute: 30, has_half };
        assert!(clock(2, true).may_be(clock(2, true)));
        assert!(!clock(2, true).may_be(clock(14, true)));
        assert!(clock(2, true).may_be(clock(14, false)));
        assert!(clock(24, true).may_be(clock(0, true)));
    }

    #[test]
    fn a_date_that_no_calendar_has_is_told() {
        let date = |year, month, day| Date { year, month: Some(month), day };
        assert!(date(None, 2, Some(29)).is_possible());
        assert!(!date(Some(2023), 2, Some(29)).is_possible());
        assert!(!date(None, 2, Some(30)).is_possible());
        assert!(!date(None, 13, None).is_possible());
        assert!(!date(None, 4, Some(0)).is_possible());
    }
}
