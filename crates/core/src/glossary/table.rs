//! Glossaries as people write them: CSV or TSV, with a header or in DeepL's two columns. What is
//! wrong is said by row, and the good rows are kept. Opens nothing: the text comes as an argument.

use std::collections::HashMap;
use std::fmt;

use crate::finding::Severity;
use crate::text::script::{count_han, is_invisible};

use super::layer::fold;
use super::term::{Class, Term};

/// The longest Chinese expression that is taken for a term, in characters.
const LONGEST: usize = 120;

/// Bytes of which the shortest row with a term is made, about: room is made for no more rows.
const SHORTEST: usize = 8;

/// Something wrong with one row of a glossary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The glossary, as the caller named it.
    pub name: String,
    /// The line on which the row begins, from 1.
    pub row: u64,
    /// Whether the row was left out (major), mended (minor) or only noticed (info).
    pub severity: Severity,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.name, self.row, self.message)
    }
}

/// Reads a glossary of the user.
///
/// Commas, tabs or semicolons part the columns, whichever the first row has. A first row that names
/// a Chinese and an English column is a header (`zh,en_first,en_next,variants,pos,class,domain,
/// forbidden,forbidden_when,gloss,note`, or `source,target`, `原文,译文`); without one the first
/// column is Chinese and the second English. Several variants or forbidden forms are parted by `;`.
/// A row without a class is binding (`must`).
pub fn parse_csv(text: &str, name: &str) -> (Vec<Term>, Vec<Problem>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let rows = text.bytes().filter(|&byte| byte == b'\n').count() + 1;
    let mut table = Table::new(name, rows.min(text.len() / SHORTEST));
    let mut columns: Option<Columns> = None;
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                let row = error.position().map_or(0, csv::Position::line);
                table.problem(row, Severity::Major, format!("cannot read the row: {error}"));
                continue;
            }
        }
        let row = record.position().map_or(0, csv::Position::line);
        if columns.is_none() {
            let header = Columns::of_header(&record);
            let is_header = header.is_some();
            columns = Some(header.unwrap_or_else(Columns::of_two));
            if is_header {
                continue;
            }
        }
        if let Some(columns) = &columns {
            table.read(row, columns, &record);
        }
    }
    (table.terms, table.problems)
}

/// The head of a table that holds every field of a term.
pub const HEAD: [&str; 11] = [
    "zh",
    "en_first",
    "en_next",
    "variants",
    "pos",
    "class",
    "domain",
    "forbidden",
    "forbidden_when",
    "gloss",
    "note",
];

/// Returns the fields of a term under the [`HEAD`].
pub fn cells(term: &Term) -> [String; HEAD.len()] {
    [
        term.zh.clone(),
        term.first.clone(),
        term.next.clone().unwrap_or_default(),
        term.variants.join(";"),
        term.pos.clone(),
        term.class.as_str().to_owned(),
        term.domain.clone(),
        term.forbidden.join(";"),
        term.forbidden_when.clone(),
        term.gloss.clone(),
        term.note.clone(),
    ]
}

/// Writes terms as a table with a head.
pub fn write<'a>(terms: impl Iterator<Item = &'a Term>, delimiter: u8) -> Vec<u8> {
    let head = HEAD.map(str::to_owned);
    written(std::iter::once(head).chain(terms.map(cells)), delimiter)
}

/// Writes terms in two columns without a head, as DeepL takes them: the Chinese and its English.
pub fn write_pairs<'a>(terms: impl Iterator<Item = &'a Term>) -> Vec<u8> {
    written(terms.map(|term| [term.zh.clone(), term.first.clone()]), b'\t')
}

/// Writes cells as a table, a row on a line of its own: a line break or tab in a cell becomes a space.
pub fn of_cells(rows: &[Vec<String>]) -> String {
    let flat = |cell: &String| cell.replace(['\r', '\n', '\t'], " ");
    let mut text = String::new();
    for row in rows {
        let line = match row.is_empty() {
            true => b"\n".to_vec(),
            false => written(std::iter::once(row.iter().map(flat)), b','),
        };
        text.push_str(&String::from_utf8_lossy(&line));
    }
    text
}

fn written<R: IntoIterator<Item = String>>(
    rows: impl Iterator<Item = R>,
    delimiter: u8,
) -> Vec<u8> {
    let mut writer =
        csv::WriterBuilder::new().delimiter(delimiter).flexible(true).from_writer(Vec::new());
    for row in rows {
        let cells: Vec<String> = row.into_iter().collect();
        writer.write_record(&cells).expect("writing into memory does not fail");
    }
    writer.into_inner().expect("writing into memory does not fail")
}

/// A field of a term that a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Zh,
    First,
    Next,
    Variants,
    Pos,
    Class,
    Domain,
    Forbidden,
    ForbiddenWhen,
    Gloss,
    Note,
}

/// The names under which a column is known.
const HEADERS: &[(Field, &[&str])] = &[
    (
        Field::Zh,
        &[
            "zh",
            "zh-cn",
            "zh-hans",
            "zh_cn",
            "chinese",
            "source",
            "source term",
            "term",
            "中文",
            "原文",
            "源语",
            "术语",
        ],
    ),
    (
        Field::First,
        &[
            "en_first",
            "en",
            "en-us",
            "en-gb",
            "english",
            "target",
            "target term",
            "translation",
            "英文",
            "译文",
            "译语",
        ],
    ),
    (Field::Next, &["en_next", "next", "short", "简称"]),
    (Field::Variants, &["variants", "variant", "also", "其他译法"]),
    (Field::Pos, &["pos", "词性"]),
    (Field::Class, &["class", "级别"]),
    (Field::Domain, &["domain", "subject", "领域"]),
    (Field::Forbidden, &["forbidden", "avoid", "禁用"]),
    (Field::ForbiddenWhen, &["forbidden_when"]),
    (Field::Gloss, &["gloss", "definition", "释义"]),
    (Field::Note, &["note", "notes", "comment", "备注", "说明"]),
];

/// Which field each column holds.
struct Columns(Vec<Option<Field>>);

impl Columns {
    fn of_two() -> Self {
        Self(vec![Some(Field::Zh), Some(Field::First)])
    }

    /// Reads a header; a row of DeepL's four columns (source, target, their languages) is none.
    fn of_header(record: &csv::StringRecord) -> Option<Self> {
        let columns: Vec<Option<Field>> = record.iter().map(field_named).collect();
        let has = |field| columns.contains(&Some(field));
        let languages_beside_a_row = columns.first() == Some(&None) && columns.len() == 4;
        (has(Field::Zh) && has(Field::First) && !languages_beside_a_row).then_some(Self(columns))
    }
}

fn field_named(cell: &str) -> Option<Field> {
    let cell = cell.trim().to_lowercase();
    HEADERS.iter().find(|(_, names)| names.contains(&cell.as_str())).map(|(field, _)| *field)
}

/// The delimiter of the first row that is not blank.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    [b'\t', b',', b';'].into_iter().find(|&byte| first.as_bytes().contains(&byte)).unwrap_or(b',')
}

/// What was read so far.
struct Table<'a> {
    name: &'a str,
    terms: Vec<Term>,
    problems: Vec<Problem>,
    seen: HashMap<String, (u64, usize)>,
}

impl<'a> Table<'a> {
    fn new(name: &'a str, rows: usize) -> Self {
        let (terms, seen) = (Vec::with_capacity(rows), HashMap::with_capacity(rows));
        Self { name, terms, problems: Vec::new(), seen }
    }

    fn problem(&mut self, row: u64, severity: Severity, message: impl Into<String>) {
        self.problems.push(Problem {
            name: self.name.to_owned(),
            row,
            severity,
            message: message.into(),
        });
    }

    fn read(&mut self, row: u64, columns: &Columns, record: &csv::StringRecord) {
        if record.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        let term = self.term(row, columns, record);
        if let Err(message) = usable(&term, record.len()) {
            self.problem(row, Severity::Major, message);
            return;
        }
        let key = fold(&term.zh);
        if let Some(&(earlier, i)) = self.seen.get(key.as_ref()) {
            let (severity, message) = again(&self.terms[i], &term, earlier);
            self.problem(row, severity, message);
            return;
        }
        self.notice(row, &term);
        self.seen.insert(key.into_owned(), (row, self.terms.len()));
        self.terms.push(term);
    }

    fn term(&mut self, row: u64, columns: &Columns, record: &csv::StringRecord) -> Term {
        let mut term = Term::new("", "");
        for (field, cell) in columns.0.iter().zip(record) {
            let cell = cell.trim();
            if cell.is_empty() {
                continue;
            }
            let clean = clean(cell);
            if clean.len() != cell.len() {
                self.problem(row, Severity::Minor, "characters that are not printed are left out");
            }
            if let Some(field) = field
                && !set(&mut term, *field, clean)
            {
                let message = format!("`{cell}` is no class; read as `must`");
                self.problem(row, Severity::Minor, message);
            }
        }
        term
    }

    fn notice(&mut self, row: u64, term: &Term) {
        if count_han(&term.zh) == 0 {
            self.problem(row, Severity::Info, format!("`{}` holds no Chinese", term.zh));
        } else if term.zh.chars().nth(1).is_none()
            && term.pos != "measure"
            && term.class != Class::Hint
        {
            self.problem(
                row,
                Severity::Info,
                format!("`{}` is one character and is found inside words too", term.zh),
            );
        }
    }
}

/// Sets a field; tells whether the value could be read.
fn set(term: &mut Term, field: Field, value: String) -> bool {
    match field {
        Field::Zh => term.zh = value,
        Field::First => term.first = value,
        Field::Next => term.next = Some(value),
        Field::Variants => term.variants = list(&value),
        Field::Pos => term.pos = value,
        Field::Domain => term.domain = value,
        Field::Forbidden => term.forbidden = list(&value),
        Field::ForbiddenWhen => term.forbidden_when = value,
        Field::Gloss => term.gloss = value,
        Field::Note => term.note = value,
        Field::Class => {
            let class = Class::from_word(&value);
            term.class = class.unwrap_or(Class::Must);
            return class.is_some();
        }
    }
    true
}

/// Reads several forms, which are parted by `;`.
pub(super) fn list(value: &str) -> Vec<String> {
    value.split(';').map(str::trim).filter(|form| !form.is_empty()).map(str::to_owned).collect()
}

fn clean(cell: &str) -> String {
    let is_plain = cell.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if !is_plain && cell.chars().any(is_invisible) {
        cell.chars().filter(|&c| !is_invisible(c)).collect()
    } else {
        cell.to_owned()
    }
}

fn usable(term: &Term, cells: usize) -> Result<(), String> {
    if cells < 2 {
        return Err("one column only; a row is Chinese, then English".to_owned());
    }
    if term.zh.contains('\n') || term.first.contains('\n') {
        return Err("a line break inside a cell; is a quotation mark left open?".to_owned());
    }
    if term.zh.contains('\u{fffd}') || term.first.contains('\u{fffd}') {
        return Err("unreadable characters; is the file in another encoding?".to_owned());
    }
    match (term.zh.chars().count(), term.first.is_empty()) {
        (0, _) => Err("the Chinese is empty".to_owned()),
        (_, true) => Err(format!("`{}` has no English", term.zh)),
        (n, _) if n > LONGEST => Err(format!("a term has at most {LONGEST} characters")),
        _ => Ok(()),
    }
}

fn again(kept: &Term, term: &Term, earlier: u64) -> (Severity, String) {
    let zh = &term.zh;
    if kept.first == term.first {
        (Severity::Info, format!("`{zh}` stands on row {earlier} already"))
    } else {
        let message = format!(
            "`{zh}` is `{}` on row {earlier}, which counts, and `{}` here",
            kept.first, term.first
        );
        (Severity::Major, message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_read(text: &str, terms: &[(&str, &str)], problems: &[(u64, &str)]) {
        let (read, found) = parse_csv(text, "my.csv");
        let read: Vec<_> = read.iter().map(|t| (t.zh.as_str(), t.first.as_str())).collect();
        assert_eq!(read, terms);
        let found: Vec<_> = found.iter().map(|p| (p.row, p.message.as_str())).collect();
        assert_eq!(found, problems);
    }

    #[test]
    fn two_columns_without_a_header_are_read() {
        let terms = [("白河县", "Baihe county"), ("松原区", "Songyuan district")];
        assert_read("白河县,Baihe county\n松原区,Songyuan district\n", &terms, &[]);
        assert_read("\u{feff}白河县\tBaihe county\r\n\r\n松原区\tSongyuan district", &terms, &[]);
        assert_read("白河县;Baihe county\n松原区;Songyuan district\n", &terms, &[]);
        assert_read("白河县,Baihe county,zh,en\n松原区,Songyuan district,zh,en\n", &terms, &[]);
    }

    #[test]
    fn a_header_names_the_columns_in_any_order() {
        let terms = [("白河县", "Baihe county")];
        assert_read("Target,Source\nBaihe county,白河县\n", &terms, &[]);
        assert_read("备注\t原文\t译文\n新\t白河县\tBaihe county\n", &terms, &[]);
        let (read, _) = parse_csv(
            "zh,en_first,en_next,variants,class,forbidden\n白河县,Baihe county,the county,Baihe; White River county,prefer,Whiteriver\n",
            "my.csv",
        );
        assert_eq!(read[0].later(), "the county");
        assert_eq!(read[0].variants, ["Baihe", "White River county"]);
        assert_eq!((read[0].class, read[0].forbidden.len()), (Class::Prefer, 1));
    }

    #[test]
    fn bad_rows_are_named_and_good_ones_kept() {
        assert_read(
            "白河县,Baihe county\n,nothing\n松原区,\n青岚市\n白河县,White River county\n白河县,Baihe county\n云台镇,Yuntai town\n",
            &[("白河县", "Baihe county"), ("云台镇", "Yuntai town")],
            &[
                (2, "the Chinese is empty"),
                (3, "`松原区` has no English"),
                (4, "one column only; a row is Chinese, then English"),
                (
                    5,
                    "`白河县` is `Baihe county` on row 1, which counts, and `White River county` here",
                ),
                (6, "`白河县` stands on row 1 already"),
            ],
        );
    }

    #[test]
    fn odd_characters_and_classes_are_reported() {
        assert_read(
            "zh,en,class\n白\u{202e}河县,Baihe county,must\n松原区,Songyuan district,maybe\nKPI,key performance indicator,\n\u{fffd}县,x,\n",
            &[
                ("白河县", "Baihe county"),
                ("松原区", "Songyuan district"),
                ("KPI", "key performance indicator"),
            ],
            &[
                (2, "characters that are not printed are left out"),
                (3, "`maybe` is no class; read as `must`"),
                (4, "`KPI` holds no Chinese"),
                (5, "unreadable characters; is the file in another encoding?"),
            ],
        );
    }

    #[test]
    fn an_open_quotation_mark_is_reported() {
        let (terms, problems) =
            parse_csv("白河县,Baihe county\n松原区,\"Songyuan\n青岚市,Qinglan\n", "my.csv");
        assert_eq!(terms.len(), 1);
        assert_eq!(
            problems[0].to_string(),
            "my.csv:2: a line break inside a cell; is a quotation mark left open?"
        );
    }

    #[test]
    fn nothing_is_read_from_nothing() {
        assert_read("", &[], &[]);
        assert_read("\u{feff}\n\n", &[], &[]);
        assert_read("zh,en\n", &[], &[]);
    }

    proptest::proptest! {
        #[test]
        fn reading_never_fails(text in "[白河县a,;\t\"\n\u{202e} ]{0,60}") {
            let (terms, _) = parse_csv(&text, "my.csv");
            for term in terms {
                proptest::prop_assert!(!term.zh.is_empty() && !term.first.is_empty());
            }
        }
    }
}
