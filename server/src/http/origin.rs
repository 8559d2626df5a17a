//! Where a request may come from: whatever changes something, and every socket, must be asked for by a page of ours.
//! Pure apart from reading headers; knows neither accounts nor boards.

use super::{App, Problem};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::sync::Arc;

/// What the `Origin` header says about a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    Ours,
    Foreign,
    Missing,
}

/// Compares `Origin` with the public origin, or with the `Host` the browser asked for while none is configured.
#[must_use]
pub fn judge(headers: &HeaderMap, public: Option<&str>) -> Origin {
    let mut origins = headers.get_all(header::ORIGIN).iter();
    let (Some(origin), None) = (origins.next(), origins.next()) else {
        return if headers.contains_key(header::ORIGIN) { Origin::Foreign } else { Origin::Missing };
    };
    let Ok(origin) = origin.to_str() else { return Origin::Foreign };
    let ours = match public {
        Some(public) => origin.eq_ignore_ascii_case(public),
        None => {
            let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
            let named = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
            !host.is_empty() && named.is_some_and(|named| named.eq_ignore_ascii_case(host))
        }
    };
    if ours { Origin::Ours } else { Origin::Foreign }
}

/// Whether a socket may be opened: from a page of ours, or by a program that shows a ticket and no cookie.
#[must_use]
pub fn socket_allowed(origin: Origin, ticket: bool, cookie: bool) -> bool {
    match origin {
        Origin::Ours => true,
        Origin::Foreign => false,
        Origin::Missing => ticket && !cookie,
    }
}

/// Middleware: refuses what changes something unless a page of ours asks for it.
pub async fn check(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let harmless = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if !harmless && judge(request.headers(), app.public_origin()) != Origin::Ours {
        return Problem::new(StatusCode::FORBIDDEN, "origin").into_response();
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for (name, value) in pairs {
            map.append(
                axum::http::HeaderName::from_bytes(name.as_bytes()).unwrap(),
                axum::http::HeaderValue::from_str(value).unwrap(),
            );
        }
        map
    }

    #[test]
    fn ours_foreign_or_missing() {
        let host = ("host", "127.0.0.1:8080");
        for (pairs, public, expected) in [
            (vec![host], None, Origin::Missing),
            (vec![host, ("origin", "http://127.0.0.1:8080")], None, Origin::Ours),
            (vec![host, ("origin", "http://127.0.0.1:8081")], None, Origin::Foreign),
            (vec![host, ("origin", "http://evil.example")], None, Origin::Foreign),
            (vec![host, ("origin", "null")], None, Origin::Foreign),
            (vec![host, ("origin", "")], None, Origin::Foreign),
            (vec![("origin", "http://")], None, Origin::Foreign),
            (
                vec![host, ("origin", "http://127.0.0.1:8080"), ("origin", "http://evil.example")],
                None,
                Origin::Foreign,
            ),
            (vec![host, ("origin", "https://wandel.example")], Some("https://wandel.example"), Origin::Ours),
            (
                vec![host, ("origin", "http://127.0.0.1:8080")],
                Some("https://wandel.example"),
                Origin::Foreign,
            ),
            (
                vec![host, ("origin", "https://wandel.example.evil")],
                Some("https://wandel.example"),
                Origin::Foreign,
            ),
        ] {
            assert_eq!(judge(&headers(&pairs), public), expected, "{pairs:?} {public:?}");
        }
    }

    #[test]
    fn sockets_without_an_origin_need_a_ticket_and_no_cookie() {
        for (origin, ticket, cookie, expected) in [
            (Origin::Ours, false, true, true),
            (Origin::Ours, true, false, true),
            (Origin::Foreign, true, false, false),
            (Origin::Foreign, true, true, false),
            (Origin::Missing, true, false, true),
            (Origin::Missing, true, true, false),
            (Origin::Missing, false, true, false),
            (Origin::Missing, false, false, false),
        ] {
            assert_eq!(socket_allowed(origin, ticket, cookie), expected);
        }
    }
}
