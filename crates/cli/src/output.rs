//! Where results go: each file whole or not at all, below the folder the user named, never over an
//! input and never over the result of another page.
//!
//! A folder that cannot be written is found out before anything is asked or paid for.

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::error::{CommandError, Exit};
use crate::inputs::{self, Input, Source};
use crate::plain;
use crate::report::Report;

/// Names longer than this are cut, so that an ending still fits.
const MAX_STEM: usize = 200;

/// Where results go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// To standard output.
    Stdout,
    /// Into this one file.
    File(PathBuf),
    /// Into this folder, a file for each page and format.
    Folder(PathBuf),
}

impl Target {
    /// Reads what stands after `-o`: a file only where it has the ending of a format and no such folder exists.
    pub(crate) fn of(path: &Path, endings: &[&str]) -> Self {
        if path == Path::new("-") {
            return Self::Stdout;
        }
        let ends = |ending: &&str| path.extension().is_some_and(|e| e.eq_ignore_ascii_case(ending));
        if endings.iter().any(ends) && !path.is_dir() {
            Self::File(path.to_owned())
        } else {
            Self::Folder(path.to_owned())
        }
    }

    /// Returns the folder that results are written into; none for standard output.
    pub(crate) fn folder(&self) -> Option<&Path> {
        match self {
            Self::Stdout => None,
            Self::File(path) => {
                path.parent().map(|p| if p == Path::new("") { Path::new(".") } else { p })
            }
            Self::Folder(path) => Some(path),
        }
    }

    /// Returns the ending of the one file; none for a folder and for standard output.
    pub(crate) fn ending(&self) -> Option<&str> {
        match self {
            Self::File(path) => path.extension()?.to_str(),
            Self::Stdout | Self::Folder(_) => None,
        }
    }

    /// Makes the folder and tries whether a file can be written there.
    fn prepare(&self) -> Result<(), CommandError> {
        let Some(folder) = self.folder() else {
            return Ok(());
        };
        fs::create_dir_all(folder)
            .and_then(|()| temporary().tempfile_in(folder))
            .map(drop)
            .map_err(|error| unwritable(folder, &error))
    }
}

/// Gives each page the name of its results, so that no two are the same.
///
/// Names are compared without regard to case, as some file systems do.
#[derive(Debug, Default)]
struct Names {
    taken: HashSet<String>,
}

impl Names {
    /// Returns the name, without an ending, for the results of a page.
    fn name(&mut self, input: &Input) -> OsString {
        let stem = match &input.source {
            Source::Stdin => "stdin".to_owned(),
            Source::File(path) => stem(path.file_stem().unwrap_or(OsStr::new("page"))),
        };
        let mut name = stem.clone();
        let mut count = 1;
        while !self.taken.insert(name.to_lowercase()) {
            count += 1;
            name = format!("{stem}-{count}");
        }
        name.into()
    }
}

/// Where the results of each page of a run go.
#[derive(Debug)]
pub(crate) struct Places<'a> {
    /// The pages with the names of their results.
    pub(crate) pages: Vec<PagePlace<'a>>,
    ground: Ground,
}

/// A page, and the name of its results.
#[derive(Debug)]
pub(crate) struct PagePlace<'a> {
    /// The page.
    pub(crate) input: &'a Input,
    /// The name, without an ending.
    pub(crate) name: OsString,
}

/// Where the results that all pages of a run share go.
#[derive(Debug)]
pub(crate) struct JointPlace {
    name: OsString,
    ground: Ground,
}

/// Where results go, and what may not be written over.
#[derive(Debug)]
struct Ground {
    target: Target,
    /// The inputs that lie in the folder of the results: only on these a result could fall.
    inputs: HashSet<PathBuf>,
}

impl<'a> Places<'a> {
    /// Names the results of each page and makes sure that they can be written.
    pub(crate) fn of(target: Target, inputs: &'a [Input]) -> Result<Self, CommandError> {
        if let (Target::File(path), [_, _, ..]) = (&target, inputs) {
            let name = plain::name(path.as_os_str());
            return Err(CommandError::usage(format!(
                "`{name}` is one file, and there are several pages"
            ))
            .hint("name a folder with `-o DIR`"));
        }
        let ground = Ground::of(target, inputs)?;
        let mut names = Names::default();
        let pages =
            inputs.iter().map(|input| PagePlace { input, name: names.name(input) }).collect();
        Ok(Self { pages, ground })
    }

    /// Writes a result; returns where it stands, unless that is standard output.
    pub(crate) fn write(
        &self,
        page: &PagePlace<'_>,
        ending: &str,
        bytes: &[u8],
        report: &Report,
    ) -> Result<Option<PathBuf>, CommandError> {
        self.ground.write(&page.name, ending, bytes, report)
    }
}

impl JointPlace {
    /// Names the results after the page where there is one, else by `several`, and makes sure that they
    /// can be written.
    pub(crate) fn of(
        target: Target,
        inputs: &[Input],
        several: &str,
    ) -> Result<Self, CommandError> {
        let name = match inputs {
            [input] => Names::default().name(input),
            _ => several.into(),
        };
        Ok(Self { name, ground: Ground::of(target, inputs)? })
    }

    /// Reads what an earlier run has written here, if it can be read.
    pub(crate) fn earlier(&self, ending: &str) -> Option<Vec<u8>> {
        let path = self.ground.path(&self.name, ending)?;
        let name = plain::name(path.as_os_str());
        inputs::read(&Input { source: Source::File(path), name }).ok()
    }

    /// Writes a result; returns where it stands, unless that is standard output.
    pub(crate) fn write(
        &self,
        ending: &str,
        bytes: &[u8],
        report: &Report,
    ) -> Result<Option<PathBuf>, CommandError> {
        self.ground.write(&self.name, ending, bytes, report)
    }
}

impl Ground {
    fn of(target: Target, inputs: &[Input]) -> Result<Self, CommandError> {
        if !inputs.is_empty() {
            target.prepare()?;
        }
        let folder = target.folder().and_then(|folder| folder.canonicalize().ok());
        let path = |input: &Input| match &input.source {
            Source::Stdin => None,
            Source::File(path) => path.canonicalize().ok(),
        };
        let is_beside = |path: &PathBuf| folder.is_some() && path.parent() == folder.as_deref();
        let inputs = inputs.iter().filter_map(path).filter(is_beside).collect();
        Ok(Self { target, inputs })
    }

    /// Returns where a result stands; nowhere for standard output.
    fn path(&self, name: &OsStr, ending: &str) -> Option<PathBuf> {
        match &self.target {
            Target::Stdout => None,
            Target::File(path) => Some(path.clone()),
            Target::Folder(folder) => Some(place(folder, name, ending, &self.inputs)),
        }
    }

    fn write(
        &self,
        name: &OsStr,
        ending: &str,
        bytes: &[u8],
        report: &Report,
    ) -> Result<Option<PathBuf>, CommandError> {
        let Some(path) = self.path(name, ending) else {
            return report.result(bytes).map(|()| None);
        };
        if self.is_input(&path) {
            let name = plain::name(path.as_os_str());
            return Err(CommandError::usage(format!(
                "`{name}` is a page, and would be overwritten"
            ))
            .hint("name another file with `-o`"));
        }
        write(&path, bytes).map(|()| Some(path))
    }

    fn is_input(&self, path: &Path) -> bool {
        is_among(path, &self.inputs)
    }
}

fn is_among(path: &Path, inputs: &HashSet<PathBuf>) -> bool {
    !inputs.is_empty() && path.canonicalize().is_ok_and(|path| inputs.contains(&path))
}

/// Puts the name of a result together, stepping aside where it would fall on an input.
fn place(folder: &Path, name: &OsStr, ending: &str, inputs: &HashSet<PathBuf>) -> PathBuf {
    let with = |suffix: &str| {
        let mut file = name.to_owned();
        file.push(suffix);
        file.push(".");
        file.push(ending);
        folder.join(file)
    };
    let plain = with("");
    if is_among(&plain, inputs) { with(".recto") } else { plain }
}

/// Writes a file whole: into a temporary one beside it, then renamed. A file that holds these bytes
/// already stays as it is, and so does its date, by which other tools see what is new.
///
/// It is not forced to the disk: a result can be made again from the memory, which is.
fn write(path: &Path, bytes: &[u8]) -> Result<(), CommandError> {
    if holds(path, bytes) {
        return Ok(());
    }
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let write = || -> io::Result<()> {
        let mut file = temporary().tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.persist(path).map(drop).map_err(|error| error.error)
    };
    write().map_err(|error| unwritable(path, &error))
}

/// Tells whether a file, not a link to one, holds these bytes.
fn holds(path: &Path, bytes: &[u8]) -> bool {
    let is_alike = fs::symlink_metadata(path)
        .is_ok_and(|known| known.is_file() && known.len() == bytes.len() as u64);
    is_alike && fs::read(path).is_ok_and(|known| known == bytes)
}

/// Results are files like any other the user makes: the process's mask decides who reads them.
fn temporary() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".recto-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder
}

fn unwritable(path: &Path, error: &io::Error) -> CommandError {
    let name = plain::name(path.as_os_str());
    let why = match error.kind() {
        io::ErrorKind::PermissionDenied => "no permission".into(),
        io::ErrorKind::StorageFull => "the disk is full".into(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".into(),
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
            "a file stands where the folder should be".into()
        }
        _ => error.to_string(),
    };
    CommandError::new(Exit::Usage, format!("cannot write to `{name}`: {why}"))
        .hint("name another folder with `-o DIR`")
}

/// Returns a file stem as a name for results: no invisible characters, not too long, not hidden.
fn stem(stem: &OsStr) -> String {
    let shown = plain::name(stem).replace('\\', "_");
    let mut end = shown.len().min(MAX_STEM);
    while !shown.is_char_boundary(end) {
        end -= 1;
    }
    let cut = &shown[..end];
    let bare = cut.trim_start_matches('.');
    if bare.is_empty() { "page".into() } else { bare.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(path: &str) -> Input {
        Input { source: Source::File(path.into()), name: path.into() }
    }

    #[track_caller]
    fn assert_names(paths: &[&str], names: &[&str]) {
        let mut giver = Names::default();
        let given: Vec<OsString> = paths.iter().map(|path| giver.name(&input(path))).collect();
        assert_eq!(given, names);
    }

    #[test]
    fn a_result_is_called_after_its_page() {
        assert_names(&["pages/a.txt", "版面一.txt"], &["a", "版面一"]);
        assert_names(&["0412.page.1.txt"], &["0412.page.1"]);
    }

    #[test]
    fn pages_of_one_name_have_results_of_their_own() {
        assert_names(&["x/p.txt", "y/p.txt", "z/P.md", "p-2.txt"], &["p", "p-2", "P-3", "p-2-2"]);
    }

    #[test]
    fn a_name_has_no_effect_but_to_name() {
        assert_names(
            &["a\u{202e}b.txt", "\x1b[31m.txt", ".txt"],
            &["a\\u{202e}b".replace('\\', "_").as_str(), "␛[31m", "txt"],
        );
        assert_eq!(stem(OsStr::new(&"青".repeat(100))).chars().count(), MAX_STEM / 3);
    }

    #[test]
    fn the_ending_tells_a_file_from_a_folder() {
        let endings = ["html", "md"];
        assert_eq!(Target::of(Path::new("-"), &endings), Target::Stdout);
        assert_eq!(Target::of(Path::new("a/x.html"), &endings), Target::File("a/x.html".into()));
        assert_eq!(Target::of(Path::new("a/v1.2"), &endings), Target::Folder("a/v1.2".into()));
    }

    #[test]
    fn a_file_is_replaced_whole_and_leaves_nothing_behind() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let path = folder.path().join("a.html");
        write(&path, b"old").expect("written");
        write(&path, b"new").expect("written");
        assert_eq!(fs::read(&path).expect("read"), b"new");
        assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 1);
    }

    #[test]
    fn a_result_that_says_the_same_is_left_as_it_is() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let path = folder.path().join("a.html");
        write(&path, b"same").expect("written");
        fs::File::options()
            .write(true)
            .open(&path)
            .and_then(|file| file.set_modified(std::time::UNIX_EPOCH))
            .expect("dated");
        let date = || fs::metadata(&path).and_then(|known| known.modified()).expect("read");
        write(&path, b"same").expect("written");
        assert_eq!(date(), std::time::UNIX_EPOCH);
        write(&path, b"fine").expect("written");
        assert_ne!(date(), std::time::UNIX_EPOCH);
    }

    #[test]
    fn only_pages_in_the_folder_of_the_results_are_in_their_way() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let (inside, outside) = (folder.path().join("out/page.md"), folder.path().join("page.md"));
        fs::create_dir(folder.path().join("out")).expect("made");
        let inputs = [&inside, &outside].map(|path| {
            fs::write(path, "文").expect("written");
            Input { source: Source::File(path.clone()), name: "page.md".into() }
        });
        let ground = Ground::of(Target::Folder(folder.path().join("out")), &inputs);
        let ground = ground.expect("it can be written to");
        assert!(ground.is_input(&inside));
        assert!(!ground.is_input(&outside));
    }

    #[test]
    fn a_result_never_falls_on_a_page() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let page = folder.path().join("page.md");
        fs::write(&page, "文").expect("written");
        let inputs = HashSet::from([page.canonicalize().expect("exists")]);
        let place = |ending| place(folder.path(), OsStr::new("page"), ending, &inputs);
        assert_eq!(place("md"), folder.path().join("page.recto.md"));
        assert_eq!(place("html"), folder.path().join("page.html"));
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_an_error_with_a_way_out() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let file = folder.path().join("file");
        fs::write(&file, "").expect("written");
        let error = Target::Folder(file.join("out")).prepare().expect_err("a file is in the way");
        assert_eq!(error.exit, Exit::Usage);
        assert!(error.message.contains("a file stands where the folder should be"));
    }
}
