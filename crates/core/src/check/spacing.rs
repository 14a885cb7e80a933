//! `SPACING`: two spaces, a space before a mark, or none after it; in an edition the first is mended.

use super::{Sides, on_target};
use crate::finding::{Finding, Severity};
use crate::text::span::Span;

pub(super) fn check(sides: &Sides<'_>) -> Vec<Finding> {
    let target = sides.target();
    let spans: Vec<Span> = (1..target.len())
        .filter(|&at| is_odd(target, at))
        .map(|at| Span::new(at, at + 1))
        .collect();
    if spans.is_empty() {
        return Vec::new();
    }
    let message = "a space is missing, or there is one too many";
    let mut finding = on_target("SPACING", Severity::Info, message);
    finding.target_spans = spans;
    vec![finding]
}

/// Tells whether a space is wrong at a place, or missing there.
fn is_odd(text: &[char], at: usize) -> bool {
    let (before, here) = (text[at - 1], text[at]);
    let next = text.get(at + 1).copied().unwrap_or(' ');
    match (before, here) {
        (' ', ' ') => true,
        (' ', ',' | ';' | '.' | '!' | '?') => !next.is_alphanumeric() && next != '.',
        (',' | ';', c) => {
            let word = at.checked_sub(2).map_or(' ', |at| text[at]);
            word.is_alphabetic() && c.is_alphabetic()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_rules;

    #[test]
    fn spaces_are_single_and_stand_after_marks() {
        let source = "白河县的水渠已经修好。";
        for odd in [
            "The canal  of Baihe county is ready.",
            "The canal , in Baihe county, is ready.",
            "The canal,in Baihe county, is ready.",
        ] {
            assert_rules(source, odd, &["SPACING"]);
        }
        assert_rules(source, "Baihe county's canal, long awaited, is ready.", &[]);
    }
}
