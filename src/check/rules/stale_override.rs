//! `stale-override`: a file of the handbook's own theme whose original has changed since it was copied.

use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::source::{SourceFile, Span, builtin};

pub(super) const RULE: Rule = Rule {
    name: "stale-override",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A template, style or script in `themes/NAME/` that takes the place of a built-in one, where the built-in one has \
           changed since, or where nothing says which one it was made from.",
    why: "A copy stays as it was on the day it was made. When the program's own template learns something new, a date, a \
          fix, a view, the copy does not, and nobody hears of it. A word in the copy's first lines, with eight digits of \
          the original, is enough for us to say when it is time to look again.",
    example: "{#- from promise.html 00000000 -#}   (themes/ours/templates/promise.html, when ours has other digits now)",
    fix: "compare the copy with the new original, then write the digits that the finding names",
    check,
};

/// A comment by which a copy is told is looked for in this many lines.
const FIRST_LINES: usize = 5;

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(theme) = &context.handbook.settings.theme else { return };
    let folder = format!("themes/{}", theme.value);
    for file in context.tree.files() {
        let Some(path) = file.path.strip_folder(&folder) else { continue };
        let (Some(original), Some(copy)) = (builtin::theme_file(path), file.as_text()) else { continue };
        // An icon is drawn, not copied; and a copy in which nothing was changed changes nothing.
        if !path.ends_with(".svg") && **copy != *original {
            compare(file, path, copy, &builtin::mark(original), findings);
        }
    }
}

fn compare(file: &SourceFile, path: &str, copy: &str, now: &str, findings: &mut Findings) {
    let name = path.rsplit('/').next().unwrap_or(path);
    match told(copy, name) {
        Some((digits, _)) if digits == now => {}
        Some((digits, span)) => {
            let message = format!(
                "the built-in `{name}` is another one now than the one this copy was made from, `{digits}`"
            );
            let help = format!("compare the two, take over what you miss, then write `from {name} {now}`");
            findings.add(&file.path, span, message).help(help);
        }
        None => {
            let message = format!(
                "this takes the place of the built-in `{name}`, and nothing here says which one it was made from"
            );
            let comment = comment(name, now);
            let help =
                format!("write `{comment}` in its first line, and we tell you when the original changes");
            let first_line = Span::new(0, copy.lines().next().unwrap_or_default().len());
            findings.add(&file.path, first_line, message).help(help).weighing(Severity::Note);
        }
    }
}

/// The digits that a copy names as its original's, and where.
fn told<'a>(copy: &'a str, name: &str) -> Option<(&'a str, Span)> {
    let opening = format!("from {name} ");
    let head = copy.split_inclusive('\n').take(FIRST_LINES).map(str::len).sum();
    let start = copy[..head].find(&opening)? + opening.len();
    let end = copy[start..].find(|c: char| !c.is_ascii_hexdigit()).map_or(copy.len(), |at| start + at);
    (end > start).then(|| (&copy[start..end], Span::new(start, end)))
}

/// The comment for the first line of a copy.
fn comment(name: &str, digits: &str) -> String {
    let words = format!("from {name} {digits}");
    match name.rsplit('.').next() {
        Some("html") => format!("{{#- {words} -#}}"),
        Some("css") => format!("/* {words} */"),
        _ => format!("// {words}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::VPath;

    fn found(copy: &str, now: &str) -> Vec<String> {
        let path = VPath::new("themes/ours/assets/style.css").expect("a path");
        let mut findings = Findings::of(&RULE);
        compare(&SourceFile::text(path, copy), "assets/style.css", copy, now, &mut findings);
        findings.into_list().into_iter().map(|finding| finding.help.unwrap_or_default()).collect()
    }

    #[test]
    fn the_comment_that_is_asked_for_is_the_one_that_is_understood() {
        for name in ["base.html", "style.css", "handbook.js"] {
            let copy = format!("{}\nrest\n", comment(name, "0a1b2c3d"));
            assert_eq!(told(&copy, name).map(|(digits, _)| digits), Some("0a1b2c3d"), "{copy}");
        }
    }

    #[test]
    fn a_copy_is_asked_about_once_its_original_is_another() {
        let copy = "/* from style.css 0a1b2c3d */\nbody {}\n";
        assert_eq!(found(copy, "0a1b2c3d"), Vec::<String>::new());
        assert!(found(copy, "ffffffff")[0].contains("then write `from style.css ffffffff`"));
        assert!(found("body {}\n", "ffffffff")[0].contains("write `/* from style.css ffffffff */`"));
    }

    #[test]
    fn no_text_makes_it_stumble() {
        for copy in ["", "from style.css ", "from style.css é", "é\nfrom style.css 12"] {
            assert!(found(copy, "12").len() <= 1, "{copy}");
        }
    }
}
