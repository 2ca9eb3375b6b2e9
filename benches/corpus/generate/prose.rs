//! Sentences, and the blocks of a body: paragraphs, lists, tables, alerts, code.
//!
//! A sentence is a frame with its slots filled from `words`; with about twenty-five entries a slot, two
//! sentences of a handbook are hardly ever the same. A writer counts out the links that it was given, so each
//! document has exactly as many as planned, spread over its blocks.

use super::markup::capital;
use super::random::Random;
use super::{Plan, pages, people, promises, settings, stories, systems, wants, words};

/// Writes one body behind a header.
pub(crate) struct Writer<'a> {
    plan: &'a Plan,
    /// The document's own source of variety.
    pub(crate) random: Random,
    /// The way from the document's folder to `content/`: `""`, `"../"`, `"../../"` and so on.
    up: &'static str,
    text: String,
    /// How many links are still to be written.
    links: usize,
}

impl<'a> Writer<'a> {
    /// `text` is what the document has so far, its header; `links` is how many its body will hold.
    pub(crate) fn new(plan: &'a Plan, random: Random, up: &'static str, text: String, links: usize) -> Self {
        Self { plan, random, up, text, links }
    }

    /// Ends the body with a paragraph of what links are left.
    pub(crate) fn finish(mut self) -> String {
        if self.links > 0 {
            self.paragraph(0, self.links);
        }
        self.text.truncate(self.text.trim_end().len());
        self.line("");
        self.text
    }

    /// A line, and the empty line after it.
    pub(crate) fn block(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push_str("\n\n");
    }

    /// A line of a block that goes on.
    pub(crate) fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    pub(crate) fn heading(&mut self, heading: &str) {
        self.block(&format!("## {heading}"));
    }

    /// A paragraph of `plain` sentences and `linking` sentences with a link each, in turn.
    pub(crate) fn paragraph(&mut self, plain: usize, linking: usize) {
        let mut sentences = Vec::with_capacity(plain + linking);
        for nth in 0..plain.max(linking) {
            if nth < plain {
                sentences.push(self.sentence());
            }
            if nth < linking {
                sentences.push(self.linking_sentence());
            }
        }
        self.block(&sentences.join(" "));
    }

    /// A list of `items` sentences, the first `linking` of which hold a link. `marker` is `-` or `1.`.
    pub(crate) fn list(&mut self, marker: &str, items: usize, linking: usize) {
        for nth in 0..items {
            let item = if nth < linking { self.linking_sentence() } else { self.sentence() };
            self.line(&format!("{marker} {item}"));
        }
        self.line("");
    }

    /// A table of `rows` rows: a link to a system, its place, and a count of days on which it ran.
    ///
    /// No row links to a promise, because a number beside such a link is held against the promise.
    pub(crate) fn table(&mut self, rows: usize) {
        self.line("| List | Where | Ticked |");
        self.line("|---|---|---:|");
        for _ in 0..rows {
            let system = self.random.below(self.plan.counts.systems);
            let title = systems::title(self.plan, system);
            let list =
                if self.take_link() { format!("[{title}](system:{})", systems::id(system)) } else { title };
            let place = self.random.pick(&words::PLACES);
            let ticked = self.random.between(11, 99);
            self.line(&format!("| {list} | {place} | {ticked} |"));
        }
        self.line("");
    }

    /// A GitHub alert, with a link if any is left.
    pub(crate) fn alert(&mut self) {
        let kind = self.random.pick(&["NOTE", "TIP", "IMPORTANT", "WARNING"]);
        let sentence = self.linking_sentence();
        self.line(&format!("> [!{kind}]"));
        self.block(&format!("> {sentence}"));
    }

    pub(crate) fn quote(&mut self) {
        let (saying, another) = (self.random.pick(&words::SAYINGS), self.random.pick(&words::SAYINGS));
        self.block(&format!("> {saying} {another}"));
    }

    /// A card as it hangs on the wall: code, in which nothing is a link.
    pub(crate) fn card(&mut self) {
        self.line("```text");
        for label in ["Who", "What", "Where"] {
            let words = match label {
                "Who" => self.random.pick(&words::SUBJECTS),
                "What" => self.random.pick(&words::OBJECTS),
                _ => self.random.pick(&words::PLACES),
            };
            self.line(&format!("{label:<6} {words}"));
        }
        self.block("```");
    }

    /// A sentence without a link, of at most thirty words.
    pub(crate) fn sentence(&mut self) -> String {
        let random = &mut self.random;
        let (who, does, what) = deed(random);
        let (place, reason) = (random.pick(&words::PLACES), random.pick(&words::REASONS));
        match random.below(9) {
            0 => format!("{} {does} {what} {place}, {reason}.", capital(who)),
            1 => format!("{}, {who} {does} {what}.", capital(place)),
            2 => format!("{} {does} {what} {reason}.", capital(who)),
            3 => format!("It helps when {who} {does} {what} {place}."),
            4 => format!("The habit is small: {who} {does} {what} {place}."),
            5 => {
                let (then_who, then_does, then_what) = deed(random);
                format!("{} {does} {what}; {then_who} {then_does} {then_what}.", capital(who))
            }
            6 => format!("On a busy afternoon {who} still {does} {what}, {reason}."),
            7 => format!("What a customer sees is plain: {who} {does} {what} {place}."),
            _ => format!("Nothing is lost while {who} {does} {what}, {reason}."),
        }
    }

    /// A sentence with a link in it, or a plain one when no link is left.
    fn linking_sentence(&mut self) -> String {
        if !self.take_link() {
            return self.sentence();
        }
        let link = self.link();
        let random = &mut self.random;
        let (who, does, what) = deed(random);
        let (place, reason) = (random.pick(&words::PLACES), random.pick(&words::REASONS));
        match random.below(8) {
            0 => format!("{} reads {link} and {does} {what}.", capital(who)),
            1 => format!("For the thought behind this, see {link}."),
            2 => format!("{link} shows what this looks like {place}."),
            3 => format!("This sits beside {link}, {reason}."),
            4 => format!("{} {does} {what}, as {link} tells.", capital(who)),
            5 => format!("Colleagues ask how this meets {link}; {who} {does} {what}."),
            6 => format!("Read it together with {link} {place}."),
            _ => format!("{}, {link} comes up, {reason}.", capital(place)),
        }
    }

    fn take_link(&mut self) -> bool {
        let left = self.links > 0;
        self.links -= usize::from(left);
        left
    }

    /// A link to somewhere in the handbook: mostly promises, steps and roles, as people write them.
    fn link(&mut self) -> String {
        let Self { plan, random, up, .. } = self;
        let counts = plan.counts;
        match random.below(100) {
            0..24 => {
                let promise = Plan::standing_near(random.below(counts.promises));
                format!("[{}](promise:{})", promises::title(promise), promises::id(promise))
            }
            24..42 => {
                let system = random.below(counts.systems);
                let step = random.pick(systems::anchors(system));
                format!("[{}](system:{}#{step})", systems::title(plan, system), systems::id(system))
            }
            42..56 => {
                let role = random.below(counts.roles);
                let anchor = random.pick(&people::ROLE_ANCHORS);
                format!("[{}]({up}roles/{}.md#{anchor})", people::role_title(role), people::role_id(role))
            }
            56..64 => {
                let customer = random.below(counts.customers);
                format!("[{}](customer:{})", people::customer_title(customer), people::customer_id(customer))
            }
            64..74 => {
                let want = random.below(counts.wants);
                format!("[{}](want:{})", wants::title(want), wants::id(want))
            }
            74..83 => {
                let story = random.below(counts.stories);
                format!("[{}]({up}stories/{}.md)", stories::title(story), stories::id(story))
            }
            83..94 => {
                let page = random.below(counts.pages);
                format!("[{}]({up}{}.md)", pages::title(plan, page), pages::id(plan, page))
            }
            94..96 => {
                let (id, title, ..) = settings::MOMENTS[random.below(settings::MOMENTS.len())];
                format!("[{title}](moment:{id})")
            }
            96..98 => {
                let (term, ..) = settings::TERMS[random.below(settings::TERMS.len())];
                format!("[{term}](term:{term})")
            }
            _ => {
                let (id, text) = settings::AIMS[random.below(plan.aims())];
                format!("[{}](aim:{id})", text.trim_end_matches('.'))
            }
        }
    }

    /// Restates a standing promise by its one sentence, the way that cannot drift.
    pub(crate) fn restate(&mut self) {
        let promise = Plan::standing_near(self.random.below(self.plan.counts.promises));
        self.block(&format!("{{{{promise:{}}}}}", promises::id(promise)));
    }
}

/// Who does what: a subject, a verb and an object.
fn deed(random: &mut Random) -> (&'static str, &'static str, &'static str) {
    (random.pick(&words::SUBJECTS), random.pick(&words::VERBS), random.pick(&words::OBJECTS))
}
