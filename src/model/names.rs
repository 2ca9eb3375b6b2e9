//! Names: which id leads where, and what was probably meant by one that leads nowhere.

use std::collections::HashMap;

use super::handbook::{DocId, Handbook, Target};
use crate::parse::document::Kind;
use crate::parse::link::LinkField;
use crate::parse::slug;

/// Every name that can be linked to.
#[derive(Debug, Default)]
pub struct Names {
    /// Typed documents by id; they share one name space.
    documents: HashMap<String, DocId>,
    /// Pages by id, and by the last part of it where that is unambiguous.
    pages: HashMap<String, Option<DocId>>,
    /// Old ids that still lead somewhere.
    old: HashMap<String, DocId>,
    aims: HashMap<String, usize>,
    moments: HashMap<String, usize>,
    terms: HashMap<String, usize>,
}

/// Where one link leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolved {
    /// To what the field takes.
    To(Target),
    /// To something else.
    WrongKind(Target),
    /// Nowhere.
    Unknown,
}

/// What a field's links may lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Documents of these kinds.
    Kinds(&'static [Kind]),
    /// An aim.
    Aim,
    /// A moment.
    Moment,
}

impl LinkField {
    /// What links in this field may lead to.
    pub fn takes(self) -> Takes {
        match self {
            Self::ServesAim | Self::Aim => Takes::Aim,
            Self::At => Takes::Moment,
            Self::ServesMission => Takes::Kinds(&[Kind::Mission]),
            Self::Keeps | Self::ReplacedBy => Takes::Kinds(&[Kind::Promise]),
            Self::For | Self::FromCustomer => Takes::Kinds(&[Kind::Customer, Kind::Role]),
            Self::Wants => Takes::Kinds(&[Kind::Want]),
            Self::Shows => Takes::Kinds(&[Kind::Promise, Kind::Page]),
            Self::Policies => Takes::Kinds(&[Kind::Page]),
            Self::StepRole
            | Self::Then
            | Self::FromRole
            | Self::Owner
            | Self::Backup
            | Self::ReportsTo
            | Self::TalksTo => Takes::Kinds(&[Kind::Role]),
        }
    }
}

impl Names {
    pub(super) fn of(handbook: &Handbook) -> Self {
        let documents = HashMap::with_capacity(handbook.documents.len());
        let mut names = Self { documents, ..Self::default() };
        for id in handbook.ids() {
            let document = handbook.document(id);
            if document.kind == Kind::Page {
                names.add_page(&document.id.value, id);
            } else {
                names.documents.entry(document.id.value.clone()).or_insert(id);
            }
            for was in &document.common.was {
                names.old.entry(was.value.clone()).or_insert(id);
            }
        }
        let numbered = handbook.aims.iter().enumerate();
        names.aims = numbered.map(|(i, aim)| (aim.id.value.clone(), i)).collect();
        let numbered = handbook.moments.iter().enumerate();
        names.moments = numbered.map(|(i, moment)| (moment.entry.id.value.clone(), i)).collect();
        let numbered = handbook.terms.iter().enumerate();
        names.terms = numbered.map(|(i, term)| (term.entry.id.clone(), i)).collect();
        names
    }

    /// Whether aims, moments and terms have the same ids in the same order, so that they have the same numbers.
    pub(super) fn lists_are_named_alike(one: &Handbook, other: &Handbook) -> bool {
        fn aims(handbook: &Handbook) -> impl Iterator<Item = &String> {
            handbook.aims.iter().map(|aim| &aim.id.value)
        }
        fn moments(handbook: &Handbook) -> impl Iterator<Item = &String> {
            handbook.moments.iter().map(|moment| &moment.entry.id.value)
        }
        fn terms(handbook: &Handbook) -> impl Iterator<Item = &String> {
            handbook.terms.iter().map(|term| &term.entry.id)
        }
        aims(one).eq(aims(other)) && moments(one).eq(moments(other)) && terms(one).eq(terms(other))
    }

    fn add_page(&mut self, name: &str, id: DocId) {
        self.pages.insert(name.to_string(), Some(id));
        if let Some((_, last)) = name.rsplit_once('/') {
            self.pages.entry(last.to_string()).and_modify(|page| *page = None).or_insert(Some(id));
        }
    }

    /// A document by its id: typed documents first, then pages, then old ids.
    pub fn document(&self, name: &str) -> Option<DocId> {
        let page = || self.pages.get(name).copied().flatten();
        self.documents.get(name).copied().or_else(page).or_else(|| self.old.get(name).copied())
    }

    /// The document that was called so once, when nothing is called so now.
    pub fn renamed(&self, name: &str) -> Option<DocId> {
        let is_taken = self.documents.contains_key(name) || self.pages.get(name).is_some_and(Option::is_some);
        if is_taken { None } else { self.old.get(name).copied() }
    }

    /// The document that owns an id among typed documents.
    pub fn typed(&self, name: &str) -> Option<DocId> {
        self.documents.get(name).copied()
    }

    /// An aim by its id.
    pub fn aim(&self, name: &str) -> Option<usize> {
        self.aims.get(name).copied()
    }

    /// A moment by its id.
    pub fn moment(&self, name: &str) -> Option<usize> {
        self.moments.get(name).copied()
    }

    /// A term by its id.
    pub fn term(&self, name: &str) -> Option<usize> {
        self.terms.get(name).copied()
    }

    /// Where `name` in `field` leads.
    pub fn resolve(&self, handbook: &Handbook, field: LinkField, name: &str) -> Resolved {
        match field.takes() {
            Takes::Aim => self.list_entry(name, self.aim(name).map(Target::Aim)),
            Takes::Moment => self.list_entry(name, self.moment(name).map(Target::Moment)),
            Takes::Kinds(kinds) => match self.of_kinds(handbook, name, kinds) {
                Some(id) => Resolved::To(Target::Document(id)),
                None => self.stranger(name),
            },
        }
    }

    fn of_kinds(&self, handbook: &Handbook, name: &str, kinds: &[Kind]) -> Option<DocId> {
        let page = self.pages.get(name).copied().flatten();
        let found = [self.documents.get(name).copied(), page, self.old.get(name).copied()];
        found.into_iter().flatten().find(|id| kinds.contains(&handbook.document(*id).kind))
    }

    fn list_entry(&self, name: &str, found: Option<Target>) -> Resolved {
        found.map_or_else(|| self.stranger(name), Resolved::To)
    }

    /// A name that is not what the field takes, but may be something else.
    fn stranger(&self, name: &str) -> Resolved {
        let elsewhere = self
            .document(name)
            .map(Target::Document)
            .or_else(|| self.aim(name).map(Target::Aim))
            .or_else(|| self.moment(name).map(Target::Moment));
        elsewhere.map_or(Resolved::Unknown, Resolved::WrongKind)
    }

    /// The name nearest to `typed` among those that `takes` allows.
    pub fn nearest<'a>(&'a self, handbook: &Handbook, takes: Takes, typed: &str) -> Option<&'a str> {
        match takes {
            Takes::Aim => slug::nearest(typed, self.aims.keys().map(String::as_str)),
            Takes::Moment => slug::nearest(typed, self.moments.keys().map(String::as_str)),
            Takes::Kinds(kinds) => {
                let typed_documents = self.documents.iter().map(|(name, id)| (name, *id));
                let pages = self.pages.iter().filter_map(|(name, id)| Some((name, (*id)?)));
                let right_kind = typed_documents
                    .chain(pages)
                    .filter(|(_, id)| kinds.contains(&handbook.document(*id).kind))
                    .map(|(name, _)| name.as_str());
                slug::nearest(typed, right_kind)
            }
        }
    }

    /// Everything that `typed` may be a slip for, among what `takes` allows: each once, by its nearest name, and how far
    /// that is. Old ids are among them.
    pub fn candidates(&self, handbook: &Handbook, takes: Takes, typed: &str) -> Vec<(Target, &str, usize)> {
        let mut found: HashMap<Target, (&str, usize)> = HashMap::new();
        let mut meet = |target: Target, name| {
            let Some(distance) = slug::distance(typed, name) else { return };
            let nearest = found.entry(target).or_insert((name, distance));
            if (distance, name) < (nearest.1, nearest.0) {
                *nearest = (name, distance);
            }
        };
        match takes {
            Takes::Aim => self.aims.iter().for_each(|(name, aim)| meet(Target::Aim(*aim), name)),
            Takes::Moment => self.moments.iter().for_each(|(name, at)| meet(Target::Moment(*at), name)),
            Takes::Kinds(kinds) => {
                let pages = self.pages.iter().filter_map(|(name, id)| Some((name, (*id)?)));
                let all = self.documents.iter().chain(&self.old).map(|(name, id)| (name, *id)).chain(pages);
                let right_kind = all.filter(|(_, id)| kinds.contains(&handbook.document(*id).kind));
                right_kind.for_each(|(name, id)| meet(Target::Document(id), name));
            }
        }
        found.into_iter().map(|(target, (name, distance))| (target, name, distance)).collect()
    }

    /// The term nearest to `typed`.
    pub fn nearest_term(&self, typed: &str) -> Option<&str> {
        slug::nearest(typed, self.terms.keys().map(String::as_str))
    }
}
