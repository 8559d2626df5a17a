//! Headers that every answer carries. Knows no endpoint; what is written here holds for pages, files and API alike.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

/// No third party, no inline script, no frame around us; WebAssembly may compile. Trusted Types: Svelte's policy for its
/// templates and `wandel-worker` for the address of the service worker.
const CSP: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' blob: data:; \
object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; \
require-trusted-types-for 'script'; trusted-types svelte-trusted-html wandel-worker";

const ALWAYS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, CSP),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    // `same-origin` and not `no-referrer`: with the latter browsers send `Origin: null` on forms.
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
    ),
];

fn put(headers: &mut HeaderMap) {
    for (name, value) in ALWAYS {
        // An answer may be stricter than the rule (an exported picture that is opened as a page), so it is kept.
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
}

/// Middleware: adds what is missing.
pub async fn secure(request: Request, next: Next) -> Response {
    // What an answer of the interface says holds for one person at one moment.
    let private = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    put(response.headers_mut());
    if private {
        response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
    response
}
