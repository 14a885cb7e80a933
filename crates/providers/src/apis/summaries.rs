//! What summarization APIs share: the English they read, and how what they answer is cited.
//!
//! Such an API knows no passages. Its sentences are cited here, by the words and figures they share with
//! the English of each passage; the engine proves them like any others, so that a wrong guess is a
//! sentence refused and never one believed.

use std::collections::HashSet;

use recto_core::digest::sentence;
use recto_core::port::{Brief, Claim, Draft, Part, Usage};

use super::texts;
use crate::verdict::{Class, Fault};

/// A sentence that is cited from several passages takes one more for so many words of its own.
const MORE: usize = 2;

/// The most passages that one sentence cites.
const MOST_CITES: usize = 3;

/// Returns the English of the article, a paragraph a line.
pub(crate) fn english(brief: &Brief) -> String {
    let lines = brief.passages.iter().map(|passage| passage.en.trim());
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Makes a draft of a summary: each sentence a point, cited from the passages that share most with it.
pub(crate) fn draft(brief: &Brief, summary: &str) -> Result<Draft, Fault> {
    let summary = texts::clean(summary);
    let passages: Vec<(String, HashSet<String>)> = brief
        .passages
        .iter()
        .map(|passage| (format!("p{}", passage.id), words(&passage.en)))
        .collect();
    let claims: Vec<Claim> = sentence::english(&summary)
        .into_iter()
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .map(|text| Claim {
            part: Part::Point,
            text: text.to_owned(),
            cites: cites(text, &passages),
            ..Claim::default()
        })
        .collect();
    if claims.is_empty() {
        return Err(Fault::new(Class::Unusable, "an empty summary"));
    }
    let characters = english(brief).chars().count() as u64;
    Ok(Draft { claims, model: String::new(), usage: Usage { characters, ..Usage::default() } })
}

/// Chooses passages until none adds words that the sentence has.
fn cites(text: &str, passages: &[(String, HashSet<String>)]) -> Vec<String> {
    let mut left = words(text);
    let mut cites = Vec::new();
    while cites.len() < MOST_CITES {
        let shares = |words: &HashSet<String>| words.intersection(&left).count();
        let best = passages
            .iter()
            .filter(|(id, _)| !cites.contains(id))
            // Of equals the first, because news comes first.
            .rev()
            .max_by_key(|(_, words)| shares(words));
        let Some((id, words)) = best.filter(|(_, words)| shares(words) > 0) else { break };
        if !cites.is_empty() && shares(words) < MORE {
            break;
        }
        left.retain(|word| !words.contains(word));
        cites.push(id.clone());
    }
    cites
}

/// Returns the words and figures of a text that tell it from others.
fn words(text: &str) -> HashSet<String> {
    let runs = text.split(|c: char| !(c.is_alphanumeric() || c == '.' || c == ','));
    let words = runs.map(|word| word.trim_matches(['.', ',']).to_lowercase());
    let tells =
        |word: &String| word.chars().count() > 3 || word.chars().any(|c| c.is_ascii_digit());
    words.filter(tells).collect()
}

#[cfg(test)]
mod tests {
    use recto_core::document::Kind;
    use recto_core::port::Passage;

    use super::*;

    fn brief(english: &[&str]) -> Brief {
        let passage = |(id, en): (u32, &&str)| Passage {
            id,
            kind: Kind::Paragraph,
            zh: "文".into(),
            en: (*en).to_owned(),
            values: Vec::new(),
        };
        Brief { passages: (1..).zip(english).map(passage).collect(), ..Brief::default() }
    }

    fn shown(english: &[&str], summary: &str) -> Vec<String> {
        let draft = draft(&brief(english), summary).unwrap();
        draft
            .claims
            .iter()
            .map(|claim| format!("{} [{}]", claim.text, claim.cites.join(",")))
            .collect()
    }

    const ARTICLE: &[&str] = &[
        "Baihe Bridge opens to traffic",
        "Baihe Bridge, which cost 240 million yuan, opened to traffic on Tuesday.",
        "",
        "Villagers used to walk eleven kilometers to the nearest market.",
    ];

    #[test]
    fn a_sentence_is_cited_from_the_passage_that_shares_most_with_it() {
        let summary =
            "Baihe Bridge cost 240 million yuan. Villagers walked eleven kilometers before.";
        let expected = [
            "Baihe Bridge cost 240 million yuan. [p2]",
            "Villagers walked eleven kilometers before. [p4]",
        ];
        assert_eq!(shown(ARTICLE, summary), expected);
    }

    #[test]
    fn a_sentence_that_joins_two_passages_cites_both() {
        let summary =
            "The bridge cost 240 million yuan and spares villagers eleven kilometers to market.";
        assert!(
            shown(ARTICLE, summary)[0].ends_with("[p4,p2]")
                || shown(ARTICLE, summary)[0].ends_with("[p2,p4]")
        );
    }

    #[test]
    fn a_sentence_of_nothing_that_is_printed_cites_nothing() {
        assert_eq!(shown(ARTICLE, "Scientists praised cheese."), ["Scientists praised cheese. []"]);
        assert!(draft(&brief(ARTICLE), " \n").is_err());
    }

    #[test]
    fn only_what_is_translated_is_sent() {
        assert_eq!(english(&brief(ARTICLE)).lines().count(), 3);
        assert_eq!(english(&brief(&["", ""])), "");
    }
}
