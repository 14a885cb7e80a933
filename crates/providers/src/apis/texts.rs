//! Texts that come back as a list: the one place where a list is matched with what was asked, and
//! only when it is as long.

use recto_core::port::{Answered, Answers, Batch, Usage};
use recto_core::unit::Method;

use crate::verdict::{Class, Fault};

/// Makes answers of a list of texts in the order of the batch; another number of texts is no answer.
pub(crate) fn answers(batch: &Batch, texts: Vec<String>) -> Result<Answers, Fault> {
    if texts.len() != batch.items.len() {
        let said = format!("{} texts for {}", texts.len(), batch.items.len());
        return Err(Fault::new(Class::Unusable, said));
    }
    let named = batch.items.iter().map(|item| item.id).zip(texts);
    let answered = |(id, text): (u32, String)| {
        let text = clean(&text);
        (!text.is_empty()).then_some(Answered { id, text, method: Method::Machine, gloss: vec![] })
    };
    let items: Vec<_> = named.filter_map(answered).collect();
    if items.is_empty() {
        return Err(Fault::new(Class::Unusable, "nothing but empty texts"));
    }
    Ok(Answers { items, model: String::new(), usage: usage(batch) })
}

/// Returns the texts of a batch.
pub(crate) fn all(batch: &Batch) -> Vec<&str> {
    batch.items.iter().map(|item| item.text.as_str()).collect()
}

/// Returns the text of a batch of one, for APIs that take one at a time.
pub(crate) fn one(batch: &Batch) -> &str {
    batch.items.first().map_or("", |item| &item.text)
}

/// Counts the characters of a batch, which is what most translation APIs bill.
pub(crate) fn usage(batch: &Batch) -> Usage {
    let characters = batch.items.iter().map(|item| item.text.chars().count() as u64).sum();
    Usage { characters, ..Usage::default() }
}

/// Returns the text that stands around a batch, for APIs that take a context: headline, before,
/// after.
pub(crate) fn context(batch: &Batch) -> String {
    let parts = [&batch.headline, &batch.before, &batch.after];
    parts.into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join("\n")
}

/// Makes one line of a translation, without control and direction characters.
pub(crate) fn clean(text: &str) -> String {
    let spaced = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_text = |c: &char| {
        !c.is_control()
            && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    spaced.chars().filter(is_text).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::batch;

    #[test]
    fn a_list_of_another_length_is_never_matched() {
        let three = batch(&["一", "二", "三"]);
        let fault = answers(&three, vec!["one".into(), "two".into()]).unwrap_err();
        assert_eq!((fault.class, fault.said.as_str()), (Class::Unusable, "2 texts for 3"));
    }

    #[test]
    fn an_empty_text_is_no_answer_to_its_item_alone() {
        let two = batch(&["一", "二"]);
        let answers = answers(&two, vec![" \n".into(), "two".into()]).unwrap();
        assert_eq!(answers.items.len(), 1);
        assert_eq!(answers.items[0].text, "two");
        assert_eq!(answers.usage.characters, 2);
    }
}
