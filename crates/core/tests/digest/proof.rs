//! 200 honest answers and 200 faulty ones.

use recto_core::digest::prove::Prover;
use recto_core::fact::MONTHS;
use recto_core::glossary::Glossary;
use recto_core::port::{Claim, Part};

use super::cases::{Case, Dice, elsewhere, stranger};

const CASES: usize = 200;

/// What is wrong with an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    ChangedFigure,
    TenfoldFigure,
    AddedFigure,
    Name,
    Place,
    Quotation,
    UnknownId,
    NoId,
    OtherId,
    Direction,
    Date,
}

const FAULTS: &[Fault] = &[
    Fault::ChangedFigure,
    Fault::TenfoldFigure,
    Fault::AddedFigure,
    Fault::Name,
    Fault::Place,
    Fault::Quotation,
    Fault::UnknownId,
    Fault::NoId,
    Fault::OtherId,
    Fault::Direction,
    Fault::Date,
];

#[test]
fn honest_answers_are_passed() {
    let glossary = Glossary::builtin();
    let (mut passed, mut seen) = (0, 0);
    let mut held = Vec::new();
    for number in 1.. {
        let case = Case::new(number);
        let prover = Prover::new(&case.story, &glossary);
        for claim in &case.honest {
            let verdict = prover.prove(claim, &case.passages());
            seen += 1;
            if verdict.is_proven() {
                passed += 1;
            } else {
                held.push(format!("{}\n   {:?}", claim.text, verdict.findings));
            }
        }
        if seen >= CASES {
            break;
        }
    }
    assert!(
        passed * 100 >= seen * 98,
        "{passed} of {seen} passed; held back:\n{}",
        held.join("\n")
    );
}

#[test]
fn faulty_answers_are_caught() {
    let glossary = Glossary::builtin();
    let (mut caught, mut seen) = (0, 0);
    let mut missed = Vec::new();
    let mut kinds = Vec::new();
    'stories: for number in 1.. {
        let case = Case::new(number);
        let prover = Prover::new(&case.story, &glossary);
        let mut dice = Dice::new(number + 7_000);
        for (place, claim) in case.honest.iter().enumerate() {
            let from = place + usize::try_from(number).expect("it is small");
            let tries = (0..FAULTS.len()).map(|step| FAULTS[(from + step) % FAULTS.len()]);
            let Some((fault, faulty)) = tries
                .into_iter()
                .find_map(|fault| Some((fault, spoil(claim, fault, &case, &mut dice)?)))
            else {
                continue;
            };
            seen += 1;
            kinds.push(fault);
            if prover.prove(&faulty, &case.passages()).is_proven() {
                missed.push(format!("{fault:?}: {} <- {}", faulty.text, claim.text));
            } else {
                caught += 1;
            }
            if seen == CASES {
                break 'stories;
            }
        }
    }
    assert_eq!(caught, seen, "missed:\n{}", missed.join("\n"));
    for fault in FAULTS {
        assert!(kinds.contains(fault), "no case with {fault:?}");
    }
}

/// Puts a fault into an honest sentence, where the sentence has a place for it.
fn spoil(claim: &Claim, fault: Fault, case: &Case, dice: &mut Dice) -> Option<Claim> {
    let text = claim.text.as_str();
    let mut faulty = claim.clone();
    match fault {
        Fault::ChangedFigure => faulty.text = with_digits(text, |digits| changed(digits, dice))?,
        Fault::TenfoldFigure => faulty.text = with_digits(text, tenfold)?,
        Fault::AddedFigure if claim.part != Part::Quotation => {
            let added = format!(", creating {} jobs.", dice.roll(1_100, 9_800));
            faulty.text = format!("{}{added}", text.trim_end_matches('.'));
        }
        Fault::Name => {
            let known =
                case.people.iter().find(|name| text.contains(**name) || claim.speaker == **name)?;
            let other = stranger(dice, &case.people);
            faulty.text = text.replace(known, other);
            faulty.speaker = claim.speaker.replace(known, other);
        }
        Fault::Place if text.contains(case.place) => {
            faulty.text = text.replace(case.place, elsewhere(dice, case.place));
        }
        Fault::Quotation if text.contains('“') || claim.part == Part::Quotation => {
            let word = ["children", "business", "harvest", "people", "companies'", "cent"]
                .iter()
                .find(|word| text.contains(**word))?;
            faulty.text = text.replace(word, "officials");
            faulty.chinese = String::new();
        }
        Fault::UnknownId => faulty.cites = vec!["p99".to_owned()],
        Fault::NoId => faulty.cites.clear(),
        Fault::OtherId if text.chars().any(|c| c.is_ascii_digit()) => {
            faulty.cites = vec!["p4".to_owned()];
        }
        Fault::Direction => faulty.text = turned(text)?,
        Fault::Date => {
            let month = MONTHS.iter().find(|month| text.contains(**month))?;
            let others: Vec<&str> = MONTHS.into_iter().filter(|other| other != month).collect();
            faulty.text = text.replace(month, dice.pick(&others));
        }
        _ => return None,
    }
    (faulty != *claim).then_some(faulty)
}

/// Lets rise what fell, and fall what rose.
fn turned(text: &str) -> Option<String> {
    const TURNS: &[(&str, &str)] = &[
        (" grew ", " fell "),
        (" rose ", " fell "),
        (" fell ", " rose "),
        (" declined ", " increased "),
        (" more than", " fewer than"),
    ];
    let (word, other) = TURNS.iter().find(|(word, _)| text.contains(word))?;
    Some(text.replace(word, other))
}

/// Rewrites the last figure in digits that is no date.
fn with_digits(text: &str, change: impl FnOnce(&str) -> String) -> Option<String> {
    let end = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let start = text[..end]
        .rfind(|c| !is_part(c))
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    Some(format!("{}{}{}", &text[..start], change(&text[start..end]), &text[end..]))
}

fn tenfold(digits: &str) -> String {
    match digits.split_once('.') {
        Some((whole, rest)) => format!("{whole}{rest}0"),
        None => format!("{digits}0"),
    }
}

/// Changes the first digit of a figure.
fn changed(digits: &str, dice: &mut Dice) -> String {
    let first = digits.chars().next().and_then(|c| c.to_digit(10)).unwrap_or(1);
    let other = (u64::from(first) + dice.roll(1, 8) - 1) % 9 + 1;
    let other = if other == u64::from(first) { other % 9 + 1 } else { other };
    format!("{other}{}", &digits[1..])
}
