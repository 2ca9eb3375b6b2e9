//! Writes a handbook of any size, to measure the speed and the memory of `throughline` with.
//!
//! ```text
//! cargo run --release --example corpus -- DIR --documents N
//! ```
//!
//! What is written is decided in `generate`, which is pure; this file reads the arguments and owns the disk.
//! It writes below DIR only, and only if DIR is new or empty, so that it can never spoil a real handbook.
//! Exit codes: 0 written, 2 could not run (usage, a folder that is in use, the disk).
#![expect(clippy::disallowed_methods, reason = "the edge of the corpus generator: it writes to the disk")]
#![expect(clippy::print_stderr, reason = "a program of its own, with one sentence to say")]

mod generate;

use generate::{File, Plan};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

const USAGE: &str = "usage: corpus DIR --documents N";

/// What the command line asks for.
struct Request {
    dir: PathBuf,
    documents: usize,
}

/// What was written, for the closing line.
#[derive(Default)]
struct Written {
    files: usize,
    bytes: usize,
}

fn main() -> ExitCode {
    match run() {
        Ok(sentence) => {
            eprintln!("{sentence}");
            ExitCode::SUCCESS
        }
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::from(2)
        }
    }
}

/// Does everything; either way the answer is one sentence for the person who called.
fn run() -> Result<String, String> {
    let Request { dir, documents } = request(env::args_os().skip(1))?;
    let plan = Plan::new(documents).ok_or_else(|| {
        format!(
            "--documents {documents} is too few: a handbook with each kind in it has at least {}.",
            Plan::MINIMUM
        )
    })?;
    refuse_used(&dir)?;
    let written =
        write_all(&dir, plan.files()).map_err(|why| format!("Cannot write to {}: {why}.", dir.display()))?;
    let Written { files, bytes } = written;
    Ok(format!("Wrote {documents} documents ({files} files, {bytes} bytes) to {}.", dir.display()))
}

/// Reads `DIR --documents N` in either order; anything else is a usage error.
fn request(arguments: impl Iterator<Item = std::ffi::OsString>) -> Result<Request, String> {
    let (mut dir, mut documents) = (None, None);
    let mut arguments = arguments;
    while let Some(argument) = arguments.next() {
        let text = argument.to_str().unwrap_or_default();
        if text == "--documents" {
            let value = arguments.next().ok_or_else(|| format!("--documents needs a number; {USAGE}"))?;
            documents = Some(number(&value.to_string_lossy())?);
        } else if let Some(value) = text.strip_prefix("--documents=") {
            documents = Some(number(value)?);
        } else if text.starts_with('-') || argument.is_empty() || dir.is_some() {
            return Err(format!("\"{}\" is not expected here; {USAGE}", argument.display()));
        } else {
            dir = Some(PathBuf::from(argument));
        }
    }
    match (dir, documents) {
        (Some(dir), Some(documents)) => Ok(Request { dir, documents }),
        _ => Err(USAGE.to_owned()),
    }
}

fn number(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| format!("\"{text}\" is not a number of documents; {USAGE}"))
}

/// An existing folder is welcome only while it is empty.
fn refuse_used(dir: &Path) -> Result<(), String> {
    match fs::read_dir(dir).map(|mut entries| entries.next().is_none()) {
        Ok(true) => Ok(()),
        Ok(false) => Err(format!("{} is not empty; name a new folder.", dir.display())),
        Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(why) => Err(format!("{} cannot be used as a folder: {why}.", dir.display())),
    }
}

/// Writes each file as it is made and drops it. Files come folder by folder, so that remembering the last
/// folder is enough to create each folder once.
fn write_all(dir: &Path, files: impl Iterator<Item = File>) -> io::Result<Written> {
    let mut written = Written::default();
    let mut folder = PathBuf::new();
    for File { path, text } in files {
        let path = dir.join(path);
        if let Some(parent) = path.parent().filter(|parent| *parent != folder) {
            fs::create_dir_all(parent)?;
            parent.clone_into(&mut folder);
        }
        fs::write(&path, &text)?;
        written.files += 1;
        written.bytes += text.len();
    }
    Ok(written)
}
