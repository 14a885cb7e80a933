//! What the signatures of cloud vendors have in common: hashes, keyed hashes, and the canonical
//! form of a request that AWS made up and the others took over.

use ring::{digest, hmac};
use secrecy::{ExposeSecret, SecretString};

/// A key of several parts.
pub(crate) struct Pair {
    /// The part that may be seen.
    pub(crate) id: String,
    /// The part that signs.
    pub(crate) secret: SecretString,
    /// A third part, for keys that last an hour; empty where there is none.
    pub(crate) token: String,
}

/// The header lines that are signed, in alphabetical order, names in small letters.
pub(crate) type Lines<'a> = [(&'a str, &'a str)];

impl Pair {
    /// Takes a key apart at its colons; parts that are not there are empty.
    pub(crate) fn of(key: Option<&SecretString>) -> Self {
        let key = key.map(ExposeSecret::expose_secret).unwrap_or_default();
        let mut parts = key.splitn(3, ':');
        let mut part = || parts.next().unwrap_or_default().to_owned();
        Self { id: part(), secret: SecretString::from(part()), token: part() }
    }

    /// Returns the part that signs.
    pub(crate) fn secret(&self) -> &str {
        self.secret.expose_secret()
    }
}

/// Returns the SHA-256 of a text.
pub(crate) fn sha256(data: &[u8]) -> String {
    hex(digest::digest(&digest::SHA256, data).as_ref())
}

/// Returns the HMAC-SHA-256 of a text.
pub(crate) fn hmac256(key: &[u8], data: &str) -> Vec<u8> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    hmac::sign(&key, data.as_bytes()).as_ref().to_vec()
}

/// Signs with a key that is derived step by step: day, region, service, end.
pub(crate) fn chained(secret: &str, steps: &[&str], text: &str) -> String {
    let fold = |key: Vec<u8>, step: &&str| hmac256(&key, step);
    let key = steps.iter().fold(secret.as_bytes().to_vec(), fold);
    hex(&hmac256(&key, text))
}

/// Returns the canonical form of a POST to the root: what is hashed and signed.
pub(crate) fn canonical(query: &str, lines: &Lines<'_>, body: &[u8]) -> String {
    let headers: String = lines.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
    format!("POST\n/\n{query}\n{headers}\n{}\n{}", names(lines), sha256(body))
}

/// Returns the names of the signed headers: `content-type;host`.
pub(crate) fn names(lines: &Lines<'_>) -> String {
    lines.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(";")
}

/// Returns the host of an address, as it stands in the `host` header.
pub(crate) fn host(base: &str) -> &str {
    let rest = base.split_once("://").map_or(base, |(_, rest)| rest);
    rest.split('/').next().unwrap_or_default()
}

/// Writes bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_taken_apart() {
        let pair = Pair::of(Some(&SecretString::from("id:secret")));
        assert_eq!((pair.id.as_str(), pair.secret(), pair.token.as_str()), ("id", "secret", ""));
        let pair = Pair::of(Some(&SecretString::from("id:secret:to:ken")));
        assert_eq!(pair.token, "to:ken");
        assert_eq!(Pair::of(None).id, "");
    }

    #[test]
    fn the_host_is_what_the_header_says() {
        assert_eq!(host("https://a.example/x"), "a.example");
        assert_eq!(host("http://127.0.0.1:80"), "127.0.0.1:80");
    }
}
