//! What a company makes its own without a theme: the colours, the logo, the fonts.

use super::route::{encode, file_address};
use super::theme::{self, Asset};
use crate::model::Handbook;
use crate::model::palette::{Drawn, Palette};
use crate::parse::fonts::Font;

/// The style that sets the company's colours and fonts; none when it has neither.
pub(super) fn style(handbook: &Handbook) -> Option<Asset> {
    let settings = &handbook.settings;
    let accent = settings.colours.light.accent.as_ref();
    let accent = accent.map(|accent| format!("--accent: {};", accent.value));
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
    let mut style = faces;
    if !properties.is_empty() {
        style.push_str(&format!(":root {{ {} }}\n", properties.join(" ")));
    }
    let palette = Palette::of(&settings.colours);
    for (name, drawn) in [("light", palette.light), ("dark", palette.dark)] {
        style.extend(drawn.map(|drawn| scheme(name, &drawn)));
    }
    (!style.is_empty()).then(|| theme::asset("brand.css", style.as_bytes()))
}

/// The colours of one scheme: on a screen, since paper is white, and where readers have not chosen colours of their own.
fn scheme(name: &str, drawn: &Drawn) -> String {
    let mut colours = vec![("line", drawn.line)];
    if let Some(ground) = &drawn.ground {
        colours.extend([("paper", ground.paper), ("sheet", ground.sheet), ("ink", ground.ink)]);
        colours.extend([("soft", ground.soft), ("rule", ground.rule), ("warn", ground.warn)]);
    }
    let properties: Vec<String> =
        colours.iter().map(|(name, colour)| format!("--{name}: {colour};")).collect();
    let screen = format!("@media screen and (prefers-color-scheme: {name}) and (forced-colors: none)");
    format!("{screen} {{ :root {{ {} }} }}\n", properties.join(" "))
}

/// A name as a style writes it: the words that stand for a kind of font are bare.
fn family(name: &str) -> String {
    const KINDS: [&str; 5] = ["serif", "sans-serif", "monospace", "cursive", "system-ui"];
    if KINDS.contains(&name) || name.starts_with("ui-") { name.to_string() } else { format!("\"{name}\"") }
}
