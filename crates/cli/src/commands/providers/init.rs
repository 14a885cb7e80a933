//! `recto providers init`: the table of `recto.toml` to start with.

use std::fmt::Write as _;

use recto_providers::catalogue::{self, Entry};
use recto_providers::offline;

use super::super::Context;
use super::{find, model};
use crate::error::CommandError;

/// Writes the table of a provider, or of an API of the user's own under a name that nobody has.
pub(super) fn table(name: &str, context: &Context) -> Result<String, CommandError> {
    if name == offline::ID {
        return Ok(format!("[provider]\nuse = \"{}\"\n", offline::ID));
    }
    let is_name = !name.is_empty()
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    match catalogue::find(name) {
        Ok(entry) => Ok(known(entry, &model(entry.card, context))),
        Err(_) if is_name && is_new(name) => Ok(own(name)),
        Err(_) if is_name => find(name).map(|_| String::new()),
        Err(_) => Err(CommandError::usage("a provider is called by small letters, digits and `-`")
            .hint("such as `recto providers init mycorp`")),
    }
}

/// Tells whether a name is that of nobody, nor a slip of the hand.
fn is_new(name: &str) -> bool {
    let suggests = |fault: recto_providers::settings::SettingsFault| {
        fault.hint().is_some_and(|hint| hint.contains("did you mean"))
    };
    catalogue::find(name).err().is_some_and(|fault| !suggests(fault))
}

fn known(entry: Entry, model: &str) -> String {
    let card = entry.card;
    let mut text = format!("# {}: {}\n", card.name, card.docs);
    if !card.key.variables.is_empty() {
        let wish = if card.key.is_needed() { "" } else { ", if it wants one" };
        let _ = writeln!(
            text,
            "# The key{wish}: set {}, or type `recto auth login {}`. It is never written here.",
            card.key.to_set(),
            card.id
        );
    }
    let _ = write!(text, "[provider]\nuse = \"{}\"\n\n[provider.{}]\n", card.id, card.id);
    if card.base_url.is_empty() {
        text += "base_url = \"https://\"   # where it is: has to be filled in\n";
    }
    if entry.sort() == "chat" {
        let model =
            if model.is_empty() { "\"\"   # has to be filled in" } else { &format!("\"{model}\"") };
        let _ = writeln!(text, "model = {model}");
    }
    for choice in card.options.iter() {
        let needed = choice.needed && choice.default.is_empty();
        let (mark, note) = if needed { ("", "   # has to be filled in") } else { ("# ", "") };
        let _ = writeln!(text, "{mark}{} = \"{}\"{note}", choice.name, choice.default);
    }
    let limits = card.limits;
    let _ = writeln!(text, "# concurrency = {}      # requests under way", limits.parallel);
    let _ = writeln!(text, "# batch = {}            # segments in a request", limits.items);
    let price =
        if entry.sort() == "chat" { "input = 0.25, output = 2.0" } else { "characters = 20.0" };
    let _ = writeln!(text, "# price = {{ {price} }}   # for a million; your contract's");
    text
}

fn own(name: &str) -> String {
    let variable = name.to_uppercase().replace('-', "_");
    format!(
        r#"# An API of your own that takes JSON and answers JSON. Change what is different, then try
# `recto providers test {name}`.
[provider]
use = "{name}"

[provider.{name}]
kind = "http"
url = "https://mt.example.com/v1/translate"
body = '{{"q": {{{{ texts }}}}, "from": {{{{ source }}}}, "to": {{{{ target }}}}}}'
result = "/data/*/text"              # where the translations stand; * is every item of a list
signing = "bearer"                   # none, bearer, header:NAME or query:NAME
key_env = "{variable}_API_KEY"
# headers = {{ X-Team = "news" }}
# error = "/error/message"           # an answer that has this is no answer
# code = "/error/code"
# codes = {{ E17 = "quota" }}          # rate, busy, quota, key, large, content or settings
# source = "zh"                      # what it calls the languages
# target = "en"
limits = {{ items = 10, characters = 2000, parallel = 4 }}
"#
    )
}
