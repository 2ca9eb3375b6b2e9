//! The edge to the browser on this machine, for `--open`.
#![expect(clippy::disallowed_methods, reason = "opening a page in the browser is starting a program")]

use std::process::{Command, Stdio};

/// Opens an address in the browser that people have chosen.
///
/// # Errors
/// When there is no program that could.
pub fn open(address: &str) -> std::io::Result<()> {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        // `start` takes the first quoted word for a window's title.
        ("cmd", &["/C", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(address);
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    // Somebody has to hear of its end, or it stays in the list of processes for as long as the server runs.
    std::thread::spawn(move || child.wait());
    Ok(())
}
