//! Gemini's batch mode.
//!
//! `POST {base}/v1beta/models/{model}:batchGenerateContent` takes the requests with the order; the
//! order is a long-running operation, and the results stand in it. Odd things: states are called
//! `BATCH_STATE_…` or `JOB_STATE_…`; the list of results is nested or not; counts are texts.
//! Documentation: <https://ai.google.dev/api/batch-api>

use secrecy::SecretString;
use serde_json::{Value, json};

use super::{Office, Posted, Progress, Returned, Stage, lines};
use crate::api::Vendor;
use crate::apis::gemini::CARD;
use crate::call::{Answer, Call, escape};
use crate::card::Card;
use crate::catalogue::Opening;
use crate::verdict::{Class, Fault};

/// Gemini as an office.
pub(super) struct Operations {
    base: String,
    model: String,
    key: Option<SecretString>,
}

impl Operations {
    /// Makes the office.
    pub(super) fn new(opening: &Opening<'_>) -> Self {
        Self {
            base: opening.base.trim_end_matches("/v1beta").to_owned(),
            model: opening.model.trim_start_matches("models/").to_owned(),
            key: opening.key.clone(),
        }
    }

    fn signed(&self, call: Call) -> Call {
        call.secret_with("x-goog-api-key", "", self.key.as_ref())
    }
}

impl Vendor for Operations {
    fn card(&self) -> &Card {
        &CARD
    }
}

impl Office for Operations {
    fn upload(&self, _requests: &[Posted]) -> Option<Call> {
        None
    }

    fn order(&self, requests: &[Posted], _upload: Option<&Answer>) -> Result<Call, Fault> {
        let request = |posted: &Posted| json!({"request": lines::body(&posted.call), "metadata": {"key": posted.name}});
        let requests: Vec<Value> = requests.iter().map(request).collect();
        let batch = json!({
            "display_name": "recto", "input_config": {"requests": {"requests": requests}}
        });
        let model = escape(&self.model);
        let url = format!("{}/v1beta/models/{model}:batchGenerateContent", self.base);
        Ok(self.signed(Call::json(url, &json!({ "batch": batch }))))
    }

    fn ordered(&self, answer: &Answer) -> Result<String, Fault> {
        lines::named(answer, "/name")
    }

    fn ask(&self, ticket: &str) -> Call {
        self.signed(Call::get(format!("{}/v1beta/{ticket}", self.base)))
    }

    fn progress(&self, answer: &Answer) -> Result<Progress, Fault> {
        let body: Value = answer.json()?;
        let name = lines::named(answer, "/name")?;
        let state = lines::text(&body, "/metadata/state");
        let word = crate::verdict::one_line(state.rsplit("STATE_").next().unwrap_or(state));
        let stage = match word.as_str() {
            "SUCCEEDED" | "PARTIALLY_SUCCEEDED" => Stage::Ended,
            "FAILED" | "CANCELLED" | "EXPIRED" => {
                let why = crate::verdict::one_line(lines::text(&body, "/error/message"));
                Stage::Lost(if why.is_empty() { word.to_lowercase() } else { why })
            }
            "" => return Err(Fault::new(Class::Unusable, "an order without a state")),
            _ => Stage::Working(word.to_lowercase()),
        };
        let places = match stage {
            Stage::Ended => vec![format!("{}/v1beta/{name}", self.base)],
            _ => vec![],
        };
        let done = lines::text(&body, "/metadata/batchStats/successfulRequestCount").parse().ok();
        Ok(Progress { stage, done, places })
    }

    fn fetch(&self, place: &str) -> Call {
        self.signed(Call::get(place.to_owned()))
    }

    fn results(&self, answer: &Answer) -> Result<Vec<Returned>, Fault> {
        let body: Value = answer.json()?;
        let places = ["/response/inlinedResponses/inlinedResponses", "/response/inlinedResponses"];
        let list = places.iter().find_map(|place| body.pointer(place)?.as_array());
        let list = list.ok_or_else(|| Fault::new(Class::Unusable, "an order without results"))?;
        Ok(list.iter().filter_map(returned).collect())
    }
}

/// Reads one result; it is known by the key that was sent with its request, never by its place.
fn returned(item: &Value) -> Option<Returned> {
    let name = lines::text(item, "/metadata/key").to_owned();
    let answer = match (item.get("response"), item.get("error")) {
        (Some(response), _) => lines::answer(200, response),
        (None, Some(error)) => lines::answer(status(error), &json!({ "error": error })),
        (None, None) => return None,
    };
    (!name.is_empty()).then_some((name, Ok(answer)))
}

/// Returns the HTTP status for the number of a gRPC error.
fn status(error: &Value) -> u16 {
    match error.get("code").and_then(Value::as_u64) {
        Some(7) => 403,
        Some(16) => 401,
        Some(5) => 404,
        Some(8) => 429,
        Some(4 | 13 | 14) => 503,
        _ => 400,
    }
}
