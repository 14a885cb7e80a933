//! A segment with its translation, and where the translation came from.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::finding::Finding;
use crate::segment::Segment;

/// One segment of an edition with its translation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// The Chinese.
    pub segment: Segment,
    /// The English; none while the unit is open.
    pub target: Option<Target>,
    /// How far the unit has come.
    pub state: State,
    /// Who made the target; none while the unit is open.
    pub asker: Option<Asker>,
    /// What the checks say about it.
    pub findings: Vec<Finding>,
    /// The person's translation of the text most like it when it was asked for; none where there was none.
    pub example: Option<Example>,
    /// The machine's words in whose place the target stands: a person's, or the same words with a figure put
    /// right; none where nothing was replaced.
    pub replaced: Option<String>,
}

/// A person's translation of a text that is much like another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// The Chinese.
    pub zh: String,
    /// The English.
    pub en: String,
    /// How much alike the Chinese texts are, in hundredths; figures and dates are taken for equal.
    pub score: u8,
}

/// The English for a segment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Plain text; for a gloss the facts of the segment in one line.
    pub text: String,
    /// How it was made.
    pub method: Method,
    /// The words of the segment with their senses; empty unless the method is a gloss.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gloss: Vec<Word>,
}

/// How a target was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// A person wrote or approved it.
    Person,
    /// A translation API or a language model answered it.
    Machine,
    /// The offline engine put it together from patterns, terms, names and figures alone.
    Draft,
    /// Not a translation: the words of the segment one by one, and the facts found in it.
    Gloss,
    /// Nothing to translate: the text holds no Chinese and stands as it is.
    Copy,
}

/// One word of a gloss.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    /// The Chinese word, or a run of other characters; all words joined are the segment.
    pub text: String,
    /// How it is read, with tone marks; empty where there is nothing to read.
    pub pinyin: String,
    /// What it can mean, likeliest first; empty where it is not known.
    pub senses: Vec<String>,
}

/// How far a unit has come, in the words of XLIFF 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// There is no target.
    Initial,
    /// A machine made the target.
    Translated,
    /// A person has read it.
    Reviewed,
    /// A person has signed it off.
    Final,
}

/// Who is asked: everything about a translator that changes its answers.
///
/// Written `provider/model#prompt`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Asker {
    /// The provider, by the id the user knows: `openai`, `deepl`, `offline`.
    pub provider: String,
    /// The model; empty where the provider has none to choose.
    pub model: String,
    /// The fingerprint of the prompt or of the settings that shape the answer; empty where nothing does.
    pub prompt: String,
}

/// From which language into which, as BCP 47 tags.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Languages {
    /// The language of the page: `zh-Hans`.
    pub from: String,
    /// The language of the edition: `en-US`.
    pub to: String,
}

impl Default for Languages {
    fn default() -> Self {
        Self { from: "zh-Hans".into(), to: "en-US".into() }
    }
}

impl Unit {
    /// Makes a unit that has no target yet.
    pub fn open(segment: Segment) -> Self {
        Self {
            segment,
            target: None,
            state: State::Initial,
            asker: None,
            findings: Vec::new(),
            example: None,
            replaced: None,
        }
    }

    /// Tells whether the unit still waits for its target.
    pub fn is_open(&self) -> bool {
        self.target.is_none()
    }
}

impl Method {
    /// Returns the method for a word of an output.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Person, Self::Machine, Self::Draft, Self::Gloss, Self::Copy]
            .into_iter()
            .find(|method| method.as_str() == word)
    }

    /// Returns the word for this method, as it stands in every output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Machine => "machine",
            Self::Draft => "draft",
            Self::Gloss => "gloss",
            Self::Copy => "copy",
        }
    }
}

impl State {
    /// Returns the state for a word of an output.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Initial, Self::Translated, Self::Reviewed, Self::Final]
            .into_iter()
            .find(|state| state.as_str() == word)
    }

    /// Returns the word for this state, as it stands in every output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Initial => "initial",
            Self::Translated => "translated",
            Self::Reviewed => "reviewed",
            Self::Final => "final",
        }
    }
}

impl fmt::Display for Asker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.provider)?;
        if !self.model.is_empty() {
            write!(f, "/{}", self.model)?;
        }
        if !self.prompt.is_empty() {
            write!(f, "#{}", self.prompt)?;
        }
        Ok(())
    }
}
