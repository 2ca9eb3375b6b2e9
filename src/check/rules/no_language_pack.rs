//! `no-language-pack`: a language whose sentences nobody here can read.

use crate::check::{Context, Findings, Rule, language, weight_of};
use crate::diagnostic::Severity;
use crate::parse::Layout;

pub(super) const RULE: Rule = Rule {
    name: "no-language-pack",
    severity: Severity::Note,
    fault_in_text: false,
    parameters: &[],
    what: "A handbook in a language for which the rules about sentences have no words.",
    why: "Some rules look for words such as \"as soon as possible\", or compare what two sentences say. They know English \
          only, and keep silent in any other language rather than guess. Whoever reads that nothing was found should \
          know what was not looked for. It is told once; all other rules hold in every language.",
    example: "language: de   (in handbook.yaml)",
    fix: "rules: { no-language-pack: off }   (or `language: en`, if that is what it is written in)",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let handbook = context.handbook;
    let Some(named) = &handbook.settings.language else { return };
    let Some(settings) = context.settings_file() else { return };
    let is_silent =
        |rule: &&&str| super::find(rule).is_some_and(|rule| weight_of(&handbook.settings, rule).is_some());
    let silent = language::RULES.iter().filter(is_silent).count();
    if context.knows_the_language() || handbook.layout == Layout::Plain || silent == 0 {
        return;
    }
    let rules = if silent == 1 {
        "1 rule that reads sentences is".into()
    } else {
        format!("{silent} rules that read sentences are")
    };
    findings
        .add(
            settings,
            named.span,
            format!("{rules} silent: nobody has written down the words of `{}` yet", named.value),
        )
        .help("nothing is wrong with the handbook; `rules: { no-language-pack: off }` takes this note away");
}
