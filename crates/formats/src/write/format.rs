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
    /// EPUB 3, for reading systems.
    Epub,
    /// A table in a Word document, for translators and editors.
    Word,
    /// XLIFF 1.2, for translators' tools.
    Xliff,
    /// XLIFF 2.1, for translators' tools.
    Xliff2,
    /// TMX 1.4b, for translation memories.
    Tmx,
    /// A table, for spreadsheets.
    Csv,
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
    pub const ALL: [Self; 10] = [
        Self::Html,
        Self::Markdown,
        Self::Json,
        Self::Text,
        Self::Epub,
        Self::Word,
        Self::Xliff,
        Self::Xliff2,
        Self::Tmx,
        Self::Csv,
    ];

    /// Returns the name by which the user asks for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Xliff => "xliff",
            Self::Xliff2 => "xliff2",
            other => other.extension(),
        }
    }

    /// Returns the extension of its files; no two formats share one.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Json => "json",
            Self::Text => "txt",
            Self::Epub => "epub",
            Self::Word => "docx",
            Self::Xliff => "xlf",
            Self::Xliff2 => "xliff2.xlf",
            Self::Tmx => "tmx",
            Self::Csv => "csv",
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
        f.write_str(self.name())
    }
}

impl fmt::Display for PageFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.extension())
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    /// Finds a format by its name; `xlf`, the extension of XLIFF 1.2, is a name too.
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let wanted = usual(name);
        let wanted = if wanted == "xlf" { "xliff" } else { &wanted };
        Self::ALL.into_iter().find(|format| format.name() == wanted).ok_or_else(|| UnknownFormat {
            name: name.to_owned(),
            known: Self::ALL.map(Self::name).join(", "),
        })
    }
}

impl FromStr for PageFormat {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let wanted = usual(name);
        Self::ALL.into_iter().find(|format| format.extension() == wanted).ok_or_else(|| {
            UnknownFormat {
                name: name.to_owned(),
                known: Self::ALL.map(Self::extension).join(", "),
            }
        })
    }
}

/// Returns the name in small letters, and the usual one where people write another.
fn usual(name: &str) -> String {
    match name.to_ascii_lowercase().as_str() {
        "markdown" => "md".to_owned(),
        "htm" => "html".to_owned(),
        "text" => "txt".to_owned(),
        "word" => "docx".to_owned(),
        other => other.to_owned(),
    }
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
        assert_eq!("xlf".parse(), Ok(Format::Xliff));
    }

    #[test]
    fn no_two_formats_write_the_same_file() {
        let mut extensions = Format::ALL.map(Format::extension).to_vec();
        extensions.sort_unstable();
        extensions.dedup();
        assert_eq!(extensions.len(), Format::ALL.len());
    }

    #[test]
    fn an_unknown_name_lists_the_known_ones() {
        let unknown = "doc".parse::<Format>().unwrap_err();
        assert!(unknown.to_string().starts_with("`doc` is not a format: known are html, md"));
    }
}
