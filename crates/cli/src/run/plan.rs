//! `--dry-run`: what a run would ask for and what that may cost, page by page, without asking anybody.

use recto_core::document::{Article, Kind};
use recto_core::engine::{Engine, Plan, Price};

use crate::counted::counted;
use crate::error::{CommandError, Exit};
use crate::output::Places;
use crate::plain;
use crate::reader::Reader;
use crate::remembered;
use crate::report::Report;
use crate::settings::Amount;
use crate::tally::Tally;

/// The head of the table.
const HEAD: &str = "segments  remembered  to ask  characters  requests  tokens in  tokens out  \
                    estimated cost      page";

/// Somebody who may be asked, and what that costs.
pub(crate) struct Priced<'a> {
    /// Whom, for people.
    pub(crate) shown: &'a str,
    /// The price, where it is known.
    pub(crate) price: Option<Price>,
    /// The day of a price of the built-in table.
    pub(crate) seen: Option<&'static str>,
}

/// Counts what each page would take; nobody is asked and nothing is written. With details each article
/// has a row of its own.
pub(crate) async fn plan(
    engine: &Engine<'_>,
    reader: &Reader,
    places: &Places<'_>,
    askers: &[Priced<'_>],
    mut tally: Tally,
    report: &Report,
) -> Result<Exit, CommandError> {
    let price = askers.first().and_then(|asker| asker.price);
    let mut total = Plan::default();
    report.result(format!("{HEAD}\n").as_bytes())?;
    for place in &places.pages {
        match reader.read(place.input) {
            Ok(page) => {
                let plans = engine.plan_articles(&page.document).await;
                let plans = plans.map_err(|fault| remembered::failed(&fault))?;
                let mut whole = Plan::default();
                plans.iter().for_each(|plan| whole += *plan);
                let mut rows = row(&whole, price, &place.input.name);
                if report.is_detailed() {
                    let articles = (1..).zip(&page.document.articles).zip(&plans);
                    rows.extend(articles.map(|((number, article), plan)| {
                        row(plan, price, &format!("  a{number} {}", headline(article)))
                    }));
                }
                report.result(rows.as_bytes())?;
                total += whole;
                tally.done += 1;
            }
            Err(no_page) => tally.no_page(&no_page, report),
        }
    }
    let name = format!("in all, {}", counted(tally.done, "page"));
    report.result(row(&total, price, &name).as_bytes())?;
    for asker in askers {
        report.result(engine_row(&total, asker).as_bytes())?;
    }
    Ok(tally.exit())
}

fn row(plan: &Plan, price: Option<Price>, name: &str) -> String {
    format!(
        "{:>8}  {:>10}  {:>6}  {:>10}  {:>8}  {:>9}  {:>10}  {:<18}  {name}\n",
        plan.segments,
        plan.remembered,
        plan.wanted,
        plan.characters,
        plan.requests,
        plan.input_tokens,
        plan.output_tokens,
        cost(plan, price),
    )
}

/// Says what it costs if this one is asked for all of it.
fn engine_row(plan: &Plan, asker: &Priced<'_>) -> String {
    let seen = asker.seen.map(|day| format!(", in US dollars at the prices of {day}"));
    let cost = cost(plan, asker.price);
    let shown = plain::line(asker.shown);
    format!("estimated cost of asking {shown}: {cost}{}\n", seen.unwrap_or_default())
}

/// Returns the least and the most that is likely; what is not known is never 0.
fn cost(plan: &Plan, price: Option<Price>) -> String {
    if plan.wanted == 0 {
        return Amount(0).to_string();
    }
    let Some(price) = price else { return "unknown".into() };
    let range = plan.range();
    let (least, most) = (Amount(price.of(&range.least)), Amount(price.of(&range.most)));
    if least == most { least.to_string() } else { format!("{least} to {most}") }
}

/// Returns the headline of an article, fit for a line.
fn headline(article: &Article) -> String {
    let is_headline = |block: &&recto_core::document::Block| block.kind == Kind::Headline;
    let block = article.blocks.iter().find(is_headline).or(article.blocks.first());
    block.map(|block| plain::cut(&block.text)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_never_nothing_and_nothing_costs_nothing() {
        let plan = Plan {
            wanted: 1,
            requests: 1,
            input_tokens: 900,
            output_tokens: 900,
            ..Plan::default()
        };
        assert_eq!(cost(&plan, None), "unknown");
        assert_eq!(cost(&Plan::default(), None), "0.00");
        assert_eq!(cost(&plan, Some(Price::default())), "0.00");
        let price = Price { input: 1_000_000, output: 2_000_000, characters: 0 };
        assert_eq!(cost(&plan, Some(price)), "0.002240 to 0.005978");
    }
}
