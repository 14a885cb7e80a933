//! `recto repair`: the repaired Chinese of pages, without any translation.

use std::ops::ControlFlow;
use std::path::PathBuf;

use recto_core::page::Page;
use recto_formats::write::{self, PageFormat};

use super::Context;
use crate::counted::counted;
use crate::error::{CommandError, Exit};
use crate::inputs;
use crate::output::{Places, Target};
use crate::parallel;
use crate::reader::Reader;
use crate::settings::Reading;
use crate::tally::{self, Tally};

/// Repair pages and write the clean Chinese
///
/// Joins cut paragraphs, drops OCR loops, finds headlines, captions and bylines, parts the articles.
/// Every character of a page is in the result, or listed as left out with the reason.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Pages: files, folders, globs, or `-` for standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Format of the result: `md`, `txt` or `json` [default: md, or what the name of the output file says]
    #[arg(short, long)]
    format: Option<PageFormat>,
    /// Folder for the results, a file for a single one, or `-` [default: standard output]
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    #[command(flatten)]
    reading: Reading,
}

/// Repairs the pages, on all cores.
pub(crate) fn run(args: Args, context: &Context) -> Result<Exit, CommandError> {
    let reader = Reader::of(&args.reading.or(context.files.reading.clone()))?;
    let endings = PageFormat::ALL.map(PageFormat::extension);
    let target = args.output.as_deref().map_or(Target::Stdout, |path| Target::of(path, &endings));
    let format =
        args.format.or_else(|| target.ending()?.parse().ok()).unwrap_or(PageFormat::Markdown);
    let found = inputs::gather(&args.files, target.folder());
    let mut tally = Tally::begin(&found, &context.report)?;
    reader.check_undo(&found.pages)?;
    let places = Places::of(target, &found.pages)?;
    let mut end = Ok(());
    parallel::in_order(
        &places.pages,
        |page| {
            let result = reader.read(page.input).map(|sheet| {
                (write::page(&sheet, &page.input.name, format), summary(&sheet), sheet.findings)
            });
            (page, result)
        },
        |(page, result)| {
            let written = result.map(|(bytes, summary, findings)| {
                context.report.detail(&format!("{}: {summary}", page.input.name));
                tally::tell(&page.input.name, &findings, &context.report);
                places.write(page, format.extension(), &bytes, &context.report)
            });
            match written {
                Ok(Ok(_)) => tally.done += 1,
                Ok(Err(error)) => {
                    end = Err(error);
                    return ControlFlow::Break(());
                }
                Err(no_page) => tally.no_page(&no_page, &context.report),
            }
            ControlFlow::Continue(())
        },
    );
    end.map(|()| tally.exit())
}

/// Returns one line about what was found on a page.
fn summary(page: &Page) -> String {
    let blocks: usize = page.document.articles.iter().map(|article| article.blocks.len()).sum();
    format!(
        "{}, {}, {}, {} left out, {}",
        counted(page.document.articles.len(), "article"),
        counted(blocks, "block"),
        counted(page.repairs.len(), "repair"),
        page.dropped.len(),
        counted(page.findings.len(), "finding"),
    )
}
