//! The engines that the administrator named, from a TOML file:
//!
//! ```toml
//! [[engine]]
//! id = "test"                                   # lower case letters, digits, hyphens; unique
//! name = "Operaton (Test)"                      # what people see
//! target = "operaton"                           # operaton, camunda7 or zeebe
//! url = "https://engine.example/engine-rest"    # of Camunda 8: the address before /v2
//! user = "wandel"                               # optional, with password_file
//! password_file = "/run/secrets/engine"
//! # token_file = "/run/secrets/token"           # instead: a bearer token
//! # ca_file = "/etc/ssl/own-authority.pem"      # optional: trust this authority instead of the public ones
//! # tenant = "housing"                          # optional
//! ```

use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, fmt, path::Path, path::PathBuf, sync::Arc};
use tokio::sync::Semaphore;
use wandel_process::Target;

/// Deployments that are under way at the same time; more are refused.
const AT_ONCE: usize = 4;

/// An engine that boards can be deployed to. What is serialised is what browsers may know.
#[derive(Clone, Debug, Serialize)]
pub struct Engine {
    pub id: String,
    pub name: String,
    pub target: Target,
    /// Without a slash at its end.
    #[serde(skip)]
    pub(super) url: String,
    #[serde(skip)]
    pub(super) access: Access,
    /// PEM; `None`: the public certificate authorities.
    #[serde(skip)]
    pub(super) authority: Option<Arc<[u8]>>,
    #[serde(skip)]
    pub(super) tenant: Option<String>,
}

/// The value of the `Authorization` header, if there is one. Never shown.
#[derive(Clone, Default)]
pub(super) struct Access(pub(super) Option<String>);

impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Access(…)" } else { "Access(none)" })
    }
}

/// All of them, and how many deployments may still begin.
#[derive(Clone, Debug)]
pub struct Engines {
    list: Arc<[Engine]>,
    turns: Arc<Semaphore>,
}

/// What is wrong with the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnginesError {
    /// The file, or one that it names, cannot be read.
    #[error("engines.unreadable")]
    Unreadable { path: PathBuf, cause: String },
    /// Not TOML, an unknown key, or a wrong type.
    #[error("engines.malformed")]
    Malformed { cause: String },
    /// A value that does not do: of which engine, which key.
    #[error("engines.invalid")]
    Invalid { engine: String, key: &'static str },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    engine: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    name: String,
    target: String,
    url: String,
    user: Option<String>,
    password_file: Option<PathBuf>,
    token_file: Option<PathBuf>,
    ca_file: Option<PathBuf>,
    tenant: Option<String>,
}

impl Default for Engines {
    fn default() -> Self {
        Self { list: Arc::new([]), turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl Engines {
    /// Reads the file and the secrets that it names.
    ///
    /// # Errors
    /// See [`EnginesError`]; nothing is taken of a file with one fault.
    pub fn load(path: &Path) -> Result<Self, EnginesError> {
        let file: File = toml::from_str(&text(path)?)
            .map_err(|error| EnginesError::Malformed { cause: error.message().to_owned() })?;
        let mut ids = BTreeSet::new();
        let mut list = Vec::new();
        for entry in file.engine {
            if !ids.insert(entry.id.clone()) {
                return Err(EnginesError::Invalid { engine: entry.id, key: "id" });
            }
            list.push(engine(entry)?);
        }
        Ok(Self { list: list.into(), ..Self::default() })
    }

    #[must_use]
    pub fn list(&self) -> &[Engine] {
        &self.list
    }

    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Engine> {
        self.list.iter().find(|engine| engine.id == id)
    }

    pub(super) fn turns(&self) -> &Semaphore {
        &self.turns
    }
}

fn text(path: &Path) -> Result<String, EnginesError> {
    std::fs::read_to_string(path)
        .map_err(|error| EnginesError::Unreadable { path: path.to_owned(), cause: error.to_string() })
}

fn engine(entry: Entry) -> Result<Engine, EnginesError> {
    let wrong = |key| EnginesError::Invalid { engine: entry.id.clone(), key };
    let slug = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if entry.id.is_empty() || entry.id.len() > 40 || !entry.id.chars().all(slug) {
        return Err(wrong("id"));
    }
    let name = entry.name.trim().to_owned();
    if name.is_empty() || name.chars().count() > 60 || name.chars().any(char::is_control) {
        return Err(wrong("name"));
    }
    let target = Target::parse(&entry.target)
        .filter(|target| matches!(target, Target::Operaton | Target::Camunda7 | Target::Zeebe))
        .ok_or_else(|| wrong("target"))?;
    let url = entry.url.trim().trim_end_matches('/').to_owned();
    let address: Option<axum::http::Uri> = url.parse().ok();
    let good = address.is_some_and(|uri| {
        matches!(uri.scheme_str(), Some("http" | "https"))
            && uri.authority().is_some_and(|authority| !authority.as_str().contains('@'))
            && uri.query().is_none()
    });
    if !good {
        return Err(wrong("url"));
    }
    let access = match (&entry.user, &entry.password_file, &entry.token_file) {
        (None, None, None) => None,
        (Some(user), Some(file), None) if !user.contains(':') => {
            use base64::Engine as _;
            let pair = format!("{user}:{}", secret(file)?);
            Some(format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(pair)))
        }
        (None, None, Some(file)) => Some(format!("Bearer {}", secret(file)?)),
        _ => return Err(wrong("user")),
    };
    if access.as_deref().is_some_and(|value| axum::http::HeaderValue::from_str(value).is_err()) {
        return Err(wrong("token_file"));
    }
    let authority = match &entry.ca_file {
        Some(path) => Some(Arc::from(text(path)?.into_bytes())),
        None => None,
    };
    Ok(Engine { id: entry.id, name, target, url, access: Access(access), authority, tenant: entry.tenant })
}

/// A secret's file: its text without the line break at its end.
fn secret(path: &Path) -> Result<String, EnginesError> {
    Ok(text(path)?.trim_end_matches(['\r', '\n']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str) -> Result<Engines, EnginesError> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("password"), "geheim:1\n").unwrap();
        let path = folder.path().join("engines.toml");
        std::fs::write(&path, text.replace("FOLDER", &folder.path().display().to_string())).unwrap();
        Engines::load(&path)
    }

    const GOOD: &str = "[[engine]]\nid = \"test\"\nname = \"Operaton\"\ntarget = \"operaton\"\nurl = \"http://localhost:1/engine-rest/\"\n";

    #[test]
    fn an_engine_is_read_and_shows_no_secret() {
        let text = format!("{GOOD}user = \"wandel\"\npassword_file = \"FOLDER/password\"\n");
        let engines = load(&text).unwrap();
        let engine = engines.get("test").unwrap();
        assert_eq!(engine.url, "http://localhost:1/engine-rest");
        assert_eq!(engine.access.0.as_deref(), Some("Basic d2FuZGVsOmdlaGVpbTox"));
        assert!(!format!("{engine:?}").contains("d2FuZGVs"));
        let shown = serde_json::to_value(engine).unwrap();
        assert_eq!(shown, serde_json::json!({ "id": "test", "name": "Operaton", "target": "operaton" }));
        assert!(load("").unwrap().list().is_empty());
    }

    #[test]
    fn faults_are_named() {
        for (from, to, key) in [
            ("id = \"test\"", "id = \"Te st\"", "id"),
            ("name = \"Operaton\"", "name = \" \"", "name"),
            ("target = \"operaton\"", "target = \"flowable\"", "target"),
            ("target = \"operaton\"", "target = \"generic\"", "target"),
            ("http://localhost:1/engine-rest/", "file:///etc/passwd", "url"),
            ("http://localhost:1/engine-rest/", "http://user:pass@localhost/", "url"),
            ("http://localhost:1/engine-rest/", "localhost", "url"),
        ] {
            let found = load(&GOOD.replace(from, to)).map(drop);
            assert!(
                matches!(&found, Err(EnginesError::Invalid { key: at, .. }) if *at == key),
                "{to}: {found:?}"
            );
        }
        let twice = load(&format!("{GOOD}{GOOD}")).map(drop);
        assert!(matches!(twice, Err(EnginesError::Invalid { key: "id", .. })));
        let half = load(&format!("{GOOD}user = \"wandel\"\n")).map(drop);
        assert!(matches!(half, Err(EnginesError::Invalid { key: "user", .. })));
        assert!(matches!(load(&format!("{GOOD}pasword = 1\n")), Err(EnginesError::Malformed { .. })));
        let missing = load(&format!("{GOOD}token_file = \"FOLDER/nothing\"\n")).map(drop);
        assert!(matches!(missing, Err(EnginesError::Unreadable { .. })));
    }
}
