//! The shell: the files of `web/dist`, embedded in the release binary and read from disk in development, and `index.html`
//! for every page address. Serves nothing that is not in that folder.

use super::Problem;
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use brotli::enc::BrotliEncoderParams;
use bytes::Bytes;
use rust_embed::{EmbeddedFile, RustEmbed};
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

#[derive(RustEmbed)]
#[folder = "../web/dist"]
struct Dist;

/// Encodings that a build may have written beside a file, best first.
const PRECOMPRESSED: [(&str, &str); 2] = [("br", "br"), ("gzip", "gz")];

/// Embedded files that were packed once, by path. Bounded: only what is embedded gets in.
static PACKED: Mutex<BTreeMap<String, Bytes>> = Mutex::new(BTreeMap::new());
/// Of brotli's eleven: a second for the engine, once, and within some percent of the best.
const QUALITY: i32 = 9;
const WINDOW: i32 = 22;

/// A file of the binary, packed with brotli at its first use; `None` for what is small or packed by nature.
fn packed(path: &str, file: &EmbeddedFile) -> Option<Bytes> {
    let text = ["js", "css", "html", "svg", "wasm", "json", "webmanifest"];
    let worth =
        file.data.len() > 1024 && path.rsplit('.').next().is_some_and(|ending| text.contains(&ending));
    // In development files change under the same name.
    if !worth || cfg!(debug_assertions) {
        return None;
    }
    let mut known = PACKED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(bytes) = known.get(path) {
        return Some(bytes.clone());
    }
    let parameters =
        BrotliEncoderParams { quality: QUALITY, lgwin: WINDOW, ..BrotliEncoderParams::default() };
    let mut bytes = Vec::new();
    brotli::BrotliCompress(&mut &file.data[..], &mut bytes, &parameters).ok()?;
    bytes.shrink_to_fit();
    let bytes = Bytes::from(bytes);
    known.insert(path.to_owned(), bytes.clone());
    Some(bytes)
}

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
    // Weak: the same content comes in several encodings.
    format!("W/\"{hex}\"")
}

fn answer(path: &str, file: EmbeddedFile, headers: &HeaderMap, head_only: bool) -> Response {
    let compressed = PRECOMPRESSED
        .iter()
        .filter(|(encoding, _)| accepts(headers, encoding))
        .find_map(|(encoding, ending)| Dist::get(&format!("{path}.{ending}")).map(|file| (*encoding, file)));
    let (encoding, file) = compressed.map_or((None, file), |(encoding, file)| (Some(encoding), file));
    let tag = tag(&file);
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let unchanged = known.is_some_and(|known| known.split(',').any(|known| known.trim() == tag));

    let packed = if encoding.is_none() && accepts(headers, "br") { packed(path, &file) } else { None };
    let encoding = if packed.is_some() { Some("br") } else { encoding };
    let body = match packed {
        _ if unchanged || head_only => Body::empty(),
        Some(bytes) => Body::from(bytes),
        None => Body::from(file.data),
    };
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
    // Reading from disk and packing may take a while.
    let headers = request.headers().clone();
    let work = move || {
        let name = if is_page(&path) { "index.html" } else { path.as_str() };
        match Dist::get(name) {
            Some(file) => answer(name, file, &headers, head_only),
            None => Problem::not_found().into_response(),
        }
    };
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| Problem::internal(&error).into_response())
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
