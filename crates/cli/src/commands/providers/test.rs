//! `recto providers test`: one tiny request, paid for, after saying so.

use std::io::{self, BufRead as _, IsTerminal as _};
use std::time::Instant;

use recto_core::document::Kind;
use recto_core::glossary::Glossary;
use recto_core::port::{Answers, Batch, Item};
use recto_providers::offline;

use super::super::Context;
use crate::askers::{self, Purpose};
use crate::error::{CommandError, Exit};
use crate::plain;
use crate::run::runtime;
use crate::settings::{Amount, Asking, Layer};

/// What is sent.
const TEXT: &str = "今天天气很好。";

/// Who is tried, and how.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Its name in the list
    name: String,
    /// Model to ask
    #[arg(short, long, value_name = "MODEL")]
    model: Option<String>,
    /// Address of the provider's API
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Environment variable that holds the key
    #[arg(long, value_name = "VARIABLE")]
    key_env: Option<String>,
    /// Do not ask before sending
    #[arg(short, long)]
    yes: bool,
}

/// Sends the request and says what came back.
pub(super) fn run(args: &Args, context: &Context) -> Result<Exit, CommandError> {
    if args.name == offline::ID {
        context.report.note("the offline reading aid needs no test: it is in Recto");
        return Ok(Exit::Done);
    }
    let flags = Asking {
        provider: Some(args.name.clone()),
        model: args.model.clone(),
        base_url: args.base_url.clone(),
        key_env: args.key_env.clone(),
        ..Asking::default()
    };
    let files = context.files.clone();
    let mut asking = askers::layered(flags, files.asking);
    asking.fallback.clear();
    let settings = Layer { asking, ..files };
    let askers = askers::open(&settings, &Glossary::empty(), Purpose::Asking)?;
    let shown = askers.shown.join(", ");
    agreed(args.yes, &shown, context)?;
    let batch = Batch {
        languages: askers::languages(&settings.asking),
        items: vec![Item {
            id: 1,
            kind: Kind::Paragraph,
            text: TEXT.into(),
            head_missing: false,
            tail_missing: false,
            values: vec![],
            again: None,
            example: None,
        }],
        ..Batch::default()
    };
    let begun = Instant::now();
    let answers = runtime()?.block_on(askers.translators[0].translate(&batch));
    askers.notebook.close();
    let seconds = begun.elapsed().as_secs_f64();
    let answers = answers.map_err(|refusal| CommandError::refused(&refusal))?;
    let price = askers.prices.first().and_then(|cost| cost.price);
    let cost = price.map(|price| Amount(price.of(&answers.usage)));
    context.report.result(said(&args.name, &answers, seconds, cost).as_bytes())?;
    Ok(Exit::Done)
}

/// Asks the user, unless that was done: what costs money is never sent unseen.
fn agreed(yes: bool, shown: &str, context: &Context) -> Result<(), CommandError> {
    context.report.note(&format!("one tiny request, which is paid for, goes to {shown}"));
    if yes {
        return Ok(());
    }
    if !io::stdin().is_terminal() {
        return Err(CommandError::usage("nobody is there to agree to a request that costs money")
            .hint("add `--yes`"));
    }
    context.report.note("send it? [y/N]");
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line);
    if read.is_ok() && ["y", "yes"].contains(&line.trim().to_lowercase().as_str()) {
        return Ok(());
    }
    Err(CommandError::new(Exit::Interrupted, "nothing was sent"))
}

fn said(name: &str, answers: &Answers, seconds: f64, cost: Option<Amount>) -> String {
    let text = answers.items.first().map_or("", |item| item.text.as_str());
    let usage = &answers.usage;
    let mut parts = vec![format!("{seconds:.1} s")];
    if usage.input_tokens + usage.output_tokens > 0 {
        parts.push(format!("{} tokens in, {} out", usage.input_tokens, usage.output_tokens));
    }
    if usage.characters > 0 {
        parts.push(format!("{} characters", usage.characters));
    }
    if !answers.model.is_empty() {
        parts.push(format!("model {}", plain::line(&answers.model)));
    }
    parts.extend(cost.map(|cost| format!("cost {cost}")));
    format!("{name} answers: {}\n  {TEXT} → {}\n", parts.join(", "), plain::line(text))
}
