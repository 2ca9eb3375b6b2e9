//! One open page, and what it is told: only what concerns it.

use std::sync::Arc;

use serde::Serialize;

use super::address;
use super::faults::Faults;
use super::state::{Look, State};
use crate::source::VPath;

/// What a page is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// Its own words changed: it is to be loaded again.
    Page,
    /// It stands at another address now.
    Go(String),
    /// Styles stand at these addresses now.
    Style(Vec<StyleAt>),
    /// What is wrong with it and with the handbook.
    Faults(Faults),
}

/// A style as the script in a page finds and swaps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StyleAt {
    /// What its address begins with, in every version.
    pub stem: String,
    /// What its address ends with.
    pub ending: String,
    /// Its address now.
    pub address: String,
}

/// An open page.
pub struct Listener {
    address: String,
    /// The hash of the page as the browser has it.
    has: Option<u64>,
    source: Option<VPath>,
    styles: Vec<StyleAt>,
    faults: Option<Faults>,
}

impl Listener {
    /// The page at `path` as a browser names it, which had the hash `has` when it was loaded and was then made of
    /// `source`.
    ///
    /// # Errors
    /// When the path is no address.
    pub fn new(path: &str, has: Option<u64>, source: Option<VPath>) -> Result<Self, address::Unreadable> {
        Ok(Self { address: address::read(path)?, has, source, styles: Vec::new(), faults: None })
    }

    /// What the page is told of a moment.
    pub async fn hear(&mut self, state: &Arc<State>) -> Vec<Message> {
        let look = state.look(&self.address).await;
        let mut messages = Vec::new();
        if let Some(there) = self.gone_to(state, &look) {
            return vec![Message::Go(there)];
        }
        // A page that cannot be rendered is left as it was.
        if let Some(now) = look.hash
            && self.has.replace(now).is_some_and(|has| has != now)
        {
            messages.push(Message::Page);
        }
        if look.source.is_some() {
            self.source = look.source;
        }
        let styles = styles(state);
        if self.styles != styles {
            messages.push(Message::Style(styles.clone()));
            self.styles = styles;
        }
        if self.faults.as_ref() != Some(&look.faults) {
            messages.push(Message::Faults(look.faults.clone()));
            self.faults = Some(look.faults);
        }
        messages
    }

    /// Where the page went that was here a moment ago.
    fn gone_to(&self, state: &State, look: &Look) -> Option<String> {
        let source = self.source.as_ref().filter(|_| !look.is_there)?;
        state.followed(&self.address, source)
    }
}

fn styles(state: &State) -> Vec<StyleAt> {
    let parts = state.snapshot.styles().into_iter().filter_map(|style| {
        let (stem, ending) = style.name.rsplit_once('.')?;
        Some(StyleAt {
            stem: format!("/assets/{stem}."),
            ending: format!(".{ending}"),
            address: format!("/{}", style.address),
        })
    });
    parts.collect()
}
