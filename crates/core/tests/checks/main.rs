//! The checks on pairs that are right, and on the same pairs made wrong one way at a time.
//!
//! `pairs.tsv` and `free.tsv` hold translations of invented news that a person would print, those of
//! `free.tsv` by translators who did not know the rules; a sound check is silent on them and speaks up at
//! each error. The shares are those that the project promises. `lots.tsv` holds more of the same that is not made wrong. `wrong.tsv` holds translations with one
//! error each: the rules of which one must speak up, the Chinese, the English. `ways.tsv` and
//! `turns.tsv` hold what news says again and again: the Chinese, the ways to say it rightly, and some to say it wrongly.

use recto_core::check::{Pair, names, run};
use recto_core::fact::{
    Figure, Hold, Value, compare, mentions_zh, name, read_en, read_zh, render_en,
};
use recto_core::finding::Finding;
use recto_core::glossary::Glossary;

/// Returns the pairs: the Chinese and the English.
fn pairs() -> Vec<(&'static str, &'static str)> {
    let lines = include_str!("pairs.tsv").lines().chain(include_str!("free.tsv").lines());
    lines.filter_map(|line| line.split_once('\t')).collect()
}

/// Returns the pairs that are made wrong: every third, of more than three thousand.
fn sample() -> impl Iterator<Item = (&'static str, &'static str)> {
    pairs().into_iter().step_by(3)
}

/// Returns what the rules find without a glossary.
fn found(source: &str, target: &str) -> Vec<Finding> {
    checked(source, target, None)
}

fn checked(source: &str, target: &str, glossary: Option<&Glossary>) -> Vec<Finding> {
    run(&Pair { glossary, ..Pair::of(source, target) })
}

/// Returns the rules that find something critical or major.
fn errors(source: &str, target: &str) -> Vec<String> {
    let errors = found(source, target).into_iter().filter(|finding| finding.severity.is_error());
    errors.map(|finding| format!("{}: {}", finding.rule, finding.message)).collect()
}

/// Returns the English figures that say what a stated Chinese figure says.
fn matched(source: &str, target: &str) -> Vec<Figure> {
    let (zh, en) = (mentions_zh(source), read_en(target));
    let pairs = compare(&zh, &en).matched;
    let stated = pairs.into_iter().filter(|(zh_at, _)| zh[*zh_at].hold == Hold::Stated);
    stated.map(|(_, en_at)| en[en_at].clone()).collect()
}

/// Makes every pair wrong at every figure and asserts that so many in a hundred are found.
#[track_caller]
fn assert_found(percent: usize, mutate: impl Fn(&Figure) -> Option<String>) {
    let (mut made, mut missed) = (0, Vec::new());
    for (source, target) in sample() {
        for figure in matched(source, target) {
            let Some(changed) = mutate(&figure).filter(|changed| *changed != figure.text) else {
                continue;
            };
            let wrong = replaced(target, &figure, &changed);
            made += 1;
            if errors(source, &wrong).is_empty() {
                missed.push(wrong);
            }
        }
    }
    assert!(made >= 20, "only {made} pairs could be made wrong");
    assert!(
        (made - missed.len()) * 100 >= made * percent,
        "{} of {made} are not found:\n{}",
        missed.len(),
        missed.join("\n")
    );
}

fn replaced(text: &str, figure: &Figure, changed: &str) -> String {
    let start: String = text.chars().take(figure.span.start).collect();
    let end: String = text.chars().skip(figure.span.end).collect();
    format!("{start}{changed}{end}")
}

/// Returns the digits of a figure with what they become.
fn with_digits(figure: &Figure, change: impl Fn(&str) -> Option<String>) -> Option<String> {
    let text = &figure.text;
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let rest = &text[start..];
    let end =
        rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(rest.len());
    let digits = rest[..end].trim_end_matches(['.', ',']);
    Some(format!("{}{}{}", &text[..start], change(digits)?, &rest[digits.len()..]))
}

fn is_amount(figure: &Figure) -> bool {
    let is_number = matches!(figure.value, Value::Number(_));
    let is_named = matches!(
        figure.kind.as_str(),
        "year" | "month" | "plan" | "ordinal" | "rank" | "rank_top" | "anniversary"
    );
    is_number && !is_named
}

#[test]
fn every_rule_is_described() {
    let page = include_str!("../../../../docs/editorial.md");
    for (name, _) in names() {
        assert!(page.contains(&format!("| {name} |")), "docs/editorial.md lacks {name}");
    }
}

#[test]
fn right_pairs_are_not_reported() {
    let lots = include_str!("lots.tsv").lines().filter_map(|line| line.split_once('\t'));
    let pairs: Vec<(&str, &str)> = pairs().into_iter().chain(lots).collect();
    assert!(pairs.len() >= 200, "{} pairs", pairs.len());
    let reported: Vec<String> = pairs
        .iter()
        .filter_map(|(source, target)| {
            let errors = errors(source, target);
            (!errors.is_empty()).then(|| format!("{source} / {target}: {errors:?}"))
        })
        .collect();
    assert!(reported.len() * 100 <= pairs.len(), "{}:\n{}", reported.len(), reported.join("\n"));
}

#[test]
fn an_error_of_a_translator_is_found_by_one_of_its_rules() {
    let glossary = Glossary::builtin();
    let missed: Vec<&str> = include_str!("wrong.tsv")
        .lines()
        .filter(|line| {
            let [rules, source, target] = line.splitn(3, '\t').collect::<Vec<_>>()[..] else {
                panic!("{line} has no three columns");
            };
            let found = checked(source, target, Some(&glossary));
            !found.iter().any(|finding| rules.split(',').any(|rule| rule == finding.rule))
        })
        .collect();
    assert_eq!(missed, [""; 0]);
}

#[test]
fn each_way_to_say_a_thing_rightly_is_right_and_each_wrong_one_is_found() {
    let glossary = Glossary::builtin();
    let mut wrong = Vec::new();
    let mut judge = |source: &str, ways: &str, is_right: bool| {
        for target in ways.split('|').filter(|target| !target.is_empty()) {
            // A way to say a part of a sentence has no full stop, and then its Chinese has none.
            let is_part = target.ends_with(char::is_alphanumeric);
            let source = if is_part { source.trim_end_matches('。') } else { source };
            let found = checked(source, target, Some(&glossary));
            let errors = found.iter().filter(|finding| finding.severity.is_error());
            let errors: Vec<_> = errors.map(|finding| finding.message.as_str()).collect();
            if errors.is_empty() != is_right {
                wrong.push(format!("{source} / {target}: {errors:?}"));
            }
        }
    };
    for line in include_str!("ways.tsv").lines().chain(include_str!("turns.tsv").lines()) {
        let mut columns = line.split('\t');
        let source = columns.next().unwrap_or_default();
        judge(source, columns.next().unwrap_or_default(), true);
        judge(source, columns.next().unwrap_or_default(), false);
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_figure_that_is_ten_times_too_large_is_found() {
    assert_found(100, |figure| {
        with_digits(figure, |digits| match digits.split_once('.') {
            Some((whole, fraction)) => {
                Some(format!("{whole}{}.{}0", &fraction[..1], &fraction[1..]))
            }
            None => Some(format!("{digits}0")),
        })
        .filter(|_| is_amount(figure))
    });
}

#[test]
fn every_figure_that_is_ten_times_too_small_is_found() {
    assert_found(100, |figure| {
        with_digits(figure, |digits| {
            let whole = digits.strip_suffix('0')?;
            (!whole.is_empty() && !digits.contains('.')).then(|| whole.to_owned())
        })
        .filter(|_| is_amount(figure))
    });
}

#[test]
fn every_exchange_of_million_and_billion_is_found() {
    assert_found(100, |figure| {
        let exchanged = figure
            .text
            .replace("million", "B")
            .replace("billion", "million")
            .replace('B', "billion");
        (exchanged != figure.text).then_some(exchanged)
    });
}

#[test]
fn every_lost_decimal_point_is_found() {
    assert_found(100, |figure| {
        with_digits(figure, |digits| digits.contains('.').then(|| digits.replace('.', "")))
    });
}

#[test]
fn every_percentage_that_became_points_is_found() {
    assert_found(100, |figure| {
        figure
            .text
            .ends_with(" percent")
            .then(|| figure.text.replace(" percent", " percentage points"))
    });
}

#[test]
fn every_exchanged_currency_is_found() {
    assert_found(100, |figure| {
        figure.text.contains(" yuan").then(|| figure.text.replace(" yuan", " euros"))
    });
}

#[test]
fn one_wrong_digit_is_found() {
    assert_found(99, |figure| {
        with_digits(figure, |digits| {
            let last = digits.chars().last()?.to_digit(10)?;
            Some(format!("{}{}", &digits[..digits.len() - 1], (last + 3) % 10))
        })
    });
}

#[test]
fn a_deleted_figure_is_found() {
    assert_found(92, |_| Some("it".to_owned()));
}

#[test]
fn every_invented_figure_is_found() {
    for (source, target) in sample() {
        let wrong = format!("{target} It involved 7,377 vehicles.");
        assert!(!errors(source, &wrong).is_empty(), "{wrong}");
    }
}

#[test]
fn a_dropped_sentence_is_found() {
    let pairs = pairs();
    let (mut made, mut missed) = (0, Vec::new());
    for both in pairs.windows(2) {
        let ((first, english), (second, _)) = (both[0], both[1]);
        if second.chars().count() < 12 {
            continue;
        }
        made += 1;
        if errors(&format!("{first}{second}"), english).is_empty() {
            missed.push(second);
        }
    }
    assert!(
        (made - missed.len()) * 100 >= made * 90,
        "{} of {made}:\n{}",
        missed.len(),
        missed.join("\n")
    );
}

#[test]
fn every_changed_name_is_found() {
    let mut made = 0;
    for (source, target) in pairs() {
        for person in name::persons(source) {
            let (surname, _) = person.pinyin.split_once(' ').expect("a person has two names");
            let wrong = target.replace(&person.pinyin, &format!("{surname} Dawei"));
            if wrong != target {
                made += 1;
                assert!(!errors(source, &wrong).is_empty(), "{wrong}");
            }
        }
    }
    assert!(made >= 8, "only {made} names");
}

/// Figures that are easily misread, each sentence with what is read: the text, the kind, the value, the unit, how
/// it is bounded, and how it is written in English.
const FIGURES: &str = include_str!("figures.tsv");

#[test]
fn figures_that_are_easily_misread_are_read_as_they_are_meant() {
    let read = |sentence: &str| -> String {
        let figures: Vec<String> = read_zh(sentence).iter().map(described).collect();
        figures.join("; ")
    };
    let told = |line: &str| {
        let (sentence, _) = line.split_once('\t').unwrap_or((line, ""));
        format!("{sentence}\t{}", read(sentence))
    };
    let found: Vec<String> = FIGURES.lines().map(told).collect();
    assert!(found.len() >= 100, "{} sentences", found.len());
    for (found, expected) in found.iter().zip(FIGURES.lines()) {
        assert_eq!(found, expected);
    }
}

fn described(figure: &Figure) -> String {
    let approx = figure.approx.map_or_else(String::new, |approx| format!(" {approx:?}"));
    let value = serde_json::to_string(&figure.value).unwrap_or_default().replace('"', "");
    let unit = figure.unit.as_deref().unwrap_or("-");
    let english = render_en(figure).into_iter().next().unwrap_or_default();
    format!("{} = {} {value} {unit}{approx}: {english}", figure.text, figure.kind.as_str())
}
