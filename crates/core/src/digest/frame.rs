//! The statistics of a Chinese sentence as rows: what is measured, by how much it changed, how much it
//! is, where it ranks.
//!
//! Read from the form alone: an indicator, a verb of change or a link, a figure, and a rank in a clause of
//! its own. What has another form makes no row. The English of a row comes from the figure reader, the
//! glossary and the tables below; an indicator that these do not know stays Chinese.

use crate::fact::decimal::Decimal;
use crate::fact::{self, Figure, Kind, Role};
use crate::glossary::Glossary;
use crate::segment::SegmentId;
use crate::text::script::count_han;
use crate::text::width::half;

use super::indicator;
use super::model::Row;

/// Returns the rows of one Chinese sentence, in its order.
pub fn rows(text: &str, from: SegmentId, glossary: &Glossary) -> Vec<Row> {
    let figures: Vec<Figure> = fact::read_zh(text).into_iter().filter(Figure::is_listed).collect();
    if figures.is_empty() {
        return Vec::new();
    }
    let mut reader = Reader { glossary, from, period: None, rows: Vec::new() };
    let text: Vec<char> = text.chars().map(half).collect();
    for clause in clauses(&text, &figures) {
        reader.read(&clause);
    }
    reader.rows.retain(|row| row.change.is_some() || row.value.is_some());
    reader.rows
}

/// Writes rows as one English sentence; those whose indicator has no English are left out, and those of
/// which two have the same name, because nobody could tell them apart.
pub fn told(rows: &[Row]) -> Option<String> {
    let named = |row: &Row| rows.iter().filter(|other| other.english == row.english).count();
    let told: Vec<String> =
        rows.iter().filter(|row| named(row) == 1).filter_map(told_row).collect();
    let period = rows.iter().find_map(|row| row.period.as_deref());
    if told.is_empty() {
        return None;
    }
    let told = told.join("; ");
    Some(match period {
        Some(period) => format!("In {period}, {told}."),
        None => format!("{}.", indicator::capitalised(&told)),
    })
}

fn told_row(row: &Row) -> Option<String> {
    let mut told = row.english.clone()?;
    match (&row.value, &row.change) {
        (Some(value), Some(change)) => told.push_str(&format!(" came to {value}, {change}")),
        (Some(value), None) => told.push_str(&format!(" came to {value}")),
        (None, Some(change)) => {
            let (verb, rest) = match change.split_once(' ') {
                Some(("up", rest)) => ("grew", rest),
                Some(("down", rest)) => ("fell", rest),
                _ => return None,
            };
            told.push_str(&format!(" {verb} {rest}"));
        }
        (None, None) => return None,
    }
    if let Some(rank) = &row.rank {
        told.push_str(&format!(", ranking {rank}"));
    }
    Some(told)
}

/// A part of a sentence between two marks, with its figures.
struct Clause<'a> {
    text: &'a [char],
    /// Where it begins in the sentence.
    start: usize,
    figures: Vec<&'a Figure>,
}

impl Clause<'_> {
    fn slice(&self, start: usize, end: usize) -> String {
        let (start, end) = (start.max(self.start) - self.start, end.max(self.start) - self.start);
        self.text.get(start..end).unwrap_or_default().iter().collect()
    }

    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    fn whole(&self) -> String {
        self.text.iter().collect::<String>().trim().to_owned()
    }
}

/// Cuts a sentence at its marks; a mark inside a figure cuts nothing.
fn clauses<'a>(text: &'a [char], figures: &'a [Figure]) -> Vec<Clause<'a>> {
    let inside = |at: usize| figures.iter().any(|f| f.span.start < at && at < f.span.end);
    let is_mark = |c: char| matches!(c, ',' | ';' | '。' | '、' | ':' | '!' | '?' | '(' | ')');
    let mut clauses = Vec::new();
    let mut start = 0;
    for at in 0..=text.len() {
        let cut = text.get(at).is_none_or(|&c| is_mark(c) && !inside(at));
        if !cut {
            continue;
        }
        let own = figures.iter().filter(|f| f.span.start >= start && f.span.end <= at).collect();
        clauses.push(Clause { text: &text[start..at], start, figures: own });
        start = at + 1;
    }
    clauses.retain(|clause| !clause.text.is_empty());
    clauses
}

struct Reader<'a> {
    glossary: &'a Glossary,
    from: SegmentId,
    period: Option<String>,
    rows: Vec<Row>,
}

impl Reader<'_> {
    fn read(&mut self, clause: &Clause<'_>) {
        let mut at = clause.start;
        let mut figures = clause.figures.iter().peekable();
        while let Some(figure) = figures.next_if(|figure| is_time(figure.kind)) {
            if !clause.slice(at, figure.span.start).trim().is_empty() {
                return;
            }
            self.period = period(figure, &clause.slice(figure.span.end, clause.end()));
            at = figure.span.end;
        }
        for figure in figures {
            let before = clause.slice(at, figure.span.start);
            let after = clause.slice(figure.span.end, clause.end());
            self.place(figure, &before, &after, clause);
            at = figure.span.end;
        }
    }

    fn place(&mut self, figure: &Figure, before: &str, after: &str, clause: &Clause<'_>) {
        match (figure.kind, figure.role) {
            (Kind::Rank, _) => self.rank(figure, before),
            (Kind::Percent | Kind::Point, Role::Growth | Role::Fall) => {
                self.change(figure, before, clause);
            }
            (Kind::Count | Kind::Money, _) if strip_verb(before).is_some() => {
                self.change(figure, before, clause);
            }
            (Kind::Percent | Kind::Money | Kind::Count | Kind::Measure, _) => {
                self.value(figure, before, after, clause);
            }
            _ => {}
        }
    }

    /// Reads the rank of the row before: the figure may hold the verb and the scope, 位居全市第一.
    fn rank(&mut self, figure: &Figure, before: &str) {
        const VERBS: &[&str] =
            &["位居", "位列", "排名", "稳居", "居", "列", "排", "名列", "跃居", "继续保持"];
        let whole = format!("{before}{}", figure.text);
        let scope = whole.rfind(['第', '首', '榜']).map_or(whole.as_str(), |at| &whole[..at]);
        let verb = VERBS.iter().find_map(|verb| scope.trim().strip_prefix(verb));
        let row = self.rows.last_mut().filter(|row| row.rank.is_none());
        if let (Some(row), Some(scope)) = (row, verb.and_then(indicator::scope)) {
            row.rank = english_of(figure).map(|rank| format!("{rank}{scope}"));
        }
    }

    fn change(&mut self, figure: &Figure, before: &str, clause: &Clause<'_>) {
        let Some((before, up)) = strip_verb(before) else { return };
        let (before, base) = strip_base(before);
        let direction = if up { "up" } else { "down" };
        let Some(size) = bare_of(figure) else { return };
        let change = match base {
            Base::Yearly => format!("{direction} an average of {size} a year"),
            base => format!("{direction} {size}{}", base.english()),
        };
        let named = strip_link(before).trim();
        let open = self.rows.last_mut().filter(|row| row.change.is_none() && row.value.is_some());
        match open {
            Some(row) if named.is_empty() => row.change = Some(change),
            _ => self.push(named, clause, |row| row.change = Some(change)),
        }
    }

    fn value(&mut self, figure: &Figure, before: &str, after: &str, clause: &Clause<'_>) {
        const GOES_ON: &[char] = &['的', '以', '到', '至', '和'];
        let named = strip_link(before);
        let linked = named.len() < before.len();
        let named = indicator::after_verb(named.trim());
        let whole = after.trim().is_empty() || !after.starts_with(GOES_ON) && count_han(after) == 0;
        let known = indicator::english(indicator::bare(named), self.glossary).is_some();
        let value = if known { bare_of(figure) } else { english_of(figure) };
        if let Some(value) = value.filter(|_| whole && (linked || known)) {
            self.push(named, clause, |row| {
                row.value = Some(value);
                let counted = figure.kind == Kind::Count && figure.number() != Some(Decimal::ONE);
                row.english =
                    row.english.take().map(|name| if counted { plural(&name) } else { name });
            });
        }
    }

    fn push(&mut self, named: &str, clause: &Clause<'_>, fill: impl FnOnce(&mut Row)) {
        let named = indicator::bare(named);
        if !indicator::is_plausible(named) {
            return;
        }
        let english = indicator::english(named, self.glossary);
        let gloss =
            if english.is_none() { indicator::gloss(named, self.glossary) } else { Vec::new() };
        let mut row = Row {
            indicator: named.to_owned(),
            english,
            gloss,
            period: self.period.clone(),
            change: None,
            value: None,
            rank: None,
            chinese: clause.whole(),
            from: self.from,
        };
        fill(&mut row);
        self.rows.push(row);
    }
}

fn is_time(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Year | Kind::YearMonth | Kind::Month | Kind::Date | Kind::Range | Kind::Time
    )
}

/// Returns the English of a stretch of time at the head of a clause; a bound or an open end makes none.
fn period(figure: &Figure, after: &str) -> Option<String> {
    const OPEN: &[&str] = &["以来", "前", "后", "底", "末", "初", "起", "以后", "以前", "至今"];
    let closed = !OPEN.iter().any(|word| after.starts_with(word));
    let whole = matches!(figure.kind, Kind::Year | Kind::YearMonth | Kind::Range);
    english_of(figure).filter(|_| closed && whole)
}

fn english_of(figure: &Figure) -> Option<String> {
    fact::render_en(figure).into_iter().next()
}

/// Returns the name of things that are counted, in the plural.
fn plural(english: &str) -> String {
    let ends = |endings: &[&str]| endings.iter().any(|ending| english.ends_with(ending));
    match english.strip_suffix('y') {
        _ if ends(&["s", "staff", "people", "personnel", "value", "output", "area", "length"]) => {
            english.to_owned()
        }
        Some(stem) if !ends(&["ay", "ey", "oy"]) => format!("{stem}ies"),
        _ if ends(&["x", "ch", "sh"]) => format!("{english}es"),
        _ => format!("{english}s"),
    }
}

/// Returns the English of a figure without the things it counts, which the indicator names.
fn bare_of(figure: &Figure) -> Option<String> {
    let forms = fact::render_en(figure);
    let bare = if figure.kind == Kind::Count { bare_count(&forms) } else { None };
    bare.or_else(|| forms.into_iter().next())
}

/// Returns the longest form that holds nothing but the number and its bound.
fn bare_count(forms: &[String]) -> Option<String> {
    let noun = forms.first()?.split_once(|c: char| c.is_ascii_digit()).is_none();
    let is_bare = |form: &&String| {
        form.ends_with(|c: char| c.is_ascii_digit())
            || ["million", "billion", "trillion"].iter().any(|word| form.ends_with(word))
    };
    forms.iter().find(is_bare).or_else(|| forms.last().filter(|_| noun)).cloned()
}

/// What a change is measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Base {
    YearOnYear,
    PreviousPeriod,
    PreviousYear,
    Yearly,
    Unsaid,
}

impl Base {
    fn english(self) -> &'static str {
        match self {
            Self::YearOnYear => " year on year",
            Self::PreviousPeriod => " from the previous period",
            Self::PreviousYear => " from the previous year",
            Self::Yearly | Self::Unsaid => "",
        }
    }
}

/// Longest first, so that 比上年同期 is not read as 比上年.
const BASES: &[(&str, Base)] = &[
    ("比上年同期", Base::YearOnYear),
    ("较上年同期", Base::YearOnYear),
    ("比去年同期", Base::YearOnYear),
    ("较去年同期", Base::YearOnYear),
    ("同比", Base::YearOnYear),
    ("环比", Base::PreviousPeriod),
    ("比上年", Base::PreviousYear),
    ("较上年", Base::PreviousYear),
    ("比去年", Base::PreviousYear),
    ("较去年", Base::PreviousYear),
    ("年均", Base::Yearly),
];

fn strip_base(text: &str) -> (&str, Base) {
    let text = text.trim();
    let found = BASES.iter().find_map(|&(word, base)| Some((text.strip_suffix(word)?, base)));
    found.unwrap_or((text, Base::Unsaid))
}

fn strip_verb(text: &str) -> Option<(&str, bool)> {
    const UP: &[&str] = &["增长", "提高", "上升", "增加", "提升", "上涨", "攀升"];
    const DOWN: &[&str] = &["下降", "减少", "降低", "回落", "下滑", "下跌"];
    let text = text.trim().trim_end_matches('了');
    let of = |verbs: &[&str]| verbs.iter().find_map(|verb| text.strip_suffix(verb));
    of(UP).map(|rest| (rest, true)).or_else(|| of(DOWN).map(|rest| (rest, false)))
}

/// Removes the words that link an indicator with its value.
fn strip_link(text: &str) -> &str {
    const LINKS: &[&str] = &[
        "达到了",
        "达到",
        "达",
        "共计",
        "合计",
        "累计达",
        "为",
        "突破",
        "增至",
        "升至",
        "已",
        "共",
    ];
    let mut text = text.trim();
    while let Some(rest) = LINKS.iter().find_map(|link| text.strip_suffix(link)) {
        text = rest;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Row> {
        rows(text, SegmentId { article: 1, block: 2, part: 0 }, &Glossary::builtin())
    }

    #[track_caller]
    fn assert_told(text: &str, expected: &str) {
        assert_eq!(told(&read(text)).as_deref(), Some(expected));
    }

    #[test]
    fn growth_and_rank_are_told_with_their_period() {
        assert_told(
            "2024年,临湾新区地区生产总值同比增长7.6%,位居全市第一;固定资产投资同比增长11.5%。",
            "In 2024, Linwan New Area regional GDP grew 7.6 percent year on year, ranking first in the city; \
             fixed-asset investment grew 11.5 percent year on year.",
        );
    }

    #[test]
    fn a_value_takes_the_change_that_follows_it() {
        assert_told(
            "全市一般公共预算收入达到96.8亿元,同比下降2.1%。",
            "General public budget revenue came to 9.68 billion yuan, down 2.1 percent year on year.",
        );
    }

    #[test]
    fn things_that_are_counted_are_told_by_their_number() {
        assert_told(
            "截至目前,新区拥有高新技术企业138家,较上年增加26家。",
            "High-tech enterprises came to 138, up 26 from the previous year.",
        );
    }

    #[test]
    fn an_indicator_that_nobody_knows_stays_chinese() {
        let rows = read("灵雀指数同比增长7.6%。");
        assert_eq!((rows.len(), rows[0].english.as_deref()), (1, None));
        assert_eq!(
            rows[0].gloss.iter().map(|word| word.text.as_str()).collect::<String>(),
            "灵雀指数"
        );
        assert_eq!(told(&rows), None);
    }

    #[test]
    fn what_has_another_form_makes_no_row() {
        for text in ["他今年38岁。", "从签约到投产仅用了286天。", "一个月能挣3800元。", "桥通了。"]
        {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
