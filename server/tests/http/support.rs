//! A house in a temporary folder, and people in front of it who keep their cookies.

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, header},
};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};
use tempfile::TempDir;
use tower::ServiceExt;
use wandel_server::{
    accounts::Accounts,
    ambient::Ambient,
    config::PublicUrl,
    deploy::Engines,
    http::{self, App},
    room::Rooms,
    store::{Options, SqliteStore, Store},
};

pub const PASSWORD: &str = "correct horse battery";
pub const HOST: &str = "wandel.test";
/// 2026-11-22T00:00:00Z
const BEGIN: i64 = 1_795_305_600_000;
pub const MINUTE: i64 = 60_000;
pub const DAY: i64 = 24 * 60 * MINUTE;

pub struct House {
    pub router: Router,
    pub accounts: Accounts,
    pub store: Arc<dyn Store>,
    pub sqlite: SqliteStore,
    pub rooms: Rooms,
    clock: Arc<AtomicI64>,
    folder: TempDir,
}

impl House {
    pub async fn new() -> Self {
        Self::with(None).await
    }

    pub async fn with(public: Option<&str>) -> Self {
        Self::with_engines(public, "").await
    }

    /// `engines`: the file that names them.
    pub async fn with_engines(public: Option<&str>, engines: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let sqlite = SqliteStore::open(folder.path(), Options::default()).unwrap();
        let store: Arc<dyn Store> = Arc::new(sqlite.clone());
        let clock = Arc::new(AtomicI64::new(BEGIN));
        let read = Arc::clone(&clock);
        let ambient = Ambient::fixed(move || read.load(Ordering::Acquire), 1);
        let rooms = Rooms::start(Arc::clone(&store)).await.unwrap();
        let public = public.map(|public| PublicUrl::parse(public).unwrap());
        let accounts = Accounts::new(Arc::clone(&store), ambient, public);
        let file = folder.path().join("engines.toml");
        std::fs::write(&file, engines).unwrap();
        let engines = Engines::load(&file).unwrap();
        let app = App::new(Arc::clone(&store), accounts.clone(), rooms.clone()).with_engines(engines);
        let app = Arc::new(app);
        let sync = wandel_server::sync::router(rooms.clone(), Arc::new(accounts.clone()));
        Self { router: http::router(app, sync), accounts, store, sqlite, rooms, clock, folder }
    }

    pub fn pass(&self, ms: i64) {
        self.clock.fetch_add(ms, Ordering::AcqRel);
    }

    pub fn somebody(&self) -> Person<'_> {
        Person {
            house: self,
            cookies: BTreeMap::new(),
            origin: Some(format!("http://{HOST}")),
            language: "de",
        }
    }

    /// Somebody with an account, signed in.
    pub async fn account(&self, email: &str, admin: bool) -> Person<'_> {
        self.accounts.add_user(email, None, admin, PASSWORD.into()).await.unwrap();
        let mut person = self.somebody();
        let body = serde_json::json!({ "email": email, "password": PASSWORD });
        person.post("/api/session", body).await.expect(200);
        person
    }

    /// Every byte in the data folder, for looking for what must not be there.
    pub async fn bytes_on_disk(&self) -> Vec<u8> {
        self.sqlite.close().await;
        let mut all = Vec::new();
        for entry in std::fs::read_dir(self.folder.path()).unwrap() {
            all.extend(std::fs::read(entry.unwrap().path()).unwrap());
        }
        all
    }
}

pub struct Person<'a> {
    house: &'a House,
    pub cookies: BTreeMap<String, String>,
    pub origin: Option<String>,
    pub language: &'static str,
}

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", String::from_utf8_lossy(&self.bytes));
        self
    }
    /// A problem: its status and code, in its media type.
    #[track_caller]
    pub fn problem(self, status: u16, code: &str) {
        let answer = self.expect(status);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        let json = answer.json();
        assert_eq!(json["code"], code);
        assert_eq!(json["status"], status);
        assert_eq!(json["type"], "about:blank");
    }
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap()
    }
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl Person<'_> {
    pub async fn send(&mut self, request: Request<Body>) -> Answer {
        let (mut parts, body) = request.into_parts();
        let mut put = |name: header::HeaderName, value: String| {
            parts.headers.entry(name).or_insert(value.parse().unwrap());
        };
        put(header::HOST, HOST.into());
        put(header::ACCEPT_LANGUAGE, self.language.into());
        if let Some(origin) = &self.origin {
            put(header::ORIGIN, origin.clone());
        }
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            put(header::COOKIE, cookies.join("; "));
        }
        let response = self.house.router.clone().oneshot(Request::from_parts(parts, body)).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let (name, rest) = cookie.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if cookie.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.into(), value.into());
            }
        }
        let bytes = axum::body::to_bytes(body, 64 << 20).await.unwrap().to_vec();
        Answer { status: parts.status.as_u16(), headers: parts.headers, bytes }
    }

    async fn json(&mut self, method: &str, path: &str, body: Option<Value>) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        self.send(request.body(body).unwrap()).await
    }
    pub async fn get(&mut self, path: &str) -> Answer {
        self.json("GET", path, None).await
    }
    pub async fn post(&mut self, path: &str, body: Value) -> Answer {
        self.json("POST", path, Some(body)).await
    }
    pub async fn patch(&mut self, path: &str, body: Value) -> Answer {
        self.json("PATCH", path, Some(body)).await
    }
    pub async fn delete(&mut self, path: &str) -> Answer {
        self.json("DELETE", path, None).await
    }
    pub async fn file(&mut self, path: &str, bytes: impl Into<Body>) -> Answer {
        let request = Request::builder().method("POST").uri(path);
        self.send(
            request.header(header::CONTENT_TYPE, "application/octet-stream").body(bytes.into()).unwrap(),
        )
        .await
    }
    /// A board of one's own.
    pub async fn board(&mut self, template: &str) -> String {
        let body = serde_json::json!({ "template": template, "lang": "de" });
        self.post("/api/boards", body).await.expect(200).json()["id"].as_str().unwrap().to_owned()
    }
    /// The secret of a fresh link to a board.
    pub async fn link(&mut self, board: &str, role: &str) -> (String, String) {
        let body = serde_json::json!({ "role": role, "label": "", "days": 7 });
        let made = self.post(&format!("/api/boards/{board}/links"), body).await.expect(200).json();
        let url = made["url"].as_str().unwrap();
        let (page, secret) = url.split_once('#').unwrap();
        assert_eq!(page, format!("http://{HOST}/b/{board}"));
        (made["id"].as_str().unwrap().to_owned(), secret.to_owned())
    }
    /// Joins under a name.
    pub async fn join(&mut self, board: &str, secret: &str, name: &str) -> Answer {
        self.post("/api/join", serde_json::json!({ "board": board, "secret": secret, "name": name })).await
    }
}
