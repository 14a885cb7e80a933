//! Glossaries in the forms that people and tools keep them in: CSV and TSV, Excel's XLSX, TBX.
//!
//! Every form is a table of rows, and what a row means is the glossary's business
//! ([`recto_core::glossary::table`]): an XLSX sheet and the entries of a TBX become such a table first.
//! What is wrong is said by row, whatever the form.

mod tbx;
mod xlsx;

use std::fmt;
use std::str::FromStr;

use recto_core::glossary::{Problem, Term, parse_csv, table};
use thiserror::Error;

use crate::read::{self, ReadFault};
use crate::xml::{self, XmlFault};

/// A form in which a glossary is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// A table with a head and every column, parted by commas.
    Csv,
    /// The same, parted by tabs.
    Tsv,
    /// Two columns without a head, as DeepL takes them: the Chinese and its English, parted by tabs.
    Deepl,
    /// A workbook of one sheet.
    Xlsx,
    /// TermBase eXchange, dialect TBX-Basic, which translators' tools read.
    Tbx,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 5] = [Self::Csv, Self::Tsv, Self::Deepl, Self::Xlsx, Self::Tbx];

    /// Returns the name of the form.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Deepl => "deepl",
            Self::Xlsx => "xlsx",
            Self::Tbx => "tbx",
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The name of a form that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("there is no form `{0}` of a glossary: known are csv, tsv, deepl, xlsx, tbx")]
pub struct UnknownForm(String);

impl FromStr for Form {
    type Err = UnknownForm;

    fn from_str(name: &str) -> Result<Self, UnknownForm> {
        let is_meant = |form: &Self| form.name().eq_ignore_ascii_case(name);
        Self::ALL.into_iter().find(is_meant).ok_or_else(|| UnknownForm(name.to_owned()))
    }
}

/// Why bytes are no glossary.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum GlossaryFault {
    /// They are not text.
    #[error(transparent)]
    Text(#[from] ReadFault),
    /// They begin as XML and are not.
    #[error(transparent)]
    Xml(#[from] XmlFault),
    /// They are XML of another kind.
    #[error("`<{root}>` is no glossary: of XML, TBX is read")]
    Unknown {
        /// The name of the outermost element.
        root: String,
    },
    /// They are an archive, and no workbook.
    #[error("the archive is no Excel workbook, or a damaged one")]
    NoWorkbook,
}

/// Reads a glossary; the bytes themselves say which form it has. `name` is what it is called in what is
/// said about its rows.
pub fn read(bytes: &[u8], name: &str) -> Result<(Vec<Term>, Vec<Problem>), GlossaryFault> {
    if bytes.starts_with(b"PK") {
        return Ok(parse_csv(&xlsx::read(bytes)?, name));
    }
    let decoded = match read::decode(bytes, None) {
        Err(ReadFault::Empty | ReadFault::Blank) => return Ok((Vec::new(), Vec::new())),
        decoded => decoded?,
    };
    if !decoded.text.trim_start().starts_with('<') {
        let (terms, mut problems) = parse_csv(&decoded.text, name);
        problems.splice(
            0..0,
            decoded.notes.into_iter().map(|note| Problem {
                name: name.to_owned(),
                row: 1,
                severity: note.severity,
                message: note.message,
            }),
        );
        return Ok((terms, problems));
    }
    let root = xml::parse(&decoded.text)?;
    match root.name.as_str() {
        "tbx" | "martif" => {
            let (terms, mut problems) = parse_csv(&tbx::read(&root), name);
            // The head of the table is none of the file's entries.
            problems.iter_mut().for_each(|problem| problem.row -= 1);
            Ok((terms, problems))
        }
        root => Err(GlossaryFault::Unknown { root: root.to_owned() }),
    }
}

/// Writes a glossary.
pub fn write<'a>(terms: impl IntoIterator<Item = &'a Term>, form: Form) -> Vec<u8> {
    let terms = terms.into_iter();
    match form {
        Form::Csv => table::write(terms, b','),
        Form::Tsv => table::write(terms, b'\t'),
        Form::Deepl => table::write_pairs(terms),
        Form::Xlsx => xlsx::write(terms),
        Form::Tbx => tbx::write(terms).to_document(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms() -> Vec<Term> {
        let mut committee = Term::new("党工委", "Party working committee");
        committee.variants = vec!["working committee of the Party".to_owned()];
        committee.forbidden = vec!["Party committee".to_owned()];
        committee.next = Some("the committee".to_owned());
        committee.note = "of a zone, <not> of a \"city\"".to_owned();
        let mut slogan = Term::new("“四个走访”", "“four visits”");
        slogan.class = recto_core::glossary::Class::Slogan;
        slogan.gloss = "to homes, schools, farms and shops".to_owned();
        vec![committee, slogan]
    }

    #[test]
    fn what_is_written_in_full_reads_back_the_same() {
        for form in [Form::Csv, Form::Tsv, Form::Xlsx, Form::Tbx] {
            let (read, problems) = read(&write(&terms(), form), "my").expect("it is ours");
            assert_eq!((read, problems), (terms(), Vec::new()), "{form}");
        }
    }

    #[test]
    fn two_columns_hold_the_first_form_alone() {
        let bytes = write(&terms(), Form::Deepl);
        let text = String::from_utf8(bytes.clone()).expect("it is text");
        assert!(text.starts_with("党工委\tParty working committee\n"), "{text}");
        let (read, problems) = read(&bytes, "my").expect("it is ours");
        assert_eq!((read.len(), problems.len()), (2, 0));
    }

    #[test]
    fn a_glossary_in_another_encoding_is_read_and_said_to_be() {
        let (bytes, ..) = encoding_rs::GB18030
            .encode("中文,英文\n白河县,Baihe county\n松原区,Songyuan district\n");
        let (terms, problems) = read(&bytes, "my").expect("it is text");
        assert_eq!(terms[0].zh, "白河县");
        assert!(problems[0].message.to_lowercase().contains("gb"), "{problems:?}");
    }

    #[test]
    fn what_is_no_glossary_is_told() {
        for (bytes, message) in [
            (&b"PK\x03\x04nothing"[..], "the archive is no Excel workbook, or a damaged one"),
            (b"<html></html>", "`<html>` is no glossary: of XML, TBX is read"),
        ] {
            assert_eq!(read(bytes, "my").expect_err("it is none").to_string(), message);
        }
        assert_eq!(read(b"", "my"), Ok((Vec::new(), Vec::new())));
        assert!("xls".parse::<Form>().is_err());
        assert_eq!("TBX".parse(), Ok(Form::Tbx));
    }

    #[test]
    fn rows_of_a_workbook_keep_their_numbers() {
        let mut bad = terms();
        bad[1].zh.clear();
        let (read, problems) = read(&write(&bad, Form::Xlsx), "my").expect("it is ours");
        assert_eq!((read.len(), problems[0].row), (1, 3));
        let (_, problems) = super::read(&write(&bad, Form::Tbx), "my").expect("it is ours");
        assert_eq!(problems[0].row, 2);
    }
}
