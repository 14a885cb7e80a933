//! One self-contained page for a browser and for print: no script, no request, everything escaped.
//!
//! `view` says what stands on the page, the template (`templates/edition.html`) how it is marked up, the
//! style (`templates/edition.css`) how it looks. The template engine escapes every value; nothing that
//! came from a page or a provider is marked as safe.

mod appendix;
mod article;
mod legend;
mod row;
mod run;
mod view;

use std::sync::LazyLock;

use minijinja::Environment;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use recto_core::edition::Edition;

use view::EditionView;

static TEMPLATES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut templates = Environment::new();
    let lines = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build();
    templates.set_syntax(lines.expect("no delimiter is changed"));
    for (name, text) in [
        ("edition.html", include_str!("../../../templates/edition.html")),
        ("edition.css", include_str!("../../../templates/edition.css")),
    ] {
        templates.add_template(name, text).expect("a test renders the templates compiled in");
    }
    templates
});

/// Writes an edition.
pub(super) fn edition(edition: &Edition) -> Vec<u8> {
    let template = TEMPLATES.get_template("edition.html").expect("it was added by this name");
    let page = template.render(Serde(EditionView::of(edition))).expect("the view has all fields");
    page.into_bytes()
}
