//! From an input to a page that was read: bytes, text, page. What is wrong with one input is said in
//! one form, whatever step it failed at.

use recto_core::page::{self, Page, RULES, Rules};
use recto_formats::read::{self, ReadFault};

use crate::error::CommandError;
use crate::inputs::{self, Input, Unreadable};
use crate::settings::Reading;

/// Reads pages, all in the same way.
#[derive(Debug)]
pub(crate) struct Reader {
    encoding: Option<String>,
    rules: Rules,
    undo: Vec<String>,
}

/// Why there is no page.
#[derive(Debug)]
pub(crate) enum NoPage {
    /// There is no text in it, which is no error.
    Blank(Unreadable),
    /// It cannot be read.
    Unreadable(Unreadable),
}

impl Reader {
    /// Makes a reader with the user's settings.
    pub(crate) fn of(reading: &Reading) -> Result<Self, CommandError> {
        for rule in &reading.no_rule {
            check_rule(rule)?;
        }
        if let Some(label) = &reading.encoding {
            check_encoding(label)?;
        }
        let rules =
            reading.no_rule.iter().fold(Rules::default(), |rules, rule| rules.without(rule));
        let rules = reading.undo.iter().fold(rules, |rules, id| rules.undo(id));
        Ok(Self { encoding: reading.encoding.clone(), rules, undo: reading.undo.clone() })
    }

    /// Reads one page; what was noticed while its bytes were decoded stands before its other findings.
    pub(crate) fn read(&self, input: &Input) -> Result<Page, NoPage> {
        let bytes = inputs::read(input).map_err(NoPage::Unreadable)?;
        self.page(input, bytes)
    }

    /// Makes a page of bytes that were read.
    pub(crate) fn page(&self, input: &Input, bytes: Vec<u8>) -> Result<Page, NoPage> {
        let decoded = read::decode(&bytes, self.encoding.as_deref())
            .map_err(|fault| no_page(input, &fault))?;
        drop(bytes);
        let mut page = page::read_with(&decoded.text, &self.rules);
        page.findings.splice(..0, decoded.notes);
        Ok(page)
    }

    /// Refuses repairs to undo where they cannot be told apart: an id belongs to one page.
    pub(crate) fn check_undo(&self, pages: &[Input]) -> Result<(), CommandError> {
        if self.undo.is_empty() || pages.len() <= 1 {
            return Ok(());
        }
        Err(CommandError::usage("`--undo` names a repair of one page, and there are several")
            .hint("give the page alone, or switch a rule off with `--no-rule`"))
    }
}

fn no_page(input: &Input, fault: &ReadFault) -> NoPage {
    let unreadable =
        Unreadable { name: input.name.clone(), why: fault.to_string(), hint: Some(fault.hint()) };
    if fault.is_nothing_to_do() {
        NoPage::Blank(unreadable)
    } else {
        NoPage::Unreadable(unreadable)
    }
}

fn check_rule(rule: &str) -> Result<(), CommandError> {
    if Rules::exists(rule) {
        return Ok(());
    }
    let names: Vec<&str> = RULES.iter().map(|(name, _)| *name).chain([Rules::ALL]).collect();
    Err(CommandError::usage(format!("there is no repair rule `{rule}`"))
        .hint(format!("the rules are: {}", names.join(", "))))
}

fn check_encoding(label: &str) -> Result<(), CommandError> {
    match read::decode(b"a", Some(label)) {
        Err(fault @ ReadFault::UnknownLabel { .. }) => {
            Err(CommandError::usage(fault.to_string()).hint(fault.hint()))
        }
        _ => Ok(()),
    }
}
