//! Bodies: Markdown becomes HTML whose links lead where the handbook says.

use std::borrow::Cow;
use std::collections::HashMap;

use pulldown_cmark::html::push_html;
use pulldown_cmark::{
    CowStr, Event, HeadingLevel, LinkType, Parser, Tag, TagEnd, TextMergeStream, TextMergeWithOffset,
};
use pulldown_cmark_escape::{FmtWriter, escape_html};

use super::route;
use super::sanitize;
use super::shared::Shared;
use crate::model::resolve::{Destination, destination, typed_target};
use crate::model::{DocId, Handbook, Target};
use crate::parse::document::{Document, Heading};
use crate::parse::markdown;
use crate::parse::settings::RawHtml;
use crate::source::{Content, SourceTree, Span, VPath};

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
        for span in &document.body.prose {
            let mut page = Page::new(self, document, Some(id), root);
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
struct Page<'a> {
    bodies: &'a Bodies<'a>,
    document: &'a Document,
    /// The document's number when its body is rendered, whose links are led already.
    id: Option<DocId>,
    root: &'a str,
    /// An image whose alternative text is being collected.
    image: Option<(String, String, String)>,
    /// How open links end: most as links, broken ones as spans.
    link_ends: Vec<bool>,
    footnotes: HashMap<String, usize>,
    skipping_title: bool,
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
            footnotes: HashMap::new(),
            skipping_title: false,
        }
    }

    fn events(&mut self, span: Span) -> Vec<Event<'a>> {
        let text = &self.document.text[span.range()];
        let parser = TextMergeWithOffset::new(Parser::new_ext(text, markdown::options()).into_offset_iter());
        let mut out = Vec::with_capacity(64);
        for (event, range) in parser {
            self.event(event, Span::from(range).shifted(span.start as usize), &mut out);
        }
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
                self.image = Some((dest_url.to_string(), title.to_string(), String::new()));
            }
            Event::Start(Tag::Table(alignment)) => {
                out.push(html("<div class=\"table\" tabindex=\"0\">"));
                out.push(Event::Start(Tag::Table(alignment)));
            }
            Event::End(TagEnd::Table) => {
                out.push(Event::End(TagEnd::Table));
                out.push(html("</div>"));
            }
            Event::FootnoteReference(name) => {
                let n = self.footnote(&name);
                out.push(html(format!(
                    "<sup class=\"footnote-reference\" id=\"fnref-{n}\"><a href=\"#fn-{n}\">{n}</a></sup>"
                )));
            }
            Event::Start(Tag::FootnoteDefinition(name)) => {
                let n = self.footnote(&name);
                out.push(html(format!("<div class=\"footnote-definition\" id=\"fn-{n}\"><sup class=\"footnote-definition-label\"><a href=\"#fnref-{n}\">{n}</a></sup>")));
            }
            Event::End(TagEnd::FootnoteDefinition) => out.push(html("</div>")),
            Event::TaskListMarker(done) => {
                let done = if done { " checked" } else { "" };
                out.push(html(format!("<input type=\"checkbox\" disabled aria-label=\"to do\"{done}> ")));
            }
            Event::Text(text) => self.text(text, out),
            Event::Html(raw) => out.push(self.raw(&raw, true)),
            Event::InlineHtml(raw) => out.push(self.raw(&raw, false)),
            other => out.push(other),
        }
    }

    /// Headings get their anchor, and none competes with the page's own.
    fn heading(&mut self, level: HeadingLevel, span: Span, out: &mut Vec<Event<'a>>) {
        let headings = &self.document.body.headings;
        let found = headings.binary_search_by_key(&span.start, |heading| heading.span.start);
        let heading: Option<&Heading> = found.ok().and_then(|at| headings.get(at));
        let repeats_title = level == HeadingLevel::H1
            && found == Ok(0)
            && heading.is_some_and(|heading| heading.text == self.document.title());
        if repeats_title {
            self.skipping_title = true;
            return;
        }
        let id = heading.map(|heading| CowStr::from(heading.anchor.clone()));
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
        known.map_or_else(|| Cow::Owned(destination(handbook, self.document, to)), Cow::Borrowed)
    }

    /// The address for a link from this page; `None` when it leads nowhere.
    fn href(&self, to: &str, destination: &Destination) -> Option<String> {
        let handbook = self.bodies.handbook;
        let with_anchor = |address: &str, anchor: Option<&String>| {
            let anchor = anchor.map(|anchor| format!("#{}", route::encode(anchor))).unwrap_or_default();
            format!("{}{}{anchor}", self.root, route::encode(address))
        };
        match destination {
            Destination::Inside(target, anchor) => {
                if let (Target::Document(id), None) = (target, anchor) {
                    return Some(format!("{}{}", self.root, self.bodies.shared.href(*id)));
                }
                let (address, own) = target_address(handbook, *target)?;
                Some(with_anchor(&address, anchor.as_ref().or(own.as_ref())))
            }
            Destination::SamePage(anchor) => Some(format!("#{}", route::encode(anchor))),
            Destination::File(path) => Some(with_anchor(&route::file_address(handbook, path), None)),
            Destination::Folder(address) => Some(with_anchor(&route::file_of(address), None)),
            Destination::Outside => Some(to.to_string()),
            Destination::Broken(_) => None,
        }
    }

    fn inside_image(&mut self, event: &Event<'a>, out: &mut Vec<Event<'a>>) {
        match event {
            Event::End(TagEnd::Image) => {
                if let Some((to, title, alt)) = self.image.take() {
                    out.push(html(self.image_tag(&to, &title, &alt)));
                }
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some((_, _, alt)) = &mut self.image {
                    alt.push_str(text);
                }
            }
            _ => {}
        }
    }

    fn image_tag(&self, to: &str, title: &str, alt: &str) -> String {
        let destination = self.destination(to, Span::default());
        let Some(src) = self.href(to, &destination) else {
            return format!(
                "<span class=\"missing\">{}</span>",
                escape(if alt.is_empty() { to } else { alt })
            );
        };
        let size = match &*destination {
            Destination::File(path) => self.size(path).map(|(w, h)| format!(" width=\"{w}\" height=\"{h}\"")),
            _ => None,
        };
        let title = if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape(title)) };
        let size = size.unwrap_or_default();
        format!("<img src=\"{}\" alt=\"{}\"{title}{size} loading=\"lazy\">", escape(&src), escape(alt))
    }

    fn size(&self, path: &VPath) -> Option<(usize, usize)> {
        match &self.bodies.tree.get(path)?.content {
            Content::Asset(asset) => {
                let size = imagesize::blob_size(&asset.head).ok()?;
                Some((size.width, size.height))
            }
            Content::Text(_) | Content::Refused(_) => None,
        }
    }

    /// Text, with every `{{kind:ID}}` replaced by the one sentence it stands for.
    fn text(&self, text: CowStr<'a>, out: &mut Vec<Event<'a>>) {
        if !text.contains("{{") {
            return out.push(Event::Text(text));
        }
        let mut rest = &*text;
        while let Some((before, inner, after)) = next_restatement(rest) {
            out.push(Event::Text(before.to_string().into()));
            match self.sentence(inner) {
                Some(sentence) => out.push(Event::Text(sentence.into())),
                None => out.push(html(format!("<span class=\"missing\">{}</span>", escape(inner)))),
            }
            rest = after;
        }
        out.push(Event::Text(rest.to_string().into()));
    }

    fn sentence(&self, inner: &str) -> Option<String> {
        let (scheme, id) = inner.trim().split_once(':')?;
        let handbook = self.bodies.handbook;
        match typed_target(handbook, scheme, id).ok()? {
            Target::Document(id) => {
                let document = handbook.document(id);
                Some(document.says().map_or(document.title(), |says| &says.value).to_string())
            }
            Target::Aim(aim) => Some(handbook.aims.get(aim)?.text.value.clone()),
            Target::Term(term) => {
                handbook.terms.get(term)?.entry.means.as_ref().map(|means| means.value.clone())
            }
            Target::Moment(moment) => {
                handbook.moments.get(moment)?.entry.title.as_ref().map(|t| t.value.clone())
            }
            Target::Step(..) => None,
        }
    }

    fn raw(&self, raw: &str, block: bool) -> Event<'a> {
        let text = match self.bodies.raw_html {
            RawHtml::Escape if raw.starts_with("<!--") => String::new(),
            RawHtml::Escape => escape(raw),
            RawHtml::Sanitize | RawHtml::Allow => self.relink(raw),
        };
        if block { Event::Html(text.into()) } else { Event::InlineHtml(text.into()) }
    }

    /// Raw HTML whose links and images lead where Markdown's would.
    fn relink(&self, raw: &str) -> String {
        let mut text = raw.to_string();
        for (name, value) in markdown::attributes(raw) {
            if matches!(name, "href" | "src")
                && let Some(href) = self.href(value, &self.destination(value, Span::default()))
                && href != value
            {
                text = text.replace(&format!("{name}=\"{value}\""), &format!("{name}=\"{}\"", escape(&href)));
                text = text.replace(&format!("{name}='{value}'"), &format!("{name}='{}'", escape(&href)));
            }
        }
        text
    }

    fn footnote(&mut self, name: &str) -> usize {
        let next = self.footnotes.len() + 1;
        *self.footnotes.entry(name.to_string()).or_insert(next)
    }
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
        Target::Moment(_) => None,
    }
}

/// The text before the next `{{kind:ID}}`, what stands inside, and what follows.
fn next_restatement(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    while let Some(open) = text[from..].find("{{").map(|at| from + at) {
        let close = open + text[open..].find("}}")?;
        let inner = &text[open + 2..close];
        if markdown::is_restatement(inner) {
            return Some((&text[..open], inner, &text[close + 2..]));
        }
        from = open + 2;
    }
    None
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
