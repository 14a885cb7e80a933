//! How a command ends: the exit codes, and the error that carries a message, a hint and a code.
//!
//! The numbers stand here once; `--help` and docs/cli.md show the same table, and a test compares
//! them. Nothing here prints.

use std::fmt;

use recto_core::port::Refusal;

/// How a run ended, as the shell sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Everything that was asked for is done.
    Done,
    /// Something happened that should not happen.
    Unexpected,
    /// The command line or a settings file is wrong.
    Usage,
    /// Finished, but items failed or translations have findings at error level.
    Failed,
    /// A budget or time limit was reached; the same command goes on.
    Limit,
    /// Another process holds what is needed.
    Busy,
    /// A key is missing or was refused.
    Credentials,
    /// None of the inputs could be read.
    Nothing,
    /// Interrupted; the same command goes on.
    Interrupted,
}

impl Exit {
    /// Every way to end, in the order of the numbers.
    pub(crate) const ALL: [Self; 9] = [
        Self::Done,
        Self::Unexpected,
        Self::Usage,
        Self::Failed,
        Self::Limit,
        Self::Busy,
        Self::Credentials,
        Self::Nothing,
        Self::Interrupted,
    ];

    /// Returns the number the shell sees.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Unexpected => 1,
            Self::Usage => 2,
            Self::Failed => 3,
            Self::Limit => 4,
            Self::Busy => 5,
            Self::Credentials => 6,
            Self::Nothing => 7,
            Self::Interrupted => 130,
        }
    }

    /// Returns what the number means, in a few words.
    pub(crate) fn meaning(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Unexpected => "unexpected error",
            Self::Usage => "wrong usage or configuration",
            Self::Failed => {
                "finished, but items failed or translations have findings at error level"
            }
            Self::Limit => "budget or time limit reached; the same command goes on",
            Self::Busy => "busy: another process holds the memory",
            Self::Credentials => "a key is missing or was refused",
            Self::Nothing => "nothing readable among the inputs",
            Self::Interrupted => "interrupted; the same command goes on",
        }
    }

    /// Returns how a run ends that a provider has refused.
    pub(crate) fn of(refusal: &Refusal) -> Self {
        match refusal {
            Refusal::Key(_) => Self::Credentials,
            Refusal::Settings(_) => Self::Usage,
            Refusal::Quota(_) => Self::Limit,
            _ => Self::Failed,
        }
    }

    /// Returns the table of all codes, for `--help`.
    pub(crate) fn table() -> String {
        let rows = Self::ALL.map(|exit| format!("  {:>3}  {}", exit.code(), exit.meaning()));
        format!("Exit codes:\n{}", rows.join("\n"))
    }
}

/// Why a command could not do what it was asked: what and where, the way out, and the exit code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CommandError {
    /// How the process ends.
    pub(crate) exit: Exit,
    /// What went wrong and where, in lower case, without a full stop.
    pub(crate) message: String,
    /// What to do about it: the command to type.
    pub(crate) hints: Vec<String>,
}

impl CommandError {
    /// Makes an error that ends the process with `exit`.
    pub(crate) fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self { exit, message: message.into(), hints: Vec::new() }
    }

    /// Makes an error about the command line or a settings file.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::new(Exit::Usage, message)
    }

    /// Makes the error of a provider that has refused, with its way out.
    pub(crate) fn refused(refusal: &Refusal) -> Self {
        Self::new(Exit::of(refusal), refusal.to_string()).hint(way_out(refusal))
    }

    /// Adds a way out.
    #[must_use]
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// Returns what to do about a provider that has refused.
pub(crate) fn way_out(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Key(_) => "`recto providers` shows which variable holds the key",
        Refusal::Quota(_) => "the same command goes on when the account has something left",
        Refusal::Settings(_) => {
            "see `--model` and `--base-url`, or the provider's table in `recto.toml`"
        }
        Refusal::Unreachable(_) => {
            "is the address right, and the server up? the same command goes on"
        }
        Refusal::TooLarge(_) | Refusal::Content(_) | Refusal::Unusable(_) => {
            "somebody else can be asked for the rest: `--fallback NAME`"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_its_own_and_stands_in_the_table() {
        let codes: std::collections::BTreeSet<u8> = Exit::ALL.map(Exit::code).into();
        assert_eq!(codes.len(), Exit::ALL.len());
        let table = Exit::table();
        assert!(Exit::ALL.iter().all(|exit| table.contains(exit.meaning())));
    }

    #[test]
    fn the_documentation_shows_the_same_codes() {
        let docs = include_str!("../../../docs/cli.md");
        for exit in Exit::ALL {
            let row = format!("| {} | {} |", exit.code(), exit.meaning());
            assert!(docs.contains(&row), "docs/cli.md lacks the row {row}");
        }
    }
}
