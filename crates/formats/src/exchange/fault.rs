//! Why a file could not be taken back.

use thiserror::Error;

use crate::read::ReadFault;
use crate::xml::XmlFault;

/// Why bytes are no list of segments.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ExchangeFault {
    /// They are not text.
    #[error(transparent)]
    Text(#[from] ReadFault),
    /// They begin as XML and are not.
    #[error(transparent)]
    Xml(#[from] XmlFault),
    /// They are XLIFF of a version that is not read.
    #[error("XLIFF version `{version}` is not read: known are 1.x and 2.x")]
    Version {
        /// The version they name.
        version: String,
    },
    /// They are XML of another kind.
    #[error("`<{root}>` is neither XLIFF nor TMX")]
    Unknown {
        /// The name of the outermost element.
        root: String,
    },
    /// They are an archive, and no Word document.
    #[error("the archive is no Word document, or a damaged one")]
    NoDocument,
    /// They are a table without the columns that are needed.
    #[error("the table has no column `{column}`")]
    Column {
        /// The column.
        column: &'static str,
    },
    /// They are a table with a row that cannot be read.
    #[error("row {row} of the table cannot be read: {message}")]
    Row {
        /// The row, from 1, the head counted.
        row: u64,
        /// What is wrong, in the words of the parser.
        message: String,
    },
}
