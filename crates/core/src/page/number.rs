//! Number: how items and sections are counted at the beginning of a line: `一、`, `（二）`, `3.`, `④`.

use crate::text::width::half;

/// A number before an item, with the manner of writing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    /// How it is written.
    pub(super) style: Style,
    /// The number itself, from 1.
    pub(super) value: u32,
}

/// A manner of writing numbers before items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// `一、`
    Han,
    /// `（一）`
    HanBracket,
    /// `1.`, `1、`
    Digit,
    /// `（1）`, `1）`
    DigitBracket,
    /// `①`
    Circled,
}

impl Number {
    /// Reads the number with which a text begins.
    pub(super) fn of(text: &str) -> Option<Self> {
        let first = text.chars().next()?;
        if ('①'..='⑳').contains(&first) {
            return Some(Self { style: Style::Circled, value: first as u32 - '①' as u32 + 1 });
        }
        let inner = text.trim_start_matches(['(', '（']);
        let bracketed = inner.len() < text.len();
        if first.is_ascii_digit() || bracketed && inner.starts_with(|c: char| c.is_ascii_digit()) {
            return digits(inner, bracketed);
        }
        let (value, rest) = han_number(inner)?;
        let mark = rest.chars().next().map(half)?;
        let after = &rest[rest.chars().next().map_or(0, char::len_utf8)..];
        let style = match (bracketed, mark) {
            (true, ')') => Style::HanBracket,
            (false, '、') if !goes_on_counting(after) => Style::Han,
            _ => return None,
        };
        Some(Self { style, value })
    }

    /// Tells whether a number stands directly before or after another one.
    pub(super) fn is_next_to(self, other: Self) -> bool {
        self.style == other.style && self.value.abs_diff(other.value) == 1
    }
}

fn digits(text: &str, bracketed: bool) -> Option<Number> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = &text[..text.len() - rest.len()];
    let mut after = rest.chars().map(half);
    let (mark, next) = (after.next()?, after.next().unwrap_or(' '));
    let style = match mark {
        ')' => Style::DigitBracket,
        '.' | '、' if !bracketed && !next.is_ascii_digit() => Style::Digit,
        _ => return None,
    };
    let value = digits.parse().ok().filter(|value| digits.len() <= 2 && *value > 0)?;
    Some(Number { style, value })
}

/// Reads a number from 1 to 99 written in Han characters.
fn han_number(text: &str) -> Option<(u32, &str)> {
    let digit = |c: char| "一二三四五六七八九".chars().position(|d| d == c).map(|n| n as u32 + 1);
    let mut value = None;
    let mut rest = text;
    for c in text.chars().take(3) {
        value = match (value, digit(c)) {
            (None, Some(n)) => Some(n),
            (None, None) if c == '十' => Some(10),
            (Some(tens @ 1..=9), None) if c == '十' => Some(tens * 10),
            (Some(tens), Some(n)) if tens % 10 == 0 => Some(tens + n),
            _ => break,
        };
        rest = &rest[c.len_utf8()..];
    }
    value.map(|value| (value, rest))
}

/// Tells whether numbers go on behind a first one: `一、二、三产业`, `三、四级`.
fn goes_on_counting(text: &str) -> bool {
    text.starts_with(|c: char| "一二三四五六七八九十".contains(c))
        && text.chars().nth(1).is_some_and(|c| {
            matches!(c, '、' | '，' | '和') || "产级线年季月类等期楼层号班组次".contains(c)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_number(text: &str, style: Style, value: u32) {
        assert_eq!(Number::of(text), Some(Number { style, value }), "{text}");
    }

    #[test]
    fn numbers_before_items_are_read() {
        assert_number("一、认清形势", Style::Han, 1);
        assert_number("二十三、附则", Style::Han, 23);
        assert_number("（十二）抓好管护", Style::HanBracket, 12);
        assert_number("3. 开镰", Style::Digit, 3);
        assert_number("3．开镰", Style::Digit, 3);
        assert_number("(2)归仓", Style::DigitBracket, 2);
        assert_number("④入库", Style::Circled, 4);
    }

    #[test]
    fn figures_and_enumerations_are_none() {
        for text in [
            "3.5万亩",
            "一、二、三产业融合",
            "三、四级渠道",
            "一条渠",
            "2026、",
            "十里",
            "（罗岩）",
        ] {
            assert_eq!(Number::of(text), None, "{text}");
        }
    }

    #[test]
    fn neighbours_share_a_style() {
        let number = |text| Number::of(text).expect("a number");
        assert!(number("一、甲").is_next_to(number("二、乙")));
        assert!(!number("一、甲").is_next_to(number("（二）乙")));
        assert!(!number("一、甲").is_next_to(number("三、丙")));
    }
}
