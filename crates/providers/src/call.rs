//! One request and its answer, as data. Nothing here sends; nothing here shows a key or a body.

use std::fmt;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::card::{Text, text};
use crate::verdict::{Class, Fault};

/// The moment of a request, for signatures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Seconds since 1970, UTC.
    pub seconds: u64,
    /// A number no other request has.
    pub nonce: u64,
}

/// A request that is ready to be sent.
pub struct Call {
    /// How it is sent.
    pub method: Method,
    /// Where it goes; never with a key in it.
    pub url: String,
    /// What the codec adds to the headers that every request has.
    pub headers: Vec<Header>,
    /// A key that goes into the query, under its name there.
    pub query_key: Option<(String, SecretString)>,
    /// The body.
    pub body: Vec<u8>,
    /// How long the server may be silent before it counts as dead.
    pub patience: Duration,
}

/// How a request is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Asks for something that is there.
    Get,
    /// Asks for something to be made.
    Post,
}

/// One header of a request.
#[derive(Debug)]
pub struct Header {
    /// The name, in small letters.
    pub name: Text,
    /// What it says.
    pub value: Value,
}

/// What a header says.
#[derive(Debug)]
pub enum Value {
    /// Anybody may see it.
    Open(String),
    /// It holds a key.
    Secret(SecretString),
}

/// What a server answered: its whole body, at most as long as the wire allows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The headers, names in small letters.
    pub headers: Vec<(String, String)>,
    /// The body, decompressed.
    pub body: Vec<u8>,
}

/// How long a server may be silent over a request that asks for little thought.
pub const PATIENCE: Duration = Duration::from_secs(30);

impl Call {
    /// Makes a request with a JSON body.
    pub fn json(url: String, body: &impl Serialize) -> Self {
        let body = serde_json::to_vec(body).expect("maps with text keys are always JSON");
        Self::post(url, "application/json", body)
    }

    /// Makes a request for something that is there.
    pub fn get(url: String) -> Self {
        let (headers, body) = (vec![], vec![]);
        Self { method: Method::Get, url, headers, query_key: None, body, patience: PATIENCE }
    }

    /// Makes a request with the fields of a form.
    pub fn form(url: String, fields: &[(&str, &str)]) -> Self {
        let pair = |(name, value): &(&str, &str)| format!("{}={}", escape(name), escape(value));
        let body = fields.iter().map(pair).collect::<Vec<_>>().join("&");
        Self::post(url, "application/x-www-form-urlencoded", body.into_bytes())
    }

    /// Makes a request with any body.
    pub fn post(url: String, content_type: &str, body: Vec<u8>) -> Self {
        let headers = vec![Header {
            name: text("content-type"),
            value: Value::Open(content_type.to_owned()),
        }];
        Self { method: Method::Post, url, headers, query_key: None, body, patience: PATIENCE }
    }

    /// Adds a header that anybody may see.
    #[must_use]
    pub fn with(mut self, name: impl Into<Text>, value: impl Into<String>) -> Self {
        self.headers.push(Header { name: name.into(), value: Value::Open(value.into()) });
        self
    }

    /// Adds a header that holds a key.
    #[must_use]
    pub fn secret(mut self, name: impl Into<Text>, value: impl Into<String>) -> Self {
        let value = Value::Secret(SecretString::from(value.into()));
        self.headers.push(Header { name: name.into(), value });
        self
    }

    /// Adds a header that holds a key, where there is one.
    #[must_use]
    pub fn secret_with(
        self,
        name: impl Into<Text>,
        before: &str,
        key: Option<&SecretString>,
    ) -> Self {
        match key {
            Some(key) => self.secret(name, format!("{before}{}", key.expose_secret())),
            None => self,
        }
    }

    /// Puts a key into the query, where there is one; it is added when the request is sent.
    #[must_use]
    pub fn secret_query(mut self, name: &str, key: Option<SecretString>) -> Self {
        self.query_key = key.map(|key| (name.to_owned(), key));
        self
    }

    /// Lets the server be silent for `patience`.
    #[must_use]
    pub fn patient(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Returns a header that anybody may see.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|header| header.name == name).and_then(|header| {
            match &header.value {
                Value::Open(value) => Some(value.as_str()),
                Value::Secret(_) => None,
            }
        })
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("method", &self.method)
            .field("url", &self.url)
            .field("headers", &self.headers)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

impl Method {
    /// Returns the word for this method.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

impl Answer {
    /// Returns a header, by its name in small letters.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Reads the body as JSON.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Fault> {
        let start = self.body.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(0);
        serde_json::from_slice(&self.body[start..]).map_err(|error| {
            let what = match self.body.get(start) {
                None => "an empty answer".to_owned(),
                Some(b'<') => "a web page instead of JSON".to_owned(),
                Some(_) if error.is_eof() => "JSON that breaks off".to_owned(),
                Some(_) => "something that is not the JSON it should be".to_owned(),
            };
            Fault::new(Class::Unusable, what)
        })
    }
}

impl Moment {
    /// Returns the day and the time: year, month, day, hour, minute, second.
    pub fn calendar(self) -> (u64, u64, u64, u64, u64, u64) {
        let (days, rest) = (self.seconds / 86_400, self.seconds % 86_400);
        // Howard Hinnant's civil_from_days, for days after 1970.
        let z = days + 719_468;
        let era = z / 146_097;
        let day_of_era = z % 146_097;
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_part = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_part + 2) / 5 + 1;
        let month = if month_part < 10 { month_part + 3 } else { month_part - 9 };
        let year = year_of_era + era * 400 + u64::from(month <= 2);
        (year, month, day, rest / 3600, rest / 60 % 60, rest % 60)
    }

    /// Returns the moment as `20260102T030405Z`.
    pub fn compact(self) -> String {
        let (year, month, day, hour, minute, second) = self.calendar();
        format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")
    }

    /// Returns the moment as `2026-01-02T03:04:05Z`.
    pub fn rfc3339(self) -> String {
        let (year, month, day, hour, minute, second) = self.calendar();
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

/// Writes a text so that it can stand in a form or a query: everything but letters, digits and
/// `-._~` as `%XX`.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                escaped.push(char::from(byte));
            }
            _ => escaped.push_str(&format!("%{byte:02X}")),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_shows_neither_its_key_nor_its_body() {
        let call = Call::json("https://a.example/v1".into(), &["青岚市"]).secret("x-key", "canary");
        let shown = format!("{call:?}");
        assert!(!shown.contains("canary") && !shown.contains("青岚"), "{shown}");
        assert_eq!(call.header("x-key"), None);
    }

    #[test]
    fn moments_are_written_as_signatures_want_them() {
        let at = Moment { seconds: 1_767_323_045, nonce: 0 };
        assert_eq!(at.compact(), "20260102T030405Z");
        assert_eq!(at.rfc3339(), "2026-01-02T03:04:05Z");
        assert_eq!(Moment { seconds: 1_709_164_800, nonce: 0 }.compact(), "20240229T000000Z");
    }

    #[test]
    fn a_form_is_escaped() {
        let call = Call::form("https://a.example".into(), &[("q", "白 河&=")]);
        assert_eq!(call.body, b"q=%E7%99%BD%20%E6%B2%B3%26%3D");
    }

    #[test]
    fn blank_lines_before_json_are_skipped() {
        let answer = Answer { status: 200, headers: vec![], body: b"\n\n [1]".to_vec() };
        assert_eq!(answer.json::<Vec<u8>>().ok(), Some(vec![1]));
    }
}
