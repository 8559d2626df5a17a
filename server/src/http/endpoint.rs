//! One line of the table of endpoints: what the router and the OpenAPI description are both made from, so that they
//! cannot disagree.

use super::App;
use axum::routing::MethodRouter;
use std::sync::Arc;

/// An endpoint and its description.
pub struct Endpoint {
    /// Lower case: `get`.
    pub method: &'static str,
    /// As axum writes it: `/api/boards/{id}`.
    pub path: &'static str,
    /// Unique; the operation's name in clients.
    pub operation: &'static str,
    /// Names of query parameters; a `!` in front: required.
    pub query: &'static [&'static str],
    pub request: Body,
    /// Status of success, and what it carries.
    pub status: u16,
    pub answer: Body,
    /// Codes of its own problems, beside `not-found`, `forbidden`, `bad-request`, `origin`, `internal`.
    pub codes: &'static [&'static str],
    /// Takes files.
    pub large: bool,
    pub route: fn() -> MethodRouter<Arc<App>>,
}

/// What a request or an answer carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    None,
    /// JSON of a schema in `schemas.json`.
    Json(&'static str),
    /// A file of a media type.
    File(&'static str),
}
