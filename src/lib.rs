//! Throughline: a static site generator for a customer-promise handbook, so that one clear message runs from the
//! vision at the top to the step that one person does.
//!
//! The stages in the order in which text passes through them, each a folder, each arrow a type; [`pipeline`] is the
//! one page that calls them all:
//!
//! ```text
//! source ──parse──▶ Document ──model──▶ Handbook ──record──▶ Record ──check──▶ diagnostics
//! (tree)             per file               │
//!  ▲ disk / test string                     └──site──▶ Site: routes, each rendered on its own ──▶ write │ serve
//!                          workspace: the same, kept up to date edit by edit ──▶ a preview
//! ```
//!
//! The middle is pure: only the files named after an outside thing touch it. So a handbook can be a few strings:
//!
//! ```
//! use throughline::pipeline;
//! use throughline::source::SourceTree;
//!
//! let tree = SourceTree::from_texts("Harbour Physio", [
//!     ("handbook.yaml", "title: Harbour Physio"),
//!     ("content/vision.md", "---\nsays: Nobody leaves wondering what happens next.\nowner: manger\naims:\n  informed: You know the next step.\n---\n"),
//!     ("content/roles.yaml", "- id: manager\n  title: Manager\n"),
//! ]);
//! let verdict = pipeline::examine(&tree, |_| "2026-11-16".parse().expect("a date"));
//! assert_eq!(verdict.findings[0].help.as_deref(), Some("did you mean `manager`?"));
//! ```
#![warn(missing_docs)]

pub mod pipeline;

pub mod source;

pub mod parse;

pub mod model;

pub mod record;

pub mod difference;

pub mod edition;

pub mod chronicle;

pub mod check;

pub mod diagnostic;

pub mod fix;

pub mod site;

pub mod search;

pub mod workspace;

pub mod write;

pub mod cache;

pub mod archive;

pub mod serve;

pub mod cli;
