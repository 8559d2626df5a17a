//! `GET /readyz`: the disk takes changes. 503 while it is full or gone.

use super::{App, Body, Endpoint, Problem};
use crate::store::{Store, StoreError};
use axum::{extract::State, routing::get};
use std::sync::Arc;
use tokio::sync::Mutex;

pub const ENDPOINT: Endpoint = Endpoint {
    method: "get",
    path: "/readyz",
    operation: "isReady",
    query: &[],
    request: Body::None,
    status: 200,
    answer: Body::File("text/plain"),
    codes: &["store.full", "store.closed"],
    large: false,
    route: || get(handle),
};

/// How long an answer holds, milliseconds: whoever asks often must not keep the disk busy.
const HOLDS: i64 = 1000;

/// The last answer of the disk, and when it was given.
#[derive(Default)]
pub struct Readiness(Mutex<Option<(i64, Result<(), StoreError>)>>);

impl Readiness {
    async fn ask(&self, store: &Arc<dyn Store>, now: i64) -> Result<(), StoreError> {
        let mut last = self.0.lock().await;
        match &*last {
            Some((at, answer)) if (0..HOLDS).contains(&(now - at)) => answer.clone(),
            _ => {
                let answer = store.probe().await;
                *last = Some((now, answer.clone()));
                answer
            }
        }
    }
}

async fn handle(State(app): State<Arc<App>>) -> Result<&'static str, Problem> {
    app.readiness.ask(&app.store, app.accounts.ambient().now()).await?;
    Ok("ok\n")
}
