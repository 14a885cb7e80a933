//! Amazon's custom terminologies: `ImportTerminology` puts a table under a name, over the one before it.
//!
//! The table is CSV with the languages in its first row, written as base64. Documentation:
//! <https://docs.aws.amazon.com/translate/latest/APIReference/API_ImportTerminology.html>

use serde_json::{Map, Value, json};

use super::{Account, CARD, explained};
use crate::api::{Api, Vendor};
use crate::call::{Answer, Call, Moment};
use crate::card::Card;
use crate::catalogue::Opening;
use crate::language;
use crate::shelf::Volume;
use crate::verdict::{Class, Fault, Verdict};

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The terminologies of an account.
pub(crate) struct Terminologies {
    account: Account,
}

impl Terminologies {
    /// Opens the terminologies of an account.
    pub(crate) fn new(opening: &Opening<'_>) -> Self {
        Self { account: Account::of(opening) }
    }
}

impl Vendor for Terminologies {
    fn card(&self) -> &Card {
        &CARD
    }

    fn explain(&self, answer: &Answer) -> Option<Verdict> {
        explained(answer)
    }
}

impl Api<Volume, String> for Terminologies {
    fn encode(&self, volume: &Volume, at: Moment) -> Call {
        let file = json!({"File": base64(table(volume).as_bytes()), "Format": "CSV"});
        let mut body = Map::new();
        body.insert("Name".into(), volume.name.as_str().into());
        body.insert("MergeStrategy".into(), "OVERWRITE".into());
        body.insert("TerminologyData".into(), file);
        self.account.call("ImportTerminology", &body, at)
    }

    fn decode(&self, _volume: &Volume, answer: &Answer) -> Result<String, Fault> {
        let body: Value = answer.json()?;
        let name = body.pointer("/TerminologyProperties/Name").and_then(Value::as_str);
        let name =
            name.ok_or_else(|| Fault::new(Class::Unusable, "a terminology without a name"))?;
        Ok(crate::verdict::one_line(name))
    }
}

/// Writes the terms as CSV, every cell in quotation marks.
fn table(volume: &Volume) -> String {
    let cell = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let from = language::named(&volume.languages.from, "zh", "zh-TW");
    let to = language::named(&volume.languages.to, "zh", "zh-TW");
    let rows = volume.terms.iter().map(|(zh, en)| format!("{},{}\n", cell(zh), cell(en)));
    format!("{from},{to}\n{}", rows.collect::<String>())
}

/// Writes bytes as base64 (RFC 4648, with padding).
fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            let six = (bits >> (18 - 6 * digit)) & 63;
            text.push(if digit <= group.len() { char::from(DIGITS[six as usize]) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_base64_as_the_standard_has_it() {
        for (bytes, text) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn a_table_has_its_languages_first_and_its_marks_doubled() {
        let terms = vec![("白河县".into(), "Baihe \"County\"".into())];
        let volume = Volume { terms, ..Volume::default() };
        assert_eq!(table(&volume), "zh,en\n\"白河县\",\"Baihe \"\"County\"\"\"\n");
    }
}
