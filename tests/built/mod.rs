//! Sites as the program itself builds them, for tests that look at what lies on the disk.

#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

/// The program, deaf to the environment of whoever runs the tests.
pub fn program() -> Command {
    let mut program = Command::cargo_bin("throughline").expect("the program is built");
    program.env_remove("SOURCE_DATE_EPOCH").env("NO_COLOR", "1");
    program
}

/// A source folder of this repository.
pub fn source(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A folder with these files in it.
pub fn folder<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> TempDir {
    let folder = TempDir::new().expect("a folder for the test");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("made");
        fs::write(path, text).expect("written");
    }
    folder
}

/// What `check --format short` says.
pub fn findings(root: &Path) -> String {
    let run = program().args(["check", "--format", "short", "--root"]).arg(root).output().expect("it runs");
    String::from_utf8(run.stdout).expect("text")
}

/// A built site.
pub struct Built {
    folder: TempDir,
    /// What the program ended with.
    pub code: Option<i32>,
}

/// Builds the folder `root` into a new folder.
pub fn build(root: &Path) -> Built {
    let folder = TempDir::new().expect("a folder for the site");
    let mut program = program();
    program.arg("build").arg("--root").arg(root).arg("-o").arg(folder.path().join("site"));
    let run = program.output().expect("it runs");
    Built { folder, code: run.status.code() }
}

impl Built {
    /// The folder of the site.
    pub fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// Every file of the site but the record of what was written, sorted, with `/`.
    pub fn files(&self) -> Vec<String> {
        let mut files = files_below(&self.root());
        files.retain(|file| !file.starts_with(".throughline"));
        files
    }

    /// Every file that is neither an asset of the theme, nor there in any site, nor what searches it.
    pub fn own_files(&self) -> String {
        let mut files = self.files();
        const OF_EVERY_SITE: [&str; 5] = ["404.html", "robots.txt", "_headers", "_redirects", ".nojekyll"];
        let is_search = |file: &str| file == "search/index.html" || file.starts_with("search/pagefind/");
        let is_searched = files.iter().any(|file| file.starts_with("search/pagefind/"));
        files.retain(|file| !file.starts_with("assets/") && !OF_EVERY_SITE.contains(&file.as_str()));
        files.retain(|file| !(is_searched && is_search(file)));
        files.join("\n")
    }

    /// The text of one file.
    pub fn text(&self, file: &str) -> String {
        fs::read_to_string(self.root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    /// What stands in the body of one page, without blank lines.
    pub fn body(&self, file: &str) -> String {
        let text = self.text(file);
        let (_, body) = text.split_once("<div class=\"body").expect("a page has a body");
        let (_, body) = body.split_once(">\n").expect("the body's tag ends");
        let (body, _) = body.split_once("</div>\n</main>").expect("the body ends");
        body.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n")
    }

    /// The words of the page's own heading.
    pub fn title(&self, file: &str) -> String {
        let text = self.text(file);
        let (_, rest) = text.split_once("<h1").expect("a page has a heading");
        rest.split_once('>').and_then(|(_, rest)| rest.split_once("</h1>")).expect("it ends").0.to_string()
    }
}

/// Every file below a folder, sorted, with `/`.
pub fn files_below(root: &Path) -> Vec<String> {
    let mut files = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let inside = path.strip_prefix(root).expect("below the root");
                files.push(inside.to_string_lossy().into_owned());
            }
        }
    }
    files.sort();
    files
}
