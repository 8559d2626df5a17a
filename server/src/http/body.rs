//! Reading what a request carries: JSON of a type, or bytes, each with problems instead of sentences.

use super::{App, LARGE_BODY, Problem};
use axum::{
    extract::{FromRequest, Request},
    http::{StatusCode, header},
};
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use std::{convert::Infallible, ops::Deref, sync::Arc, time::Duration};
use tokio::{sync::OwnedSemaphorePermit, time::timeout};

/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(120);
/// How long nothing at all of an upload may arrive.
const PAUSE: Duration = Duration::from_secs(15);

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
    /// Reads it, and waits for its turn to be worked on. What has arrived counts against what all uploads may hold together, so
    /// that somebody who sends nothing stops nobody.
    ///
    /// # Errors
    /// Too large, too slow, or it broke off.
    pub async fn read(self, app: &App) -> Result<Upload, Problem> {
        let slow = || Problem::new(StatusCode::REQUEST_TIMEOUT, "too-slow");
        let all = async {
            let closed = |error| Problem::internal(&error);
            let (mut bytes, mut held) =
                (BytesMut::new(), app.uploads.room.clone().acquire_many_owned(0).await.map_err(closed)?);
            let mut pieces = self.0.into_body().into_data_stream();
            while let Some(piece) = timeout(PAUSE, pieces.next()).await.map_err(|_| slow())? {
                let piece = piece.map_err(|_| Problem::bad_request("bad-request"))?;
                let size = bytes.len() + piece.len();
                if size > LARGE_BODY {
                    return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large"));
                }
                let more = size.div_ceil(uploads::UNIT) - held.num_permits();
                let more = u32::try_from(more).map_err(|error| Problem::internal(&error))?;
                held.merge(app.uploads.room.clone().acquire_many_owned(more).await.map_err(closed)?);
                bytes.extend_from_slice(&piece);
            }
            Ok((bytes.freeze(), held))
        };
        let (bytes, held) = timeout(PATIENCE, all).await.map_err(|_| slow())??;
        let turn = app.uploads.turns.clone().acquire_owned().await;
        let turn = turn.map_err(|error| Problem::internal(&error))?;
        Ok(Upload { bytes, _held: Arc::new((held, turn)) })
    }
}

/// A large body, as long as it is worked on: work that goes on without its request keeps a clone.
#[derive(Clone)]
pub struct Upload {
    bytes: Bytes,
    _held: Arc<(OwnedSemaphorePermit, OwnedSemaphorePermit)>,
}

impl Deref for Upload {
    type Target = Bytes;
    fn deref(&self) -> &Bytes {
        &self.bytes
    }
}

/// What all uploads share.
pub mod uploads {
    use std::sync::Arc;
    use tokio::sync::Semaphore;

    /// Bytes of one permit.
    pub const UNIT: usize = 64 << 10;
    /// What all may hold, in units: four of the largest.
    const ROOM: usize = 1024;
    /// Worked on at the same time: a file of 16 MiB becomes many times as much while it is read.
    const TURNS: usize = 2;

    #[derive(Clone)]
    pub struct Uploads {
        pub(super) room: Arc<Semaphore>,
        pub(super) turns: Arc<Semaphore>,
    }

    impl Default for Uploads {
        fn default() -> Self {
            Self { room: Arc::new(Semaphore::new(ROOM)), turns: Arc::new(Semaphore::new(TURNS)) }
        }
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
