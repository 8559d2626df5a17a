//! The door of the sockets: who is let in, as whom, and that a right that ends closes what it opened.

use crate::support::{HOST, House, Person};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use futures_util::StreamExt;
use serde_json::json;
use std::time::Duration;
use tokio_tungstenite::tungstenite::{Message, client::IntoClientRequest};
use wandel_server::{
    http::listener::{Connections, accept},
    store::BoardId,
    sync::{Access, Denied, SocketRequest},
};
use wandel_wire::{Role, close};

fn request(board: &str, ticket: Option<&str>, headers: &[(&'static str, &str)]) -> SocketRequest {
    let mut map = HeaderMap::new();
    map.insert("host", HeaderValue::from_static(HOST));
    for (name, value) in headers {
        map.insert(HeaderName::from_static(name), value.parse().unwrap());
    }
    SocketRequest { board: BoardId::parse(board).unwrap(), ticket: ticket.map(str::to_owned), headers: map }
}

async fn ticket(person: &mut Person<'_>, board: &str) -> String {
    let answer = person.post(&format!("/api/boards/{board}/ticket"), json!(null)).await.expect(200).json();
    answer["ticket"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn origin_ticket_and_cookie() {
    let house = House::new().await;
    let mut ann = house.account("ann@example.org", false).await;
    let board = ann.board("empty").await;
    let cookie = format!("wandel_session={}", ann.cookies["wandel_session"]);
    let (cookie, ours) = (("cookie", cookie.as_str()), ("origin", "http://wandel.test"));
    let foreign = ("origin", "http://evil.example");
    let admit = async |ticket: Option<&str>, headers: &[(&'static str, &str)]| {
        house.accounts.authenticate(request(&board, ticket, headers)).await.map(|principal| principal.role)
    };
    let mut fresh = Vec::new();
    for _ in 0..6 {
        fresh.push(ticket(&mut ann, &board).await);
    }
    assert_eq!(admit(None, &[ours, cookie]).await, Ok(Role::Editor));
    assert_eq!(admit(Some(&fresh[0]), &[ours]).await, Ok(Role::Editor));
    assert_eq!(admit(Some(&fresh[0]), &[ours]).await, Err(Denied::Unauthenticated), "used up");
    assert_eq!(admit(Some(&fresh[1]), &[]).await, Ok(Role::Editor), "a program");
    assert_eq!(admit(Some(&fresh[2]), &[cookie]).await, Err(Denied::Origin), "a browser without an origin");
    assert_eq!(admit(None, &[cookie]).await, Err(Denied::Origin));
    assert_eq!(admit(None, &[]).await, Err(Denied::Origin));
    for headers in [&[foreign][..], &[foreign, cookie], &[("origin", "null"), cookie]] {
        assert_eq!(admit(Some(&fresh[3]), headers).await, Err(Denied::Origin));
    }
    assert_eq!(admit(None, &[ours]).await, Err(Denied::NotFound), "nobody");
    assert_eq!(admit(Some("guessed"), &[ours]).await, Err(Denied::Unauthenticated));
    // Asked for by name, a board that does not exist is no different.
    let absent = |ticket: Option<&str>| request("bDoesNotExist00", ticket, &[ours, cookie]);
    assert_eq!(house.accounts.authenticate(absent(None)).await.unwrap_err(), Denied::NotFound);
    assert_eq!(
        house.accounts.authenticate(absent(Some(&fresh[4]))).await.unwrap_err(),
        Denied::Unauthenticated
    );
    ann.delete("/api/session").await.expect(204);
    assert_eq!(admit(None, &[ours, cookie]).await, Err(Denied::NotFound), "signed out");
}

/// A real listener, because a socket needs one.
async fn listen(house: &House) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let router = house.router.clone();
    tokio::spawn(async move {
        accept(listener, router, &Connections::default(), std::future::pending()).await;
    });
    address
}

/// Opens a socket as a program with a ticket; what comes back are its messages.
async fn open(address: &str, board: &str, ticket: &str) -> impl StreamExt<Item = Message> + Unpin + use<> {
    let request = format!("ws://{address}/sync/{board}?ticket={ticket}").into_client_request().unwrap();
    let (socket, _) = tokio_tungstenite::connect_async(request).await.unwrap();
    let mut messages = Box::pin(socket.filter_map(async |message| message.ok()));
    let first = tokio::time::timeout(Duration::from_secs(20), messages.next()).await.unwrap().unwrap();
    assert!(matches!(first, Message::Binary(_)), "{first:?}");
    messages
}

async fn close_code(mut messages: impl StreamExt<Item = Message> + Unpin) -> u16 {
    let wait = async {
        loop {
            match messages.next().await {
                Some(Message::Close(frame)) => return frame.map_or(0, |frame| frame.code.into()),
                Some(_) => {}
                None => return 0,
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(20), wait).await.unwrap()
}

#[tokio::test]
async fn a_right_that_ends_closes_its_sockets_and_no_others() {
    let house = House::new().await;
    let address = listen(&house).await;
    let mut ann = house.account("ann@example.org", false).await;
    let mut eve = house.account("eve@example.org", false).await;
    let board = ann.board("empty").await;
    let (link, secret) = ann.link(&board, "editor").await;
    let mut bob = house.somebody();
    bob.join(&board, &secret, "Bob").await.expect(200);
    eve.post("/api/join", json!({ "board": board, "secret": secret })).await.expect(200);

    let bobs = open(&address, &board, &ticket(&mut bob, &board).await).await;
    let eves = open(&address, &board, &ticket(&mut eve, &board).await).await;
    let anns = open(&address, &board, &ticket(&mut ann, &board).await).await;
    let here = ann.get("/api/boards").await.json()["boards"][0]["here"].clone();
    assert_eq!(here.as_array().unwrap().len(), 3, "{here}");

    ann.delete(&format!("/api/boards/{board}/links/{link}")).await.expect(204);
    assert_eq!(close_code(bobs).await, close::FORBIDDEN);
    assert_eq!(close_code(eves).await, close::FORBIDDEN);
    let stays = open(&address, &board, &ticket(&mut ann, &board).await).await;
    ann.delete("/api/session").await.expect(204);
    assert_eq!(close_code(anns).await, close::FORBIDDEN);
    assert_eq!(close_code(stays).await, close::FORBIDDEN);
}

#[tokio::test]
async fn a_disabled_account_and_a_deleted_board_close_their_sockets() {
    let house = House::new().await;
    let address = listen(&house).await;
    let mut ann = house.account("ann@example.org", false).await;
    let (board, other) = (ann.board("empty").await, ann.board("empty").await);
    let on_board = open(&address, &board, &ticket(&mut ann, &board).await).await;
    let on_other = open(&address, &other, &ticket(&mut ann, &other).await).await;
    ann.delete(&format!("/api/boards/{board}")).await.expect(204);
    assert_eq!(close_code(on_board).await, close::NOT_FOUND);
    let revocation = house.accounts.disable_user("ann@example.org").await.unwrap();
    house.rooms.revoke(None, &revocation);
    assert_eq!(close_code(on_other).await, close::FORBIDDEN);
}
