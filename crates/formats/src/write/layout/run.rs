//! A text in runs: what a finding points at, and the rest.

use recto_core::text::span::Span;
use serde::Serialize;

use crate::write::shown::shown;

/// A run of characters that look alike.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Run {
    /// The characters.
    pub text: String,
    /// Whether a finding points at them.
    pub is_marked: bool,
}

/// Cuts a text where the marked spans begin and end; spans that do not fit are ignored.
pub(super) fn runs<'a>(text: &str, marked: impl Iterator<Item = &'a Span>) -> Vec<Run> {
    let mut marked: Vec<Span> = marked.copied().filter(|span| !span.is_empty()).collect();
    if marked.is_empty() {
        let mut runs = Vec::new();
        push(&mut runs, text, false);
        return runs;
    }
    marked.sort_unstable();
    let mut runs: Vec<Run> = Vec::new();
    let (mut current, mut next, mut until) = (String::new(), 0, 0);
    let mut was_marked = false;
    for (at, c) in text.chars().enumerate() {
        while marked.get(next).is_some_and(|span| span.start <= at) {
            until = until.max(marked[next].end);
            next += 1;
        }
        if (at < until) != was_marked {
            push(&mut runs, &current, was_marked);
            current.clear();
            was_marked = at < until;
        }
        current.push(c);
    }
    push(&mut runs, &current, was_marked);
    runs
}

fn push(runs: &mut Vec<Run>, text: &str, is_marked: bool) {
    let text = shown(text);
    if !text.is_empty() {
        runs.push(Run { text: text.into_owned(), is_marked });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_runs(spans: &[(usize, usize)], expected: &[(&str, bool)]) {
        let spans: Vec<Span> = spans.iter().map(|&(start, end)| Span::new(start, end)).collect();
        let runs = runs("增长5.3%左右", spans.iter());
        let got: Vec<(&str, bool)> =
            runs.iter().map(|run| (run.text.as_str(), run.is_marked)).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn marks_cut_a_text_and_lose_nothing() {
        assert_runs(&[], &[("增长5.3%左右", false)]);
        assert_runs(&[(2, 6)], &[("增长", false), ("5.3%", true), ("左右", false)]);
        assert_runs(&[(2, 4), (3, 6)], &[("增长", false), ("5.3%", true), ("左右", false)]);
        assert_runs(&[(6, 99)], &[("增长5.3%", false), ("左右", true)]);
        assert_runs(&[(40, 99)], &[("增长5.3%左右", false)]);
    }
}
