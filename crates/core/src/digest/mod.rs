//! An article in a few English sentences, each with the Chinese paragraphs that vouch for it.
//!
//! [`model`] what a digest is · [`story`] the article it is made from · [`sentence`] Chinese and English
//! sentences · [`rank`] which of them matter · [`frame`] the statistics of a sentence · [`quote`] who said
//! what · [`mod@extract`] a digest without a model · [`prove`] whether a sentence says what its paragraphs say ·
//! [`stock`] what could stand in a digest, and the choice that keeps the word budget ([`fit`]) ·
//! [`roundup`] many digests as one.
//!
//! A sentence that was not proven is in no digest. This module asks nobody: the engine does, and gives
//! the answers to [`prove`].

pub mod extract;
pub mod fit;
pub mod frame;
mod indicator;
mod listing;
pub mod model;
pub mod prove;
pub mod quote;
pub mod rank;
mod reading;
pub mod roundup;
pub mod sentence;
pub mod stock;
pub mod story;
mod syllable;
pub mod topic;
mod worth;

pub use extract::extract;
pub use model::{Also, Digest, Making, Point, Quotation, Row};
pub use roundup::{Bulletin, Collector, Roundup};
pub use stock::{Order, Stock};
pub use story::Story;
