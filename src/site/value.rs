//! Template values: small records made of what the model holds.

use std::collections::BTreeMap;

use tera::Value;

/// A record with these fields.
pub(super) fn record<const N: usize>(fields: [(&'static str, Value); N]) -> Value {
    Value::from(BTreeMap::from(fields))
}

/// Text, or nothing.
pub(super) fn text(text: Option<&str>) -> Value {
    text.map_or_else(Value::none, Value::from)
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
