//! Chinese numbers: digits, numerals, 万 and 亿 in any mixture, by exact value.
//!
//! `3000万`, `1.2万亿`, `三千二百万`, `3亿5000万`, `1500多万`, `二十余`, `七八` (a range), `三百五` (350).
//! Whether a number is meant as a figure is for the readers to say; nothing here looks at what
//! follows, but for the units that begin like a numeral (千瓦, 千克).

use super::text::Text;
use crate::fact::decimal::Decimal;

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// It begins with digits: 3000万, 1.2.
    Digits,
    /// It begins with a numeral: 三千, 十二.
    Numeral,
    /// It is 百, 千, 万 or 亿 without a digit before it.
    Bare,
}

/// A number of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number {
    /// The value; the lower one of a range.
    pub value: Decimal,
    /// The upper value of a pair of neighbouring digits: 七八.
    pub upper: Option<Decimal>,
    /// The place after it.
    pub end: usize,
    /// Whether 余, 多 or 来 stands in it or after it.
    pub more: bool,
    /// How it is written.
    pub form: Form,
    /// Whether 万 or 亿 stands in it.
    pub is_large: bool,
    /// Whether 几 stands in it: 十几万 is any number above that.
    pub is_vague: bool,
}

impl Number {
    /// Returns the value as a small whole number.
    pub(super) fn whole(&self) -> Option<u32> {
        self.value.whole()
    }

    /// Tells whether the number is written in numerals or begins with 百, 千, 万.
    pub(super) fn is_han(&self) -> bool {
        self.form != Form::Digits
    }
}

/// Reads the number at a place.
pub(super) fn read(text: &Text, at: usize) -> Option<Number> {
    let low = Sum::read(text, at, Side::Low)?;
    let number = low.number(text)?;
    let upper = match low.saw_pair {
        true => Some(Sum::read(text, at, Side::High)?.number(text)?.value),
        false => None,
    };
    Some(Number { upper, ..number })
}

/// Reads a run of digits with commas and a decimal point: its value, its end and the digits before the point.
pub(super) fn digits(text: &Text, at: usize) -> Option<(Decimal, usize, usize)> {
    let mut written = String::new();
    let mut end = take_digits(text, at, &mut written);
    if written.is_empty() {
        return None;
    }
    while written.len() <= 30 && text.at(end) == ',' && is_group(text, at, end) {
        end = take_digits(text, end + 1, &mut written);
    }
    let whole = written.len();
    if text.at(end) == '.' && text.at(end + 1).is_ascii_digit() {
        written.push('.');
        end = take_digits(text, end + 1, &mut written);
    }
    Some((Decimal::parse(&written)?, end, whole))
}

/// Returns the value of a numeral from 〇 to 九.
pub(super) fn numeral(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Tells whether a number may begin with a character.
pub(super) fn begins(c: char) -> bool {
    c.is_ascii_digit()
        || matches!(c, '廿' | '卅' | '十' | '百' | '千' | '万' | '亿')
        || numeral(c).is_some()
}

/// Which digit of a neighbouring pair counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Low,
    High,
}

/// A number in the making.
struct Sum {
    /// Where the reading stands.
    end: usize,
    /// What stands before 亿.
    done: Decimal,
    /// What stands before 万.
    high: Decimal,
    /// What stands below 万.
    section: Decimal,
    /// A digit or a run of digits that waits for its unit, and whether it is a numeral.
    pending: Option<(Decimal, bool)>,
    /// The power of the last unit, and of the last one below 万.
    last_unit: i32,
    last_small: i32,
    /// Whether 零 stands after the last unit.
    after_zero: bool,
    form: Option<Form>,
    more: bool,
    is_large: bool,
    is_fraction: bool,
    is_vague: bool,
    saw_pair: bool,
}

impl Sum {
    fn read(text: &Text, at: usize, side: Side) -> Option<Self> {
        let mut sum = Self {
            end: at,
            done: Decimal::ZERO,
            high: Decimal::ZERO,
            section: Decimal::ZERO,
            pending: None,
            last_unit: 0,
            last_small: 4,
            after_zero: false,
            form: None,
            more: false,
            is_large: false,
            is_fraction: false,
            is_vague: false,
            saw_pair: false,
        };
        while sum.step(text, side).is_some() {}
        sum.form.map(|_| sum)
    }

    /// Takes one more character or run of digits, where it belongs to the number.
    fn step(&mut self, text: &Text, side: Side) -> Option<()> {
        match text.at(self.end) {
            '0'..='9' => self.take_digits(text),
            '十' => self.take_small(text, 1),
            '百' => self.take_small(text, 2),
            '千' => self.take_small(text, 3),
            '万' => self.take_ten_thousand(),
            '亿' => self.take_hundred_million(text),
            '余' | '多' | '来' | '几' => self.take_more(text),
            '有' => self.take_and(text),
            '廿' => self.take_tens(2),
            '卅' => self.take_tens(3),
            c => self.take_numeral(text, numeral(c)?, side),
        }
    }

    fn take_digits(&mut self, text: &Text) -> Option<()> {
        let (value, end, whole) = digits(text, self.end)?;
        let fits = self.form.is_none()
            || (self.last_unit > 0 && i32::try_from(whole).ok()? <= self.last_unit);
        if self.pending.is_some() || self.more || self.is_fraction || !fits {
            return None;
        }
        self.form.get_or_insert(Form::Digits);
        self.is_fraction = !value.is_whole();
        self.pending = Some((value, false));
        self.end = end;
        Some(())
    }

    fn take_numeral(&mut self, text: &Text, value: u32, side: Side) -> Option<()> {
        if self.more || self.form == Some(Form::Bare) {
            return None;
        }
        if value == 0 {
            return self.take_zero(text);
        }
        if let Some((before, is_numeral)) = self.pending {
            // 三五天 is a few days.
            let is_few = self.last_unit == 0 && (before, value) == (Decimal::from(3), 5);
            let is_pair = is_numeral
                && !self.saw_pair
                && (is_few || before.plus(Decimal::ONE) == Some(Decimal::from(value)))
                && numeral(text.at(self.end + 1)).is_none();
            if !is_pair {
                return None;
            }
            self.saw_pair = true;
            self.is_vague |= is_few;
            if side == Side::Low {
                self.end += 1;
                return Some(());
            }
        }
        self.form.get_or_insert(Form::Numeral);
        self.pending = Some((Decimal::from(value), true));
        self.end += 1;
        Some(())
    }

    fn take_zero(&mut self, text: &Text) -> Option<()> {
        let next = text.at(self.end + 1);
        let follows = next == '十' || numeral(next).is_some_and(|value| value > 0);
        if self.last_unit < 2 || self.pending.is_some() || !follows {
            return None;
        }
        self.after_zero = true;
        self.end += 1;
        Some(())
    }

    fn take_small(&mut self, text: &Text, power: i32) -> Option<()> {
        let is_unit = power == 3
            && self.last_unit < 4
            && matches!(text.at(self.end + 1), '瓦' | '米' | '克' | '伏' | '卡' | '帕');
        if self.more || power >= self.last_small || (is_unit && self.form.is_some()) {
            return None;
        }
        let coefficient = match (self.pending.take(), power) {
            (Some((value, _)), _) => value,
            (None, 1) if self.form != Some(Form::Bare) => Decimal::ONE,
            (None, _) if self.form.is_none() => Decimal::ONE,
            (None, _) => return None,
        };
        if self.form.is_none() {
            self.form = Some(if power == 1 { Form::Numeral } else { Form::Bare });
        }
        self.section = self.section.plus(coefficient.scaled(power)?)?;
        self.passed(power);
        self.last_small = power;
        Some(())
    }

    fn take_ten_thousand(&mut self) -> Option<()> {
        let below = self.below_ten_thousand()?;
        if self.high != Decimal::ZERO || (below == Decimal::ZERO && self.form.is_some()) {
            return None;
        }
        self.high = self.or_bare(below).scaled(4)?;
        self.is_large = true;
        self.start_section(4);
        Some(())
    }

    fn take_hundred_million(&mut self, text: &Text) -> Option<()> {
        let below = self.high.plus(self.below_ten_thousand()?)?;
        let again = below == Decimal::ZERO && text.before(self.end) == '亿';
        if again && self.done != Decimal::ZERO {
            self.done = self.done.scaled(8)?;
            self.end += 1;
            return Some(());
        }
        if self.done != Decimal::ZERO || (below == Decimal::ZERO && self.form.is_some()) {
            return None;
        }
        self.done = self.or_bare(below).scaled(8)?;
        self.high = Decimal::ZERO;
        self.is_large = true;
        self.start_section(8);
        Some(())
    }

    fn take_more(&mut self, text: &Text) -> Option<()> {
        let last = text.before(self.end);
        let is_round = matches!(last, '十' | '百' | '千' | '万' | '亿');
        let next = text.at(self.end + 1);
        let fits = match text.at(self.end) {
            '几' => last == '十' && self.form == Some(Form::Numeral),
            '来' => is_round && !matches!(next, '自' | '到' | '源' | '宾' | '访' | '电' | '临'),
            '多' => is_round || last.is_ascii_digit(),
            _ => is_round || last.is_ascii_digit(),
        };
        if self.form.is_none() || self.more || !fits {
            return None;
        }
        self.more = true;
        self.is_vague = text.at(self.end) == '几';
        self.end += 1;
        Some(())
    }

    /// Takes 廿 and 卅, which are so many tens.
    fn take_tens(&mut self, tens: u32) -> Option<()> {
        if self.form.is_some() {
            return None;
        }
        self.form = Some(Form::Numeral);
        self.section = Decimal::from(10 * tens);
        self.last_small = 1;
        self.passed(1);
        Some(())
    }

    /// Passes the 有 of 六十有八; 十有八九 is no number.
    fn take_and(&mut self, text: &Text) -> Option<()> {
        let ones = numeral(text.at(self.end + 1)).is_some_and(|ones| ones > 0);
        let is_alone = !begins(text.at(self.end + 2));
        let is_tens = self.last_unit == 1 && self.section > Decimal::from(10);
        if !(is_tens && self.pending.is_none() && !self.more && ones && is_alone) {
            return None;
        }
        self.end += 1;
        Some(())
    }

    fn below_ten_thousand(&self) -> Option<Decimal> {
        let pending = self.pending.map_or(Decimal::ZERO, |(value, _)| value);
        self.section.plus(pending)
    }

    /// Returns what stands before a large unit; nothing stands for one.
    fn or_bare(&mut self, below: Decimal) -> Decimal {
        if self.form.is_none() {
            self.form = Some(Form::Bare);
            return Decimal::ONE;
        }
        below
    }

    fn start_section(&mut self, power: i32) {
        self.section = Decimal::ZERO;
        self.pending = None;
        self.last_small = 4;
        self.passed(power);
    }

    fn passed(&mut self, power: i32) {
        self.last_unit = power;
        self.after_zero = false;
        self.end += 1;
    }

    fn number(&self, text: &Text) -> Option<Number> {
        let mut rest = self.section;
        if let Some((value, is_numeral)) = self.pending {
            let is_short = is_numeral && self.last_unit > 1 && !self.after_zero;
            let follows_unit =
                matches!(text.before(self.end.saturating_sub(1)), '百' | '千' | '万' | '亿');
            let power = if is_short && follows_unit { self.last_unit - 1 } else { 0 };
            rest = rest.plus(value.scaled(power)?)?;
        }
        Some(Number {
            value: self.done.plus(self.high)?.plus(rest)?,
            upper: None,
            end: self.end,
            more: self.more,
            form: self.form?,
            is_large: self.is_large,
            is_vague: self.is_vague,
        })
    }
}

fn take_digits(text: &Text, at: usize, written: &mut String) -> usize {
    let mut end = at;
    while text.at(end).is_ascii_digit() {
        written.push(text.at(end));
        end += 1;
    }
    end
}

/// Tells whether the comma at `comma` parts groups of three digits of a number that begins at `at`.
fn is_group(text: &Text, at: usize, comma: usize) -> bool {
    let first = (at..comma).position(|i| text.at(i) == ',').unwrap_or(comma - at);
    first <= 3
        && (1..=3).all(|offset| text.at(comma + offset).is_ascii_digit())
        && !text.at(comma + 4).is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read_all(written: &str) -> Option<Number> {
        let text = Text::new(written);
        read(&text, 0).filter(|number| number.end == text.len())
    }

    #[track_caller]
    fn assert_value(written: &str, value: &str) {
        let number = read_all(written).unwrap_or_else(|| panic!("{written} is not read"));
        assert_eq!(number.value.to_string(), value, "{written}");
    }

    #[test]
    fn digits_numerals_and_large_units_mix() {
        for (written, value) in [
            ("125万", "1250000"),
            ("3000万", "30000000"),
            ("1.2万亿", "1200000000000"),
            ("2千万", "20000000"),
            ("3亿5000万", "350000000"),
            ("1万2千", "12000"),
            ("1,234.5", "1234.5"),
            ("１２．５", "12.5"),
            ("十二", "12"),
            ("六十有八", "68"),
            ("廿八", "28"),
            ("卅", "30"),
            ("一百零五", "105"),
            ("三百五", "350"),
            ("一万二", "12000"),
            ("两千零三十", "2030"),
            ("三千二百万", "32000000"),
            ("一亿零五", "100000005"),
            ("十万", "100000"),
            ("一千二百亿", "120000000000"),
            ("万亿亿亿", "10000000000000000000000000000"),
        ] {
            assert_value(written, value);
        }
    }

    #[test]
    fn a_neighbouring_pair_is_a_range() {
        for (written, low, high) in [
            ("七八", "7", "8"),
            ("三四十", "30", "40"),
            ("十七八", "17", "18"),
            ("两三百", "200", "300"),
        ] {
            let number = read_all(written).unwrap();
            assert_eq!(number.value.to_string(), low, "{written}");
            assert_eq!(number.upper.unwrap().to_string(), high, "{written}");
        }
    }

    #[test]
    fn more_stands_inside_or_after() {
        for (written, value) in
            [("1500多万", "15000000"), ("5.8万多", "58000"), ("十余", "10"), ("二十来", "20")]
        {
            assert!(read_all(written).unwrap().more, "{written}");
            assert_value(written, value);
        }
    }

    #[test]
    fn what_is_no_number_is_cut_short_or_refused() {
        for written in
            ["十有八九", "六十有", "十百千万", "一二三", "百亿万", "零", "多", &"9".repeat(400)]
        {
            assert_eq!(read_all(written), None, "{written}");
        }
    }

    #[test]
    fn a_metric_prefix_is_no_thousand() {
        let number = read(&Text::new("一万八千米"), 0).unwrap();
        assert_eq!((number.end, number.value), (4, Decimal::from(18_000)));
        let number = read(&Text::new("50千瓦"), 0).unwrap();
        assert_eq!((number.end, number.value), (2, Decimal::from(50)));
    }

    /// Spells a number in numerals, as a person would.
    fn spell(n: u64) -> String {
        const NUMERALS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
        for (unit, name) in
            [(100_000_000, '亿'), (10_000, '万'), (1000, '千'), (100, '百'), (10, '十')]
        {
            if n >= unit {
                let (head, rest) = (n / unit, n % unit);
                let zero = if rest > 0 && rest < unit / 10 { "零" } else { "" };
                let tail = if rest > 0 { spell(rest) } else { String::new() };
                return format!("{}{name}{zero}{tail}", spell(head));
            }
        }
        NUMERALS[n as usize].to_string()
    }

    proptest! {
        #[test]
        fn every_spelling_reads_back(n in 1u64..10_000_000_000_000) {
            let value = n.to_string();
            let (yi, wan, rest) = (n / 100_000_000, n / 10_000 % 10_000, n % 10_000);
            prop_assert_eq!(&read_all(&value).unwrap().value.to_string(), &value);
            prop_assert_eq!(&read_all(&spell(n)).unwrap().value.to_string(), &value);
            let mut mixed = String::new();
            for (part, unit) in [(yi, "亿"), (wan, "万"), (rest, "")] {
                if part > 0 {
                    mixed += &format!("{part}{unit}");
                }
            }
            prop_assert_eq!(&read_all(&mixed).unwrap().value.to_string(), &value);
            let decimal = format!("{}万", Decimal::parse(&value).unwrap().scaled(-4).unwrap());
            prop_assert_eq!(&read_all(&decimal).unwrap().value.to_string(), &value);
        }

        #[test]
        fn any_text_is_read_without_panic(text in "[0-9零〇一二两三五九十百千万亿余多来.,瓦]{0,40}") {
            let text = Text::new(&text);
            for at in 0..text.len() {
                let _ = read(&text, at);
            }
        }
    }
}
