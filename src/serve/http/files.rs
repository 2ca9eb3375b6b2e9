//! Linked files on disk: sent piece by piece, so that a film of two gigabytes takes no more memory than a page.

use std::fs::{File, Metadata};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::Response;
use futures_util::stream;

use super::super::media;
use super::answer::{described, has_it, part, text, unchanged};

/// How much is read at once.
const PIECE: u64 = 256 * 1024;

/// Sends a file that has the name `name` on the site.
pub(super) async fn send(name: &str, path: &Path, method: &Method, headers: &HeaderMap) -> Response {
    let path = path.to_path_buf();
    let opened = tokio::task::spawn_blocking(move || open(&path)).await;
    let Ok(Ok((file, metadata))) = opened else {
        return text(StatusCode::NOT_FOUND, "This file is gone, or cannot be read.\n");
    };
    let tag = tag(&metadata);
    if has_it(headers, &tag) {
        return unchanged(&tag);
    }
    let length = metadata.len();
    let (status, part) = part(headers, &tag, length);
    let (first, sent) = part.map_or((0, length), |(first, last)| (first, last - first + 1));
    let body = match status {
        _ if method == Method::HEAD => Body::empty(),
        StatusCode::RANGE_NOT_SATISFIABLE => Body::empty(),
        _ => Body::from_stream(pieces(file, first, sent)),
    };
    described(Response::new(body), status, media::of(name), &tag, length, part)
}

fn open(path: &PathBuf) -> io::Result<(File, Metadata)> {
    // A pipe would keep its reader waiting.
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    Ok((file, metadata))
}

/// Two states of a file with one tag are the same to every tool on this machine.
fn tag(metadata: &Metadata) -> String {
    let time = metadata.modified().ok().and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
    format!("\"{:x}-{:x}\"", metadata.len(), time.map_or(0, |time| time.as_nanos()))
}

fn pieces(file: File, first: u64, sent: u64) -> impl futures_util::Stream<Item = io::Result<Bytes>> {
    stream::unfold(Some((file, first, sent)), |left| async {
        let (file, at, sent) = left.filter(|(_, _, sent)| *sent > 0)?;
        let read = tokio::task::spawn_blocking(move || piece(file, at, sent)).await;
        match read.unwrap_or_else(|_| Err(io::Error::other("the read was cut short"))) {
            Ok((file, bytes)) => {
                let length = bytes.len() as u64;
                Some((Ok(bytes), Some((file, at + length, sent - length))))
            }
            // The length was promised: whoever reads has to see that this is not all.
            Err(error) => Some((Err(error), None)),
        }
    })
}

fn piece(mut file: File, at: u64, sent: u64) -> io::Result<(File, Bytes)> {
    file.seek(SeekFrom::Start(at))?;
    let mut bytes = vec![0; sent.min(PIECE) as usize];
    let length = file.read(&mut bytes)?;
    if length == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    bytes.truncate(length);
    Ok((file, Bytes::from(bytes)))
}
