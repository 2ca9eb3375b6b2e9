//! The git program, for tests that need a real repository. It hears nothing of this machine's settings.

use std::path::Path;
use std::process::Command;

use super::Workshop;

/// Who commits and when, and no settings of this machine.
pub const ENVIRONMENT: [(&str, &str); 8] = [
    ("GIT_AUTHOR_NAME", "Front Desk"),
    ("GIT_AUTHOR_EMAIL", "desk@example.org"),
    ("GIT_AUTHOR_DATE", "2026-11-16T08:00:00Z"),
    ("GIT_COMMITTER_NAME", "Front Desk"),
    ("GIT_COMMITTER_EMAIL", "desk@example.org"),
    ("GIT_COMMITTER_DATE", "2026-11-16T08:00:00Z"),
    ("GIT_CONFIG_GLOBAL", "/dev/null"),
    ("GIT_CONFIG_NOSYSTEM", "1"),
];

/// Runs git in a folder and returns what it printed.
#[track_caller]
pub fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = command(folder).args(arguments).output().expect("these tests need the git program");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "git {arguments:?}: {}{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout).trim_end().to_string()
}

/// Runs a command line that the program printed, which begins with `git`.
#[track_caller]
pub fn run_as_printed(folder: &Path, line: &str) {
    let words: Vec<&str> = line.split(' ').collect();
    assert_eq!(words[0], "git", "`{line}` is a command of git");
    git(folder, &words[1..]);
}

fn command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.current_dir(folder);
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_")) {
        command.env_remove(name);
    }
    let settings = [
        ("init.defaultBranch", "main"),
        ("protocol.file.allow", "always"),
        ("core.autocrlf", "false"),
        ("safe.directory", "*"),
        ("advice.detachedHead", "false"),
    ];
    for (name, value) in settings {
        command.args(["-c", &format!("{name}={value}")]);
    }
    command.envs(ENVIRONMENT);
    command
}

impl Workshop {
    /// Runs git in this folder.
    #[track_caller]
    pub fn git(&self, arguments: &[&str]) -> String {
        git(&self.path(""), arguments)
    }

    /// Puts everything that is in the folder into a commit; the repository is made when there is none.
    #[track_caller]
    pub fn commit(&self, message: &str) {
        if !self.has(".git") {
            self.git(&["init", "--quiet"]);
        }
        self.git(&["add", "--all", "--force"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", message]);
    }
}
