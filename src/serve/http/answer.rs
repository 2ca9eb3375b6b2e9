//! One request, one answer.

use std::sync::Arc;

use axum::body::Body;
use axum::http::header::{
    ACCEPT_RANGES, ALLOW, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, ETAG, HeaderName, IF_NONE_MATCH, IF_RANGE, LOCATION, RANGE,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::Response;
use xxhash_rust::xxh3::xxh3_64;

use super::super::guard::Refusal;
use super::super::range::{self, Wanted};
use super::super::state::{Page, Reply, Standing, State};
use super::super::{address, dress, media};
use super::{Desk, events, files};

/// Sent with every answer: no type is guessed, nobody else's page may show or read it.
const ALWAYS: [(&str, &str); 4] = [
    ("x-content-type-options", "nosniff"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("referrer-policy", "same-origin"),
];

/// A drawing may hold scripts; in a page they do not run, and on their own they shall not either.
const DRAWING: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

/// The server's own files, by their names.
const OWN: [(&str, &str); 3] = [
    ("live.js", include_str!("../client/live.js")),
    ("live.css", include_str!("../client/live.css")),
    ("plain.css", include_str!("../client/plain.css")),
];

/// Answers a request, whatever it is.
pub(super) async fn answer(desk: &Desk, request: &Parts) -> Response {
    let mut response = judged(desk, request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    response
}

async fn judged(desk: &Desk, request: &Parts) -> Response {
    let (method, headers) = (&request.method, &request.headers);
    if let Err(refusal) = desk.guard.judge(method, &request.uri, headers) {
        return refused(refusal);
    }
    if method != Method::GET && method != Method::HEAD {
        let mut response = text(StatusCode::METHOD_NOT_ALLOWED, "This is a preview: it can only be read.\n");
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    let asked = match address::read(request.uri.path()) {
        Ok(asked) => asked,
        Err(unreadable) => {
            let status = match unreadable {
                address::Unreadable::TooLong => StatusCode::URI_TOO_LONG,
                _ => StatusCode::BAD_REQUEST,
            };
            return text(status, &format!("{unreadable}\n"));
        }
    };
    if let Some(own) = request.uri.path().strip_prefix(dress::OWN) {
        return own_file(desk, own, request);
    }
    let state = Arc::clone(&desk.states.borrow());
    let query = request.uri.query().map(str::to_string);
    let search = Arc::clone(&desk.search);
    let replied = tokio::task::spawn_blocking(move || {
        let reply = search.reply(&state, &asked).unwrap_or_else(|| state.reply(&asked));
        (state, asked, reply)
    });
    match replied.await {
        Ok((state, asked, reply)) => told(&state, &asked, query.as_deref(), reply, method, headers).await,
        Err(_) => text(StatusCode::INTERNAL_SERVER_ERROR, "This page cannot be rendered.\n"),
    }
}

fn own_file(desk: &Desk, name: &str, request: &Parts) -> Response {
    if name == "events" {
        return events::stream(desk.states.clone(), request.uri.query().unwrap_or_default());
    }
    match OWN.iter().find(|(own, _)| *own == name) {
        Some((own, content)) => {
            let bytes = content.as_bytes().to_vec();
            in_memory(StatusCode::OK, media::of(own), bytes, &request.method, &request.headers)
        }
        None => text(StatusCode::NOT_FOUND, "The preview has no such file.\n"),
    }
}

async fn told(
    state: &State,
    asked: &str,
    query: Option<&str>,
    reply: Reply,
    method: &Method,
    headers: &HeaderMap,
) -> Response {
    match reply {
        Reply::Page(page) => show(state, asked, &page, method, headers),
        Reply::Bytes(file, bytes) => in_memory(StatusCode::OK, media::of(&file), bytes, method, headers),
        Reply::File(file, path) => files::send(&file, &path, method, headers).await,
        Reply::Moved(to) => {
            let to = query.map_or(to.clone(), |query| format!("{to}?{query}"));
            let mut response = text(StatusCode::TEMPORARY_REDIRECT, "");
            if let Ok(to) = HeaderValue::from_str(&to) {
                response.headers_mut().insert(LOCATION, to);
            }
            response
        }
    }
}

fn show(state: &State, asked: &str, page: &Page, method: &Method, headers: &HeaderMap) -> Response {
    let status = match page.standing {
        Standing::Found => StatusCode::OK,
        Standing::Missing => StatusCode::NOT_FOUND,
        Standing::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
    };
    let dressed = dress::dress(&page.html, page.hash, state.source_at(asked).as_ref());
    let mut response = in_memory(status, "text/html; charset=utf-8", dressed.html, method, headers);
    if let Some(policy) = dressed.policy.and_then(|policy| HeaderValue::from_str(&policy).ok()) {
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// Bytes with their length and a tag by which a browser knows that it has them already.
fn in_memory(
    status: StatusCode,
    media: &str,
    bytes: Vec<u8>,
    method: &Method,
    headers: &HeaderMap,
) -> Response {
    let tag = format!("\"{:016x}\"", xxh3_64(&bytes));
    if status == StatusCode::OK && has_it(headers, &tag) {
        return unchanged(&tag);
    }
    let length = bytes.len() as u64;
    let (status, part) = if status == StatusCode::OK { part(headers, &tag, length) } else { (status, None) };
    let body = match (method, part) {
        (&Method::HEAD, _) => Body::empty(),
        (_, Some((first, last))) => {
            let part = bytes.get(first as usize..=last as usize).unwrap_or_default();
            Body::from(part.to_vec())
        }
        _ if status == StatusCode::RANGE_NOT_SATISFIABLE => Body::empty(),
        _ => Body::from(bytes),
    };
    described(Response::new(body), status, media, &tag, length, part)
}

/// Which part of a file of `length` bytes is wanted, if not all of it.
pub(super) fn part(headers: &HeaderMap, tag: &str, length: u64) -> (StatusCode, Option<(u64, u64)>) {
    let said = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let is_same = said(IF_RANGE).is_none_or(|known| known == tag);
    match said(RANGE).filter(|_| is_same).map(|range| range::read(range, length)) {
        Some(Wanted::Part(first, last)) => (StatusCode::PARTIAL_CONTENT, Some((first, last))),
        Some(Wanted::Nothing) => (StatusCode::RANGE_NOT_SATISFIABLE, None),
        Some(Wanted::All) | None => (StatusCode::OK, None),
    }
}

/// Gives an answer its status, and says what its body is.
pub(super) fn described(
    mut response: Response,
    status: StatusCode,
    media: &str,
    tag: &str,
    length: u64,
    part: Option<(u64, u64)>,
) -> Response {
    *response.status_mut() = status;
    let sent = match part {
        Some((first, last)) => last - first + 1,
        None if status == StatusCode::RANGE_NOT_SATISFIABLE => 0,
        None => length,
    };
    let range = match (status, part) {
        (_, Some((first, last))) => Some(format!("bytes {first}-{last}/{length}")),
        (StatusCode::RANGE_NOT_SATISFIABLE, None) => Some(format!("bytes */{length}")),
        _ => None,
    };
    let headers = response.headers_mut();
    headers.insert(CONTENT_LENGTH, HeaderValue::from(sent));
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    let policy = (media == "image/svg+xml").then(|| DRAWING.to_string());
    let said = [
        (CONTENT_TYPE, Some(media.to_string())),
        (ETAG, Some(tag.to_string())),
        (CONTENT_RANGE, range),
        (CONTENT_SECURITY_POLICY, policy),
    ];
    for (name, value) in said {
        if let Some(value) = value.and_then(|value| HeaderValue::from_str(&value).ok()) {
            headers.insert(name, value);
        }
    }
    response
}

/// Whether the browser has these bytes already.
pub(super) fn has_it(headers: &HeaderMap, tag: &str) -> bool {
    let tags = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    tags.flat_map(|tags| tags.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}

pub(super) fn unchanged(tag: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    if let Ok(tag) = HeaderValue::from_str(tag) {
        response.headers_mut().insert(ETAG, tag);
    }
    response
}

fn refused(refusal: Refusal) -> Response {
    let (status, words) = match refusal {
        Refusal::NoHost => (StatusCode::BAD_REQUEST, "A request has to name one host.\n"),
        Refusal::OtherHost => (
            StatusCode::FORBIDDEN,
            "This preview does not go by that name. Open the address that `throughline serve` prints, or start it with --host.\n",
        ),
        Refusal::OtherOrigin => (StatusCode::FORBIDDEN, "This preview does not answer other sites' pages.\n"),
    };
    text(status, words)
}

pub(super) fn text(status: StatusCode, words: &str) -> Response {
    let mut response = Response::new(Body::from(words.to_string()));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}
