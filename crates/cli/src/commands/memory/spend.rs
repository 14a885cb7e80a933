//! Sums up what was used and what it cost.

use std::fmt::Write as _;

use recto_memory::{Spending, Sqlite};

use super::super::Context;
use crate::error::{CommandError, Exit};
use crate::facts;
use crate::plain;
use crate::remembered;
use crate::settings::Amount;

/// What `spend` can be told.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// From this day on, in UTC: `2026-04-12`
    #[arg(long, value_name = "DAY", default_value = "")]
    since: String,
    /// What has a row of its own: each day, model or account
    #[arg(long, value_name = "WHAT", value_enum)]
    by: Option<By>,
    /// As JSON; amounts in millionths
    #[arg(long)]
    json: bool,
}

/// What has a row of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum By {
    /// Each day
    Day,
    /// Each model of each provider
    Model,
    /// Each account, as `--account` names it
    Account,
}

/// The head of the table.
const HEAD: &str =
    "day         requests  tokens in  tokens out  characters  cost         model, account";

/// Sums up what was used.
pub(super) fn run(memory: &Sqlite, args: &Args, context: &Context) -> Result<Exit, CommandError> {
    let rows = memory.spending(&args.since).map_err(|fault| remembered::failed(&fault))?;
    let rows = match args.by {
        Some(by) => summed(rows, by),
        None => rows,
    };
    let text = if args.json { facts::json(&rows)? } else { table(&rows) };
    context.report.result(text.as_bytes())?;
    Ok(Exit::Done)
}

/// Adds up the rows that have the same day, model or account.
fn summed(rows: Vec<Spending>, by: By) -> Vec<Spending> {
    let mut sums: Vec<Spending> = Vec::new();
    for mut row in rows {
        if by != By::Day {
            row.day.clear();
        }
        if by != By::Model {
            row.provider.clear();
            row.model.clear();
        }
        if by != By::Account {
            row.job.clear();
        }
        let name = |row: &Spending| {
            (row.day.clone(), row.provider.clone(), row.model.clone(), row.job.clone())
        };
        match sums.iter_mut().find(|sum| name(sum) == name(&row)) {
            Some(sum) => sum.add(&row),
            None => sums.push(row),
        }
    }
    sums
}

fn table(rows: &[Spending]) -> String {
    let mut text = format!("{HEAD}\n");
    let mut total = Spending::default();
    for row in rows {
        total.add(row);
        text += &line(&row.day, row, &name(row));
    }
    text += &line("in all", &total, "");
    text
}

fn line(day: &str, row: &Spending, name: &str) -> String {
    let mut line = String::new();
    // Writing to a String cannot fail.
    let _ = write!(
        line,
        "{day:<10}  {:>8}  {:>9}  {:>10}  {:>10}  {:<11}  {name}",
        row.requests,
        row.input_tokens,
        row.output_tokens,
        row.characters,
        cost(row)
    );
    line.trim_end().to_owned() + "\n"
}

/// Returns whose row it is, fit for a line.
fn name(row: &Spending) -> String {
    let model = format!("{} {}", row.provider, row.model);
    let parts = [model.trim(), &row.job].map(|part| plain::line(part).into_owned());
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Returns what it cost; what is not known is never 0.
fn cost(row: &Spending) -> String {
    match row.unpriced {
        0 => Amount(row.cost).to_string(),
        _ if row.cost == 0 => "unknown".into(),
        _ => format!("{}+unknown", Amount(row.cost)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(day: &str, model: &str, cost: u64, unpriced: u64) -> Spending {
        Spending {
            day: day.into(),
            provider: "desk".into(),
            model: model.into(),
            requests: 2,
            cost,
            unpriced,
            ..Spending::default()
        }
    }

    #[test]
    fn rows_are_added_up_by_what_is_asked_for() {
        let rows = || {
            vec![
                row("2026-04-12", "m", 5, 0),
                row("2026-04-12", "n", 0, 2),
                row("2026-04-13", "m", 7, 0),
            ]
        };
        let days = summed(rows(), By::Day);
        assert_eq!(days.iter().map(|day| day.cost).collect::<Vec<_>>(), [5, 7]);
        let models = summed(rows(), By::Model);
        assert_eq!(models.iter().map(|model| model.cost).collect::<Vec<_>>(), [12, 0]);
        assert_eq!(summed(rows(), By::Account).len(), 1);
    }

    #[test]
    fn what_is_not_known_is_not_nothing() {
        assert_eq!(cost(&row("", "", 0, 0)), "0.00");
        assert_eq!(cost(&row("", "", 0, 1)), "unknown");
        assert_eq!(cost(&row("", "", 2_500_000, 1)), "2.50+unknown");
    }
}
