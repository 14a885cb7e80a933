//! Gives the rules of the checks a version of their own: the hash of the sources that decide what they
//! find. A verdict of other rules is not believed, and nobody has to count a number up.
#![expect(clippy::disallowed_methods, reason = "this runs at build time and opens its own sources")]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// What decides about findings.
const SOURCES: [&str; 6] =
    ["src/check", "src/fact", "src/glossary", "src/text", "src/finding.rs", "data"];

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let mut files = Vec::new();
    for source in SOURCES {
        println!("cargo:rerun-if-changed={source}");
        collect(&root.join(source), &mut files)?;
    }
    files.sort();
    let mut hash = Fnv(0xcbf2_9ce4_8422_2325);
    for file in files {
        hash.write(file.strip_prefix(&root)?.as_os_str().as_encoded_bytes());
        hash.write(&fs::read(&file)?);
    }
    println!("cargo:rustc-env=RECTO_RULES={:016x}", hash.0);
    Ok(())
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    fs::read_dir(path)?.try_for_each(|entry| collect(&entry?.path(), files))
}

/// The FNV-1a hash: short, and the same in every version of the compiler.
struct Fnv(u64);

impl Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes.iter().chain(&[0xff]) {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
