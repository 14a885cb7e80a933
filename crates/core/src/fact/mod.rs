//! Facts of a text that a translation must keep: its figures and the names of its people.
//!
//! [`figure`] what a figure is · [`decimal`] its exact value · [`date`] · [`reign`] · [`read_zh`] the figures of a
//! Chinese text · [`numeral`] any number, whatever it says. Everything is read by value with tables; nothing here
//! knows a page, a glossary or a provider, and nothing is ever guessed: what is not understood is left
//! alone.

pub mod compare;
pub mod date;
pub mod decimal;
pub mod figure;
pub mod name;
pub mod numeral;
pub mod reign;

mod en;
mod english;
mod render;
mod zh;

pub use compare::{Comparison, Difference, compare};
pub use en::{English, read as read_en};
pub use english::MONTHS;
pub use figure::{Approx, Figure, Hold, Kind, Role, Value};
pub use render::render_en;
pub use zh::{mentions as mentions_zh, numerals as numerals_zh, read as read_zh};
