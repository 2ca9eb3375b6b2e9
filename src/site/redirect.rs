//! Old addresses: pages that lead on, and the same as a list for hosts that can do it themselves.

use super::edition::UP;
use super::{Route, Site, hosting, html, route};
use crate::model::address::below;
use crate::model::{DocId, Handbook};

/// The file that an old address of a document leads to: its page, or that below it which the address asks for.
pub(super) fn target(handbook: &Handbook, id: DocId, from: &str) -> String {
    let document = handbook.document(id);
    let asked = document.kind.folder().and_then(|folder| {
        let mut was = document.common.was.iter();
        was.find_map(|was| from.strip_prefix(&format!("{folder}/{}/", was.value)))
    });
    let below = asked.filter(|asked| below(document.kind).contains(asked)).unwrap_or_default();
    route::file_of(&format!("{}{below}", handbook.address(id)))
}

impl Site {
    /// A page that leads on to where a document stands now.
    pub(super) fn redirect(&self, from: &str, to: &str) -> String {
        let href = html::escape(&format!("{}{}", route::to_root(from), route::encode(to)));
        let up = if self.within.is_some() { UP } else { "" };
        let icon = format!("{}{up}{}", route::to_root(from), self.theme.address("icon.svg"));
        let language = self.handbook.settings.language();
        format!(
            "<!doctype html>\n<html lang=\"{language}\">\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n<title>Moved</title>\n\
             <meta name=\"robots\" content=\"noindex\">\n<link rel=\"icon\" type=\"image/svg+xml\" href=\"{icon}\">\n\
             <meta http-equiv=\"refresh\" content=\"0; url={href}\">\n<p>This page has moved: <a href=\"{href}\">go on</a>.</p>\n",
            hosting::OF_A_REDIRECT
        )
    }

    /// `_redirects`, as Netlify, Cloudflare Pages and others read it: an old address, the new one, and that it moved for
    /// good. Both from the root of the host, so that the path of the base URL stands before them.
    pub(super) fn redirects(&self) -> String {
        let root = self.root(&Route::NotFound, "");
        let address = |file: &str| {
            let file = file.strip_suffix("index.html").unwrap_or(file);
            // A star and a colon stand for something else there, and a space would end the address.
            format!("{root}{}", route::encode(file)).replace('*', "%2A").replace(':', "%3A")
        };
        let moved = self.routes().iter().filter_map(|route| match route {
            Route::Alias(id, from) => {
                let (from, to) = (self.file(route), target(&self.handbook, *id, from));
                Some(format!("{} {} 301\n", address(&from), address(&to)))
            }
            _ => None,
        });
        moved.collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Audience, assemble, restrict};
    use crate::parse;
    use crate::parse::settings::Settings;
    use crate::source::SourceTree;

    #[test]
    fn an_old_run_sheet_leads_to_the_run_sheet() {
        let tree = SourceTree::from_texts(
            "t",
            [("handbook.yaml", "title: T"), ("content/systems/new.md", "---\nwas: [old, older]\n---\n")],
        );
        let handbook = assemble(parse::parse_tree(&tree), Settings::of(&tree).into(), &tree);
        let handbook = restrict(handbook, &Audience::Everyone);
        let id = handbook.names.document("new").expect("a system");
        let to = |from| super::target(&handbook, id, from);
        assert_eq!(to("systems/old/"), "systems/new/index.html");
        assert_eq!(to("systems/older/run/"), "systems/new/run/index.html");
        assert_eq!(to("anything/run/"), "systems/new/index.html");
        assert!(handbook.aliases(id).contains(&"systems/older/run/".to_string()));
    }
}
