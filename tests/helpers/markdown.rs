//! Our own Markdown files, read for what tests ask of them: fenced blocks, links and headings.

use std::path::{Path, PathBuf};

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};
use throughline::parse::slug::heading_anchor;

/// One fenced block.
#[derive(Debug, Clone)]
pub struct Fence {
    /// The first word behind the fence.
    pub language: String,
    /// Whatever follows it, such as the file that the block stands for.
    pub about: String,
    /// What stands between the fences.
    pub text: String,
}

/// The repository's folder.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a file of the repository.
pub fn read(path: &str) -> String {
    std::fs::read_to_string(repository().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The Markdown files that people read before and beside the code.
pub fn manual() -> Vec<String> {
    let top = ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "SECURITY.md", "themes/default/README.md"];
    let top = top.into_iter().chain(["tests/README.md", "benches/README.md"]).map(str::to_string);
    let docs = std::fs::read_dir(repository().join("docs")).expect("a folder docs/");
    let docs = docs.map(|entry| format!("docs/{}", entry.expect("an entry").file_name().to_string_lossy()));
    let all = top.chain(docs).filter(|path| path.ends_with(".md") && repository().join(path).exists());
    let mut all: Vec<String> = all.collect();
    all.sort();
    all
}

/// Every fenced block of a text, in order.
pub fn fences(text: &str) -> Vec<Fence> {
    let mut fences: Vec<Fence> = Vec::new();
    let mut open = false;
    for event in events(text) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let (language, about) = info.split_once(' ').unwrap_or((&info, ""));
                let fence = Fence { language: language.into(), about: about.into(), text: String::new() };
                fences.push(fence);
                open = true;
            }
            Event::End(TagEnd::CodeBlock) => open = false,
            Event::Text(text) if open => fences.last_mut().expect("a block is open").text.push_str(&text),
            _ => {}
        }
    }
    fences
}

/// The links that lead to other files of the repository, or to a heading: the file (empty: this one) and the anchor.
pub fn relative_links(text: &str) -> Vec<(String, Option<String>)> {
    let targets = events(text).filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url),
        _ => None,
    });
    let relative = targets.filter(|to: &CowStr<'_>| !to.contains("://") && !to.starts_with("mailto:"));
    relative
        .map(|to| match to.split_once('#') {
            Some((file, anchor)) => (file.to_string(), Some(anchor.to_string())),
            None => (to.to_string(), None),
        })
        .collect()
}

/// The anchors of all headings.
pub fn anchors(text: &str) -> Vec<String> {
    let mut anchors = Vec::new();
    let mut words: Option<String> = None;
    for event in events(text) {
        match event {
            Event::Start(Tag::Heading { .. }) => words = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => {
                anchors.extend(words.take().map(|words| heading_anchor(&words)));
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some(words) = &mut words {
                    words.push_str(&text);
                }
            }
            _ => {}
        }
    }
    anchors
}

/// The part of a text below the heading with these words, up to the next heading that is not below it.
pub fn section<'a>(text: &'a str, heading: &str) -> &'a str {
    let level = |line: &str| line.bytes().take_while(|byte| *byte == b'#').count();
    let (mut at, mut start, mut in_block) = (0, None, false);
    for line in text.split_inclusive('\n') {
        in_block ^= line.starts_with("```");
        if !in_block && (1..=level(heading)).contains(&level(line)) && start.is_some() {
            break;
        }
        at += line.len();
        if !in_block && line.trim_end() == heading {
            start = Some(at);
        }
    }
    &text[start.unwrap_or_else(|| panic!("there is no heading `{heading}`"))..at]
}

fn events(text: &str) -> impl Iterator<Item = Event<'_>> {
    Parser::new_ext(text, Options::ENABLE_GFM | Options::ENABLE_TABLES)
}

/// Where a link in `from` leads in the repository.
pub fn target(from: &str, to: &str) -> PathBuf {
    if to.is_empty() {
        return repository().join(from);
    }
    repository().join(from).parent().expect("a file lies in a folder").join(to)
}
