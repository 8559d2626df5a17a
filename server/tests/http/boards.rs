//! Boards: made, listed, renamed, deleted; and that nobody learns of boards that are not theirs.

use crate::support::{DAY, House};
use serde_json::json;

#[tokio::test]
async fn a_board_is_made_listed_renamed_and_deleted() {
    let house = House::new().await;
    let mut ann = house.account("ann@example.org", false).await;
    let empty = ann.board("empty").await;
    house.pass(1000);
    let demo = ann.board("demo").await;

    let boards = ann.get("/api/boards").await.expect(200).json()["boards"].clone();
    let ids: Vec<_> = boards.as_array().unwrap().iter().map(|board| board["id"].as_str().unwrap()).collect();
    assert_eq!(ids, [&*demo, &*empty], "the newest change first");
    assert_eq!(boards[0]["title"], "Antrag auf Wohngeld");
    assert_eq!(boards[0]["role"], "owner");
    assert_eq!(boards[0]["stage"], "executable");
    assert_eq!(boards[0]["done"], boards[0]["of"]);
    assert_eq!(boards[0]["here"], json!([]));
    assert!(boards[0]["elements"].as_u64().unwrap() > 30);
    assert_eq!((&boards[1]["stage"], &boards[1]["elements"]), (&json!(null), &json!(0)));
    assert_eq!(boards[1]["title"], "Board ohne Namen");

    ann.patch(&format!("/api/boards/{empty}"), json!({ "title": "  Neu \n gedacht " })).await.expect(204);
    assert_eq!(ann.get(&format!("/api/boards/{empty}")).await.json()["title"], "Neu gedacht");
    for bad in ["", "   ", &"x".repeat(201)] {
        ann.patch(&format!("/api/boards/{empty}"), json!({ "title": bad }))
            .await
            .problem(400, "title.invalid");
    }
    ann.delete(&format!("/api/boards/{empty}")).await.expect(204);
    ann.get(&format!("/api/boards/{empty}")).await.problem(404, "not-found");
    assert_eq!(ann.get("/api/boards").await.json()["boards"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn boards_speak_the_language_they_were_made_in() {
    let house = House::new().await;
    let mut ann = house.account("ann@example.org", false).await;
    for (lang, title) in [
        ("de-AT", "Antrag auf Wohngeld"),
        ("en-GB", "Housing benefit application"),
        ("fr", "Housing benefit application"),
    ] {
        let id =
            ann.post("/api/boards", json!({ "template": "demo", "lang": lang })).await.json()["id"].clone();
        let board = ann.get(&format!("/api/boards/{}", id.as_str().unwrap())).await.json();
        assert_eq!(board["title"], title, "{lang}");
    }
    ann.post("/api/boards", json!({ "template": "nothing" })).await.problem(400, "bad-request");
}

/// Everything one can ask of a board, by who may.
const DOORS: &[(&str, &str, &str)] = &[
    // Method, path after the board, least standing.
    ("GET", "", "viewer"),
    ("GET", "/picture.svg", "viewer"),
    ("POST", "/ticket", "viewer"),
    ("GET", "/export?format=json", "viewer"),
    ("GET", "/export?format=bpmn&target=operaton", "viewer"),
    ("GET", "/export/report?target=operaton", "viewer"),
    ("PATCH", "", "editor"),
    ("POST", "/import", "editor"),
    ("POST", "/import/preview", "editor"),
    ("POST", "/updates?client=1&key=00", "editor"),
    ("GET", "/links", "editor"),
    ("POST", "/links", "editor"),
    ("DELETE", "/links/nothing", "editor"),
    ("GET", "/versions", "viewer"),
    ("POST", "/versions", "editor"),
    ("POST", "/versions/none/restore", "editor"),
    ("GET", "/versions/none/picture.svg", "viewer"),
    ("DELETE", "/versions/none", "owner"),
    ("DELETE", "", "owner"),
];

#[tokio::test]
async fn absent_and_forbidden_answer_alike_and_the_known_say_forbidden() {
    let house = House::new().await;
    let mut ann = house.account("ann@example.org", false).await;
    // Runs the house, and has no business on Ann's boards.
    let mut root = house.account("root@example.org", true).await;
    let board = ann.board("empty").await;
    let mut nobody = house.somebody();
    let mut guests = Vec::new();
    for role in ["viewer", "commenter", "editor"] {
        let (_, secret) = ann.link(&board, role).await;
        let mut guest = house.somebody();
        guest.join(&board, &secret, role).await.expect(200);
        guests.push((role, guest));
    }
    let rank =
        |role: &str| ["viewer", "commenter", "editor", "owner"].iter().position(|known| *known == role);
    let body = |method: &str, path: &str| match (method, path) {
        ("PATCH", _) => json!({ "title": "T" }),
        ("POST", "/links") => json!({ "role": "viewer" }),
        ("POST", "/versions") => json!({ "name": "V" }),
        _ => json!(null),
    };
    for (method, path, least) in DOORS {
        for who in [&mut nobody, &mut root] {
            let mut answers = Vec::new();
            for id in [board.as_str(), "bDoesNotExist00", "no/such", "%00"] {
                let url = format!("/api/boards/{id}{path}");
                let answer = match *method {
                    "GET" => who.get(&url).await,
                    "DELETE" => who.delete(&url).await,
                    "PATCH" => who.patch(&url, body(method, path)).await,
                    _ => who.post(&url, body(method, path)).await,
                };
                answers.push((answer.status, answer.text(), answer.header("content-type").to_owned()));
            }
            assert_eq!(answers[0].0, 404, "{method} {path}: {}", answers[0].1);
            assert_eq!(answers[0], answers[1], "{method} {path}");
            assert_eq!(answers[0], answers[3], "{method} {path}");
        }
        for (role, guest) in &mut guests {
            let url = format!("/api/boards/{board}{path}");
            let answer = match *method {
                "GET" => guest.get(&url).await,
                "DELETE" => guest.delete(&url).await,
                "PATCH" => guest.patch(&url, body(method, path)).await,
                _ => guest.post(&url, body(method, path)).await,
            };
            if rank(role) < rank(least) {
                answer.problem(403, "forbidden");
            } else {
                assert_ne!(answer.status, 403, "{role} {method} {path}");
                assert!(answer.status < 500, "{role} {method} {path}: {}", answer.text());
            }
        }
    }
    ann.get(&format!("/api/boards/{board}")).await.expect(200);
}

#[tokio::test]
async fn boards_of_the_command_line_belong_to_the_house() {
    let house = House::new().await;
    let mut root = house.account("root@example.org", true).await;
    let mut ann = house.account("ann@example.org", false).await;
    let wish = wandel_server::export::make::Wish {
        title: "Haus".into(),
        language: wandel_words::Language::De,
        owner: None,
        content: None,
    };
    let id = wandel_server::export::make::make(&house.store, house.accounts.ambient(), wish).await.unwrap();
    assert_eq!(root.get("/api/boards").await.json()["boards"][0]["role"], "owner");
    root.get(&format!("/api/boards/{id}")).await.expect(200);
    assert_eq!(ann.get("/api/boards").await.json()["boards"], json!([]));
    ann.get(&format!("/api/boards/{id}")).await.problem(404, "not-found");
}

#[tokio::test]
async fn lists_need_somebody() {
    let house = House::new().await;
    let mut nobody = house.somebody();
    nobody.get("/api/boards").await.problem(401, "session.required");
    nobody.post("/api/boards", json!({ "template": "empty" })).await.problem(401, "session.required");
    nobody.file("/api/boards/import", "x").await.problem(401, "session.required");
}

#[tokio::test]
async fn pictures_are_asked_for_again_and_say_when_nothing_changed() {
    let house = House::new().await;
    let mut ann = house.account("ann@example.org", false).await;
    let board = ann.board("demo").await;
    let url = format!("/api/boards/{board}/picture.svg");
    let light = ann.get(&url).await.expect(200);
    assert_eq!(light.header("content-type"), "image/svg+xml");
    assert!(light.header("content-security-policy").contains("default-src 'none'"));
    assert!(light.text().contains("prüfen") || light.text().contains("Angaben"));
    let dark = ann.get(&format!("{url}?theme=dark")).await.expect(200);
    assert_ne!(light.bytes, dark.bytes);
    let again = axum::http::Request::builder().uri(&url).header("if-none-match", light.header("etag"));
    ann.send(again.body(axum::body::Body::empty()).unwrap()).await.expect(304);
    ann.patch(&format!("/api/boards/{board}"), json!({ "title": "Anders" })).await.expect(204);
    let later = ann.get(&url).await.expect(200);
    assert_ne!(later.header("etag"), light.header("etag"));
    house.pass(DAY);
}

#[tokio::test]
async fn every_template_that_is_offered_makes_a_board_in_the_language_that_is_asked_for() {
    let house = House::new().await;
    let mut ann = house.account("ann@example.org", false).await;
    house.somebody().get("/api/templates").await.problem(401, "session.required");
    let offered = ann.get("/api/templates").await.expect(200).json();
    let offered = offered.as_array().unwrap();
    assert!(offered.len() >= 4 && offered[0]["id"] == "demo", "{offered:?}");
    house.somebody().get("/api/templates/demo/picture.svg").await.problem(401, "session.required");
    ann.get("/api/templates/nothing/picture.svg").await.problem(404, "not-found");
    let mut pictures = std::collections::BTreeSet::new();
    for one in offered {
        for theme in ["light", "dark"] {
            let url = format!("/api/templates/{}/picture.svg?theme={theme}", one["id"].as_str().unwrap());
            let picture = ann.get(&url).await.expect(200);
            assert_eq!(picture.header("content-type"), "image/svg+xml");
            assert!(pictures.insert(picture.text()), "{url} is a picture of its own");
        }
        assert!(one.as_object().unwrap().values().all(|said| !said.as_str().unwrap().is_empty()), "{one}");
        for lang in ["de", "en"] {
            let wish = json!({ "template": one["id"], "lang": lang });
            let made = ann.post("/api/boards", wish).await.expect(200).json();
            let path = format!("/api/boards/{}/processes", made["id"].as_str().unwrap());
            let there = ann.get(&path).await.expect(200).json();
            assert!(there["processes"].as_array().unwrap().len() == 1, "{there}");
            assert_eq!(there["title"] == one["title"], lang == "de", "{there}");
        }
    }
    ann.post("/api/boards", json!({ "template": "nothing" })).await.problem(400, "bad-request");
}
