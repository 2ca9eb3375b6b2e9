//! Bodies: Markdown becomes HTML whose links lead where the handbook says.

mod autolink;
mod footnotes;
mod picture;
mod relink;
mod words;

use std::borrow::Cow;

use pulldown_cmark::html::push_html;
use pulldown_cmark::{
    Alignment, CowStr, Event, HeadingLevel, LinkType, Parser, Tag, TagEnd, TextMergeStream,
    TextMergeWithOffset,
};
use pulldown_cmark_escape::{FmtWriter, escape_html};

use super::shared::Shared;
use super::{route, sanitize};
use crate::model::resolve::{Destination, leads_to};
use crate::model::{DocId, Handbook, Target};
use crate::parse::document::{Document, Heading};
use crate::parse::markdown;
use crate::parse::settings::RawHtml;
use crate::source::{SourceTree, Span};
use footnotes::Footnotes;
use picture::Image;
use relink::relink;

/// What rendering a body needs to know.
pub struct Bodies<'a> {
    /// The handbook that links lead through.
    pub handbook: &'a Handbook,
    /// The tree, for the size of images.
    pub tree: &'a SourceTree,
    /// What becomes of raw HTML.
    pub raw_html: RawHtml,
    /// Addresses of documents, made once.
    pub(super) shared: &'a Shared,
}

impl Bodies<'_> {
    /// The document's prose as HTML. `root` leads from the page to the root of the site. A first heading that says
    /// what the page's title says already is left out.
    pub fn prose(&self, id: DocId, root: &str) -> String {
        let document = self.handbook.document(id);
        let mut html = String::with_capacity(document.body.span.range().len() * 3 / 2);
        let mut page = Page::new(self, document, Some(id), root);
        for span in &document.body.prose {
            let events = page.events(*span);
            push_html(&mut html, events.into_iter());
        }
        if !document.body.has_html || self.raw_html != RawHtml::Sanitize {
            return html;
        }
        if sanitize::is_too_deep(&html) {
            return Bodies { raw_html: RawHtml::Escape, ..*self }.prose(id, root);
        }
        sanitize::clean(&html)
    }

    /// One line of Markdown, such as a step's action, without a paragraph around it.
    pub fn inline<'t>(&'t self, document: &'t Document, text: &'t str, root: &'t str) -> String {
        if !text.contains(['*', '_', '`', '[', '<', '&', '\\', '{', '~', '!', ':']) {
            return escape(text);
        }
        let mut page = Page::new(self, document, None, root);
        let mut out = Vec::new();
        for event in TextMergeStream::new(Parser::new_ext(text, markdown::options())) {
            match event {
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                event => page.event(event, Span::default(), &mut out),
            }
        }
        let has_html = out.iter().any(|event| matches!(event, Event::Html(_) | Event::InlineHtml(_)));
        let mut html = String::new();
        push_html(&mut html, out.into_iter());
        if has_html { sanitize::clean(&html) } else { html }
    }
}

/// One body being rendered.
pub(super) struct Page<'a> {
    bodies: &'a Bodies<'a>,
    document: &'a Document,
    /// The document's number when its body is rendered, whose links are led already.
    id: Option<DocId>,
    root: &'a str,
    /// An image whose alternative text is being collected.
    image: Option<Image>,
    /// How open links end: most as links, broken ones as spans.
    link_ends: Vec<bool>,
    footnotes: Footnotes,
    /// How the columns of the open table are set.
    columns: Vec<Alignment>,
    /// The number of the next cell in its row, and the element that it is.
    cell: Option<(usize, &'static str)>,
    /// A block of raw HTML being put together: its lines come one by one.
    block: Option<String>,
    skipping_title: bool,
    in_code: bool,
}

impl<'a> Page<'a> {
    fn new(bodies: &'a Bodies<'a>, document: &'a Document, id: Option<DocId>, root: &'a str) -> Self {
        Self {
            bodies,
            document,
            id,
            root,
            image: None,
            link_ends: Vec::new(),
            footnotes: Footnotes::default(),
            columns: Vec::new(),
            cell: None,
            block: None,
            skipping_title: false,
            in_code: false,
        }
    }

    fn events(&mut self, span: Span) -> Vec<Event<'a>> {
        let text = &self.document.text[span.range()];
        let parser = TextMergeWithOffset::new(Parser::new_ext(text, markdown::options()).into_offset_iter());
        let mut out = Vec::with_capacity(64);
        for (event, range) in parser {
            self.event(event, Span::from(range).shifted(span.start as usize), &mut out);
        }
        self.footnotes.finish(&mut out);
        out
    }

    fn event(&mut self, event: Event<'a>, span: Span, out: &mut Vec<Event<'a>>) {
        if self.skipping_title {
            self.skipping_title = !matches!(event, Event::End(TagEnd::Heading(_)));
            return;
        }
        if self.image.is_some() {
            return self.inside_image(&event, out);
        }
        match event {
            Event::Start(Tag::Heading { level, .. }) => self.heading(level, span, out),
            Event::End(TagEnd::Heading(level)) => out.push(Event::End(TagEnd::Heading(below_title(level)))),
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                self.open_link(Tag::Link { link_type, dest_url, title, id }, span, out);
            }
            Event::End(TagEnd::Link) => {
                let is_link = self.link_ends.pop().unwrap_or(true);
                out.push(if is_link { Event::End(TagEnd::Link) } else { html("</span>") });
            }
            Event::Start(Tag::Image { dest_url, title, .. }) => {
                let (to, title, alt) = (dest_url.to_string(), title.to_string(), String::new());
                self.image = Some(Image { to, title, alt, span });
            }
            Event::Start(Tag::Table(alignment)) => {
                out.push(html("<div class=\"table\" tabindex=\"0\">"));
                out.push(Event::Start(Tag::Table(vec![Alignment::None; alignment.len()])));
                self.columns = alignment;
            }
            Event::Start(Tag::TableHead) => {
                self.cell = Some((0, "th"));
                out.push(event);
            }
            Event::Start(Tag::TableRow) => {
                self.cell = Some((0, "td"));
                out.push(event);
            }
            Event::Start(Tag::TableCell) => out.push(self.open_cell()),
            Event::End(TagEnd::TableCell) => {
                let name = self.cell.map_or("td", |(_, name)| name);
                out.push(html(format!("</{name}>")));
            }
            Event::End(TagEnd::Table) => {
                out.push(Event::End(TagEnd::Table));
                out.push(html("</div>"));
            }
            Event::FootnoteReference(name) => out.push(self.footnotes.reference(&name)),
            Event::Start(Tag::FootnoteDefinition(name)) => self.footnotes.definition(&name, out),
            Event::End(TagEnd::FootnoteDefinition) => out.push(html("</div>")),
            other => self.inner(other, out),
        }
    }

    /// Text, code and raw HTML.
    fn inner(&mut self, event: Event<'a>, out: &mut Vec<Event<'a>>) {
        match event {
            Event::TaskListMarker(done) => {
                let done = if done { " checked" } else { "" };
                out.push(html(format!("<input type=\"checkbox\" disabled aria-label=\"to do\"{done}> ")));
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                self.in_code = true;
                out.push(Event::Start(Tag::CodeBlock(kind)));
            }
            Event::End(TagEnd::CodeBlock) => {
                self.in_code = false;
                out.push(Event::End(TagEnd::CodeBlock));
            }
            Event::Text(text) if self.in_code => out.push(Event::Text(text)),
            Event::Text(text) => self.text(text, out),
            Event::Start(Tag::HtmlBlock) => self.block = Some(String::new()),
            Event::End(TagEnd::HtmlBlock) => {
                if let Some(block) = self.block.take() {
                    out.push(Event::Html(self.raw(&block).into()));
                }
            }
            Event::Html(raw) => match &mut self.block {
                Some(block) => block.push_str(&raw),
                None => out.push(Event::Html(self.raw(&raw).into())),
            },
            Event::InlineHtml(raw) => out.push(Event::InlineHtml(self.raw(&raw).into())),
            other => out.push(other),
        }
    }

    /// A cell says how it is set by its class: pages have no inline style.
    fn open_cell(&mut self) -> Event<'a> {
        let Some((column, name)) = &mut self.cell else { return html("<td>") };
        let class = match self.columns.get(*column) {
            Some(Alignment::Center) => " class=\"center\"",
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::None | Alignment::Left) | None => "",
        };
        *column += 1;
        html(format!("<{name}{class}>"))
    }

    /// Headings get their anchor, and none competes with the page's own.
    fn heading(&mut self, level: HeadingLevel, span: Span, out: &mut Vec<Event<'a>>) {
        let headings = &self.document.body.headings;
        let found = headings.binary_search_by_key(&span.start, |heading| heading.span.start);
        let heading: Option<&Heading> = found.ok().and_then(|at| headings.get(at));
        if heading.is_some() && found.ok() == self.document.title_heading() {
            self.skipping_title = true;
            return;
        }
        // An `id` that raw HTML gives already leads to nearly the same place.
        let is_free = |heading: &&Heading| !self.document.body.has_html_id(&heading.anchor);
        let id = heading.filter(is_free).map(|heading| CowStr::from(heading.anchor.clone()));
        out.push(Event::Start(Tag::Heading {
            level: below_title(level),
            id,
            classes: Vec::new(),
            attrs: Vec::new(),
        }));
    }

    fn open_link(&mut self, tag: Tag<'a>, span: Span, out: &mut Vec<Event<'a>>) {
        let Tag::Link { link_type, dest_url, title, id } = tag else { return };
        let href = match link_type {
            LinkType::Email => Some(dest_url.to_string()),
            _ => self.href(&dest_url, &self.destination(&dest_url, span)),
        };
        self.link_ends.push(href.is_some());
        out.push(match href {
            Some(href) => Event::Start(Tag::Link { link_type, dest_url: href.into(), title, id }),
            None => html("<span class=\"missing\">"),
        });
    }

    /// Where a link leads: looked up by its place in a body, asked for anew elsewhere.
    fn destination(&self, to: &str, span: Span) -> Cow<'a, Destination> {
        let handbook = self.bodies.handbook;
        let known = self.id.and_then(|id| handbook.destination_at(id, span, to));
        known.map_or_else(|| Cow::Owned(self.leads_to(to)), Cow::Borrowed)
    }

    /// Where a link in the body leads.
    pub(super) fn leads_to(&self, to: &str) -> Destination {
        leads_to(self.bodies.handbook, self.document, to)
    }

    /// The address for a link from this page; `None` when it leads nowhere.
    pub(super) fn href(&self, to: &str, destination: &Destination) -> Option<String> {
        let handbook = self.bodies.handbook;
        let with_anchor = |address: &str, anchor: Option<&str>| {
            let anchor = anchor.map(|anchor| format!("#{}", route::encode(anchor))).unwrap_or_default();
            format!("{}{}{anchor}", self.root, route::encode(address))
        };
        match destination {
            Destination::Inside(target, anchor) => {
                if let (Target::Document(id), None) = (target, anchor) {
                    return Some(format!("{}{}", self.root, self.bodies.shared.href(handbook, *id)));
                }
                let (address, own) = target_address(handbook, *target)?;
                let anchor = match target {
                    Target::Document(id) => shown(handbook.document(*id), anchor.as_deref()),
                    _ => anchor.as_deref(),
                };
                Some(with_anchor(&address, anchor.or(own.as_deref())))
            }
            Destination::SamePage(anchor) => {
                Some(format!("#{}", route::encode(shown(self.document, Some(anchor)).unwrap_or_default())))
            }
            Destination::File(path) => Some(with_anchor(&route::file_address(handbook, path), None)),
            Destination::Folder(address) => Some(with_anchor(&route::file_of(address), None)),
            Destination::Outside => Some(to.to_string()),
            Destination::Broken(_) => None,
        }
    }

    fn raw(&self, raw: &str) -> String {
        match self.bodies.raw_html {
            RawHtml::Escape if raw.starts_with("<!--") => String::new(),
            RawHtml::Escape => escape(raw),
            RawHtml::Sanitize | RawHtml::Allow => relink(raw, self),
        }
    }
}

/// An anchor as it stands on a page. The heading that gives a page its title is not repeated below it, so its anchor is
/// the page itself.
fn shown<'a>(document: &Document, anchor: Option<&'a str>) -> Option<&'a str> {
    let title = document.title_heading().and_then(|at| document.body.headings.get(at));
    anchor.filter(|anchor| title.is_none_or(|title| title.anchor != *anchor))
}

/// The page that a target stands on, and its anchor there.
pub fn target_address(handbook: &Handbook, target: Target) -> Option<(String, Option<String>)> {
    match target {
        Target::Document(id) => Some((route::file_of(handbook.address(id)), None)),
        Target::Step(id, n) => {
            let anchor =
                handbook.document(id).steps().get(n)?.anchor.as_ref().map(|anchor| anchor.value.clone());
            Some((route::file_of(handbook.address(id)), anchor))
        }
        Target::Aim(aim) => Some(("index.html".to_string(), Some(handbook.aims.get(aim)?.id.value.clone()))),
        Target::Term(term) => {
            Some(("glossary/index.html".to_string(), Some(handbook.terms.get(term)?.entry.id.clone())))
        }
        Target::Moment(moment) => Some((
            "journey/index.html".to_string(),
            Some(handbook.moments.get(moment)?.entry.id.value.clone()),
        )),
    }
}

/// The page's title is the only heading of the first level.
fn below_title(level: HeadingLevel) -> HeadingLevel {
    if level == HeadingLevel::H1 { HeadingLevel::H2 } else { level }
}

fn html<'a>(text: impl Into<CowStr<'a>>) -> Event<'a> {
    Event::InlineHtml(text.into())
}

/// Text that is safe between tags and in quoted attributes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Writing to a string cannot fail.
    let _ = escape_html(FmtWriter(&mut out), text);
    out
}
