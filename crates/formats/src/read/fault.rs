//! Why a file could not be read as text, named after what the caller decides on.

use thiserror::Error;

/// Why bytes could not be read as text; the caller adds the name of the file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReadFault {
    /// There are no bytes.
    #[error("the file is empty")]
    Empty,
    /// There are only white space and line breaks.
    #[error("no text: the file holds only white space")]
    Blank,
    /// The bytes are something else than text.
    #[error("not text ({kind})")]
    NotText {
        /// What they are, as far as it can be told: `PNG`, `ZIP archive`.
        kind: &'static str,
        /// What to do instead.
        hint: &'static str,
    },
    /// The bytes are text in no encoding that reads as Chinese.
    #[error("the encoding is not known")]
    UnknownEncoding {
        /// The best guess that did not hold.
        maybe: &'static str,
    },
    /// The user named an encoding that does not exist.
    #[error("`{label}` is not an encoding")]
    UnknownLabel {
        /// What the user named.
        label: String,
    },
}

impl ReadFault {
    /// Makes the fault for something that is not text, with the way out where there is one.
    pub(crate) fn not_text(kind: &'static str) -> Self {
        let hint = match kind {
            "PDF" => {
                "a text layer is needed: run `pdftotext -layout FILE.pdf` and give Recto the .txt"
            }
            "Word document" | "old Word document" => {
                "save it as plain text and give Recto the .txt"
            }
            "RTF" | "OpenDocument file" | "EPUB" => "save it as plain text and give Recto the .txt",
            "UTF-32 text" => "run `iconv -f UTF-32 -t UTF-8 FILE`",
            "ZIP archive" | "gzip" | "bzip2" | "xz" | "zstd" | "7-Zip archive" | "RAR archive"
            | "tar archive" => "unpack it and give Recto the text files",
            "PNG" | "JPEG" | "GIF" | "WebP" | "TIFF" | "BMP" | "DjVu" | "HEIF" => {
                "Recto reads text: run the picture through OCR first"
            }
            _ => "Recto reads text files; if this is one, name its encoding: `--encoding NAME`",
        };
        Self::NotText { kind, hint }
    }

    /// Returns what to do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::Empty | Self::Blank => "there is nothing to translate in it".to_owned(),
            Self::NotText { hint, .. } => (*hint).to_owned(),
            Self::UnknownEncoding { maybe } => {
                format!("it could be {maybe}; name the encoding: `--encoding NAME`")
            }
            Self::UnknownLabel { .. } => {
                "use a name such as `utf-8`, `gb18030`, `gbk`, `big5`, `utf-16le` or `utf-16be`"
                    .to_owned()
            }
        }
    }

    /// Tells whether the file is text without any text in it, which is no error among other files.
    pub fn is_nothing_to_do(&self) -> bool {
        matches!(self, Self::Empty | Self::Blank)
    }
}
