//! From stories to digests: what is remembered, asking a summarizer, proving every sentence, asking once
//! more for those that fail, and a digest in any case.
//!
//! Without a summarizer, or where it declines, the digest is made of the article itself. What a summarizer
//! wrote is recorded before it is used; an unchanged story costs nothing.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use futures_util::future::join_all;

use crate::digest::prove::Prover;
use crate::digest::{Digest, Order, Story, extract};
use crate::edition::Edition;
use crate::finding::{Finding, Severity};
use crate::glossary::Glossary;
use crate::memory::{Accept, Key, Memory, Record};
use crate::port::{Brief, Draft, Keeping, Refusal, Summarizer, Usage};
use crate::unit::{Asker, Method, State, Target};

use super::budget::{Budget, Grant};
use super::digest_answer::{Sorted, assemble, sort};
use super::digest_brief::{self, Part};
use super::event::{Event, Watch};
use super::outcome::Stop;
use super::policy::Policy;
use super::turnstile::Turnstile;

/// How often a story is asked for in smaller parts because it was too large.
const HALVINGS: u32 = 4;

/// Makes digests of stories.
///
/// One of them serves a whole run: stories that are digested at the same time share the places before the
/// summarizer and the budget.
pub struct Digester<'a> {
    summarizer: Option<&'a dyn Summarizer>,
    memory: &'a dyn Memory,
    glossary: &'a Glossary,
    order: Order,
    policy: Policy,
    turnstile: Turnstile,
    state: Mutex<Standing>,
}

/// How the summarizer has fared in this run.
#[derive(Debug, Default)]
struct Standing {
    budget: Budget,
    in_vain: u32,
    /// Why it is not asked any more.
    out: Option<Refusal>,
}

/// A digest, and how it came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Digested {
    /// The digest; there always is one.
    pub digest: Digest,
    /// Whom it was to be written by, where there is anybody.
    pub asked: Option<Asker>,
    /// Whether what the summarizer wrote was remembered and nobody was asked.
    pub remembered: bool,
    /// What was used.
    pub usage: Usage,
    /// What the summarizer declined.
    pub refusals: Vec<Refusal>,
    /// Why the summarizer was not asked, where it should have been.
    pub stopped: Option<Stop>,
}

/// Why there is no draft.
enum Trouble {
    Refused(Refusal),
    Stopped(Stop),
    /// Nobody may be asked, and nothing is remembered.
    Frozen,
}

/// Returns the stories of an edition, with whatever English it has.
pub fn stories(edition: &Edition, published: Option<&str>) -> Vec<Story> {
    let articles = (1..).zip(&edition.articles);
    articles
        .filter(|(_, article)| article.blocks.iter().any(|block| !block.units.is_empty()))
        .map(|(number, article)| Story {
            source: edition.source.clone(),
            article: number,
            published: published.map(str::to_owned),
            languages: edition.languages.clone(),
            units: article.blocks.iter().flat_map(|block| block.units.iter().cloned()).collect(),
        })
        .collect()
}

impl<'a> Digester<'a> {
    /// Makes a digester; without a summarizer every digest is made of the article itself.
    pub fn new(
        summarizer: Option<&'a dyn Summarizer>,
        memory: &'a dyn Memory,
        glossary: &'a Glossary,
        order: Order,
        policy: Policy,
    ) -> Self {
        let places = summarizer.map_or(1, |summarizer| summarizer.limits().parallel);
        let (turnstile, state) = (Turnstile::new(places), Mutex::default());
        Self { summarizer, memory, glossary, order, policy, turnstile, state }
    }

    /// Makes the digest of a story; many may be made at the same time.
    pub async fn digest(&self, story: &Story, watch: Watch<'_>) -> Digested {
        let stock = extract(story, self.glossary);
        let Some(summarizer) = self.summarizer else {
            return Digested::plain(stock.compose(story, self.order, self.glossary));
        };
        let prover = Prover::new(story, self.glossary);
        let mut written = Written::default();
        let parts = self.ask_parts(summarizer, story, &prover, watch, &mut written).await;
        let Written { sorted, models, remembered, usage, refusals, stopped, is_frozen } = written;
        let asked = sorted.count() > 0;
        let mut digest = assemble(stock, sorted, story, self.order, self.glossary);
        digest.asker = asked.then(|| {
            let mut asker = summarizer.asker().clone();
            if let Some(model) = models.into_iter().find(|model| !model.is_empty()) {
                asker.model = model;
            }
            asker
        });
        digest.findings.extend(refusals.iter().map(|refusal| not_written(&refusal.to_string())));
        let ended = stopped.as_ref().map(ToString::to_string);
        digest.findings.extend(ended.map(|why| not_written(&why)));
        if is_frozen {
            digest.findings.push(not_written("nobody may be asked, and nothing is remembered"));
        }
        if parts && !asked {
            digest.findings.push(not_written("the answer held no sentences"));
        }
        let asked = Some(summarizer.asker().clone());
        Digested { digest, asked, remembered, usage, refusals, stopped }
    }

    /// Asks for the parts of a story, in smaller ones where they are too large; tells whether all of
    /// them were answered.
    async fn ask_parts(
        &self,
        summarizer: &dyn Summarizer,
        story: &Story,
        prover: &Prover<'_>,
        watch: Watch<'_>,
        written: &mut Written,
    ) -> bool {
        let limits = summarizer.limits();
        let whole = digest_brief::size(story).min(limits.characters);
        for halving in 0..=HALVINGS {
            let characters = (whole >> halving).max(1);
            let parts =
                digest_brief::parts(story, self.glossary, self.order, limits.items, characters);
            let asked = parts.iter().map(|part| self.part(summarizer, part, prover, watch));
            let results = join_all(asked).await;
            let too_large = |result: &Result<Proven, Trouble>| {
                matches!(result, Err(Trouble::Refused(Refusal::TooLarge(_))))
            };
            if halving < HALVINGS && results.iter().any(too_large) {
                continue;
            }
            return written.take(results);
        }
        false
    }

    /// Gets one part written and proven, what fails once more.
    async fn part(
        &self,
        summarizer: &dyn Summarizer,
        part: &Part,
        prover: &Prover<'_>,
        watch: Watch<'_>,
    ) -> Result<Proven, Trouble> {
        let key = digest_brief::key(summarizer.asker(), &part.brief);
        let recalled = self.recall(summarizer, &key).await;
        let remembered = recalled.is_some();
        let (mut draft, mut asked) = match recalled {
            Some(recalled) => recalled,
            None => (self.ask(summarizer, &part.brief, watch).await?, 1),
        };
        let mut usage = if remembered { Usage::default() } else { draft.usage };
        if !remembered {
            self.record(summarizer, &key, &draft, asked).await?;
        }
        let mut sorted = sort(&draft.claims, prover, &part.passages);
        let mut again_remembered = remembered;
        if sorted.has_faults() && asked < self.policy.asks {
            let brief = Brief { again: sorted.faults(), ..part.brief.clone() };
            if let Ok(mended) = self.ask(summarizer, &brief, watch).await {
                usage += mended.usage;
                asked += 1;
                again_remembered = false;
                draft.claims = sorted.mended(mended.claims);
                self.record(summarizer, &key, &draft, asked).await?;
                sorted = sort(&draft.claims, prover, &part.passages);
            }
        }
        Ok(Proven { sorted, model: draft.model, remembered: again_remembered, usage })
    }

    async fn ask(
        &self,
        summarizer: &dyn Summarizer,
        brief: &Brief,
        watch: Watch<'_>,
    ) -> Result<Draft, Trouble> {
        let _pass = self.turnstile.enter().await;
        let segments = brief.passages.len();
        if watch(Event::Asking { segments }).is_break() {
            return Err(Trouble::Stopped(Stop::Watch));
        }
        let grant = self.reserve(brief)?;
        let answer = summarizer.summarize(brief).await;
        let cost = self.take_note(grant, &answer);
        if let (Ok(draft), Keeping::Recorded) = (&answer, summarizer.limits().keeping) {
            let cost = grant.is_priced().then_some(cost);
            // The account of the money is no reason to lose the answer: a memory that cannot be written
            // says so when that is recorded.
            let _ = self.memory.spent(summarizer.asker(), draft.usage, cost).await;
        }
        answer.map_err(|refusal| {
            let asker = summarizer.asker().clone();
            // What a watcher says here changes nothing: the answer is in.
            let _ = watch(Event::Refused { asker, refusal: refusal.clone() });
            Trouble::Refused(refusal)
        })
    }

    /// Enters what a request has used and how it went; returns its cost.
    fn take_note(&self, grant: Grant, answer: &Result<Draft, Refusal>) -> u64 {
        let mut standing = self.standing();
        let used = match answer {
            Ok(draft) => Some(draft.usage),
            // It was answered and will be billed; nobody says with how much.
            Err(Refusal::Unusable(_)) => None,
            Err(_) => Some(Usage { requests: 1, ..Usage::default() }),
        };
        let cost = standing.budget.settle(grant, used);
        match answer {
            Ok(_) => standing.in_vain = 0,
            // That one text is declined says nothing about the next one.
            Err(Refusal::Content(_)) => {}
            Err(refusal) => {
                standing.in_vain += 1;
                let final_word =
                    matches!(refusal, Refusal::Key(_) | Refusal::Quota(_) | Refusal::Settings(_));
                if final_word || standing.in_vain >= self.policy.patience.max(1) {
                    standing.out = Some(refusal.clone());
                }
            }
        }
        cost
    }

    /// Sets aside what a request may use; a story counts as one segment.
    fn reserve(&self, brief: &Brief) -> Result<Grant, Trouble> {
        if self.policy.is_frozen {
            return Err(Trouble::Frozen);
        }
        let mut standing = self.standing();
        if let Some(refusal) = &standing.out {
            return Err(Trouble::Stopped(Stop::NobodyLeft(refusal.clone())));
        }
        let price = self.policy.prices.first().copied().flatten();
        let estimate = digest_brief::estimate(brief);
        standing.budget.grant(&self.policy, price, &[estimate]).map_err(Trouble::Stopped)
    }

    fn standing(&self) -> MutexGuard<'_, Standing> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks up a draft, and how often it was asked for.
    async fn recall(&self, summarizer: &dyn Summarizer, key: &Key) -> Option<(Draft, u32)> {
        if summarizer.limits().keeping == Keeping::Remade {
            return None;
        }
        let found = self.memory.recall(std::slice::from_ref(key), Accept::Exact).await.ok()?;
        let record = found.into_iter().next().flatten()?;
        let claims = serde_json::from_str(&record.target.text).ok()?;
        Some((Draft { claims, model: record.answered_by, usage: Usage::default() }, record.asked))
    }

    async fn record(
        &self,
        summarizer: &dyn Summarizer,
        key: &Key,
        draft: &Draft,
        asked: u32,
    ) -> Result<(), Trouble> {
        let worth = summarizer.limits().keeping == Keeping::Recorded && !draft.claims.is_empty();
        let Some(text) = serde_json::to_string(&draft.claims).ok().filter(|_| worth) else {
            return Ok(());
        };
        let record = Record {
            key: key.clone(),
            target: Target { text, method: Method::Machine, gloss: Vec::new() },
            state: State::Translated,
            asked,
            answered_by: draft.model.clone(),
            instead: None,
            example: None,
            replaced: None,
        };
        let stopped = |fault| Trouble::Stopped(Stop::Memory(fault));
        self.memory.record(&[record]).await.map_err(stopped)?;
        self.memory.durable().await.map_err(stopped)
    }
}

impl Digested {
    fn plain(digest: Digest) -> Self {
        Self {
            digest,
            asked: None,
            remembered: false,
            usage: Usage::default(),
            refusals: Vec::new(),
            stopped: None,
        }
    }
}

/// One part of a story, written and proven.
struct Proven {
    sorted: Sorted,
    model: String,
    remembered: bool,
    usage: Usage,
}

/// What came of all parts of a story.
#[derive(Default)]
struct Written {
    sorted: Sorted,
    models: Vec<String>,
    remembered: bool,
    usage: Usage,
    refusals: Vec<Refusal>,
    stopped: Option<Stop>,
    is_frozen: bool,
}

impl Written {
    /// Takes the parts in; tells whether all of them were answered.
    fn take(&mut self, results: Vec<Result<Proven, Trouble>>) -> bool {
        self.remembered = true;
        for result in results {
            match result {
                Ok(proven) => {
                    self.remembered &= proven.remembered;
                    self.usage += proven.usage;
                    self.models.push(proven.model);
                    self.sorted.extend(proven.sorted);
                }
                Err(Trouble::Refused(refusal)) => self.refusals.push(refusal),
                Err(Trouble::Stopped(stop)) => self.stopped = Some(stop),
                Err(Trouble::Frozen) => self.is_frozen = true,
            }
        }
        let is_whole = self.refusals.is_empty() && self.stopped.is_none() && !self.is_frozen;
        self.remembered &= is_whole;
        is_whole
    }
}

/// Says that a summarizer wrote nothing, and why.
fn not_written(why: &str) -> Finding {
    let message = format!("the summarizer gave nothing for this story: {why}");
    Finding::on_source("NOT_WRITTEN", Severity::Major, Vec::new(), message)
        .hinted("the same command asks again")
}

impl fmt::Debug for Digester<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let asker = self.summarizer.map(|summarizer| summarizer.asker().to_string());
        f.debug_struct("Digester").field("summarizer", &asker).finish_non_exhaustive()
    }
}
