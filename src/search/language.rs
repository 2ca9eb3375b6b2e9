//! The handbook's language as the engine takes it: its words are cut down to their stems, and files are named after it.

/// What the engine calls a language that it knows nothing of.
const UNKNOWN: &str = "unknown";

/// The longest tag that names of files and the engine's own cuts have room for: `zh-hant-hk`.
const LONGEST: usize = 11;

/// A language tag such as `en` or `pt-br`. Whatever else stands in the settings is nobody's language.
pub(super) fn tag(language: &str) -> String {
    let tag = language.trim().to_ascii_lowercase();
    let is_part = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if tag.len() <= LONGEST && tag.split('-').all(is_part) { tag } else { UNKNOWN.to_string() }
}

#[cfg(test)]
mod tests {
    use super::tag;

    #[test]
    fn only_a_tag_becomes_the_name_of_a_file() {
        assert_eq!(["en", "pt-BR", " de "].map(tag), ["en", "pt-br", "de"]);
        for hostile in ["", "../../x", "en/..", "日本語", "-", "en-", "a-language-of-many-parts"] {
            assert_eq!(tag(hostile), "unknown", "{hostile}");
        }
    }
}
