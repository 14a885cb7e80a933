//! Lays invented articles out as a printed page would be and damages them as extraction does: columns
//! cut paragraphs, columns are swapped or moved, pictures leave gaps, text is looped or lost.
//!
//! `cargo run -p recto-core --example damage -- ARTICLES_DIR OUT_DIR COUNT [SEED]` writes pages and, beside
//! each, `<stem>.gold.json`: the structure that page repair should find. An article is a file whose lines
//! begin with a letter for their kind: K kicker, T headline, S subhead, B byline, D deck, R byline that
//! runs into a paragraph (parted by `|`), P paragraph, H heading, L list item, C caption,
//! Z credit, N note, E paragraph with a byline at its end (parted by `|`), A paragraph that may be taken for an item.

#![expect(clippy::disallowed_methods, reason = "a tool for developers, not part of the library")]

mod article;
mod columns;
mod plan;
mod print;

use std::error::Error;

use serde_json::Value;

use crate::article::parse;
use crate::columns::{Part, arrange, columns, delay_heading, lose, place_floats, repeat, stutter};
use crate::plan::{Dice, Plan};
use crate::print::print;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [dir, out, count, ..] = args.as_slice() else {
        return Err("usage: damage ARTICLES_DIR OUT_DIR COUNT [SEED]".into());
    };
    let seed: u64 = args.get(3).map_or(Ok(1), |seed| seed.parse())?;
    let mut files: Vec<_> = std::fs::read_dir(dir)?.collect::<Result<_, _>>()?;
    files.sort_by_key(std::fs::DirEntry::path);
    let texts: Vec<String> =
        files.iter().map(|file| std::fs::read_to_string(file.path())).collect::<Result<_, _>>()?;
    std::fs::create_dir_all(out)?;
    for n in 0..count.parse::<u64>()? {
        let mut dice = Dice(seed * 1000 + n);
        let (text, gold) = page(&texts, &mut dice);
        std::fs::write(format!("{out}/damaged-{n:02}.txt"), text)?;
        std::fs::write(format!("{out}/damaged-{n:02}.gold.json"), gold.to_string())?;
    }
    Ok(())
}

fn page(texts: &[String], dice: &mut Dice) -> (String, Value) {
    let plan = Plan::roll(dice);
    let mut order: Vec<usize> = (0..texts.len()).collect();
    for i in (1..order.len()).rev() {
        order.swap(i, dice.roll(i as u64 + 1) as usize);
    }
    order.truncate(1 + dice.roll(4) as usize);
    let mut blocks = Vec::new();
    let mut articles = 0;
    for &text in &order {
        blocks.extend(parse(&texts[text], articles, &plan));
        articles = blocks.last().map_or(0, |block| block.article + 1);
    }
    let mut columns = columns(&blocks, &plan, dice);
    arrange(&mut columns, &blocks, &plan, dice);
    let mut parts: Vec<Part> = columns.into_iter().flatten().collect();
    if plan.late_heading {
        delay_heading(&mut parts, &blocks);
    }
    lose(&mut parts, &plan, dice, &blocks);
    place_floats(&mut parts, &blocks, &plan, dice);
    repeat(&mut parts, &blocks, &plan, dice);
    if plan.stutter {
        stutter(&mut parts, &blocks, dice);
    }
    print(&parts, &blocks, &plan, articles, dice)
}
