//! The names of the formats.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// A format an edition is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// One self-contained page for a browser and for print.
    Html,
    /// Text with marks, for people and for version control.
    Markdown,
    /// Everything, for programs.
    Json,
    /// Text without marks.
    Text,
}

/// A format a repaired page is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageFormat {
    /// Everything, for programs.
    Json,
    /// The clean Chinese, its repairs as footnotes.
    Markdown,
    /// The clean Chinese alone.
    Text,
}

/// A name that is no format.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{name}` is not a format: known are {known}")]
pub struct UnknownFormat {
    /// What was asked for.
    pub name: String,
    /// The names there are.
    pub known: String,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 4] = [Self::Html, Self::Markdown, Self::Json, Self::Text];

    /// Returns the name, which is also the extension of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Json => "json",
            Self::Text => "txt",
        }
    }
}

impl PageFormat {
    /// Every format.
    pub const ALL: [Self; 3] = [Self::Json, Self::Markdown, Self::Text];

    /// Returns the name, which is also the extension of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Markdown => "md",
            Self::Text => "txt",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.extension())
    }
}

impl fmt::Display for PageFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.extension())
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        named(name, &Self::ALL, Self::extension)
    }
}

impl FromStr for PageFormat {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        named(name, &Self::ALL, Self::extension)
    }
}

fn named<F: Copy>(
    name: &str,
    all: &[F],
    extension: fn(F) -> &'static str,
) -> Result<F, UnknownFormat> {
    let wanted = match name.to_ascii_lowercase().as_str() {
        "markdown" => "md".to_owned(),
        "htm" => "html".to_owned(),
        "text" => "txt".to_owned(),
        other => other.to_owned(),
    };
    all.iter().copied().find(|&format| extension(format) == wanted).ok_or_else(|| {
        let known = all.iter().map(|&format| extension(format)).collect::<Vec<_>>().join(", ");
        UnknownFormat { name: name.to_owned(), known }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_found_by_its_own_name() {
        for format in Format::ALL {
            assert_eq!(format.to_string().parse(), Ok(format));
        }
        for format in PageFormat::ALL {
            assert_eq!(format.to_string().parse(), Ok(format));
        }
        assert_eq!("Markdown".parse(), Ok(Format::Markdown));
    }

    #[test]
    fn an_unknown_name_lists_the_known_ones() {
        let unknown = "doc".parse::<Format>().unwrap_err();
        assert!(unknown.to_string().starts_with("`doc` is not a format: known are html, md"));
    }
}
