//! The HTTP surface: the router put together from a table of endpoints, the pages, and what every answer carries. Decides
//! nothing (`access` does) and never touches SQL.

pub mod assets;
mod body;
mod called;
mod endpoint;
mod endpoints;
mod headers;
mod limits;
pub mod listener;
pub mod monitor;
mod openapi;
pub mod origin;
mod problem;
pub(crate) mod time;
mod trace;

pub use endpoint::Endpoint;
pub use endpoints::ENDPOINTS;
pub use problem::Problem;

use crate::{
    access::{Action, Decision},
    accounts::{Accounts, Visitor},
    config::PublicUrl,
    deploy::Engines,
    export::pictures::Pictures,
    room::Rooms,
    store::{BoardId, BoardRow, Store},
};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::HeaderMap,
    middleware::{from_fn, from_fn_with_state},
};
use std::sync::Arc;
use tower_http::compression::{
    CompressionLayer,
    predicate::{DefaultPredicate, NotForContentType, Predicate},
};

/// Largest body of an ordinary request, bytes; files and updates have their own limit.
const SMALL_BODY: usize = 64 * 1024;
/// Largest file or update.
pub const LARGE_BODY: usize = 16 << 20;

/// Everything an endpoint needs.
pub struct App {
    pub store: Arc<dyn Store>,
    pub accounts: Accounts,
    pub rooms: Rooms,
    pub pictures: Pictures,
    limits: limits::Limits,
    /// Where boards can be deployed to.
    pub engines: Engines,
    /// What large bodies share.
    pub(crate) uploads: body::uploads::Uploads,
}

impl App {
    #[must_use]
    pub fn new(store: Arc<dyn Store>, accounts: Accounts, rooms: Rooms) -> Self {
        Self {
            store,
            accounts,
            rooms,
            pictures: Pictures::default(),
            engines: Engines::default(),
            uploads: body::uploads::Uploads::default(),
            limits: limits::Limits::default(),
        }
    }

    #[must_use]
    pub fn with_engines(self, engines: Engines) -> Self {
        Self { engines, ..self }
    }

    /// The origin that pages must have; `None`: the one they were asked from.
    #[must_use]
    pub fn public_origin(&self) -> Option<&str> {
        self.accounts.public().map(PublicUrl::as_str)
    }

    /// Begin of links to pages: the public address, or the one the request came to.
    #[must_use]
    pub fn base(&self, headers: &HeaderMap) -> String {
        let host = || headers.get("host").and_then(|host| host.to_str().ok()).unwrap_or("localhost");
        self.public_origin().map_or_else(|| format!("http://{}", host()), str::to_owned)
    }

    /// Finds the board and who is asking, and asks the table whether they may.
    ///
    /// # Errors
    /// The same 404 for a board that does not exist and one that is not theirs; 403 for what they may not do; 429 for
    /// changes too fast.
    pub async fn enter(
        &self,
        board: &str,
        action: Action,
        headers: &HeaderMap,
    ) -> Result<(BoardRow, Visitor), Problem> {
        let row = match BoardId::parse(board) {
            Some(id) => self.store.board(&id).await?,
            None => None,
        };
        let visitor = self.accounts.visitor(row.as_ref(), headers).await?;
        match (visitor.may(action), row) {
            (Decision::Allow, Some(row)) => {
                if action != Action::Read {
                    let subject = visitor.subject.as_deref().unwrap_or_default();
                    self.limits.change(subject, self.accounts.ambient().now())?;
                }
                Ok((row, visitor))
            }
            (Decision::Refuse, Some(_)) => Err(Problem::forbidden()),
            _ => Err(Problem::not_found()),
        }
    }
}

/// The whole router. `sync`: the sockets' own routes, which come with their own checks.
pub fn router(app: Arc<App>, sync: Router) -> Router {
    let mut api = Router::new();
    for endpoint in ENDPOINTS {
        let limit = if endpoint.large { LARGE_BODY } else { SMALL_BODY };
        api = api.route(endpoint.path, (endpoint.route)().layer(DefaultBodyLimit::max(limit)));
    }
    let api = api
        .fallback(assets::serve)
        .method_not_allowed_fallback(async || {
            Problem::new(axum::http::StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed")
        })
        .layer(from_fn_with_state(app.clone(), origin::check))
        .with_state(app);
    // What is packed already stays as it is.
    let packed = DefaultPredicate::new()
        .and(NotForContentType::new("font/"))
        .and(NotForContentType::new("application/octet-stream"));
    sync.merge(api.layer(CompressionLayer::new().compress_when(packed)))
        .layer(from_fn(headers::secure))
        .layer(from_fn(trace::log))
}
