//! What the tests share: a home of its own for each, and what a run has to say.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use assert_cmd::Command;
use tempfile::TempDir;

/// A page of our own invention: two articles, a paragraph cut over two lines of a column.
pub(crate) const PAGE: &str = "## 青岚市今年新增公园12处\n\n本报讯（记者 林知远）青岚市园林局昨日公布，今年全市新增公园12处，总面积达到36.5公顷，市民出门步行十分钟即可到达。\n\n市园林局负责人表示，明年还将建设绿道48公里。\n\n## 白河县秋粮丰收\n\n白河县今年秋粮总产量达到21.4万吨，比去年增长3.2%。\n";

/// A page of our own invention without any figure, so that any English will do.
pub(crate) const PLAIN_PAGE: &str = "## 青岚市新建滨河公园\n\n青岚市园林局公布，新建的滨河公园对市民开放，周边居民出门步行即可到达，园内种植了本地树木和花草。\n\n市园林局负责人表示，明年还将在老城区建设绿道，把几处公园连成一片。\n\n## 白河县农民喜获丰收\n\n白河县的农民今年喜获丰收，粮食产量比往年有所增长，县里组织农机帮助抢收。\n";

/// Returns a page of one segment, another for each number.
pub(crate) fn paragraph(number: usize) -> String {
    let digits: String = number
        .to_string()
        .chars()
        .map(|c| "甲乙丙丁戊己庚辛壬癸".chars().nth(c as usize - 48).unwrap_or('子'))
        .collect();
    format!(
        "青岚市{digits}街道的居民说，新建的公园离家很近，老人和孩子每天都愿意到那里散步和游玩。\n"
    )
}

/// A folder with a home in it, to run the binary in.
pub(crate) struct Home(TempDir);

impl Home {
    pub(crate) fn new() -> Self {
        let home = Self(tempfile::tempdir().expect("a temporary folder can be made"));
        fs::create_dir_all(home.path("home")).expect("a folder can be made");
        fs::create_dir_all(home.path("work")).expect("a folder can be made");
        home
    }

    /// Returns the path of something in it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Returns the path of something in the working folder.
    pub(crate) fn work(&self, name: &str) -> PathBuf {
        self.path("work").join(name)
    }

    /// Writes a file into the working folder.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.work(name);
        fs::create_dir_all(path.parent().expect("it has a parent")).expect("a folder can be made");
        fs::write(path, bytes).expect("a file can be written");
        self
    }

    /// Reads a file of the working folder.
    #[track_caller]
    pub(crate) fn read(&self, name: &str) -> String {
        let path = self.work(name);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Returns the names of the files in a folder of the working folder, sorted.
    pub(crate) fn list(&self, name: &str) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.work(name)) else {
            return Vec::new();
        };
        let name = |entry: std::io::Result<fs::DirEntry>| {
            entry.expect("an entry").file_name().to_string_lossy().into_owned()
        };
        let mut names: Vec<String> = entries.map(name).collect();
        names.sort();
        names
    }

    /// Returns the binary with a cleared environment, in the working folder.
    pub(crate) fn recto(&self) -> Command {
        let mut command = Command::new(binary());
        command.env_clear();
        self.hermetic(|name, value| {
            command.env(name, value);
        });
        command.current_dir(self.path("work"));
        command
    }

    /// Runs the binary with the words of a line.
    pub(crate) fn run(&self, line: &str) -> Run {
        self.run_with(line, |command| command)
    }

    /// Runs the binary with the words of a line, after `prepare` has had its way.
    pub(crate) fn run_with(
        &self,
        line: &str,
        prepare: impl FnOnce(&mut Command) -> &mut Command,
    ) -> Run {
        let mut command = self.recto();
        command.args(line.split_whitespace());
        prepare(&mut command);
        Run(command.output().expect("the binary runs"))
    }

    /// Starts the binary with the words of a line and a key, and does not wait for it.
    pub(crate) fn spawn(&self, line: &str) -> Child {
        let mut command = std::process::Command::new(binary());
        command.env_clear().env("OPENAI_API_KEY", "test-key-0001");
        self.hermetic(|name, value| {
            command.env(name, value);
        });
        command.args(line.split_whitespace()).current_dir(self.path("work"));
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary starts")
    }

    /// Waits for something that happens soon.
    #[track_caller]
    pub(crate) fn wait_until(&self, happens: impl Fn() -> bool) {
        let begun = Instant::now();
        while !happens() {
            assert!(begun.elapsed() < Duration::from_secs(60), "it does not happen");
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Sends a signal to the binary.
    pub(crate) fn signal(&self, name: &str, child: &Child) {
        let kill = std::process::Command::new("kill")
            .args([format!("-{name}"), child.id().to_string()])
            .status();
        assert!(kill.expect("kill runs").success());
    }

    /// Names the variables of a run.
    pub(crate) fn hermetic(&self, mut set: impl FnMut(&str, PathBuf)) {
        for (name, folder) in [
            ("HOME", "home"),
            ("XDG_CONFIG_HOME", "home/config"),
            ("XDG_DATA_HOME", "home/data"),
            ("XDG_CACHE_HOME", "home/cache"),
            ("XDG_STATE_HOME", "home/state"),
            ("XDG_RUNTIME_DIR", "home/none"),
        ] {
            set(name, self.path(folder));
        }
    }
}

/// Returns the binary that was built for this test.
pub(crate) fn binary() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_recto"))
}

/// A run that has ended.
pub(crate) struct Run(Output);

impl Run {
    /// Returns the exit code; a run that was killed has none.
    pub(crate) fn code(&self) -> Option<i32> {
        self.0.status.code()
    }

    /// Returns the bytes that were written to standard output.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0.stdout
    }

    /// Returns what was written to standard output.
    pub(crate) fn stdout(&self) -> String {
        String::from_utf8(self.0.stdout.clone()).expect("standard output is UTF-8")
    }

    /// Returns what was written to standard error.
    pub(crate) fn stderr(&self) -> String {
        String::from_utf8(self.0.stderr.clone()).expect("standard error is UTF-8")
    }

    /// Makes sure of the exit code.
    #[track_caller]
    pub(crate) fn ends(self, code: i32) -> Self {
        assert_eq!(self.code(), Some(code), "stderr: {}\nstdout: {}", self.stderr(), self.stdout());
        self
    }

    /// Makes sure that standard error says all of this.
    #[track_caller]
    pub(crate) fn says(self, parts: &[&str]) -> Self {
        let stderr = self.stderr();
        for part in parts {
            assert!(stderr.contains(part), "`{part}` is not in: {stderr}");
        }
        self
    }
}
