//! The command line: what can be typed. What it does stands in `commands`.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::{CommandFactory as _, Parser, Subcommand};

use crate::commands::{
    auth, batch, check, completions, digest, explain, glossary, memory, providers, repair,
    translate,
};
use crate::config::Choice;
use crate::error::Exit;
use crate::facts;
use crate::inputs;
use crate::settings::Talking;

/// Turns Chinese newspaper pages into bilingual Chinese–English editions
///
/// `recto FILE` is short for `recto translate FILE`.
#[derive(Debug, Parser)]
#[command(name = "recto", version, after_help = Exit::table(), arg_required_else_help = true)]
#[command(disable_help_subcommand = true, max_term_width = 100)]
pub(crate) struct Cli {
    /// What is done.
    #[command(subcommand)]
    pub(crate) command: Command,
    /// How much is said.
    #[command(flatten)]
    pub(crate) talking: Talking,
    /// Which settings files are read.
    #[command(flatten)]
    pub(crate) files: Files,
}

/// Which settings files are read.
#[derive(Debug, clap::Args)]
pub(crate) struct Files {
    /// Settings file in place of the project's `recto.toml`
    #[arg(long, value_name = "FILE", global = true, env = "RECTO_CONFIG", hide_env = true)]
    config: Option<PathBuf>,
    /// Read no settings file
    #[arg(long, global = true, conflicts_with = "config")]
    no_config: bool,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Translate(Box<translate::Args>),
    Digest(Box<digest::Args>),
    Batch(batch::Args),
    Repair(repair::Args),
    Check(check::Args),
    Explain(Box<explain::Args>),
    /// List the figures of pages, by exact value, with their English
    ///
    /// A figure is read by value: 3000万 is 30000000. Numbers in names, slogans and idioms are not listed.
    Figures(facts::Args),
    /// List the people that pages name, with their names in pinyin
    Names(facts::Args),
    Glossary(glossary::Args),
    Providers(providers::Args),
    Auth(auth::Args),
    Memory(memory::Args),
    Completions(completions::Args),
}

impl Cli {
    /// Reads the command line of this process.
    pub(crate) fn read() -> Result<Self, clap::Error> {
        Self::try_parse_from(with_command(std::env::args_os().collect()))
    }

    /// Returns which settings files are read.
    pub(crate) fn config_choice(&self) -> Choice {
        Choice { file: self.files.config.clone(), none: self.files.no_config }
    }
}

/// Puts `translate` in front of a command line that names pages and no command. A first word that may be a
/// command mistyped is left for what knows the commands: `recto translat page.md`.
fn with_command(mut words: Vec<OsString>) -> Vec<OsString> {
    let names = command_names();
    let is_name = |word: &OsStr| names.iter().any(|name| word == name.as_str());
    let asks = |word: &OsStr| ["-h", "--help", "-V", "--version"].iter().any(|w| word == *w);
    let given = words.get(1..).unwrap_or_default();
    let has_command = given.iter().any(|word| is_name(word) || asks(word));
    let is_mistyped = given.first().is_some_and(|word| !inputs::is_input(word) && is_word(word));
    if !has_command && !is_mistyped && given.iter().any(|word| inputs::is_input(word)) {
        words.insert(1, "translate".into());
    }
    words
}

/// Tells whether an argument is a word as commands are, and no flag, name of a file or path.
fn is_word(argument: &OsStr) -> bool {
    let bytes = argument.as_encoded_bytes();
    bytes.iter().all(|byte| byte.is_ascii_lowercase() || *byte == b'-') && !bytes.starts_with(b"-")
}

fn command_names() -> Vec<String> {
    Cli::command().get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn pages_without_a_command_are_translated() {
        assert_eq!(with_command(words("recto -")), words("recto translate -"));
        assert_eq!(with_command(words("recto -f md -")), words("recto translate -f md -"));
        assert_eq!(with_command(words("recto repair -")), words("recto repair -"));
        assert_eq!(with_command(words("recto --version -")), words("recto --version -"));
        assert_eq!(
            with_command(words("recto missing.md -")),
            words("recto translate missing.md -")
        );
    }

    #[test]
    fn a_mistyped_command_is_no_page() {
        for line in ["recto trnslate", "recto trnslate -", "recto batch-collect -"] {
            assert_eq!(with_command(words(line)), words(line));
        }
    }
}
