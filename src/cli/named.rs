//! What somebody means who types an id, a `kind:ID`, a step or a path on the command line.

use anyhow::{Result, bail};

use crate::model::line::Point;
use crate::model::names::Takes;
use crate::model::resolve::{Broken, known_scheme, schemes, typed_target};
use crate::model::{DocId, Handbook, Target};
use crate::parse::document::Kind;
use crate::parse::slug;
use crate::source::VPath;

/// What was meant.
pub struct Named {
    /// The point that it is.
    pub point: Point,
    /// What it is called today, when it was asked for by an old name.
    pub now_called: Option<String>,
}

/// Finds what `typed` names. `here` is the folder that paths may be read from, in the handbook's tree.
///
/// # Errors
/// When it names nothing, with what was probably meant.
pub fn find(handbook: &Handbook, typed: &str, here: &str) -> Result<Named> {
    let asked = typed.trim().trim_start_matches('@').replace('\\', "/");
    let (name, step) = asked.split_once('#').map_or((&*asked, None), |(name, step)| (name, Some(step)));
    let target = match name.split_once(':') {
        Some((kind, id)) => with_kind(handbook, kind, id)?,
        None => without_kind(handbook, name, here)?,
    };
    let id = name.rsplit(':').next().unwrap_or(name);
    let point = match target {
        Target::Document(document) | Target::Step(document, _) => handbook.point_of(document),
        Target::Aim(aim) => Point::Aim(aim),
        Target::Moment(moment) => Point::Moment(moment),
        Target::Term(_) => bail!(
            "`{typed}` is a word of the glossary and stands on no line; ask for a document, a step, an aim or a moment"
        ),
    };
    let renamed = handbook.names.renamed(id).filter(|id| Target::Document(*id) == target);
    let now_called = renamed.map(|id| handbook.document(id).id.value.clone());
    match (step.filter(|step| !step.is_empty()), point) {
        (None, _) => Ok(Named { point, now_called }),
        (Some(step), Point::Document(system)) if handbook.document(system).kind == Kind::System => {
            let (n, new_anchor) = find_step(handbook, system, step.trim_start_matches('^'))?;
            let system_name = handbook.document(system).id.value.clone();
            let now_called = match (now_called, new_anchor) {
                (_, Some(anchor)) => Some(format!("{system_name}#{anchor}")),
                (Some(name), None) => Some(format!("{name}#{step}")),
                (None, None) => None,
            };
            Ok(Named { point: Point::Step(system, n), now_called })
        }
        (Some(step), _) => {
            let is = match point {
                Point::Vision(id) | Point::Document(id) => handbook.document(id).kind.with_article(),
                Point::Aim(_) => "an aim",
                Point::Step(..) | Point::Moment(_) => "a moment",
            };
            bail!("`{name}` is {is} and has no step `#{step}`; only a system has steps")
        }
    }
}

/// The document of an id or an old one. `noun` is what is asked for, `instead` how to name one that is like nothing here.
///
/// # Errors
/// When there is none, with what was probably meant among those of `kinds`.
pub fn document(
    handbook: &Handbook,
    id: &str,
    kinds: &'static [Kind],
    noun: &str,
    instead: &str,
) -> Result<DocId> {
    if let Some(found) = handbook.names.document(id) {
        return Ok(found);
    }
    match handbook.names.nearest(handbook, Takes::Kinds(kinds), id) {
        Some(near) => bail!("there is no {noun} `{id}`; did you mean `{near}`?"),
        None => bail!("there is no {noun} `{id}`{instead}"),
    }
}

fn with_kind(handbook: &Handbook, kind: &str, id: &str) -> Result<Target> {
    let kind = kind.to_lowercase();
    match known_scheme(&kind) {
        Ok(()) => {}
        Err(Some(near)) => bail!("`{kind}:` is no kind of thing here; did you mean `{near}:{id}`?"),
        Err(None) => {
            let known: Vec<&str> = schemes().collect();
            bail!("`{kind}:` is no kind of thing here; there are {}", known.join(", "))
        }
    }
    match typed_target(handbook, &kind, id) {
        Ok(target) => Ok(target),
        Err(Broken::OtherKind { is, .. }) => {
            bail!("`{id}` is {}; did you mean `{is}:{id}`?", is.with_article())
        }
        Err(Broken::NoSuchId { wanted, near: Some(near), .. }) => {
            bail!("there is no {wanted} `{id}`; did you mean `{near}`?")
        }
        Err(_) => bail!("there is no {kind} `{id}`"),
    }
}

fn without_kind(handbook: &Handbook, name: &str, here: &str) -> Result<Target> {
    let names = &handbook.names;
    if let Some(document) = names.document(name) {
        return Ok(Target::Document(document));
    }
    let listed = names.aim(name).map(Target::Aim).or_else(|| names.moment(name).map(Target::Moment));
    if let Some(listed) = listed {
        return Ok(listed);
    }
    if name.contains('/') || VPath::new(name).is_some_and(|path| !path.extension().is_empty()) {
        return Ok(Target::Document(at_path(handbook, name, here)?));
    }
    if let Some(found) = step_called(handbook, name) {
        bail!("there is no document `{name}`; did you mean the step `{found}`?");
    }
    let near = names
        .nearest(handbook, Takes::Kinds(&Kind::ALL), name)
        .or_else(|| names.nearest(handbook, Takes::Aim, name))
        .or_else(|| names.nearest(handbook, Takes::Moment, name));
    match near {
        Some(near) => bail!("nothing here is called `{name}`; did you mean `{near}`?"),
        None => bail!(
            "nothing here is called `{name}`; name a document by its id, such as `promise:call-back`, or by its path"
        ),
    }
}

/// A document by the path of its file: from `here`, from the root, or from the folder of the content.
fn at_path(handbook: &Handbook, name: &str, here: &str) -> Result<DocId> {
    let from_here = VPath::new(&format!("{here}/x")).and_then(|file| file.join_from(name));
    let from_here = if here.is_empty() { VPath::new(name) } else { from_here };
    let places = [from_here, VPath::new(name), VPath::new(&format!("content/{name}"))];
    let mut places = places.into_iter().flatten();
    let Some(place) = places.clone().find(|place| handbook.has_file(place)) else {
        let asked = places.next();
        let stem = asked.as_ref().map(VPath::stem).unwrap_or_default();
        match handbook.names.nearest(handbook, Takes::Kinds(&Kind::ALL), stem) {
            Some(near) => bail!("there is no file `{name}`; did you mean `{near}`?"),
            None => bail!("there is no file `{name}`"),
        }
    };
    match handbook.in_file(&place) {
        [_] => handbook
            .at_path(&place)
            .or_else(|| handbook.ids().find(|id| handbook.document(*id).path == place))
            .map_or_else(|| bail!("`{name}` is no document"), Ok),
        [first, ..] => {
            bail!("`{name}` holds several roles; name one by its id, such as `{}`", first.id.value)
        }
        [] => bail!("`{name}` is no document of the handbook; name one by its id or by its path"),
    }
}

/// The one step of this anchor, when no other has it.
fn step_called(handbook: &Handbook, anchor: &str) -> Option<String> {
    let mut found = handbook.documents.iter().filter(|document| {
        document.steps().iter().any(|step| step.anchor.as_ref().is_some_and(|a| a.value == anchor))
    });
    let only = found.next()?;
    found.next().is_none().then(|| format!("{}#{anchor}", only.id.value))
}

/// A step by its anchor, by an old one, or by its number where it has none; and its anchor, when that has changed.
fn find_step(handbook: &Handbook, system: DocId, typed: &str) -> Result<(usize, Option<String>)> {
    let document = handbook.document(system);
    let steps = document.steps();
    let anchor = |n: usize| steps.get(n)?.anchor.as_ref().map(|anchor| anchor.value.clone());
    if let Some(n) = (0..steps.len()).find(|n| anchor(*n).as_deref() == Some(typed)) {
        return Ok((n, None));
    }
    if let Some(n) = steps.iter().position(|step| step.was.iter().any(|was| was.value == typed)) {
        return Ok((n, anchor(n)));
    }
    let by_number = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    if let Some(n) = by_number.filter(|n| *n < steps.len()) {
        return Ok((n, None));
    }
    let name = &document.id.value;
    let known: Vec<String> =
        (0..steps.len()).map(|n| anchor(n).unwrap_or_else(|| (n + 1).to_string())).collect();
    if known.is_empty() {
        bail!("`{name}` has no step `#{typed}`; it has no steps at all")
    }
    let near = slug::nearest(typed, known.iter().map(String::as_str));
    let meant = near.map(|near| format!("; did you mean `{name}#{near}`?")).unwrap_or_default();
    let list: Vec<String> = known.iter().map(|anchor| format!("#{anchor}")).collect();
    let its = if meant.is_empty() { "; its steps are" } else { " Its steps are" };
    bail!("`{name}` has no step `#{typed}`{meant}{its} {}", list.join(", "))
}
