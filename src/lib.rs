//! Throughline: a static site generator for a customer-promise handbook.
#![warn(missing_docs)]

pub mod pipeline;

pub mod source;

pub mod parse;

pub mod model;

pub mod check;

pub mod diagnostic;
