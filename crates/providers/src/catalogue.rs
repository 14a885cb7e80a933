//! Every provider there is, and how one is opened.

use std::sync::Arc;

use recto_core::fingerprint::Fingerprint;
use recto_core::port::Translator;
use recto_core::unit::Asker;
use secrecy::SecretString;

use crate::api::{Chat, Summarizing, Translating, Vendor};
use crate::apis::http::{Definition, Http};
use crate::apis::{self, deepl, openai};
use crate::card::{Card, Reach};
use crate::compatible::{self, Compatible};
use crate::deferred::{self, Deferral};
use crate::models;
use crate::prompted::{Prompt, Prompted, Rung, TRANSLATE};
use crate::remote::Remote;
use crate::settings::{Settings, SettingsFault};
use crate::shelf::{self, Shelf};
use crate::wire::{Address, Pace, Redactor, Wire};

/// One provider of the catalogue.
#[derive(Clone, Copy)]
pub struct Entry {
    /// What is known about it.
    pub card: &'static Card,
    /// What sort of provider it is.
    pub kind: Kind,
}

/// The sorts of providers.
#[derive(Clone, Copy)]
pub enum Kind {
    /// A chat model that is told by a prompt to translate.
    Chat(fn(&Opening<'_>) -> Box<dyn Chat>),
    /// A chat model behind a copy of OpenAI's API.
    Compatible(&'static Compatible),
    /// An API that translates.
    Translation(fn(&Opening<'_>) -> Translating),
    /// An API that sums up English.
    Summary(fn(&Opening<'_>) -> Summarizing),
}

/// What a provider file is opened with; all of it was checked.
pub struct Opening<'a> {
    /// Where requests go, without a stroke at the end.
    pub base: &'a str,
    /// The model; empty where there is none to choose.
    pub model: &'a str,
    /// The key.
    pub key: Option<SecretString>,
    /// Everything else the user said.
    pub settings: &'a Settings,
    card: &'a Card,
}

/// A provider that is ready to be put on a wire.
pub struct Opened<A = Translating> {
    /// Its codec.
    pub api: A,
    /// Who answers.
    pub asker: Asker,
    /// Where requests go.
    pub address: Address,
    /// What keeps its key out of messages.
    pub redactor: Redactor,
}

/// Returns every provider that sums up English texts and does nothing else.
pub fn summaries() -> impl Iterator<Item = Entry> {
    apis::SUMMARIES.iter().copied()
}

/// Returns every provider that translates and answers over the network, in the order of the documentation.
pub fn entries() -> impl Iterator<Item = Entry> {
    let compatible =
        |vendor: &'static Compatible| Entry { card: &vendor.card, kind: Kind::Compatible(vendor) };
    apis::ALL.iter().copied().chain(compatible::all().iter().map(compatible))
}

/// Finds a provider by its id.
pub fn find(id: &str) -> Result<Entry, SettingsFault> {
    entries().chain(summaries()).find(|entry| entry.card.id == id).ok_or_else(|| {
        let near = entries().chain(summaries()).map(|entry| entry.card.id.to_string());
        let near = near.filter(|known| is_near(known, id)).min_by_key(String::len);
        SettingsFault::UnknownProvider { id: id.to_owned(), near }
    })
}

/// Opens a provider: checks what the user says and makes a translator of it. Nothing is sent.
pub fn open(
    settings: &Settings,
    key: Option<SecretString>,
) -> Result<Box<dyn Translator>, SettingsFault> {
    let opened = codec(settings, key)?;
    let card = find(&settings.provider)?.card;
    let wire = Wire::new(opened.address, pace(card, settings), opened.redactor);
    let reach = reach(card, settings);
    Ok(Box::new(Remote::new(opened.api, Arc::new(wire), opened.asker, reach)))
}

/// Opens a provider's way to be answered later, at half the price. Nothing is sent.
pub fn open_deferred(
    settings: &Settings,
    key: Option<SecretString>,
) -> Result<Deferral, SettingsFault> {
    let opened = codec(settings, key.clone())?;
    let card = find(&settings.provider)?.card;
    let opening =
        Opening { base: opened.address.as_str(), model: &opened.asker.model, key, settings, card };
    let office = deferred::office(&card.id, &opening)
        .ok_or_else(|| SettingsFault::NotDeferred { id: card.id.to_string() })?;
    let wire = Wire::new(opened.address, pace(card, settings), opened.redactor);
    Ok(Deferral::new(office, opened.api, opened.asker, wire))
}

/// Opens the glossaries that a provider keeps on its account. Nothing is sent.
pub fn open_shelf(settings: &Settings, key: Option<SecretString>) -> Result<Shelf, SettingsFault> {
    let opened = codec(settings, key.clone())?;
    let card = find(&settings.provider)?.card;
    let base = opened.address.as_str();
    let opening = Opening { base, model: &opened.asker.model, key, settings, card };
    let (shelving, option) = shelf::shelving(&card.id, &opening)
        .ok_or_else(|| SettingsFault::NoShelf { id: card.id.to_string() })?;
    let wire = Wire::new(opened.address, pace(card, settings), opened.redactor);
    Ok(Shelf::new(shelving, wire, option))
}

/// Opens a provider that the user describes: `kind = "http"` under `[provider.ID]`. Nothing is sent.
pub fn open_described(
    settings: &Settings,
    definition: &Definition,
    key: Option<SecretString>,
) -> Result<Box<dyn Translator>, SettingsFault> {
    let id = || settings.provider.clone();
    let model = settings.model.clone().unwrap_or_default();
    let redactor = Redactor::new(key.as_ref());
    let missing = key.is_none();
    let http = Http::new(&id(), definition.clone(), &model, key)
        .map_err(|fault| SettingsFault::Definition { id: id(), fault })?;
    let card = http.card().clone();
    if missing && !card.key.optional {
        return Err(SettingsFault::KeyMissing { id: id(), variables: card.key.to_set() });
    }
    check_numbers(settings)?;
    let address = address(&card, settings, None)?;
    let shape = Fingerprint::of([definition.body.as_str(), definition.url.as_str()]);
    let asker = Asker { provider: id(), model, prompt: shape.to_string()[..12].to_owned() };
    let wire = Wire::new(address, pace(&card, settings), redactor);
    let reach = reach(&card, settings);
    Ok(Box::new(Remote::new(Box::new(http), Arc::new(wire), asker, reach)))
}

/// Makes only the codec of a provider: what `open` puts on a wire.
pub fn codec(settings: &Settings, key: Option<SecretString>) -> Result<Opened, SettingsFault> {
    opened(settings, key, Kind::api)
}

/// Checks what the user says and lets `make` make the codec, which names whatever else than the model
/// shapes its answers.
pub(crate) fn opened<A>(
    settings: &Settings,
    key: Option<SecretString>,
    make: impl FnOnce(Kind, &Opening<'_>) -> Result<(A, String), SettingsFault>,
) -> Result<Opened<A>, SettingsFault> {
    let entry = find(&settings.provider)?;
    let card = entry.card;
    check(card, settings, key.as_ref())?;
    let address = address(card, settings, key.as_ref())?;
    let model = model(entry, settings)?;
    let redactor = Redactor::new(key.as_ref());
    let opening = Opening { base: address.as_str(), model, key, settings, card };
    let (api, shape) = make(entry.kind, &opening)?;
    let asker = Asker {
        provider: card.id.to_string(),
        model: model.to_owned(),
        prompt: with_host(shape, card, &address),
    };
    Ok(Opened { api, asker, address, redactor })
}

impl Entry {
    /// Returns the word for its sort: `chat`, `translation` or `summary`.
    pub fn sort(&self) -> &'static str {
        match self.kind {
            Kind::Chat(_) | Kind::Compatible(_) => "chat",
            Kind::Translation(_) => "translation",
            Kind::Summary(_) => "summary",
        }
    }
}

impl Kind {
    /// Makes the API, and names whatever else than the model shapes its answers.
    fn api(self, opening: &Opening<'_>) -> Result<(Translating, String), SettingsFault> {
        let (chat, first) = match self {
            Self::Translation(make) => return Ok((make(opening), shape(opening.settings))),
            Self::Summary(_) => {
                return Err(SettingsFault::NoTranslations { id: opening.card.id.to_string() });
            }
            Self::Chat(_) | Self::Compatible(_) => self.chat(opening)?,
        };
        let settings = opening.settings;
        let template = settings.prompt.as_deref().unwrap_or(TRANSLATE);
        let prompt = Arc::new(Prompt::render(template, &settings.languages, &settings.style)?);
        let fingerprint = with_temperature(prompt.fingerprint(), settings);
        let host = Address::parse(opening.base).map(|base| base.host().to_owned());
        let name = format!("{}@{}", opening.model, host.unwrap_or_default());
        let prompted = Prompted::new(chat, prompt, settings.temperature, first).knowing(
            first,
            models::known(opening.model),
            settings.lessons.of(&name),
        );
        Ok((Box::new(prompted), fingerprint))
    }

    /// Makes the chat model, and says which form of answer it is asked for first.
    pub(crate) fn chat(
        self,
        opening: &Opening<'_>,
    ) -> Result<(Box<dyn Chat>, Rung), SettingsFault> {
        match self {
            Self::Chat(make) => Ok((make(opening), Rung::Schema)),
            Self::Compatible(vendor) => Ok((openai::compatible(vendor, opening), vendor.first)),
            Self::Translation(_) | Self::Summary(_) => {
                Err(SettingsFault::NoChat { id: opening.card.id.to_string() })
            }
        }
    }
}

impl Opening<'_> {
    /// Returns an option: what the user says, else what the card says, else nothing.
    pub fn option(&self, name: &str) -> &str {
        let said = self.settings.options.get(name).map(String::as_str);
        let known = self.card.options.iter().find(|choice| choice.name == name);
        said.or(known.map(|choice| choice.default.as_ref())).unwrap_or_default()
    }
}

fn check(
    card: &Card,
    settings: &Settings,
    key: Option<&SecretString>,
) -> Result<(), SettingsFault> {
    let id = || card.id.to_string();
    if card.key.is_needed() && key.is_none() {
        return Err(SettingsFault::KeyMissing { id: id(), variables: card.key.to_set() });
    }
    for option in settings.options.keys() {
        if !card.options.iter().any(|choice| choice.name == *option) {
            let known = card.options.iter().map(|choice| format!("`{}`", choice.name));
            let known = known.collect::<Vec<_>>().join(", ");
            return Err(SettingsFault::OptionUnknown { id: id(), option: option.clone(), known });
        }
    }
    let missing = card.options.iter().find(|choice| {
        choice.needed && choice.default.is_empty() && !settings.options.contains_key(&*choice.name)
    });
    if let Some(choice) = missing {
        let (option, variable) = (choice.name.to_string(), choice.variable.to_string());
        return Err(SettingsFault::OptionMissing { id: id(), option, variable });
    }
    check_numbers(settings)
}

fn check_numbers(settings: &Settings) -> Result<(), SettingsFault> {
    let rates = [("rps", settings.rps), ("rpm", settings.rpm), ("tpm", settings.tpm)];
    for (name, rate) in rates {
        if let Some(rate) = rate.filter(|rate| !rate.is_finite() || *rate <= 0.0) {
            return Err(SettingsFault::Value { name, value: rate.to_string() });
        }
    }
    let counts = [
        ("items", settings.items),
        ("characters", settings.characters),
        ("parallel", settings.parallel),
    ];
    match counts.into_iter().find(|(_, count)| *count == Some(0)) {
        Some((name, _)) => Err(SettingsFault::Value { name, value: "0".into() }),
        None => Ok(()),
    }
}

fn address(
    card: &Card,
    settings: &Settings,
    key: Option<&SecretString>,
) -> Result<Address, SettingsFault> {
    let id = || card.id.to_string();
    let own = if card.id == deepl::CARD.id { deepl::DeepL::base_url(key) } else { &card.base_url };
    let base = settings.base_url.as_deref().unwrap_or(own);
    if base.is_empty() {
        return Err(SettingsFault::AddressMissing { id: id() });
    }
    let base = fill(base, card, settings);
    let address =
        Address::parse(&base).map_err(|fault| SettingsFault::Address { id: id(), fault })?;
    if settings.offline && !address.is_loopback() {
        return Err(SettingsFault::Offline { id: id() });
    }
    Ok(address)
}

/// Puts options into an address that has a place for them: `https://translate.{region}.example`.
fn fill(base: &str, card: &Card, settings: &Settings) -> String {
    card.options.iter().fold(base.to_owned(), |base, choice| {
        let said = settings.options.get(&*choice.name).map_or(&*choice.default, String::as_str);
        base.replace(&format!("{{{}}}", choice.name), said)
    })
}

fn model(entry: Entry, settings: &Settings) -> Result<&str, SettingsFault> {
    let model = settings.model.as_deref().map(str::trim).filter(|model| !model.is_empty());
    let model = model.unwrap_or(&entry.card.model);
    if model.is_empty() && entry.sort() == "chat" {
        return Err(SettingsFault::ModelMissing { id: entry.card.id.to_string() });
    }
    Ok(model)
}

fn reach(card: &Card, settings: &Settings) -> Reach {
    // What the user asks for holds below the limits of an API; a chat model has none of its own.
    let most = |said: Option<usize>, known: usize, is_hard: bool| match said {
        Some(said) if is_hard => said.min(known),
        Some(said) => said,
        None => known,
    };
    let is_hard = !entries().any(|entry| entry.card.id == card.id && entry.sort() == "chat");
    Reach {
        items: most(settings.items, card.limits.items, is_hard),
        characters: most(settings.characters, card.limits.characters, is_hard),
        parallel: settings.parallel.unwrap_or(card.limits.parallel),
    }
}

pub(crate) fn pace(card: &Card, settings: &Settings) -> Pace {
    Pace {
        parallel: settings.parallel.unwrap_or(card.limits.parallel),
        rps: settings.rps,
        rpm: settings.rpm,
        tpm: settings.tpm,
        patience: settings.timeout,
    }
}

/// Names the options that shape what a translation API answers; nothing where none is set.
pub(crate) fn shape(settings: &Settings) -> String {
    if settings.options.is_empty() {
        return String::new();
    }
    let parts = settings.options.iter().flat_map(|(name, value)| [name.as_str(), value.as_str()]);
    Fingerprint::of(parts).to_string()[..12].to_owned()
}

pub(crate) fn with_temperature(fingerprint: &str, settings: &Settings) -> String {
    if settings.temperature.is_none() && settings.extra.is_empty() {
        return fingerprint.to_owned();
    }
    let temperature = settings.temperature.map(|t| t.to_string()).unwrap_or_default();
    let extra = serde_json::to_string(&settings.extra).unwrap_or_default();
    Fingerprint::of([fingerprint, &temperature, &extra]).to_string()[..12].to_owned()
}

/// The same model name on somebody else's server is somebody else.
fn with_host(shape: String, card: &Card, address: &Address) -> String {
    let own = Address::parse(&card.base_url).ok();
    let is_own = own.is_some_and(|own| own.host() == address.host());
    if is_own || card.id == deepl::CARD.id && address.host().ends_with(".deepl.com") {
        return shape;
    }
    if shape.is_empty() { address.host().to_owned() } else { format!("{shape}@{}", address.host()) }
}

/// Tells whether one id may be meant by another: equal but for a few letters.
fn is_near(known: &str, said: &str) -> bool {
    let said = said.trim().to_lowercase();
    let known_letters: String = known.chars().filter(char::is_ascii_alphanumeric).collect();
    let said_letters: String = said.chars().filter(char::is_ascii_alphanumeric).collect();
    let long = said_letters.len() >= 3;
    long && (known_letters.contains(&said_letters)
        || said_letters.contains(&known_letters)
        || distance(&known_letters, &said_letters) <= 2)
}

/// Counts the letters to change, add or take out.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let changed = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(provider: &str) -> Settings {
        Settings { provider: provider.into(), ..Settings::default() }
    }

    fn key() -> Option<SecretString> {
        Some(SecretString::from("canary-key-0001"))
    }

    #[track_caller]
    fn assert_fault(settings: &Settings, key: Option<SecretString>, message: &str, hint: &str) {
        let Err(fault) = open(settings, key) else { panic!("it opens") };
        let said = fault.to_string();
        assert!(said.contains(message), "{said}");
        let hinted = fault.hint().unwrap_or_default();
        assert!(hinted.contains(hint), "{hinted}");
    }

    #[test]
    fn every_provider_has_its_own_id() {
        let mut ids: Vec<_> = entries().map(|entry| entry.card.id.clone()).collect();
        let n_all = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), n_all);
    }

    #[test]
    fn what_is_wrong_is_said_by_name_with_the_way_out() {
        assert_fault(&settings("deepll"), None, "no provider `deepll`", "`deepl`");
        assert_fault(&settings("nobody"), None, "no provider `nobody`", "recto providers");
        assert_fault(&settings("openai"), None, "`openai` wants a key", "OPENAI_API_KEY");
        assert_fault(&settings("xai"), key(), "`xai` wants a model", "--model");
        assert_fault(&settings("compatible"), None, "no address", "--base-url");
        let plain =
            Settings { base_url: Some("http://api.example.com".into()), ..settings("openai") };
        assert_fault(&plain, key(), "without encryption", "");
        let option = Settings { options: [("x".into(), "y".into())].into(), ..settings("deepl") };
        assert_fault(&option, key(), "no option `x`", "`formality`");
        let prompt = Settings { prompt: Some("{{ wrong }}".into()), ..settings("openai") };
        assert_fault(&prompt, key(), "prompt", "");
        let rate = Settings { rps: Some(0.0), ..settings("openai") };
        assert_fault(&rate, key(), "`rps` cannot be 0", "");
        let offline = Settings { offline: true, ..settings("openai") };
        assert_fault(&offline, key(), "offline", "--offline");
    }

    #[test]
    fn an_asker_names_everything_that_shapes_the_answers() {
        let asker = |settings: &Settings| open(settings, key()).unwrap().asker().clone();
        let plain = asker(&settings("openai"));
        assert_eq!((plain.provider.as_str(), plain.model.as_str()), ("openai", "gpt-5-mini"));
        let british = Settings {
            languages: recto_core::unit::Languages { to: "en-GB".into(), ..Default::default() },
            ..settings("openai")
        };
        assert_ne!(asker(&british).prompt, plain.prompt);
        let warm = Settings { temperature: Some(0.7), ..settings("openai") };
        assert_ne!(asker(&warm).prompt, plain.prompt);
        let elsewhere =
            Settings { base_url: Some("http://localhost:1/v1".into()), ..settings("openai") };
        assert_eq!(asker(&elsewhere).prompt, format!("{}@localhost", plain.prompt));
        assert_eq!(asker(&settings("deepl")).prompt, "");
        let formal = Settings {
            options: [("formality".into(), "prefer_more".into())].into(),
            ..settings("deepl")
        };
        assert_ne!(asker(&formal).prompt, "");
    }

    #[test]
    fn the_limits_of_a_translation_api_hold_above_the_users() {
        let wide = Settings { items: Some(999), parallel: Some(3), ..settings("deepl") };
        let limits = open(&wide, key()).unwrap().limits();
        assert_eq!((limits.items, limits.parallel), (50, 3));
        let single = Settings { items: Some(9), ..settings("qwen-mt") };
        assert_eq!(open(&single, key()).unwrap().limits().items, 1);
        let chat = Settings { items: Some(20), ..settings("openai") };
        assert_eq!(open(&chat, key()).unwrap().limits().items, 20);
    }
}
