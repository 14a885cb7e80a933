//! The one road to every server: it sends a request, waits, asks again and gives up.
//!
//! It understands no vendor: it knows requests, answers and verdicts. Here alone are the sockets
//! and the clock of this crate. Nothing is set up before the first request, so that a wire that is
//! never used costs nothing.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::api::{Api, read};
use crate::call::Moment;
use crate::verdict::{Class, Fault};

mod address;
mod bucket;
mod client;
mod gate;
mod host;
mod pulse;
mod redact;
mod retry;

pub use address::{Address, AddressFault};
pub use redact::Redactor;

use client::Client;
use host::Host;
use retry::Budget;

/// How fast a server may be asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pace {
    /// Requests under way at the same time.
    pub parallel: usize,
    /// Requests in a second; none where only the server's own limits hold.
    pub rps: Option<f64>,
    /// Requests in a minute.
    pub rpm: Option<f64>,
    /// Tokens in a minute.
    pub tpm: Option<f64>,
    /// How long a server may be silent; none leaves it to the codec.
    pub patience: Option<Duration>,
}

/// The way to one server.
#[derive(Debug)]
pub struct Wire {
    client: Client,
    host: Host,
    redactor: Redactor,
}

/// An answer that came through, and what it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked<A> {
    /// The answer.
    pub answer: A,
    /// How many requests were sent for it.
    pub requests: u64,
}

impl Default for Pace {
    fn default() -> Self {
        Self { parallel: 32, rps: None, rpm: None, tpm: None, patience: None }
    }
}

impl Wire {
    /// Makes a wire to `address`; nothing is opened yet.
    pub fn new(address: Address, pace: Pace, redactor: Redactor) -> Self {
        Self { client: Client::new(address, pace.patience), host: Host::new(&pace), redactor }
    }

    /// Makes a wire that refuses to send anything.
    pub fn cut(address: Address, redactor: Redactor) -> Self {
        Self { client: Client::cut(address), host: Host::new(&Pace::default()), redactor }
    }

    /// Asks until there is a good answer or there is no use in going on.
    pub async fn ask<Q, A>(&self, api: &dyn Api<Q, A>, question: &Q) -> Result<Asked<A>, Fault> {
        let mut budget = Budget::default();
        loop {
            self.host.is_open()?;
            let result = self.once(api, question, budget.spent()).await;
            let fault = match result {
                Ok(answer) => {
                    self.host.succeeded();
                    return Ok(Asked { answer, requests: budget.spent() + 1 });
                }
                Err(fault) => fault,
            };
            api.learn(&fault);
            let Some(wait) = budget.wait(&fault) else {
                self.host.failed(&fault);
                return Err(self.redactor.fault(fault));
            };
            tokio::time::sleep(wait).await;
        }
    }

    /// Asks once and never again: for what must not be done twice where nobody can say whether it was
    /// done.
    pub async fn ask_once<Q, A>(&self, api: &dyn Api<Q, A>, question: &Q) -> Result<A, Fault> {
        self.host.is_open()?;
        self.once(api, question, 0).await.map_err(|fault| self.redactor.fault(fault))
    }

    async fn once<Q, A>(&self, api: &dyn Api<Q, A>, question: &Q, tries: u64) -> Result<A, Fault> {
        let weight = self.host.weighs().then(|| api.encode(question, now()).body.len() / 2);
        let turn = self.host.turn(weight.unwrap_or_default() as f64).await;
        let call = api.encode(question, now());
        let most = self.client.patience(&call);
        // A question that got no answer is given twice the time at each new try.
        let longer = 1 << tries.min(10);
        let patience = || self.host.patience(most).saturating_mul(longer).min(most);
        let start = Instant::now();
        let answer = self.client.send(&call, &patience).await?;
        self.host.took(start.elapsed(), most);
        self.host.learn(&answer);
        let result = read(api, question, &answer).map_err(|mut fault| {
            fault.wait = fault.wait.or_else(|| retry::asked_wait(&answer, SystemTime::now()));
            fault
        });
        match &result {
            Ok(_) => turn.went_well(),
            Err(fault) if fault.class == Class::RateLimited => turn.was_too_much(fault.wait),
            Err(_) => {}
        }
        result
    }
}

fn now() -> Moment {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Moment { seconds: since.as_secs(), nonce: retry::random() }
}
