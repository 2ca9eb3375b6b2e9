//! The theme: templates and styles, the built-in ones and those with which a handbook overrides them.

use anyhow::{Context as _, Result, bail};
use tera::Tera;
use xxhash_rust::xxh3::Xxh3;

use crate::parse::settings::Settings;
use crate::source::{SourceTree, VPath, builtin};

/// The theme that is built in.
pub const BUILT_IN: &str = "default";

/// Compiled templates and the assets beside them.
pub struct Theme {
    /// The templates, ready to render.
    pub templates: Tera,
    /// Styles and icons: the hashed name they are published under, and their bytes.
    pub assets: Vec<Asset>,
    /// A hash of every template and asset: what was rendered in another theme has another one.
    pub fingerprint: u128,
}

/// A style or an icon.
pub struct Asset {
    /// Its name in the theme, such as `style.css`.
    pub name: String,
    /// Its address, with a part that changes with its bytes.
    pub address: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The name of the theme that a handbook asks for.
pub fn name_in(settings: &Settings) -> &str {
    settings.theme.as_ref().map_or(BUILT_IN, |theme| &theme.value)
}

impl Theme {
    /// The theme `name`: the built-in files, and over them those of the tree's `themes/NAME/`.
    ///
    /// # Errors
    /// When the tree has no such theme, or a template cannot be read; the words say where.
    pub fn load(tree: &SourceTree, name: &str) -> Result<Self> {
        let own = format!("themes/{name}");
        let own_files = || tree.files().filter_map(|file| Some((file.path.strip_folder(&own)?, file)));
        if name != BUILT_IN && own_files().next().is_none() {
            bail!(
                "there is no theme `{name}`: make a folder `{own}/`, or leave `theme:` out of handbook.yaml"
            );
        }
        let mut templates = Tera::default();
        // An override bears the plain name and is found first; the built-in one stands behind a prefix.
        templates.set_fallback_prefixes(["default/"]).context("the theme's templates cannot be set up")?;
        let built_in = below("templates/").map(|(name, text)| (format!("default/{name}"), text.to_string()));
        let overrides = own_files().filter_map(|(path, file)| {
            let name = path.strip_prefix("templates/")?;
            Some((name.to_string(), file.as_text()?.to_string()))
        });
        let all: Vec<(String, String)> = built_in.chain(overrides).collect();
        let mut hash = Xxh3::new();
        let mut count = |name: &str, bytes: &[u8]| {
            hash.update(format!("{name} {}\n", bytes.len()).as_bytes());
            hash.update(bytes);
        };
        all.iter().for_each(|(name, text)| count(name, text.as_bytes()));
        templates
            .add_raw_templates(all)
            .map_err(|error| anyhow::anyhow!("a template cannot be read: {error}"))?;
        let mut assets = Vec::new();
        for (name, text) in below("assets/") {
            let own = VPath::new(&format!("{own}/assets/{name}"))
                .and_then(|path| tree.get(&path)?.as_text().cloned());
            assets.push(asset(&name, own.as_deref().unwrap_or(text).as_bytes()));
        }
        let added =
            own_files().filter_map(|(path, file)| Some((path.strip_prefix("assets/")?, file.as_text()?)));
        for (name, text) in added.filter(|(name, _)| builtin::theme_file(&format!("assets/{name}")).is_none())
        {
            assets.push(asset(name, text.as_bytes()));
        }
        assets.iter().for_each(|asset| count(&asset.name, &asset.bytes));
        let fingerprint = hash.digest128();
        Ok(Self { templates, assets, fingerprint })
    }

    /// The address of an asset by its name in the theme.
    pub fn address(&self, name: &str) -> &str {
        self.assets.iter().find(|asset| asset.name == name).map_or("", |asset| &asset.address)
    }
}

/// An asset under a name that changes with its bytes, so that no cache ever serves a stale one.
pub fn asset(name: &str, bytes: &[u8]) -> Asset {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "bin"));
    let hash = format!("{:016x}", xxhash_rust::xxh3::xxh3_64(bytes));
    Asset {
        name: name.to_string(),
        address: format!("assets/{stem}.{}.{ending}", &hash[..8]),
        bytes: bytes.to_vec(),
    }
}

/// The built-in files of a folder, by their names there.
fn below(folder: &'static str) -> impl Iterator<Item = (String, &'static str)> {
    builtin::theme_files()
        .filter_map(move |(path, text)| Some((path.strip_prefix(folder)?.to_string(), text)))
}
