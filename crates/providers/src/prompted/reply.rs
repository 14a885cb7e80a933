//! Reads what a chat model wrote: strict about which segment is meant, patient about the wrapping.
//!
//! Reasoning and code fences are taken off; then the whole text is tried as JSON, then every JSON
//! value in it, the one with the most segments first, then JSON Lines. Ids nobody asked for are
//! dropped; an id with two different answers has none. Answers are never matched by their place.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::OnceLock;

use recto_core::port::{Answered, Batch};
use recto_core::unit::Method;
use serde_json::{Deserializer, Value, json};

use super::request;
use crate::apis::texts;
use crate::verdict::{Class, Fault};

/// So many places in a text are tried as the beginning of JSON.
const TRIES: usize = 200;

/// The names under which models give a translation, the asked one first.
const NAMES: &[&str] = &["en", "translation", "english", "target", "text", "content"];

/// How a model says that it will not.
const REFUSALS: &[&str] = &[
    "i'm sorry",
    "i am sorry",
    "sorry,",
    "i can't",
    "i cannot",
    "i won't",
    "i’m sorry",
    "i can’t",
    "抱歉",
    "对不起",
    "很抱歉",
];

/// What is known of one id: its answer, or nothing after two that differ.
type Found = BTreeMap<u32, Option<String>>;

/// Returns the schema of an answer; it is the same for every question, so that providers can keep
/// what they make of it.
pub(super) fn schema() -> &'static Value {
    static SCHEMA: OnceLock<Value> = OnceLock::new();
    SCHEMA.get_or_init(|| {
        json!({
            "type": "object",
            "properties": {
                "segments": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "properties": { "id": { "type": "string" }, "en": { "type": "string" } },
                        "required": ["id", "en"],
                        "additionalProperties": false
                    }
                }
            },
            "required": ["segments"],
            "additionalProperties": false
        })
    })
}

/// Returns the answers in a text, by id; those that are missing were not answered.
pub(super) fn read(text: &str, batch: &Batch) -> Result<Vec<Answered>, Fault> {
    let harvested = |values: &[Value]| -> Vec<Answered> {
        let found = best(values.iter().map(|value| harvest(value, batch)).collect());
        found.into_iter().filter_map(|(id, text)| Some(answered(id, text?))).collect()
    };
    gathered(text, harvested, "JSON without any segment that was asked for")
}

/// Returns what `gather` finds in the JSON of a text; a fault where it finds nothing, with the reason:
/// `bare` is that of JSON that holds nothing of use.
pub(super) fn gathered<T>(
    text: &str,
    gather: impl FnOnce(&[Value]) -> Vec<T>,
    bare: &'static str,
) -> Result<Vec<T>, Fault> {
    let text = unwrapped(text);
    if text.is_empty() {
        return Err(Fault::new(Class::Unusable, "an empty text"));
    }
    let values = values(text);
    if values.is_empty() && is_refusal(text) {
        return Err(Fault::new(Class::ContentFiltered, "it declines in words"));
    }
    let found = gather(&values);
    if found.is_empty() {
        let what = if values.is_empty() { "text without JSON" } else { bare };
        return Err(Fault::new(Class::Unusable, what));
    }
    Ok(found)
}

fn answered(id: u32, text: String) -> Answered {
    Answered { id, text, method: Method::Machine, gloss: Vec::new() }
}

/// Takes off the byte order mark, the reasoning and the code fence.
fn unwrapped(text: &str) -> &str {
    let text = text.trim_start_matches('\u{feff}').trim();
    let text = match text.split_once("</think>") {
        Some((before, after)) if before.starts_with("<think>") => after.trim(),
        _ => text,
    };
    let Some(inside) = text.strip_prefix("```") else { return text };
    let inside = inside.split_once('\n').map_or(inside, |(_, rest)| rest);
    inside.trim_end().strip_suffix("```").unwrap_or(inside).trim()
}

/// Tells whether a text begins as a model does that will not.
fn is_refusal(text: &str) -> bool {
    let start: String = text.chars().take(40).flat_map(char::to_lowercase).collect();
    text.len() < 600 && REFUSALS.iter().any(|words| start.starts_with(words))
}

/// Returns every JSON object or list in a text that is not inside another one.
fn values(text: &str) -> Vec<Value> {
    let mut values = Vec::new();
    let mut at = 0;
    for _ in 0..TRIES {
        let Some(start) = text[at..].find(['{', '[']).map(|found| at + found) else { break };
        let mut stream = Deserializer::from_str(&text[start..]).into_iter::<Value>();
        match stream.next() {
            Some(Ok(value)) => {
                values.push(value);
                at = start + stream.byte_offset();
            }
            _ => at = start + 1,
        }
    }
    values
}

/// Chooses the value with the most answers; single answers one after another are JSON Lines.
fn best(mut founds: Vec<Found>) -> Found {
    let Some(largest) = (0..founds.len()).max_by_key(|at| (founds[*at].len(), founds.len() - at))
    else {
        return Found::new();
    };
    if founds[largest].len() > 1 {
        return founds.swap_remove(largest);
    }
    let mut whole = Found::new();
    for (id, text) in founds.into_iter().flatten() {
        put(&mut whole, id, text);
    }
    whole
}

/// Collects the answers of one JSON value.
fn harvest(value: &Value, batch: &Batch) -> Found {
    let mut found = Found::new();
    collect(value, batch, &mut found);
    found
}

fn collect(value: &Value, batch: &Batch, found: &mut Found) {
    match value {
        Value::Array(list) => list.iter().for_each(|value| collect(value, batch, found)),
        Value::Object(fields) => {
            if let Some(id) = fields.get("id") {
                if let (Some(id), Some(text)) = (asked(id, batch), english(fields)) {
                    put(found, id, text);
                }
                return;
            }
            for (name, value) in fields {
                match (asked(&Value::String(name.clone()), batch), value) {
                    (Some(id), Value::String(text)) => put(found, id, clean(text)),
                    _ => collect(value, batch, found),
                }
            }
        }
        _ => {}
    }
}

/// Returns the item an id names: `"s3"`, or 3 where a model turned it into a number.
fn asked(id: &Value, batch: &Batch) -> Option<u32> {
    let named = match id {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => format!("s{number}"),
        _ => return None,
    };
    batch.items.iter().find(|item| request::id(item) == named).map(|item| item.id)
}

/// Returns the translation among the fields of a segment: by its name, or the only other text.
fn english(fields: &serde_json::Map<String, Value>) -> Option<Option<String>> {
    if let Some(value) = NAMES.iter().find_map(|name| fields.get(*name)) {
        return value.as_str().map(clean);
    }
    let mut texts = fields.iter().filter(|(name, _)| *name != "id").filter_map(|(_, v)| v.as_str());
    match (texts.next(), texts.next()) {
        (Some(text), None) => Some(clean(text)),
        _ => None,
    }
}

fn put(found: &mut Found, id: u32, text: Option<String>) {
    match found.entry(id) {
        Entry::Vacant(place) => {
            place.insert(text);
        }
        Entry::Occupied(place) if *place.get() == text => {}
        Entry::Occupied(mut place) => {
            place.insert(None);
        }
    }
}

/// Makes one line of a translation; none if it is blank.
pub(super) fn clean(text: &str) -> Option<String> {
    Some(texts::clean(text)).filter(|clean| !clean.is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use recto_core::document::Kind;
    use recto_core::port::Item;

    use super::*;

    fn batch(n: u32) -> Batch {
        let item = |id| Item {
            id,
            kind: Kind::Paragraph,
            text: "文".into(),
            head_missing: false,
            tail_missing: false,
            values: vec![],
            example: None,
            again: None,
        };
        Batch { items: (1..=n).map(item).collect(), ..Batch::default() }
    }

    /// Reads a text as the answer to segments 1 to 3 and returns it as `1=a 2=b`.
    #[track_caller]
    fn assert_read(text: &str, expected: &str) {
        let answers = match read(text, &batch(3)) {
            Ok(answers) => {
                let pair = |a: &Answered| format!("{}={}", a.id, a.text);
                answers.iter().map(pair).collect::<Vec<_>>().join(" ")
            }
            Err(fault) => format!("{:?}", fault.class),
        };
        assert_eq!(answers, expected, "{text}");
    }

    #[test]
    fn answers_are_found_in_every_wrapping() {
        let good = r#"{"segments":[{"id":"s1","en":"A"},{"id":"s2","en":"B"}]}"#;
        assert_read(good, "1=A 2=B");
        assert_read(&format!("\u{feff}{good}"), "1=A 2=B");
        assert_read(&format!("```json\n{good}\n```"), "1=A 2=B");
        assert_read(&format!("<think>{{}} well</think>\n{good}"), "1=A 2=B");
        assert_read(&format!("Sure! Here it is:\n\n{good}\n\nAnything else?"), "1=A 2=B");
        assert_read("{\"id\":\"s1\",\"en\":\"A\"}\n{\"id\":\"s3\",\"en\":\"C\"}", "1=A 3=C");
        assert_read("{\"s1\":\"A\"}\n{\"s2\":\"B\"}", "1=A 2=B");
        assert_read(r#"{"s1":"A","s2":"B"}"#, "1=A 2=B");
        assert_read(r#"[{"id":1,"translation":"A"},{"id":"s2","zh":"B"}]"#, "1=A 2=B");
    }

    #[test]
    fn nothing_is_matched_by_its_place() {
        assert_read(r#"{"segments":["A","B","C"]}"#, "Unusable");
        assert_read(r#"{"segments":[{"en":"A"},{"en":"B"},{"en":"C"}]}"#, "Unusable");
        assert_read("A\nB\nC", "Unusable");
        assert_read(r#"{"segments":[{"id":"s9","en":"A"},{"id":"s2","en":"B"}]}"#, "2=B");
    }

    #[test]
    fn two_different_answers_for_an_id_are_none() {
        assert_read(r#"[{"id":"s1","en":"A"},{"id":"s1","en":"Z"},{"id":"s2","en":"B"}]"#, "2=B");
        assert_read(r#"[{"id":"s1","en":"A"},{"id":"s1","en":"A"}]"#, "1=A");
        assert_read(
            r#"[{"id":"s1","en":"A"},{"id":"s1","en":"Z"},{"id":"s1","en":"A"}]"#,
            "Unusable",
        );
    }

    #[test]
    fn what_is_no_text_is_no_answer() {
        assert_read(
            r#"[{"id":"s1","en":5},{"id":"s2","en":{"x":"y"}},{"id":"s3","en":" \u0000 "}]"#,
            "Unusable",
        );
        assert_read(r#"{"segments":[]}"#, "Unusable");
        assert_read("", "Unusable");
        assert_read("```\n```", "Unusable");
    }

    #[test]
    fn whole_segments_before_a_break_are_kept_and_the_cut_one_is_not() {
        assert_read(r#"{"segments":[{"id":"s1","en":"A"},{"id":"s2","en":"B half"#, "1=A");
    }

    #[test]
    fn a_model_that_declines_in_words_is_told_apart() {
        assert_read("I'm sorry, but I can't assist with that request.", "ContentFiltered");
        assert_read("抱歉，我无法翻译。", "ContentFiltered");
        assert_read(r#"{"segments":[{"id":"s1","en":"I'm sorry"}]}"#, "1=I'm sorry");
    }

    #[test]
    fn a_translation_is_one_clean_line() {
        assert_read("{\"s1\":\" A\\nb\\u0007 \\u202ec \"}", "1=A b c");
    }

    #[test]
    fn deep_nesting_is_refused_and_not_followed() {
        assert_read(&"[".repeat(100_000), "Unusable");
        assert_read(&"{\"a\":".repeat(100_000), "Unusable");
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in r#"[\PC\{\}\[\]",:s0-9enid`\n]{0,200}"#) {
            if let Ok(answers) = read(&text, &batch(3)) {
                prop_assert!(answers.iter().all(|a| (1..=3).contains(&a.id) && !a.text.is_empty()));
            }
        }

        #[test]
        fn what_was_written_is_read_back(texts in proptest::collection::vec("[a-zA-Z0-9\"\\\\{}]{1,20}", 1..=3)) {
            let segments: Vec<_> = texts.iter().enumerate()
                .map(|(i, text)| json!({"id": format!("s{}", i + 1), "en": text})).collect();
            let answers = read(&json!({"segments": segments}).to_string(), &batch(3)).unwrap();
            let back: Vec<_> = answers.into_iter().map(|a| a.text).collect();
            prop_assert_eq!(back, texts);
        }
    }
}
