//! Takes in what comes from elsewhere: another memory, or an edition that people have worked on.

use std::path::PathBuf;

use recto_core::check;
use recto_core::text::script::count_han;
use recto_core::unit::{Languages, State};
use recto_formats::exchange::{Entry, Exchange};
use recto_memory::{Returned, Sqlite, Taken};

use super::super::Context;
use crate::askers;
use crate::error::{CommandError, Exit};
use crate::inputs::{self, Unreadable};
use crate::pairs;
use crate::reader::NoPage;
use crate::remembered;
use crate::settings::Asking;
use crate::tally::Tally;

/// What `import` is told.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Editions that were worked on (XLIFF, TMX, Word, CSV, JSON), or records that `export` has written
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// A person has read all of it: every English in it is a person's word
    #[arg(long)]
    reviewed: bool,
    /// Language of the edition, where a file does not say it [default: en-US]
    #[arg(long, value_name = "TAG")]
    to: Option<String>,
}

/// What became of the texts of all files.
#[derive(Debug, Default)]
struct Account {
    counts: [usize; KINDS.len()],
    /// Lines of an export that hold no record.
    wrong: usize,
}

/// What can become of a text, in words.
const KINDS: [(Taken, &str); 6] = [
    (Taken::Edited, "edited"),
    (Taken::Approved, "approved"),
    (Taken::Machines, "from another memory"),
    (Taken::Unchanged, "unchanged"),
    (Taken::Kept, "left out because a person's stand there"),
    (Taken::Unread, "left out because nobody is marked to have read them"),
];

/// Takes in files; ends with 3 where one, or a line of one, cannot be read.
pub(super) fn run(memory: &Sqlite, args: &Args, context: &Context) -> Result<Exit, CommandError> {
    let report = &context.report;
    let found = inputs::gather(&args.files, None);
    let mut tally = Tally::begin(&found, report)?;
    let asking = Asking { to: args.to.clone(), ..Asking::default() };
    let languages = askers::languages(&asking.or(context.files.asking.clone()));
    let mut account = Account::default();
    for input in &found.pages {
        let wrong =
            |why| NoPage::Unreadable(Unreadable { name: input.name.clone(), why, hint: None });
        let bytes = match inputs::read(input) {
            Ok(bytes) => bytes,
            Err(unreadable) => {
                tally.no_page(&NoPage::Unreadable(unreadable), report);
                continue;
            }
        };
        if is_export(&bytes) {
            account.records(memory, &bytes, &input.name, context)?;
        } else {
            match pairs::exchange(&bytes) {
                Ok(exchange) => {
                    let names = exchange.entries.iter().map(|entry| entry.id.as_str());
                    for (_, gap) in check::sequence(names) {
                        report.warn(&format!("{}: {}", input.name, gap.message), &[]);
                    }
                    account.exchange(memory, &exchange, args, &languages)?;
                }
                Err(why) => {
                    tally.no_page(&wrong(why), report);
                    continue;
                }
            }
        }
        tally.done += 1;
    }
    account.tell(context);
    Ok(match tally.exit() {
        Exit::Done if account.wrong > 0 => Exit::Failed,
        exit => exit,
    })
}

/// Tells whether a file is what `export` writes: its first record stands in the first line.
fn is_export(bytes: &[u8]) -> bool {
    let line = bytes.split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty());
    let value = line.and_then(|line| serde_json::from_slice::<serde_json::Value>(line).ok());
    value.is_some_and(|value| value.get("key").is_some_and(serde_json::Value::is_object))
}

impl Account {
    /// Takes in the records of another memory.
    fn records(
        &mut self,
        memory: &Sqlite,
        bytes: &[u8],
        name: &str,
        context: &Context,
    ) -> Result<(), CommandError> {
        let imported =
            memory.import(&mut &bytes[..]).map_err(|fault| remembered::failed(&fault))?;
        for (line, why) in &imported.wrong {
            context.report.warn(&format!("{name}, line {line}: {why}"), &[]);
        }
        self.wrong += imported.wrong.len();
        self.count(Taken::Machines, imported.taken);
        self.count(Taken::Kept, imported.kept);
        Ok(())
    }

    /// Takes in an edition that people have worked on.
    fn exchange(
        &mut self,
        memory: &Sqlite,
        exchange: &Exchange,
        args: &Args,
        wanted: &Languages,
    ) -> Result<(), CommandError> {
        let languages = languages(exchange, wanted);
        let returned = |entry: &Entry| returned(entry, &languages, args.reviewed);
        let returned: Vec<Returned> = exchange.entries.iter().filter_map(returned).collect();
        let taken = memory.take_back(&returned).map_err(|fault| remembered::failed(&fault))?;
        taken.into_iter().for_each(|taken| self.count(taken, 1));
        Ok(())
    }

    fn count(&mut self, taken: Taken, count: usize) {
        for (number, (kind, _)) in KINDS.iter().enumerate() {
            self.counts[number] += if *kind == taken { count } else { 0 };
        }
    }

    fn tell(&self, context: &Context) {
        let counts = KINDS.iter().zip(self.counts).filter(|(_, count)| *count > 0);
        let parts: Vec<String> =
            counts.map(|((_, what), count)| format!("{count} {what}")).collect();
        let parts = if parts.is_empty() { "no translation".into() } else { parts.join(", ") };
        context.report.note(&format!("taken in: {parts}"));
        let left_out: usize = self.counts[4..].iter().sum();
        if left_out > 0 {
            let message = format!("{left_out} translations are not marked as read by a person");
            let hint = "if a person has read all of it, add `--reviewed`";
            context.report.warn(&message, &[hint.into()]);
        }
    }
}

/// Returns what came back for a segment; none where there is nothing to remember.
fn returned(entry: &Entry, languages: &Languages, is_reviewed: bool) -> Option<Returned> {
    let text = entry.en.as_deref()?.trim();
    if text.is_empty() || count_han(&entry.zh) == 0 {
        return None;
    }
    Some(Returned {
        source: entry.zh.clone(),
        text: text.to_owned(),
        languages: languages.clone(),
        state: if is_reviewed { entry.state.max(State::Reviewed) } else { entry.state },
        method: entry.method,
        asker: entry.asker.clone(),
    })
}

/// Returns the languages of a file: those of the edition where it names them less exactly, or not.
fn languages(exchange: &Exchange, wanted: &Languages) -> Languages {
    let better = |said: &str, wanted: &str| {
        let primary = wanted.split('-').next().unwrap_or_default();
        let is_less = said.is_empty()
            || said.eq_ignore_ascii_case(wanted)
            || said.eq_ignore_ascii_case(primary);
        if is_less { wanted.to_owned() } else { said.to_owned() }
    };
    let said = &exchange.languages;
    Languages { from: better(&said.from, &wanted.from), to: better(&said.to, &wanted.to) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_names_its_language_less_exactly_is_of_the_edition() {
        let wanted = Languages { from: "zh-Hans".into(), to: "en-GB".into() };
        for (said, expected) in
            [("en", "en-GB"), ("", "en-GB"), ("EN-gb", "en-GB"), ("en-US", "en-US")]
        {
            let languages_said = Languages { from: "zh-Hans".into(), to: said.into() };
            let exchange = Exchange { languages: languages_said, ..Exchange::default() };
            assert_eq!(languages(&exchange, &wanted).to, expected, "{said}");
        }
    }

    #[test]
    fn an_export_is_known_by_its_first_record() {
        assert!(is_export(b"\n{\"key\":{\"source\":\"x\"},\"target\":{}}\n"));
        assert!(!is_export(b"{\"zh\":\"x\",\"en\":\"y\"}\n"));
        assert!(!is_export(b"id,zh,en\n"));
    }
}
