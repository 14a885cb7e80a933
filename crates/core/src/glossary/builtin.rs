//! The termbase that is compiled in: a table under the whole [`HEAD`](super::table::HEAD), its cells parted by
//! tabs and written as they are read, so that nothing in it has to be looked for twice.

use super::table::list;
use super::term::{Class, Origin, Term};

/// The table: every row holds a usable term of its own, which a test makes sure of.
pub(super) const TERMBASE: &str = include_str!("../../data/termbase.tsv");

/// Reads the table.
pub(super) fn terms() -> Vec<Term> {
    let rows = TERMBASE.bytes().filter(|&byte| byte == b'\n').count();
    let mut terms = Vec::with_capacity(rows);
    terms.extend(TERMBASE.lines().skip(1).map(term));
    terms
}

fn term(row: &str) -> Term {
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
        let own = terms().into_iter().map(|term| Term { origin: Origin::User, ..term });
        assert!(own.eq(read));
        assert_eq!(TERMBASE.lines().next(), Some(HEAD.join("\t").as_str()));
    }
}
