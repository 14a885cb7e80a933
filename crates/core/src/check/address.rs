//! `ADDRESS_LOST`: an address of the web or of mail, or a telephone number, that the English lacks.

use std::cell::LazyCell;

use super::latin::bare;
use super::{Sides, on_target};
use crate::fact::Hold;
use crate::finding::{Finding, Severity};
use crate::text::set::Set;
use crate::text::span::Span;
use crate::text::width::half;

/// Digits from which on a number that counts nothing is one to be dialled.
const DIALLED: usize = 7;

pub(super) fn check(sides: &Sides<'_>) -> Vec<Finding> {
    let printed = sides.source().iter().filter(|&&c| half(c).is_ascii_alphanumeric());
    if printed.count() < DIALLED {
        return Vec::new();
    }
    let source: Vec<char> = sides.source().iter().map(|&c| half(c)).collect();
    let target = LazyCell::new(|| bare(sides.target()));
    let lost = runs(&source).find(|&span| {
        let text = &source[span.start..span.end];
        let is_one = is_dialled(sides, text, span) || is_address(text);
        is_one && !target.contains(bare(text).trim_start_matches('0'))
    });
    let Some(span) = lost else { return Vec::new() };
    let text: String = source[span.start..span.end].iter().take(80).collect();
    let mut finding =
        on_target("ADDRESS_LOST", Severity::Major, format!("`{text}` is not in the English"));
    finding.spans = vec![span];
    vec![finding]
}

/// Returns the runs of characters that an address or a telephone number is made of.
fn runs(text: &[char]) -> impl Iterator<Item = Span> + '_ {
    static MARKS: Set = Set::of("@:/.-_?&=%+#~");
    let is_part = |c: char| c.is_ascii_alphanumeric() || MARKS.has(c);
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].iter().position(|&c| is_part(c))?;
        let len = text[start..].iter().take_while(|&&c| is_part(c)).count();
        at = start + len;
        let tail = text[start..at].iter().rev().take_while(|c| !c.is_ascii_alphanumeric()).count();
        Some(Span::new(start, (at - tail).max(start)))
    })
}

fn is_address(text: &[char]) -> bool {
    // The shortest there is: a@b.c.
    if text.len() < 5 || !text.iter().any(|c| matches!(c, '@' | ':' | '.')) {
        return false;
    }
    let text: String = text.iter().collect::<String>().to_lowercase();
    let is_mail =
        text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    text.contains("://") || text.starts_with("www.") || is_mail
}

/// Tells whether a run is a telephone number: long, all digits, and no figure of the text.
fn is_dialled(sides: &Sides<'_>, text: &[char], span: Span) -> bool {
    let digits = text.iter().filter(|c| c.is_ascii_digit()).count();
    (DIALLED..=2 * DIALLED).contains(&digits)
        && text.iter().all(|c| c.is_ascii_digit() || *c == '-')
        && sides.figures().within(span).iter().all(|figure| figure.hold == Hold::Loose)
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_rules;

    #[test]
    fn an_address_and_a_telephone_number_stay() {
        let source = "报名请致电0375-6688123，详情见www.baihe.example。";
        assert_rules(source, "To sign up, call 0375-6688123; see www.baihe.example.", &[]);
        assert_rules(
            source,
            "To sign up, call 0375-6688128; for details see www.baihe.example.",
            &["ADDED", "ADDRESS_LOST"],
        );
        assert_rules(source, "To sign up, call 0375-6688123.", &["ADDRESS_LOST"]);
        assert_rules("全县粮食产量1234567吨。", "Grain output was 1,234,567 metric tons.", &[]);
    }
}
