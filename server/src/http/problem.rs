//! Errors as answers: RFC 9457 problem details with a stable dotted `code`. The title is the status' own name; sentences
//! for people are in the message catalogues of whoever shows them. Never carries what an attacker could learn from.

use crate::{accounts::AccountError, room::RoomError, store::StoreError};
use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use std::{borrow::Cow, time::Duration};
use wandel_process::Diagnostic;

/// An answer that says what is wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    status: StatusCode,
    code: Cow<'static, str>,
    detail: Option<String>,
    diagnostics: Vec<Diagnostic>,
    retry: Option<Duration>,
}

#[derive(Serialize)]
struct Body<'a> {
    r#type: &'static str,
    title: &'a str,
    status: u16,
    code: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    diagnostics: &'a [Diagnostic],
}

impl Problem {
    #[must_use]
    pub const fn new(status: StatusCode, code: &'static str) -> Self {
        Self { status, code: Cow::Borrowed(code), detail: None, diagnostics: Vec::new(), retry: None }
    }
    /// With a code made elsewhere (a room's refusal, a command's).
    #[must_use]
    pub const fn coded(status: StatusCode, code: String) -> Self {
        Self { status, code: Cow::Owned(code), detail: None, diagnostics: Vec::new(), retry: None }
    }
    /// 404, the same for what is absent and what is not allowed to be known.
    #[must_use]
    pub const fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found")
    }
    #[must_use]
    pub const fn sign_in() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "session.required")
    }
    #[must_use]
    pub const fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden")
    }
    #[must_use]
    pub const fn bad_request(code: &'static str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code)
    }
    /// 500. The cause goes to the log, with the request's id, and not to the caller.
    #[must_use]
    pub fn internal(cause: &dyn std::fmt::Display) -> Self {
        tracing::error!(%cause, "request failed");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal")
    }
    /// 429 with `Retry-After`.
    #[must_use]
    pub const fn too_many(code: &'static str, retry: Duration) -> Self {
        Self {
            status: StatusCode::TOO_MANY_REQUESTS,
            code: Cow::Borrowed(code),
            detail: None,
            diagnostics: Vec::new(),
            retry: Some(retry),
        }
    }
    /// Technical detail: a line, a field, a limit. Not a sentence.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }
    /// What is wrong with a process, finding by finding.
    #[must_use]
    pub fn with_diagnostics(mut self, diagnostics: Vec<Diagnostic>) -> Self {
        self.diagnostics = diagnostics;
        self
    }
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.status
    }
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }
}

impl From<AccountError> for Problem {
    fn from(error: AccountError) -> Self {
        let status = match &error {
            AccountError::EmailInvalid
            | AccountError::NameInvalid
            | AccountError::PasswordShort
            | AccountError::PasswordLong => StatusCode::BAD_REQUEST,
            AccountError::EmailTaken | AccountError::SetUpDone => StatusCode::CONFLICT,
            AccountError::Refused => StatusCode::UNAUTHORIZED,
            AccountError::SetUpToken | AccountError::LinkTooMuch => StatusCode::FORBIDDEN,
            AccountError::LinkInvalid | AccountError::UnknownUser => StatusCode::NOT_FOUND,
            AccountError::TooMany(retry) => return Self::too_many("too-many", *retry),
            AccountError::Store(error) => return error.clone().into(),
            AccountError::Failed => return Self::internal(&error),
        };
        Self::coded(status, error.to_string())
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match &error {
            StoreError::NotFound => Self::not_found(),
            StoreError::Full | StoreError::Closed | StoreError::Damaged(_) | StoreError::Corrupt => {
                tracing::error!(%error, "the store refused");
                Self::coded(StatusCode::SERVICE_UNAVAILABLE, error.to_string())
            }
            StoreError::Conflict => Self::coded(StatusCode::CONFLICT, error.to_string()),
            StoreError::Failed(cause) => Self::internal(cause),
            StoreError::NewerSchema | StoreError::InUse => Self::internal(&error),
        }
    }
}

impl From<RoomError> for Problem {
    fn from(error: RoomError) -> Self {
        match error {
            RoomError::NotFound => Self::not_found(),
            RoomError::Store(error) => error.into(),
            RoomError::Quarantined | RoomError::Closed => {
                Self::coded(StatusCode::SERVICE_UNAVAILABLE, error.code())
            }
            RoomError::Refused(_) | RoomError::Command(_) => Self::coded(StatusCode::CONFLICT, error.code()),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = Body {
            r#type: "about:blank",
            title: self.status.canonical_reason().unwrap_or_default(),
            status: self.status.as_u16(),
            code: &self.code,
            detail: self.detail.as_deref(),
            diagnostics: &self.diagnostics,
        };
        let mut response = (self.status, Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(retry) = self.retry {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(retry.as_secs_f64().ceil() as u64));
        }
        response
    }
}
