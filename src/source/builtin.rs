//! The files of the built-in theme, which are part of the program.

use include_dir::{Dir, include_dir};
use xxhash_rust::xxh3::xxh3_64;

static DEFAULT: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Templates and assets of the built-in theme: paths such as `templates/base.html` and texts, sorted by path.
pub fn theme_files() -> impl Iterator<Item = (String, &'static str)> {
    ["assets", "templates"].into_iter().flat_map(|folder| {
        let files = DEFAULT.get_dir(folder).into_iter().flat_map(Dir::files);
        let mut files: Vec<(String, &str)> = files
            .filter_map(|file| {
                Some((file.path().to_string_lossy().replace('\\', "/"), file.contents_utf8()?))
            })
            .collect();
        files.sort();
        files
    })
}

/// A file of the built-in theme by its path there.
pub fn theme_file(path: &str) -> Option<&'static str> {
    DEFAULT.get_file(path).and_then(|file| file.contents_utf8())
}

/// Eight digits by which the text of a file is known again.
pub fn mark(text: &str) -> String {
    format!("{:016x}", xxh3_64(text.as_bytes()))[..8].to_string()
}
