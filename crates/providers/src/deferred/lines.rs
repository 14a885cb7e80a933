//! JSON Lines: one JSON value on each line, as these APIs take and give them.

use serde_json::Value;

use super::Returned;
use crate::call::{Answer, Call};
use crate::verdict::{Class, Fault};

/// Returns the body of a request as JSON; what a codec makes always is.
pub(super) fn body(call: &Call) -> Value {
    serde_json::from_slice(&call.body).unwrap_or_default()
}

/// Makes an answer with a status of a JSON value, as the codec of the translator reads it.
pub(super) fn answer(status: u16, body: &Value) -> Answer {
    Answer { status, headers: vec![], body: body.to_string().into_bytes() }
}

/// Reads each line that is not blank; one that is no result makes the whole unusable, since nobody
/// can say what it was.
pub(super) fn read(
    answer: &Answer,
    result: impl Fn(&Value) -> Option<Returned>,
) -> Result<Vec<Returned>, Fault> {
    let unusable = || Fault::new(Class::Unusable, "results that are not one JSON object a line");
    let text = std::str::from_utf8(&answer.body).map_err(|_| unusable())?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| {
            let value: Value = serde_json::from_str(line).map_err(|_| unusable())?;
            result(&value).ok_or_else(unusable)
        })
        .collect()
}

/// Returns a text at a place of a value; empty where there is none.
pub(super) fn text<'a>(value: &'a Value, place: &str) -> &'a str {
    value.pointer(place).and_then(Value::as_str).unwrap_or_default()
}

/// Returns what has no name as no answer: an order without one cannot be found again.
pub(super) fn named(answer: &Answer, place: &str) -> Result<String, Fault> {
    let body: Value = answer.json()?;
    let name = text(&body, place);
    if name.is_empty() || !name.bytes().all(is_plain) {
        return Err(Fault::new(Class::Unusable, "an order without a name"));
    }
    Ok(name.to_owned())
}

/// Tells whether a byte may stand in a name that becomes part of an address.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_./".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_are_passed_over_and_a_broken_one_spoils_the_whole() {
        let names = |body: &str| {
            let whole = Answer { status: 200, headers: vec![], body: body.as_bytes().to_vec() };
            let named =
                |value: &Value| Some((value.get("n")?.as_str()?.to_owned(), Ok(Answer::default())));
            let read = read(&whole, named);
            read.map(|all| all.into_iter().map(|(name, _)| name).collect::<Vec<_>>().join(" "))
        };
        assert_eq!(names("{\"n\":\"a\"}\r\n\n{\"n\":\"b\"}").ok().as_deref(), Some("a b"));
        assert!(names("{\"n\":\"a\"}\n{\"n\":").is_err());
        assert!(names("{\"m\":\"a\"}").is_err());
    }

    #[test]
    fn a_name_that_could_lead_elsewhere_is_none() {
        for (id, is_name) in [("batch_1", true), ("batches/x-1", true), ("", false), ("a?b", false)]
        {
            let answer = answer(200, &serde_json::json!({ "id": id }));
            assert_eq!(named(&answer, "/id").is_ok(), is_name, "{id}");
        }
    }
}
