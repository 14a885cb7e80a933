//! What models were found to refuse, written down beside the memory, so that a later run need not find
//! it out again.
//!
//! A lesson is forgotten after a month: servers are renewed, and may take tomorrow what they refuse
//! today. A file that cannot be read or written costs a request and is no error.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use recto_providers::models::Lessons;
use serde::{Deserialize, Serialize};

use crate::beside;
use crate::settings::Asking;

/// The name of the file.
const FILE: &str = "models.json";
/// How long a lesson holds, in seconds.
const MONTH: u64 = 30 * 86_400;

/// What is written down, and what is learnt since.
#[derive(Debug, Default)]
pub(crate) struct Notebook {
    /// What providers are opened with.
    pub(crate) lessons: Lessons,
    /// Where it lies; none where nothing is kept.
    path: Option<PathBuf>,
    written: BTreeMap<String, Lesson>,
}

/// What one model refuses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Lesson {
    refuses: Vec<String>,
    /// When it was found out, in seconds since 1970.
    learnt: u64,
}

impl Notebook {
    /// Reads what earlier runs have learnt.
    pub(crate) fn open(asking: &Asking) -> Self {
        if asking.no_memory == Some(true) {
            return Self::default();
        }
        let path = beside::folder(asking).ok().map(|folder| folder.join(FILE));
        let bytes = path.as_deref().and_then(beside::read).unwrap_or_default();
        let mut written: BTreeMap<String, Lesson> =
            serde_json::from_slice(&bytes).unwrap_or_default();
        let now = now();
        written.retain(|_, lesson| now.saturating_sub(lesson.learnt) < MONTH);
        let lessons = Lessons::default();
        for (model, lesson) in &written {
            lessons.recall(model, &lesson.refuses);
        }
        Self { lessons, path, written }
    }

    /// Writes down what was learnt, where that is something new.
    pub(crate) fn close(&self) {
        let Some(path) = &self.path else { return };
        let mut book = self.written.clone();
        for (model, words) in self.lessons.all() {
            let refuses: Vec<String> = words.into_iter().map(str::to_owned).collect();
            let known = book.get(&model).is_some_and(|lesson| lesson.refuses == refuses);
            if !known {
                book.insert(model, Lesson { refuses, learnt: now() });
            }
        }
        if book == self.written {
            return;
        }
        let (Some(folder), Ok(bytes)) = (path.parent(), serde_json::to_vec(&book)) else { return };
        // What cannot be written is learnt again.
        let _ = beside::written(folder, &bytes).map(|file| file.persist(path));
    }
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

#[cfg(test)]
mod tests {
    use recto_providers::feature::Feature;

    use super::*;

    #[test]
    fn a_lesson_is_kept_for_a_month_and_a_broken_file_is_none() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let asking = Asking { memory: Some(folder.path().join("memory.db")), ..Asking::default() };
        let file = folder.path().join(FILE);
        let book = Notebook::open(&asking);
        book.close();
        assert!(!file.exists(), "nothing was learnt");
        book.lessons.of("m@h").add(Feature::Temperature);
        book.close();
        let later = Notebook::open(&asking);
        assert!(later.lessons.of("m@h").so_far().holds(Feature::Temperature));
        let text = std::fs::read_to_string(&file).expect("written");
        let old = text.replace(&now().to_string()[..4], "1000");
        std::fs::write(&file, old).expect("written");
        assert!(Notebook::open(&asking).lessons.all().is_empty());
        std::fs::write(&file, "{").expect("written");
        assert!(Notebook::open(&asking).lessons.all().is_empty());
    }
}
