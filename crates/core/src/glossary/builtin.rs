//! The termbase that is compiled in: a table under the whole [`HEAD`](super::table::HEAD), its cells parted by
//! tabs and written as they are read, so that nothing in it has to be looked for twice.

use super::table::list;
use super::term::{Class, Origin, Term};

/// The table: every row holds a usable term of its own, which a test makes sure of.
pub(super) const TERMBASE: &str = include_str!("../../data/termbase.tsv");

/// Iterates over the rows of the table, sorted by the Chinese as it is compared.
pub(super) fn rows() -> impl Iterator<Item = &'static str> {
    TERMBASE.lines().skip(1)
}

/// Returns the Chinese of a row.
pub(super) fn zh(row: &str) -> &str {
    row.split('\t').next().unwrap_or_default()
}

/// Reads a row.
pub(super) fn term(row: &str) -> Term {
    let mut cells = row.split('\t');
    let mut cell = || cells.next().unwrap_or_default();
    Term {
        zh: cell().to_owned(),
        first: cell().to_owned(),
        next: Some(cell()).filter(|next| !next.is_empty()).map(str::to_owned),
        variants: list(cell()),
        pos: cell().to_owned(),
        class: Class::from_word(cell()).unwrap_or(Class::Must),
        domain: cell().to_owned(),
        forbidden: list(cell()),
        forbidden_when: cell().to_owned(),
        gloss: cell().to_owned(),
        note: cell().to_owned(),
        origin: Origin::Builtin,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::layer::folded;
    use crate::glossary::parse_csv;
    use crate::glossary::table::HEAD;

    #[test]
    fn the_termbase_is_read_as_any_table_is() {
        let text = TERMBASE.replace('"', "\"\"");
        let quoted = |line: &str| {
            let cells: Vec<String> = line.split('\t').map(|cell| format!("\"{cell}\"")).collect();
            cells.join("\t") + "\n"
        };
        let (read, problems) = parse_csv(&text.lines().map(quoted).collect::<String>(), "termbase");
        let serious: Vec<_> = problems.iter().filter(|p| p.severity.is_error()).collect();
        assert!(serious.is_empty(), "{serious:?}");
        let own = rows().map(|row| Term { origin: Origin::User, ..term(row) });
        assert!(own.eq(read));
        assert_eq!(TERMBASE.lines().next(), Some(HEAD.join("\t").as_str()));
    }

    #[test]
    fn the_rows_are_sorted_by_their_chinese() {
        let forms: Vec<String> = rows().map(|row| zh(row).chars().map(folded).collect()).collect();
        assert!(forms.is_sorted());
    }
}
