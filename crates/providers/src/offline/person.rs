//! Names of people in a draft: those of the glossary, and where a line is made of names (bylines,
//! credits) also those that only look like names.

use recto_core::fact::name::{name_pinyin, persons};
use recto_core::glossary::Glossary;
use recto_core::text::lexicon;

/// Last characters of words that begin like a name and are none: places, bodies, papers.
const NO_NAME: &str = "省市县区镇乡村州路街局厅部委办处科室社院校会团队网报台站园厂店组班";

/// Returns the English of a name that the glossary has.
pub(super) fn known(glossary: &Glossary, text: &str) -> Option<String> {
    let term = glossary.get(text).filter(|term| term.domain == "person")?;
    Some(term.first.clone())
}

/// Returns the English of one name where a name is expected.
pub(super) fn name(glossary: &Glossary, text: &str) -> Option<String> {
    known(glossary, text).or_else(|| looks_like_a_name(glossary, text).then(|| name_pinyin(text)))
}

/// Returns the English of several names, parted by spaces, commas or 、.
pub(super) fn names(text: &str, one: impl Fn(&str) -> Option<String>) -> Option<Vec<String>> {
    text.split([' ', ',', '、']).map(one).collect()
}

fn looks_like_a_name(glossary: &Glossary, text: &str) -> bool {
    let is_word = lexicon::is_word(text) || glossary.get(text).is_some();
    if is_word || text.ends_with(|c| NO_NAME.contains(c)) {
        return false;
    }
    let found = persons(&format!("记者{text}"));
    found.iter().any(|person| person.text == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spelt_where_they_are_expected() {
        let spelt = |text: &str| names(text, |one| name(&Glossary::builtin(), one));
        assert_eq!(spelt("孟以南"), Some(vec!["Meng Yinan".to_owned()]));
        let two = ["Meng Yinan", "Ouyang Hua"].map(str::to_owned);
        assert_eq!(spelt("孟以南 欧阳华"), Some(two.to_vec()));
    }

    #[test]
    fn words_and_places_are_no_names() {
        for text in ["白河县", "高新区", "高度", "明显", "全市", "很高兴", ""] {
            assert_eq!(name(&Glossary::builtin(), text), None, "{text}");
        }
    }
}
