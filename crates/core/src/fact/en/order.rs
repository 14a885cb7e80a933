//! English ranks and ordinals: `88th`, `No. 88`, `top 20`, `the 100th anniversary`, `the highest`.

use super::number;
use super::reading::Reading;
use super::token::{Sort, Token};
use crate::fact::decimal::Decimal;
use crate::fact::figure::{Kind, Role, Value};

/// Words that put something first.
const FIRSTS: &[&str] = &[
    "highest",
    "largest",
    "most",
    "top",
    "leading",
    "best",
    "biggest",
    "fastest",
    "champion",
    "primary",
    "greatest",
    "lead",
    "leads",
    "led",
    "topped",
    "tallest",
    "longest",
    "deepest",
    "oldest",
    "earliest",
    "widest",
    "heaviest",
    "richest",
    "strongest",
    "busiest",
    "youngest",
    "smallest",
    "lowest",
    "newest",
    "nearest",
    "hottest",
    "coldest",
    "poorest",
    "cheapest",
    "densest",
    "finest",
    "steepest",
    "cleanest",
    "safest",
    "hardest",
    "toughest",
    "tops",
    "topping",
    "initial",
];

/// Words before the number of a thing.
const NUMBERED: &[&str] =
    &["no", "number", "phase", "stage", "rank", "ranked", "class", "grade", "level"];

/// Words before the Roman number of a part of a text.
const PARTS: &[&str] = &[
    "chapter",
    "article",
    "part",
    "section",
    "annex",
    "appendix",
    "volume",
    "book",
    "act",
    "title",
    "schedule",
    "attachment",
    "figure",
    "table",
    "scene",
    "type",
];

/// Words that count without a number, with what they count to.
const COUNTING: &[(&str, Kind, u32)] = &[
    ("both", Kind::Count, 2),
    ("neither", Kind::Count, 2),
    ("duo", Kind::Count, 2),
    ("twins", Kind::Count, 2),
    ("trio", Kind::Count, 3),
    ("triplets", Kind::Count, 3),
    ("quartet", Kind::Count, 4),
    ("quintet", Kind::Count, 5),
    ("twice", Kind::Count, 2),
    ("pair", Kind::Count, 2),
    ("couple", Kind::Count, 2),
    ("once", Kind::Count, 1),
    ("single", Kind::Count, 1),
    ("sole", Kind::Count, 1),
    ("only", Kind::Count, 1),
    ("thrice", Kind::Count, 3),
    ("quarterfinal", Kind::RankTop, 8),
    ("quarterfinals", Kind::RankTop, 8),
    ("semifinal", Kind::RankTop, 4),
    ("semifinals", Kind::RankTop, 4),
    ("semis", Kind::RankTop, 4),
    ("dozen", Kind::Count, 12),
    ("hundred", Kind::Count, 100),
    ("thousand", Kind::Count, 1000),
    ("centenary", Kind::Anniversary, 100),
    ("centennial", Kind::Anniversary, 100),
];

/// Returns the words with which a rank or an ordinal begins that is no number.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    let counting = COUNTING.iter().map(|(word, ..)| *word);
    FIRSTS
        .iter()
        .chain(NUMBERED)
        .chain(PARTS)
        .chain(&["phases", "stages", "classes", "grades", "levels"])
        .chain(&["fortune", "global", "runner", "runners", "quarter", "semi"])
        .copied()
        .chain(counting)
}

/// Reads a rank, an ordinal or an anniversary.
pub(super) fn read(tokens: &[Token<'_>], at: usize) -> Option<Reading> {
    numbered(tokens, at)
        .or_else(|| top(tokens, at))
        .or_else(|| ordinal(tokens, at))
        .or_else(|| by_word(tokens, at))
}

/// Reads `No. 88`, `No 1`, `Phase 2`.
fn numbered(tokens: &[Token<'_>], at: usize) -> Option<Reading> {
    let word = tokens[at].lower.as_ref();
    if matches!(word, "phases" | "stages" | "classes" | "grades" | "levels") {
        return several(tokens, at);
    }
    if !NUMBERED.contains(&word) {
        return part_of_text(tokens, at);
    }
    // "companies now number 1,286"
    if word == "number" && !tokens[at].is_capital {
        return None;
    }
    let is_joint = |token: &Token<'_>| matches!(token.sort, Sort::Mark('.' | '-' | '‑'));
    let next = at + 1 + usize::from(tokens.get(at + 1).is_some_and(is_joint));
    let (value, end) = match tokens.get(next)?.sort {
        Sort::Number(value) => (u32::try_from(value.to_i64()?).ok()?, next + 1),
        Sort::Word
            if roman(&tokens[next].lower).is_some()
                && matches!(word, "phase" | "stage" | "class" | "grade" | "level") =>
        {
            (roman(&tokens[next].lower)?, next + 1)
        }
        Sort::Word if matches!(word, "phase" | "stage" | "class" | "grade" | "level") => {
            let number = number::read(tokens, next)?;
            (u32::try_from(number.value.to_i64()?).ok()?, number.end)
        }
        _ => return None,
    };
    let reading = Reading::whole(at, end, Kind::Ordinal, value).unit("ordinal");
    Some(if tokens[at].is_quoted { reading.loose() } else { reading })
}

/// Reads `Phases I and II`, `grades 3 to 5`.
fn several(tokens: &[Token<'_>], at: usize) -> Option<Reading> {
    let value = |at: usize| match tokens.get(at)?.sort {
        Sort::Number(value) => u32::try_from(value.to_i64()?).ok(),
        Sort::Word => roman(&tokens[at].lower).or_else(|| number::in_a_word(&tokens[at].lower)),
        _ => None,
    };
    let joint = tokens.get(at + 2)?;
    let is_joined = matches!(joint.lower.as_ref(), "and" | "to") || number::is_hyphen(Some(joint));
    let (first, last) = value(at + 1).zip(value(at + 3)).filter(|_| is_joined)?;
    let value = Value::Range(Decimal::from(first), Decimal::from(last));
    (first < last).then(|| Reading::new(at, at + 4, Kind::Range, value).unit("ordinal"))
}

/// Reads the Roman number of a part of a text: `Chapter IV`, `Article XII`.
fn part_of_text(tokens: &[Token<'_>], at: usize) -> Option<Reading> {
    let number = tokens.get(at + 1).filter(|number| number.is_capital && tokens[at].is_capital)?;
    let value = roman(&number.lower).filter(|_| PARTS.contains(&tokens[at].lower.as_ref()))?;
    Some(Reading::whole(at, at + 2, Kind::Ordinal, value).unit("ordinal").loose())
}

/// Reads `top 20`, `Fortune Global 500`, `top 10`.
fn top(tokens: &[Token<'_>], at: usize) -> Option<Reading> {
    let word = tokens[at].lower.as_ref();
    let skip = match word {
        "top" => 1,
        "fortune" | "global" => 1 + usize::from(tokens.get(at + 1)?.lower == "global"),
        _ => return None,
    };
    let number = number::read(tokens, at + skip)?;
    let is_measured = super::unit::after(tokens, number.end).is_some();
    (!is_measured).then(|| {
        Reading::new(at, number.end, Kind::RankTop, Value::Number(number.value)).unit("rank")
    })
}

fn ordinal(tokens: &[Token<'_>], at: usize) -> Option<Reading> {
    let (value, end) = number::ordinal(tokens, at)?;
    if tokens.get(end).is_some_and(|token| token.lower == "anniversary") {
        return Some(Reading::whole(at, end + 1, Kind::Anniversary, value).unit("anniversary"));
    }
    let reading = Reading::whole(at, end, Kind::Ordinal, value).unit("ordinal");
    let is_word = tokens[at].sort == Sort::Word && value <= 2;
    Some(if is_word || tokens[at].is_quoted { reading.loose() } else { reading })
}

/// Reads words that count without a number: `both`, `twice`, `centenary`, `the highest`.
fn by_word(tokens: &[Token<'_>], at: usize) -> Option<Reading> {
    let word = tokens[at].lower.as_ref();
    if FIRSTS.contains(&word) {
        return Some(Reading::whole(at, at + 1, Kind::Rank, 1).unit("rank").loose());
    }
    let follows = |offset: usize, lower: &str| {
        tokens.get(at + offset).is_some_and(|token| token.lower == lower)
    };
    if matches!(word, "runner" | "runners") && follows(2, "up") {
        return Some(Reading::whole(at, at + 3, Kind::Rank, 2).unit("rank").loose());
    }
    let round = match word {
        "quarter" => 8,
        "semi" => 4,
        _ => 0,
    };
    if round > 0
        && number::is_hyphen(tokens.get(at + 1))
        && (follows(2, "final") || follows(2, "finals"))
    {
        return Some(Reading::whole(at, at + 3, Kind::RankTop, round).loose());
    }
    let (_, kind, value) = COUNTING.iter().find(|(name, ..)| *name == word)?;
    let next = tokens.get(at + 1).map_or("", |next| next.lower.as_ref());
    if matches!(word, "twice" | "thrice") && matches!(next, "as" | "the" | "that" | "what" | "its")
    {
        let reading = Reading::whole(at, at + 1, Kind::Multiple, *value).unit("times");
        return Some(reading.role(Role::Level).loose());
    }
    Some(Reading::whole(at, at + 1, *kind, *value).loose())
}

/// Returns the value of a Roman number below forty; the single characters for them are known too.
pub(super) fn roman(word: &str) -> Option<u32> {
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let mut chars = word.chars();
    if let (Some(one @ 'ⅰ'..='ⅻ'), None) = (chars.next(), chars.next()) {
        return Some(u32::from(one) - u32::from('ⅰ') + 1);
    }
    let tens = word.bytes().take_while(|byte| *byte == b'x').count().min(3);
    let ones = ONES.iter().position(|ones| *ones == &word[tens..])?;
    u32::try_from(10 * tens + ones).ok().filter(|value| *value > 0)
}
