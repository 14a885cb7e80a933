//! `recto auth`: keys in the keyring of the operating system, and where keys are found.

use std::io::{self, BufRead as _, IsTerminal as _};

use clap::Subcommand;
use recto_providers::catalogue;

use super::Context;
use crate::error::{CommandError, Exit};
use crate::keys::{self, RingState};

/// Keep keys in the keyring of the operating system
///
/// A key can as well stand in an environment variable, or in a file that one names; the keyring is
/// never needed.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Store a key: from standard input, or typed unseen at a terminal
    Login {
        /// Whose key it is: a name from `recto providers`
        provider: String,
        /// Read it from standard input, even where that is a terminal
        #[arg(long)]
        with_token: bool,
    },
    /// Say where the key of a provider is found; of all whose variables are set, without one
    Status {
        /// Whose key
        provider: Option<String>,
    },
    /// Take a key out of the keyring
    Logout {
        /// Whose key
        provider: String,
    },
}

/// Looks after keys.
pub(crate) fn run(args: &Args, context: &Context) -> Result<Exit, CommandError> {
    match &args.what {
        What::Login { provider, with_token } => login(provider, *with_token, context),
        What::Status { provider: Some(provider) } => status(provider, context),
        What::Status { provider: None } => all(context),
        What::Logout { provider } => logout(provider, context),
    }
}

fn login(provider: &str, with_token: bool, context: &Context) -> Result<Exit, CommandError> {
    check(provider, context)?;
    let key = if io::stdin().is_terminal() && !with_token {
        rpassword::prompt_password(format!("key of {provider}: "))
    } else {
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line).map(|_| line)
    };
    let key = key.map_err(|error| {
        CommandError::new(Exit::Credentials, format!("cannot read the key: {error}"))
    })?;
    keys::store(provider, &key)?;
    context.report.note(&format!("the key of `{provider}` is in the keyring"));
    Ok(Exit::Done)
}

fn status(provider: &str, context: &Context) -> Result<Exit, CommandError> {
    check(provider, context)?;
    let found = match catalogue::find(provider) {
        Ok(entry) => keys::from_environment(entry.card)?,
        Err(_) => None,
    };
    let variable = match found {
        Some(key) => format!("the key is in {} ({})", key.origin, key.mark()),
        None => "no variable holds a key".into(),
    };
    let keyring = keys::keyring_state(provider);
    context.report.result(format!("{provider}: {variable}; {keyring}\n").as_bytes())?;
    Ok(Exit::Done)
}

fn all(context: &Context) -> Result<Exit, CommandError> {
    for entry in catalogue::entries() {
        if let Some(key) = keys::from_environment(entry.card)? {
            let line =
                format!("{}: the key is in {} ({})\n", entry.card.id, key.origin, key.mark());
            context.report.result(line.as_bytes())?;
        }
    }
    let keyring = keys::keyring_state("recto-status");
    let keyring = match keyring {
        RingState::Empty => "the keyring can be used".to_owned(),
        other => other.to_string(),
    };
    context.report.result(format!("{keyring}\n").as_bytes())?;
    Ok(Exit::Done)
}

fn logout(provider: &str, context: &Context) -> Result<Exit, CommandError> {
    let was_there = keys::forget(provider)?;
    context.report.note(if was_there { "the key is gone" } else { "no key was stored" });
    Ok(Exit::Done)
}

/// Refuses a name that neither the catalogue nor the settings know.
fn check(provider: &str, context: &Context) -> Result<(), CommandError> {
    if context.files.providers.contains_key(provider) {
        return Ok(());
    }
    let found = catalogue::find(provider).map(drop);
    found.map_err(|fault| {
        let error = CommandError::usage(fault.to_string());
        fault.hint().into_iter().fold(error, CommandError::hint)
    })
}
