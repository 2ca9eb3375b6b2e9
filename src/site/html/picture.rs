//! Pictures: with their size, so that a page keeps their place free, and with words where they cannot be shown.

use pulldown_cmark::{Event, TagEnd};

use super::{Page, escape, html};
use crate::model::resolve::{Destination, is_picture};
use crate::source::{Asset, Content, Span};

/// An image whose alternative text is being collected.
pub(super) struct Image {
    pub(super) to: String,
    pub(super) title: String,
    pub(super) alt: String,
    pub(super) span: Span,
}

impl<'a> Page<'a> {
    pub(super) fn inside_image(&mut self, event: &Event<'a>, out: &mut Vec<Event<'a>>) {
        match event {
            Event::End(TagEnd::Image) => {
                if let Some(image) = self.image.take() {
                    out.push(html(self.image_tag(&image)));
                }
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some(image) = &mut self.image {
                    image.alt.push_str(text);
                }
            }
            _ => {}
        }
    }

    fn image_tag(&self, Image { to, title, alt, span }: &Image) -> String {
        let destination = self.destination(to, *span);
        let Some(src) = self.href(to, &destination) else {
            return format!(
                "<span class=\"missing\">{}</span>",
                escape(if alt.is_empty() { to } else { alt })
            );
        };
        if *destination == Destination::Outside && !is_picture(to) {
            return self.picture_elsewhere(&src, alt);
        }
        let size = self.size(&destination).unwrap_or_default();
        let title = if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape(title)) };
        format!("<img src=\"{}\" alt=\"{}\"{title}{size} loading=\"lazy\">", escape(&src), escape(alt))
    }

    /// A picture on another site: pages ask nobody else for anything, so the reader may follow a link to it. Inside
    /// another link its words have to do.
    fn picture_elsewhere(&self, src: &str, alt: &str) -> String {
        let words = escape(if alt.is_empty() { src } else { alt });
        if self.link_ends.is_empty() { format!("<a href=\"{}\">{words}</a>", escape(src)) } else { words }
    }

    /// The width and height of a picture, as attributes.
    pub(super) fn size(&self, destination: &Destination) -> Option<String> {
        let Destination::File(path) = destination else { return None };
        match &self.bodies.tree.get(path)?.content {
            Content::Asset(Asset { size: Some((width, height)), .. }) => {
                Some(format!(" width=\"{width}\" height=\"{height}\""))
            }
            _ => None,
        }
    }
}
