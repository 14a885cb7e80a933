//! Characters and words: what any text is made of, without knowledge of newspapers.
//!
//! [`span`] places in a text · [`script`] kinds of characters · [`width`] full and half width ·
//! [`set`] sets of characters · [`run`] words in a run of characters ·
//! [`lexicon`] Chinese words with their frequency and [`class`].

pub mod class;
pub mod lexicon;
pub mod run;
pub mod script;
pub mod set;
pub mod span;
pub mod width;
