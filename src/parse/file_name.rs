//! What a file's name says besides its words: its rank, and whether it is a front page.

/// Names of front pages, without their ending, and the one that counts first when a folder has several.
const FRONT_PAGES: [&str; 4] = ["index", "_index", "index.html", "readme"];

/// `03-opening` as 3 and `opening`.
pub fn split_rank(part: &str) -> (Option<u32>, &str) {
    match part.as_bytes() {
        // Behind the digits stands a name: `03-.md` is called that, and `03-..` leads nowhere.
        [a, b, b'-' | b'_', c, ..] if a.is_ascii_digit() && b.is_ascii_digit() && *c != b'.' => {
            (part[..2].parse().ok(), &part[3..])
        }
        _ => (None, part),
    }
}

/// Which of the front pages of its folder a file is, by its name without the ending; the first one counts.
pub fn front_rank(stem: &str) -> Option<usize> {
    FRONT_PAGES.iter().position(|name| name.eq_ignore_ascii_case(stem))
}
