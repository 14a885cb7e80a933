//! The terms of one table, by number. Those of the termbase are read when they are met: a page holds a few dozen
//! of its thousands.

use std::sync::OnceLock;

use super::builtin;
use super::term::Term;

/// Where the terms of a table stand.
#[derive(Debug)]
pub(super) enum Shelf {
    /// Those of a user, read.
    Read(Vec<Term>),
    /// The rows of the termbase, each with its term once that was met.
    Rows(Vec<(&'static str, OnceLock<Box<Term>>)>),
}

impl Shelf {
    /// Returns the termbase.
    pub(super) fn builtin() -> Self {
        Self::Rows(builtin::rows().map(|row| (row, OnceLock::new())).collect())
    }

    pub(super) fn is_builtin(&self) -> bool {
        matches!(self, Self::Rows(_))
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Read(terms) => terms.len(),
            Self::Rows(rows) => rows.len(),
        }
    }

    /// Returns the Chinese of a term.
    pub(super) fn zh(&self, number: usize) -> &str {
        match self {
            Self::Read(terms) => &terms[number].zh,
            Self::Rows(rows) => builtin::zh(rows[number].0),
        }
    }

    /// Returns a term.
    pub(super) fn get(&self, number: usize) -> &Term {
        match self {
            Self::Read(terms) => &terms[number],
            Self::Rows(rows) => {
                let (row, term) = &rows[number];
                term.get_or_init(|| Box::new(builtin::term(row)))
            }
        }
    }
}
