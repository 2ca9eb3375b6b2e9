//! The one page that is not the theme's: shown when the theme cannot show anything.

use super::dress::OWN;
use super::faults::Trouble;
use crate::site::html::escape;

/// A page that says what is wrong, and looks again by itself.
pub fn page(trouble: &Trouble) -> String {
    let (sentence, detail) = (escape(&trouble.sentence), escape(&trouble.detail));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{sentence}</title>\n\
         <link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"{OWN}plain.css\">\n</head>\n<body>\n<main>\n<h1>{sentence}</h1>\n\
         <pre tabindex=\"0\">{detail}</pre>\n<p>This page comes back by itself once that is mended.</p>\n</main>\n</body>\n</html>\n"
    )
}
