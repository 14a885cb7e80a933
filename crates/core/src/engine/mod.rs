//! From a document to its units: what is remembered, what has to be asked for, and asking for it.
//!
//! [`Engine::plan`] looks and asks nobody; [`Engine::translate`] asks and always returns what it
//! has. The engine is the only part of this crate that waits and the only one that uses the doors.
//! It has no clock, no runtime and no threads: whoever drives it may drive many documents at once,
//! and stops it through [`Watch`].
//!
//! [`policy`](Policy) how far it may go · `work` what there is to do · `plan` what it would take,
//! `range` what that may come to ·
//! `batch` what goes together · `figures` what is told of figures · `ask` asking for one batch ·
//! `take` what follows · `answer` what an answer is worth · `flight` equal segments once ·
//! `entrance` and `turnstile` so many at a time · `trial` whether asking again helps · `budget` what may
//! be used · `verdict` what the checks say and said before · `mend` figures that are put right · `parcel`
//! batches that are answered much later · `run` what
//! the pages share · `sheet` the results of a document · `translate` a whole document ·
//! `digest` an article in a few sentences · [`event`](Event) and [`outcome`](Outcome) what is told.

use std::fmt;

use crate::fingerprint::Fingerprint;
use crate::glossary::Glossary;
use crate::memory::Memory;
use crate::port::Translator;

mod answer;
mod ask;
mod batch;
mod budget;
mod digest;
mod digest_answer;
mod digest_brief;
mod entrance;
mod event;
mod figures;
mod flight;
mod mend;
mod outcome;
mod parcel;
mod plan;
mod policy;
mod price;
mod range;
mod run;
mod sheet;
mod take;
mod task;
mod translate;
mod trial;
mod turnstile;
mod verdict;
mod work;

pub use digest::{Digested, Digester, stories};
pub use event::{Event, Watch};
pub use outcome::{Note, Outcome, Stop, Tally};
pub use parcel::{Parcel, Unpacked};
pub use plan::Plan;
pub use policy::Policy;
pub use price::Price;
pub use range::Range;

use run::Run;

/// Translates documents with what is remembered and whoever may be asked.
///
/// One engine serves a whole run: documents that are translated with it at the same time share the
/// places before each translator, the budget and the answers to equal segments.
pub struct Engine<'a> {
    /// Whom to ask, in this order: the next one only for what the ones before would not or could not.
    translators: Vec<&'a dyn Translator>,
    memory: &'a dyn Memory,
    glossary: &'a Glossary,
    policy: Policy,
    run: Run,
    /// What decides about findings beside the pairs themselves.
    rules: Fingerprint,
}

impl<'a> Engine<'a> {
    /// Makes an engine; the first translator is asked, the others are for what it declines.
    ///
    /// # Panics
    ///
    /// Without any translator: even a run that asks nobody needs to know whose answers count.
    pub fn new(
        translators: Vec<&'a dyn Translator>,
        memory: &'a dyn Memory,
        glossary: &'a Glossary,
        policy: Policy,
    ) -> Self {
        assert!(!translators.is_empty(), "an engine has at least one translator");
        let run = Run::new(translators.iter().map(|translator| translator.limits()));
        let rules = verdict::rules(glossary, &policy);
        Self { translators, memory, glossary, policy, run, rules }
    }

    /// Says how many documents this run will translate.
    ///
    /// The last batches of a run can then be parted among the places that would stand empty, so that
    /// the run does not end with one long request. Without it nothing is parted.
    #[must_use]
    pub fn expecting(self, documents: usize) -> Self {
        self.run.expect(documents);
        self
    }

    /// Says that one of the documents that were expected will not come.
    pub fn pass_over(&self) {
        self.run.seated();
    }
}

impl fmt::Debug for Engine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let askers: Vec<_> = self.translators.iter().map(|one| one.asker().to_string()).collect();
        f.debug_struct("Engine").field("translators", &askers).finish_non_exhaustive()
    }
}
