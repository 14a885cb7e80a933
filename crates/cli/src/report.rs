//! The one place that writes to standard output and standard error (bars aside, which are
//! `progress`'s). Everything shown passes `plain`, so that no text from a page, a file name or a
//! provider has effect on a terminal.
//!
//! Results go to stdout; messages go to stderr as lines, or as JSON objects where the user asked for
//! them.

use std::io::{self, Write as _};
use std::sync::{Arc, Mutex, PoisonError};

use anstream::ColorChoice;
use clap::builder::styling::{AnsiColor, Style};
use serde_json::{Map, Value, json};

use crate::error::{CommandError, Exit};
use crate::plain;
use crate::settings::{ProgressMode, Talking, When};

/// Something on the terminal that has to step aside while a line is written: the bars.
pub(crate) trait Screen: Send + Sync {
    /// Runs `write` while nothing else is drawn.
    fn aside(&self, write: &mut dyn FnMut());
}

/// Tells the user what happens.
pub(crate) struct Report {
    level: i16,
    json: bool,
    screen: Mutex<Option<Arc<dyn Screen>>>,
}

/// How much a message matters: it is shown from this level of talk on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Matter {
    Error = -2,
    Warning = -1,
    Note = 0,
    Detail = 1,
}

impl Matter {
    fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
            Self::Detail => "detail",
        }
    }

    fn style(self) -> Style {
        match self {
            Self::Error => AnsiColor::Red.on_default().bold(),
            Self::Warning => AnsiColor::Yellow.on_default().bold(),
            Self::Note | Self::Detail => Style::new(),
        }
    }
}

impl Report {
    /// Makes a report that says as much as the user wants to hear.
    pub(crate) fn new(talking: &Talking) -> Self {
        let choice = match talking.color.unwrap_or_default() {
            When::Auto => ColorChoice::Auto,
            When::Always => ColorChoice::Always,
            When::Never => ColorChoice::Never,
        };
        choice.write_global();
        Self {
            level: i16::from(talking.verbose) - i16::from(talking.quiet),
            json: talking.progress == Some(ProgressMode::Json),
            screen: Mutex::new(None),
        }
    }

    /// Tells whether details are shown.
    pub(crate) fn is_detailed(&self) -> bool {
        self.level >= Matter::Detail as i16
    }

    /// Tells whether anything but warnings and errors is shown.
    pub(crate) fn is_talking(&self) -> bool {
        self.level >= Matter::Note as i16
    }

    /// Lets bars step aside from now on while a line is written, or no longer.
    pub(crate) fn share(&self, screen: Option<Arc<dyn Screen>>) {
        *self.screen.lock().unwrap_or_else(PoisonError::into_inner) = screen;
    }

    /// Says why a command could not do what it was asked.
    pub(crate) fn error(&self, error: &CommandError) {
        self.say(Matter::Error, &error.message, &error.hints);
    }

    /// Says what failed while the rest goes on.
    pub(crate) fn failure(&self, message: &str, hints: &[String]) {
        self.say(Matter::Error, message, hints);
    }

    /// Says what the user should know, although nothing failed.
    pub(crate) fn warn(&self, message: &str, hints: &[String]) {
        self.say(Matter::Warning, message, hints);
    }

    /// Says what happens.
    pub(crate) fn note(&self, message: &str) {
        self.say(Matter::Note, message, &[]);
    }

    /// Says what only the curious want to know.
    pub(crate) fn detail(&self, message: &str) {
        self.say(Matter::Detail, message, &[]);
    }

    /// Says one event of a run, where JSON is asked for.
    pub(crate) fn event(&self, name: &str, fields: &[(&str, Value)]) {
        if self.json {
            let mut object = Map::from_iter([("event".to_owned(), json!(name))]);
            object.extend(fields.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
            self.line(&Value::Object(object).to_string());
        }
    }

    /// Says how the run ended, where JSON is asked for.
    pub(crate) fn end(&self, exit: Exit) {
        self.event("end", &[("code", json!(exit.code())), ("meaning", json!(exit.meaning()))]);
    }

    /// Writes a result to standard output; a reader that has gone away is no error.
    pub(crate) fn result(&self, bytes: &[u8]) -> Result<(), CommandError> {
        let mut stdout = io::stdout().lock();
        match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                let message = format!("cannot write to standard output: {error}");
                Err(CommandError::new(Exit::Unexpected, message))
            }
            _ => Ok(()),
        }
    }

    fn say(&self, matter: Matter, message: &str, hints: &[String]) {
        if self.level < matter as i16 {
            return;
        }
        if self.json {
            let fields = [("message", json!(message)), ("hints", json!(hints))];
            return self.event(matter.word(), &fields);
        }
        let (style, message) = (matter.style(), plain::line(message));
        match matter {
            Matter::Error | Matter::Warning => {
                self.line(&format!("{style}{}:{style:#} {message}", matter.word()));
            }
            Matter::Note | Matter::Detail => self.line(&message),
        }
        let style = AnsiColor::Cyan.on_default();
        for hint in hints {
            self.line(&format!("{style}hint:{style:#} {}", plain::line(hint)));
        }
    }

    /// Writes one line to standard error; where that is closed, nobody listens.
    fn line(&self, line: &str) {
        let mut write = || {
            let _ = writeln!(anstream::stderr().lock(), "{line}");
        };
        let screen = self.screen.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match screen {
            Some(screen) => screen.aside(&mut write),
            None => write(),
        }
    }
}
