//! The index: the feed, read by the engine.

use anyhow::{Context as _, Result};
use pagefind::api::PagefindIndex;
use pagefind::options::PagefindServiceConfig;

use super::{ENGINE, Entry, FED, FOLDER, Feed, File, language};

/// What the engine brings and a site does not need: other faces for the search page, and a second thread for it.
const LEFT_OUT: [&str; 8] = [
    "pagefind-ui.js",
    "pagefind-ui.css",
    "pagefind-modular-ui.js",
    "pagefind-modular-ui.css",
    "pagefind-component-ui.js",
    "pagefind-component-ui.css",
    "pagefind-highlight.js",
    "pagefind-worker.js",
];

/// The program in the browser for a language without one of its own.
const FOR_ANY_LANGUAGE: &str = "wasm.unknown.pagefind";

/// Makes the index: every file of it, sorted by path. The same feed gives the same bytes. It takes the time of many a
/// page, so it belongs on a thread of its own.
///
/// # Errors
/// When the engine fails, which no feed is known to bring about.
pub fn index(feed: Feed) -> Result<Vec<File>> {
    let fed = feed.fingerprint();
    // The engine asks for a runtime; all its work is done here and on the threads that are shared by all.
    let runtime = tokio::runtime::Builder::new_current_thread().build().context("search has no thread")?;
    let made = runtime.block_on(make(feed)).with_context(|| format!("{ENGINE} made no index"))?;
    let mut files = needed(made);
    files.push(File { path: FED.to_string(), bytes: fed.into_bytes() });
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}

async fn make(feed: Feed) -> Result<Vec<(String, Vec<u8>)>> {
    let config = PagefindServiceConfig::builder()
        .keep_index_url(true)
        .force_language(language::tag(&feed.language))
        .build();
    let mut index = PagefindIndex::new(Some(config))?;
    for Entry { href, html } in feed.entries {
        index.add_html_file(None, Some(href), html).await?;
    }
    let files = index.get_files().await?;
    Ok(files
        .into_iter()
        .map(|file| (file.filename.to_string_lossy().replace('\\', "/"), file.contents))
        .collect())
}

fn needed(made: Vec<(String, Vec<u8>)>) -> Vec<File> {
    let has_its_own = made.iter().any(|(name, _)| name.starts_with("wasm.") && name != FOR_ANY_LANGUAGE);
    let is_needed = |name: &str| !(LEFT_OUT.contains(&name) || has_its_own && name == FOR_ANY_LANGUAGE);
    let made = made.into_iter().filter(|(name, _)| is_needed(name));
    made.map(|(name, bytes)| File { path: format!("{FOLDER}{name}"), bytes }).collect()
}
