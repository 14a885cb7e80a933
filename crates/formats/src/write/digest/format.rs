//! The names of the formats a digest is written in.

use std::fmt;
use std::str::FromStr;

use crate::write::UnknownFormat;

/// A format a digest is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DigestFormat {
    /// Text with marks, for people and for version control.
    Markdown,
    /// One self-contained page for a browser.
    Html,
    /// Text without marks, for mail.
    Text,
    /// Everything, for programs.
    Json,
    /// A feed as RFC 4287 has it.
    Atom,
    /// A feed as JSON Feed 1.1 has it.
    JsonFeed,
}

impl DigestFormat {
    /// Every format.
    pub const ALL: [Self; 6] =
        [Self::Markdown, Self::Html, Self::Text, Self::Json, Self::Atom, Self::JsonFeed];

    /// Returns the name, as the user types it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Text => "txt",
            Self::Json => "json",
            Self::Atom => "atom",
            Self::JsonFeed => "jsonfeed",
        }
    }

    /// Every ending that names a format in the name of a file.
    pub const ENDINGS: [&'static str; 8] =
        ["md", "html", "htm", "txt", "json", "atom", "xml", "feed.json"];

    /// Tells whether it is a feed, whose entries keep the times of earlier runs.
    pub fn is_feed(self) -> bool {
        matches!(self, Self::Atom | Self::JsonFeed)
    }

    /// Returns the extension of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Self::JsonFeed => "feed.json",
            other => other.name(),
        }
    }
}

impl fmt::Display for DigestFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for DigestFormat {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let wanted = match name.to_ascii_lowercase().as_str() {
            "markdown" => "md".to_owned(),
            "htm" => "html".to_owned(),
            "text" | "mail" => "txt".to_owned(),
            "xml" => "atom".to_owned(),
            "feed.json" | "json-feed" => "jsonfeed".to_owned(),
            other => other.to_owned(),
        };
        Self::ALL.into_iter().find(|format| format.name() == wanted).ok_or_else(|| {
            let known: Vec<&str> = Self::ALL.iter().map(|format| format.name()).collect();
            UnknownFormat { name: name.to_owned(), known: known.join(", ") }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_found_by_its_own_name() {
        for format in DigestFormat::ALL {
            assert_eq!(format.to_string().parse(), Ok(format));
            assert_eq!(format.extension().parse(), Ok(format));
        }
        for ending in DigestFormat::ENDINGS {
            assert!(ending.parse::<DigestFormat>().is_ok(), "{ending}");
        }
        assert!("docx".parse::<DigestFormat>().is_err());
    }
}
