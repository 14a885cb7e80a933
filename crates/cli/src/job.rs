//! What a run works with, made from the settings: the glossary, the translators and the memory.

use std::collections::HashSet;
use std::sync::Arc;

use recto_core::digest::Order;
use recto_core::engine::{Digester, Engine, Policy, Price};
use recto_core::fingerprint::Fingerprint;
use recto_core::glossary::Glossary;
use recto_core::memory::{Accept, Memory};
use recto_core::port::{Keeping, Summarizer, Translator};
use recto_core::unit::Languages;
use recto_memory::{Sqlite, Volatile};

use crate::askers::{self, Askers, Cost, Purpose};
use crate::config;
use crate::counted::counted;
use crate::error::CommandError;
use crate::receipts::Receipts;
use crate::remembered;
use crate::report::Report;
use crate::run::Priced;
use crate::settings::{Accepted, Asking, Layer};
use crate::terms;

/// What a run works with.
pub(crate) struct Job {
    /// From which language into which.
    pub(crate) languages: Languages,
    glossary: Glossary,
    askers: Askers,
    memory: Remembering,
    policy: Policy,
}

/// Where answers are kept.
enum Remembering {
    Lasting(Box<Sqlite>),
    ForThisRun(Volatile),
}

impl Job {
    /// Makes everything ready; nothing is sent and nothing written.
    pub(crate) fn open(
        settings: &Layer,
        purpose: Purpose,
        report: &Report,
    ) -> Result<Self, CommandError> {
        let asking = &settings.asking;
        let glossary = terms::read(&asking.glossary, report)?;
        let askers = askers::open(settings, &glossary, purpose)?;
        let memory = Remembering::open(asking, &askers, report)?;
        let languages = askers::languages(asking);
        let policy = Policy {
            languages: languages.clone(),
            max_requests: asking.max_requests,
            max_segments: asking.max_segments,
            max_cost: asking.max_cost.map(|amount| amount.0),
            prices: askers.prices.iter().map(|cost| cost.price).collect(),
            accept: match asking.accept {
                Some(Accepted::Anyone) => Accept::Anyone,
                Some(Accepted::Older) => Accept::Older,
                Some(Accepted::Exact) | None => Accept::Exact,
            },
            is_frozen: asking.frozen == Some(true),
            away: away(asking)?,
            checks: asking.switches()?,
            prompt: askers::own_prompt(asking)?,
            ..Policy::default()
        };
        Ok(Self { languages, glossary, askers, memory, policy })
    }

    /// Makes the engine for a run over so many pages.
    pub(crate) fn engine(&self, pages: usize) -> Engine<'_> {
        let translators: Vec<&dyn Translator> =
            self.askers.translators.iter().map(AsRef::as_ref).collect();
        Engine::new(translators, self.memory.door(), &self.glossary, self.policy.clone())
            .expecting(pages)
    }

    /// Makes the engine for digests, which take what is remembered, whoever translated it, and otherwise
    /// what costs nothing: no limit on asking is touched.
    pub(crate) fn reading_engine(&self) -> Engine<'_> {
        let translators: Vec<&dyn Translator> =
            self.askers.translators.iter().map(AsRef::as_ref).collect();
        let policy = Policy {
            languages: self.languages.clone(),
            accept: self.policy.accept,
            checks: self.policy.checks.clone(),
            prompt: self.policy.prompt.clone(),
            ..Policy::default()
        };
        Engine::new(translators, self.memory.door(), &self.glossary, policy)
    }

    /// Makes whoever writes the digests of a run; `price` is what the summarizer costs, where known.
    pub(crate) fn digester<'a>(
        &'a self,
        summarizer: Option<&'a dyn Summarizer>,
        price: Option<Price>,
        order: Order,
    ) -> Digester<'a> {
        let policy = Policy { prices: vec![price], ..self.policy.clone() };
        Digester::new(summarizer, self.memory.door(), &self.glossary, order, policy)
    }

    /// Returns the memory, unless this run remembers nothing.
    pub(crate) fn memory(&self) -> Option<&Sqlite> {
        match &self.memory {
            Remembering::Lasting(memory) => Some(memory.as_ref()),
            Remembering::ForThisRun(_) => None,
        }
    }

    /// Returns how many pages have to be under way to keep the first translator busy.
    pub(crate) fn width(&self) -> usize {
        let limits = self.askers.translators[0].limits();
        match limits.keeping {
            Keeping::Recorded => limits.parallel + 1,
            Keeping::Remade => 1,
        }
    }

    /// Returns whom may be asked and what each costs, in their order.
    pub(crate) fn priced<'a>(&'a self) -> Vec<Priced<'a>> {
        let Askers { shown, prices, .. } = &self.askers;
        let priced = |(shown, cost): (&'a String, &'a Cost)| Priced {
            shown,
            price: cost.price,
            seen: cost.seen,
        };
        shown.iter().zip(prices).map(priced).collect()
    }

    /// Says who is asked, and where text goes.
    pub(crate) fn tell_askers(&self, report: &Arc<Report>) {
        if self.policy.is_frozen {
            return report.note("asking nobody: what is remembered is all there is");
        }
        report.note(&format!("asking {}", self.askers.shown.join(", then ")));
        if !self.policy.away.is_empty() {
            let hint =
                "`recto batch collect` fetches them, `recto batch status` says how far they are";
            report.warn(
                &format!(
                    "not asked for: {} away in a batch",
                    counted(self.policy.away.len(), "segment")
                ),
                &[hint.to_owned()],
            );
        }
    }

    /// Writes down what was learnt of the models, and says which keys were refused and what the memory
    /// noticed about its file.
    pub(crate) fn close(&self, report: &Report) {
        self.askers.notebook.close();
        self.askers.refused.iter().for_each(|refused| refused.tell(report));
        if let Some(memory) = self.memory() {
            for warning in memory.take_warnings() {
                report.warn(&warning, &[]);
            }
        }
    }
}

/// Returns the name under which spending is written down.
fn account(asking: &Asking) -> String {
    let folder = || {
        let folder = std::env::current_dir().ok()?;
        Some(folder.file_name()?.to_string_lossy().into_owned())
    };
    asking.account.clone().or_else(folder).unwrap_or_default()
}

/// Returns the keys of what is away; without a memory nothing that is fetched would be found.
fn away(asking: &Asking) -> Result<HashSet<Fingerprint>, CommandError> {
    if asking.no_memory == Some(true)
        || (asking.memory.is_none() && config::memory_file().is_none())
    {
        return Ok(HashSet::new());
    }
    Receipts::of(asking)?.away()
}

impl Remembering {
    /// Opens the memory. A run that pays for nothing goes on without one that cannot be used.
    fn open(asking: &Asking, askers: &Askers, report: &Report) -> Result<Self, CommandError> {
        if asking.no_memory == Some(true) {
            return Ok(Self::ForThisRun(Volatile::new()));
        }
        let is_free = askers
            .translators
            .iter()
            .all(|translator| translator.limits().keeping == Keeping::Remade);
        match remembered::open(asking) {
            Ok(memory) => Ok(Self::Lasting(Box::new(memory.for_job(account(asking))))),
            Err(error) if is_free && asking.memory.is_none() => {
                report.warn(&error.message, &error.hints);
                Ok(Self::ForThisRun(Volatile::new()))
            }
            Err(error) => Err(error),
        }
    }

    fn door(&self) -> &dyn Memory {
        match self {
            Self::Lasting(memory) => memory.as_ref(),
            Self::ForThisRun(memory) => memory,
        }
    }
}
