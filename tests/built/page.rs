//! One page of a built site, as a browser's tokeniser reads it.

use std::cell::RefCell;
use std::collections::BTreeSet;

use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::{Attribute, tendril::StrTendril};

/// What a crawler wants to know of a page.
#[derive(Default)]
pub struct Page {
    /// Everything that it links to or shows.
    pub links: Vec<String>,
    /// Its anchors.
    pub ids: BTreeSet<String>,
    /// Whether it only leads on to another page.
    pub is_redirect: bool,
    twice: Vec<String>,
    unsafe_parts: Vec<String>,
    headings: usize,
    language: String,
    title: String,
    has_icon: bool,
    in_title: bool,
}

impl Page {
    /// Reads a whole page.
    pub fn read(html: &str) -> Self {
        let sink = Reader::default();
        let input = BufferQueue::default();
        input.push_back(StrTendril::from(html));
        let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
        let _ = tokenizer.feed(&input);
        tokenizer.end();
        tokenizer.sink.page.into_inner()
    }

    /// What a page has to be, and this one is not.
    pub fn faults(&self) -> Vec<String> {
        let mut faults: Vec<String> = Vec::new();
        let mut expect = |holds: bool, fault: &str| {
            if !holds {
                faults.push(fault.to_string());
            }
        };
        expect(
            self.is_redirect || self.headings == 1,
            &format!("has {} first-level headings", self.headings),
        );
        expect(!self.title.trim().is_empty(), "has no title");
        expect(!self.language.is_empty(), "has no language");
        expect(self.has_icon, "has no icon");
        expect(self.twice.is_empty(), &format!("has ids twice: {}", self.twice.join(", ")));
        expect(self.unsafe_parts.is_empty(), &self.unsafe_parts.join(", "));
        faults
    }

    fn open(&mut self, tag: &Tag) {
        let value = |name: &str| {
            let found: Option<&Attribute> = tag.attrs.iter().find(|attribute| &*attribute.name.local == name);
            found.map(|attribute| attribute.value.to_string())
        };
        match &*tag.name {
            "h1" => self.headings += 1,
            "html" => self.language = value("lang").unwrap_or_default(),
            "title" => self.in_title = true,
            "link" if value("rel").as_deref() == Some("icon") => self.has_icon = true,
            "meta" if value("http-equiv").as_deref() == Some("refresh") => self.is_redirect = true,
            "img" if value("alt").is_none() => self.unsafe_parts.push("has a picture without words".into()),
            "script" if value("src").is_none() => self.unsafe_parts.push("has a script of its own".into()),
            "style" | "iframe" | "base" => self.unsafe_parts.push(format!("has a <{}>", tag.name)),
            _ => {}
        }
        if let Some(name) = value("name").filter(|_| &*tag.name == "a") {
            self.ids.insert(name);
        }
        for attribute in &tag.attrs {
            self.attribute(&attribute.name.local, &attribute.value);
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        match name {
            "href" | "src" | "poster" => self.links.push(value.to_string()),
            "id" if value.is_empty() || !self.ids.insert(value.to_string()) => {
                self.twice.push(value.to_string());
            }
            "style" => self.unsafe_parts.push(format!("has the inline style `{value}`")),
            name if name.starts_with("on") => self.unsafe_parts.push(format!("has the handler `{name}`")),
            _ => {}
        }
        if value.to_lowercase().contains("javascript:") {
            self.unsafe_parts.push(format!("has `{value}`"));
        }
    }
}

#[derive(Default)]
struct Reader {
    page: RefCell<Page>,
}

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut page = self.page.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => page.open(&tag),
            Token::TagToken(tag) if &*tag.name == "title" => page.in_title = false,
            Token::CharacterTokens(text) if page.in_title => page.title.push_str(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}
