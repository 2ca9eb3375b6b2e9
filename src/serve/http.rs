//! The edge to the network: listens, and answers each request from the present moment.
#![expect(clippy::disallowed_methods, reason = "the serve stage's edge to the network and to linked files")]

mod answer;
mod events;
mod files;

use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use axum::Router;
use axum::extract::{Request, State as Extract};
use axum::response::Response;
use tokio::sync::watch;

use super::guard::Guard;
use super::search::Search;
use super::state::State;
use super::{PORT, Voice, browser};

/// How many ports are tried after the first.
const PORTS: u16 = 100;

/// Threads that render pages and read files. Streams need none.
const RENDERERS: usize = 8;

/// What every request is answered with.
pub(super) struct Desk {
    guard: Guard,
    states: watch::Receiver<Arc<State>>,
    search: Arc<Search>,
}

/// A socket that listens at the port that was asked for, or at the next free one.
///
/// # Errors
/// When the port that was asked for is taken, or there is no such host.
pub fn bind(host: &str, port: Option<u16>, voice: &dyn Voice) -> Result<TcpListener> {
    let first = port.unwrap_or(PORT);
    let last = if port.is_some() { first } else { first.saturating_add(PORTS) };
    let name = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    for port in first..=last {
        let mut addresses = (name, port).to_socket_addrs().with_context(|| {
            format!("there is no host `{host}`: leave --host out, or give a number such as 0.0.0.0")
        })?;
        let address = addresses.next().with_context(|| format!("there is no host `{host}`"))?;
        match TcpListener::bind(address) {
            Ok(listener) => {
                if port != first {
                    voice.say(&format!("Port {first} is taken; this is port {port} instead."));
                }
                return Ok(listener);
            }
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse && port != last => {}
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => break,
            Err(error) => return Err(error).with_context(|| format!("cannot listen at {address}")),
        }
    }
    if port.is_some() {
        bail!("port {first} is taken: end what uses it, or leave -p out to get the next free one");
    }
    bail!("ports {first} to {last} are all taken: name a free one with -p");
}

/// Answers until Ctrl-C. Open streams and half-sent files do not hold up the end.
///
/// # Errors
/// When the system gives no threads or no events of the network.
pub fn serve(
    listener: TcpListener,
    host: &str,
    states: watch::Receiver<Arc<State>>,
    voice: &dyn Voice,
    open: bool,
) -> Result<()> {
    more_files();
    let bound = listener.local_addr().context("the server has no address")?;
    listener.set_nonblocking(true).context("the network cannot be used")?;
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let runtime = builder.enable_all().max_blocking_threads(RENDERERS).build();
    let runtime = runtime.context("the server cannot be started")?;
    let title = states.borrow().snapshot.handbook().title().to_string();
    let desk = Arc::new(Desk { guard: Guard::new(bound, host), states, search: Arc::default() });
    let router = Router::new().fallback(take).with_state(desk);
    let ended = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener).context("the network cannot be used")?;
        let signal = ended();
        greet(bound, host, &title, voice, open);
        tokio::select! {
            served = axum::serve(listener, router) => served.context("the server ended"),
            () = signal => Ok(()),
        }
    });
    runtime.shutdown_background();
    ended
}

async fn take(Extract(desk): Extract<Arc<Desk>>, request: Request) -> Response {
    // Nothing that is sent to us is read.
    let (asked, _) = request.into_parts();
    answer::answer(&desk, &asked).await
}

fn greet(bound: SocketAddr, host: &str, title: &str, voice: &dyn Voice, open: bool) {
    let here = if bound.ip().is_unspecified() { "localhost".to_string() } else { shown(host, bound) };
    let address = format!("http://{here}:{}/", bound.port());
    voice.say(&format!("{title}: {address} (Ctrl-C ends it)"));
    if !bound.ip().is_loopback() {
        voice.say("Everybody on this network can read it, drafts included, under this machine's number.");
    }
    if open && let Err(error) = browser::open(&address) {
        voice.say(&format!("note: no browser could be opened ({error}); open {address} yourself"));
    }
}

fn shown(host: &str, bound: SocketAddr) -> String {
    match bound {
        SocketAddr::V6(six) if host.parse::<std::net::Ipv6Addr>().is_ok() || host.starts_with('[') => {
            format!("[{}]", six.ip())
        }
        _ => host.to_string(),
    }
}

/// Resolves when somebody ends the program.
async fn ended() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut told) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = told.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

/// Each open page is an open file to the system, and it allows few unless asked for more.
fn more_files() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        const ENOUGH: u64 = 16_384;
        let now = getrlimit(Resource::Nofile);
        let wanted = now.maximum.map_or(ENOUGH, |most| most.min(ENOUGH));
        if now.current.is_some_and(|current| current < wanted) {
            // Where that is not allowed, fewer pages can listen at once.
            let _ = setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), maximum: now.maximum });
        }
    }
}
