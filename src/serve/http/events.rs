//! The stream that an open page listens to.
//!
//! Each stream waits for the next moment in the same channel, which holds one moment and no history: a browser that
//! reads slowly misses what is over, and a thousand of them take no thread.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use tokio::sync::watch;

use super::super::address;
use super::super::listener::{Listener, Message};
use super::super::state::State;
use super::answer::text;
use crate::source::VPath;

/// How soon a browser asks again after the server was gone.
const AGAIN: Duration = Duration::from_millis(500);

/// The stream for the page that `query` names.
pub(super) fn stream(states: watch::Receiver<Arc<State>>, query: &str) -> Response {
    let value = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    let has = value("page").and_then(|hash| u64::from_str_radix(hash, 16).ok());
    // The page's address is a path that the browser has encoded once more, as part of a query.
    let path = value("address").map(address::read);
    let source = value("source").and_then(|source| VPath::new(&address::read(source).ok()?));
    let Some(Ok(listener)) = path.and_then(Result::ok).map(|path| Listener::new(&path, has, source)) else {
        return text(StatusCode::BAD_REQUEST, "Say whose changes to tell: ?address=/a/page/\n");
    };
    let first = Event::default().retry(AGAIN).comment("listening");
    let ear = Ear { states, listener, queue: VecDeque::from([first]), is_new: true };
    let events = stream::unfold(ear, |mut ear| async move {
        let event = ear.next().await?;
        Some((Ok::<_, Infallible>(event), ear))
    });
    Sse::new(events).keep_alive(KeepAlive::default()).into_response()
}

struct Ear {
    states: watch::Receiver<Arc<State>>,
    listener: Listener,
    queue: VecDeque<Event>,
    is_new: bool,
}

impl Ear {
    /// The next thing to tell; `None` when the server ends.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.queue.pop_front() {
                return Some(event);
            }
            if !std::mem::take(&mut self.is_new) {
                self.states.changed().await.ok()?;
            }
            let state = Arc::clone(&self.states.borrow_and_update());
            self.queue = self.listener.hear(&state).await.into_iter().map(event).collect();
        }
    }
}

fn event(message: Message) -> Event {
    let (name, data) = match message {
        Message::Page => ("page", "{}".to_string()),
        Message::Go(there) => ("go", there),
        Message::Style(styles) => ("style", json(&styles)),
        Message::Faults(faults) => ("faults", json(&faults)),
    };
    Event::default().event(name).data(data)
}

/// Neither holds anything that JSON cannot say.
fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
