//! What every page of a site links to: its logo, styles and scripts, and the list of roles.

use std::collections::BTreeMap;

use tera::Value;

use super::route::file_address;
use super::theme::Theme;
use crate::model::Handbook;
use crate::parse::document::Kind;
use crate::source::VPath;

/// Where the logo that the settings name stands on the site.
pub fn logo_address(handbook: &Handbook) -> Option<String> {
    let logo = VPath::new(&handbook.settings.logo.as_ref()?.value)?;
    Some(file_address(handbook, &logo))
}

/// Where each style and script of the theme stands, by its name there: a view links the ones that only it needs.
pub(super) fn assets(theme: &Theme, up: &str) -> Value {
    let by_name =
        theme.assets.iter().map(|asset| (asset.name.clone(), Value::from(format!("{up}{}", asset.address))));
    Value::from(by_name.collect::<BTreeMap<String, Value>>())
}

/// Where every role is listed: the way to one's own from any page.
pub(super) fn roles_href(handbook: &Handbook) -> Option<&'static str> {
    let has_roles = super::is_handbook(handbook) && handbook.of_kind(Kind::Role).next().is_some();
    has_roles.then_some("roles/index.html")
}
