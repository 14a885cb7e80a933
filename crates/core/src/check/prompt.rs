//! `PROMPT_LEAK`: words that were said to the translator and stand in the answer.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::words::cut;
use super::{Sides, on_target};
use crate::finding::{Finding, Severity};
use crate::text::span::Span;

/// What language models are told unless the user has a prompt of another wording.
const PROMPT: &str = include_str!("../../../../prompts/translate.j2");

/// So many words in a row are no chance.
const RUN: usize = 8;

/// The words of the prompt, and where each stands in it.
struct Prompt {
    words: Vec<String>,
    places: HashMap<String, Vec<usize>>,
}

/// Finds a run of words of the prompt that the Chinese does not account for.
pub(super) fn check(sides: &Sides<'_>) -> Vec<Finding> {
    let (prompt, target) = (prompt(), sides.words());
    let leaks = |at: usize| {
        let end = at + RUN;
        let starts = prompt.places.get(target[at].lower.as_ref()).map_or(&[][..], Vec::as_slice);
        end <= target.len()
            && starts.iter().any(|&start| {
                let said = prompt.words.get(start..start + RUN);
                said.is_some_and(|said| {
                    said.iter().zip(&target[at..end]).all(|(said, word)| *said == word.lower)
                })
            })
    };
    let Some(at) = (0..target.len()).find(|&at| leaks(at)) else {
        return Vec::new();
    };
    let mut finding =
        on_target("PROMPT_LEAK", Severity::Critical, "the answer repeats what it was told to do");
    finding.target_spans = vec![Span::new(target[at].span.start, target[at + RUN - 1].span.end)];
    vec![finding]
}

fn prompt() -> &'static Prompt {
    static PROMPT_WORDS: OnceLock<Prompt> = OnceLock::new();
    PROMPT_WORDS.get_or_init(|| {
        let words: Vec<String> = cut(PROMPT).map(|word| word.lower.into_owned()).collect();
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, word) in words.iter().enumerate() {
            places.entry(word.clone()).or_default().push(place);
        }
        Prompt { words, places }
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::run_on;

    #[test]
    fn a_run_of_the_prompt_is_reported_and_a_few_words_are_not() {
        let found = |target: &str| {
            run_on("白河县今年开渠三条。", target)
                .iter()
                .any(|finding| finding.rule == "PROMPT_LEAK")
        };
        let said: Vec<String> =
            super::cut(super::PROMPT).take(12).map(|word| word.text.to_owned()).collect();
        assert!(found(&format!("Baihe county dug three canals. {}", said.join(" "))));
        assert!(!found(&format!("Baihe county dug three canals. {}", said[..6].join(" "))));
    }
}
