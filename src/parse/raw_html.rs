//! Tags in raw HTML: just enough to find what they link to. What may stay in a page is for the sanitiser to say.

use std::ops::Range;

/// One opening or closing tag.
#[derive(Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// Its name as typed.
    pub name: &'a str,
    /// Whether it is `</name>`.
    pub closes: bool,
    /// The whole of it.
    pub span: Range<usize>,
    /// Its attributes as they were typed.
    pub attributes: Vec<Attribute<'a>>,
}

/// One attribute with a value.
#[derive(Debug, PartialEq, Eq)]
pub struct Attribute<'a> {
    /// Its name as typed.
    pub name: &'a str,
    /// Its value, without quotation marks.
    pub value: &'a str,
    /// Name, sign and value with its quotation marks.
    pub span: Range<usize>,
    /// The value, without quotation marks.
    pub value_span: Range<usize>,
}

/// What an attribute says to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// An anchor.
    Anchor,
    /// Where a link leads.
    Link,
    /// A picture, sound or film.
    Media,
}

impl Tag<'_> {
    /// Whether this is the tag `name`, however it is typed.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The attribute `name`.
    pub fn attribute(&self, name: &str) -> Option<&Attribute<'_>> {
        self.attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name))
    }

    /// What an attribute of this tag says. Links of tags that never reach a page are nobody's.
    pub fn says(&self, attribute: &Attribute<'_>) -> Option<Says> {
        let is = |name: &str| attribute.name.eq_ignore_ascii_case(name);
        let among = |tags: &[&str]| tags.iter().any(|tag| self.is(tag));
        if is("id") || (is("name") && self.is("a")) {
            Some(Says::Anchor)
        } else if is("href") && among(&["a", "area"]) {
            Some(Says::Link)
        } else if (is("src") && among(&["img", "audio", "video", "source"]))
            || (is("poster") && self.is("video"))
        {
            Some(Says::Media)
        } else {
            None
        }
    }
}

/// Every tag of a stretch of HTML. Comments, declarations and the text of scripts and styles are passed over.
pub fn tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut scan = Scan { html, at: 0 };
    std::iter::from_fn(move || scan.next_tag())
}

/// The words between tags, runs of space made one.
pub fn words(html: &str) -> String {
    let mut text = String::new();
    let mut from = 0;
    for tag in tags(html) {
        text.push_str(&html[from..tag.span.start]);
        from = tag.span.end;
    }
    text.push_str(&html[from..]);
    let text = text.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Scan<'a> {
    html: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    fn next_tag(&mut self) -> Option<Tag<'a>> {
        loop {
            self.at += self.rest().find('<')?;
            let rest = self.rest();
            if rest.starts_with("<!--") {
                self.skip_behind("-->")?;
            } else if rest.starts_with("<!") || rest.starts_with("<?") {
                self.skip_behind(">")?;
            } else if rest[1..].trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic()) {
                let tag = self.tag()?;
                if let Some(name) = ["script", "style"].into_iter().find(|name| tag.is(name) && !tag.closes) {
                    self.skip_behind(&format!("</{name}"))?;
                }
                return Some(tag);
            } else {
                self.at += 1;
            }
        }
    }

    fn rest(&self) -> &'a str {
        &self.html[self.at..]
    }

    fn skip_behind(&mut self, end: &str) -> Option<()> {
        self.at += self.rest().find(end)? + end.len();
        Some(())
    }

    /// Takes everything up to a character that `ends` it.
    fn take(&mut self, ends: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let taken = &rest[..rest.find(ends).unwrap_or(rest.len())];
        self.at += taken.len();
        taken
    }

    fn tag(&mut self) -> Option<Tag<'a>> {
        let start = self.at;
        self.at += 1;
        let closes = !self.take(|c| c != '/').is_empty();
        let name = self.take(|c| c.is_whitespace() || matches!(c, '/' | '>'));
        let mut attributes = Vec::new();
        loop {
            self.take(|c| !c.is_whitespace() && c != '/');
            if self.rest().starts_with('>') {
                self.at += 1;
                return Some(Tag { name, closes, span: start..self.at, attributes });
            }
            // A tag without an end is text.
            self.rest().chars().next()?;
            attributes.extend(self.attribute()?);
        }
    }

    /// One attribute, or nothing when it has no value.
    fn attribute(&mut self) -> Option<Option<Attribute<'a>>> {
        let start = self.at;
        self.at += self.rest().chars().next()?.len_utf8();
        self.take(|c| c.is_whitespace() || matches!(c, '=' | '/' | '>'));
        let name = &self.html[start..self.at];
        let behind_name = self.at;
        self.take(|c| !c.is_whitespace());
        if !self.rest().starts_with('=') {
            self.at = behind_name;
            return Some(None);
        }
        self.at += 1;
        self.take(|c| !c.is_whitespace());
        let mark = self.rest().chars().next().filter(|c| matches!(c, '"' | '\''));
        self.at += usize::from(mark.is_some());
        let from = self.at;
        let value = self.take(|c| mark.map_or(c.is_whitespace() || c == '>', |mark| c == mark));
        let value_span = from..self.at;
        if mark.is_some() {
            self.rest().chars().next()?;
            self.at += 1;
        }
        Some(Some(Attribute { name, value, span: start..self.at, value_span }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(html: &str) -> Vec<(String, Says)> {
        let tags: Vec<Tag<'_>> = tags(html).collect();
        let says = tags
            .iter()
            .flat_map(|tag| tag.attributes.iter().filter_map(|a| Some((a.value.to_string(), tag.says(a)?))));
        says.collect()
    }

    #[test]
    fn attributes_are_found_however_they_are_typed() {
        let html = "<IMG\n  Src='a b.png' width=10>\n<a id=top href = \"x.md#y\">z</a>";
        assert_eq!(
            found(html),
            [("a b.png".into(), Says::Media), ("top".into(), Says::Anchor), ("x.md#y".into(), Says::Link)]
        );
    }

    #[test]
    fn what_no_reader_sees_links_to_nothing() {
        assert_eq!(found("<!-- <a href=x.md> --><script>'<a href=y.md>'</script><link href=z.css>"), []);
    }

    #[test]
    fn a_tag_without_an_end_is_text() {
        for html in ["<a href=\"x", "<a href=", "a < b", "<", "</", "<a href='é", "<é>"] {
            assert_eq!(tags(html).count(), 0, "{html}");
        }
    }

    #[test]
    fn words_stand_between_tags() {
        assert_eq!(words("<h1 align=center> The\n <b>big</b> &amp; small </h1>"), "The big & small");
    }
}
