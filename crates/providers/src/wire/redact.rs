//! Keeps keys out of everything that is said: whatever a server sends back, a key in it is cut out.

use secrecy::{ExposeSecret, SecretString};

use crate::verdict::Fault;

/// Knows the key of a provider and takes it out of texts.
pub struct Redactor {
    parts: Vec<SecretString>,
}

/// What stands in the place of a key.
const CUT: &str = "[key]";

/// So many first characters are enough to recognise a key; shorter parts are too common to search.
const HEAD: usize = 6;

impl Redactor {
    /// Makes a redactor for a key; its parts are joined by `:`, those of some vendors by a full stop.
    pub fn new(key: Option<&SecretString>) -> Self {
        let parts = key.into_iter().flat_map(|key| key.expose_secret().split([':', '.']));
        let long = parts.filter(|part| part.len() >= HEAD);
        Self { parts: long.map(SecretString::from).collect() }
    }

    /// Takes the key out of what a fault says.
    pub fn fault(&self, mut fault: Fault) -> Fault {
        fault.said = self.text(&fault.said);
        fault
    }

    /// Takes every word that begins like the key, or holds it, out of a text.
    pub fn text(&self, text: &str) -> String {
        let mut clean = text.to_owned();
        for part in &self.parts {
            clean = without(&clean, part.expose_secret());
        }
        clean
    }
}

impl std::fmt::Debug for Redactor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Redactor({} parts)", self.parts.len())
    }
}

fn without(text: &str, key: &str) -> String {
    let head: String = key.chars().take(HEAD).collect();
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(&head) {
        clean.push_str(&rest[..at]);
        clean.push_str(CUT);
        let after = &rest[at + head.len()..];
        let end = after.find(|c: char| !is_key_like(c)).unwrap_or(after.len());
        rest = &after[end..];
    }
    clean.push_str(rest);
    clean
}

fn is_key_like(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_*=+/%~".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_part_of_a_key_is_said() {
        let key = SecretString::from("AKIDcanary01:s3cr3t/canary+02==");
        let redactor = Redactor::new(Some(&key));
        let said = redactor.text("bad key AKIDcan***01, or s3cr3t/canary+02==; AKIDcanary01.");
        assert_eq!(said, "bad key [key], or [key]; [key].");
        let dotted = Redactor::new(Some(&SecretString::from("canary05a1b2.Canary06QwEr")));
        assert_eq!(dotted.text("wrong canary05a1b2.Canary06QwEr"), "wrong [key].[key]");
        assert_eq!(Redactor::new(None).text("as it is"), "as it is");
        assert!(!format!("{redactor:?}").contains("canary"));
    }
}
