//! OpenAI's batch API.
//!
//! The requests are uploaded as a file (`POST {base}/files`, purpose `batch`), the order names the
//! file (`POST {base}/batches`), the results are two files: one of answers, one of errors. Odd
//! things: an order that expires still has what was done; results come in any order. Documentation:
//! <https://platform.openai.com/docs/api-reference/batch>

use secrecy::SecretString;
use serde_json::{Value, json};

use super::{Office, Posted, Progress, Returned, Stage, lines};
use crate::api::Vendor;
use crate::apis::openai::CARD;
use crate::call::{Answer, Call};
use crate::card::Card;
use crate::catalogue::Opening;
use crate::verdict::{Class, Fault};

/// What parts the fields of the upload; JSON has no line that begins so.
const BOUNDARY: &str = "recto-requests-3f9c1d7a";

/// OpenAI as an office.
pub(super) struct Files {
    base: String,
    key: Option<SecretString>,
    endpoint: &'static str,
}

impl Files {
    /// Makes the office for requests to one endpoint.
    pub(super) fn new(opening: &Opening<'_>, endpoint: &'static str) -> Self {
        let base = opening.base.trim_end_matches('/');
        let base = base.trim_end_matches("/chat/completions").trim_end_matches("/responses");
        Self { base: base.to_owned(), key: opening.key.clone(), endpoint }
    }

    fn signed(&self, call: Call) -> Call {
        call.secret_with("authorization", "Bearer ", self.key.as_ref())
    }

    fn line(&self, request: &Posted) -> String {
        let body = lines::body(&request.call);
        json!({"custom_id": request.name, "method": "POST", "url": self.endpoint, "body": body})
            .to_string()
    }
}

impl Vendor for Files {
    fn card(&self) -> &Card {
        &CARD
    }
}

impl Office for Files {
    fn upload(&self, requests: &[Posted]) -> Option<Call> {
        let field = |head: &str, body: &str| {
            format!("--{BOUNDARY}\r\ncontent-disposition: form-data; {head}\r\n\r\n{body}\r\n")
        };
        let file: Vec<String> = requests.iter().map(|request| self.line(request)).collect();
        let file = field(
            "name=\"file\"; filename=\"recto.jsonl\"\r\ncontent-type: application/jsonl",
            &file.join("\n"),
        );
        let body = format!("{}{file}--{BOUNDARY}--\r\n", field("name=\"purpose\"", "batch"));
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        Some(self.signed(Call::post(format!("{}/files", self.base), &kind, body.into_bytes())))
    }

    fn order(&self, _requests: &[Posted], upload: Option<&Answer>) -> Result<Call, Fault> {
        let missing = || Fault::new(Class::Unusable, "an upload without an answer");
        let file = lines::named(upload.ok_or_else(missing)?, "/id")?;
        let body = json!({
            "input_file_id": file, "endpoint": self.endpoint, "completion_window": "24h"
        });
        Ok(self.signed(Call::json(format!("{}/batches", self.base), &body)))
    }

    fn ordered(&self, answer: &Answer) -> Result<String, Fault> {
        lines::named(answer, "/id")
    }

    fn ask(&self, ticket: &str) -> Call {
        self.signed(Call::get(format!("{}/batches/{ticket}", self.base)))
    }

    fn progress(&self, answer: &Answer) -> Result<Progress, Fault> {
        let body: Value = answer.json()?;
        let files = ["/output_file_id", "/error_file_id"].map(|place| lines::text(&body, place));
        let files = files.into_iter().filter(|file| !file.is_empty());
        let places: Vec<String> =
            files.map(|file| format!("{}/files/{file}/content", self.base)).collect();
        let stage = match lines::text(&body, "/status") {
            "" => return Err(Fault::new(Class::Unusable, "an order without a status")),
            "completed" | "expired" | "cancelled" if !places.is_empty() => Stage::Ended,
            word @ ("completed" | "expired" | "cancelled" | "failed") => {
                let why = lines::text(&body, "/errors/data/0/message");
                Stage::Lost(crate::verdict::one_line(if why.is_empty() { word } else { why }))
            }
            word => Stage::Working(crate::verdict::one_line(word)),
        };
        let done = body.pointer("/request_counts/completed").and_then(Value::as_u64);
        Ok(Progress { stage, done, places })
    }

    fn fetch(&self, place: &str) -> Call {
        self.signed(Call::get(place.to_owned()))
    }

    fn results(&self, answer: &Answer) -> Result<Vec<Returned>, Fault> {
        lines::read(answer, |line| {
            let name = line.get("custom_id")?.as_str()?.to_owned();
            let status = line.pointer("/response/status_code").and_then(Value::as_u64);
            let Some(status) = status.and_then(|status| u16::try_from(status).ok()) else {
                let said = crate::verdict::one_line(lines::text(line, "/error/message"));
                return Some((name, Err(Fault::new(Class::Overloaded, said))));
            };
            Some((name, Ok(lines::answer(status, line.pointer("/response/body")?))))
        })
    }
}
