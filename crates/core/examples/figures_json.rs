//! Prints the figures of each line of a Chinese text on standard input, as a JSON list a line.

use std::io::{BufRead, Write};

use recto_core::fact;

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let mut figures = fact::read_zh(&line?);
        figures.retain(fact::Figure::is_listed);
        let mut list = Vec::new();
        for figure in &figures {
            let mut item = serde_json::to_value(figure)?;
            item["en"] = fact::render_en(figure).into();
            list.push(item);
        }
        writeln!(out, "{}", serde_json::Value::from(list))?;
    }
    Ok(())
}
