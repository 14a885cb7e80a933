//! Who is asked: from the settings to the translators of a run, the first choice before those for what
//! it declines.
//!
//! Nothing is sent here. A key is looked for only where a provider is named that wants one.

use std::env;
use std::fmt;

use recto_core::check;
use recto_core::engine::Price;
use recto_core::glossary::Glossary;
use recto_core::port::{Summarizer, Translator};
use recto_core::unit::Languages;
use recto_providers::apis::http::Definition;
use recto_providers::card::Card;
use recto_providers::catalogue::{self, Opened};
use recto_providers::deferred::Deferral;
use recto_providers::offline::{self, Offline};
use recto_providers::price;
use recto_providers::rotation::Rotation;
use recto_providers::settings::{Settings, SettingsFault};
use recto_providers::shelf::Shelf;
use recto_providers::summarizer;

use crate::error::{CommandError, Exit};
use crate::inputs;
use crate::keys::{Bunch, Fault, Refused, Wanted};
use crate::lessons::Notebook;
use crate::plain;
use crate::settings::{Asking, Layer, PriceTable, ProviderTable};

/// The entry of the catalogue for a server of the user's own.
const OWN_SERVER: &str = "compatible";
/// The prompts that a folder of prompts can replace: for translations, and for digests.
const PROMPTS: [&str; 2] = [TRANSLATE_PROMPT, DIGEST_PROMPT];
const TRANSLATE_PROMPT: &str = "translate.j2";
const DIGEST_PROMPT: &str = "digest.j2";

/// What translators are opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To be asked.
    Asking,
    /// To know who they are and what they would be asked; no key is looked for.
    Looking,
}

/// The translators of a run.
pub(crate) struct Askers {
    /// Whom to ask, in this order.
    pub(crate) translators: Vec<Box<dyn Translator>>,
    /// What each of them costs.
    pub(crate) prices: Vec<Cost>,
    /// Whom that is, for people: the address that text goes to among it.
    pub(crate) shown: Vec<String>,
    /// What is known of the models, and what is learnt of them.
    pub(crate) notebook: Notebook,
    /// The keys that are refused.
    pub(crate) refused: Vec<Refused>,
}

/// What a translator costs, where that is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Cost {
    /// The price.
    pub(crate) price: Option<Price>,
    /// The day of a price of the built-in table; none where the settings say the price.
    pub(crate) seen: Option<&'static str>,
}

/// Whoever writes the digests of a run.
pub(crate) struct Writer {
    /// Whom to ask.
    pub(crate) summarizer: Box<dyn Summarizer>,
    /// What it costs, where that is known.
    pub(crate) cost: Cost,
    /// Who that is, for people: the address that text goes to among it.
    pub(crate) shown: String,
    /// The keys that are refused.
    pub(crate) refused: Refused,
}

/// Lays the flags over the files; what belongs to one provider does not go over to another.
pub(crate) fn layered(flags: Asking, mut files: Asking) -> Asking {
    let is_other = flags.provider.is_some() && flags.provider != files.provider;
    if is_other || flags.offline == Some(true) {
        files = Asking { provider: None, model: None, base_url: None, key_env: None, ..files };
        files.fallback.clear();
    }
    let mut asking = flags.or(files);
    if asking.provider.is_none()
        && let Some((provider, model)) = asking.model.as_deref().and_then(|m| m.split_once('/'))
        && (provider == offline::ID || catalogue::find(provider).is_ok())
    {
        (asking.provider, asking.model) = (Some(provider.to_owned()), Some(model.to_owned()));
    }
    asking
}

/// Returns from which language into which.
pub(crate) fn languages(asking: &Asking) -> Languages {
    let default = Languages::default();
    Languages {
        from: asking.from.clone().unwrap_or(default.from),
        to: asking.to.clone().unwrap_or(default.to),
    }
}

/// Makes the translators; the offline engine where nobody is named.
pub(crate) fn open(
    settings: &Layer,
    glossary: &Glossary,
    purpose: Purpose,
) -> Result<Askers, CommandError> {
    let asking = &settings.asking;
    let first = asking.provider.as_deref().unwrap_or(offline::ID);
    let mut askers = Askers {
        translators: Vec::new(),
        prices: Vec::new(),
        shown: Vec::new(),
        notebook: Notebook::open(asking),
        refused: Vec::new(),
    };
    for (place, name) in
        std::iter::once(first).chain(asking.fallback.iter().map(String::as_str)).enumerate()
    {
        if name == offline::ID {
            askers.translators.push(Box::new(Offline::new(glossary.clone())));
            askers.prices.push(Cost { price: Some(Price::default()), seen: None });
            askers.shown.push("the offline reading aid".into());
            continue;
        }
        let mut opening = Opening::of(name, place == 0, settings, purpose)?;
        opening.settings.lessons = askers.notebook.lessons.clone();
        askers.prices.push(cost(name, settings, &opening));
        let (translator, shown, refused) = opening.open()?;
        askers.translators.push(translator);
        askers.shown.push(shown);
        askers.refused.push(refused);
    }
    Ok(askers)
}

/// Makes whoever writes digests; none where nobody is named.
pub(crate) fn writer(settings: &Layer, purpose: Purpose) -> Result<Option<Writer>, CommandError> {
    let named = settings.asking.provider.as_deref().filter(|name| *name != offline::ID);
    let Some(name) = named else {
        return Ok(None);
    };
    let mut opening = Opening::of(name, true, settings, purpose)?;
    if let Origin::Settings(_) = opening.source {
        return Err(wrong(&SettingsFault::NoChat { id: name.to_owned() }));
    }
    opening.settings.prompt = prompt(&settings.asking, DIGEST_PROMPT)?;
    let (cost, shown) = (cost(name, settings, &opening), opening.to_string());
    let Opening { settings, keys, .. } = opening;
    let (summarizer, refused) = keys
        .open(
            |key| summarizer::open(&settings, key),
            Summarizer::asker,
            |first, others, refused| Box::new(Rotation::new(first, others, refused)),
        )
        .map_err(|fault| not_opened(&fault))?;
    Ok(Some(Writer { summarizer, cost, shown, refused }))
}

/// Returns what a provider costs: as the settings say, else as the built-in table.
fn cost(name: &str, settings: &Layer, opening: &Opening) -> Cost {
    let own = settings.providers.get(name).and_then(own_price);
    own.unwrap_or_else(|| opening.listed_price())
}

/// Returns the price that the settings say.
fn own_price(table: &ProviderTable) -> Option<Cost> {
    let PriceTable { input, output, characters } = table.price?;
    let price = Price { input: input.0, output: output.0, characters: characters.0 };
    Some(Cost { price: Some(price), seen: None })
}

/// Makes the codec of whoever is asked first: what writes its requests. None for the offline engine, and
/// for an API that the settings describe.
pub(crate) fn codec(settings: &Layer) -> Result<Option<Opened>, CommandError> {
    let first = settings.asking.provider.as_deref().unwrap_or(offline::ID);
    if first == offline::ID {
        return Ok(None);
    }
    let opening = Opening::of(first, true, settings, Purpose::Looking)?;
    match opening.source {
        Origin::Settings(_) => Ok(None),
        Origin::Catalogue(_) => {
            let opened = catalogue::codec(&opening.settings, opening.keys.into_first());
            opened.map(Some).map_err(|fault| wrong(&fault))
        }
    }
}

/// Opens whoever is asked first to be answered later.
pub(crate) fn deferred(settings: &Layer) -> Result<Deferral, CommandError> {
    let Some(first) = settings.asking.provider.as_deref().filter(|name| *name != offline::ID)
    else {
        return Err(CommandError::usage("a batch wants a provider")
            .hint("name one with `--provider`: `openai`, `anthropic` or `gemini`"));
    };
    let mut opening = Opening::of(first, true, settings, Purpose::Asking)?;
    opening.settings.lessons = Notebook::open(&settings.asking).lessons;
    let opened = match opening.source {
        Origin::Settings(_) => Err(SettingsFault::NotDeferred { id: first.to_owned() }),
        Origin::Catalogue(_) => {
            catalogue::open_deferred(&opening.settings, opening.keys.into_first())
        }
    };
    opened.map_err(|fault| wrong(&fault))
}

/// Opens the glossaries on the account of whoever is asked first.
pub(crate) fn shelf(settings: &Layer) -> Result<Shelf, CommandError> {
    let first = settings.asking.provider.as_deref().unwrap_or(offline::ID);
    let opening = Opening::of(first, true, settings, Purpose::Asking)?;
    let opened = match opening.source {
        Origin::Settings(_) => Err(SettingsFault::NoShelf { id: first.to_owned() }),
        Origin::Catalogue(_) => catalogue::open_shelf(&opening.settings, opening.keys.into_first()),
    };
    opened.map_err(|fault| wrong(&fault))
}

/// What a provider is opened with.
struct Opening {
    settings: Settings,
    source: Origin,
    keys: Bunch,
}

/// Where a provider is described.
enum Origin {
    /// In the catalogue.
    Catalogue(&'static Card),
    /// In the user's settings.
    Settings(Box<Definition>),
}

impl Opening {
    fn of(
        name: &str,
        is_first: bool,
        settings: &Layer,
        purpose: Purpose,
    ) -> Result<Self, CommandError> {
        let asking = &settings.asking;
        let mut table = settings.providers.get(name).cloned().unwrap_or_default();
        let (id, source) = match table.definition.take() {
            Some(definition) => (name, Origin::Settings(Box::new(definition))),
            None => {
                let is_own = catalogue::find(name).is_err() && table.base_url.is_some();
                let id = if is_own { OWN_SERVER } else { name };
                let entry = catalogue::find(id).map_err(|fault| wrong(&fault))?;
                (id, Origin::Catalogue(entry.card))
            }
        };
        let card = source.card();
        let own = |value: &Option<String>| value.clone().filter(|_| is_first);
        let named = own(&asking.key_env).or_else(|| table.key_env.clone());
        let command = table.key_cmd.take();
        let wanted =
            Wanted { provider: name, card, named: named.as_deref(), command: command.as_deref() };
        let keys = match purpose {
            Purpose::Asking => Bunch::find(wanted)?,
            Purpose::Looking => Bunch::unneeded(),
        };
        let address = own(&asking.base_url).or_else(|| own_address(card?));
        let settings = Settings {
            provider: id.to_owned(),
            base_url: address.or_else(|| table.base_url.take()),
            model: own(&asking.model).or_else(|| table.model.take()),
            prompt: prompt(asking, TRANSLATE_PROMPT)?,
            languages: languages(asking),
            parallel: asking.jobs.or(table.concurrency),
            items: asking.batch.or(table.batch),
            offline: asking.offline == Some(true),
            ..of_table(table, card)
        };
        Ok(Self { settings, source, keys })
    }

    /// Returns the price in the built-in table.
    fn listed_price(&self) -> Cost {
        let Some(card) = self.source.card() else { return Cost::default() };
        let model = self.settings.model.as_deref().unwrap_or(&card.model);
        let address = self.settings.base_url.as_deref().unwrap_or(&card.base_url);
        let listed = price::listed(card, model, address);
        Cost { price: listed.map(|listed| listed.price), seen: listed.map(|listed| listed.seen) }
    }

    fn open(self) -> Result<(Box<dyn Translator>, String, Refused), CommandError> {
        let shown = self.to_string();
        let Self { settings, source, keys } = self;
        let open = |key| match &source {
            Origin::Catalogue(_) => catalogue::open(&settings, key),
            Origin::Settings(definition) => catalogue::open_described(&settings, definition, key),
        };
        let opened = keys.open(open, Translator::asker, |first, others, refused| {
            Box::new(Rotation::new(first, others, refused))
        });
        let (translator, refused) = opened.map_err(|fault| not_opened(&fault))?;
        Ok((translator, shown, refused))
    }
}

impl Origin {
    fn card(&self) -> Option<&'static Card> {
        match self {
            Self::Catalogue(card) => Some(card),
            Self::Settings(_) => None,
        }
    }

    /// Returns the address that holds unless the user names another.
    fn address(&self) -> &str {
        match self {
            Self::Catalogue(card) => &card.base_url,
            Self::Settings(definition) => &definition.url,
        }
    }
}

impl fmt::Display for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = self.source.card().map_or("", |card| &card.model);
        let model = self.settings.model.as_deref().unwrap_or(known);
        let address = self.settings.base_url.as_deref().unwrap_or(self.source.address());
        let host = address.split("://").last().and_then(|rest| rest.split('/').next());
        write!(f, "`{}`", self.settings.provider)?;
        if !model.is_empty() {
            write!(f, " ({model})")?;
        }
        write!(f, " at {}", host.unwrap_or_default())?;
        match self.keys.origin() {
            Some(origin) => write!(f, ", key from {origin}"),
            None => Ok(()),
        }
    }
}

/// Returns what a table of the settings file says, without what flags can say too.
fn of_table(table: ProviderTable, card: Option<&Card>) -> Settings {
    let mut options =
        card.map(|card| card.options_from(|name| env::var(name).ok())).unwrap_or_default();
    options.extend(table.options);
    Settings {
        options,
        style: table.style.unwrap_or_default(),
        temperature: table.temperature,
        extra: table.extra.unwrap_or_default(),
        characters: table.characters,
        rps: table.rps,
        rpm: table.rpm,
        tpm: table.tpm,
        timeout: table.timeout.map(|span| span.0),
        ..Settings::default()
    }
}

/// Returns the address in the variable that the vendor's own tools read: `OPENAI_BASE_URL`.
fn own_address(card: &Card) -> Option<String> {
    let id = card.id.to_uppercase().replace('-', "_");
    ["BASE_URL", "SERVER_URL"].iter().find_map(|ending| {
        env::var(format!("{id}_{ending}")).ok().filter(|address| !address.is_empty())
    })
}

/// Returns the wording of the user's own prompt for translations, where there is one, so that it is known
/// again in an answer.
pub(crate) fn own_prompt(asking: &Asking) -> Result<Option<check::Prompt>, CommandError> {
    Ok(prompt(asking, TRANSLATE_PROMPT)?.map(|text| check::Prompt::of(&text)))
}

/// Reads the prompt that replaces the built-in one; a folder need not hold all of them.
fn prompt(asking: &Asking, name: &str) -> Result<Option<String>, CommandError> {
    let Some(folder) = &asking.prompts else {
        return Ok(None);
    };
    let file = folder.join(name);
    if !file.exists() && PROMPTS.iter().any(|other| folder.join(other).exists()) {
        return Ok(None);
    }
    inputs::read_text(&file).map(Some).map_err(|unreadable| {
        let name = plain::name(file.as_os_str());
        CommandError::usage(format!("cannot read the prompt `{name}`: {}", unreadable.why))
    })
}

fn not_opened(fault: &Fault) -> CommandError {
    match fault {
        Fault::Settings(fault) => wrong(fault),
        Fault::Another(origin) => {
            let message = format!("the key from {origin} is for another service than the first");
            CommandError::new(Exit::Credentials, message).hint(
                "keys that take turns are of one kind: ask the other service with `--fallback`",
            )
        }
    }
}

fn wrong(fault: &SettingsFault) -> CommandError {
    let exit = if fault.is_about_key() { Exit::Credentials } else { Exit::Usage };
    let error = CommandError::new(exit, fault.to_string());
    fault.hint().into_iter().fold(error, CommandError::hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asking(provider: Option<&str>, model: Option<&str>) -> Asking {
        Asking {
            provider: provider.map(str::to_owned),
            model: model.map(str::to_owned),
            ..Asking::default()
        }
    }

    #[track_caller]
    fn assert_layered(flags: Asking, files: Asking, provider: Option<&str>, model: Option<&str>) {
        let asking = layered(flags, files);
        assert_eq!((asking.provider.as_deref(), asking.model.as_deref()), (provider, model));
    }

    #[test]
    fn a_model_belongs_to_its_provider() {
        let files = || asking(Some("openai"), Some("gpt"));
        assert_layered(asking(None, None), files(), Some("openai"), Some("gpt"));
        assert_layered(asking(Some("deepl"), None), files(), Some("deepl"), None);
        assert_layered(asking(Some("openai"), None), files(), Some("openai"), Some("gpt"));
    }

    #[test]
    fn a_model_can_name_its_provider() {
        let none = Asking::default;
        assert_layered(asking(None, Some("openai/gpt")), none(), Some("openai"), Some("gpt"));
        assert_layered(asking(None, Some("nobody/gpt")), none(), None, Some("nobody/gpt"));
        let both = asking(Some("compatible"), Some("openai/gpt"));
        assert_layered(both, none(), Some("compatible"), Some("openai/gpt"));
    }

    #[test]
    fn an_offline_run_asks_nobody_whom_the_files_name() {
        let flags = Asking { offline: Some(true), ..Asking::default() };
        let files = Asking { fallback: vec!["deepl".into()], ..asking(Some("openai"), None) };
        let asking = layered(flags, files);
        assert_eq!((asking.provider, asking.fallback), (None, Vec::new()));
    }
}
