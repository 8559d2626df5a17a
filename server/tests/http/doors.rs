//! What holds for every answer: headers, origins, the description, pages and files of the shell.

use crate::support::House;
use axum::{body::Body, http::Request};
use serde_json::json;
use wandel_server::http::ENDPOINTS;

#[tokio::test]
async fn every_answer_is_guarded() {
    let house = House::new().await;
    let mut nobody = house.somebody();
    for path in [
        "/",
        "/b/some-board",
        "/api/me",
        "/api/nothing",
        "/nothing.js",
        "/livez",
        "/api/openapi.json",
        "/sync/b1",
    ] {
        let answer = nobody.get(path).await;
        for (name, part) in [
            ("content-security-policy", "script-src 'self' 'wasm-unsafe-eval';"),
            ("content-security-policy", "default-src 'self'"),
            ("content-security-policy", "frame-ancestors 'none'"),
            ("content-security-policy", "require-trusted-types-for 'script'"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
        ] {
            assert!(answer.header(name).contains(part), "{path} {name}: {}", answer.header(name));
        }
        assert!(!answer.header("content-security-policy").contains("unsafe-inline"), "{path}");
        if path.starts_with("/api/") {
            assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        }
    }
}

#[tokio::test]
async fn what_changes_something_must_come_from_a_page_of_ours() {
    let house = House::new().await;
    let mut ann = house.account("ann@example.org", false).await;
    let board = ann.board("empty").await;
    let fine = ann.origin.clone();
    for origin in [
        None,
        Some("null"),
        Some("http://evil.example"),
        Some("http://wandel.test.evil.example"),
        Some("https://wandel.test:8443"),
    ] {
        ann.origin = origin.map(str::to_owned);
        ann.post("/api/boards", json!({ "template": "empty" })).await.problem(403, "origin");
        ann.patch(&format!("/api/boards/{board}"), json!({ "title": "X" })).await.problem(403, "origin");
        ann.delete(&format!("/api/boards/{board}")).await.problem(403, "origin");
        ann.delete("/api/session").await.problem(403, "origin");
        ann.get("/api/me").await.expect(200);
    }
    ann.origin = fine;
    ann.get(&format!("/api/boards/{board}")).await.expect(200);
    // A form of another site cannot send JSON; one of ours has no reason to send anything else.
    let form =
        Request::post("/api/session").header("content-type", "text/plain").body(Body::from("{}")).unwrap();
    ann.send(form).await.problem(415, "bad-request");
}

#[tokio::test]
async fn every_endpoint_of_the_description_is_routed_and_no_other_method() {
    let house = House::new().await;
    let mut nobody = house.somebody();
    let description = nobody.get("/api/openapi.json").await.expect(200).json();
    let described: usize =
        description["paths"].as_object().unwrap().values().map(|path| path.as_object().unwrap().len()).sum();
    assert_eq!(described, ENDPOINTS.len());
    for endpoint in ENDPOINTS {
        let path = endpoint.path.replace("{id}", "b1").replace("{link}", "l1");
        let request = Request::builder().method(endpoint.method.to_uppercase().as_str()).uri(&path);
        let answer = nobody.send(request.body(Body::empty()).unwrap()).await;
        assert_ne!(answer.status, 405, "{} {path}", endpoint.method);
        // The fallback knows no methods but GET and HEAD; an endpoint's own 404 has its code, too.
        assert!(answer.status != 404 || answer.json()["code"] == "not-found", "{} {path}", endpoint.method);
        let other = Request::builder().method("PUT").uri(&path).body(Body::empty()).unwrap();
        nobody.send(other).await.problem(405, "method-not-allowed");
    }
}

#[tokio::test]
async fn pages_are_the_shell_and_nothing_else_is() {
    let house = House::new().await;
    let mut nobody = house.somebody();
    for page in ["/", "/sign-in", "/setup", "/b/bSome-board_1"] {
        let answer = nobody.get(page).await.expect(200);
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(answer.header("cache-control"), "no-cache");
        let again =
            Request::get(page).header("if-none-match", answer.header("etag")).body(Body::empty()).unwrap();
        assert_eq!(nobody.send(again).await.expect(304).bytes, b"");
        let head = Request::head(page).body(Body::empty()).unwrap();
        assert_eq!(nobody.send(head).await.expect(200).bytes, b"");
    }
    for absent in [
        "/nothing",
        "/b/a/b",
        "/assets/../../Cargo.toml",
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/api",
        "/assets/",
    ] {
        nobody.get(absent).await.problem(404, "not-found");
    }
}

#[tokio::test]
async fn alive_and_ready() {
    let house = House::new().await;
    let mut nobody = house.somebody();
    assert_eq!(nobody.get("/livez").await.expect(200).text(), "ok\n");
    assert_eq!(nobody.get("/readyz").await.expect(200).text(), "ok\n");
    house.sqlite.close().await;
    assert_eq!(
        nobody.get("/readyz").await.expect(200).text(),
        "ok\n",
        "asked again at once, the disk is left alone"
    );
    nobody.get("/livez").await.expect(200);
    // An answer holds for half a second.
    let unready = loop {
        let answer = nobody.get("/readyz").await;
        if answer.status != 200 {
            break answer;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    };
    unready.problem(503, "store.closed");
}

#[tokio::test]
async fn a_body_is_not_read_before_its_sender_is_let_in() {
    let house = House::new().await;
    let mut ann = house.account("ann@example.org", false).await;
    let board = ann.board("empty").await;
    let mut nobody = house.somebody();
    for (path, status) in [
        ("/api/boards/import".to_owned(), 401),
        (format!("/api/boards/{board}/import"), 404),
        (format!("/api/boards/{board}/import/preview"), 404),
        (format!("/api/boards/{board}/updates?client=4294967296&key={}", "0".repeat(32)), 404),
    ] {
        // A body that never comes: whoever waits for it waits for ever.
        let never =
            Body::from_stream(futures_util::stream::pending::<Result<bytes::Bytes, std::io::Error>>());
        nobody.file(&path, never).await.expect(status);
    }
}

#[tokio::test]
async fn too_large_a_body_is_refused() {
    let house = House::new().await;
    let mut nobody = house.somebody();
    let body = json!({ "email": "a@b.org", "password": "x".repeat(70_000) });
    nobody.post("/api/session", body).await.problem(413, "too-large");
    nobody.post("/api/session", json!([1, 2])).await.problem(400, "bad-request");
}

#[tokio::test]
async fn changes_and_files_have_a_pace_for_each_person() {
    let house = House::new().await;
    let mut ann = house.account("ann@example.org", false).await;
    let board = ann.board("empty").await;
    let url = format!("/api/boards/{board}");
    let (_, secret) = ann.link(&board, "editor").await;
    let mut guest = house.somebody();
    guest.join(&board, &secret, "Gast").await.expect(200);
    let mut done = 0;
    loop {
        let answer = guest.patch(&url, json!({ "title": format!("T{done}") })).await;
        if answer.status != 204 {
            assert_eq!(answer.header("retry-after"), "1");
            answer.problem(429, "too-many");
            break;
        }
        done += 1;
    }
    assert_eq!(done, 300);
    ann.patch(&url, json!({ "title": "Ann's" })).await.expect(204);
    guest.get(&url).await.expect(200);
    house.pass(200);
    guest.patch(&url, json!({ "title": "later" })).await.expect(204);
    guest.patch(&url, json!({ "title": "at once" })).await.problem(429, "too-many");

    let export = format!("{url}/export?format=json");
    for _ in 0..60 {
        guest.get(&export).await.expect(200);
    }
    guest.get(&export).await.problem(429, "too-many");
    ann.get(&export).await.expect(200);
}
