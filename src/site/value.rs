//! Template values: small records made of what the model holds.

use std::collections::BTreeMap;

use tera::Value;

use crate::source::Spanned;

/// A record with these fields.
pub(super) fn record<const N: usize>(fields: [(&'static str, Value); N]) -> Value {
    Value::from(BTreeMap::from(fields))
}

/// Text, or nothing.
pub(super) fn text(text: Option<&str>) -> Value {
    text.map_or_else(Value::none, Value::from)
}

/// What a field of a header says, or nothing.
pub(super) fn said(field: &Option<Spanned<String>>) -> Value {
    text(field.as_ref().map(|field| field.value.as_str()))
}

/// Anything printable, or nothing.
pub(super) fn shown(value: Option<impl std::fmt::Display>) -> Value {
    value.map_or_else(Value::none, |value| Value::from(value.to_string()))
}

/// A list of values.
pub(super) fn list(values: impl IntoIterator<Item = Value>) -> Value {
    Value::from(values.into_iter().collect::<Vec<Value>>())
}

/// HTML that is already safe.
pub(super) fn safe(html: &str) -> Value {
    Value::safe_string(html)
}

/// A sentence whose parts between back quotes are set as code, as HTML.
pub(super) fn with_code(text: &str) -> Value {
    safe(&code_html(text))
}

/// The same as a string.
pub(crate) fn code_html(text: &str) -> String {
    let escaped = super::html::escape(text);
    let parts: Vec<&str> = escaped.split('`').collect();
    // An odd number of marks is not a pair: then they stay what they are.
    if parts.len().is_multiple_of(2) {
        return escaped;
    }
    let marked = parts
        .iter()
        .enumerate()
        .map(|(n, part)| if n % 2 == 1 { format!("<code>{part}</code>") } else { (*part).to_string() });
    marked.collect()
}

/// What to write where there is nothing to show yet, with its code set as code; or nothing.
pub(super) fn written(text: Option<&str>) -> Value {
    text.map_or_else(Value::none, with_code)
}

#[cfg(test)]
mod tests {
    use super::with_code;

    #[test]
    fn back_quotes_become_code_and_nothing_else_becomes_markup() {
        let shown = |text: &str| with_code(text).as_str().map(ToString::to_string);
        assert_eq!(shown("type `a < b` here").as_deref(), Some("type <code>a &lt; b</code> here"));
        assert_eq!(shown("one ` alone").as_deref(), Some("one ` alone"));
    }
}
