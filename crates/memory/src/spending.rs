//! The account of what was used: by day, provider, model and job.

use recto_core::memory::MemoryFault;
use rusqlite::{Connection, params};
use serde::Serialize;

use crate::Sqlite;

/// What one model was used for on one day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Spending {
    /// The day in UTC: `2026-04-12`.
    pub day: String,
    /// The provider that was asked.
    pub provider: String,
    /// The model that was asked.
    pub model: String,
    /// The job, as the caller named it; empty where it named none.
    pub job: String,
    /// Requests that were sent.
    pub requests: u64,
    /// Tokens that were read.
    pub input_tokens: u64,
    /// Tokens that were written.
    pub output_tokens: u64,
    /// Characters that were billed.
    pub characters: u64,
    /// What the requests cost whose price was known then, in millionths of the currency.
    pub cost: u64,
    /// Requests whose price was not known: what they cost is not in `cost`.
    pub unpriced: u64,
}

impl Sqlite {
    /// Returns what was used from a day on (`2026-04-12`; empty for all), by day, provider, model and
    /// job.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn spending(&self, since: &str) -> Result<Vec<Spending>, MemoryFault> {
        self.reading(|connection| read(connection, since))
    }
}

/// Reads what was used from a day on.
pub(crate) fn read(connection: &Connection, since: &str) -> rusqlite::Result<Vec<Spending>> {
    let mut statement = connection.prepare(
        "SELECT day, provider, model, job, requests, input_tokens, output_tokens, characters, \
         cost, unpriced FROM spending WHERE day >= ?1 ORDER BY 1, 2, 3, 4",
    )?;
    let rows = statement.query_map([since], |row| {
        let counted = |column| row.get::<_, i64>(column).map(i64::unsigned_abs);
        Ok(Spending {
            day: row.get(0)?,
            provider: row.get(1)?,
            model: row.get(2)?,
            job: row.get(3)?,
            requests: counted(4)?,
            input_tokens: counted(5)?,
            output_tokens: counted(6)?,
            characters: counted(7)?,
            cost: counted(8)?,
            unpriced: counted(9)?,
        })
    })?;
    rows.collect()
}

/// Adds what was used to what stands under the same day, model and job.
pub(crate) fn add(connection: &Connection, row: &Spending) -> rusqlite::Result<()> {
    let counted = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    connection
        .prepare_cached(
            "INSERT INTO spending VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
             ON CONFLICT DO UPDATE SET requests = requests + excluded.requests,
                 input_tokens = input_tokens + excluded.input_tokens,
                 output_tokens = output_tokens + excluded.output_tokens,
                 characters = characters + excluded.characters,
                 cost = cost + excluded.cost, unpriced = unpriced + excluded.unpriced",
        )?
        .execute(params![
            row.day,
            row.provider,
            row.model,
            row.job,
            counted(row.requests),
            counted(row.input_tokens),
            counted(row.output_tokens),
            counted(row.characters),
            counted(row.cost),
            counted(row.unpriced),
        ])
        .map(drop)
}

impl Spending {
    /// Adds the figures of another row; day, asker and job stay.
    pub fn add(&mut self, other: &Self) {
        self.requests += other.requests;
        self.input_tokens += other.input_tokens;
        self.output_tokens += other.output_tokens;
        self.characters += other.characters;
        self.cost += other.cost;
        self.unpriced += other.unpriced;
    }
}
