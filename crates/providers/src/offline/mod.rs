//! The offline engine: a reading aid that needs no key, no network and no model.
//!
//! For each segment it gives a *draft* where every clause is a known pattern (`draft`), and an
//! interlinear *gloss* otherwise (`gloss`); each answer says which it is. It never prints word after
//! word as if it were a sentence. What it knows is data beside the crate (`data/`) and the glossary
//! that the caller brings; it opens nothing and sends nothing. `docs/offline.md` tells the rest.

mod draft;
mod english;
mod gloss;
mod grammar;
mod leaf;
mod person;
mod reading;
mod senses;

use recto_core::fingerprint::Fingerprint;
use recto_core::glossary::{self, Glossary};
use recto_core::port::{
    Answered, Answers, Batch, Item, Keeping, Limits, Promise, Refusal, Translator,
};
use recto_core::unit::{Asker, Method};

/// The id under which the user knows this translator.
pub const ID: &str = "offline";

/// The translator that is compiled in.
#[derive(Debug, Clone)]
pub struct Offline {
    glossary: Glossary,
    asker: Asker,
}

impl Offline {
    /// Makes the translator with the terms of the caller: `user.over(Glossary::builtin())`.
    pub fn new(glossary: Glossary) -> Self {
        let asker = Asker {
            provider: ID.to_owned(),
            model: String::new(),
            prompt: knowledge().to_string(),
        };
        Self { glossary, asker }
    }

    /// Answers one item; every text has an answer.
    pub fn answer(&self, item: &Item) -> Answered {
        let is_whole = !item.head_missing && !item.tail_missing;
        let draft = is_whole.then(|| draft::draft(&self.glossary, item.kind, &item.text)).flatten();
        if let Some(text) = draft {
            return Answered { id: item.id, text, method: Method::Draft, gloss: Vec::new() };
        }
        let (gloss, text) = gloss::gloss(&self.glossary, &item.text);
        Answered { id: item.id, text, method: Method::Gloss, gloss }
    }
}

impl Translator for Offline {
    fn asker(&self) -> &Asker {
        &self.asker
    }

    fn limits(&self) -> Limits {
        Limits { items: 64, characters: 64_000, parallel: 1, keeping: Keeping::Remade }
    }

    fn translate<'a>(&'a self, batch: &'a Batch) -> Promise<'a, Result<Answers, Refusal>> {
        let items = batch.items.iter().map(|item| self.answer(item)).collect();
        Box::pin(std::future::ready(Ok(Answers { items, ..Answers::default() })))
    }
}

/// Returns the fingerprint of all that the engine knows.
fn knowledge() -> Fingerprint {
    let termbase = glossary::termbase_fingerprint().to_string();
    let version = env!("CARGO_PKG_VERSION");
    Fingerprint::of([version, grammar::PATTERNS, english::NOUNS, senses::SENSES, &termbase])
}

#[cfg(test)]
mod tests {
    use recto_core::document::Kind;

    use super::*;
    use crate::tests::batch;

    fn answer(text: &str, tail_missing: bool) -> Answered {
        let mut batch = batch(&[text]);
        batch.items[0].tail_missing = tail_missing;
        Offline::new(Glossary::builtin()).answer(&batch.items[0])
    }

    #[test]
    fn every_answer_says_how_it_was_made() {
        let draft = answer("固定资产投资增长6%。", false);
        assert_eq!((draft.method, draft.gloss.len()), (Method::Draft, 0));
        let gloss = answer("大家都很高兴。", false);
        assert_eq!(gloss.method, Method::Gloss);
        assert_eq!(
            gloss.gloss.iter().map(|word| &*word.text).collect::<String>(),
            "大家都很高兴。"
        );
    }

    #[test]
    fn a_text_that_is_cut_is_never_drafted() {
        assert_eq!(answer("固定资产投资增长6%。", true).method, Method::Gloss);
    }

    #[test]
    fn what_the_engine_knows_is_in_its_name() {
        let offline = Offline::new(Glossary::builtin());
        assert!(offline.asker().to_string().starts_with("offline#"));
        assert_eq!(offline.asker().prompt.len(), 32);
        assert_eq!(offline.limits().keeping, Keeping::Remade);
    }

    #[tokio::test]
    async fn a_batch_is_answered_item_by_item() {
        let batch = batch(&["固定资产投资增长6%。", "", "犄角旮旯"]);
        let offline = Offline::new(Glossary::builtin());
        let answers = offline.translate(&batch).await.expect("the offline engine refuses nothing");
        let ids: Vec<u32> = answers.items.iter().map(|item| item.id).collect();
        assert_eq!(ids, [1, 2, 3]);
    }

    proptest::proptest! {
        #[test]
        fn every_text_has_an_answer(text in "\\PC{0,60}", kind in 0..Kind::ALL.len()) {
            let mut batch = batch(&[text.as_str()]);
            batch.items[0].kind = Kind::ALL[kind];
            let answer = Offline::new(Glossary::builtin()).answer(&batch.items[0]);
            match answer.method {
                Method::Draft => proptest::prop_assert!(!answer.text.is_empty()),
                _ => proptest::prop_assert_eq!(
                    answer.gloss.iter().map(|word| word.text.as_str()).collect::<String>(),
                    text
                ),
            }
        }
    }
}
