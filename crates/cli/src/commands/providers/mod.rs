//! `recto providers`: who can be asked, which key each one wants, and whether one answers.

mod init;
mod list;
mod show;
mod test;

use recto_providers::card::Card;
use recto_providers::catalogue::{self, Entry};
use recto_providers::local::{self, Found};

use super::Context;
use crate::error::{CommandError, Exit};
use crate::plain;
use crate::run::runtime;

/// List who can be asked, look at one of them, try one
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: Option<What>,
    /// As JSON
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// List them, with the state of each key; the same as without a word
    List,
    /// Show everything about one: address, key, model, options, limits
    Show {
        /// Its name in the list
        name: String,
    },
    /// Send one tiny request that is paid for, after saying so
    Test(test::Args),
    /// Print the table of `recto.toml` to start with; for a name nobody knows, an API of your own
    Init {
        /// Its name in the list, or a new one
        name: String,
    },
}

/// Lists, shows, tries.
pub(crate) fn run(args: &Args, context: &Context) -> Result<Exit, CommandError> {
    let text = match &args.what {
        None | Some(What::List) => list::list(args.json, context)?,
        Some(What::Show { name }) => show::show(name, args.json, context)?,
        Some(What::Init { name }) => init::table(name, context)?,
        Some(What::Test(test)) => return test::run(test, context),
    };
    context.report.result(text.as_bytes())?;
    Ok(Exit::Done)
}

/// Finds a provider of the catalogue.
fn find(name: &str) -> Result<Entry, CommandError> {
    catalogue::find(name).map_err(|fault| {
        let error = CommandError::usage(fault.to_string());
        fault.hint().into_iter().fold(error, CommandError::hint)
    })
}

/// Looks for model servers on this machine, where the catalogue or the settings expect them.
fn local_servers(context: &Context) -> Result<Vec<Found>, CommandError> {
    let address = |id: &str| context.files.providers.get(id)?.base_url.clone();
    Ok(runtime()?.block_on(local::find(address)))
}

fn model(card: &Card, context: &Context) -> String {
    let table = context.files.providers.get(card.id.as_ref());
    table.and_then(|table| table.model.clone()).unwrap_or_else(|| card.model.to_string())
}

fn address(card: &Card, context: &Context) -> String {
    let table = context.files.providers.get(card.id.as_ref());
    table.and_then(|table| table.base_url.clone()).unwrap_or_else(|| card.base_url.to_string())
}

/// Returns the variables for the key; in brackets where it answers without one too.
fn variables(card: &Card) -> String {
    let variables = card.key.to_set();
    if card.key.is_needed() || variables.is_empty() { variables } else { format!("[{variables}]") }
}

/// Names models in a line.
fn names(models: &[String]) -> String {
    plain::line(&models.join(", ")).into_owned()
}
