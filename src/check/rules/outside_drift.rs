//! `outside-drift`: what the company says elsewhere is not what the handbook promises.

use std::collections::{HashMap, HashSet};

use crate::check::alike::{Saying, Sayings};
use crate::check::html_prose;
use crate::check::promised;
use crate::check::promises;
use crate::check::prose;
use crate::check::reading::{Passage, Sentence};
use crate::check::sentence::{self, Word};
use crate::check::words::short;
use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::{DocId, Handbook};
use crate::parse::document::Kind;
use crate::source::{SourceFile, Span};

pub(super) const RULE: Rule = Rule {
    name: "outside-drift",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A website, a mail or a poster that tells a promise in other words or other numbers, or that guarantees \
           what no promise says.",
    why: "Customers hold us to what they read, and they read the website. `outside:` in `handbook.yaml` names such \
          files (`outside: website/**/*.html`); they are read as HTML or text and never changed. A claim without a \
          promise behind it has no owner, no system and no remedy (ISO 10001 asks for codes that are accurate and \
          not misleading). Sentences are compared in English only.",
    example: "website/home.html: <p>We guarantee free returns for ever.</p>",
    fix: "<p>Send it back within 30 days and you pay nothing.</p>   (a promise says just that)",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let patterns = context.handbook.settings.outside_patterns();
    if patterns.is_empty() || !context.knows_the_language() {
        return;
    }
    let sayings = promised::sayings(context.handbook);
    let backing = Backing::new(context.handbook);
    for file in context.tree.matching(&patterns) {
        // What the handbook itself holds has rules of its own.
        if file.path.strip_folder("content").is_none() {
            one_file(context, file, &sayings, &backing, findings);
        }
    }
}

fn one_file(
    context: &Context<'_>,
    file: &SourceFile,
    sayings: &Sayings<DocId>,
    backing: &Backing,
    findings: &mut Findings,
) {
    let Some(text) = file.as_text() else { return };
    let is_html = !matches!(file.path.extension().as_str(), "txt" | "md" | "markdown" | "eml");
    let (blocks, links) =
        if is_html { html_prose::of_html(text) } else { (prose::of_markdown(text, 0), Vec::new()) };
    let links: Vec<(Span, DocId)> =
        links.into_iter().filter_map(|(span, to)| Some((span, promise_at(context.handbook, &to)?))).collect();
    let passages: Vec<Passage<'_>> = blocks.iter().map(Passage::of).collect();
    let mut told: HashSet<Span> = HashSet::new();
    for (block, range, promise) in promised::drifts(&passages, sayings) {
        let span = block.place(range, text);
        told.insert(span);
        let promise = context.handbook.document(promise);
        let Some(says) = promise.says() else { continue };
        let message = format!("this tells the promise `{}` in other words than its own", promise.id.value);
        let related = format!("the promise says \"{}\"", short(&says.value));
        findings
            .add(&file.path, span, message)
            .help("say it in the promise's words, or change the promise first")
            .related(&promise.path, says.span, related);
    }
    for passage in &passages {
        for stray in promised::strays(context, passage, &links, text) {
            let typed = short(text.get(stray.span.range()).unwrap_or_default());
            let name = &context.handbook.document(stray.promise).id.value;
            let message = format!("`{typed}` stands beside `{name}`, which says {}", stray.held_to);
            findings.add(&file.path, stray.span, message).help("write the promise's own number");
        }
        for sentence in claims(passage) {
            let span = passage.block.place(&sentence.range, text);
            if !told.contains(&span) && !backing.stands_behind(passage.words_of(sentence)) {
                findings
                    .add(&file.path, span, "this promises something that the handbook does not")
                    .help("take it back, or write the promise with an owner and a system that keeps it");
            }
        }
    }
}

/// The promise that stands at an address of the site.
fn promise_at(handbook: &Handbook, address: &str) -> Option<DocId> {
    let behind = address.split_once("promises/")?.1;
    let address = format!("promises/{}/", behind.split(['/', '#', '?']).next()?);
    let id = handbook.at_address(&address)?;
    (handbook.document(id).kind == Kind::Promise).then_some(id)
}

const VERBS: [&str; 3] = ["promise", "guarantee", "pledge"];

/// The sentences of a passage that promise something in so many words.
fn claims<'a>(passage: &'a Passage<'_>) -> impl Iterator<Item = &'a Sentence> {
    let sentences = passage.sentences.iter().filter(|_| !passage.block.is_no_promise);
    sentences.filter(|sentence| {
        let words = passage.own(passage.words_of(sentence));
        let next = words.clone().skip(1);
        words.zip(next).any(|(word, next)| word.text == "we" && VERBS.contains(&&*next.text))
    })
}

/// Which promises use a word, and so may stand behind a claim.
struct Backing {
    by_stem: HashMap<String, Vec<usize>>,
}

impl Backing {
    fn new(handbook: &Handbook) -> Self {
        let mut by_stem: HashMap<String, Vec<usize>> = HashMap::new();
        for (id, document, promise) in promises::made(handbook) {
            let fields = [&promise.says, &promise.not_included, &promise.if_we_miss];
            let texts = fields.into_iter().flatten().map(|field| field.value.as_str());
            let all = texts.chain([document.title()]).collect::<Vec<_>>().join("\n");
            let saying = Saying::new(&sentence::words(&all, 0..all.len()));
            let stems: HashSet<&str> = saying.content().collect();
            for stem in stems {
                by_stem.entry(stem.to_string()).or_default().push(id.index());
            }
        }
        Self { by_stem }
    }

    /// Whether one promise uses at least half of the words that carry the claim.
    fn stands_behind(&self, claim: &[Word<'_>]) -> bool {
        let saying = Saying::new(claim.iter().filter(|word| !VERBS.contains(&&*word.text)));
        let stems: HashSet<&str> = saying.content().collect();
        // "We promise!" says nothing that could be kept or missed.
        if stems.len() < 2 {
            return true;
        }
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for promise in stems.iter().filter_map(|stem| self.by_stem.get(*stem)).flatten() {
            *shared.entry(*promise).or_default() += 1;
        }
        shared.into_values().any(|shared| shared * 2 >= stems.len())
    }
}
