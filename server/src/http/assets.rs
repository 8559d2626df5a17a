//! The shell: the files of `web/dist`, embedded in the release binary and read from disk in development, and `index.html`
//! for every page address. Serves nothing that is not in that folder.

use super::Problem;
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "../web/dist"]
struct Dist;

/// Encodings that a build may have written beside a file, best first.
const PRECOMPRESSED: [(&str, &str); 2] = [("br", "br"), ("gzip", "gz")];

fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok()).any(|value| {
        value.split(',').any(|part| {
            let mut parts = part.split(';').map(str::trim);
            let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
            named && !parts.any(|weight| matches!(weight, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
        })
    })
}

fn media_type(path: &str) -> String {
    match path.rsplit('.').next() {
        Some("wasm") => "application/wasm".into(),
        Some("webmanifest") => "application/manifest+json".into(),
        Some("js" | "mjs") => "text/javascript; charset=utf-8".into(),
        Some("html") => "text/html; charset=utf-8".into(),
        Some("css") => "text/css; charset=utf-8".into(),
        Some("svg") => "image/svg+xml".into(),
        Some("json") => "application/json".into(),
        _ => mime_of(path),
    }
}

fn mime_of(path: &str) -> String {
    Dist::get(path)
        .map_or_else(|| "application/octet-stream".into(), |file| file.metadata.mimetype().to_owned())
}

/// Hashed names never change their content; everything else is asked for again.
fn caching(path: &str) -> &'static str {
    if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" }
}

fn tag(file: &EmbeddedFile) -> String {
    let hash = file.metadata.sha256_hash();
    let hex: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{hex}\"")
}

fn answer(path: &str, file: EmbeddedFile, headers: &HeaderMap, head_only: bool) -> Response {
    let compressed = PRECOMPRESSED
        .iter()
        .filter(|(encoding, _)| accepts(headers, encoding))
        .find_map(|(encoding, ending)| Dist::get(&format!("{path}.{ending}")).map(|file| (*encoding, file)));
    let (encoding, file) = compressed.map_or((None, file), |(encoding, file)| (Some(encoding), file));
    let tag = tag(&file);
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let unchanged =
        known.is_some_and(|known| known.split(',').any(|known| known.trim().trim_start_matches("W/") == tag));

    let body = if unchanged || head_only { Body::empty() } else { Body::from(file.data) };
    let mut response = Response::new(body);
    if unchanged {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let into = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, media_type(path)),
        (header::CACHE_CONTROL, caching(path).to_owned()),
        (header::ETAG, tag),
        (header::VARY, "accept-encoding".to_owned()),
    ] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            into.insert(name, value);
        }
    }
    if let Some(encoding) = encoding {
        into.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

/// Addresses of pages: the shell itself decides what to show there.
fn is_page(path: &str) -> bool {
    matches!(path, "" | "sign-in" | "setup")
        || path.strip_prefix("b/").is_some_and(|board| !board.contains('/'))
}

/// The fallback of the router: a file, a page, or nothing.
pub async fn serve(request: Request) -> Response {
    let head_only = match *request.method() {
        Method::GET => false,
        Method::HEAD => true,
        _ => return Problem::not_found().into_response(),
    };
    let path = Uri::path(request.uri()).trim_start_matches('/').to_owned();
    // Reading from disk may wait; embedded files do not.
    let headers = request.headers().clone();
    let work = move || {
        let name = if is_page(&path) { "index.html" } else { path.as_str() };
        match Dist::get(name) {
            Some(file) => answer(name, file, &headers, head_only),
            None => Problem::not_found().into_response(),
        }
    };
    if cfg!(debug_assertions) {
        tokio::task::spawn_blocking(work)
            .await
            .unwrap_or_else(|error| Problem::internal(&error).into_response())
    } else {
        work()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_understood() {
        let with = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_str(value).unwrap());
            headers
        };
        assert!(accepts(&with("gzip, deflate, br"), "br"));
        assert!(accepts(&with("gzip;q=0.5, BR;q=1"), "br"));
        assert!(!accepts(&with("gzip, br;q=0"), "br"));
        assert!(!accepts(&with("brotli"), "br"));
        assert!(!accepts(&HeaderMap::new(), "gzip"));
    }

    #[test]
    fn pages_and_files() {
        for page in ["", "sign-in", "setup", "b/abc"] {
            assert!(is_page(page), "{page}");
        }
        for other in ["b/abc/def", "assets/x.js", "favicon.svg", "api/me", "../etc/passwd"] {
            assert!(!is_page(other), "{other}");
        }
        assert_eq!(media_type("assets/engine.wasm"), "application/wasm");
        assert_eq!(caching("sw.js"), "no-cache");
        assert_eq!(caching("index.html"), "no-cache");
        assert!(caching("assets/a-1234.js").contains("immutable"));
    }
}
