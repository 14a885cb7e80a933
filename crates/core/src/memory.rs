//! The door to what was answered before: cache, translation memory and resume in one.
//!
//! A key is content, never a position: the same words asked of the same translator under the same
//! terms are the same asking, on whatever page they stand.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::finding::Finding;
use crate::fingerprint::Fingerprint;
use crate::port::{Promise, Usage};
use crate::unit::{Asker, Example, Languages, Method, State, Target};

/// What makes two askings the same asking.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Key {
    /// The Chinese text, normalised by [`Key::normal_source`].
    pub source: String,
    /// From which language into which.
    pub languages: Languages,
    /// Who is asked.
    pub asker: Asker,
    /// The terms that occur in this text, and no others: an edited term re-asks only its own segments.
    pub terms: Fingerprint,
    /// The figures of this text with the exact English that is handed over for them.
    pub figures: Fingerprint,
}

/// An answer as it is remembered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// What was asked.
    pub key: Key,
    /// What was answered.
    pub target: Target,
    /// How far it has come; a person's word is `Reviewed` or `Final`.
    pub state: State,
    /// How often this key was asked for; a target that keeps its findings is not asked for without end.
    pub asked: u32,
    /// The model that answered, as the provider named it; empty where it named none.
    pub answered_by: String,
    /// Who answered in place of the asker of the key, which would not or could not; none where that
    /// one answered itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<Asker>,
    /// The person's translation of a similar text that was told beside the question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<Example>,
    /// The machine's words that a person's stand in the place of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced: Option<String>,
}

/// Whose answers are good enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Accept {
    /// Those to exactly this key, and any person's.
    #[default]
    Exact,
    /// Those of the same model under the same terms and figures as well, whatever its prompt said, the
    /// newest first.
    Older,
    /// Anyone's as well, whatever the terms were, the newest first.
    Anyone,
}

/// Who may ask for a key now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Claim {
    /// This process: nobody else asks for it until it is recorded or released.
    Ours,
    /// Another living process is asking for it; look again later.
    Theirs,
}

/// What the checks said of a pair.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Verdict {
    /// What they found.
    pub findings: Vec<Finding>,
    /// The English with its figures put right, where that was possible and is better.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<Correction>,
}

/// An English text of which figures were put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The text.
    pub text: String,
    /// What the checks find in it, what was put right included.
    pub findings: Vec<Finding>,
}

/// What was answered before.
///
/// Implementations are safe to share between threads and processes.
pub trait Memory: Send + Sync {
    /// Looks up the keys; the result has one entry for each key, in their order.
    fn recall<'a>(
        &'a self,
        keys: &'a [Key],
        accept: Accept,
    ) -> Promise<'a, Result<Vec<Option<Record>>, MemoryFault>>;

    /// Stores answers; when the promise is kept they survive the end of the process, however it ends.
    /// [`Memory::durable`] says when they survive that of the machine.
    ///
    /// A record of a person is never replaced by a machine's.
    fn record<'a>(&'a self, records: &'a [Record]) -> Promise<'a, Result<(), MemoryFault>>;

    /// Waits until everything that was stored before is on the disk and survives a power cut. A memory
    /// that lies on no disk has nothing to wait for.
    fn durable(&self) -> Promise<'_, Result<(), MemoryFault>> {
        Box::pin(std::future::ready(Ok(())))
    }

    /// Claims the keys for this process, one entry for each key, in their order.
    fn claim<'a>(&'a self, keys: &'a [Key]) -> Promise<'a, Result<Vec<Claim>, MemoryFault>>;

    /// Gives up claims on keys that were not answered.
    fn release<'a>(&'a self, keys: &'a [Key]) -> Promise<'a, Result<(), MemoryFault>>;

    /// Finds for each text the person's translation of the text most like it, in the same languages; one
    /// entry for each key, in their order. A memory need not find any.
    fn examples<'a>(
        &'a self,
        keys: &'a [Key],
    ) -> Promise<'a, Result<Vec<Option<Example>>, MemoryFault>> {
        Box::pin(std::future::ready(Ok(vec![None; keys.len()])))
    }

    /// Waits a little, so that those who hold a claim get on; comes back early when something was
    /// recorded. A memory that never says [`Claim::Theirs`] has nothing to wait for.
    fn wait(&self) -> Promise<'_, ()> {
        Box::pin(std::future::ready(()))
    }

    /// Looks up what the checks said before, by the fingerprint of everything they looked at; one entry
    /// for each fingerprint, in their order. A memory need not keep any.
    fn verdicts<'a>(&'a self, pairs: &'a [Fingerprint]) -> Promise<'a, Vec<Option<Verdict>>> {
        Box::pin(std::future::ready(vec![None; pairs.len()]))
    }

    /// Keeps what the checks said. They can look again: where it cannot be kept nothing is lost.
    fn judged<'a>(&'a self, _verdicts: &'a [(Fingerprint, Verdict)]) -> Promise<'a, ()> {
        Box::pin(std::future::ready(()))
    }

    /// Writes down what a request used and what that cost, in millionths of the currency and where the
    /// price is known, for the account of the money; a memory need not keep one.
    fn spent<'a>(
        &'a self,
        _asker: &'a Asker,
        _usage: Usage,
        _cost: Option<u64>,
    ) -> Promise<'a, Result<(), MemoryFault>> {
        Box::pin(std::future::ready(Ok(())))
    }
}

/// Why the memory could not be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MemoryFault {
    /// Somebody else holds the store for too long.
    #[error("the memory is in use: {0}")]
    Busy(String),
    /// The store holds something that is not a memory, or a damaged one.
    #[error("the memory is damaged: {0}")]
    Damaged(String),
    /// The store was written by a newer version.
    #[error("the memory was written by a newer version: {0}")]
    Newer(String),
    /// The store cannot be opened, read or written.
    #[error("the memory cannot be used: {0}")]
    Unusable(String),
}

impl Key {
    /// Returns the form of a source text under which it is remembered: one space for any run of white
    /// space, none at the ends, the characters otherwise untouched.
    pub fn normal_source(text: &str) -> String {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Returns the fingerprint of the whole key.
    pub fn fingerprint(&self) -> Fingerprint {
        let terms = self.terms.to_string();
        let figures = self.figures.to_string();
        Fingerprint::of([
            self.source.as_str(),
            &self.languages.from,
            &self.languages.to,
            &self.asker.provider,
            &self.asker.model,
            &self.asker.prompt,
            &terms,
            &figures,
        ])
    }

    /// Returns the fingerprint of the text and the languages alone: what a person's word answers,
    /// whoever is asked.
    pub fn text_fingerprint(&self) -> Fingerprint {
        Fingerprint::of([self.source.as_str(), &self.languages.from, &self.languages.to])
    }

    /// Tells whether both keys ask for the same text in the same languages, of whomever.
    pub fn is_same_text(&self, other: &Self) -> bool {
        self.source == other.source && self.languages == other.languages
    }
}

/// A part of a [`Key`] in which two keys can differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum KeyPart {
    /// The Chinese text.
    Source,
    /// The languages.
    Languages,
    /// The provider that is asked.
    Provider,
    /// The model that is asked.
    Model,
    /// The prompt, or the settings that shape the answer.
    Prompt,
    /// The terms that occur in the text.
    Terms,
    /// The figures of the text and their English.
    Figures,
}

impl Key {
    /// Returns the parts in which this key is not the other one.
    pub fn differences(&self, other: &Self) -> Vec<KeyPart> {
        [
            (KeyPart::Source, self.source != other.source),
            (KeyPart::Languages, self.languages != other.languages),
            (KeyPart::Provider, self.asker.provider != other.asker.provider),
            (KeyPart::Model, self.asker.model != other.asker.model),
            (KeyPart::Prompt, self.asker.prompt != other.asker.prompt),
            (KeyPart::Terms, self.terms != other.terms),
            (KeyPart::Figures, self.figures != other.figures),
        ]
        .into_iter()
        .filter_map(|(part, differs)| differs.then_some(part))
        .collect()
    }
}

impl Record {
    /// Tells whether a person wrote or approved the target: such a record answers every asker and is
    /// never replaced by a machine's.
    pub fn is_persons(&self) -> bool {
        self.state >= State::Reviewed
    }

    /// Returns the record with a person's words in the place of its own.
    #[must_use]
    pub fn edited(&self, text: &str, state: State) -> Self {
        let is_machines = self.target.method != Method::Person;
        let machines = (is_machines && self.target.text != text).then(|| self.target.text.clone());
        Self {
            target: Target { text: text.to_owned(), method: Method::Person, gloss: Vec::new() },
            state: state.max(State::Reviewed),
            replaced: machines.or_else(|| self.replaced.clone()),
            ..self.clone()
        }
    }

    /// Returns who made the target.
    pub fn made_by(&self) -> &Asker {
        self.instead.as_ref().unwrap_or(&self.key.asker)
    }
}

/// Chooses among the records of one text the one that answers a key; `records` stand newest first.
///
/// A person's word comes first, then the answer to exactly this key, then the nearest of those that are
/// accepted: of two that are equally near the newest.
pub fn choose(records: Vec<Record>, key: &Key, accept: Accept) -> Option<Record> {
    let mut records: Vec<Record> =
        records.into_iter().filter(|record| record.key.is_same_text(key)).collect();
    let best = records
        .iter()
        .position(Record::is_persons)
        .or_else(|| records.iter().position(|record| record.key == *key))
        .or_else(|| {
            let is_older = |record: &Record| record.key.differences(key) == [KeyPart::Prompt];
            (accept != Accept::Exact).then(|| records.iter().position(is_older)).flatten()
        })
        .or_else(|| (accept == Accept::Anyone && !records.is_empty()).then_some(0))?;
    Some(records.swap_remove(best))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(source: &str, provider: &str) -> Key {
        Key {
            source: source.into(),
            languages: Languages::default(),
            asker: Asker { provider: provider.into(), model: "m".into(), prompt: "p".into() },
            terms: Fingerprint::of(["t"]),
            figures: Fingerprint::of(["f"]),
        }
    }

    fn record(key: Key, target: &str, state: State) -> Record {
        Record {
            key,
            target: Target { text: target.into(), method: Method::Machine, gloss: Vec::new() },
            state,
            asked: 1,
            answered_by: String::new(),
            instead: None,
            example: None,
            replaced: None,
        }
    }

    #[test]
    fn every_part_of_a_key_changes_its_fingerprint() {
        let base = key("白河县开渠。", "a");
        let mut others = vec![base.clone(); 8];
        others[0].source.push('!');
        others[1].languages.from = "zh-Hant".into();
        others[2].languages.to = "en-GB".into();
        others[3].asker.provider = "b".into();
        others[4].asker.model = "n".into();
        others[5].asker.prompt = "q".into();
        others[6].terms = Fingerprint::of(["u"]);
        others[7].figures = Fingerprint::of(["g"]);
        let mut parts = std::collections::BTreeSet::new();
        for other in others {
            assert_ne!(other.fingerprint(), base.fingerprint(), "{other:?}");
            parts.extend(other.differences(&base));
        }
        assert_eq!(parts.len(), 7);
        assert_eq!(base.differences(&base), []);
    }

    #[test]
    fn line_breaks_and_spaces_do_not_make_another_source() {
        assert_eq!(Key::normal_source(" 白河县\n 开渠 "), "白河县 开渠");
    }

    #[test]
    fn a_persons_word_answers_every_asker_and_comes_first() {
        let asked = key("开渠", "a");
        let records = vec![
            record(asked.clone(), "own", State::Translated),
            record(key("开渠", "b"), "person", State::Reviewed),
        ];
        let chosen = choose(records, &asked, Accept::Exact).unwrap();
        assert_eq!(chosen.target.text, "person");
    }

    #[test]
    fn another_askers_word_counts_only_where_anyone_is_accepted() {
        let others = || vec![record(key("开渠", "b"), "other", State::Translated)];
        assert_eq!(choose(others(), &key("开渠", "a"), Accept::Exact), None);
        assert!(choose(others(), &key("开渠", "a"), Accept::Anyone).is_some());
    }

    #[test]
    fn an_older_prompts_word_counts_where_it_is_accepted_and_the_terms_are_the_same() {
        let asked = key("开渠", "a");
        let mut older = record(asked.clone(), "older", State::Translated);
        older.key.asker.prompt = "before".into();
        let newest = record(key("开渠", "b"), "other", State::Translated);
        let chosen = |records: &[Record], accept| {
            choose(records.to_vec(), &asked, accept).map(|record| record.target.text)
        };
        let both = [newest, older.clone()];
        assert_eq!(chosen(&both, Accept::Exact), None);
        assert_eq!(chosen(&both, Accept::Older).as_deref(), Some("older"));
        assert_eq!(chosen(&both, Accept::Anyone).as_deref(), Some("older"));
        older.key.terms = Fingerprint::of(["u"]);
        assert_eq!(chosen(&[older], Accept::Older), None);
    }

    #[test]
    fn a_persons_record_knows_the_machines_words_however_often_it_is_edited() {
        let machines = record(key("开渠", "a"), "machine", State::Translated);
        assert_eq!(machines.edited("machine", State::Final).replaced, None);
        let once = machines.edited("once", State::Translated);
        assert_eq!((once.state, once.target.method), (State::Reviewed, Method::Person));
        assert_eq!(once.edited("twice", State::Final).replaced.as_deref(), Some("machine"));
    }

    #[test]
    fn another_text_is_never_an_answer() {
        let records = vec![record(key("修桥", "a"), "bridge", State::Final)];
        assert_eq!(choose(records, &key("开渠", "a"), Accept::Anyone), None);
    }
}
