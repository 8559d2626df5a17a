//! Named versions over HTTP: who keeps, who brings back, who deletes.

use crate::support::House;
use serde_json::json;

#[tokio::test]
async fn a_version_is_kept_listed_brought_back_and_deleted() {
    let house = House::new().await;
    let mut ann = house.account("ann@example.org", false).await;
    let board = ann.board("empty").await;
    let url = format!("/api/boards/{board}");
    let (_, secret) = ann.link(&board, "editor").await;
    let mut guest = house.somebody();
    guest.join(&board, &secret, "Gast").await.expect(200);

    for bad in ["", " ", &"x".repeat(201)] {
        guest.post(&format!("{url}/versions"), json!({ "name": bad })).await.problem(400, "title.invalid");
    }
    let kept = guest.post(&format!("{url}/versions"), json!({ "name": " Vor dem  Termin " })).await;
    let kept = kept.expect(200).json();
    assert_eq!((&kept["name"], &kept["author"]), (&json!("Vor dem Termin"), &json!("Gast")));
    ann.patch(&url, json!({ "title": "Danach" })).await.expect(204);

    let id = kept["id"].as_str().unwrap();
    // It can be looked at first, in the colours of the page, and is sent once.
    let seen = guest.get(&format!("{url}/versions/{id}/picture.svg?theme=dark")).await.expect(200);
    assert_eq!(seen.header("content-type"), "image/svg+xml");
    assert!(seen.text().contains("<title>Board ohne Namen</title>"), "{}", seen.text());
    let light = guest.get(&format!("{url}/versions/{id}/picture.svg")).await.expect(200);
    assert_ne!((light.header("etag"), light.text()), (seen.header("etag"), seen.text()));
    let restore = format!("{url}/versions/{id}/restore");
    assert_eq!(guest.post(&restore, json!(null)).await.expect(200).json(), json!({ "epoch": 2 }));
    assert_eq!(ann.get(&url).await.json()["title"], "Board ohne Namen");
    let list = guest.get(&format!("{url}/versions")).await.expect(200).json();
    let names: Vec<_> = list.as_array().unwrap().iter().map(|version| version["name"].clone()).collect();
    assert_eq!(names, [json!("Vor der Rückkehr zu „Vor dem Termin“"), json!("Vor dem Termin")]);

    guest.delete(&format!("{url}/versions/{id}")).await.problem(403, "forbidden");
    ann.delete(&format!("{url}/versions/{id}")).await.expect(204);
    ann.delete(&format!("{url}/versions/{id}")).await.problem(404, "not-found");
    ann.post(&restore, json!(null)).await.problem(404, "not-found");

    // A version belongs to its board: that of another one is not found.
    let other = ann.board("empty").await;
    let before = list[0]["id"].as_str().unwrap();
    ann.post(&format!("/api/boards/{other}/versions/{before}/restore"), json!(null))
        .await
        .problem(404, "not-found");
}

#[tokio::test]
async fn there_is_an_end_to_versions() {
    let house = House::new().await;
    let mut ann = house.account("ann@example.org", false).await;
    let board = ann.board("empty").await;
    let url = format!("/api/boards/{board}/versions");
    for n in 0..200 {
        ann.post(&url, json!({ "name": n.to_string() })).await.expect(200);
    }
    ann.post(&url, json!({ "name": "one more" })).await.problem(409, "version.too-many");
    let list = ann.get(&url).await.json();
    let restore = format!("{url}/{}/restore", list[0]["id"].as_str().unwrap());
    ann.post(&restore, json!(null)).await.problem(409, "version.too-many");
}
