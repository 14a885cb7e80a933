//! APIs that take many requests at once and answer them within a day, at about half the price.
//!
//! `office` is the codec of such an API: it makes requests and reads answers and sends nothing, as
//! the files in [`apis`](crate::apis) do. [`Deferral`] puts an office and a translator's codec on one
//! wire. The requests inside are those of a direct run, so the answers are, too.

use recto_core::port::{Answers, Batch, Refusal};
use recto_core::unit::Asker;

use crate::api::{Api, Translating, Vendor, read};
use crate::call::{Answer, Call, Moment};
use crate::card::Card;
use crate::catalogue::Opening;
use crate::remote::refusal;
use crate::verdict::{Class, Fault, Verdict};
use crate::wire::Wire;

mod anthropic;
mod gemini;
mod lines;
mod openai;

/// So many requests fit into one consignment: the answers have to fit into one body.
pub const MOST: usize = 500;

/// The codec of an API that answers later.
pub(crate) trait Office: Vendor {
    /// Makes the request that brings the requests to the server; none where they come with the order.
    fn upload(&self, requests: &[Posted]) -> Option<Call>;

    /// Orders the answers; `upload` is the answer to the upload, where there was one.
    fn order(&self, requests: &[Posted], upload: Option<&Answer>) -> Result<Call, Fault>;

    /// Reads the name under which the server knows the order.
    fn ordered(&self, answer: &Answer) -> Result<String, Fault>;

    /// Asks how far an order is.
    fn ask(&self, ticket: &str) -> Call;

    /// Reads how far it is.
    fn progress(&self, answer: &Answer) -> Result<Progress, Fault>;

    /// Asks for results at a place that `progress` named.
    fn fetch(&self, place: &str) -> Call;

    /// Reads results: the answer to each request, by its name, or what the server says instead.
    fn results(&self, answer: &Answer) -> Result<Vec<Returned>, Fault>;
}

/// One request of an order, under the name that its answer will have.
pub(crate) struct Posted {
    name: String,
    call: Call,
}

/// What came back for one request: its name, and the answer or the reason why there is none.
pub(crate) type Returned = (String, Result<Answer, Fault>);

/// How far an order is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Where it stands.
    pub stage: Stage,
    /// Requests that are answered, where the server says so.
    pub done: Option<u64>,
    /// The places where the results are; empty while there are none.
    places: Vec<String>,
}

/// Where an order stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// The server works on it, in its own words: `in_progress`.
    Working(String),
    /// It has ended, and whatever was answered can be fetched.
    Ended,
    /// It has ended without any answer; the server's word for it.
    Lost(String),
}

/// A provider that answers later.
pub struct Deferral {
    office: Box<dyn Office>,
    api: Translating,
    asker: Asker,
    wire: Wire,
}

/// Why an order was not placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotOrdered {
    /// What happened.
    pub refusal: Refusal,
    /// Whether the server may have taken the order nevertheless.
    pub is_doubtful: bool,
}

/// Returns the office of a provider; none where it has no API that answers later.
pub(crate) fn office(id: &str, opening: &Opening<'_>) -> Option<Box<dyn Office>> {
    match id {
        "openai" => Some(Box::new(openai::Files::new(opening, "/v1/chat/completions"))),
        "openai-responses" => Some(Box::new(openai::Files::new(opening, "/v1/responses"))),
        "anthropic" => Some(Box::new(anthropic::Batches::new(opening))),
        "gemini" => Some(Box::new(gemini::Operations::new(opening))),
        _ => None,
    }
}

impl Deferral {
    /// Puts an office and a codec on a wire.
    pub(crate) fn new(office: Box<dyn Office>, api: Translating, asker: Asker, wire: Wire) -> Self {
        Self { office, api, asker, wire }
    }

    /// Returns who answers; the same as in a direct run.
    pub fn asker(&self) -> &Asker {
        &self.asker
    }

    /// Orders the answers to batches, at most [`MOST`]; returns the name of the order.
    ///
    /// The order itself is sent once and never again, since each time could be paid for.
    pub async fn order(&self, batches: &[&Batch]) -> Result<String, NotOrdered> {
        let at = Moment { seconds: 0, nonce: 0 };
        let posted = |(number, batch): (usize, &&Batch)| Posted {
            name: name(number),
            call: self.api.encode(batch, at),
        };
        let requests: Vec<Posted> = batches.iter().enumerate().map(posted).collect();
        let sure = |fault| NotOrdered { refusal: self.refusal(&fault), is_doubtful: false };
        let upload = match self.office.upload(&requests) {
            Some(_) => {
                let errand =
                    self.errand(|| self.office.upload(&requests), |answer| Ok(answer.clone()));
                Some(self.wire.ask(&errand, &()).await.map_err(sure)?.answer)
            }
            None => None,
        };
        self.office.order(&requests, upload.as_ref()).map_err(sure)?;
        let order = || self.office.order(&requests, upload.as_ref()).ok();
        let errand = self.errand(order, |answer| self.office.ordered(answer));
        self.wire.ask_once(&errand, &()).await.map_err(|fault| NotOrdered {
            is_doubtful: matches!(fault.class, Class::Unreachable | Class::Unusable),
            refusal: self.refusal(&fault),
        })
    }

    /// Asks how far an order is.
    pub async fn progress(&self, ticket: &str) -> Result<Progress, Refusal> {
        let ask = || Some(self.office.ask(ticket));
        let errand = self.errand(ask, |answer| self.office.progress(answer));
        let asked = self.wire.ask(&errand, &()).await;
        asked.map(|asked| asked.answer).map_err(|fault| self.refusal(&fault))
    }

    /// Fetches what has come of an order: the answers to each batch, or why there are none. A batch
    /// that the server does not mention has no entry.
    pub async fn fetch(
        &self,
        progress: &Progress,
        batches: &[&Batch],
    ) -> Result<Vec<(usize, Result<Answers, Refusal>)>, Refusal> {
        let mut fetched = Vec::new();
        for place in &progress.places {
            let fetch = || Some(self.office.fetch(place));
            let errand = self.errand(fetch, |answer| self.office.results(answer));
            let returned = self.wire.ask(&errand, &()).await.map_err(|f| self.refusal(&f))?;
            for (name, answer) in returned.answer {
                let Some((number, batch)) = batch_of(&name, batches) else { continue };
                let answers = answer.and_then(|answer| read(self.api.as_ref(), batch, &answer));
                let answers = answers.map(|mut answers| {
                    answers.usage.requests = 1;
                    answers
                });
                let refused = |fault| refusal(self.card(), &self.asker.model, 1, &fault);
                fetched.push((number, answers.map_err(refused)));
            }
        }
        Ok(fetched)
    }

    fn card(&self) -> &Card {
        self.api.card()
    }

    fn refusal(&self, fault: &Fault) -> Refusal {
        refusal(self.card(), &self.asker.model, 1, fault)
    }

    fn errand<'a, A, D: Fn(&Answer) -> Result<A, Fault> + Send + Sync>(
        &'a self,
        make: impl Fn() -> Option<Call> + Send + Sync + 'a,
        read: D,
    ) -> Errand<'a, D> {
        Errand { office: self.office.as_ref(), make: Box::new(make), read }
    }
}

/// One request to an office, as the wire wants it.
struct Errand<'a, D> {
    office: &'a dyn Office,
    make: Box<dyn Fn() -> Option<Call> + Send + Sync + 'a>,
    read: D,
}

impl<D: Send + Sync> Vendor for Errand<'_, D> {
    fn card(&self) -> &Card {
        self.office.card()
    }

    fn explain(&self, answer: &Answer) -> Option<Verdict> {
        self.office.explain(answer)
    }
}

impl<A, D: Fn(&Answer) -> Result<A, Fault> + Send + Sync> Api<(), A> for Errand<'_, D> {
    fn encode(&self, (): &(), _at: Moment) -> Call {
        // What cannot be made was refused before it came to the wire.
        (self.make)().unwrap_or_else(|| Call::get(String::new()))
    }

    fn decode(&self, (): &(), answer: &Answer) -> Result<A, Fault> {
        (self.read)(answer)
    }
}

/// Names a request by the place of its batch; servers take letters, digits and strokes.
fn name(number: usize) -> String {
    format!("r{number}")
}

fn batch_of<'a>(name: &str, batches: &[&'a Batch]) -> Option<(usize, &'a Batch)> {
    let number = name.strip_prefix('r')?.parse::<usize>().ok()?;
    batches.get(number).map(|batch| (number, *batch))
}
