//! Which pages are read, and their bytes: files, folders, globs and standard input.
//!
//! What cannot be read is listed and never stops the others. Pipes, sockets and devices are passed
//! over, loops of links are cut, and no file is read beyond a cap. What the bytes mean is not
//! decided here.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::{self, File, FileType};
use std::io::{self, IsTerminal as _, Read};
use std::path::{Path, PathBuf};

use globset::{Glob, GlobMatcher};
use walkdir::WalkDir;

use crate::plain;

/// A page is never larger than this.
const MAX_BYTES: u64 = 256 << 20;
/// What the files of a folder end in to count as pages.
const PAGE_EXTENSIONS: [&str; 3] = ["txt", "text", "md"];

/// A page that is to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Input {
    /// Where its bytes are.
    pub(crate) source: Source,
    /// What it is called in messages and editions; fit to be shown.
    pub(crate) name: String,
}

impl Input {
    /// Returns what it is called without the folders it lies in; fit to be shown.
    pub(crate) fn file_name(&self) -> String {
        match &self.source {
            Source::Stdin => self.name.clone(),
            Source::File(path) => path.file_name().map_or_else(|| self.name.clone(), plain::name),
        }
    }
}

/// Where the bytes of a page are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

/// Something among the inputs that is not read, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unreadable {
    /// What it is called; fit to be shown.
    pub(crate) name: String,
    /// Why it is not read.
    pub(crate) why: String,
    /// What to do about it.
    pub(crate) hint: Option<String>,
}

/// What the arguments stand for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Inputs {
    /// The pages, in the order of the arguments, folders and globs sorted by name, each file once.
    pub(crate) pages: Vec<Input>,
    /// What cannot be read.
    pub(crate) unreadable: Vec<Unreadable>,
}

/// Finds the pages that the arguments stand for; standard input where there are none and it is no terminal.
///
/// Nothing below `leave_out` is taken from a folder: editions are not pages.
pub(crate) fn gather(arguments: &[PathBuf], leave_out: Option<&Path>) -> Inputs {
    let leave_out = leave_out.and_then(|path| path.canonicalize().ok());
    let mut gathering = Gathering { leave_out, seen: HashSet::new(), inputs: Inputs::default() };
    if arguments.is_empty() && !io::stdin().is_terminal() {
        gathering.stdin();
    }
    for argument in arguments {
        gathering.argument(argument);
    }
    gathering.inputs
}

/// Reads the bytes of a page.
pub(crate) fn read(input: &Input) -> Result<Vec<u8>, Unreadable> {
    let bytes = match &input.source {
        Source::Stdin => capped(io::stdin().lock()),
        Source::File(path) => File::open(path).and_then(capped),
    };
    match bytes {
        Ok(Some(bytes)) => Ok(bytes),
        Ok(None) => Err(Unreadable {
            name: input.name.clone(),
            why: format!("larger than {} MB", MAX_BYTES >> 20),
            hint: Some("cut it into pages".into()),
        }),
        Err(error) => Err(unreadable(input.name.clone(), &error)),
    }
}

/// Returns how many bytes a page has, as far as that is known before it is read.
pub(crate) fn size(input: &Input) -> u64 {
    match &input.source {
        Source::Stdin => 0,
        Source::File(path) => fs::metadata(path).map_or(0, |metadata| metadata.len()),
    }
}

/// Reads a small text file that an argument names: a glossary, a prompt.
pub(crate) fn read_text(path: &Path) -> Result<String, Unreadable> {
    let name = plain::name(path.as_os_str());
    let bytes = read(&Input { source: Source::File(path.to_owned()), name: name.clone() })?;
    String::from_utf8(bytes).map_err(|error| Unreadable {
        name,
        why: format!("not UTF-8 at byte {}", error.utf8_error().valid_up_to()),
        hint: Some("save it as UTF-8".into()),
    })
}

/// Tells whether a word of the command line can be meant as a page.
pub(crate) fn is_input(word: &OsStr) -> bool {
    word == "-" || Path::new(word).exists()
}

/// Reads to the end, or returns nothing where there is more than the cap.
fn capped(source: impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    source.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= MAX_BYTES).then_some(bytes))
}

struct Gathering {
    leave_out: Option<PathBuf>,
    seen: HashSet<PathBuf>,
    inputs: Inputs,
}

impl Gathering {
    fn argument(&mut self, argument: &Path) {
        if argument == Path::new("-") {
            return self.stdin();
        }
        match fs::metadata(argument) {
            Ok(metadata) if metadata.is_dir() => self.folder(argument, is_page),
            Ok(metadata) => self.file(argument, metadata.file_type()),
            Err(error) => match glob(argument) {
                Some((folder, matcher)) => self.glob(argument, &folder, &matcher),
                None => self.missing(argument, &error),
            },
        }
    }

    fn stdin(&mut self) {
        let input = Input { source: Source::Stdin, name: "stdin".into() };
        if !self.inputs.pages.contains(&input) {
            self.inputs.pages.push(input);
        }
    }

    fn file(&mut self, path: &Path, kind: FileType) {
        let name = plain::name(path.as_os_str());
        if !kind.is_file() {
            return self.inputs.unreadable.push(Unreadable {
                name,
                why: "not a regular file".into(),
                hint: Some("to read from a pipe, pass `-`".into()),
            });
        }
        let identity = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if self.seen.insert(identity) {
            self.inputs.pages.push(Input { source: Source::File(path.to_owned()), name });
        }
    }

    fn glob(&mut self, argument: &Path, folder: &Path, matcher: &GlobMatcher) {
        let count = self.inputs.pages.len() + self.inputs.unreadable.len();
        self.folder(folder, |path| matcher.is_match(path));
        if self.inputs.pages.len() + self.inputs.unreadable.len() == count {
            self.inputs.unreadable.push(Unreadable {
                name: plain::name(argument.as_os_str()),
                why: "no file matches".into(),
                hint: None,
            });
        }
    }

    fn folder(&mut self, folder: &Path, takes: impl Fn(&Path) -> bool) {
        let leave_out = self.leave_out.clone();
        let is_left_out = |path: &Path| {
            leave_out.as_deref().is_some_and(|out| path.canonicalize().is_ok_and(|p| p == out))
        };
        let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
        let walk = walk.filter_entry(|entry| {
            entry.depth() == 0
                || !(is_hidden(entry.file_name())
                    || entry.file_type().is_dir() && is_left_out(entry.path()))
        });
        for entry in walk {
            match entry {
                Ok(entry) => {
                    let path = entry.path().strip_prefix("./").unwrap_or(entry.path());
                    if !entry.file_type().is_dir() && takes(path) {
                        self.file(path, entry.file_type());
                    }
                }
                Err(error) => self.broken(&error, &takes),
            }
        }
    }

    /// Lists what a walk could not enter; a broken link that is no page is nobody's business.
    fn broken(&mut self, error: &walkdir::Error, takes: impl Fn(&Path) -> bool) {
        let path = error.path().unwrap_or(Path::new(""));
        let is_missing = error.io_error().is_some_and(|io| io.kind() == io::ErrorKind::NotFound);
        if is_missing && !takes(path) {
            return;
        }
        let name = plain::name(path.as_os_str());
        let unreadable = match error.io_error() {
            Some(io) => unreadable(name, io),
            None => Unreadable {
                name,
                why: "a link that leads back to a folder above it".into(),
                hint: None,
            },
        };
        self.inputs.unreadable.push(unreadable);
    }

    fn missing(&mut self, argument: &Path, error: &io::Error) {
        self.inputs.unreadable.push(unreadable(plain::name(argument.as_os_str()), error));
    }
}

fn unreadable(name: String, error: &io::Error) -> Unreadable {
    let why = match error.kind() {
        io::ErrorKind::NotFound => "no such file".into(),
        io::ErrorKind::PermissionDenied => "no permission to read it".into(),
        _ => error.to_string(),
    };
    Unreadable { name, why, hint: None }
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

fn is_page(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| PAGE_EXTENSIONS.iter().any(|e| extension.eq_ignore_ascii_case(e)))
}

/// Reads an argument as a glob: the folder without wildcards that it begins with, and the whole.
fn glob(argument: &Path) -> Option<(PathBuf, GlobMatcher)> {
    let pattern = argument.to_str()?.trim_start_matches("./");
    let is_wild = |part: &OsStr| part.as_encoded_bytes().iter().any(|b| b"*?[{".contains(b));
    let path = Path::new(pattern);
    if !path.iter().any(is_wild) {
        return None;
    }
    let folder: PathBuf = path.iter().take_while(|part| !is_wild(part)).collect();
    let folder = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder };
    let matcher = globset::GlobBuilder::new(pattern).literal_separator(true).build().ok()?;
    Some((folder, Glob::compile_matcher(&matcher)))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Folder(tempfile::TempDir);

    impl Folder {
        fn of(files: &[&str]) -> Self {
            let folder = tempfile::tempdir().expect("a temporary folder can be made");
            for file in files {
                let path = folder.path().join(file);
                fs::create_dir_all(path.parent().expect("below the folder")).expect("made");
                fs::write(path, "文").expect("written");
            }
            Self(folder)
        }

        fn gather(
            &self,
            arguments: &[&str],
            leave_out: Option<&str>,
        ) -> (Vec<String>, Vec<String>) {
            let paths: Vec<PathBuf> = arguments.iter().map(|a| self.0.path().join(a)).collect();
            let out = leave_out.map(|out| self.0.path().join(out));
            let inputs = gather(&paths, out.as_deref());
            let root = format!("{}/", self.0.path().display());
            let strip = |name: &str| name.replace(&root, "");
            (
                inputs.pages.iter().map(|page| strip(&page.name)).collect(),
                inputs
                    .unreadable
                    .iter()
                    .map(|u| format!("{}: {}", strip(&u.name), u.why))
                    .collect(),
            )
        }
    }

    #[test]
    fn a_folder_stands_for_its_pages_sorted_and_without_the_editions() {
        let folder = Folder::of(&["b.txt", "a.md", "sub/c.TXT", "x.png", ".git/d.txt", "out/a.md"]);
        assert_eq!(
            folder.gather(&[""], Some("out")).0,
            ["a.md", "b.txt", "sub/c.TXT"].map(str::to_owned)
        );
    }

    #[test]
    fn a_glob_finds_what_matches_and_says_when_nothing_does() {
        let folder = Folder::of(&["p1.txt", "p2.txt", "q.txt", "sub/p3.txt"]);
        assert_eq!(folder.gather(&["p?.txt"], None).0, ["p1.txt", "p2.txt"].map(str::to_owned));
        assert_eq!(folder.gather(&["**/p*.txt"], None).0.len(), 3);
        assert_eq!(folder.gather(&["z*.txt"], None).1, ["z*.txt: no file matches".to_owned()]);
    }

    #[test]
    fn a_missing_file_does_not_stop_the_others() {
        let folder = Folder::of(&["a.txt", "b.txt"]);
        let (pages, unreadable) = folder.gather(&["a.txt", "gone.txt", "b.txt"], None);
        assert_eq!(pages, ["a.txt", "b.txt"].map(str::to_owned));
        assert_eq!(unreadable, ["gone.txt: no such file".to_owned()]);
    }

    #[test]
    fn a_file_named_twice_is_read_once() {
        let folder = Folder::of(&["a.txt"]);
        assert_eq!(folder.gather(&["a.txt", "a.txt", ""], None).0, ["a.txt".to_owned()]);
    }

    #[cfg(unix)]
    #[test]
    fn a_loop_of_links_is_cut_and_a_device_is_passed_over() {
        let folder = Folder::of(&["sub/a.txt"]);
        let root = folder.0.path();
        std::os::unix::fs::symlink(root, root.join("sub/up")).expect("a link can be made");
        let (pages, unreadable) = folder.gather(&[""], None);
        assert_eq!(pages, ["sub/a.txt".to_owned()]);
        assert_eq!(unreadable, ["sub/up: a link that leads back to a folder above it".to_owned()]);
        let inputs = gather(&[PathBuf::from("/dev/null")], None);
        assert_eq!(inputs.unreadable[0].why, "not a regular file");
    }

    #[test]
    fn reading_stops_at_the_cap() {
        assert_eq!(capped(io::repeat(b'x')).expect("no error"), None);
    }
}
