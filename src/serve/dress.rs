//! A page as a preview shows it: the page that a build writes, and one script that listens for changes.
//!
//! Done to the finished page and in this one place, so that templates know nothing of previews, a theme of
//! somebody's own has a preview too, and what is not added here is byte for byte what `build` writes.

use crate::site::html::escape;
use crate::source::VPath;

/// Where everything lies that belongs to the server and not to the site. No document, file or alias of a handbook
/// can have an address in a hidden folder of this name.
pub const OWN: &str = "/.throughline/";

/// A page for a browser that listens.
pub struct Dressed {
    /// The page.
    pub html: Vec<u8>,
    /// The policy that the page came with, widened by what the script needs, to be sent as a header.
    pub policy: Option<String>,
}

const META: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";

/// Adds the script, which is told the hash of the page it stands in and the file that the page is made of. A page
/// forbids scripts in its `<meta>`, and a header could only forbid more; so the policy is taken out of the page and
/// sent as a header instead.
pub fn dress(html: &[u8], hash: u64, source: Option<&VPath>) -> Dressed {
    let bare = || Dressed { html: html.to_vec(), policy: None };
    let Ok(text) = std::str::from_utf8(html) else { return bare() };
    let Some(end) = text.rfind("</body>") else { return bare() };
    let source = escape(source.map_or("", VPath::as_str));
    let script = format!(
        "<script defer src=\"{OWN}live.js\" data-page=\"{hash:016x}\" data-source=\"{source}\"></script>\n"
    );
    let (head, policy) = match meta(&text[..end]) {
        Some((start, policy, rest)) => {
            (format!("{}{}", &text[..start], &text[rest..end]), Some(widened(policy)))
        }
        None => (text[..end].to_string(), None),
    };
    Dressed { html: [head.as_str(), &script, &text[end..]].concat().into_bytes(), policy }
}

/// Where the policy's tag begins, the policy, and where the line behind the tag begins.
fn meta(text: &str) -> Option<(usize, &str, usize)> {
    let start = text.find(META)?;
    let policy = &text[start + META.len()..];
    let policy = &policy[..policy.find('"')?];
    let behind = start + META.len() + policy.len();
    let rest = behind + text[behind..].find('>')? + 1;
    Some((start, policy, rest + usize::from(text[rest..].starts_with('\n'))))
}

/// The policy with scripts, requests and styles of the server's own.
fn widened(policy: &str) -> String {
    let directives = policy.split(';').map(str::trim).filter(|directive| !directive.is_empty());
    let mut directives: Vec<(&str, Vec<&str>)> = directives
        .map(|directive| {
            let mut words = directive.split_whitespace();
            (words.next().unwrap_or_default(), words.collect())
        })
        .collect();
    let fallback = directives.iter().find(|(name, _)| *name == "default-src");
    let fallback = fallback.map(|(_, sources)| sources.clone()).unwrap_or_default();
    for needed in ["script-src", "connect-src", "style-src"] {
        if !directives.iter().any(|(name, _)| *name == needed) {
            directives.push((needed, fallback.clone()));
        }
        for (_, sources) in directives.iter_mut().filter(|(name, _)| *name == needed) {
            sources.retain(|source| *source != "'none'");
            if !sources.contains(&"'self'") {
                sources.push("'self'");
            }
        }
    }
    directives.push(("frame-ancestors", vec!["'self'"]));
    let directives = directives.iter().map(|(name, sources)| format!("{name} {}", sources.join(" ")));
    directives.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_what_a_build_writes_but_for_its_policy_and_one_script() {
        let page = "<head>\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'\">\n</head><body>\nWords\n</body>\n";
        let dressed = dress(page.as_bytes(), 7, VPath::new("a.md").as_ref());
        assert_eq!(
            String::from_utf8(dressed.html).expect("text"),
            "<head>\n</head><body>\nWords\n<script defer src=\"/.throughline/live.js\" data-page=\"0000000000000007\" data-source=\"a.md\"></script>\n</body>\n"
        );
        assert_eq!(
            dressed.policy.as_deref(),
            Some(
                "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-ancestors 'self'"
            )
        );
    }

    #[test]
    fn what_a_policy_allows_already_stays_allowed() {
        assert_eq!(
            widened("default-src 'self' https://a.example; script-src 'none'"),
            "default-src 'self' https://a.example; script-src 'self'; connect-src 'self' https://a.example; \
             style-src 'self' https://a.example; frame-ancestors 'self'"
        );
    }

    #[test]
    fn what_is_no_page_is_left_alone() {
        for other in ["<p>no end", "", "<meta http-equiv=\"Content-Security-Policy\" content=\"x"] {
            let dressed = dress(other.as_bytes(), 7, None);
            assert_eq!((dressed.html, dressed.policy), (other.as_bytes().to_vec(), None));
        }
    }
}
