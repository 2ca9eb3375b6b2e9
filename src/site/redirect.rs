//! Old addresses: pages that lead on, and the same as a list for hosts that can do it themselves.

use std::sync::Arc;

use super::edition::UP;
use super::plan::Beside;
use super::{Route, Site, hosting, html, route};
use crate::chronicle::Instead;
use crate::model::address::{alias_address, below};
use crate::model::{DocId, Handbook};
use crate::parse::document::Kind;

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

/// An address that leads on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Onward {
    /// The file that stood there.
    pub from: String,
    /// The file that answers instead.
    pub(super) to: String,
    /// The place in it.
    pub(super) at: Option<String>,
    /// Whether everything in the same folder leads there too, on hosts that can be told so.
    pub(super) has_below: bool,
}

impl Onward {
    /// To a file, from nowhere yet.
    pub(super) fn to(file: String) -> Self {
        Self { to: file, ..Self::default() }
    }

    /// To what is said of an edition in the list of all, from nowhere yet.
    pub(super) fn listed(edition: &str) -> Self {
        Self { at: Some(format!("edition:{edition}")), ..Self::to("changes/index.html".to_string()) }
    }

    /// The same from a file.
    pub(super) fn from(self, file: String) -> Self {
        Self { from: file, ..self }
    }
}

/// Old addresses of differences and of roles' sheets: those that were told once and are no more, and those of roles under
/// the ids that they had.
pub(super) fn of_changes(handbook: &Handbook, beside: &Beside<'_>) -> Vec<Route> {
    let sheet = |folder: &str, id: &str| format!("{folder}roles/{id}/index.html");
    // Each role by the id in an address, and by the one that it has now.
    let now: Vec<(String, &str)> = handbook
        .of_kind(Kind::Role)
        .map(|role| handbook.document(role).id.value.as_str())
        .map(|id| (id.to_string(), id))
        .collect();
    let was = handbook.of_kind(Kind::Role).flat_map(|role| {
        let id = handbook.document(role).id.value.as_str();
        old_ids(handbook, role).map(move |was| (was, id))
    });
    let was: Vec<(String, &str)> = was.collect();
    let mut routes = Vec::new();
    for former in beside.former {
        let instead = former.instead.as_ref().map(|instead| match instead {
            Instead::Pair(folder) => Onward::to(route::file_of(folder)),
            Instead::Listed(name) => Onward::listed(name.as_str()),
        });
        routes.extend(instead.map(|onward| onward.from(route::file_of(&former.address))));
        if let Some(next) = &former.sheets {
            let onward =
                |(id, now): &(String, &str)| Onward::to(sheet(next, now)).from(sheet(&former.address, id));
            routes.extend(now.iter().chain(&was).map(onward));
        }
    }
    for pair in beside.pairs.iter().filter(|pair| pair.has_sheets) {
        let folder = pair.address();
        routes.extend(was.iter().map(|(was, now)| Onward::to(sheet(&folder, now)).from(sheet(&folder, was))));
    }
    routes.into_iter().map(|onward| Route::Onward(Arc::new(onward))).collect()
}

/// The feeds of roles under the ids that they had. A reader of feeds follows no page that leads on, so each is a feed.
pub(super) fn of_feeds(handbook: &Handbook) -> impl Iterator<Item = Route> {
    let roles = handbook.of_kind(Kind::Role);
    let pairs = roles.flat_map(|role| old_ids(handbook, role).map(move |was| (role, was)));
    pairs.map(|(role, was)| {
        let onward = Onward::to(Route::RoleFeed(role).file(handbook)).from(format!("roles/{was}/feed.xml"));
        Route::FormerFeed(Some(role), Arc::new(onward))
    })
}

/// Ids that a document had, as far as they are fit for an address.
fn old_ids(handbook: &Handbook, id: DocId) -> impl Iterator<Item = String> {
    let document = handbook.document(id);
    let was = document.common.was.iter().filter(|was| was.value != document.id.value);
    was.filter_map(|was| Some(alias_address(&was.value)?.trim_end_matches('/').to_string()))
}

impl Site {
    /// A page that leads on to where something stands now.
    pub(super) fn redirect(&self, from: &str, to: &Onward) -> String {
        let at = to.at.as_ref().map(|at| format!("#{}", route::encode(at))).unwrap_or_default();
        let href = html::escape(&format!("{}{}{at}", route::to_root(from), route::encode(&to.to)));
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
        // A star and a colon stand for something else there, and a space would end the address.
        let plain = |text: &str| route::encode(text).replace('*', "%2A").replace(':', "%3A");
        let address =
            |file: &str| format!("{root}{}", plain(file.strip_suffix("index.html").unwrap_or(file)));
        let moved = self.routes().iter().filter_map(|route| {
            let onward = match route {
                Route::Alias(id, from) => Onward::to(target(&self.handbook, *id, from)),
                Route::Onward(onward) | Route::FormerFeed(_, onward) => (**onward).clone(),
                _ => return None,
            };
            let at = onward.at.as_ref().map(|at| format!("#{}", plain(at))).unwrap_or_default();
            let below = if onward.has_below { "*" } else { "" };
            Some(format!("{}{below} {}{at} 301\n", address(&self.file(route)), address(&onward.to)))
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
