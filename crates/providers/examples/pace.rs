//! Asks a server for many translations at once and says how close that came to the physical limit.
//!
//! `cargo run --release -p recto-providers --example pace -- PROVIDER BASE_URL [requests] [items] [parallel] [latency ms] [rps|0] [model]`

use std::error::Error;
use std::io::Write;
use std::sync::Arc;
use std::time::Instant;

use recto_core::document::Kind;
use recto_core::port::{Batch, Item, Translator, Usage};
use recto_providers::catalogue;
use recto_providers::settings::Settings;
use secrecy::SecretString;
use tokio::sync::Semaphore;

/// Words of invented paragraphs; their places make every paragraph another one.
const WORDS: &str = "白河县松原区青岚市的干部群众在新建的粮站和小学旁边种树修路办厂开店";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize, or: usize| args.get(at).and_then(|arg| arg.parse().ok()).unwrap_or(or);
    let (requests, items) = (number(2, 1000), number(3, 1));
    let (parallel, latency) = (number(4, 32), number(5, 200));
    let settings = Settings {
        provider: args.first().cloned().unwrap_or_else(|| "openai".into()),
        base_url: args.get(1).cloned(),
        parallel: Some(parallel),
        model: args.get(7).cloned(),
        rps: args.get(6).and_then(|arg| arg.parse().ok()).filter(|rps| *rps > 0.0),
        ..Settings::default()
    };
    let translator =
        Arc::from(catalogue::open(&settings, Some(SecretString::from("sim-key:none")))?);
    let start = Instant::now();
    let (usage, failed) = ask(translator, requests, items, parallel).await;
    let wall = start.elapsed().as_secs_f64();
    let ideal = (requests * latency) as f64 / parallel as f64 / 1000.0;
    writeln!(
        std::io::stdout(),
        "{requests} batches of {items}, {failed} failed, {} requests, {} tokens in, {:.3} s, ideal {ideal:.3} s, ratio {:.3}",
        usage.requests,
        usage.input_tokens,
        wall,
        wall / ideal,
    )?;
    Ok(())
}

async fn ask(
    translator: Arc<dyn Translator>,
    requests: usize,
    items: usize,
    parallel: usize,
) -> (Usage, usize) {
    let room = Arc::new(Semaphore::new(parallel));
    let mut tasks = Vec::with_capacity(requests);
    for n in 0..requests {
        let (room, translator) = (room.clone(), translator.clone());
        tasks.push(tokio::spawn(async move {
            let _pass = room.acquire().await;
            translator.translate(&batch(n, items)).await
        }));
    }
    let (mut usage, mut failed) = (Usage::default(), 0);
    for task in tasks {
        match task.await {
            Ok(Ok(answers)) if answers.items.len() == items => usage += answers.usage,
            Ok(Err(refusal)) => {
                failed += 1;
                let _ = writeln!(std::io::stderr(), "{refusal}");
            }
            _ => failed += 1,
        }
    }
    (usage, failed)
}

fn batch(n: usize, items: usize) -> Batch {
    let item = |id: usize| Item {
        id: u32::try_from(id).unwrap_or_default(),
        kind: Kind::Paragraph,
        text: paragraph(n * items + id),
        head_missing: false,
        tail_missing: false,
        values: vec![],
        example: None,
        again: None,
    };
    Batch { items: (1..=items).map(item).collect(), ..Batch::default() }
}

fn paragraph(n: usize) -> String {
    let words: Vec<char> = WORDS.chars().collect();
    let letter = |i: usize| {
        words[(n / words.len().pow(u32::try_from(i % 3).unwrap_or(0)) + i * 7) % words.len()]
    };
    (0..150).map(letter).collect::<String>() + &format!("{n}户。")
}
