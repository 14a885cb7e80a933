//! `recto providers list`: everybody, with the state of each key.

use recto_providers::card::Card;
use recto_providers::catalogue::{self, Entry};
use recto_providers::local::Found;
use serde_json::json;

use super::super::Context;
use super::{address, local_servers, model, names, variables};
use crate::error::CommandError;
use crate::keys;
use crate::plain;

/// Lists the providers. Nothing leaves this machine; the keyring is asked once, for those without a
/// variable.
pub(super) fn list(json: bool, context: &Context) -> Result<String, CommandError> {
    let found = local_servers(context)?;
    Ok(if json { as_json(&found, context) } else { as_text(&found, context) })
}

fn as_text(found: &[Found], context: &Context) -> String {
    let mut lines = vec![row(["PROVIDER", "SORT", "MODEL", "KEY", "STATE"])];
    lines.push(row(["offline", "reading aid", "", "", "ready, the default"]));
    for entry in catalogue::entries().chain(catalogue::summaries()) {
        let card = entry.card;
        let (model, state) = (model(card, context), state(card, found, context));
        lines.push(row([&card.id, entry.sort(), &model, &variables(card), &state]));
    }
    for (name, table) in &context.files.providers {
        if let Some(definition) = &table.definition {
            let key = definition.key_env.as_ref();
            lines.push(row([name, "own API", "", key, "described in your settings"]));
        } else if table.base_url.is_some() && catalogue::find(name).is_err() {
            let model = table.model.as_deref().unwrap_or_default();
            let key = table.key_env.as_deref().unwrap_or_default();
            lines.push(row([name, "own server", model, key, "described in your settings"]));
        }
    }
    lines.join("\n") + "\n"
}

fn as_json(found: &[Found], context: &Context) -> String {
    let offline = json!({ "id": "offline", "sort": "reading aid", "ready": true });
    let providers: Vec<_> = std::iter::once(offline)
        .chain(
            catalogue::entries()
                .chain(catalogue::summaries())
                .map(|entry| object(entry, found, context)),
        )
        .collect();
    format!("{:#}\n", json!(providers))
}

/// Makes the object that stands for a provider in JSON.
pub(super) fn object(entry: Entry, found: &[Found], context: &Context) -> serde_json::Value {
    let card = entry.card;
    json!({
        "id": card.id,
        "name": card.name,
        "sort": entry.sort(),
        "base_url": address(card, context),
        "model": model(card, context),
        "key": variables(card),
        "ready": is_ready(card, found, context),
        "state": state(card, found, context),
        "docs": card.docs,
    })
}

fn row(cells: [&str; 5]) -> String {
    let [id, sort, model, key, state] = cells.map(plain::line);
    format!("{id:<16} {sort:<12} {model:<22} {key:<28} {state}").trim_end().to_owned()
}

fn server<'a>(card: &Card, found: &'a [Found]) -> Option<&'a Found> {
    found.iter().find(|found| found.id == card.id)
}

fn is_ready(card: &Card, found: &[Found], context: &Context) -> bool {
    let table = context.files.providers.get(card.id.as_ref());
    let has_place = table.is_some_and(|table| table.key_cmd.is_some() || table.key_env.is_some());
    if server(card, found).is_some() {
        return true;
    }
    !address(card, context).is_empty()
        && (!card.key.is_needed()
            || has_place
            || matches!(keys::from_environment(card), Ok(Some(_)))
            || keys::is_in_keyring(&card.id))
}

/// Says in a few words whether a provider can be asked, and where its key is.
pub(super) fn state(card: &Card, found: &[Found], context: &Context) -> String {
    if let Some(found) = server(card, found) {
        return match found.models.as_slice() {
            [] => "found on this machine, without a model".into(),
            models => format!("found on this machine: {}", names(models)),
        };
    }
    if address(card, context).is_empty() {
        return "needs --base-url".into();
    }
    match keys::from_environment(card) {
        Ok(Some(key)) => format!("ready, key from {}", key.origin),
        Ok(None) if is_on_this_machine(card, context) => "not running".into(),
        Ok(None) if keys::is_in_keyring(&card.id) => "ready, key from the keyring".into(),
        Ok(None) if is_ready(card, found, context) => "ready".into(),
        Ok(None) => "needs the key".into(),
        Err(error) => error.message,
    }
}

fn is_on_this_machine(card: &Card, context: &Context) -> bool {
    ["http://localhost", "http://127.0.0.1"]
        .iter()
        .any(|start| address(card, context).starts_with(start))
}
