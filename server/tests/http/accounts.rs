//! Set-up, signing in and out, and what is kept of it.

use crate::support::{DAY, House, MINUTE, PASSWORD};
use serde_json::json;

#[tokio::test]
async fn the_first_administrator_is_made_once_with_the_token() {
    let house = House::new().await;
    let token = house.accounts.setup_token().await.unwrap().unwrap();
    let mut ann = house.somebody();
    assert_eq!(ann.get("/api/me").await.expect(200).json(), json!({ "account": null, "setup": true }));

    let body = |token: &str, email: &str, name: &str, password: &str| json!({ "token": token, "email": email, "name": name, "password": password });
    for (given, status, code) in [
        (body("wrong", "ann@example.org", "Ann", PASSWORD), 403, "setup.token"),
        (body(&token, "ann", "Ann", PASSWORD), 400, "email.invalid"),
        (body(&token, "ann@example.org", "  ", PASSWORD), 400, "name.invalid"),
        (body(&token, "ann@example.org", "Ann", "short"), 400, "password.short"),
        (json!({ "token": token }), 400, "bad-request"),
    ] {
        ann.post("/api/setup", given).await.problem(status, code);
    }
    let good = body(&token, "Ann@Example.org", " Ann  A. ", PASSWORD);
    let me = ann.post("/api/setup", good.clone()).await.expect(200);
    assert!(me.header("set-cookie").contains("HttpOnly; SameSite=Lax"));
    assert!(!me.header("set-cookie").contains("Secure"), "plain http");
    let me = me.json();
    assert_eq!(me["account"]["email"], "ann@example.org");
    assert_eq!(me["account"]["name"], "Ann A.");
    assert_eq!((&me["account"]["admin"], &me["setup"]), (&json!(true), &json!(false)));
    assert_eq!(ann.get("/api/me").await.json(), me);

    house.pass(10 * MINUTE);
    house.somebody().post("/api/setup", good).await.problem(409, "setup.done");
    assert_eq!(house.accounts.setup_token().await.unwrap(), None);
}

#[tokio::test]
async fn a_later_token_voids_the_one_before() {
    let house = House::new().await;
    let first = house.accounts.setup_token().await.unwrap().unwrap();
    let second = house.accounts.setup_token().await.unwrap().unwrap();
    let body = |token| json!({ "token": token, "email": "a@b.org", "name": "A", "password": PASSWORD });
    house.somebody().post("/api/setup", body(first)).await.problem(403, "setup.token");
    house.somebody().post("/api/setup", body(second)).await.expect(200);
}

#[tokio::test]
async fn signing_in_and_out() {
    let house = House::new().await;
    let mut ann = house.account("ann@example.org", false).await;
    assert_eq!(ann.get("/api/me").await.json()["account"]["name"], "ann");
    let cookie = ann.cookies.clone();
    ann.delete("/api/session").await.expect(204);
    assert!(ann.cookies.is_empty());
    assert_eq!(ann.get("/api/me").await.json()["account"], json!(null));
    ann.cookies = cookie;
    assert_eq!(
        ann.get("/api/me").await.json()["account"],
        json!(null),
        "the session is over, not only the cookie"
    );

    for (email, password) in
        [("ann@example.org", "wrong password"), ("nobody@example.org", PASSWORD), ("", "")]
    {
        let body = json!({ "email": email, "password": password });
        house.somebody().post("/api/session", body).await.problem(401, "session.refused");
    }
    let body = json!({ "email": " ANN@example.org ", "password": PASSWORD });
    house.somebody().post("/api/session", body).await.expect(200);
}

#[tokio::test]
async fn guessing_is_slowed_down_per_address_and_not_for_others() {
    let house = House::new().await;
    house.account("ann@example.org", false).await;
    house.account("bob@example.org", false).await;
    let guess = |password: &str| json!({ "email": "ann@example.org", "password": password });
    for _ in 0..10 {
        house.somebody().post("/api/session", guess("wrong")).await.problem(401, "session.refused");
    }
    let stopped = house.somebody().post("/api/session", guess(PASSWORD)).await;
    assert_eq!(stopped.header("retry-after"), "30");
    stopped.problem(429, "too-many");
    let bob = json!({ "email": "bob@example.org", "password": PASSWORD });
    house.somebody().post("/api/session", bob).await.expect(200);
    house.pass(MINUTE);
    house.somebody().post("/api/session", guess(PASSWORD)).await.expect(200);
}

#[tokio::test]
async fn sessions_end_and_disabled_accounts_are_out() {
    let house = House::new().await;
    let mut ann = house.account("ann@example.org", false).await;
    let mut bob = house.account("bob@example.org", true).await;
    house.accounts.disable_user("ann@example.org").await.unwrap();
    assert_eq!(ann.get("/api/me").await.json()["account"], json!(null));
    let body = json!({ "email": "ann@example.org", "password": PASSWORD });
    ann.post("/api/session", body).await.problem(401, "session.refused");
    house.pass(31 * DAY);
    bob.get("/api/boards").await.problem(401, "session.required");
}

#[tokio::test]
async fn cookies_are_secure_under_https() {
    let house = House::with(Some("https://wandel.example")).await;
    house.accounts.add_user("ann@example.org", None, false, PASSWORD.into()).await.unwrap();
    let mut ann = house.somebody();
    ann.origin = Some("https://wandel.example".into());
    let body = json!({ "email": "ann@example.org", "password": PASSWORD });
    let answer = ann.post("/api/session", body).await.expect(200);
    assert!(answer.header("set-cookie").ends_with("; Secure"));
}

#[tokio::test]
async fn an_erased_person_is_gone_from_the_disk() {
    let house = House::new().await;
    let mut ann = house.account("canary.ann@example.org", true).await;
    let board = ann.board("empty").await;
    let me = ann.get(&format!("/api/boards/{board}")).await.json()["me"].clone();
    assert_eq!((&me["name"], &me["by"]), (&json!("canary.ann"), &json!(1)));
    house.accounts.erase_user("canary.ann@example.org").await.unwrap();
    let people = house.store.people(&wandel_server::store::BoardId::parse(&board).unwrap()).await.unwrap();
    assert_eq!((people[0].by, people[0].name.as_str()), (1, ""), "the number stays, the name goes");
    let bytes = house.bytes_on_disk().await;
    assert!(!bytes.windows(10).any(|part| part == b"canary.ann"));
}

#[tokio::test]
async fn secrets_are_not_on_the_disk() {
    let house = House::new().await;
    let mut ann = house.account("ann@example.org", true).await;
    let board = ann.board("empty").await;
    let (_, link) = ann.link(&board, "editor").await;
    let mut bob = house.somebody();
    bob.join(&board, &link, "Bob").await.expect(200);
    let ticket = bob.post(&format!("/api/boards/{board}/ticket"), json!(null)).await.json()["ticket"].clone();
    let mut secrets: Vec<String> = ann.cookies.into_values().chain(bob.cookies.into_values()).collect();
    secrets.extend([link, ticket.as_str().unwrap().to_owned(), PASSWORD.to_owned()]);
    let bytes = house.bytes_on_disk().await;
    for secret in secrets {
        assert!(secret.len() > 20);
        assert!(!bytes.windows(secret.len()).any(|part| part == secret.as_bytes()), "{secret}");
    }
}
