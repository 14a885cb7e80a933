//! Measures the checks: how many segments a core checks in a second, with and without terms, what a
//! segment costs against a walk over its characters, what twice the segment costs, and what a glossary of
//! 100,000 rows costs against one of 100.
//!
//! `cargo bench -p recto-core --bench checks`; it reads the invented pairs of the tests.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a measurement needs a clock and a place to print"
)]

use std::fmt::Write;
use std::hint::black_box;
use std::time::Instant;

use recto_core::check::{Pair, RULES, run};
use recto_core::glossary::{Glossary, parse_csv};

const PAIRS: &str = include_str!("../tests/checks/pairs.tsv");

fn main() {
    let sentences: Vec<(&str, &str)> =
        PAIRS.lines().filter_map(|line| line.split_once('\t')).collect();
    let paragraphs: Vec<(String, String)> = sentences.chunks(4).map(joined).collect();
    let pairs: Vec<(&str, &str)> =
        paragraphs.iter().map(|(zh, en)| (zh.as_str(), en.as_str())).collect();
    let count =
        |text: fn(&(&str, &str)) -> usize| pairs.iter().map(text).sum::<usize>() / pairs.len();
    let (zh, en) = (count(|pair| pair.0.chars().count()), count(|pair| pair.1.chars().count()));
    println!("a segment: {zh} characters of Chinese, {en} of English\n");
    let walk = seconds(|| pairs.iter().map(|(zh, en)| walked(zh) + walked(en)).sum());
    println!("{:34} {:>12} {:>14} {:>9}", "checks", "segments/s", "10,000 in", "× walking");
    let (few, many) = (rows(100), rows(100_000));
    for (name, glossary) in [
        ("without terms", None),
        ("with the built-in terms", Some(Glossary::builtin())),
        ("… and 100 rows over them", Some(read(&few).over(Glossary::builtin()))),
        ("… and 100,000 rows over them", Some(read(&many).over(Glossary::builtin()))),
    ] {
        let time = seconds(|| checked(&pairs, glossary.as_ref()));
        let each = time / pairs.len() as f64;
        println!("{name:34} {:12.0} {:12.3} s {:9.1}", 1.0 / each, each * 10_000.0, time / walk);
    }
    println!("\n{:34} {:>9}", "one segment of", "2n / n");
    let builtin = Glossary::builtin();
    for size in [2_000, 20_000, 200_000] {
        let (once, twice) = (grown(&sentences, size), grown(&sentences, 2 * size));
        let time = |pair: &(String, String)| {
            seconds(|| checked(&[(pair.0.as_str(), pair.1.as_str())], Some(&builtin)))
        };
        println!("{:34} {:9.2}", format!("{size} bytes"), time(&twice) / time(&once));
    }
    println!("\n{:34} {:>9} {:>9}", "the dearest rules, alone", "share", "2n / n");
    let (once, twice) = (grown(&sentences, 50_000), grown(&sentences, 100_000));
    let all = seconds(|| checked(&pairs, Some(&builtin)));
    let mut rules: Vec<(f64, f64, &str)> = RULES
        .iter()
        .map(|rule| {
            let find = |(source, target): (&str, &str)| {
                rule.find(&Pair { glossary: Some(&builtin), ..Pair::of(source, target) }).len()
            };
            let of = |pair: &(String, String)| seconds(|| find((&pair.0, &pair.1)));
            let time = seconds(|| pairs.iter().map(|pair| find(*pair)).sum());
            (time / all, of(&twice) / of(&once), rule.name)
        })
        .collect();
    rules.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (share, growth, name) in rules.iter().take(16) {
        println!("{name:34} {:8.1}% {growth:9.2}", 100.0 * share);
    }
    println!("\n{:34} {:>9}", "a glossary is read in", "seconds");
    for (name, text) in [("100 rows", &few), ("100,000 rows", &many)] {
        println!("{name:34} {:9.4}", seconds(|| read(text).terms().count()));
    }
}

fn checked(pairs: &[(&str, &str)], glossary: Option<&Glossary>) -> usize {
    let check = |(source, target): &(&str, &str)| {
        let pair = Pair { glossary, ..Pair::of(source, target) };
        run(&pair).len()
    };
    pairs.iter().map(check).sum()
}

fn walked(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

fn read(rows: &str) -> Glossary {
    Glossary::of(parse_csv(rows, "bench.csv").0)
}

/// Invents a glossary: terms of three characters, none of which is likely to be met.
fn rows(count: u32) -> String {
    let mut rows = String::new();
    let han = |n: u32| char::from_u32(0x4e00 + n % 5000).unwrap_or('一');
    for row in 0..count {
        let _ =
            writeln!(rows, "{}{}{},Term {row}", han(row * 7), han(row / 50), han(row / 2500 * 31));
    }
    rows
}

/// Joins pairs into one until it is so large.
fn grown(pairs: &[(&str, &str)], size: usize) -> (String, String) {
    let count = size * pairs.len() / pairs.iter().map(|(zh, _)| zh.len()).sum::<usize>();
    joined(&pairs.iter().cycle().take(count).copied().collect::<Vec<_>>())
}

fn joined(pairs: &[(&str, &str)]) -> (String, String) {
    let source: Vec<&str> = pairs.iter().map(|(zh, _)| *zh).collect();
    let target: Vec<&str> = pairs.iter().map(|(_, en)| *en).collect();
    (source.concat(), target.join(" "))
}

/// Returns the least time of three runs.
fn seconds(run: impl Fn() -> usize) -> f64 {
    let time = |_| {
        let start = Instant::now();
        black_box(run());
        start.elapsed().as_secs_f64()
    };
    (0..3).map(time).fold(f64::MAX, f64::min)
}
