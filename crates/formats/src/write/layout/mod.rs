//! What stands on the page, in the order in which a reader meets it, for the templates of HTML and EPUB.
//!
//! Plain data made of an edition: rows of two languages, their marks and notes, what was left out. How any of
//! it looks is the templates' own matter; that they escape it is the template engine's.

mod appendix;
mod article;
mod legend;
mod row;
mod run;
mod view;

pub(super) use view::EditionView;
