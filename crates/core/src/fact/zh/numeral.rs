//! Every number of a Chinese text, whatever it says: a second look at what no reader may have understood.

use super::number::{self, numeral};
use super::text::Text;
use crate::fact::decimal::Decimal;
use crate::fact::numeral::Numeral;
use crate::text::span::Span;

/// Returns the numbers of a text.
pub fn numerals(text: &str) -> Vec<Numeral> {
    let text = Text::new(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let numeral = |end: usize, value: Decimal, is_word: bool| Numeral {
            span: Span::new(at, end),
            value,
            is_word,
        };
        let number = number::begins(text.at(at)).then(|| number::read(&text, at)).flatten();
        let Some(number) = number else {
            found.extend(sign(text.at(at)).map(|value| numeral(at + 1, value, true)));
            at += 1;
            continue;
        };
        let values = [Some(number.value), number.upper].into_iter().flatten();
        found.extend(
            values.map(|value| {
                numeral(number.end, value, number.is_han() && value < Decimal::from(10))
            }),
        );
        let printed = number::digits(&text, at).filter(|(_, end, _)| *end < number.end);
        found.extend(printed.map(|(value, end, _)| numeral(end, value, false)));
        found.extend(tenths(&text, at).map(|value| numeral(at + 3, value, true)));
        at = number.end.max(at + 1);
    }
    found
}

/// Reads two digits that stand about a word for tenths: the 95 of 九成五.
fn tenths(text: &Text, at: usize) -> Option<Decimal> {
    let (tens, ones) = numeral(text.at(at)).zip(numeral(text.at(at + 2)))?;
    matches!(text.at(at + 1), '成' | '折').then(|| Decimal::from(10 * tens + ones))
}

/// Returns the value of a character that is a number by itself.
fn sign(c: char) -> Option<Decimal> {
    let from = |first: char| u32::from(c) - u32::from(first) + 1;
    match c {
        '半' => Decimal::new(5, -1),
        '零' | '〇' => Some(Decimal::ZERO),
        '双' | '俩' => Some(Decimal::from(2)),
        '仨' => Some(Decimal::from(3)),
        'Ⅰ'..='Ⅻ' => Some(Decimal::from(from('Ⅰ'))),
        '①'..='⑳' => Some(Decimal::from(from('①'))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_seen_whatever_it_says() {
        let cases: [(&str, &[&str]); 7] = [
            ("不足七分地,T2航站楼", &["7", "2"]),
            ("近四成,九成五", &["4", "9", "95", "5"]),
            ("响应由Ⅳ级升为Ⅲ级,见图②", &["4", "3", "2"]),
            ("三心二意", &["3", "2"]),
            ("约1.2万套,七八人", &["12000", "1.2", "7", "8"]),
            ("一个半小时,降到零", &["1", "0.5", "0"]),
            ("渠", &[]),
        ];
        for (text, expected) in cases {
            let read: Vec<String> =
                numerals(text).iter().map(|numeral| numeral.value.to_string()).collect();
            assert_eq!(read, expected, "{text}");
        }
    }
}
