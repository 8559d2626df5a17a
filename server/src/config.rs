//! What the server is told at its start: from the command line, the environment, and nothing else. Validated as a whole
//! before anything is opened; a wrong value is a `ConfigError` with a code.

use std::{net::SocketAddr, path::PathBuf};

/// Everything `serve` needs to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The data folder: made if it is missing.
    pub data: PathBuf,
    /// Where to listen; port 0 lets the system choose.
    pub listen: SocketAddr,
    /// Where to answer monitoring; `None`: nowhere.
    pub metrics: Option<SocketAddr>,
    /// `https://wandel.example`: fixes links and the allowed origin. `None`: the address that is listened on.
    pub public: Option<PublicUrl>,
    /// Makes the demo board if it is not there, and says its link.
    pub demo: bool,
}

/// The address people use, without a path: scheme and authority, lower case, no slash at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(String);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    #[error("config.listen")]
    Listen,
    #[error("config.public-url")]
    PublicUrl,
}

impl PublicUrl {
    /// # Errors
    /// Not `http(s)://HOST[:PORT]`, with an optional `/` at the end.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let text = text.trim().trim_end_matches('/').to_ascii_lowercase();
        let host = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"))
            .ok_or(ConfigError::PublicUrl)?;
        let (name, default) = match (host.strip_suffix(":443"), host.strip_suffix(":80")) {
            (Some(name), _) if text.starts_with("https:") => (name, true),
            (_, Some(name)) if text.starts_with("http:") => (name, true),
            _ => (host, false),
        };
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | ':' | '[' | ']');
        if name.is_empty() || !name.chars().all(plain) {
            return Err(ConfigError::PublicUrl);
        }
        // Browsers leave a default port out of `Origin`.
        let scheme = text.split("//").next().unwrap_or_default();
        Ok(Self(if default { format!("{scheme}//{name}") } else { text }))
    }
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// Cookies are `Secure` exactly then.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https:")
    }
}

/// `HOST:PORT`, or `localhost:PORT`.
///
/// # Errors
/// Not an address.
pub fn listen(text: &str) -> Result<SocketAddr, ConfigError> {
    let text =
        text.strip_prefix("localhost:").map_or_else(|| text.to_owned(), |port| format!("127.0.0.1:{port}"));
    text.parse().map_err(|_| ConfigError::Listen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_urls() {
        for (text, expected) in [
            ("https://wandel.example", Some("https://wandel.example")),
            ("https://Wandel.Example/", Some("https://wandel.example")),
            ("https://wandel.example:443/", Some("https://wandel.example")),
            ("https://wandel.example:8443", Some("https://wandel.example:8443")),
            ("http://10.0.0.7:80", Some("http://10.0.0.7")),
            ("http://[::1]:8080", Some("http://[::1]:8080")),
            ("wandel.example", None),
            ("https://", None),
            ("https://wandel.example/app", None),
            ("https://user@wandel.example", None),
            ("javascript:alert(1)", None),
        ] {
            assert_eq!(PublicUrl::parse(text).ok().as_ref().map(PublicUrl::as_str), expected, "{text}");
        }
    }

    #[test]
    fn addresses() {
        assert!(listen("127.0.0.1:0").is_ok());
        assert!(listen("[::]:8080").is_ok());
        assert_eq!(listen("localhost:8080"), listen("127.0.0.1:8080"));
        assert_eq!(listen("8080"), Err(ConfigError::Listen));
    }
}
