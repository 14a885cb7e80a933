//! Finds the key of a provider: the variable the user named, the provider's own variables, a file that
//! such a variable with `_FILE` behind it names, the keyring of the operating system, a command of the
//! user's settings.
//!
//! A key is never an argument, never printed and never stored. The keyring is only asked where no
//! variable helps, in a thread of its own and for at most three seconds: a locked one must not hold
//! up a run at night.

use std::cell::RefCell;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::{env, fs};

use recto_providers::card::Card;
use secrecy::{ExposeSecret as _, SecretString};

use crate::error::{CommandError, Exit};
use crate::plain;

mod bunch;
mod ring;

pub(crate) use bunch::{Bunch, Fault, Refused};
pub(crate) use ring::{RingState, forget, is_in_keyring, keyring_state, store};

/// A key is never longer than this.
const MAX_BYTES: usize = 16 * 1024;

/// Whose key is looked for, and where it may be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted<'a> {
    /// The provider, as the user calls it: the name of its key in the keyring.
    pub(crate) provider: &'a str,
    /// What the catalogue knows about the provider: its own variables among it.
    pub(crate) card: Option<&'a Card>,
    /// The variable the user named; no other place is looked at then.
    pub(crate) named: Option<&'a str>,
    /// The command that prints it.
    pub(crate) command: Option<&'a str>,
}

/// A key, and where it was found.
#[derive(Debug)]
pub(crate) struct Key {
    /// The key itself.
    pub(crate) secret: SecretString,
    /// Where it was found, for messages.
    pub(crate) origin: Origin,
}

/// Where a key was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// In this environment variable.
    Variable(String),
    /// In the file that this environment variable names.
    File(String),
    /// In the keyring of the operating system.
    Keyring,
    /// A command of the user's settings printed it.
    Command,
    /// Nowhere: it stands in for one, where nothing is sent.
    Unneeded,
}

impl Key {
    /// Says what a user can know the key by: `…3f9c`.
    pub(crate) fn mark(&self) -> String {
        last_four(&self.secret)
    }

    /// Makes what stands in for a key where nothing is sent.
    pub(crate) fn unneeded() -> Self {
        Self { secret: SecretString::from("no-key-needed"), origin: Origin::Unneeded }
    }
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Variable(name) => f.write_str(name),
            Self::File(name) => write!(f, "the file that {name} names"),
            Self::Keyring => f.write_str("the keyring"),
            Self::Command => f.write_str("key_cmd"),
            Self::Unneeded => f.write_str("nowhere"),
        }
    }
}

/// Looks for a key; none where it is nowhere, an error where a place the user named does not have it.
pub(crate) fn find(wanted: Wanted<'_>) -> Result<Option<Key>, CommandError> {
    if let Some(name) = wanted.named {
        let found = from_variable(name)?;
        return found.map(Some).ok_or_else(|| {
            refused(format!("the variable `{name}` is not set"))
                .hint(format!("set {name} to the key"))
        });
    }
    if let Some(card) = wanted.card {
        if let Some(key) = from_environment(card)? {
            return Ok(Some(key));
        }
        if !card.key.variables.is_empty() {
            match ring::find(wanted.provider) {
                Ok(Some(key)) => return Ok(Some(key)),
                // A keyring is never required: a locked one is no obstacle where a command is named.
                Err(error) if wanted.command.is_none() => return Err(error),
                Ok(None) | Err(_) => {}
            }
        }
    }
    wanted.command.map(from_command).transpose()
}

/// Looks for a further key, by its number from 2: in the same variables as the first, with the number
/// behind their name.
fn numbered(wanted: Wanted<'_>, number: usize) -> Result<Option<Key>, CommandError> {
    let ending = format!("_{number}");
    match (wanted.named, wanted.card) {
        (Some(name), _) => from_variable(&(name.to_owned() + &ending)),
        (None, Some(card)) => from_variables(card, &ending),
        (None, None) => Ok(None),
    }
}

/// Looks for a key in the provider's own variables, without asking the keyring or running a command.
pub(crate) fn from_environment(card: &Card) -> Result<Option<Key>, CommandError> {
    from_variables(card, "")
}

/// Looks for a key in the provider's own variables with this ending.
fn from_variables(card: &Card, ending: &str) -> Result<Option<Key>, CommandError> {
    let (origins, fault) = (RefCell::new(Vec::new()), RefCell::new(None));
    let look = |name: &str| match from_variable(&format!("{name}{ending}")) {
        Ok(found) => found.map(|key| {
            origins.borrow_mut().push(key.origin);
            key.secret.expose_secret().to_owned()
        }),
        Err(error) => {
            fault.borrow_mut().get_or_insert(error);
            None
        }
    };
    let secret = card.key_from(look);
    match (fault.into_inner(), origins.into_inner().into_iter().next()) {
        (Some(error), _) => Err(error),
        (None, Some(origin)) => Ok(secret.map(|secret| Key { secret, origin })),
        (None, None) => Ok(None),
    }
}

fn from_variable(name: &str) -> Result<Option<Key>, CommandError> {
    if let Some(text) = env::var_os(name).filter(|text| !text.is_empty()) {
        let origin = Origin::Variable(name.to_owned());
        return key(&text.to_string_lossy(), origin).map(Some);
    }
    let file_name = format!("{name}_FILE");
    let Some(path) = env::var_os(&file_name).filter(|path| !path.is_empty()).map(PathBuf::from)
    else {
        return Ok(None);
    };
    let text = fs::read_to_string(&path).map_err(|error| {
        let path = plain::name(path.as_os_str());
        refused(format!("cannot read the key in `{path}`, which {file_name} names: {error}"))
    })?;
    key(&text, Origin::File(file_name)).map(Some)
}

fn from_command(command: &str) -> Result<Key, CommandError> {
    let output = Command::new("sh")
        .args(["-c", command])
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| refused(format!("cannot run key_cmd: {error}")))?;
    if !output.status.success() {
        return Err(refused(format!("key_cmd ended with {}", output.status)));
    }
    key(&String::from_utf8_lossy(&output.stdout), Origin::Command)
}

/// Returns the last four characters of a key that is long enough not to be guessed from them: enough to
/// know it again.
fn last_four(secret: &SecretString) -> String {
    let text = secret.expose_secret();
    if text.len() < 16 {
        return "a short key".into();
    }
    format!("…{}", &text[text.len() - 4..])
}

/// Takes a text for a key, white space around it aside.
fn key(text: &str, origin: Origin) -> Result<Key, CommandError> {
    let secret = text.trim();
    let is_fit = !secret.is_empty()
        && secret.len() <= MAX_BYTES
        && secret.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    if !is_fit {
        let message = format!("what stands in {origin} cannot be a key");
        return Err(refused(message).hint("a key is one line of letters, digits and marks"));
    }
    Ok(Key { secret: SecretString::from(secret.to_owned()), origin })
}

fn refused(message: impl Into<String>) -> CommandError {
    CommandError::new(Exit::Credentials, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_around_a_key_is_not_part_of_it() {
        let found = key("  abc-123\n", Origin::Command).expect("a key");
        assert_eq!(found.secret.expose_secret(), "abc-123");
    }

    #[test]
    fn what_cannot_be_a_key_is_refused_without_being_shown() {
        for text in ["", " \n", "two\nlines", "钥匙", &"x".repeat(MAX_BYTES + 1)] {
            let error = key(text, Origin::Keyring).expect_err("refused");
            assert_eq!(error.exit, Exit::Credentials);
            assert_eq!(error.message, "what stands in the keyring cannot be a key");
        }
    }

    #[test]
    fn a_command_prints_the_key() {
        let found = from_command("echo k-1").expect("it prints one");
        assert_eq!(found.secret.expose_secret(), "k-1");
        assert!(from_command("exit 3").is_err());
    }

    #[test]
    fn a_key_is_not_shown_by_debug() {
        let found = key("k-secret", Origin::Command).expect("a key");
        assert!(!format!("{found:?}").contains("k-secret"));
    }
}
