//! Cookies: the session of an account, and one a board for guests. Only names and flags; what is in them is a secret.

use axum::http::{HeaderMap, HeaderValue, header};

/// The session of an account.
pub const SESSION: &str = "wandel_session";
/// A guest's cookie on one board: this prefix and the board's id.
pub const GUEST_PREFIX: &str = "wandel_guest_";

/// The value of a cookie, if it was sent.
#[must_use]
pub fn read(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok()).find_map(|value| {
        value.split(';').find_map(|pair| {
            let (key, value) = pair.trim().split_once('=')?;
            (key == name && !value.is_empty() && value.len() <= 128).then(|| value.to_owned())
        })
    })
}

/// Whether any cookie of ours was sent.
#[must_use]
pub fn any(headers: &HeaderMap) -> bool {
    headers.get_all(header::COOKIE).iter().any(|value| {
        value.to_str().is_ok_and(|value| {
            value.split(';').any(|pair| {
                let name = pair.trim().split('=').next().unwrap_or_default();
                name == SESSION || name.starts_with(GUEST_PREFIX)
            })
        })
    })
}

/// The `Set-Cookie` value: HttpOnly, Lax, `Secure` under https. `age` in seconds; 0 deletes.
#[must_use]
pub fn write(name: &str, value: &str, age: i64, secure: bool) -> Option<HeaderValue> {
    let secure = if secure { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}"))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_found_by_their_whole_name() {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::COOKIE,
            HeaderValue::from_static("a=b; xwandel_session=no; wandel_session=yes; wandel_guest_b1=g"),
        );
        assert_eq!(read(&headers, SESSION).as_deref(), Some("yes"));
        assert_eq!(read(&headers, "wandel_guest_b1").as_deref(), Some("g"));
        assert_eq!(read(&headers, "wandel_guest_b2"), None);
        assert!(any(&headers));
        headers.insert(header::COOKIE, HeaderValue::from_static("wandel_sessionx=1; other=wandel_session"));
        assert_eq!(read(&headers, SESSION), None);
        assert!(!any(&headers));
    }

    #[test]
    fn flags() {
        assert_eq!(
            write("n", "v", 60, true).unwrap(),
            "n=v; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure"
        );
        assert_eq!(write("n", "", 0, false).unwrap(), "n=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    }
}
