//! What monitoring asks, on a listener of its own (`--metrics-listen`), so that it needs none of the doors that people use:
//! figures as OpenMetrics, and health. Nothing here names a board or a person, and nobody has to sign in: let only the
//! monitoring reach it.

use super::{App, Problem, endpoints::HEALTH, trace};
use crate::store::BoardStore;
use axum::{
    Router,
    extract::State,
    http::{HeaderName, header},
    middleware::from_fn,
    routing::get,
};
use std::sync::Arc;

const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// `/metrics`, `/livez`, `/readyz`.
pub fn router(app: Arc<App>) -> Router {
    let mut router = Router::new().route("/metrics", get(metrics));
    for endpoint in HEALTH {
        router = router.route(endpoint.path, (endpoint.route)());
    }
    router.with_state(app).layer(from_fn(trace::log))
}

async fn metrics(State(app): State<Arc<App>>) -> Result<([(HeaderName, &'static str); 1], String), Problem> {
    let mut figures = app.rooms.figures();
    let census = BoardStore::census(&*app.store).await?;
    (figures.boards, figures.quarantined) = (census.boards, census.quarantined);
    figures.writable = app.store.health().writable;
    let text = app.rooms.metrics().text(&figures).map_err(|error| Problem::internal(&error))?;
    Ok(([(header::CONTENT_TYPE, OPEN_METRICS)], text))
}
