//! Measures digests without a model: milliseconds for a page, the ratio to reading the page, what twice
//! the article costs, and what a roundup of twice the pages costs in time and memory.
//!
//! `cargo bench -p recto-core --bench digest`; the pages are invented.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a measurement needs a clock and a place to print"
)]

use std::hint::black_box;
use std::time::Instant;

use recto_core::digest::{Bulletin, Collector, Digest, Order, extract};
use recto_core::edition::Edition;
use recto_core::engine::stories;
use recto_core::glossary::Glossary;
use recto_core::page;
use recto_core::segment::segments;
use recto_core::unit::{Languages, Unit};

/// The pages of the smaller roundup.
const PAGES: usize = 1000;

fn main() {
    let glossary = Glossary::builtin();
    let page = invented(1, 1);
    let read = seconds(|| page::read(&page).document.articles.len());
    let made = seconds(|| digests("page.txt", &page, &glossary).len());
    println!("a page of {} characters", page.chars().count());
    println!("  {:8.2} ms, {:.1} × reading it", made * 1e3, made / read);
    for (size, name) in [(1, "an article"), (16, "one of 16 × the length")] {
        let (one, two) = (invented(1, size), invented(1, 2 * size));
        let once = seconds(|| digests("page.txt", &one, &glossary).len());
        let twice = seconds(|| digests("page.txt", &two, &glossary).len());
        println!("{name}: twice as long takes {:.2} × as long", twice / once);
    }
    let (once, first) = timed(|| roundup(PAGES, &glossary));
    let before = peak();
    let (twice, second) = timed(|| roundup(2 * PAGES, &glossary));
    println!("a roundup of {PAGES} pages: {once:.2} s, {before} MB at most");
    println!("  twice the pages take {:.2} × as long, {} MB at most", twice / once, peak());
    let words = |bulletin: &Bulletin| bulletin.digests.iter().map(Digest::words).sum::<usize>();
    println!("  {} and {} words of 600", words(&first), words(&second));
}

fn roundup(pages: usize, glossary: &Glossary) -> Bulletin {
    let mut collector = Collector::new(600);
    for number in 0..pages {
        let name = format!("{number}.txt");
        digests(&name, &invented(number, 1), glossary)
            .into_iter()
            .for_each(|one| collector.add(one));
    }
    collector.finish("Roundup".to_owned(), None)
}

/// Reads a page and makes the digests of its articles.
fn digests(name: &str, text: &str, glossary: &Glossary) -> Vec<Digest> {
    let page = page::read(text);
    let units: Vec<Unit> = segments(&page.document).into_iter().map(Unit::open).collect();
    let edition = Edition::assemble(name.to_owned(), Languages::default(), page, units);
    let made = |story| extract(&story, glossary).compose(&story, Order::default(), glossary);
    stories(&edition, None).into_iter().map(made).collect()
}

/// Returns the least time of five runs.
fn seconds(run: impl Fn() -> usize) -> f64 {
    let time = |_| timed(|| black_box(run())).0;
    (0..5).map(time).fold(f64::MAX, f64::min)
}

fn timed<T>(run: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let result = run();
    (start.elapsed().as_secs_f64(), result)
}

/// Returns how much memory this process has held at most, in megabytes, where the system says so.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok());
    kilobytes.unwrap_or_default() / 1024
}

/// Returns a page of two articles, another for each number; the first is `size` times as long as usual.
fn invented(number: usize, size: usize) -> String {
    const PLACES: [&str; 8] = ["白河", "松原", "青岚", "柳溪", "石桥", "梅岭", "杏坪", "临湾"];
    const WORKS: [&str; 6] = ["水厂", "大桥", "图书馆", "产业园", "学校", "医院"];
    let place = PLACES[number % PLACES.len()];
    let work = WORKS[number / PLACES.len() % WORKS.len()];
    let mut text = format!("## {place}{number}号{work}开工\n\n");
    for at in 0..12 * size {
        let figure = (number * 37 + at * 11) % 900 + 13;
        text.push_str(&format!(
            "{}月{}日,{place}市第{at}期{work}项目开工建设,总投资{}.{}亿元,占地{figure}亩,预计年产值同比增长{}.{}%。“桥通路通,心里亮堂。”村民江照海说,今年收入{figure}万元。\n\n",
            at % 12 + 1,
            at % 27 + 1,
            figure % 40 + 2,
            at % 9 + 1,
            figure % 17 + 2,
            number % 9 + 1,
        ));
    }
    let output = number % 83 + 11;
    text.push_str(&format!(
        "## {place}市{number}季度经济平稳增长\n\n{}年,{place}市地区生产总值同比增长{}.{}%,位居全省第{}位;规模以上工业增加值同比增长{output}.2%。\n",
        2010 + number % 14,
        number % 7 + 3,
        number % 9 + 1,
        number % 9 + 2,
    ));
    text
}
