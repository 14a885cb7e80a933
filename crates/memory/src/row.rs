//! A record as it stands in the table, with its checksum.
//!
//! Law: what comes out is what was put in, or nothing. A row with a flipped bit has another
//! checksum and is not a record.

use recto_core::fingerprint::Fingerprint;
use recto_core::memory::{Key, Record};
use recto_core::unit::{Asker, Languages, Method, State, Target};
use rusqlite::types::{FromSql, ValueRef};
use rusqlite::{Connection, OptionalExtension, Result, Row, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The columns that [`read`] expects, first and in this order.
macro_rules! columns {
    () => {
        "source, lang_from, lang_to, provider, model, prompt, terms, figures, target, method, gloss, \
         state, asked, answered_by, instead, example, replaced, checksum"
    };
}
pub(crate) use columns;

/// Reads a record; none where the row is damaged.
pub(crate) fn read(row: &Row<'_>) -> Option<Record> {
    let mut cells = Cells { row, at: 0 };
    let record = decode(&mut cells)?;
    let checksum: [u8; 8] = cells.next()?;
    (checksum == self::checksum(&record.key.fingerprint(), &record)).then_some(record)
}

/// Writes a record made at a time, pinned where that is asked for or what it replaces is, unless a
/// person's stands in the place of a machine's; tells whether it did.
pub(crate) fn write(
    connection: &Connection,
    record: &Record,
    made: i64,
    is_to_pin: bool,
) -> Result<bool> {
    let key = record.key.fingerprint();
    let known: Option<(String, i64)> = connection
        .prepare_cached("SELECT state, pinned FROM record WHERE key = ?1")?
        .query_row([key.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let is_guarded = |state: &str| State::from_word(state).is_some_and(|s| s >= State::Reviewed);
    if !record.is_persons() && known.as_ref().is_some_and(|(state, _)| is_guarded(state)) {
        return Ok(false);
    }
    let is_pinned = is_to_pin || known.is_some_and(|(_, pinned)| pinned != 0);
    put_under(connection, &key, record, made, is_pinned)?;
    Ok(true)
}

/// Puts a record in the place of whatever stands there.
pub(crate) fn put(
    connection: &Connection,
    record: &Record,
    made: i64,
    is_pinned: bool,
) -> Result<()> {
    put_under(connection, &record.key.fingerprint(), record, made, is_pinned)
}

/// Puts a record under the fingerprint of its key.
fn put_under(
    connection: &Connection,
    id: &Fingerprint,
    record: &Record,
    made: i64,
    is_pinned: bool,
) -> Result<()> {
    let Record { key, target, state, asked, answered_by, instead, example, replaced } = record;
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO record (key, text, source, lang_from, lang_to, provider, model, \
             prompt, terms, figures, target, method, gloss, state, asked, answered_by, instead, \
             example, replaced, checksum, made, pinned) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, \
             ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)",
        )?
        .execute(params![
            id.as_bytes(),
            key.text_fingerprint().as_bytes(),
            key.source,
            key.languages.from,
            key.languages.to,
            key.asker.provider,
            key.asker.model,
            key.asker.prompt,
            key.terms.as_bytes(),
            key.figures.as_bytes(),
            target.text,
            target.method.as_str(),
            json_or_empty(&target.gloss, target.gloss.is_empty()),
            state.as_str(),
            asked,
            answered_by,
            json_or_empty(instead, instead.is_none()),
            json_or_empty(example, example.is_none()),
            replaced,
            checksum(id, record),
            made,
            is_pinned,
        ])?;
    Ok(())
}

/// The cells of a row, one after the other: a search by name for each would take longer than reading it.
struct Cells<'r> {
    row: &'r Row<'r>,
    at: usize,
}

impl<'r> Cells<'r> {
    fn cell(&mut self) -> Option<ValueRef<'r>> {
        let cell = self.row.get_ref(self.at).ok();
        self.at += 1;
        cell
    }

    fn next<T: FromSql>(&mut self) -> Option<T> {
        T::column_result(self.cell()?).ok()
    }

    fn text(&mut self) -> Option<&'r str> {
        self.cell()?.as_str().ok()
    }

    fn json<T: DeserializeOwned>(&mut self) -> Option<Option<T>> {
        from_json(self.text()?)
    }

    fn fingerprint(&mut self) -> Option<Fingerprint> {
        self.next().map(Fingerprint::from_bytes)
    }
}

fn decode(cells: &mut Cells<'_>) -> Option<Record> {
    Some(Record {
        key: Key {
            source: cells.next()?,
            languages: Languages { from: cells.next()?, to: cells.next()? },
            asker: Asker { provider: cells.next()?, model: cells.next()?, prompt: cells.next()? },
            terms: cells.fingerprint()?,
            figures: cells.fingerprint()?,
        },
        target: Target {
            text: cells.next()?,
            method: Method::from_word(cells.text()?)?,
            gloss: cells.json()?.unwrap_or_default(),
        },
        state: State::from_word(cells.text()?)?,
        asked: cells.next()?,
        answered_by: cells.next()?,
        instead: cells.json()?,
        example: cells.json()?,
        replaced: cells.next()?,
    })
}

/// Returns the first 8 bytes of the fingerprint of everything in a record, with that of its key.
fn checksum(id: &Fingerprint, record: &Record) -> [u8; 8] {
    let Record { key: _, target, state, asked, answered_by, instead, example, replaced } = record;
    let whole = Fingerprint::of([
        id.to_string().as_str(),
        &target.text,
        target.method.as_str(),
        &json_or_empty(&target.gloss, target.gloss.is_empty()),
        state.as_str(),
        &asked.to_string(),
        answered_by,
        &json_or_empty(instead, instead.is_none()),
        &json_or_empty(example, example.is_none()),
        &json_or_empty(replaced, replaced.is_none()),
    ]);
    *whole.as_bytes().first_chunk().expect("a fingerprint has 16 bytes")
}

fn json_or_empty<T: Serialize>(value: &T, is_empty: bool) -> String {
    if is_empty {
        return String::new();
    }
    serde_json::to_string(value).expect("words and askers are plain strings, which JSON can hold")
}

/// Reads a value from its JSON; `Some(None)` for the empty text, none for what cannot be read.
fn from_json<T: DeserializeOwned>(text: &str) -> Option<Option<T>> {
    if text.is_empty() { Some(None) } else { serde_json::from_str(text).ok().map(Some) }
}
