//! Share links: what they give, to whom, until when; and that nobody gives more than they have.

use crate::support::{DAY, House, Person};
use serde_json::{Value, json};

async fn preview(person: &mut Person<'_>, board: &str, secret: &str) -> crate::support::Answer {
    person.post("/api/join/preview", json!({ "board": board, "secret": secret })).await
}

async fn status(person: &mut Person<'_>, board: &str) -> u16 {
    person.get(&format!("/api/boards/{board}")).await.status
}

#[tokio::test]
async fn a_guest_is_asked_for_a_name_and_comes_in() {
    let house = House::new().await;
    let mut ann = house.account("ann@example.org", false).await;
    let board = ann.board("demo").await;
    let (_, secret) = ann.link(&board, "commenter").await;
    let mut guest = house.somebody();
    assert_eq!(status(&mut guest, &board).await, 404);
    let shown = preview(&mut guest, &board, &secret).await.expect(200).json();
    assert_eq!(
        shown,
        json!({ "title": "Antrag auf Wohngeld", "role": "commenter", "ask": true, "member": false, "here": [] })
    );
    for bad in ["", "  ", "a\u{202e}b"] {
        guest.join(&board, &secret, bad).await.problem(400, "name.invalid");
    }
    guest.post("/api/join", json!({ "board": board, "secret": secret })).await.problem(400, "name.invalid");
    let body = json!({ "board": board, "secret": secret, "name": "Lila Otter", "colour": 7 });
    let joined = guest.post("/api/join", body).await.expect(200);
    assert!(joined.header("set-cookie").starts_with(&format!("wandel_guest_{board}=")));
    assert_eq!(joined.json(), json!({ "board": board, "role": "commenter" }));
    let seen = guest.get(&format!("/api/boards/{board}")).await.json();
    assert_eq!(seen["me"], json!({ "name": "Lila Otter", "colour": 7, "by": 1, "guest": true }));
    assert_eq!(seen["role"], "commenter");

    // Comes again under another name: the same person.
    guest.join(&board, &secret, "Otter").await.expect(200);
    let seen = guest.get(&format!("/api/boards/{board}")).await.json();
    assert_eq!(seen["me"], json!({ "name": "Otter", "colour": 7, "by": 1, "guest": true }));
}

#[tokio::test]
async fn a_bad_link_says_nothing() {
    let house = House::new().await;
    let mut ann = house.account("ann@example.org", false).await;
    let (board, other) = (ann.board("empty").await, ann.board("empty").await);
    let (_, secret) = ann.link(&board, "editor").await;
    let mut guest = house.somebody();
    for (at, given) in
        [(&*board, "wrong"), (&*other, &*secret), ("bDoesNotExist00", &*secret), ("..", ""), (&*board, "")]
    {
        preview(&mut guest, at, given).await.problem(404, "link.invalid");
        guest.join(at, given, "Eve").await.problem(404, "link.invalid");
    }
    assert!(guest.cookies.is_empty());
}

#[tokio::test]
async fn links_of_the_command_line_do_not_ask() {
    let house = House::new().await;
    let mut ann = house.account("ann@example.org", false).await;
    let board = ann.board("empty").await;
    let id = wandel_server::store::BoardId::parse(&board).unwrap();
    let new = wandel_server::accounts::NewLink {
        role: wandel_wire::Role::Editor,
        label: String::new(),
        days: None,
        ask: false,
    };
    let (_, secret) = house.accounts.add_link(&id, None, new).await.unwrap();
    let mut names = Vec::new();
    for language in ["de", "en", "de"] {
        let mut guest = house.somebody();
        guest.language = language;
        assert_eq!(preview(&mut guest, &board, &secret).await.json()["ask"], false);
        guest.post("/api/join", json!({ "board": board, "secret": secret })).await.expect(200);
        let me = guest.get(&format!("/api/boards/{board}")).await.json()["me"].clone();
        names.push((me["name"].as_str().unwrap().to_owned(), me["colour"].as_u64().unwrap()));
    }
    assert_ne!(names[0].0, names[2].0);
    assert_eq!(names.iter().map(|(_, colour)| *colour).collect::<Vec<_>>(), [1, 2, 3], "colours by seat");
}

#[tokio::test]
async fn revoking_and_expiring_end_the_right_at_once() {
    let house = House::new().await;
    let mut ann = house.account("ann@example.org", false).await;
    let board = ann.board("empty").await;
    let (link, secret) = ann.link(&board, "editor").await;
    let (_, short) = ann.link(&board, "viewer").await;
    let (mut bob, mut eve) = (house.somebody(), house.somebody());
    bob.join(&board, &secret, "Bob").await.expect(200);
    eve.join(&board, &short, "Eve").await.expect(200);
    let ticket = bob.post(&format!("/api/boards/{board}/ticket"), json!(null)).await.expect(200).json();
    ann.delete(&format!("/api/boards/{board}/links/{link}")).await.expect(204);
    assert_eq!(status(&mut bob, &board).await, 404);
    assert_eq!(status(&mut eve, &board).await, 200);
    preview(&mut bob, &board, &secret).await.problem(404, "link.invalid");
    let row =
        house.store.board(&wandel_server::store::BoardId::parse(&board).unwrap()).await.unwrap().unwrap();
    let shown = house.accounts.show_ticket(&row, ticket["ticket"].as_str().unwrap()).await.unwrap();
    assert_eq!(shown, None, "a ticket is worth what the right behind it is worth");
    house.pass(8 * DAY);
    assert_eq!(status(&mut eve, &board).await, 404);
    ann.delete(&format!("/api/boards/{board}/links/{link}")).await.problem(404, "link.invalid");
}

#[tokio::test]
async fn nobody_gives_more_than_they_have() {
    let house = House::new().await;
    let mut ann = house.account("ann@example.org", false).await;
    let board = ann.board("empty").await;
    let (first, secret) = ann.link(&board, "editor").await;
    let mut bob = house.somebody();
    bob.join(&board, &secret, "Bob").await.expect(200);
    let url = format!("/api/boards/{board}/links");

    // Bob's own link ends with the one that let him in, whatever he wishes.
    bob.post(&url, json!({ "role": "editor", "days": 900 })).await.expect(200);
    let expires = |list: &Value, n: usize| list[n]["expires"].as_str().unwrap().to_owned();
    let all = ann.get(&url).await.expect(200).json();
    let mine = bob.get(&url).await.expect(200).json();
    assert_eq!(
        (all.as_array().unwrap().len(), mine.as_array().unwrap().len()),
        (2, 1),
        "each sees what they manage"
    );
    assert_eq!(expires(&mine, 0), "2026-11-29T00:00:00Z");
    assert!(!all.to_string().contains(&secret));
    bob.delete(&format!("{url}/{first}")).await.problem(404, "link.invalid");

    // Whoever came by Bob's link goes with Bob's.
    let (_, from_bob) = bob.link(&board, "viewer").await;
    let mut eve = house.somebody();
    eve.join(&board, &from_bob, "Eve").await.expect(200);
    ann.delete(&format!("{url}/{first}")).await.expect(204);
    assert_eq!((status(&mut bob, &board).await, status(&mut eve, &board).await), (404, 404));
    assert_eq!(ann.get(&url).await.json(), json!([]));

    for bad in [json!({ "role": "owner" }), json!({ "role": "editor", "ask": false }), json!({})] {
        ann.post(&url, bad).await.problem(400, "bad-request");
    }
}

#[tokio::test]
async fn an_account_becomes_a_member_and_keeps_the_stronger_right() {
    let house = House::new().await;
    let mut ann = house.account("ann@example.org", false).await;
    let mut bob = house.account("bob@example.org", false).await;
    let board = ann.board("empty").await;
    let (link, editor) = ann.link(&board, "editor").await;
    let (_, viewer) = ann.link(&board, "viewer").await;
    assert_eq!(preview(&mut bob, &board, &viewer).await.json()["ask"], false, "they have a name");
    for (secret, role) in [(&viewer, "viewer"), (&editor, "editor"), (&viewer, "editor")] {
        let joined = bob.post("/api/join", json!({ "board": board, "secret": secret })).await.expect(200);
        assert_eq!(joined.json()["role"], role);
        assert_eq!(joined.header("set-cookie"), "");
    }
    let seen = bob.get(&format!("/api/boards/{board}")).await.json();
    assert_eq!(
        (&seen["role"], &seen["me"]["guest"], &seen["me"]["name"]),
        (&json!("editor"), &json!(false), &json!("bob"))
    );
    assert_eq!(bob.get("/api/boards").await.json()["boards"][0]["role"], "editor");
    bob.delete(&format!("/api/boards/{board}")).await.problem(403, "forbidden");
    // An owner who opens a link of their own stays the owner.
    ann.post("/api/join", json!({ "board": board, "secret": viewer })).await.expect(200);
    assert_eq!(ann.get(&format!("/api/boards/{board}")).await.json()["role"], "owner");
    ann.delete(&format!("/api/boards/{board}/links/{link}")).await.expect(204);
    assert_eq!(status(&mut bob, &board).await, 404);
    assert_eq!(bob.get("/api/boards").await.json()["boards"], json!([]));
}

#[tokio::test]
async fn browser_tickets_work_once_and_for_a_minute() {
    let house = House::new().await;
    let mut ann = house.account("ann@example.org", false).await;
    let (board, other) = (ann.board("empty").await, ann.board("empty").await);
    let row = |id: &str| house.store.board(&wandel_server::store::BoardId::parse(id).unwrap());
    let (here, there) = (row(&board).await.unwrap().unwrap(), row(&other).await.unwrap().unwrap());
    let url = format!("/api/boards/{board}/ticket");
    let mut fresh = Vec::new();
    for _ in 0..3 {
        let ticket = ann.post(&url, json!(null)).await.expect(200).json();
        fresh.push(ticket["ticket"].as_str().unwrap().to_owned());
    }
    let shown = house.accounts.show_ticket(&here, &fresh[0]).await.unwrap().unwrap();
    assert_eq!((shown.role, shown.by, shown.guest), (wandel_wire::Role::Editor, Some(1), false));
    assert!(shown.grants.iter().any(|grant| grant.starts_with("session:")), "signing out closes the socket");
    assert_eq!(house.accounts.show_ticket(&here, &fresh[0]).await.unwrap(), None, "once");
    assert_eq!(house.accounts.show_ticket(&there, &fresh[1]).await.unwrap(), None, "of another board");
    house.pass(60_000);
    assert_eq!(house.accounts.show_ticket(&here, &fresh[2]).await.unwrap(), None, "a minute");

    let program = house.accounts.program_ticket(&here, wandel_wire::Role::Viewer, 2).await.unwrap();
    for _ in 0..3 {
        let shown = house.accounts.show_ticket(&here, &program).await.unwrap().unwrap();
        assert_eq!((shown.role, shown.by), (wandel_wire::Role::Viewer, None));
    }
    house.pass(2 * 60 * 60_000);
    assert_eq!(house.accounts.show_ticket(&here, &program).await.unwrap(), None);
}
