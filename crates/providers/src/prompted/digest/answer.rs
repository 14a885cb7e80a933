//! Reads the sentences a chat model wrote: patient about the wrapping, and about how citations are
//! written. Whether a citation exists and a sentence is true is not asked here.

use std::sync::OnceLock;

use recto_core::port::{Brief, Claim, Part};
use serde_json::{Map, Value, json};

use crate::prompted::reply::{clean, gathered};
use crate::verdict::Fault;

/// The names under which models give a sentence, the asked one first.
const TEXT: &[&str] = &["text", "sentence", "en", "english", "statement"];

/// The names under which models give citations, the asked one first.
const CITES: &[&str] = &["cites", "citations", "cite", "sources", "source", "ids"];

/// An answer holds no more sentences than this.
const MOST: usize = 60;

/// Returns the schema of an answer; it is the same for every question.
pub(in crate::prompted) fn schema() -> &'static Value {
    static SCHEMA: OnceLock<Value> = OnceLock::new();
    SCHEMA.get_or_init(|| {
        let text = json!({ "type": "string" });
        json!({
            "type": "object",
            "properties": {
                "sentences": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "properties": {
                            "part": {
                                "type": "string",
                                "enum": ["headline", "deck", "point", "quotation", "context"]
                            },
                            "text": text,
                            "cites": { "type": "array", "items": text },
                            "speaker": text,
                            "chinese": text
                        },
                        "required": ["part", "text", "cites", "speaker", "chinese"],
                        "additionalProperties": false
                    }
                }
            },
            "required": ["sentences"],
            "additionalProperties": false
        })
    })
}

/// Returns the sentences in a text, in their order.
///
/// Of sentences that are asked for again there is one for each, an empty one where it is missing: they
/// are matched by their part where their number is another.
pub(super) fn read(text: &str, brief: &Brief) -> Result<Vec<Claim>, Fault> {
    let collected = |values: &[Value]| {
        let mut found = Vec::new();
        for value in values {
            collect(value, &mut found);
        }
        found.truncate(MOST);
        found
    };
    let found = gathered(text, collected, "JSON without a sentence")?;
    Ok(if brief.again.is_empty() { found } else { matched(found, brief) })
}

/// Puts sentences that were written again into the order in which they were asked for.
fn matched(found: Vec<Claim>, brief: &Brief) -> Vec<Claim> {
    if found.len() == brief.again.len() {
        return found;
    }
    let mut left: Vec<Option<Claim>> = found.into_iter().map(Some).collect();
    let mut take = |part: Part| {
        let own = |claim: &&mut Option<Claim>| claim.as_ref().is_some_and(|one| one.part == part);
        left.iter_mut().find(own).and_then(Option::take).unwrap_or_default()
    };
    brief.again.iter().map(|faulty| take(faulty.claim.part)).collect()
}

fn collect(value: &Value, found: &mut Vec<Claim>) {
    match value {
        Value::Array(list) => list.iter().for_each(|value| collect(value, found)),
        Value::Object(fields) => match claim(fields) {
            Some(claim) => found.push(claim),
            None => fields.values().for_each(|value| collect(value, found)),
        },
        _ => {}
    }
}

fn claim(fields: &Map<String, Value>) -> Option<Claim> {
    let text = clean(TEXT.iter().find_map(|name| fields.get(*name)?.as_str())?)?;
    let word = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default();
    let part = Part::from_word(&word("part").to_lowercase()).unwrap_or_default();
    let cites = CITES.iter().find_map(|name| fields.get(*name)).map(cites).unwrap_or_default();
    let said = |name: &str| clean(word(name)).unwrap_or_default();
    // Marks are put around a quotation where it is shown.
    let text = if part == Part::Quotation { bare(&text).to_owned() } else { text };
    Some(Claim {
        part,
        text,
        cites,
        speaker: said("speaker"),
        chinese: bare(&said("chinese")).to_owned(),
    })
}

/// Reads citations: a list, a single one, or several in one text.
fn cites(value: &Value) -> Vec<String> {
    match value {
        Value::Array(list) => list.iter().flat_map(cites).collect(),
        Value::Number(number) => vec![format!("p{number}")],
        Value::String(text) => {
            let parts = text.split([',', ';', ' ', '[', ']']).map(str::trim);
            parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}

/// Takes off the marks of a quotation that is nothing but one.
fn bare(text: &str) -> &str {
    let text = text.trim();
    for (open, close) in [('“', '”'), ('"', '"'), ('「', '」'), ('‘', '’')] {
        let inside = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        if let Some(inside) = inside.filter(|inside| !inside.contains([open, close])) {
            return inside.trim();
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use recto_core::port::Faulty;

    use super::super::tests::brief;
    use super::*;

    /// Reads a text and returns it as `part:text[cites]`.
    fn shown(text: &str, brief: &Brief) -> String {
        match read(text, brief) {
            Ok(claims) => {
                let one = |claim: &Claim| {
                    format!("{}:{}[{}]", claim.part.as_str(), claim.text, claim.cites.join(","))
                };
                claims.iter().map(one).collect::<Vec<_>>().join(" ")
            }
            Err(fault) => format!("{:?}", fault.class),
        }
    }

    #[track_caller]
    fn assert_read(text: &str, expected: &str) {
        assert_eq!(shown(text, &brief()), expected, "{text}");
    }

    #[test]
    fn sentences_are_found_in_every_wrapping() {
        let good = r#"{"sentences":[{"part":"headline","text":"A","cites":["p1"],"speaker":"","chinese":""},{"part":"point","text":"B.","cites":["p1","p2"]}]}"#;
        let expected = "headline:A[p1] point:B.[p1,p2]";
        assert_read(good, expected);
        assert_read(&format!("```json\n{good}\n```"), expected);
        assert_read(&format!("<think>hm {{}}</think>{good}"), expected);
        assert_read(&format!("Here you are:\n{good}\nAnything else?"), expected);
    }

    #[test]
    fn citations_are_read_as_models_write_them() {
        assert_read(r#"[{"text":"B.","cites":"p1, p2"}]"#, "point:B.[p1,p2]");
        assert_read(r#"[{"text":"B.","cites":[1,2]}]"#, "point:B.[p1,p2]");
        assert_read(r#"[{"text":"B.","source":"[p2]"}]"#, "point:B.[p2]");
        assert_read(r#"[{"text":"B."}]"#, "point:B.[]");
        assert_read(r#"[{"part":"summary","text":"B.","cites":["p9"]}]"#, "point:B.[p9]");
    }

    #[test]
    fn a_quotation_is_taken_without_its_marks() {
        let text = r#"[{"part":"quotation","text":"“So be it”","cites":["p2"],"speaker":"Jiang","chinese":"「就这样」"}]"#;
        let claims = read(text, &brief()).unwrap();
        assert_eq!((claims[0].text.as_str(), claims[0].chinese.as_str()), ("So be it", "就这样"));
        assert_eq!(bare("“a” and “b”"), "“a” and “b”");
    }

    #[test]
    fn what_holds_no_sentence_is_no_answer() {
        assert_read("", "Unusable");
        assert_read(r#"{"sentences":[]}"#, "Unusable");
        assert_read(r#"{"sentences":[{"part":"point","text":" "}]}"#, "Unusable");
        assert_read("The bridge opened.", "Unusable");
        assert_read("I'm sorry, but I can't help with that.", "ContentFiltered");
        assert_read(&"[".repeat(100_000), "Unusable");
    }

    #[test]
    fn sentences_that_are_written_again_are_matched_by_their_part_where_one_is_missing() {
        let faulty = |part| Faulty {
            claim: Claim { part, text: "x".into(), ..Claim::default() },
            findings: Vec::new(),
        };
        let brief = Brief { again: vec![faulty(Part::Headline), faulty(Part::Point)], ..brief() };
        assert_eq!(
            shown(r#"[{"part":"point","text":"B.","cites":["p2"]}]"#, &brief),
            "point:[] point:B.[p2]"
        );
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in r#"[\PC\{\}\[\]",:s0-9textcites`\n]{0,200}"#) {
            if let Ok(claims) = read(&text, &brief()) {
                prop_assert!(claims.iter().all(|claim| !claim.text.is_empty()));
            }
        }
    }
}
