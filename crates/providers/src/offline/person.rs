//! Names of people in a draft: those of the glossary.

use recto_core::glossary::Glossary;

/// Returns the English of one name.
pub(super) fn name(glossary: &Glossary, text: &str) -> Option<String> {
    let term = glossary.get(text).filter(|term| term.domain == "person")?;
    Some(term.first.clone())
}

/// Returns the English of several names, parted by spaces, commas or 、.
pub(super) fn names(glossary: &Glossary, text: &str) -> Option<Vec<String>> {
    text.split([' ', ',', '、']).map(|part| name(glossary, part)).collect()
}
