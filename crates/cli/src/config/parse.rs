//! What a settings file says: TOML to a layer of settings.
//!
//! A key nobody knows is an error with its line and the likeliest name meant. A project's file comes
//! with the pages, from whoever sent them, so it may not name commands to run.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use clap::{Args, Command};
use recto_providers::apis::http::Definition;
use recto_providers::catalogue;
use serde::Deserialize;
use serde::de::{Deserializer, Error as _, MapAccess, Visitor};
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use crate::digests::Digesting;
use crate::error::CommandError;
use crate::plain;
use crate::settings::{Asking, Layer, PROVIDER_KEYS, ProviderTable, Reading, Talking, Writing};

/// Whose settings file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// It comes with the pages.
    Project,
    /// It is the user's own.
    User,
}

/// Reads a settings file; `name` is what the file is called in messages.
pub(super) fn layer(text: &str, name: &str, owner: Owner) -> Result<Layer, CommandError> {
    let at = |error: &toml::de::Error| {
        let line = line_of(text, error.span().map_or(0, |span| span.start));
        let message = error.message().lines().next().unwrap_or("not TOML");
        CommandError::usage(format!("{name}, line {line}: {}", plain::line(message)))
    };
    let table = DeTable::parse(text).map_err(|error| hinted(at(&error)))?;
    let options =
        check_keys(table.get_ref(), owner).map_err(|wrong| wrong.into_error(name, text))?;
    let mut layer = read_groups(text).map_err(|error| at(&error))?;
    for (provider, option, value) in options {
        layer.providers.entry(provider).or_default().options.insert(option, value);
    }
    for (provider, definition) in definitions(table.get_ref()) {
        let definition = definition.map_err(|error| at(&error))?;
        layer.providers.entry(provider).or_default().definition = Some(definition);
    }
    Ok(layer)
}

/// Reads each group of settings from the same text; a group passes over the keys of the others.
fn read_groups(text: &str) -> Result<Layer, toml::de::Error> {
    let mut asking: Asking = toml::from_str(text)?;
    let providers: Providers = toml::from_str(text)?;
    asking.provider = providers.provider.chosen;
    Ok(Layer {
        reading: toml::from_str(text)?,
        writing: toml::from_str(text)?,
        talking: toml::from_str(text)?,
        digesting: toml::from_str(text)?,
        asking,
        providers: providers.provider.tables,
    })
}

/// The key `provider`, read apart from its group because it has two shapes.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Providers {
    provider: Tables,
}

/// `provider = "NAME"`, or `[provider.NAME]` tables with `use` beside them for the one that is asked.
#[derive(Default)]
struct Tables {
    chosen: Option<String>,
    tables: BTreeMap<String, ProviderTable>,
}

impl<'de> Deserialize<'de> for Tables {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TablesVisitor)
    }
}

struct TablesVisitor;

impl<'de> Visitor<'de> for TablesVisitor {
    type Value = Tables;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a provider, or a table for each provider")
    }

    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<Tables, E> {
        Ok(Tables { chosen: Some(name.to_owned()), tables: BTreeMap::new() })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tables, A::Error> {
        let mut found = Tables::default();
        while let Some(key) = map.next_key::<String>()? {
            if key == "use" {
                found.chosen = Some(map.next_value()?);
            } else if found.tables.insert(key, map.next_value()?).is_some() {
                return Err(A::Error::custom("the same provider twice"));
            }
        }
        Ok(found)
    }
}

/// A key that may not stand where it stands.
struct WrongKey {
    at: usize,
    message: String,
    hint: Option<String>,
}

impl WrongKey {
    fn into_error(self, name: &str, text: &str) -> CommandError {
        let line = line_of(text, self.at);
        let error = CommandError::usage(format!("{name}, line {line}: {}", self.message));
        match self.hint {
            Some(hint) => error.hint(hint),
            None => error,
        }
    }
}

/// An option of a provider: the provider, the option and its value.
type ProviderOption = (String, String, String);

/// Refuses the first key that nobody knows, and commands in a project's file; returns the options that
/// belong to single providers.
fn check_keys(table: &DeTable<'_>, owner: Owner) -> Result<Vec<ProviderOption>, WrongKey> {
    let known = known_keys();
    let mut options = Vec::new();
    for (key, value) in table {
        check_key(key, known.iter().map(String::as_str))?;
        let (true, DeValue::Table(providers)) = (key.get_ref() == "provider", value.get_ref())
        else {
            continue;
        };
        for (provider, table) in providers {
            let Some(table) = table.get_ref().as_table() else { continue };
            if is_definition(table) {
                continue;
            }
            let own = options_of(provider.get_ref());
            for (key, value) in table {
                check_key(key, PROVIDER_KEYS.into_iter().chain(own.iter().map(String::as_str)))?;
                check_owner(key, owner)?;
                if own.iter().any(|option| option == key.get_ref()) {
                    let value = text_of(key, value.get_ref())?;
                    options.push((
                        provider.get_ref().to_string(),
                        key.get_ref().to_string(),
                        value,
                    ));
                }
            }
        }
    }
    Ok(options)
}

/// Tells whether a provider's table describes an API that the catalogue does not know.
fn is_definition(table: &DeTable<'_>) -> bool {
    table.keys().any(|key| key.get_ref() == "kind")
}

/// Reads the tables that describe an API; what every table of a provider can say is not part of it.
fn definitions(table: &DeTable<'_>) -> Vec<(String, Result<Definition, toml::de::Error>)> {
    let providers = table.iter().filter(|(key, _)| key.get_ref() == "provider");
    let tables = providers.filter_map(|(_, value)| value.get_ref().as_table()).flatten();
    let described = tables.filter_map(|(name, value)| {
        let table = value.get_ref().as_table().filter(|table| is_definition(table))?;
        let is_own = |key: &Key<'_>| {
            key.get_ref() == "key_env" || !PROVIDER_KEYS.contains(&key.get_ref().as_ref())
        };
        let own = table.iter().filter(|(key, _)| is_own(key));
        let own: DeTable<'_> = own.map(|(key, value)| (key.clone(), value.clone())).collect();
        let own = Spanned::new(value.span(), DeValue::Table(own));
        Some((name.get_ref().to_string(), Definition::deserialize(ValueDeserializer::from(own))))
    });
    described.collect()
}

/// Returns the names of the options that a provider of the catalogue has.
fn options_of(provider: &str) -> Vec<String> {
    let Ok(entry) = catalogue::find(provider) else {
        return Vec::new();
    };
    entry.card.options.iter().map(|option| option.name.to_string()).collect()
}

fn text_of(key: &Key<'_>, value: &DeValue<'_>) -> Result<String, WrongKey> {
    match value {
        DeValue::String(text) => Ok(text.to_string()),
        DeValue::Boolean(value) => Ok(value.to_string()),
        DeValue::Integer(number) => Ok(number.as_str().to_owned()),
        _ => Err(WrongKey {
            at: key.span().start,
            message: format!("`{}` is a text", plain::line(key.get_ref())),
            hint: None,
        }),
    }
}

/// A key of a settings file, with its place.
type Key<'a> = Spanned<Cow<'a, str>>;

fn check_key<'k>(
    key: &Key<'_>,
    known: impl IntoIterator<Item = &'k str> + Clone,
) -> Result<(), WrongKey> {
    let name = key.get_ref().as_ref();
    if known.clone().into_iter().any(|k| k == name) {
        return Ok(());
    }
    let near = known
        .into_iter()
        .map(|k| (strsim::jaro_winkler(k, name), k))
        .filter(|(score, _)| *score > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    Err(WrongKey {
        at: key.span().start,
        message: format!("there is no setting `{}`", plain::line(name)),
        hint: near.map(|(_, near)| format!("did you mean `{near}`?")),
    })
}

fn check_owner(key: &Key<'_>, owner: Owner) -> Result<(), WrongKey> {
    if owner == Owner::User || key.get_ref() != "key_cmd" {
        return Ok(());
    }
    Err(WrongKey {
        at: key.span().start,
        message: "`key_cmd` runs a command, and may not stand in a project's file".into(),
        hint: super::user_file()
            .map(|file| format!("put it into your own `{}`", plain::name(file.as_os_str()))),
    })
}

/// Returns the name of every setting: those of the flags, `provider`, and what is only set in a file.
fn known_keys() -> Vec<String> {
    let command = Command::new("settings");
    let command = Reading::augment_args(command);
    let command = Writing::augment_args(command);
    let command = Asking::augment_args(command);
    let command = Talking::augment_args(command);
    let command = Digesting::augment_args(command);
    command
        .get_arguments()
        .filter_map(|arg| arg.get_long())
        .filter(|name| !matches!(*name, "quiet" | "verbose"))
        .chain(["waiver"])
        .map(str::to_owned)
        .collect()
}

/// Adds the way out for the one mistake that TOML's own message does not explain.
fn hinted(error: CommandError) -> CommandError {
    if error.message.contains("duplicate key") || error.message.contains("cannot extend value") {
        return error.hint("beside [provider.NAME] tables, name the provider with `use = \"NAME\"` under [provider]");
    }
    error
}

/// Returns the line, from 1, in which a byte of the text stands.
fn line_of(text: &str, byte: usize) -> usize {
    1 + text.as_bytes()[..byte.min(text.len())].iter().filter(|b| **b == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_error(text: &str, message: &str, hint: Option<&str>) {
        let error = layer(text, "recto.toml", Owner::Project).expect_err("the file is wrong");
        assert!(error.message.starts_with(message), "{}", error.message);
        assert_eq!(error.hints.first().map(String::as_str), hint);
    }

    #[test]
    fn a_key_nobody_knows_is_an_error_with_its_line_and_the_name_meant() {
        assert_error(
            "output = \"editions\"\nglosary = []\n",
            "recto.toml, line 2: there is no setting `glosary`",
            Some("did you mean `glossary`?"),
        );
        assert_error(
            "[provider.qwen]\nbase_ulr = \"http://localhost\"\n",
            "recto.toml, line 2: there is no setting `base_ulr`",
            Some("did you mean `base_url`?"),
        );
        assert_error("zzz = 1", "recto.toml, line 1: there is no setting `zzz`", None);
    }

    #[test]
    fn a_value_of_the_wrong_kind_is_an_error_with_its_line() {
        assert_error("\njobs = \"many\"\n", "recto.toml, line 2: invalid type", None);
        assert_error(
            "deadline = \"soon\"",
            "recto.toml, line 1: `soon` is no length of time",
            None,
        );
        assert_error("output = [\n", "recto.toml, line", None);
    }

    #[test]
    fn every_flag_is_a_setting_of_the_same_name() {
        for key in known_keys() {
            let text = format!("{key} = [[]]\n");
            assert!(read_groups(&text).is_err(), "`{key}` is passed over in a settings file");
        }
    }

    #[test]
    fn the_keys_of_a_provider_are_all_known() {
        for key in PROVIDER_KEYS {
            let text = format!("[provider.a]\n{key} = [[]]\n");
            let error = read_groups(&text).err().map(|error| error.message().to_owned());
            assert!(error.is_some_and(|error| !error.contains("unknown field")), "{key}");
        }
    }

    #[test]
    fn a_provider_is_named_alone_or_beside_its_tables() {
        let alone = layer("provider = \"deepl\"", "", Owner::Project).expect("valid");
        assert_eq!(alone.asking.provider.as_deref(), Some("deepl"));
        let text = "[provider]\nuse = \"mine\"\n[provider.mine]\nmodel = \"m\"\nrps = 2.5\n";
        let beside = layer(text, "", Owner::Project).expect("valid");
        assert_eq!(beside.asking.provider.as_deref(), Some("mine"));
        assert_eq!(beside.providers["mine"].rps, Some(2.5));
        assert_error(
            "provider = \"mine\"\n[provider.mine]\n",
            "recto.toml, line 2",
            Some(
                "beside [provider.NAME] tables, name the provider with `use = \"NAME\"` under [provider]",
            ),
        );
    }

    #[test]
    fn a_provider_has_options_of_its_own() {
        let text = "[provider.deepl]\nformality = \"prefer_more\"\n";
        let layer = layer(text, "", Owner::Project).expect("valid");
        assert_eq!(layer.providers["deepl"].options["formality"], "prefer_more");
        assert_error(
            "[provider.openai]\nformality = \"prefer_more\"\n",
            "recto.toml, line 2: there is no setting `formality`",
            None,
        );
    }

    #[test]
    fn an_api_can_be_described_and_a_wrong_line_is_named() {
        let text = "[provider.mine]\nkind = \"http\"\nurl = \"https://mt.example/v1\"\n\
                    body = \"{{ texts }}\"\nresult = \"/*\"\nrps = 2\nkey_env = \"MINE\"\n";
        let described = layer(text, "", Owner::Project).expect("valid");
        let table = &described.providers["mine"];
        assert_eq!(table.rps, Some(2.0));
        assert_eq!(table.definition.as_ref().map(|d| d.result.as_str()), Some("/*"));
        assert_error(
            &format!("{text}resutl = \"/x\"\n"),
            "recto.toml, line 8: unknown field `resutl`",
            None,
        );
    }

    #[test]
    fn findings_are_accepted_by_rule_and_source_with_a_reason() {
        let text = "without = [\"HOUSE_STYLE\"]\n[[waiver]]\nrule = \"MISSING\"\n\
                    source = \"0123456789abcdef0123456789abcdef\"\nreason = \"told above\"\n";
        let asking = layer(text, "", Owner::Project).expect("valid").asking;
        assert_eq!((asking.without.len(), asking.waiver[0].rule.as_str()), (1, "MISSING"));
        assert!(asking.switches().is_ok());
        assert_error("[[waiver]]\nrule = \"MISSING\"\n", "recto.toml, line 1: missing field", None);
        assert_error(
            &text.replace("0123456789abcdef0123456789abcdef", "12"),
            "recto.toml, line 4: a fingerprint is 32 hexadecimal digits",
            None,
        );
    }

    #[test]
    fn a_project_may_not_name_commands() {
        let text = "[provider.mine]\nkey_cmd = \"pass show mine\"\n";
        assert!(layer(text, "recto.toml", Owner::Project).is_err());
        assert!(layer(text, "config.toml", Owner::User).is_ok());
    }
}
