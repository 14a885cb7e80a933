//! The smallest pieces of a draft: figures by value, terms and names of the glossary. A leaf says
//! what it knows for certain and nothing else; everything larger is a pattern.

use recto_core::fact::{Figure, Kind, Value, read_zh, render_en};
use recto_core::glossary::{Class, Glossary, Term};
use recto_core::text::script::is_han;

use super::english;
use super::person;

/// What kind of piece a slot takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaf {
    /// `5.3%`: "5.3 percent".
    Percent,
    /// `两个百分点`: "two percentage points".
    Points,
    /// `12.5亿元`: "1.25 billion yuan".
    Money,
    /// `120亩`: "120 mu".
    Size,
    /// `45家`: "45"; never one, which would take another verb and noun.
    Count,
    /// `第88位`: "88th".
    Rank,
    /// `三年`: "three years".
    Duration,
    /// `2020年`: "in 2020"; `10月9日`: "on Oct 9".
    When,
    /// `10月9日`: "Oct 9".
    Date,
    /// A place, body or company of the glossary.
    Name,
    /// A place of the glossary.
    Place,
    /// Somebody's name, where a name is expected.
    Person,
    /// One such name or several, one after the other.
    Persons,
    /// Names of the glossary, one or several.
    Known,
    /// A quantity that is measured: "GDP", "the growth rate".
    Indicator,
    /// Things in general, as a glossary names them: "smart factories".
    Noun,
    /// Several things: "high-tech enterprises".
    Things,
    /// One thing: "a symposium".
    Thing,
    /// An office somebody holds.
    Title,
    /// A law or document.
    Law,
    /// A saying or slogan of the glossary.
    Saying,
    /// `2023年`: "2023".
    Year,
    /// `第二版`: "Page 2".
    Page,
}

/// The names under which the patterns know the leaves.
const NAMES: &[(&str, Leaf)] = &[
    ("percent", Leaf::Percent),
    ("points", Leaf::Points),
    ("money", Leaf::Money),
    ("size", Leaf::Size),
    ("count", Leaf::Count),
    ("rank", Leaf::Rank),
    ("duration", Leaf::Duration),
    ("when", Leaf::When),
    ("date", Leaf::Date),
    ("name", Leaf::Name),
    ("place", Leaf::Place),
    ("person", Leaf::Person),
    ("persons", Leaf::Persons),
    ("known", Leaf::Known),
    ("indicator", Leaf::Indicator),
    ("noun", Leaf::Noun),
    ("things", Leaf::Things),
    ("thing", Leaf::Thing),
    ("title", Leaf::Title),
    ("law", Leaf::Law),
    ("saying", Leaf::Saying),
    ("year", Leaf::Year),
    ("page", Leaf::Page),
];

/// Characters with which a figure can begin.
const FIGURE: &str = "零〇一二三四五六七八九十百千两半第近约逾超近达不至$";

impl Leaf {
    /// Returns the leaf of a name.
    pub(super) fn named(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, leaf)| *leaf)
    }

    /// Tells whether a piece of this kind can begin with a character: cheap, before it is read.
    pub(super) fn may_begin(self, c: char) -> bool {
        match self {
            Self::Percent
            | Self::Points
            | Self::Money
            | Self::Size
            | Self::Count
            | Self::Rank
            | Self::Duration
            | Self::When
            | Self::Year
            | Self::Page
            | Self::Date => c.is_ascii_digit() || FIGURE.contains(c) || ('０'..='９').contains(&c),
            Self::Person | Self::Persons | Self::Known => is_han(c),
            _ => true,
        }
    }

    /// Returns the English of a text that is wholly a piece of this kind.
    pub(super) fn read(self, glossary: &Glossary, text: &str) -> Option<String> {
        match self {
            Self::Percent => figure(text, &[Kind::Percent]),
            Self::Points => figure(text, &[Kind::Point]),
            Self::Money => figure(text, &[Kind::Money]),
            Self::Size => figure(text, &[Kind::Measure]),
            Self::Duration => figure(text, &[Kind::Duration]),
            Self::Date => figure(text, &[Kind::Year, Kind::YearMonth, Kind::Month, Kind::Date]),
            Self::Year => figure(text, &[Kind::Year]),
            Self::Page => page(text),
            Self::Rank => figure(text, &[Kind::Rank]),
            Self::Count => count(text),
            Self::When => when(text),
            Self::Name => name(glossary, text),
            Self::Place => place(glossary, text),
            Self::Person => person::name(glossary, text),
            Self::Persons => person::names(text, |one| person::name(glossary, one))
                .map(|names| english::list(&names)),
            Self::Known => person::names(text, |one| person::known(glossary, one))
                .map(|names| english::list(&names)),
            Self::Indicator => english::measured(&noun(glossary, text)?.first),
            Self::Noun => english::in_general(&noun(glossary, text)?.first),
            Self::Things => english::plural(&noun(glossary, text)?.first),
            Self::Thing => english::one(&noun(glossary, text)?.first),
            Self::Title => term(glossary, text, |t| t.pos == "title").map(|t| t.first.clone()),
            Self::Law => {
                let is_named = |term: &Term| term.class == Class::Must && is_proper(term);
                term(glossary, text, is_named).map(|term| term.first.clone())
            }
            Self::Saying => glossary
                .get(text)
                .filter(|term| term.class == Class::Slogan || term.pos == "clause")
                .map(|term| term.first.clone()),
        }
    }
}

/// Reads a text that is one figure and nothing else.
pub(super) fn whole_figure(text: &str) -> Option<Figure> {
    let mut figures = read_zh(text);
    let figure = figures.pop()?;
    let is_whole = figure.span.start == 0 && figure.span.end == text.chars().count();
    (figures.is_empty() && is_whole).then_some(figure)
}

fn figure(text: &str, kinds: &[Kind]) -> Option<String> {
    let figure = whole_figure(text)?;
    kinds.contains(&figure.kind).then(|| render_en(&figure).into_iter().next())?
}

fn count(text: &str) -> Option<String> {
    let mut figure = whole_figure(text).filter(|figure| figure.kind == Kind::Count)?;
    let is_one = matches!(figure.value, Value::Number(number) if number.to_string() == "1");
    figure.unit = None;
    (!is_one).then(|| render_en(&figure).into_iter().next())?
}

fn page(text: &str) -> Option<String> {
    let number = whole_figure(text).filter(|figure| figure.kind == Kind::Ordinal)?.number()?;
    text.ends_with('版').then(|| format!("Page {number}"))
}

/// Reads a date with the preposition that it takes.
fn when(text: &str) -> Option<String> {
    let figure = whole_figure(text)?;
    let english = render_en(&figure).into_iter().next()?;
    match figure.kind {
        Kind::Date => Some(format!("on {english}")),
        Kind::Year | Kind::YearMonth | Kind::Month => Some(format!("in {english}")),
        Kind::Range if figure.unit.as_deref() == Some("month") => {
            Some(if english.starts_with("the ") {
                format!("in {english}")
            } else {
                format!("from {english}")
            })
        }
        _ if matches!(figure.value, Value::Quarters(..)) => Some(format!("in {english}")),
        _ => None,
    }
}

fn term<'a>(glossary: &'a Glossary, zh: &str, fits: impl Fn(&Term) -> bool) -> Option<&'a Term> {
    glossary.get(zh).filter(|term| term.class != Class::Slogan && fits(term))
}

fn noun<'a>(glossary: &'a Glossary, zh: &str) -> Option<&'a Term> {
    term(glossary, zh, |term| term.pos == "noun" && !is_proper(term))
}

fn name(glossary: &Glossary, zh: &str) -> Option<String> {
    let is_name = |term: &Term| {
        let kind = is_proper(term) || term.domain == "institution";
        term.class == Class::Must && kind && term.pos != "title" && term.domain != "person"
    };
    term(glossary, zh, is_name).map(|term| english::named(&term.first))
}

fn place(glossary: &Glossary, zh: &str) -> Option<String> {
    term(glossary, zh, |term| term.domain == "place" && is_proper(term)).map(|t| t.first.clone())
}

/// Tells whether a term is a proper name: GDP and SOE reform are none.
fn is_proper(term: &Term) -> bool {
    let mut chars = term.first.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_lowercase)
}
