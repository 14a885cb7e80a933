//! From an input to its edition: a page with the English that is remembered, or an edition that was
//! written before.

use std::ops::ControlFlow;
use std::path::Path;

use recto_core::edition::Edition;
use recto_core::finding::Finding;
use recto_formats::read;

use super::Run;
use crate::inputs::{self, Input, Source, Unreadable};
use crate::reader::NoPage;

impl Run<'_> {
    /// Reads a page or an edition; what was noticed on a page stands beside it.
    pub(super) async fn edition(&self, input: &Input) -> Result<(Edition, Vec<Finding>), NoPage> {
        let bytes = inputs::read(input).map_err(NoPage::Unreadable)?;
        if is_json(input, &bytes) {
            let edition = read::edition_json(&bytes);
            return edition.map(|edition| (edition, Vec::new())).map_err(|fault| {
                NoPage::Unreadable(Unreadable {
                    name: input.name.clone(),
                    why: fault.to_string(),
                    hint: Some("editions are written by `recto translate -f json`".into()),
                })
            });
        }
        let page = self.reader.page(input, bytes)?;
        let findings = page.findings.clone();
        let outcome = self.engine.translate(&page.document, &|_| ControlFlow::Continue(())).await;
        let (name, languages) = (input.name.clone(), self.languages.clone());
        Ok((Edition::assemble(name, languages, page, outcome.units), findings))
    }
}

/// Tells whether an input is meant as an edition: it is called so, or it is piped in and looks like it.
fn is_json(input: &Input, bytes: &[u8]) -> bool {
    match &input.source {
        Source::File(path) => is_named_json(path),
        Source::Stdin => bytes.trim_ascii_start().starts_with(b"{"),
    }
}

fn is_named_json(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}
