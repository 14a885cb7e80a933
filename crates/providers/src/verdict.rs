//! What an answer means: fine, or one of the faults that every provider shares.
//!
//! A status code alone never decides: 429 may mean "pay", 403 may mean "wait", 400 may mean "too
//! long". So the shared rule reads what the server says as well, and a vendor's own reading
//! ([`crate::api::Vendor::explain`]) goes first.

use std::time::Duration;

use serde_json::Value;

use crate::call::Answer;
use crate::card::Card;
use crate::feature::Feature;

/// What an answer means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It may be decoded.
    Fine,
    /// Something is wrong.
    Wrong(Fault),
}

/// Something that is wrong with a request or its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What kind of thing.
    pub class: Class,
    /// What the server said or did, for people, in a few words.
    pub said: String,
    /// How long the server asks to wait, where the body says so; the wire reads the headers itself.
    pub wait: Option<Duration>,
}

/// The kinds of faults: what is done about them is the same for every provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// Too many requests: wait, then again.
    RateLimited,
    /// The server cannot just now: wait, then again.
    Overloaded,
    /// No connection, or no answer in time.
    Unreachable,
    /// Nothing left on the account: never again in this run.
    QuotaExhausted,
    /// The key is wrong or not allowed.
    Auth,
    /// The model or the address is wrong.
    Settings,
    /// The request is too large: less at a time.
    TooLarge,
    /// The answer was cut at its length limit.
    Truncated,
    /// The provider will not translate this text.
    ContentFiltered,
    /// The request is not understood.
    BadRequest,
    /// The request asks for something this model does not have: again without it.
    Unsupported(Feature),
    /// The answer is not what was asked for.
    Unusable,
}

/// Words in an error message that say more than its status, the first that fits wins.
const WORDS: &[(&str, Class)] = &[
    ("insufficient_quota", Class::QuotaExhausted),
    ("insufficient balance", Class::QuotaExhausted),
    ("insufficient_balance", Class::QuotaExhausted),
    ("exceeded_current_quota", Class::QuotaExhausted),
    ("exceeded your current quota", Class::QuotaExhausted),
    ("credit balance", Class::QuotaExhausted),
    ("credit_balance", Class::QuotaExhausted),
    ("spend_limit", Class::QuotaExhausted),
    ("spend limit", Class::QuotaExhausted),
    ("usage_limit_exceeded", Class::QuotaExhausted),
    ("billing", Class::QuotaExhausted),
    ("arrearage", Class::QuotaExhausted),
    ("daily limit exceeded", Class::QuotaExhausted),
    ("quota exceeded", Class::QuotaExhausted),
    ("余额", Class::QuotaExhausted),
    ("欠费", Class::QuotaExhausted),
    ("content_filter", Class::ContentFiltered),
    ("content filter", Class::ContentFiltered),
    ("content management policy", Class::ContentFiltered),
    ("responsibleaipolicyviolation", Class::ContentFiltered),
    ("content exists risk", Class::ContentFiltered),
    ("datainspectionfailed", Class::ContentFiltered),
    ("data_inspection_failed", Class::ContentFiltered),
    ("context_length_exceeded", Class::TooLarge),
    ("exceed_context_size", Class::TooLarge),
    ("maximum context length", Class::TooLarge),
    ("context window", Class::TooLarge),
    ("prompt is too long", Class::TooLarge),
    ("text too long", Class::TooLarge),
    ("text is too long", Class::TooLarge),
    ("text length", Class::TooLarge),
    ("too many tokens", Class::TooLarge),
    ("exceeds the maximum number of tokens", Class::TooLarge),
    ("input length", Class::TooLarge),
    ("request too large", Class::TooLarge),
    ("payload too large", Class::TooLarge),
    ("rate limit", Class::RateLimited),
    ("rate_limit", Class::RateLimited),
    ("ratelimit", Class::RateLimited),
    ("too many requests", Class::RateLimited),
    ("slow_down", Class::RateLimited),
    ("overloaded", Class::Overloaded),
    ("model_not_found", Class::Settings),
    ("model not found", Class::Settings),
    ("not found, try pulling", Class::Settings),
    ("invalid_api_key", Class::Auth),
    ("invalid api key", Class::Auth),
    ("api key not valid", Class::Auth),
    ("incorrect api key", Class::Auth),
];

/// What is said where a proxy on the way wants to know who asks.
const PROXY: &str =
    "the proxy wants a user name and a password: `HTTPS_PROXY=http://NAME:PASSWORD@HOST`";

/// Where vendors put the sentence that says what is wrong.
const MESSAGES: &[&str] = &[
    "/error/message",
    "/message",
    "/error",
    "/error_msg",
    "/errorMessage",
    "/detail",
    "/Message",
    "/error_description",
    "/0/error/message",
];

/// Where vendors put the short code of what is wrong.
const CODES: &[&str] = &[
    "/error/code",
    "/error/type",
    "/error/status",
    "/error_code",
    "/code",
    "/Code",
    "/errorCode",
    "/error/innererror/code",
    "/0/error/status",
];

impl Fault {
    /// Makes a fault.
    pub fn new(class: Class, said: impl Into<String>) -> Self {
        Self { class, said: said.into(), wait: None }
    }

    /// Makes a fault out of an answer: what the server says, in a few words.
    pub fn of(class: Class, answer: &Answer) -> Self {
        let said = match message(answer) {
            message if message.is_empty() => format!("status {}", answer.status),
            message => format!("status {}: {message}", answer.status),
        };
        Self::new(class, said)
    }
}

impl From<Fault> for Verdict {
    fn from(fault: Fault) -> Self {
        Self::Wrong(fault)
    }
}

/// Says what an answer means by the rules that every provider shares.
pub fn verdict(_card: &Card, answer: &Answer) -> Verdict {
    let class = match answer.status {
        200..=299 => return fine_unless_web_page(answer),
        300..=399 => return redirect(answer),
        407 => return Fault::new(Class::Settings, PROXY).into(),
        status => by_words(answer, status).unwrap_or_else(|| by_status(status)),
    };
    Verdict::Wrong(Fault::of(class, answer))
}

/// Returns the sentence in which the server says what is wrong: one line, without control
/// characters, at most 160 characters; empty where it says nothing that can be read.
pub fn message(answer: &Answer) -> String {
    let Ok(body) = serde_json::from_slice::<Value>(&answer.body) else { return String::new() };
    let found = MESSAGES.iter().find_map(|place| body.pointer(place)?.as_str());
    one_line(found.unwrap_or_default())
}

/// Returns the short codes of what is wrong, numbers as text.
pub fn codes(answer: &Answer) -> Vec<String> {
    let Ok(body) = serde_json::from_slice::<Value>(&answer.body) else { return Vec::new() };
    let code = |place: &&str| match body.pointer(place)? {
        Value::String(code) => Some(code.clone()),
        Value::Number(code) => Some(code.to_string()),
        _ => None,
    };
    CODES.iter().filter_map(code).collect()
}

/// Makes one short line of a text from outside: no control or bidi characters.
pub fn one_line(text: &str) -> String {
    let visible = |c: char| {
        !c.is_control()
            && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line: String = words.chars().filter(|c| visible(*c)).take(160).collect();
    line.trim_end_matches('.').to_owned()
}

fn fine_unless_web_page(answer: &Answer) -> Verdict {
    let start = answer.body.iter().find(|byte| !byte.is_ascii_whitespace());
    if start == Some(&b'<') {
        return Fault::new(Class::Unusable, "a web page instead of an answer").into();
    }
    Verdict::Fine
}

fn redirect(answer: &Answer) -> Verdict {
    let target = answer.header("location").unwrap_or_default();
    let host = target.split_once("://").map_or("", |(_, rest)| rest);
    let host = host.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    let host =
        if host.is_empty() { "another address".into() } else { format!("`{}`", one_line(host)) };
    Fault::new(Class::Settings, format!("redirects to {host}, which is not followed")).into()
}

fn by_words(answer: &Answer, status: u16) -> Option<Class> {
    if status >= 500 {
        return None;
    }
    let mut said = message(answer).to_lowercase();
    for code in codes(answer) {
        said.push(' ');
        said.push_str(&code.to_lowercase());
    }
    let (_, class) = WORDS.iter().find(|(words, _)| said.contains(words))?;
    Some(*class)
}

fn by_status(status: u16) -> Class {
    match status {
        401 | 403 => Class::Auth,
        402 | 456 => Class::QuotaExhausted,
        404 | 405 | 410 => Class::Settings,
        408 | 409 | 425 | 500.. => Class::Overloaded,
        413 | 414 => Class::TooLarge,
        429 => Class::RateLimited,
        451 => Class::ContentFiltered,
        _ => Class::BadRequest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apis::template;

    fn answer(status: u16, body: &str) -> Answer {
        Answer { status, headers: vec![], body: body.as_bytes().to_vec() }
    }

    #[track_caller]
    fn assert_class(status: u16, body: &str, class: Class) {
        match verdict(&template::CARD, &answer(status, body)) {
            Verdict::Wrong(fault) => assert_eq!(fault.class, class, "{status} {body}"),
            Verdict::Fine => panic!("{status} {body} is fine"),
        }
    }

    #[test]
    fn the_status_decides_where_the_server_says_nothing() {
        assert_class(401, "", Class::Auth);
        assert_class(413, "<html>", Class::TooLarge);
        assert_class(429, "", Class::RateLimited);
        assert_class(456, "", Class::QuotaExhausted);
        assert_class(503, "", Class::Overloaded);
        assert_class(529, "", Class::Overloaded);
        assert_class(404, r#"{"error":"nope"}"#, Class::Settings);
    }

    #[test]
    fn what_the_server_says_beats_its_status() {
        assert_class(429, r#"{"error":{"code":"insufficient_quota"}}"#, Class::QuotaExhausted);
        assert_class(
            403,
            r#"{"error":{"message":"User Rate Limit Exceeded"}}"#,
            Class::RateLimited,
        );
        assert_class(
            400,
            r#"{"error":{"code":400,"type":"exceed_context_size_error"}}"#,
            Class::TooLarge,
        );
        assert_class(400, r#"{"error":{"message":"Arrearage"}}"#, Class::QuotaExhausted);
        assert_class(400, r#"{"error":{"code":"content_filter"}}"#, Class::ContentFiltered);
        assert_class(404, r#"{"error":{"code":"model_not_found"}}"#, Class::Settings);
    }

    #[test]
    fn a_web_page_with_status_200_is_no_answer() {
        assert_class(200, "\n<!doctype html><p>Welcome", Class::Unusable);
    }

    #[test]
    fn a_redirect_names_the_host_and_nothing_else() {
        let mut answer = answer(302, "");
        answer.headers = vec![("location".into(), "https://u:p@evil.example/x?key=1".into())];
        let Verdict::Wrong(fault) = verdict(&template::CARD, &answer) else { panic!("fine") };
        assert_eq!(fault.said, "redirects to `evil.example`, which is not followed");
    }

    #[test]
    fn a_message_is_one_short_line_without_controls() {
        let said = message(&answer(400, "{\"message\":\"a\\u001b[31m\\nb \\u202e c. \"}"));
        assert_eq!(said, "a[31m b  c");
        assert_eq!(
            message(&answer(400, &format!("{{\"error\":\"{}\"}}", "x".repeat(999)))).len(),
            160
        );
    }
}
