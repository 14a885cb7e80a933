//! The word budget: which sentences to take so that a digest has about as many words as were asked for.

/// How far a digest may be from its budget, in percent.
pub const TOLERANCE: usize = 10;

/// A sentence that may be taken.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// Its words.
    pub words: usize,
    /// What it is worth.
    pub worth: f32,
}

/// Chooses the worthiest candidates that have at least `low` and at most `high` words together, and
/// returns their places in order.
///
/// Where no choice has so many, the one with the most words is taken: a short article stays short.
pub fn fit(candidates: &[Candidate], (low, high): (usize, usize)) -> Vec<usize> {
    let mut best: Vec<Option<(f32, Vec<usize>)>> = vec![None; high + 1];
    best[0] = Some((0.0, Vec::new()));
    for (place, candidate) in candidates.iter().enumerate() {
        for total in (candidate.words..=high).rev() {
            let Some((worth, chosen)) = &best[total - candidate.words] else { continue };
            let worth = worth + candidate.worth;
            if best[total].as_ref().is_none_or(|(other, _)| *other < worth) {
                let chosen = chosen.iter().copied().chain([place]).collect();
                best[total] = Some((worth, chosen));
            }
        }
    }
    let within = best[low.min(high)..].iter().flatten().max_by(|a, b| a.0.total_cmp(&b.0));
    let nearest = || best[..low.min(high)].iter().rev().flatten().next();
    within.or_else(nearest).map(|(_, chosen)| chosen.clone()).unwrap_or_default()
}

/// Returns the fewest and the most words that keep a budget.
pub fn borders(budget: usize) -> (usize, usize) {
    let slack = budget * TOLERANCE / 100;
    (budget - slack, budget + slack)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn candidates(words: &[usize]) -> Vec<Candidate> {
        let worth = |place: usize| 1.0 / (1.0 + place as f32);
        words
            .iter()
            .enumerate()
            .map(|(place, &words)| Candidate { words, worth: worth(place) })
            .collect()
    }

    #[test]
    fn the_worthiest_sentences_that_fit_are_taken_in_order() {
        assert_eq!(fit(&candidates(&[30, 30, 30, 30]), borders(60)), [0, 1]);
        assert_eq!(fit(&candidates(&[50, 40, 20]), borders(60)), [1, 2]);
    }

    #[test]
    fn a_short_article_stays_short_and_a_long_sentence_is_left_out() {
        assert_eq!(fit(&candidates(&[12, 9]), borders(100)), [0, 1]);
        assert_eq!(fit(&candidates(&[300, 20]), borders(50)), [1]);
        assert!(fit(&[], borders(50)).is_empty());
    }

    proptest! {
        #[test]
        fn no_choice_has_more_words_than_the_upper_border(
            words in proptest::collection::vec(1_usize..60, 0..40),
            budget in 10_usize..400,
        ) {
            let candidates = candidates(&words);
            let chosen = fit(&candidates, borders(budget));
            let total: usize = chosen.iter().map(|&place| words[place]).sum();
            prop_assert!(total <= borders(budget).1);
            prop_assert!(chosen.is_sorted());
            let rest = (0..words.len()).filter(|place| !chosen.contains(place));
            let could_grow = rest.map(|place| words[place]).min().is_some_and(|least| {
                total + least <= borders(budget).1
            });
            prop_assert!(total >= borders(budget).0 || !could_grow);
        }
    }
}
