//! Reads Chinese–English pairs from whatever holds them: JSON lines, an edition's JSON, CSV, TMX, XLIFF.
//! The bytes themselves say which it is.

use recto_core::document::Kind;
use recto_core::unit::{Languages, Method, State};
use recto_formats::exchange::{self, Entry, Exchange};
use recto_formats::read;
use serde::Deserialize;

/// A Chinese text and its English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pair {
    /// What it is called in its file.
    pub(crate) id: String,
    /// What its block is on the page.
    pub(crate) kind: Kind,
    /// The Chinese.
    pub(crate) zh: String,
    /// The English; none where it is missing.
    pub(crate) en: Option<String>,
}

/// One line of JSON; other keys are passed over.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: Option<serde_json::Value>,
    zh: String,
    en: String,
}

/// Reads the pairs. An error says what is wrong and where.
///
/// Pairs without English are left out of a file that has no English at all, and of a reading aid, which is
/// no translation.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Pair>, String> {
    let entries = exchange(bytes)?.entries;
    let is_aid = entries.iter().any(|entry| entry.method == Some(Method::Draft));
    let is_translated = entries.iter().any(|entry| entry.en.is_some());
    let pair = |Entry { id, kind, zh, en, .. }: Entry| Pair {
        id,
        kind: kind.unwrap_or(Kind::Paragraph),
        zh,
        en,
    };
    let pairs = entries.into_iter().map(pair);
    Ok(pairs.filter(|pair| pair.en.is_some() || is_translated && !is_aid).collect())
}

/// Reads the segments with all that is said about them; languages that the form does not name are empty.
pub(crate) fn exchange(bytes: &[u8]) -> Result<Exchange, String> {
    let unnamed = |exchange| Exchange { languages: nameless(), ..exchange };
    if bytes.starts_with(b"PK") {
        return exchange::read(bytes).map(unnamed).map_err(|fault| fault.to_string());
    }
    let text = read::decode(bytes, None).map_err(|fault| fault.to_string())?.text;
    match text.trim_start().chars().next() {
        Some('<') => exchange::read(bytes).map_err(|fault| fault.to_string()),
        Some('{') => match read::edition_json(bytes) {
            Ok(edition) => Ok(Exchange::of(&edition)),
            Err(fault @ read::EditionFault::Newer { .. }) => Err(fault.to_string()),
            Err(read::EditionFault::Form(_)) => lines(&text),
        },
        _ => exchange::read(bytes).map(unnamed).map_err(|fault| fault.to_string()),
    }
}

fn nameless() -> Languages {
    Languages { from: String::new(), to: String::new() }
}

fn lines(text: &str) -> Result<Exchange, String> {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let entry = |(number, line): (usize, &str)| {
        let line: Line =
            serde_json::from_str(line).map_err(|error| format!("line {number}: {error}"))?;
        let id = match line.id {
            Some(serde_json::Value::String(id)) => id,
            Some(id) => id.to_string(),
            None => number.to_string(),
        };
        Ok(Entry {
            id,
            kind: None,
            zh: line.zh,
            en: Some(line.en),
            state: State::Reviewed,
            method: None,
            asker: None,
            notes: Vec::new(),
        })
    };
    let entries = lines.map(entry).collect::<Result<_, String>>()?;
    Ok(Exchange { source: String::new(), languages: nameless(), entries })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_pairs(text: &str, expected: &[(&str, &str, &str)]) {
        let pairs = read(text.as_bytes()).expect("they can be read");
        let pairs: Vec<_> = pairs
            .iter()
            .map(|pair| (pair.id.as_str(), pair.zh.as_str(), pair.en.as_deref().unwrap_or("")))
            .collect();
        assert_eq!(pairs, expected);
    }

    #[test]
    fn json_lines_have_ids_or_are_counted() {
        assert_pairs(
            "{\"id\":\"a\",\"zh\":\"公园\",\"en\":\"park\"}\n\n{\"zh\":\"绿道\",\"en\":\"greenway\",\"note\":1}\n",
            &[("a", "公园", "park"), ("3", "绿道", "greenway")],
        );
    }

    #[test]
    fn a_table_has_pairs_too_and_keeps_those_without_english_where_others_have_it() {
        let rows = "id,zh,en\n1,公园,park\n2,绿道,\n";
        assert_pairs(rows, &[("1", "公园", "park"), ("2", "绿道", "")]);
        assert_pairs("id,zh,en\n1,公园,\n2,绿道,\n", &[]);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let error =
            read(b"{\"zh\":\"\xe5\x85\xac\",\"en\":\"a\"}\n{\"zh\":1}\n").expect_err("a number");
        assert!(error.starts_with("line 2: "), "{error}");
        assert!(read(b"").is_err());
        assert!(read(b"<html></html>").is_err());
    }
}
