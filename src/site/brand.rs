//! What a company makes its own without a theme: the colour of the line, the logo, the fonts.

use super::route::{encode, file_address};
use super::theme::{self, Asset};
use crate::model::Handbook;
use crate::parse::fonts::Font;
use crate::source::VPath;

/// The files that the brand is made of.
pub(super) fn files(handbook: &Handbook) -> impl Iterator<Item = VPath> {
    let logo = handbook.settings.logo.as_ref().and_then(|logo| VPath::new(&logo.value));
    let fonts = handbook.settings.fonts.files().map(|font| font.value.clone());
    logo.into_iter().chain(fonts)
}

/// The style that sets the company's colour and fonts; none when it has neither.
pub(super) fn style(handbook: &Handbook) -> Option<Asset> {
    let settings = &handbook.settings;
    let accent = settings.accent.as_ref().map(|accent| format!("--accent: {accent};"));
    let fonts = [("text", "--text", &settings.fonts.text), ("headings", "--head", &settings.fonts.headings)];
    let mut faces = String::new();
    let mut properties: Vec<String> = accent.into_iter().collect();
    for (name, property, font) in fonts {
        let Some(font) = font else { continue };
        let family = match &font.value {
            Font::Names(names) => names.iter().map(|name| family(name)).collect::<Vec<_>>().join(", "),
            Font::File(path) => {
                let address = encode(&file_address(handbook, path));
                faces.push_str(&format!(
                    "@font-face {{ font-family: \"brand {name}\"; src: url(\"../{address}\"); font-display: swap; }}\n"
                ));
                format!("\"brand {name}\", var(--serif)")
            }
        };
        properties.push(format!("{property}: {family};"));
    }
    let style = format!("{faces}:root {{ {} }}\n", properties.join(" "));
    (!properties.is_empty()).then(|| theme::asset("brand.css", style.as_bytes()))
}

/// A name as a style writes it: the words that stand for a kind of font are bare.
fn family(name: &str) -> String {
    const KINDS: [&str; 5] = ["serif", "sans-serif", "monospace", "cursive", "system-ui"];
    if KINDS.contains(&name) || name.starts_with("ui-") { name.to_string() } else { format!("\"{name}\"") }
}
