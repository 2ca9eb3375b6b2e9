//! What the frame of every page tells beside the page itself: who answers for it, where it is edited, where a reader says
//! what is wrong with it.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tera::Value;

use super::super::{full_address, is_handbook};
use super::Maker;
use crate::model::DocId;
use crate::parse::document::Kind;
use crate::parse::link::LinkField;
use crate::source::VPath;

/// Views that show one file of the handbook more than any other: whoever edits the page edits that file.
const FILE_OF_VIEW: [(&str, &str); 6] = [
    ("glossary/index.html", "content/glossary.yaml"),
    ("journey/index.html", "content/journey.yaml"),
    ("consistency/index.html", "content/records/kept.csv"),
    ("voices/index.html", "content/records/voices.csv"),
    ("plus-one/index.html", "content/records/plus-ones.csv"),
    ("index.html", "content/vision.md"),
];

/// The file behind the view that is being made, when there is one and the handbook has it.
pub(super) fn source_of_view(maker: &Maker<'_>) -> Option<&'static str> {
    let found =
        FILE_OF_VIEW.iter().find(|(page, _)| *page == maker.file && is_handbook(&maker.site.handbook));
    let (_, file) = found?;
    maker.site.tree.get(&VPath::new(file)?).map(|_| *file)
}

/// The role that the document names as its owner.
pub(super) fn owner(maker: &Maker<'_>, id: Option<DocId>) -> Value {
    own(maker, id).map_or_else(Value::none, |owner| maker.link(owner))
}

/// Who looks after a page without an owner of its own: whoever keeps the vision. Views have none, and documents of some
/// kinds need none; a promise without one is a fault, and is not to look mended.
pub(super) fn keeper(maker: &Maker<'_>, id: Option<DocId>) -> Value {
    let handbook = &*maker.site.handbook;
    let needs_its_own = id.is_some_and(|id| {
        matches!(handbook.document(id).kind, Kind::Mission | Kind::Promise | Kind::System | Kind::Want)
    });
    if needs_its_own || own(maker, id).is_some() || !is_handbook(handbook) {
        return Value::none();
    }
    let keeper =
        handbook.vision().and_then(|(vision, _)| handbook.target_documents(vision, LinkField::Owner).next());
    keeper.map_or_else(Value::none, |keeper| maker.link(keeper))
}

fn own(maker: &Maker<'_>, id: Option<DocId>) -> Option<DocId> {
    maker.site.handbook.target_documents(id?, LinkField::Owner).next()
}

/// Where a reader says what is wrong with this page. A letter gets the page as its subject; in an address `{title}` and
/// `{path}` stand for the page's title and for the file behind it.
pub(super) fn report_href(maker: &Maker<'_>, title: &str, source: Option<&str>) -> Option<String> {
    let url = maker.site.handbook.settings.report_url.as_deref()?;
    let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let address = maker.site.base_url().map(|base| full_address(base, maker.file));
    let address = address.as_deref().unwrap_or(maker.file);
    if url.starts_with("mailto:") && !url.contains("subject=") {
        let mark = if url.contains('?') { '&' } else { '?' };
        return Some(format!(
            "{url}{mark}subject={}&body={}",
            encode(title),
            encode(&format!("{address}\n\n"))
        ));
    }
    Some(url.replace("{title}", &encode(title)).replace("{path}", &encode(source.unwrap_or(address))))
}
