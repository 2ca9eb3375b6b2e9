//! `faint-text`: a colour of the brand in which nobody could read on its ground.

use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::palette::{Palette, Unreadable};

pub(super) const RULE: Rule = Rule {
    name: "faint-text",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A colour under `brand` with too little contrast for text: `ink` or `accent` on `paper`, in light or in dark.",
    why: "The handbook is read at a counter, in the sun, on an old tablet, by people with all kinds of eyes. Text needs a \
          contrast of 4.5 to 1 with its ground (WCAG 2.2, level AA). A colour with less is not used: pages are drawn with \
          the nearest of the same hue that can be read, and the company should hear of it before somebody wonders.",
    example: "brand: { paper: \"#fffdf5\", accent: \"#e8a33d\" }",
    fix: "brand: { paper: \"#fffdf5\", accent: \"#a16a08\" }",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(settings) = context.settings_file() else { return };
    for unreadable in Palette::of(&context.handbook.settings.colours).unreadable {
        let Unreadable { field, is_dark, written, against, used } = unreadable;
        let when = if is_dark { " in dark" } else { "" };
        let (text, ground) =
            if field == "paper" { (against, written.value) } else { (written.value, against) };
        // Rounded down: what falls short by a hair is not to look enough.
        let contrast = (text.contrast(ground) * 10.0).floor() / 10.0;
        let message = format!(
            "text in `{text}` on `{ground}` has a contrast of {contrast:.1} to 1{when}, and people need 4.5"
        );
        let help = format!(
            "write `{field}: \"{used}\"`, the nearest that can be read; pages are drawn with it already"
        );
        findings.add(settings, written.span, message).help(help);
    }
}
