//! Who may ask: a preview answers the browser on this machine, and no page of somebody else.
//!
//! A page on the web can point its own name at 127.0.0.1 and have its visitors' browsers read a local server (DNS
//! rebinding); the `Host` that the browser then sends still names that page. And any page may ask for an address of a
//! local server; the browser then says where the request comes from, in `Origin` and `Sec-Fetch-Site`.

use std::net::{IpAddr, SocketAddr};

use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method, Uri};

/// Why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no `Host`, or more than one.
    NoHost,
    /// It asks for a name that is not this server's.
    OtherHost,
    /// A page of another origin asks.
    OtherOrigin,
}

/// What the server goes by.
#[derive(Debug, Clone)]
pub struct Guard {
    /// Where it listens.
    bound: SocketAddr,
    /// The name that was typed after `--host`, when that is no number.
    name: Option<String>,
}

impl Guard {
    /// A guard of the server that listens at `bound`; `typed` is what was asked for with `--host`.
    pub fn new(bound: SocketAddr, typed: &str) -> Self {
        let name = typed.parse::<IpAddr>().is_err().then(|| typed.to_ascii_lowercase());
        Self { bound, name }
    }

    /// Whether a request may be answered.
    ///
    /// # Errors
    /// When it asks for another name, or comes from a page of another origin.
    pub fn judge(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Result<(), Refusal> {
        let mut hosts = headers.get_all(HOST).iter();
        let host = hosts.next().and_then(|host| host.to_str().ok()).ok_or(Refusal::NoHost)?;
        if hosts.next().is_some() {
            return Err(Refusal::NoHost);
        }
        let whole = uri.authority().map(axum::http::uri::Authority::as_str);
        if !self.is_ours(host) || !whole.is_none_or(|whole| self.is_ours(whole)) {
            return Err(Refusal::OtherHost);
        }
        let own = format!("http://{host}");
        let is_own = |origin: &str| origin.eq_ignore_ascii_case(&own);
        if !headers.get_all(ORIGIN).iter().all(|origin| origin.to_str().is_ok_and(is_own)) {
            return Err(Refusal::OtherOrigin);
        }
        if !comes_from_here(headers) && !is_visit(method, headers) {
            return Err(Refusal::OtherOrigin);
        }
        Ok(())
    }

    /// Whether `host` is a name of this server. A number cannot be pointed elsewhere, so that a server for the whole
    /// network hears to any, under any port that may have been put before it.
    fn is_ours(&self, host: &str) -> bool {
        let Some((name, port)) = parts(host) else { return false };
        let is_local = self.bound.ip().is_loopback();
        let named = name.eq_ignore_ascii_case("localhost")
            || self.name.as_ref().is_some_and(|own| name.eq_ignore_ascii_case(own));
        let numbered =
            || name.parse::<IpAddr>().is_ok_and(|ip| !is_local || ip.is_loopback() || ip == self.bound.ip());
        (named || numbered()) && (!is_local || port == self.bound.port())
    }
}

/// A host's name or number without brackets, and its port.
fn parts(host: &str) -> Option<(&str, u16)> {
    let (name, port) = match host.strip_prefix('[') {
        Some(rest) => {
            let (name, port) = rest.split_once(']')?;
            (name, if port.is_empty() { None } else { Some(port.strip_prefix(':')?) })
        }
        None => host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port))),
    };
    Some((name, port.map_or(Some(80), |port| port.parse().ok())?))
}

fn said<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).map(|value| value.to_str().unwrap_or("?"))
}

/// Browsers say since 2023 whose page asks; programs such as `curl` say nothing.
fn comes_from_here(headers: &HeaderMap) -> bool {
    said(headers, "sec-fetch-site").is_none_or(|site| site == "same-origin" || site == "none")
}

/// Somebody followed a link to the preview, from a chat or from the Git host. The page that held it sees nothing of
/// the answer.
fn is_visit(method: &Method, headers: &HeaderMap) -> bool {
    method == Method::GET
        && said(headers, "sec-fetch-mode") == Some("navigate")
        && said(headers, "sec-fetch-dest") == Some("document")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(bound: &str, typed: &str, headers: &[(&'static str, &'static str)]) -> Result<(), Refusal> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().expect("a value"));
        }
        let guard = Guard::new(bound.parse().expect("an address"), typed);
        guard.judge(&Method::GET, &Uri::from_static("/"), &map)
    }

    #[test]
    fn a_local_preview_hears_to_its_own_names_only() {
        let host = |host| judge("127.0.0.1:4000", "127.0.0.1", &[("host", host)]);
        for own in ["localhost:4000", "127.0.0.1:4000", "[::1]:4000", "LOCALHOST:4000"] {
            assert_eq!(host(own), Ok(()), "{own}");
        }
        for other in [
            "evil.example:4000",
            "localhost:4001",
            "localhost",
            "192.168.1.5:4000",
            "[::1",
            "",
            "localhost:x",
        ] {
            assert_eq!(host(other), Err(Refusal::OtherHost), "{other}");
        }
        assert_eq!(judge("127.0.0.1:4000", "127.0.0.1", &[]), Err(Refusal::NoHost));
        let two = [("host", "localhost:4000"), ("host", "evil.example")];
        assert_eq!(judge("127.0.0.1:4000", "127.0.0.1", &two), Err(Refusal::NoHost));
    }

    #[test]
    fn a_preview_for_the_network_hears_to_numbers_and_to_the_name_that_was_typed() {
        let host = |typed, host| judge("0.0.0.0:4000", typed, &[("host", host)]);
        assert_eq!(host("0.0.0.0", "192.168.1.5:4000"), Ok(()));
        assert_eq!(host("0.0.0.0", "evil.example:4000"), Err(Refusal::OtherHost));
        assert_eq!(judge("10.0.0.7:4000", "desk.lan", &[("host", "Desk.lan:4000")]), Ok(()));
    }

    #[test]
    fn a_page_of_another_origin_may_lead_here_and_see_nothing() {
        let with = |more: &[(&'static str, &'static str)]| {
            judge("127.0.0.1:4000", "127.0.0.1", &[&[("host", "localhost:4000")], more].concat())
        };
        assert_eq!(with(&[("origin", "http://localhost:4000")]), Ok(()));
        assert_eq!(with(&[("origin", "http://localhost:3000")]), Err(Refusal::OtherOrigin));
        assert_eq!(with(&[("origin", "null")]), Err(Refusal::OtherOrigin));
        assert_eq!(with(&[("sec-fetch-site", "same-origin")]), Ok(()));
        assert_eq!(with(&[("sec-fetch-site", "same-site")]), Err(Refusal::OtherOrigin));
        let visit = [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate"),
            ("sec-fetch-dest", "document"),
        ];
        assert_eq!(with(&visit), Ok(()));
        let frame =
            [("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "iframe")];
        assert_eq!(with(&frame), Err(Refusal::OtherOrigin));
    }
}
