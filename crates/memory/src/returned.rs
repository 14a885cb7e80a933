//! Work that comes back from people: what they changed or approved becomes a person's word.
//!
//! Law: a machine's text that nobody has touched is never called a person's, and a person's word is
//! replaced only by what a person has marked as read.

use recto_core::check;
use recto_core::fingerprint::Fingerprint;
use recto_core::memory::{Key, MemoryFault, Record};
use recto_core::unit::{Asker, Languages, Method, State, Target};
use rusqlite::Connection;

use crate::{Entry, Sqlite, entry, row, writer};

/// A text and its English as they came back from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    /// The Chinese.
    pub source: String,
    /// The English.
    pub text: String,
    /// From which language into which.
    pub languages: Languages,
    /// How far it has come, as it is marked; `Reviewed` and `Final` are a person's mark.
    pub state: State,
    /// How the English was made when it went out, where that is known.
    pub method: Option<Method>,
    /// Who made it, where that is known.
    pub asker: Option<Asker>,
}

/// What became of a text that came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Taken {
    /// A person had changed the English, or there was none: it is a person's word now.
    Edited,
    /// A person has approved the English that is remembered: it is a person's word now.
    Approved,
    /// It is a machine's answer that was not known here: it is remembered as that.
    Machines,
    /// It says what is remembered.
    Unchanged,
    /// It is not marked as read, and a person's word stands in its place.
    Kept,
    /// It is not marked as read, and nobody knows whether anybody has touched it.
    Unread,
}

impl Sqlite {
    /// Takes in texts that came back from elsewhere, all or nothing; tells what became of each, in
    /// their order.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub fn take_back(&self, returned: &[Returned]) -> Result<Vec<Taken>, MemoryFault> {
        let now = writer::now();
        self.writing(|connection| {
            returned
                .iter()
                .map(|returned| {
                    let known = known(connection, &returned.text_key())?;
                    let (taken, record) = decide(returned, &known);
                    if let Some(record) = record {
                        row::write(connection, &record, now, false)?;
                    }
                    Ok(taken)
                })
                .collect()
        })
    }
}

impl Returned {
    /// Returns the key under which it is remembered where nothing is known of its text.
    fn text_key(&self) -> Key {
        let nobody =
            || Asker { provider: String::new(), model: String::new(), prompt: String::new() };
        Key {
            source: Key::normal_source(&self.source),
            languages: self.languages.clone(),
            asker: self.asker.clone().unwrap_or_else(nobody),
            terms: Fingerprint::of([]),
            figures: Fingerprint::of([]),
        }
    }

    fn record(&self, key: Key, method: Method, state: State) -> Record {
        Record {
            key,
            target: Target { text: self.text.clone(), method, gloss: Vec::new() },
            state,
            asked: 1,
            answered_by: String::new(),
            instead: None,
            example: None,
            replaced: None,
        }
    }
}

/// Returns the sound records of a key's text, newest first.
fn known(connection: &Connection, key: &Key) -> rusqlite::Result<Vec<Entry>> {
    let mut statement = connection.prepare_cached(entry::SAME_TEXT)?;
    let rows = statement
        .query_map([key.text_fingerprint().as_bytes()], |row| Ok(entry::read(row)))?
        .filter_map(Result::transpose);
    rows.filter(|entry| entry.as_ref().is_ok_and(|entry| entry.record.key.is_same_text(key)))
        .collect()
}

/// Decides what becomes of a text, and what is recorded for it.
fn decide(returned: &Returned, known: &[Entry]) -> (Taken, Option<Record>) {
    let persons = known.iter().map(|entry| &entry.record).find(|record| record.is_persons());
    let same = known.iter().map(|entry| &entry.record).find(|record| says(record, returned));
    if returned.state >= State::Reviewed {
        return approved(returned, persons, same, known);
    }
    match (persons, same) {
        (Some(person), _) if person.target.text == returned.text => (Taken::Unchanged, None),
        (Some(_), _) => (Taken::Kept, None),
        (None, Some(_)) => (Taken::Unchanged, None),
        (None, None) => unmarked(returned, known),
    }
}

/// Tells whether a text is what a record answers, as an edition shows it.
fn says(record: &Record, returned: &Returned) -> bool {
    let answer = &record.target.text;
    let is_mended = || {
        record.target.method == Method::Machine
            && check::mended(&returned.source, answer).is_some_and(|it| it.text == returned.text)
    };
    *answer == returned.text || is_mended()
}

/// Decides about a text that a person has marked as read.
fn approved(
    returned: &Returned,
    persons: Option<&Record>,
    same: Option<&Record>,
    known: &[Entry],
) -> (Taken, Option<Record>) {
    let is_known = persons.is_some_and(|person| {
        person.target.text == returned.text && person.state >= returned.state
    });
    if is_known {
        return (Taken::Unchanged, None);
    }
    let place = persons.or(same).or_else(|| newest(returned, known));
    let record = match place {
        Some(place) => place.edited(&returned.text, returned.state),
        None => returned.record(returned.text_key(), Method::Person, returned.state),
    };
    (if same.is_some() { Taken::Approved } else { Taken::Edited }, Some(record))
}

/// Decides about a text that nobody has marked, where none of the records says the same.
fn unmarked(returned: &Returned, known: &[Entry]) -> (Taken, Option<Record>) {
    let is_machines = returned.method == Some(Method::Machine);
    match (newest(returned, known), &returned.asker) {
        // What its maker has answered is remembered, so a person has changed it.
        (Some(place), _) => (Taken::Edited, Some(place.edited(&returned.text, returned.state))),
        (None, Some(_)) if is_machines => {
            let record = returned.record(returned.text_key(), Method::Machine, State::Translated);
            (Taken::Machines, Some(record))
        }
        (None, _) => (Taken::Unread, None),
    }
}

/// Returns the newest record by the maker of a text; of anybody where its maker is not known.
fn newest<'a>(returned: &Returned, known: &'a [Entry]) -> Option<&'a Record> {
    let is_its = |record: &&Record| {
        returned.asker.as_ref().is_none_or(|asker| {
            let made = record.made_by();
            (&made.provider, &made.model) == (&asker.provider, &asker.model)
        })
    };
    known.iter().map(|entry| &entry.record).find(is_its)
}
