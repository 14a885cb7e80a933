//! `--dry-run`: what a run would ask for, page by page, without asking anybody.

use recto_core::engine::{Engine, Plan, Price};
use recto_core::port::Usage;

use crate::counted::counted;
use crate::error::{CommandError, Exit};
use crate::output::Places;
use crate::reader::Reader;
use crate::remembered;
use crate::report::Report;
use crate::settings::Amount;
use crate::tally::Tally;

/// The head of the table.
const HEAD: &str =
    "segments  remembered  to ask  characters  requests  tokens in  tokens out  page";

/// Counts what each page would take; nobody is asked and nothing is written.
pub(crate) async fn plan(
    engine: &Engine<'_>,
    reader: &Reader,
    places: &Places<'_>,
    price: Option<Price>,
    mut tally: Tally,
    report: &Report,
) -> Result<Exit, CommandError> {
    let mut total = Plan::default();
    report.result(format!("{HEAD}\n").as_bytes())?;
    for place in &places.pages {
        match reader.read(place.input) {
            Ok(page) => {
                let plan = engine.plan(&page.document).await;
                let plan = plan.map_err(|fault| remembered::failed(&fault))?;
                report.result(row(&plan, &place.input.name).as_bytes())?;
                total += plan;
                tally.done += 1;
            }
            Err(no_page) => tally.no_page(&no_page, report),
        }
    }
    report.result(row(&total, &format!("in all, {}", counted(tally.done, "page"))).as_bytes())?;
    if let Some(price) = price {
        let cost = Amount(price.of(&usage(&total)));
        report.result(format!("estimated cost without instructions: {cost}\n").as_bytes())?;
    }
    Ok(tally.exit())
}

/// Returns what a plan would use, as a request says it.
fn usage(plan: &Plan) -> Usage {
    Usage {
        requests: plan.requests as u64,
        input_tokens: plan.input_tokens as u64,
        output_tokens: plan.output_tokens as u64,
        characters: plan.characters as u64,
    }
}

fn row(plan: &Plan, name: &str) -> String {
    format!(
        "{:>8}  {:>10}  {:>6}  {:>10}  {:>8}  {:>9}  {:>10}  {name}\n",
        plan.segments,
        plan.remembered,
        plan.wanted,
        plan.characters,
        plan.requests,
        plan.input_tokens,
        plan.output_tokens,
    )
}
