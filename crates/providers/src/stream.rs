//! Answers that come in pieces: Server-Sent Events, JSON Lines, or one JSON value after all.
//!
//! The wire brings the whole body, so a character that was split between two packets is whole again
//! here. Comments and keep-alives (`: …`, blank lines) say nothing; a piece that was cut off is left
//! out, and whether the answer came to its end is said by the last piece and never by the end of the
//! body: a codec has to look for it.

use serde_json::Value;

use crate::call::Answer;
use crate::verdict::{Class, Fault};

/// What says that no more events come.
const DONE: &str = "[DONE]";

/// Returns the JSON values of an answer, in order.
///
/// # Errors
///
/// Where it is not text, or where something in the middle is not JSON: nobody can say what is missing.
pub(crate) fn pieces(answer: &Answer) -> Result<Vec<Value>, Fault> {
    let text = std::str::from_utf8(&answer.body)
        .map_err(|_| Fault::new(Class::Unusable, "an answer that is not UTF-8"))?;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if is_events(text) { values(&events(text)) } else { lines(answer, text) }
}

/// Tells whether a text is a stream of events: its first line is a field or a comment of one.
fn is_events(text: &str) -> bool {
    [":", "data:", "event:", "id:", "retry:"].iter().any(|field| text.starts_with(field))
}

/// Returns the data of each event; lines may end in any of three ways.
fn events(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut events = vec![String::new()];
    for line in text.split('\n') {
        match (line.strip_prefix("data:"), events.last_mut()) {
            (Some(data), Some(event)) => {
                if !event.is_empty() {
                    event.push('\n');
                }
                event.push_str(data.strip_prefix(' ').unwrap_or(data));
            }
            (None, Some(event)) if line.is_empty() && !event.is_empty() => {
                events.push(String::new());
            }
            _ => {}
        }
    }
    events.retain(|event| !event.is_empty());
    events
}

/// Reads one value of each event up to the mark of the end; only the last may be cut off.
fn values(events: &[String]) -> Result<Vec<Value>, Fault> {
    let mut values = Vec::new();
    for (number, event) in events.iter().enumerate() {
        if event.trim() == DONE {
            break;
        }
        match serde_json::from_str(event) {
            Ok(value) => values.push(value),
            Err(_) if number + 1 == events.len() => {}
            Err(_) => return Err(Fault::new(Class::Unusable, "an event that is not JSON")),
        }
    }
    Ok(values)
}

/// Reads a value of each line; a text that is one value over several lines is that one.
fn lines(answer: &Answer, text: &str) -> Result<Vec<Value>, Fault> {
    let mut values = Vec::new();
    let mut stream = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    for value in stream.by_ref() {
        match value {
            Ok(value) => values.push(value),
            Err(error) if error.is_eof() && !values.is_empty() => break,
            // The same words as for any other answer that is no JSON.
            Err(_) => return answer.json::<Value>().map(|value| vec![value]),
        }
    }
    if values.is_empty() { answer.json::<Value>().map(|value| vec![value]) } else { Ok(values) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(body: &[u8]) -> Option<String> {
        let answer = Answer { status: 200, headers: vec![], body: body.to_vec() };
        let values = pieces(&answer).ok()?;
        Some(values.iter().map(Value::to_string).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn events_are_read_through_comments_keep_alives_and_every_line_ending() {
        let whole = b": hello\n\ndata: {\"a\":1}\n\n:\n\n\nevent: x\nid: 7\ndata:{\"a\":2}\n\ndata: [DONE]\n\ndata: {\"a\":3}\n\n";
        assert_eq!(read(whole).as_deref(), Some(r#"{"a":1} {"a":2}"#));
        let text = String::from_utf8_lossy(whole);
        for ending in ["\r\n", "\r"] {
            let other = text.replace('\n', ending);
            assert_eq!(read(other.as_bytes()).as_deref(), Some(r#"{"a":1} {"a":2}"#));
        }
        assert_eq!(read(b"data: {\"a\":\ndata: 1}\n\n").as_deref(), Some(r#"{"a":1}"#));
    }

    #[test]
    fn a_missing_end_loses_the_last_piece_alone() {
        assert_eq!(
            read(b"data: {\"a\":1}\n\ndata: {\"a\":2}").as_deref(),
            Some(r#"{"a":1} {"a":2}"#)
        );
        assert_eq!(read(b"data: {\"a\":1}\n\ndata: {\"a\"").as_deref(), Some(r#"{"a":1}"#));
        assert_eq!(read(b"{\"a\":1}\n{\"a\":2}\n{\"a").as_deref(), Some(r#"{"a":1} {"a":2}"#));
        assert_eq!(read(b"data: {\"a\"\n\ndata: {\"a\":2}\n\n"), None);
    }

    #[test]
    fn one_value_is_one_piece_and_what_is_no_json_is_none() {
        assert_eq!(read(b"\n\n{\n \"a\": 1\n}\n").as_deref(), Some(r#"{"a":1}"#));
        for body in [&b""[..], b"<html>", b"{\"a\":", b"data: \xff\n\n", b"{\"a\":\"\xff\"}"] {
            assert!(read(body).is_none_or(|text| text.is_empty()), "{body:?}");
        }
    }

    proptest! {
        #[test]
        fn a_text_is_the_same_however_it_was_cut_into_pieces(parts in proptest::collection::vec("[\\PC\n\r]{0,8}", 1..6)) {
            let json: Vec<String> = parts.iter().map(|part| Value::from(part.as_str()).to_string()).collect();
            let events: String = json.iter().map(|json| format!(": x\r\ndata: {json}\r\n\r\n")).collect();
            prop_assert_eq!(read(events.as_bytes()), Some(json.join(" ")));
            let lines: String = json.iter().map(|json| format!("{json}\n\n")).collect();
            prop_assert_eq!(read(lines.as_bytes()), Some(json.join(" ")));
        }
    }
}
