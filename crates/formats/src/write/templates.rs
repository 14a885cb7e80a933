//! The templates, compiled in; every value they are given is escaped, in all of them.

use std::sync::LazyLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, Value};

static TEMPLATES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut templates = Environment::new();
    let lines = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build();
    templates.set_syntax(lines.expect("no delimiter is changed"));
    templates.set_auto_escape_callback(|_| AutoEscape::Html);
    for (name, text) in [
        ("head.html", include_str!("../../templates/head.html")),
        ("digest.html", include_str!("../../templates/digest.html")),
        ("digest.css", include_str!("../../templates/digest.css")),
        ("edition.html", include_str!("../../templates/edition.html")),
        ("edition.css", include_str!("../../templates/edition.css")),
        ("package.opf", include_str!("../../templates/epub/package.opf")),
        ("nav.xhtml", include_str!("../../templates/epub/nav.xhtml")),
        ("front.xhtml", include_str!("../../templates/epub/front.xhtml")),
        ("article.xhtml", include_str!("../../templates/epub/article.xhtml")),
        ("back.xhtml", include_str!("../../templates/epub/back.xhtml")),
    ] {
        templates.add_template(name, text).expect("a test renders the templates compiled in");
    }
    templates
});

/// Fills a template in.
pub(in crate::write) fn render(name: &str, values: Value) -> String {
    let template =
        TEMPLATES.get_template(name).expect("templates are asked for by their own names");
    template.render(values).expect("the layout has all that the templates ask for")
}
