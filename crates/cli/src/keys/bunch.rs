//! The keys of one provider, and who is asked under all of them: `OPENAI_API_KEY`, `OPENAI_API_KEY_2` …
//!
//! Questions are shared among the keys. One that is refused is told of at the end, and the others go on.

use recto_core::unit::Asker;
use recto_providers::rotation::RefusedKeys;
use recto_providers::settings::SettingsFault;
use secrecy::SecretString;

use super::{Key, Wanted, find, numbered};
use crate::error::CommandError;
use crate::report::Report;

/// Makes one asker of the first and the others.
type Together<T> = fn(Box<T>, Vec<Box<T>>, RefusedKeys) -> Box<T>;

/// The keys of one provider.
#[derive(Debug, Default)]
pub(crate) struct Bunch {
    first: Option<Key>,
    others: Vec<Key>,
}

/// The keys that a provider refuses in a run.
#[derive(Debug, Default)]
pub(crate) struct Refused {
    origins: Vec<String>,
    keys: RefusedKeys,
}

impl Bunch {
    /// Looks for a key, and for those in variables with a number behind their name.
    pub(crate) fn find(wanted: Wanted<'_>) -> Result<Self, CommandError> {
        let first = find(wanted)?;
        let mut others = Vec::new();
        while first.is_some()
            && let Some(key) = numbered(wanted, others.len() + 2)?
        {
            others.push(key);
        }
        Ok(Self { first, others })
    }

    /// Makes what stands in for a key where nothing is sent.
    pub(crate) fn unneeded() -> Self {
        Self { first: Some(Key::unneeded()), others: Vec::new() }
    }

    /// Takes the first key out of the bunch.
    pub(crate) fn into_first(self) -> Option<SecretString> {
        self.first.map(|key| key.secret)
    }

    /// Says where the keys were found, for people; nothing where there is none, or none is needed.
    pub(crate) fn origin(&self) -> Option<String> {
        let first = self.first.as_ref()?;
        if first.origin == super::Origin::Unneeded {
            return None;
        }
        let origins = std::iter::once(first).chain(&self.others);
        Some(origins.map(|key| key.origin.to_string()).collect::<Vec<_>>().join(", "))
    }

    /// Opens an asker with `open` under each key, and puts several together with `together`. Keys that
    /// make another asker (a free key of DeepL beside a paid one) are refused, as their answers would
    /// be remembered under another name.
    pub(crate) fn open<T: ?Sized>(
        self,
        open: impl Fn(Option<SecretString>) -> Result<Box<T>, SettingsFault>,
        asker: fn(&T) -> &Asker,
        together: Together<T>,
    ) -> Result<(Box<T>, Refused), Fault> {
        let Self { first, others } = self;
        let mut refused = Refused::default();
        refused.origins.extend(first.iter().chain(&others).map(|key| key.origin.to_string()));
        let first = open(first.map(|key| key.secret))?;
        if others.is_empty() {
            return Ok((first, refused));
        }
        let mut lanes = Vec::new();
        for Key { secret, origin } in others {
            let lane = open(Some(secret))?;
            if asker(&lane) != asker(&first) {
                return Err(Fault::Another(origin.to_string()));
            }
            lanes.push(lane);
        }
        let keys = refused.keys.clone();
        Ok((together(first, lanes, keys), refused))
    }
}

/// Why keys do not open anything.
pub(crate) enum Fault {
    /// The settings are wrong.
    Settings(SettingsFault),
    /// The key that was found here is for another service than the first.
    Another(String),
}

impl From<SettingsFault> for Fault {
    fn from(fault: SettingsFault) -> Self {
        Self::Settings(fault)
    }
}

impl Refused {
    /// Says which keys are out, unless the only one is: that is said by what ended the run.
    pub(crate) fn tell(&self, report: &Report) {
        for (number, refusal) in self.keys.take() {
            let origin = self.origins.get(number).map(String::as_str).unwrap_or_default();
            report.warn(&format!("the key from {origin} was not used any more: {refusal}"), &[]);
        }
    }
}
