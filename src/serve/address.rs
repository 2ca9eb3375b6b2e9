//! What was asked for: a request's path becomes a file of the site. The path is only ever looked up in the site's
//! own list, never on disk.

use std::fmt;

use percent_encoding::percent_decode_str;

use crate::site::route;

/// Longer paths than this are nobody's address.
const LONGEST: usize = 8 * 1024;

/// Why a path is no address at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// It is longer than any address.
    TooLong,
    /// A `%` without two digits behind it, or bytes that are no text.
    Encoding,
    /// It climbs, or holds characters that no name has.
    Climbing,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLong => "This address is longer than any page's.",
            Self::Encoding => {
                "This address cannot be read: a % needs two digits behind it, and the whole has to be UTF-8."
            }
            Self::Climbing => "This address is no page's: it holds `..` or a character that no name has.",
        })
    }
}

/// The address in a request's path, without its leading slash: `/a%20b/` is `a b/`.
///
/// # Errors
/// When it cannot be any page's address.
pub fn read(path: &str) -> Result<String, Unreadable> {
    if path.len() > LONGEST {
        return Err(Unreadable::TooLong);
    }
    let bytes = path.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
    if !path.match_indices('%').all(|(at, _)| is_digit(at + 1) && is_digit(at + 2)) {
        return Err(Unreadable::Encoding);
    }
    let decoded = percent_decode_str(path.strip_prefix('/').unwrap_or(path));
    let address = decoded.decode_utf8().map_err(|_| Unreadable::Encoding)?.into_owned();
    if address.contains(char::is_control) || address.split('/').any(|part| part == "." || part == "..") {
        return Err(Unreadable::Climbing);
    }
    Ok(address)
}

/// The files that an address may stand for: the first is it, the second only after a redirect to the address with a
/// slash behind it.
pub fn files(address: &str) -> (String, Option<String>) {
    let file = route::file_of(address);
    let folder = (file == address).then(|| format!("{address}/index.html"));
    (file, folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_never_climb() {
        assert_eq!(read("/a%20b/%C3%A9.html").as_deref(), Ok("a b/é.html"));
        assert_eq!(read("/").as_deref(), Ok(""));
        for climbing in ["/../etc/passwd", "/%2e%2e/x", "/a/%2E%2e/b", "/a%00b", "/a%0Ab", "/..%2fx", "/./a"]
        {
            assert_eq!(read(climbing), Err(Unreadable::Climbing), "{climbing}");
        }
        for broken in ["/%", "/%4", "/%zz", "/%ff", "/a%C3"] {
            assert_eq!(read(broken), Err(Unreadable::Encoding), "{broken}");
        }
        assert_eq!(read(&"/a".repeat(32_768)), Err(Unreadable::TooLong));
        assert_eq!(read("/..a/b..").as_deref(), Ok("..a/b.."));
    }

    #[test]
    fn a_folder_is_its_front_page() {
        assert_eq!(files(""), ("index.html".into(), None));
        assert_eq!(files("promises/x/"), ("promises/x/index.html".into(), None));
        assert_eq!(files("promises/x"), ("promises/x".into(), Some("promises/x/index.html".into())));
    }
}
