//! `PROMPT_LEAK`: words that were said to the translator and stand in the answer.

use std::collections::HashMap;
use std::fmt;
use std::sync::OnceLock;

use super::words::{Words, cut};
use super::{Sides, on_target};
use crate::finding::{Finding, Severity};
use crate::text::span::Span;

/// What language models are told unless the user has a prompt of another wording.
const PROMPT: &str = include_str!("../../../../prompts/translate.j2");

/// So many words in a row are no chance.
const RUN: usize = 8;

/// Characters of a Chinese text from which on a prompt that holds it has it as an example.
const EXAMPLE: usize = 6;

/// What a translator was told, word by word, so that it is known again in an answer.
#[derive(Clone, PartialEq, Eq)]
pub struct Prompt {
    text: String,
    words: Vec<String>,
    /// Where each word stands.
    places: HashMap<String, Vec<usize>>,
}

impl Prompt {
    /// Takes the wording of a prompt, rendered or as a template.
    pub fn of(text: &str) -> Self {
        let words: Vec<String> = cut(text).map(|word| word.lower.into_owned()).collect();
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, word) in words.iter().enumerate() {
            places.entry(word.clone()).or_default().push(place);
        }
        Self { text: text.to_owned(), words, places }
    }

    /// Returns where a text repeats the prompt: the numbers of its first words that do.
    fn repeated(&self, target: &Words<'_>) -> Option<usize> {
        let is_said = |at: usize, place: usize| {
            let said = self.words.get(place).zip(target.get(at));
            said.is_some_and(|(said, word)| *said == word.lower)
        };
        // Of as many words in a row as are a run, one is looked up.
        (RUN - 1..target.len()).step_by(RUN).find_map(|at| {
            let places = self.places.get(target[at].lower.as_ref())?;
            places.iter().find_map(|&place| {
                let before =
                    (1..RUN).take_while(|back| *back <= place && is_said(at - back, place - back));
                let before = before.count();
                let after = (1..RUN).take_while(|ahead| is_said(at + ahead, place + ahead)).count();
                (before + 1 + after >= RUN).then_some(at - before)
            })
        })
    }

    /// Tells whether the prompt shows how this Chinese text is translated.
    fn has_example(&self, source: &str) -> bool {
        source.chars().nth(EXAMPLE - 1).is_some() && self.text.contains(source.trim())
    }
}

impl fmt::Debug for Prompt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Prompt").field(&self.text).finish()
    }
}

/// Finds a run of words of the built-in prompt, or of the one in its place.
pub(super) fn check(sides: &Sides<'_>) -> Vec<Finding> {
    let target = sides.words();
    let prompts = [Some(built_in()), sides.pair.prompt];
    let prompts = prompts.into_iter().flatten();
    let source = sides.pair.source;
    let repeated =
        |prompt: &Prompt| prompt.repeated(target).filter(|_| !prompt.has_example(source));
    let Some(at) = prompts.filter_map(repeated).next() else {
        return Vec::new();
    };
    let mut finding =
        on_target("PROMPT_LEAK", Severity::Critical, "the answer repeats what it was told to do");
    finding.target_spans = vec![Span::new(target[at].span.start, target[at + RUN - 1].span.end)];
    vec![finding]
}

fn built_in() -> &'static Prompt {
    static BUILT_IN: OnceLock<Prompt> = OnceLock::new();
    BUILT_IN.get_or_init(|| Prompt::of(PROMPT))
}

#[cfg(test)]
mod tests {
    use super::super::tests::run_on;
    use super::super::{Pair, run};
    use super::*;

    #[test]
    fn a_run_of_the_prompt_is_reported_and_a_few_words_are_not() {
        let found = |target: &str| {
            run_on("白河县今年开渠三条。", target)
                .iter()
                .any(|finding| finding.rule == "PROMPT_LEAK")
        };
        let said: Vec<String> = cut(PROMPT).take(12).map(|word| word.text.to_owned()).collect();
        assert!(found(&format!("Baihe county dug three canals. {}", said.join(" "))));
        assert!(!found(&format!("Baihe county dug three canals. {}", said[..6].join(" "))));
    }

    #[test]
    fn a_prompt_of_the_user_is_known_but_for_its_examples() {
        let prompt = Prompt::of(
            "Write as the Baihe Daily does: short words, no adjectives, figures in digits. \
             For example 白河县的水渠已经修好 is: The canals of Baihe county have been built at last.",
        );
        let found = |source: &str, target: &str| {
            let pair = Pair { prompt: Some(&prompt), ..Pair::of(source, target) };
            run(&pair).iter().any(|finding| finding.rule == "PROMPT_LEAK")
        };
        let leak =
            "Baihe county dug canals: short words, no adjectives, figures in digits. For example.";
        assert!(found("白河县今年开渠三条。", leak));
        let example = "The canals of Baihe county have been built at last.";
        assert!(!found("白河县的水渠已经修好", example));
        assert!(found("松原县的桥", example));
    }
}
