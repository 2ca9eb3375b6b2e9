//! What every page is told of the site as a whole.

use std::collections::BTreeMap;

use jiff::civil::Date;
use tera::Value;

use super::edition::{Stand, UP};
use super::route::{encode, file_address};
use super::theme::{Asset, Theme};
use super::value::{record, shown, text};
use crate::model::Handbook;
use crate::parse::document::Kind;
use crate::source::VPath;

/// What is asked of every page from outside the handbook.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    /// What marks a preview.
    pub(super) label: Option<&'a str>,
    /// The day that browsers go by, when it is not their own.
    pub(super) day: Option<Date>,
    /// Whether search engines are asked to stay away.
    pub(super) is_hidden: bool,
    /// Whether there is a page for searching.
    pub(super) has_search: bool,
    /// Whether somebody can be told of each.
    pub(super) has_feed: bool,
}

/// The record called `site` in templates.
pub(super) fn site(
    handbook: &Handbook,
    theme: &Theme,
    brand: Option<&Asset>,
    told: Told<'_>,
    stand: &Stand<'_>,
) -> Value {
    let settings = &handbook.settings;
    let language = settings.language();
    // An edition has no styles of its own: it stands below today's site, in today's dress.
    let up = if stand.within.is_some() { UP } else { "" };
    let logo = match stand.within {
        Some(within) => within.logo.clone(),
        None => logo_address(handbook),
    };
    let is_rtl = ["ar", "fa", "he", "ur", "ps", "sd", "yi", "dv", "ckb", "ug"]
        .contains(&language.split('-').next().unwrap_or(language));
    record([
        ("title", handbook.title().into()),
        ("language", language.into()),
        ("dir", if is_rtl { "rtl" } else { "ltr" }.into()),
        ("generator", concat!("Throughline ", env!("CARGO_PKG_VERSION")).into()),
        ("accent", shown(settings.colours.light.accent.as_ref().map(|accent| accent.value))),
        ("logo", text(logo.map(|logo| format!("{up}{}", encode(&logo))).as_deref())),
        ("style", format!("{up}{}", theme.address("style.css")).into()),
        ("assets", assets(theme, up)),
        ("icon", format!("{up}{}", theme.address("icon.svg")).into()),
        ("brand_style", text(brand.map(|brand| format!("{up}{}", brand.address)).as_deref())),
        ("has_fonts", settings.fonts.files().next().is_some().into()),
        ("noindex", told.is_hidden.into()),
        ("label", text(told.label)),
        ("day", shown(told.day)),
        ("report_url", text(settings.report_url.as_deref())),
        ("is_handbook", super::is_handbook(handbook).into()),
        ("roles_href", text(roles_href(handbook))),
        ("search", told.has_search.into()),
        ("feed", text((told.has_feed && super::is_handbook(handbook)).then_some("feed.xml"))),
        ("nav", super::shared::nav(handbook, stand)),
    ])
}

/// Where the logo that the settings name stands on the site.
pub fn logo_address(handbook: &Handbook) -> Option<String> {
    let logo = VPath::new(&handbook.settings.logo.as_ref()?.value)?;
    Some(file_address(handbook, &logo))
}

/// Where every role is listed: the way to one's own from any page.
fn roles_href(handbook: &Handbook) -> Option<&'static str> {
    let has_roles = super::is_handbook(handbook) && handbook.of_kind(Kind::Role).next().is_some();
    has_roles.then_some("roles/index.html")
}

/// Where each style and script of the theme stands, by its name there: a view links the ones that only it needs.
fn assets(theme: &Theme, up: &str) -> Value {
    let by_name =
        theme.assets.iter().map(|asset| (asset.name.clone(), Value::from(format!("{up}{}", asset.address))));
    Value::from(by_name.collect::<BTreeMap<String, Value>>())
}
