//! Makes `data/words.fst`, the word list of `text::lexicon`, from a word list in jieba's format.
//!
//! `cargo run -p recto-core --example make_words -- DICT.TXT crates/core/data/words.fst`

#![expect(clippy::disallowed_methods, reason = "a tool for developers, not part of the library")]

use std::collections::BTreeMap;
use std::error::Error;

use fst::MapBuilder;
use recto_core::text::class::Class;
use recto_core::text::lexicon::pack;
use recto_core::text::script::is_han;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(dict), Some(out)) = (args.next(), args.next()) else {
        return Err("usage: make_words DICT.TXT OUT.FST".into());
    };
    let dict = std::fs::read_to_string(dict)?;
    let (words, total) = read(&dict);
    let mut builder = MapBuilder::memory();
    builder.insert("", total)?;
    for (word, value) in words {
        builder.insert(word, value)?;
    }
    std::fs::write(out, builder.into_inner()?)?;
    Ok(())
}

/// Reads the words worth keeping with their values, and the sum of all frequencies.
fn read(dict: &str) -> (BTreeMap<&str, u64>, u64) {
    let mut words = BTreeMap::new();
    let mut total = 0;
    for line in dict.lines() {
        let mut fields = line.split(' ');
        let word = fields.next().unwrap_or_default();
        let frequency: u32 = fields.next().and_then(|f| f.parse().ok()).unwrap_or(0);
        let tag = fields.next().unwrap_or_default();
        total += u64::from(frequency);
        if is_wanted(word, frequency, tag) {
            words.insert(word, pack(rounded(frequency), Class::from_tag(tag)));
        }
    }
    (words, total)
}

/// Tells whether a word earns its place: Han only, at most eight characters, and no rare name or phrase.
fn is_wanted(word: &str, frequency: u32, tag: &str) -> bool {
    let len = word.chars().count();
    let rare_name = tag.starts_with("nr") && len >= 3 && frequency < 20;
    let rare_long = len >= 5 && frequency < 4 && !matches!(tag, "ns" | "nt");
    word.chars().all(is_han) && len <= 8 && frequency > 0 && !rare_name && !rare_long
}

/// Rounds a frequency down to two binary digits: near enough for a word's weight, and the list
/// shares more of its endings.
fn rounded(frequency: u32) -> u32 {
    let shift = frequency.max(1).ilog2().saturating_sub(1);
    frequency >> shift << shift
}
