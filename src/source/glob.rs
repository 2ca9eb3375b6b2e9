//! Paths with stars: `website/**/*.html`.

use super::VPath;

/// Whether a pattern matches a path: `*` and `?` stand for anything within one name, `**` for any number of folders.
pub fn matches(pattern: &str, path: &VPath) -> bool {
    let pattern: Vec<&str> = pattern.trim_start_matches("./").split('/').collect();
    let path: Vec<&str> = path.as_str().split('/').collect();
    // Which parts of the path the pattern's parts so far can have taken.
    let mut reached = vec![false; path.len() + 1];
    reached[0] = true;
    for part in pattern {
        let mut next = vec![false; path.len() + 1];
        for at in 0..=path.len() {
            if part == "**" {
                next[at] = reached[at] || (at > 0 && next[at - 1]);
            } else if at > 0 {
                next[at] = reached[at - 1] && name_matches(part, path[at - 1]);
            }
        }
        reached = next;
    }
    reached.last().copied().unwrap_or_default()
}

/// The folder above everything that a pattern can match; empty for the root.
pub fn folder(pattern: &str) -> String {
    let parts: Vec<&str> = pattern.trim_start_matches("./").split('/').collect();
    let fixed = parts.iter().take_while(|part| !part.contains(['*', '?']));
    let folders: Vec<&str> = fixed.copied().take(parts.len().saturating_sub(1)).collect();
    folders.join("/")
}

fn name_matches(pattern: &str, name: &str) -> bool {
    let name: Vec<char> = name.chars().collect();
    let mut reached = vec![false; name.len() + 1];
    reached[0] = true;
    for c in pattern.chars() {
        let mut next = vec![false; name.len() + 1];
        for at in 0..=name.len() {
            next[at] = match c {
                '*' => reached[at] || (at > 0 && next[at - 1]),
                c => at > 0 && reached[at - 1] && (c == '?' || c == name[at - 1]),
            };
        }
        reached = next;
    }
    reached.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_names_and_folders() {
        let is = |pattern: &str, path: &str| VPath::new(path).is_some_and(|path| matches(pattern, &path));
        assert!(is("web/*.html", "web/home.html") && !is("web/*.html", "web/a/home.html"));
        assert!(is("web/**/*.html", "web/home.html") && is("web/**/*.html", "web/a/b/home.html"));
        assert!(is("./mail/?.txt", "mail/a.txt") && !is("mail/?.txt", "mail/ab.txt"));
        assert!(is("**", "a/b") && is("mail/**", "mail/a/b") && is("a.md", "a.md") && !is("a.md", "b.md"));
        assert!(!is("", "a") && !is("a/", "a"));
    }

    #[test]
    fn a_pattern_begins_in_a_folder() {
        assert_eq!(["web/a/*.html", "*.md", "web/home.html", "**/x"].map(folder), ["web/a", "", "web", ""]);
    }
}
