//! `throughline init`: a starter handbook that says something true and has no findings; or the worked example.
#![expect(clippy::disallowed_methods, reason = "the command's purpose is to write these few files")]

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use include_dir::{Dir, include_dir};

use super::ExitStatus;
use super::args::Init;
use super::environment::Environment;
use super::terminal::Terminal;
use crate::source::FROZEN;

/// The starter: the settings, and five short files that make one line.
pub const STARTER: [(&str, &str); 7] = [
    ("handbook.yaml", include_str!("starter/handbook.yaml")),
    ("content/vision.md", include_str!("starter/vision.md")),
    ("content/roles.yaml", include_str!("starter/roles.yaml")),
    ("content/missions/first-contact.md", include_str!("starter/mission.md")),
    ("content/customers/new-customers.md", include_str!("starter/customer.md")),
    ("content/promises/answer-today.md", include_str!("starter/promise.md")),
    (".gitignore", "/public/\n/.throughline/\n"),
];

/// The documents and records of the worked example.
static CONTENT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/content");

/// Its editions.
static EDITIONS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/editions");

/// What lies beside its folders.
const BESIDE: [(&str, &str); 4] = [
    ("handbook.yaml", include_str!("../../handbook.yaml")),
    ("reviews.lock", include_str!("../../reviews.lock")),
    ("editions.lock", include_str!("../../editions.lock")),
    (".gitignore", "/public/\n/.throughline/\n"),
];

/// Runs the command.
///
/// # Errors
/// When the folder holds something already, or cannot be written.
pub fn run(arguments: &Init, environment: &Environment, terminal: &Terminal) -> Result<ExitStatus> {
    let folder = environment.current_dir.join(&arguments.folder);
    refuse_full(&folder)?;
    let name = arguments.folder.display();
    if arguments.example {
        let count = write_example(&folder)?;
        terminal
            .say(&format!("Wrote the worked example into {name}: {count} files, three editions among them."));
        terminal.say(&format!("Next: throughline serve --open --root {name}"));
        return Ok(ExitStatus::Clean);
    }
    for (path, text) in STARTER {
        write(&folder.join(path), text.as_bytes())?;
    }
    terminal.say(&format!("Wrote a starter handbook into {name}: five short files in content/, from the vision down to one promise."));
    terminal.say(&format!("Next: throughline build --root {name}"));
    Ok(ExitStatus::Clean)
}

/// Writes the worked example; how many files it has.
fn write_example(folder: &Path) -> Result<usize> {
    let mut count = 0;
    for (path, text) in BESIDE {
        write(&folder.join(path), text.as_bytes())?;
        count += 1;
    }
    for (name, part) in [("content", &CONTENT), (FROZEN, &EDITIONS)] {
        let mut ahead = vec![part];
        while let Some(inner) = ahead.pop() {
            ahead.extend(inner.dirs());
            for file in inner.files() {
                write(&folder.join(name).join(file.path()), file.contents())?;
                count += 1;
            }
        }
    }
    Ok(count)
}

/// Nothing is ever overwritten. A folder that holds only a repository counts as empty.
fn refuse_full(folder: &Path) -> Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    let entries = fs::read_dir(folder)
        .with_context(|| format!("`{}` is not a folder to write into", folder.display()))?;
    for entry in entries {
        let name = entry.with_context(|| format!("`{}` cannot be listed", folder.display()))?.file_name();
        if name != ".git" {
            bail!(
                "`{}` is not empty (it holds `{}`), and init overwrites nothing: name a new folder, such as `throughline init my-handbook`",
                folder.display(),
                name.to_string_lossy()
            );
        }
    }
    Ok(())
}

fn write(path: &Path, text: &[u8]) -> Result<()> {
    let cannot = || format!("`{}` cannot be written", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(cannot)?;
    }
    fs::write(path, text).with_context(cannot)
}
