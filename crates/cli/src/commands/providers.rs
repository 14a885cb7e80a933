//! `recto providers`: who can be asked, and which key each one wants.

use recto_providers::card::Card;
use recto_providers::catalogue::{self, Entry};
use serde_json::json;

use super::Context;
use crate::error::{CommandError, Exit};
use crate::keys;
use crate::plain;

/// List who can be asked, and which key each one wants
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
    /// List them; the same as without a word
    List,
}

/// Lists the providers; nothing is sent, and the keyring is not asked.
pub(crate) fn run(args: &Args, context: &Context) -> Result<Exit, CommandError> {
    let _: Option<&What> = args.what.as_ref();
    let text = if args.json { as_json(context) } else { as_text(context) };
    context.report.result(text.as_bytes())?;
    Ok(Exit::Done)
}

fn as_text(context: &Context) -> String {
    let mut lines = vec![row(["PROVIDER", "SORT", "MODEL", "KEY", "STATE"])];
    lines.push(row(["offline", "reading aid", "", "", "ready, the default"]));
    for entry in catalogue::entries() {
        let card = entry.card;
        let (model, state) = (model(card, context), state(card, context));
        lines.push(row([&card.id, entry.sort(), &model, &variables(card), &state]));
    }
    lines.join("\n") + "\n"
}

fn as_json(context: &Context) -> String {
    let offline = json!({ "id": "offline", "sort": "reading aid", "ready": true });
    let providers: Vec<_> = std::iter::once(offline)
        .chain(catalogue::entries().map(|entry| object(entry, context)))
        .collect();
    format!("{:#}\n", json!(providers))
}

fn object(entry: Entry, context: &Context) -> serde_json::Value {
    let card = entry.card;
    json!({
        "id": card.id,
        "name": card.name,
        "sort": entry.sort(),
        "base_url": address(card, context),
        "model": model(card, context),
        "key": variables(card),
        "ready": is_ready(card, context),
        "docs": card.docs,
    })
}

fn row(cells: [&str; 5]) -> String {
    let [id, sort, model, key, state] = cells.map(plain::line);
    format!("{id:<14} {sort:<12} {model:<28} {key:<28} {state}").trim_end().to_owned()
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

fn is_ready(card: &Card, context: &Context) -> bool {
    let table = context.files.providers.get(card.id.as_ref());
    let has_place = table.is_some_and(|table| table.key_cmd.is_some() || table.key_env.is_some());
    !address(card, context).is_empty()
        && (!card.key.is_needed()
            || has_place
            || matches!(keys::from_environment(card), Ok(Some(_))))
}

fn state(card: &Card, context: &Context) -> String {
    if address(card, context).is_empty() {
        return "needs --base-url".into();
    }
    match keys::from_environment(card) {
        Ok(Some(key)) => format!("ready, key from {}", key.origin),
        Ok(None) if is_ready(card, context) => "ready".into(),
        Ok(None) => "needs the key, or one in the keyring".into(),
        Err(error) => error.message,
    }
}
