//! What can be set: each group of settings is at once the flags of the command line, their `RECTO_*`
//! variables and the keys of a settings file, under the same names.
//!
//! Which of them wins is `config`'s business; nothing here reads anything.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use clap::{Args, ValueEnum};
use recto_providers::apis::http::Definition;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::digests::Digesting;
use crate::waivers::WaiverTable;

/// How pages are read.
#[derive(Debug, Clone, Default, PartialEq, Args, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(crate) struct Reading {
    /// Encoding of the pages, where guessing goes wrong: `gb18030`, `big5`, `utf-16le`
    #[arg(long, value_name = "NAME", env = "RECTO_ENCODING", hide_env = true)]
    pub(crate) encoding: Option<String>,
    /// Leave out a rule of page repair, `all` for every one (repeatable)
    #[arg(
        long,
        value_name = "RULE",
        value_delimiter = ',',
        env = "RECTO_NO_RULE",
        hide_env = true
    )]
    pub(crate) no_rule: Vec<String>,
    /// Undo one repair, by the id that `repair` shows (repeatable)
    #[arg(long, value_name = "ID", value_delimiter = ',', env = "RECTO_UNDO", hide_env = true)]
    pub(crate) undo: Vec<String>,
}

/// Who is asked, what is said, and how much it may cost.
#[derive(Debug, Clone, Default, PartialEq, Args, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(crate) struct Asking {
    /// Who translates: a name from `recto providers`; without one, the offline reading aid
    #[arg(short, long, value_name = "NAME", env = "RECTO_PROVIDER", hide_env = true)]
    #[serde(skip)]
    pub(crate) provider: Option<String>,
    /// Model to ask, alone or as `provider/model`
    #[arg(short, long, value_name = "MODEL", env = "RECTO_MODEL", hide_env = true)]
    pub(crate) model: Option<String>,
    /// Address of the provider's API, for a server of your own
    #[arg(long, value_name = "URL", env = "RECTO_BASE_URL", hide_env = true)]
    pub(crate) base_url: Option<String>,
    /// Environment variable that holds the key
    #[arg(long, value_name = "VARIABLE", env = "RECTO_KEY_ENV", hide_env = true)]
    pub(crate) key_env: Option<String>,
    /// Who is asked for what the provider does not answer, in this order: `deepl,offline`
    #[arg(
        long,
        value_name = "NAMES",
        value_delimiter = ',',
        env = "RECTO_FALLBACK",
        hide_env = true
    )]
    pub(crate) fallback: Vec<String>,
    /// Let nothing leave the machine: only the memory and the offline reading aid
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", env = "RECTO_OFFLINE", hide_env = true, hide_possible_values = true)]
    pub(crate) offline: Option<bool>,
    /// Language of the pages [default: zh-Hans]
    #[arg(long, value_name = "TAG", value_parser = language, env = "RECTO_FROM", hide_env = true)]
    pub(crate) from: Option<String>,
    /// Language of the edition: `en-US` or `en-GB` [default: en-US]
    #[arg(long, value_name = "TAG", value_parser = language, env = "RECTO_TO", hide_env = true)]
    pub(crate) to: Option<String>,
    /// Glossary that wins over the built-in terms, later ones over earlier ones (repeatable)
    #[arg(
        long,
        value_name = "FILE",
        value_delimiter = ',',
        env = "RECTO_GLOSSARY",
        hide_env = true
    )]
    pub(crate) glossary: Vec<PathBuf>,
    /// Folder of prompts that replace the built-in ones of the same name
    #[arg(long, value_name = "DIR", env = "RECTO_PROMPTS", hide_env = true)]
    pub(crate) prompts: Option<PathBuf>,
    /// File of the memory [default: in your data folder, see `recto memory path`]
    #[arg(long, value_name = "FILE", env = "RECTO_MEMORY", hide_env = true)]
    pub(crate) memory: Option<PathBuf>,
    /// Remember nothing and recall nothing
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", env = "RECTO_NO_MEMORY", hide_env = true, hide_possible_values = true)]
    pub(crate) no_memory: Option<bool>,
    /// Name under which a run's spending is written down [default: the name of the folder you are in]
    #[arg(long, value_name = "NAME", env = "RECTO_ACCOUNT", hide_env = true)]
    pub(crate) account: Option<String>,
    /// Requests under way at the same time
    #[arg(short, long, value_name = "N", value_parser = at_least_one, env = "RECTO_JOBS", hide_env = true)]
    pub(crate) jobs: Option<usize>,
    /// Segments in one request, at most
    #[arg(long, value_name = "N", value_parser = at_least_one, env = "RECTO_BATCH", hide_env = true)]
    pub(crate) batch: Option<usize>,
    /// Stop after this many requests
    #[arg(long, value_name = "N", env = "RECTO_MAX_REQUESTS", hide_env = true)]
    pub(crate) max_requests: Option<u64>,
    /// Stop after this many segments were asked for
    #[arg(long, value_name = "N", env = "RECTO_MAX_SEGMENTS", hide_env = true)]
    pub(crate) max_segments: Option<u64>,
    /// Stop before more than this is spent, in the currency of the prices in `recto.toml`: `2.50`
    #[arg(long, value_name = "AMOUNT", env = "RECTO_MAX_COST", hide_env = true)]
    pub(crate) max_cost: Option<Amount>,
    /// Ask nobody: what is remembered is all there is
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", env = "RECTO_FROZEN", hide_env = true, hide_possible_values = true)]
    pub(crate) frozen: Option<bool>,
    /// Which remembered answers are good enough: `exact`, `older` prompts', or `anyone`'s [default: exact]
    #[arg(
        long,
        value_name = "WHICH",
        env = "RECTO_ACCEPT",
        hide_env = true,
        hide_possible_values = true
    )]
    pub(crate) accept: Option<Accepted>,
    /// Check that is switched off, by the name of its rule (repeatable)
    #[arg(
        long,
        value_name = "RULE",
        value_delimiter = ',',
        env = "RECTO_WITHOUT",
        hide_env = true
    )]
    pub(crate) without: Vec<String>,
    /// Findings that somebody has accepted; only in a settings file.
    #[arg(skip)]
    pub(crate) waiver: Vec<WaiverTable>,
    /// Stop after this time: `90s`, `30m`, `2h`
    #[arg(long, value_name = "TIME", env = "RECTO_DEADLINE", hide_env = true)]
    pub(crate) deadline: Option<Span>,
}

/// How much is said, and how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Args, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(crate) struct Talking {
    /// Say less: `-q` only warnings and errors, `-qq` only errors
    #[arg(short, long, action = clap::ArgAction::Count, global = true)]
    #[serde(skip)]
    pub(crate) quiet: u8,
    /// Say more: `-v` findings and repairs of each page, `-vv` every request
    #[arg(short, long, action = clap::ArgAction::Count, global = true)]
    #[serde(skip)]
    pub(crate) verbose: u8,
    /// Show progress as bars, lines or JSON on stderr [default: auto]
    #[arg(long, value_name = "WHEN", global = true, env = "RECTO_PROGRESS", hide_env = true)]
    pub(crate) progress: Option<ProgressMode>,
    /// Use colour [default: auto]
    #[arg(long, value_name = "WHEN", global = true, env = "RECTO_COLOR", hide_env = true)]
    pub(crate) color: Option<When>,
}

/// Which remembered answers are good enough; a person's always are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Accepted {
    /// Those to exactly this question
    Exact,
    /// Those to an older prompt as well, of the same model under the same terms
    Older,
    /// Anyone's as well, whatever the terms were, the newest first
    Anyone,
}

/// When colour is used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum When {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How progress is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ProgressMode {
    /// Bars on a terminal, a line for each page otherwise
    #[default]
    Auto,
    /// Bars even where stderr is no terminal
    Always,
    /// Not at all
    Never,
    /// One JSON object a line
    Json,
}

/// What a settings file says about one provider: `[provider.NAME]`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub(crate) struct ProviderTable {
    /// Address of the API.
    pub(crate) base_url: Option<String>,
    /// Model to ask.
    pub(crate) model: Option<String>,
    /// Environment variable that holds the key.
    pub(crate) key_env: Option<String>,
    /// Command that prints the key; only in the user's own settings file.
    pub(crate) key_cmd: Option<String>,
    /// Requests a second.
    pub(crate) rps: Option<f64>,
    /// Requests a minute.
    pub(crate) rpm: Option<f64>,
    /// Tokens a minute.
    pub(crate) tpm: Option<f64>,
    /// Requests under way at the same time.
    pub(crate) concurrency: Option<usize>,
    /// Segments in one request.
    pub(crate) batch: Option<usize>,
    /// Characters of source text in one request.
    pub(crate) characters: Option<usize>,
    /// How long the server may be silent.
    pub(crate) timeout: Option<Span>,
    /// How freely a chat model chooses its words.
    pub(crate) temperature: Option<f32>,
    /// The house style in a sentence, for the prompt of a chat model.
    pub(crate) style: Option<String>,
    /// Fields that are added to each request to a chat model.
    pub(crate) extra: Option<Map<String, Value>>,
    /// What it costs, for a million tokens or characters.
    pub(crate) price: Option<PriceTable>,
    /// Options of the provider itself: a region, a formality.
    #[serde(skip)]
    pub(crate) options: BTreeMap<String, String>,
    /// The description of an API that the catalogue does not know: `kind = "http"`.
    #[serde(skip)]
    pub(crate) definition: Option<Definition>,
}

/// What a provider costs, for a million tokens or characters, in whatever currency.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct PriceTable {
    /// For tokens that are read.
    pub(crate) input: Amount,
    /// For tokens that are written.
    pub(crate) output: Amount,
    /// For characters that are billed.
    pub(crate) characters: Amount,
}

/// The keys of every `[provider.NAME]` table; a provider may have options of its own beside them.
pub(crate) const PROVIDER_KEYS: [&str; 15] = [
    "base_url",
    "model",
    "key_env",
    "key_cmd",
    "rps",
    "rpm",
    "tpm",
    "concurrency",
    "batch",
    "characters",
    "timeout",
    "temperature",
    "style",
    "extra",
    "price",
];

/// One layer of settings: the flags, a settings file, or all of them laid over each other.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Layer {
    /// How pages are read.
    pub(crate) reading: Reading,
    /// Where results go.
    pub(crate) writing: Writing,
    /// Who is asked.
    pub(crate) asking: Asking,
    /// What digests look like.
    pub(crate) digesting: Digesting,
    /// How much is said.
    pub(crate) talking: Talking,
    /// What is set for single providers.
    pub(crate) providers: BTreeMap<String, ProviderTable>,
}

/// Where editions go, and as what.
#[derive(Debug, Clone, Default, PartialEq, Args, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(crate) struct Writing {
    /// Folder for the results, a file for a single one, or `-` for standard output
    #[arg(short, long, value_name = "PATH", env = "RECTO_OUTPUT", hide_env = true)]
    pub(crate) output: Option<PathBuf>,
    /// Format of the edition (repeatable) [default: html, or what the name of the output file says]
    #[arg(
        short,
        long,
        value_name = "FORMAT",
        value_delimiter = ',',
        env = "RECTO_FORMAT",
        hide_env = true
    )]
    pub(crate) format: Vec<String>,
}

/// An amount of money, in millionths.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "f64")]
pub(crate) struct Amount(pub(crate) u64);

impl TryFrom<f64> for Amount {
    type Error = String;

    fn try_from(amount: f64) -> Result<Self, String> {
        if !(0.0..=1e9).contains(&amount) {
            return Err(format!("`{amount}` is no amount of money: write a number such as `2.50`"));
        }
        // Within the limits above the product is a whole number that fits.
        Ok(Self((amount * 1e6).round() as u64))
    }
}

impl FromStr for Amount {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number: f64 = text.parse().map_err(|_| {
            format!("`{text}` is no amount of money: write a number such as `2.50`")
        })?;
        number.try_into()
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, millionths) = (self.0 / 1_000_000, self.0 % 1_000_000);
        // Whole hundredths are the usual way to write money; less than one is shown in full.
        if self.0 == 0 || self.0 >= 10_000 {
            write!(f, "{whole}.{:02}", millionths / 10_000)
        } else {
            write!(f, "{whole}.{millionths:06}")
        }
    }
}

/// A length of time as it is typed: `90s`, `30m`, `2h`, or seconds alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Span(pub(crate) Duration);

impl FromStr for Span {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no length of time: write `90s`, `30m` or `2h`");
        let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let number: u64 = digits.trim().parse().map_err(|_| wrong())?;
        let factor = match &text[digits.len()..] {
            "" | "s" => 1,
            "m" | "min" => 60,
            "h" => 3600,
            "d" => 86_400,
            _ => return Err(wrong()),
        };
        number.checked_mul(factor).map(|s| Self(Duration::from_secs(s))).ok_or_else(wrong)
    }
}

impl TryFrom<String> for Span {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// Reads a number from 1.
pub(crate) fn at_least_one(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|number| *number > 0).ok_or_else(|| "write a number from 1".into())
}

/// Reads a language tag.
fn language(text: &str) -> Result<String, String> {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    let is_tag = matches!(first.len(), 2 | 3)
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts
            .all(|p| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()));
    if is_tag { Ok(text.to_owned()) } else { Err("write a language tag such as `en-GB`".into()) }
}

impl Reading {
    /// Lays these settings over `below`.
    pub(crate) fn or(self, below: Self) -> Self {
        Self {
            encoding: self.encoding.or(below.encoding),
            no_rule: first_of(self.no_rule, below.no_rule),
            undo: first_of(self.undo, below.undo),
        }
    }
}

impl Writing {
    /// Lays these settings over `below`.
    pub(crate) fn or(self, below: Self) -> Self {
        Self { output: self.output.or(below.output), format: first_of(self.format, below.format) }
    }
}

impl Asking {
    /// Lays these settings over `below`.
    pub(crate) fn or(self, below: Self) -> Self {
        Self {
            provider: self.provider.or(below.provider),
            model: self.model.or(below.model),
            base_url: self.base_url.or(below.base_url),
            key_env: self.key_env.or(below.key_env),
            fallback: first_of(self.fallback, below.fallback),
            offline: self.offline.or(below.offline),
            from: self.from.or(below.from),
            to: self.to.or(below.to),
            glossary: first_of(self.glossary, below.glossary),
            prompts: self.prompts.or(below.prompts),
            memory: self.memory.or(below.memory),
            no_memory: self.no_memory.or(below.no_memory),
            account: self.account.or(below.account),
            jobs: self.jobs.or(below.jobs),
            batch: self.batch.or(below.batch),
            max_requests: self.max_requests.or(below.max_requests),
            max_segments: self.max_segments.or(below.max_segments),
            max_cost: self.max_cost.or(below.max_cost),
            frozen: self.frozen.or(below.frozen),
            accept: self.accept.or(below.accept),
            deadline: self.deadline.or(below.deadline),
            without: first_of(self.without, below.without),
            waiver: first_of(self.waiver, below.waiver),
        }
    }
}

impl Talking {
    /// Lays these settings over `below`.
    pub(crate) fn or(self, below: Self) -> Self {
        Self {
            quiet: self.quiet.max(below.quiet),
            verbose: self.verbose.max(below.verbose),
            progress: self.progress.or(below.progress),
            color: self.color.or(below.color),
        }
    }
}

impl ProviderTable {
    /// Lays these settings over `below`.
    pub(crate) fn or(self, below: Self) -> Self {
        let mut options = below.options;
        options.extend(self.options);
        Self {
            base_url: self.base_url.or(below.base_url),
            model: self.model.or(below.model),
            key_env: self.key_env.or(below.key_env),
            key_cmd: self.key_cmd.or(below.key_cmd),
            rps: self.rps.or(below.rps),
            rpm: self.rpm.or(below.rpm),
            tpm: self.tpm.or(below.tpm),
            concurrency: self.concurrency.or(below.concurrency),
            batch: self.batch.or(below.batch),
            characters: self.characters.or(below.characters),
            timeout: self.timeout.or(below.timeout),
            temperature: self.temperature.or(below.temperature),
            style: self.style.or(below.style),
            extra: self.extra.or(below.extra),
            price: self.price.or(below.price),
            options,
            definition: self.definition.or(below.definition),
        }
    }
}

impl Layer {
    /// Lays these settings over `below`.
    pub(crate) fn or(self, mut below: Self) -> Self {
        for (name, table) in self.providers {
            let under = below.providers.remove(&name).unwrap_or_default();
            below.providers.insert(name, table.or(under));
        }
        Self {
            reading: self.reading.or(below.reading),
            writing: self.writing.or(below.writing),
            asking: self.asking.or(below.asking),
            digesting: self.digesting.or(below.digesting),
            talking: self.talking.or(below.talking),
            providers: below.providers,
        }
    }

    /// Makes the relative paths of a settings file relative to the folder it stands in.
    pub(crate) fn rooted(mut self, folder: &Path) -> Self {
        let paths = [&mut self.writing.output, &mut self.asking.prompts, &mut self.asking.memory];
        for path in paths.into_iter().flatten().chain(&mut self.asking.glossary) {
            if path != Path::new("-") {
                *path = folder.join(&path);
            }
        }
        self
    }
}

/// Returns the first list unless it is empty.
fn first_of<T>(above: Vec<T>, below: Vec<T>) -> Vec<T> {
    if above.is_empty() { below } else { above }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_seconds(text: &str, seconds: Option<u64>) {
        assert_eq!(text.parse::<Span>().ok().map(|span| span.0.as_secs()), seconds);
    }

    #[test]
    fn a_length_of_time_has_a_unit_or_is_in_seconds() {
        assert_seconds("90", Some(90));
        assert_seconds("90s", Some(90));
        assert_seconds("30m", Some(1800));
        assert_seconds("2h", Some(7200));
        assert_seconds("soon", None);
        assert_seconds("5 parsecs", None);
        assert_seconds("99999999999999999999h", None);
        assert_seconds("18446744073709551615h", None);
    }

    #[test]
    fn an_amount_is_a_number_that_is_not_negative() {
        assert_eq!("2.50".parse(), Ok(Amount(2_500_000)));
        assert_eq!("0".parse(), Ok(Amount(0)));
        for wrong in ["-1", "NaN", "inf", "1e30", "two"] {
            assert!(wrong.parse::<Amount>().is_err(), "{wrong}");
        }
        assert_eq!(Amount(2_500_000).to_string(), "2.50");
        assert_eq!(Amount(123).to_string(), "0.000123");
    }

    #[test]
    fn a_language_is_a_tag() {
        assert!(language("en-GB").is_ok());
        assert!(language("zh-Hans").is_ok());
        assert!(language("English, please").is_err());
        assert!(language("").is_err());
    }

    #[test]
    fn the_upper_layer_wins_setting_by_setting() {
        let above = Asking { model: Some("a".into()), offline: Some(false), ..Asking::default() };
        let below = Asking {
            model: Some("b".into()),
            offline: Some(true),
            jobs: Some(3),
            ..Asking::default()
        };
        let both = above.or(below);
        assert_eq!(
            (both.model.as_deref(), both.offline, both.jobs),
            (Some("a"), Some(false), Some(3))
        );
    }

    #[test]
    fn provider_tables_are_laid_over_each_other_key_by_key() {
        let table = |model: Option<&str>, rps| ProviderTable {
            model: model.map(str::to_owned),
            rps,
            ..ProviderTable::default()
        };
        let layer = |table| Layer {
            providers: BTreeMap::from([("qwen".to_owned(), table)]),
            ..Layer::default()
        };
        let both = layer(table(Some("above"), None)).or(layer(table(Some("below"), Some(2.0))));
        assert_eq!(both.providers["qwen"], table(Some("above"), Some(2.0)));
    }
}
