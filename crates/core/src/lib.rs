//! What Recto says about a newspaper page: its repaired text, its structure, its figures and terms,
//! and the one use of it, the way from a page to an edition.
//!
//! This crate opens nothing: no file, no socket, no clock, no environment (`clippy.toml` beside it
//! forbids them by name). It meets the world through doors that are small traits:
//! [`port::Translator`], [`port::Summarizer`] and [`memory::Memory`].
//!
//! A module may use the modules above it in this list, and not its neighbours:
//!
//! | level | modules |
//! |---|---|
//! | 0 | [`text`], [`fingerprint`] |
//! | 1 | [`finding`], [`document`] |
//! | 2 | [`page`], [`segment`], [`fact`], [`glossary`] |
//! | 3 | [`mod@unit`], [`check`] |
//! | 4 | [`memory`], [`port`] |
//! | 5 | [`edition`], [`digest`] |
//! | 6 | [`engine`] |

pub mod check;
pub mod digest;
pub mod document;
pub mod edition;
pub mod engine;
pub mod fact;
pub mod finding;
pub mod fingerprint;
pub mod glossary;
pub mod memory;
pub mod page;
pub mod port;
pub mod segment;
pub mod text;
pub mod unit;
