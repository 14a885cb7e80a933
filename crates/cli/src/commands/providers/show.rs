//! `recto providers show`: everything about one provider.

use std::fmt::Write as _;

use recto_providers::card::Card;
use serde_json::json;

use super::super::Context;
use super::{address, find, list, local_servers, model};
use crate::error::CommandError;
use crate::keys;
use crate::plain;

/// Shows a provider: of the catalogue, or of the user's settings.
pub(super) fn show(name: &str, json: bool, context: &Context) -> Result<String, CommandError> {
    let own = context.files.providers.get(name).and_then(|table| table.definition.as_ref());
    if let Some(definition) = own {
        return Ok(format!(
            "{name}: an API that your settings describe\n  address   {}\n  result    {}\n  key       {}\n",
            plain::line(&definition.url),
            plain::line(&definition.result),
            if definition.key_env.is_empty() { "none" } else { definition.key_env.as_ref() },
        ));
    }
    let entry = find(name)?;
    let found = local_servers(context)?;
    if json {
        let mut object = list::object(entry, &found, context);
        object["options"] = json!(options(entry.card, context));
        object["keyring"] = json!(keys::keyring_state(name).to_string());
        return Ok(format!("{object:#}\n"));
    }
    let card = entry.card;
    let or = |text: String, none: &str| if text.is_empty() { none.to_owned() } else { text };
    let limits = card.limits;
    let mut text = format!(
        "{}: {}, {}\n  state     {}\n  address   {}\n  model     {}\n  key       {}\n",
        card.id,
        card.name,
        entry.sort(),
        list::state(card, &found, context),
        or(address(card, context), "none of its own: name one with `--base-url`"),
        or(model(card, context), "none of its own: name one with `--model`"),
        key(card),
    );
    let _ = writeln!(
        text,
        "  at a time {} segments, {} characters, {} requests under way",
        limits.items, limits.characters, limits.parallel
    );
    for (name, value) in options(card, context) {
        let _ = writeln!(text, "  option    {name} = {value}");
    }
    let _ = writeln!(text, "  docs      {}", card.docs);
    let _ = writeln!(text, "\nrecto providers test {}     one tiny request, paid for", card.id);
    let _ = writeln!(text, "recto providers init {}     what to write into `recto.toml`", card.id);
    Ok(text)
}

/// Says which variables hold the key, and what the keyring has.
fn key(card: &Card) -> String {
    if card.key.variables.is_empty() {
        return "none".into();
    }
    let wish = if card.key.is_needed() { "" } else { " (answers without one, too)" };
    format!("{}{wish}; in the keyring: {}", card.key.to_set(), keys::keyring_state(&card.id))
}

/// Returns the options with what is set, or what holds unless set.
fn options(card: &Card, context: &Context) -> Vec<(String, String)> {
    let table = context.files.providers.get(card.id.as_ref());
    let environment = card.options_from(|name| std::env::var(name).ok());
    let option = |choice: &recto_providers::card::Choice| {
        let name = choice.name.to_string();
        let said = table.and_then(|table| table.options.get(&name)).or(environment.get(&name));
        let value = match said {
            Some(said) => plain::line(said).into_owned(),
            None if choice.needed && choice.default.is_empty() => "has to be set".into(),
            None if choice.default.is_empty() => "not set".into(),
            None => choice.default.to_string(),
        };
        (name, value)
    };
    card.options.iter().map(option).collect()
}
