//! The keyring of the operating system: Secret Service, Keychain, Credential Manager.
//!
//! It is asked in a thread of its own and for at most three seconds, since a locked one may wait for a
//! person who is not there. It is never needed.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use secrecy::ExposeSecret as _;

use super::{Key, Origin, key, refused};
use crate::error::CommandError;

/// How long the keyring may take.
const KEYRING_LIMIT: Duration = Duration::from_secs(3);
/// The name under which keys stand in the keyring.
const KEYRING_SERVICE: &str = "recto";
/// What is stored for a moment to find out whether anything can be.
const PROBE: &str = "recto-probe";

/// What the keyring has for a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RingState {
    /// A key, with what a user can know it by.
    Stored(String),
    /// Something that cannot be a key.
    Unfit,
    /// Nothing, and something could be stored.
    Empty,
    /// It is there and locked.
    Locked,
    /// There is none.
    Absent,
    /// It did not answer in time.
    Silent,
}

impl fmt::Display for RingState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stored(mark) => write!(f, "a key is stored ({mark})"),
            Self::Unfit => f.write_str("what is stored cannot be a key"),
            Self::Empty => f.write_str("no key is stored"),
            Self::Locked => f.write_str("the keyring is locked"),
            Self::Absent => f.write_str("there is no keyring here"),
            Self::Silent => f.write_str("the keyring does not answer"),
        }
    }
}

/// Asks the keyring; one that is not there, or holds nothing, is no error.
pub(super) fn find(provider: &str) -> Result<Option<Key>, CommandError> {
    match in_keyring(provider, |entry| entry.get_password()) {
        Some(Ok(text)) => key(&text, Origin::Keyring).map(Some),
        Some(Err(error @ keyring::Error::NoStorageAccess(_))) => Err(unusable(&error)),
        Some(Err(_)) | None => Ok(None),
    }
}

/// Does something with the entry of a provider; nothing where the keyring takes too long.
fn in_keyring<T: Send + 'static>(
    provider: &str,
    work: impl FnOnce(keyring::Entry) -> keyring::Result<T> + Send + 'static,
) -> Option<keyring::Result<T>> {
    let (send, receive) = mpsc::channel();
    let user = provider.to_owned();
    thread::spawn(move || {
        // Nobody listens any more where the answer comes too late.
        let _ = send.send(keyring::Entry::new(KEYRING_SERVICE, &user).and_then(work));
    });
    receive.recv_timeout(KEYRING_LIMIT).ok()
}

/// Puts a key into the keyring.
pub(crate) fn store(provider: &str, text: &str) -> Result<(), CommandError> {
    let secret = key(text, Origin::Command)?.secret;
    let stored = in_keyring(provider, move |entry| entry.set_password(secret.expose_secret()));
    settled(stored)
}

/// Takes a key out of the keyring; tells whether there was one.
pub(crate) fn forget(provider: &str) -> Result<bool, CommandError> {
    match in_keyring(provider, |entry| entry.delete_credential()) {
        Some(Err(keyring::Error::NoEntry)) => Ok(false),
        done => settled(done).map(|()| true),
    }
}

/// Tells whether the keyring has a key for a provider. A keyring that did not answer, or is not there,
/// is not asked again in this process.
pub(crate) fn is_in_keyring(provider: &str) -> bool {
    static IS_OUT: AtomicBool = AtomicBool::new(false);
    if IS_OUT.load(Ordering::Relaxed) {
        return false;
    }
    match in_keyring(provider, |entry| entry.get_password()) {
        Some(Ok(_)) => true,
        Some(Err(keyring::Error::NoEntry)) => false,
        Some(Err(_)) | None => {
            IS_OUT.store(true, Ordering::Relaxed);
            false
        }
    }
}

/// Looks what the keyring has for a provider.
///
/// A locked keyring answers like an empty one; whether it is locked is found out by storing something
/// and taking it away again. On a desktop that lets the user unlock it, which is why a run never does
/// it.
pub(crate) fn keyring_state(provider: &str) -> RingState {
    match in_keyring(provider, |entry| entry.get_password()) {
        Some(Ok(text)) => match key(&text, Origin::Keyring) {
            Ok(key) => RingState::Stored(key.mark()),
            Err(_) => RingState::Unfit,
        },
        Some(Err(keyring::Error::NoEntry)) => probe(),
        Some(Err(keyring::Error::NoStorageAccess(_))) => RingState::Locked,
        Some(Err(_)) => RingState::Absent,
        None => RingState::Silent,
    }
}

fn probe() -> RingState {
    let stored = in_keyring(PROBE, |entry| {
        entry.set_password(PROBE)?;
        entry.delete_credential()
    });
    match stored {
        Some(Ok(())) => RingState::Empty,
        Some(Err(keyring::Error::NoStorageAccess(_))) => RingState::Locked,
        Some(Err(_)) => RingState::Absent,
        None => RingState::Silent,
    }
}

fn settled(done: Option<keyring::Result<()>>) -> Result<(), CommandError> {
    match done {
        Some(done) => done.map_err(|error| unusable(&error)),
        None => Err(refused("the keyring does not answer")
            .hint("set the key's environment variable instead")),
    }
}

fn unusable(error: &keyring::Error) -> CommandError {
    match error {
        keyring::Error::NoStorageAccess(_) => refused("the keyring is locked")
            .hint("unlock it, or set the key's environment variable"),
        keyring::Error::NoDefaultStore => refused("there is no keyring here")
            .hint("set the key's environment variable instead, or the same with `_FILE` behind it"),
        error => refused(format!("the keyring cannot be used: {error}"))
            .hint("set the key's environment variable instead"),
    }
}
