//! Where requests go: one server, over TLS unless it is this machine, and never with a name or a
//! password in the address.

use std::net::IpAddr;

use reqwest::Url;
use thiserror::Error;

/// The address of an API that may be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    url: Url,
}

/// Why an address cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AddressFault {
    /// It does not begin with `https://`.
    #[error("`{0}` is not an address: write it with `https://`")]
    NoScheme(String),
    /// It is not an address.
    #[error("`{0}` is not an address")]
    Malformed(String),
    /// It begins with something else than http.
    #[error("`{0}` is not spoken by any provider: write `https://`")]
    Scheme(String),
    /// It has a name or a password in it.
    #[error("the address of `{0}` holds a user name or a password: a key belongs in its variable")]
    UserInfo(String),
    /// It is not encrypted.
    #[error("`{0}` would be asked without encryption: write `https://` (http is for this machine)")]
    Plain(String),
    /// It has a question mark.
    #[error("the address of `{0}` has a query (`?…`): leave it out")]
    Query(String),
}

impl Address {
    /// Reads an address.
    pub fn parse(text: &str) -> Result<Self, AddressFault> {
        let text = text.trim();
        if !text.contains("://") {
            return Err(AddressFault::NoScheme(shown(text)));
        }
        let url = Url::parse(text).map_err(|_| AddressFault::Malformed(shown(text)))?;
        let host = url.host_str().unwrap_or_default().to_owned();
        if !url.username().is_empty() || url.password().is_some() {
            return Err(AddressFault::UserInfo(host));
        }
        match url.scheme() {
            "https" => {}
            "http" if is_loopback(&url) => {}
            "http" => return Err(AddressFault::Plain(host)),
            other => return Err(AddressFault::Scheme(shown(other))),
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(AddressFault::Query(host));
        }
        Ok(Self { url })
    }

    /// Returns the address without a stroke at its end.
    pub fn as_str(&self) -> &str {
        self.url.as_str().trim_end_matches('/')
    }

    /// Returns the host.
    pub fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }

    /// Tells whether the server is this machine.
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.url)
    }

    /// Tells whether requests are encrypted.
    pub fn is_encrypted(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// Tells whether `url` is on the same server.
    pub fn covers(&self, url: &Url) -> bool {
        self.url.origin() == url.origin() && url.username().is_empty() && url.password().is_none()
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host_str() {
        Some("localhost") => true,
        Some(host) => {
            let host = host.trim_start_matches('[').trim_end_matches(']');
            host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
        }
        None => false,
    }
}

/// What may be said of an address that could hold a password: nothing before an `@`.
fn shown(text: &str) -> String {
    crate::verdict::one_line(text.rsplit('@').next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_refused(text: &str, words: &str) {
        let fault = Address::parse(text).unwrap_err().to_string();
        assert!(fault.contains(words), "{fault}");
        assert!(!fault.contains("canary"), "{fault}");
    }

    #[test]
    fn what_cannot_be_asked_safely_is_refused_by_name() {
        assert_refused("api.example.com/v1", "https://");
        assert_refused("http://api.example.com/v1", "without encryption");
        assert_refused("https://u:canary@api.example.com", "password");
        assert_refused("u:canary@api.example.com", "https://");
        assert_refused("ftp://api.example.com", "ftp");
        assert_refused("https://api.example.com/?key=canary", "query");
        assert_refused("https://", "not an address");
        assert_refused("http://127.0.0.1.example.com", "without encryption");
    }

    #[test]
    fn this_machine_may_be_asked_without_encryption() {
        for text in ["http://127.0.0.1:8900/v1/", "http://localhost:11434", "http://[::1]:80/v1"] {
            assert!(Address::parse(text).unwrap().is_loopback(), "{text}");
        }
        assert_eq!(
            Address::parse("http://127.0.0.1:8900/v1/").unwrap().as_str(),
            "http://127.0.0.1:8900/v1"
        );
    }

    #[test]
    fn another_server_is_not_covered() {
        let home = Address::parse("https://api.example.com/v1").unwrap();
        assert!(home.covers(&Url::parse("https://api.example.com/v2/x").unwrap()));
        assert!(!home.covers(&Url::parse("https://api.example.com.evil.example/").unwrap()));
        assert!(!home.covers(&Url::parse("http://api.example.com/").unwrap()));
    }
}
