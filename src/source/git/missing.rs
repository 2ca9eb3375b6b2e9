//! From what was typed to a commit; and when there is none, what to type instead.

use anyhow::{Result, anyhow, bail};
use gix::ObjectId;
use gix::revision::spec::parse::Error as SpecError;

/// What a repository knows, as far as it helps to say why a name leads nowhere.
#[derive(Debug, Default)]
struct Known {
    /// Branches, tags and the branches of remotes, as they are typed: `main`, `v1`, `origin/main`.
    names: Vec<String>,
    /// Names of remotes.
    remotes: Vec<String>,
    /// Whether the history ends early.
    is_shallow: bool,
    /// Whether what stands before `~`, `^` or `@{` was found.
    knows_the_base: bool,
}

/// The object that `reference` leads to.
pub(super) fn resolve(repo: &gix::Repository, reference: &str) -> Result<ObjectId> {
    let reference = reference.trim();
    if reference.is_empty() {
        bail!("name what to compare with: a branch, a tag or a commit, such as `main` or `HEAD~1`");
    }
    // A path in a commit, or more commits than one.
    if reference.contains(':') || reference.contains("..") {
        bail!("`{reference}` is not one commit: name a branch, a tag or a commit");
    }
    let error = match repo.rev_parse_single(reference) {
        Ok(id) => return Ok(id.detach()),
        Err(error) => error,
    };
    let is_ambiguous = error
        .iter_errors()
        .any(|error| matches!(error.downcast_ref::<SpecError>(), Some(SpecError::AmbiguousPrefix { .. })));
    if is_ambiguous {
        bail!("more than one object begins with `{reference}`: write more of its id");
    }
    let known = known(repo, reference);
    if known.names.is_empty() && repo.head().is_ok_and(|head| head.is_unborn()) {
        bail!("this repository has no commit yet, so there is nothing to compare with");
    }
    if known.knows_the_base && base(reference) == reference {
        return Err(super::damaged(&format!("the commit of `{reference}`"), &error));
    }
    if known.knows_the_base && !known.is_shallow {
        unbroken(repo, base(reference))?;
    }
    Err(anyhow!(sentence(reference, &known)))
}

/// Whether the history behind `base` is whole, as far as one would ever go back.
fn unbroken(repo: &gix::Repository, base: &str) -> Result<()> {
    const FAR_ENOUGH: usize = 10_000;
    let what = format!("the history of `{base}`");
    let damaged = |error: gix::Error| super::damaged(&what, &error);
    let mut next = Some(repo.rev_parse_single(base).map_err(damaged)?.detach());
    for _ in 0..FAR_ENOUGH {
        let Some(id) = next else { break };
        let object = repo.try_find_object(id).map_err(damaged)?;
        let object = object.ok_or_else(|| super::lost(repo, id, &what))?;
        let commit = object.peel_to_commit().map_err(damaged)?;
        next = commit.parent_ids().next().map(gix::Id::detach);
    }
    Ok(())
}

fn known(repo: &gix::Repository, reference: &str) -> Known {
    let references = repo.references();
    let all = references.iter().flat_map(gix::reference::iter::Platform::all).flatten().flatten();
    let names = all.map(|found| found.name().shorten().to_string());
    let remotes = repo.remote_names().into_iter().map(|name| name.to_string());
    let base = base(reference);
    Known {
        names: names.filter(|name| !name.ends_with("/HEAD")).collect(),
        remotes: remotes.collect(),
        is_shallow: repo.is_shallow().unwrap_or_default(),
        knows_the_base: matches!(repo.try_find_reference(base), Ok(Some(_)))
            || (base != reference && repo.rev_parse_single(base).is_ok()),
    }
}

/// What stands before the way back: `main` of `main~2^1`.
fn base(reference: &str) -> &str {
    let end = [reference.find(['~', '^']), reference.find("@{")].into_iter().flatten().min();
    &reference[..end.unwrap_or(reference.len())]
}

/// Why `reference` leads nowhere, and what to type instead.
fn sentence(reference: &str, known: &Known) -> String {
    let base = base(reference);
    let way_back = &reference[base.len()..];
    if base.is_empty() {
        return format!("`{reference}` leads to no commit: name a branch, a tag or a commit");
    }
    if known.knows_the_base {
        return if known.is_shallow {
            format!(
                "`{reference}` lies before the first commit of this clone, which is shallow: `git fetch --unshallow` brings the rest"
            )
        } else {
            format!("there is no `{reference}`: the history of `{base}` does not go back that way")
        };
    }
    let clone = if known.is_shallow { "this clone, which is shallow" } else { "this repository" };
    let none = format!("there is no branch, tag or commit `{base}` in {clone}");
    if let Some(near) = nearest(base, known) {
        return format!("{none}: did you mean `{near}{way_back}`?");
    }
    let of_remote = known.remotes.iter().find_map(|remote| {
        let branch = base.strip_prefix(remote.as_str())?.strip_prefix('/')?;
        Some((remote, branch)).filter(|_| !branch.is_empty())
    });
    if let Some((remote, branch)) = of_remote {
        let depth = if known.is_shallow && way_back.is_empty() { "--depth=1 " } else { "" };
        return format!(
            "{none}: `git fetch {depth}{remote} +refs/heads/{branch}:refs/remotes/{base}` brings it"
        );
    }
    match known.remotes.first().filter(|_| known.is_shallow) {
        Some(remote) if is_id(base) => format!("{none}: `git fetch --depth=1 {remote} {base}` brings it"),
        Some(remote) => format!(
            "{none}: `git fetch --unshallow --tags {remote}` brings the rest, and `{remote}/{base}` would be a branch there"
        ),
        None => format!("{none}: `git branch --all` and `git tag` list what there is"),
    }
}

/// A whole commit's id, which can be asked for by itself.
fn is_id(text: &str) -> bool {
    text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The name that was meant: the same one at a remote, else one that differs by a slip.
fn nearest<'a>(typed: &str, known: &'a Known) -> Option<&'a str> {
    const LONGEST: usize = 200;
    let at_a_remote = known.remotes.iter().find_map(|remote| {
        known.names.iter().find(|name| {
            name.strip_prefix(remote.as_str()).and_then(|name| name.strip_prefix('/')) == Some(typed)
        })
    });
    if let Some(name) = at_a_remote {
        return Some(name);
    }
    let len = typed.chars().count();
    if len > LONGEST || is_id(typed) {
        return None;
    }
    let limit = (len / 3).clamp(1, 3);
    let near = known.names.iter().filter(|name| name.chars().count().abs_diff(len) <= limit);
    let near = near.map(|name| (strsim::osa_distance(typed, name), name.as_str()));
    near.filter(|(distance, _)| *distance <= limit).min().map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(reference: &str, names: &[&str], is_shallow: bool, knows_the_base: bool) -> String {
        let names = names.iter().map(|name| (*name).to_string()).collect();
        sentence(reference, &Known { names, remotes: vec!["origin".into()], is_shallow, knows_the_base })
    }

    #[test]
    fn a_slip_is_named() {
        let of = |reference| told(reference, &["main", "v1.0", "origin/main"], false, false);
        assert_eq!(
            of("mian~2"),
            "there is no branch, tag or commit `mian` in this repository: did you mean `main~2`?"
        );
        assert!(of("origin/mian").ends_with("did you mean `origin/main`?"));
        assert_eq!(
            of("quarter"),
            "there is no branch, tag or commit `quarter` in this repository: `git branch --all` and `git tag` list what there is"
        );
    }

    #[test]
    fn a_branch_that_only_the_remote_has_is_named_by_both() {
        let said = told("main", &["feature", "origin/main"], false, false);
        assert!(said.ends_with("did you mean `origin/main`?"), "{said}");
    }

    #[test]
    fn what_was_never_fetched_comes_with_its_command() {
        let said = told("origin/main", &["feature"], true, false);
        assert!(
            said.ends_with(
                "`git fetch --depth=1 origin +refs/heads/main:refs/remotes/origin/main` brings it"
            ),
            "{said}"
        );
        assert!(said.contains("shallow"), "{said}");
        let id = "0123456789abcdef0123456789abcdef01234567";
        assert!(
            told(id, &[], true, false).ends_with(&format!("`git fetch --depth=1 origin {id}` brings it"))
        );
        assert!(told("v2", &[], true, false).contains("`git fetch --unshallow --tags origin`"));
    }

    #[test]
    fn a_history_that_ends_early_is_told_from_one_that_is_short() {
        assert_eq!(
            told("HEAD~1", &[], true, true),
            "`HEAD~1` lies before the first commit of this clone, which is shallow: `git fetch --unshallow` brings the rest"
        );
        assert_eq!(
            told("main~9", &[], false, true),
            "there is no `main~9`: the history of `main` does not go back that way"
        );
    }

    #[test]
    fn the_name_ends_where_the_way_back_begins() {
        assert_eq!(["main", "main~2^1", "a^", "main@{1}", "@"].map(base), ["main", "main", "a", "main", "@"]);
    }
}
