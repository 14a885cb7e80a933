//! Prints the figures of a Chinese text on standard input as JSON, one object a line.

use std::io::{Read, Write};

use recto_core::fact;

fn main() -> std::io::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let mut out = std::io::stdout().lock();
    for figure in fact::read_zh(&text).iter().filter(|figure| figure.is_listed()) {
        writeln!(out, "{}", serde_json::to_string(figure)?)?;
    }
    Ok(())
}
