//! Anthropic's Message Batches.
//!
//! `POST {base}/v1/messages/batches` takes the requests with the order; the results are JSON Lines
//! at `results_url`, in any order. Odd things: counts are told at the end only; what was not done
//! within a day has the result `expired`. Documentation:
//! <https://docs.anthropic.com/en/api/creating-message-batches>

use secrecy::SecretString;
use serde_json::{Value, json};

use super::{Office, Posted, Progress, Returned, Stage, lines};
use crate::api::Vendor;
use crate::apis::anthropic::{CARD, VERSION};
use crate::call::{Answer, Call};
use crate::card::Card;
use crate::catalogue::Opening;
use crate::verdict::{Class, Fault};

/// Anthropic as an office.
pub(super) struct Batches {
    url: String,
    key: Option<SecretString>,
}

impl Batches {
    /// Makes the office.
    pub(super) fn new(opening: &Opening<'_>) -> Self {
        let base = opening.base.trim_end_matches("/v1");
        Self { url: format!("{base}/v1/messages/batches"), key: opening.key.clone() }
    }

    fn signed(&self, call: Call) -> Call {
        call.with("anthropic-version", VERSION).secret_with("x-api-key", "", self.key.as_ref())
    }
}

impl Vendor for Batches {
    fn card(&self) -> &Card {
        &CARD
    }
}

impl Office for Batches {
    fn upload(&self, _requests: &[Posted]) -> Option<Call> {
        None
    }

    fn order(&self, requests: &[Posted], _upload: Option<&Answer>) -> Result<Call, Fault> {
        let request = |posted: &Posted| json!({"custom_id": posted.name, "params": lines::body(&posted.call)});
        let requests: Vec<Value> = requests.iter().map(request).collect();
        Ok(self.signed(Call::json(self.url.clone(), &json!({ "requests": requests }))))
    }

    fn ordered(&self, answer: &Answer) -> Result<String, Fault> {
        lines::named(answer, "/id")
    }

    fn ask(&self, ticket: &str) -> Call {
        self.signed(Call::get(format!("{}/{ticket}", self.url)))
    }

    fn progress(&self, answer: &Answer) -> Result<Progress, Fault> {
        let body: Value = answer.json()?;
        let id = lines::named(answer, "/id")?;
        let (stage, places) = match lines::text(&body, "/processing_status") {
            "" => return Err(Fault::new(Class::Unusable, "an order without a status")),
            // The place is built rather than taken from `results_url`, which could name another host.
            "ended" => (Stage::Ended, vec![format!("{}/{id}/results", self.url)]),
            word => (Stage::Working(crate::verdict::one_line(word)), vec![]),
        };
        let done = body.pointer("/request_counts/succeeded").and_then(Value::as_u64);
        Ok(Progress { stage, done, places })
    }

    fn fetch(&self, place: &str) -> Call {
        self.signed(Call::get(place.to_owned()))
    }

    fn results(&self, answer: &Answer) -> Result<Vec<Returned>, Fault> {
        lines::read(answer, |line| {
            let name = line.get("custom_id")?.as_str()?.to_owned();
            let result = line.get("result")?;
            let answer = match lines::text(result, "/type") {
                "succeeded" => Ok(lines::answer(200, result.get("message")?)),
                "errored" => Ok(lines::answer(status(result), result.get("error")?)),
                word => Err(Fault::new(Class::Overloaded, crate::verdict::one_line(word))),
            };
            Some((name, answer))
        })
    }
}

/// Returns the status that the error would have had in a direct answer.
fn status(result: &Value) -> u16 {
    match lines::text(result, "/error/error/type") {
        "authentication_error" => 401,
        "permission_error" => 403,
        "not_found_error" => 404,
        "request_too_large" => 413,
        "rate_limit_error" => 429,
        "overloaded_error" => 529,
        "api_error" => 500,
        _ => 400,
    }
}
