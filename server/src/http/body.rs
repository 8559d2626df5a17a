//! Reading what a request carries: JSON of a type, or bytes, each with problems instead of sentences.

use super::{App, Problem};
use axum::{
    extract::{FromRequest, Request},
    http::{StatusCode, header},
};
use bytes::Bytes;
use serde::de::DeserializeOwned;
use std::{convert::Infallible, time::Duration};

/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(120);

/// A JSON body.
pub struct Input<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Input<T> {
    type Rejection = Problem;
    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        // Only JSON, so that no form of another site can send it without being asked for first.
        let json = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| {
                value.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json")
            });
        if !json {
            return Err(
                Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "bad-request").with_detail("content-type")
            );
        }
        let Raw(bytes) = Raw::from_request(request, state).await?;
        let value = serde_json::from_slice(&bytes);
        value.map(Self).map_err(|error| {
            Problem::bad_request("bad-request").with_detail(format!("{}:{}", error.line(), error.column()))
        })
    }
}

/// A body as it is, within the endpoint's limit.
pub struct Raw(pub Bytes);

impl<S: Send + Sync> FromRequest<S> for Raw {
    type Rejection = Problem;
    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let read = tokio::time::timeout(PATIENCE, Bytes::from_request(request, state)).await;
        let read = read.map_err(|_| Problem::new(StatusCode::REQUEST_TIMEOUT, "too-slow"))?;
        read.map(Self).map_err(|rejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large"),
            _ => Problem::bad_request("bad-request"),
        })
    }
}

/// A body that is read only once its sender has been let in: until then it costs no memory.
pub struct Later(Request);

impl<S: Send + Sync> FromRequest<S> for Later {
    type Rejection = Infallible;
    async fn from_request(request: Request, _state: &S) -> Result<Self, Infallible> {
        Ok(Self(request))
    }
}

impl Later {
    /// Reads it, when few others are being read.
    ///
    /// # Errors
    /// Too large, too slow, or it broke off.
    pub async fn read(self, app: &App) -> Result<Bytes, Problem> {
        let _turn = app.uploads.acquire().await;
        Raw::from_request(self.0, &()).await.map(|Raw(bytes)| bytes)
    }
}

/// Query parameters of a type.
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> axum::extract::FromRequestParts<S> for Query<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut axum::http::request::Parts, _state: &S) -> Result<Self, Problem> {
        axum::extract::Query::<T>::try_from_uri(&parts.uri)
            .map(|axum::extract::Query(value)| Self(value))
            .map_err(|_| Problem::bad_request("bad-request").with_detail("query"))
    }
}
