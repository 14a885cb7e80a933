//! Measures the repair of pages: megabytes each second, the ratio to counting `。` in the same text,
//! and what twice the text costs.
//!
//! `cargo bench -p recto-core --bench repair [-- [--size=MB] FILE…]`; without files it reads invented
//! pages, without a size texts of 2 MB.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a measurement needs a clock and a place to print"
)]

use std::hint::black_box;
use std::time::Instant;

use recto_core::page;

/// How large the measured texts are, in bytes, unless the caller says otherwise.
const SIZE: usize = 2_000_000;

fn main() {
    let files: Vec<String> =
        std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let size = std::env::args().find_map(|arg| arg.strip_prefix("--size=")?.parse::<usize>().ok());
    let size = size.map_or(SIZE, |megabytes| megabytes * 1_000_000);
    let mut texts: Vec<(String, String)> = Vec::new();
    for file in files {
        if let Ok(text) = std::fs::read_to_string(&file) {
            texts.push((file, text));
        }
    }
    if texts.is_empty() {
        texts = invented();
    }
    println!("{:24} {:>8} {:>10} {:>8}", "text", "MB/s", "× counting", "2n / n");
    for (name, text) in texts {
        measure(&name, &grown(&text, size));
    }
}

fn measure(name: &str, text: &str) {
    let repair = seconds(|| page::read(text).document.articles.len());
    let count = seconds(|| text.matches('。').count());
    let double = format!("{text}\n\n{text}");
    let twice = seconds(|| page::read(&double).document.articles.len());
    let speed = text.len() as f64 / 1e6 / repair;
    println!("{name:24} {speed:8.1} {:10.1} {:8.2}", repair / count, twice / repair);
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

/// Repeats a text until it is so large; each copy gets figures of its own, so that it is no loop.
fn grown(text: &str, size: usize) -> String {
    let mut grown = String::with_capacity(size + text.len());
    let mut copy = 0_u32;
    while grown.len() < size {
        let own = char::from_u32(0x4e00 + copy % 20_000).unwrap_or('一');
        for line in text.split('\n') {
            for c in line.chars() {
                if matches!(c, '，' | ',') {
                    grown.push(own);
                }
                grown.push(c);
            }
            grown.push('\n');
        }
        copy += 1;
    }
    grown
}

fn invented() -> Vec<(String, String)> {
    let page = concat!(
        include_str!("../tests/articles/shown/water.txt"),
        include_str!("../tests/articles/shown/service.txt")
    );
    let lines: Vec<&str> = page.lines().map(|line| line.get(2..).unwrap_or_default()).collect();
    let clean = lines.join("\n\n");
    let cut: Vec<String> = lines
        .iter()
        .enumerate()
        .map(|(i, line)| if i % 5 == 3 { cut_in_two(line) } else { (*line).to_owned() })
        .collect();
    let poem = clean.replace(['，', '。'], "\n");
    vec![
        ("clean page".to_owned(), clean),
        ("page with cuts".to_owned(), cut.join("\n\n")),
        ("one line".to_owned(), lines.concat()),
        ("verse".to_owned(), poem),
        ("blank lines".to_owned(), "\n".repeat(1000)),
    ]
}

/// Cuts a line in its middle as a column break does.
fn cut_in_two(line: &str) -> String {
    let middle = line.char_indices().nth(line.chars().count() / 2).map_or(0, |(byte, _)| byte);
    format!("{}\n\n{}", &line[..middle], &line[middle..])
}
