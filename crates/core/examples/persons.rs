//! Prints the persons of each line of a Chinese text on standard input.

use std::io::{BufRead, Write};

use recto_core::fact::name;

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        for person in name::persons(&line?) {
            writeln!(out, "{}\t{}", person.text, person.pinyin)?;
        }
    }
    Ok(())
}
