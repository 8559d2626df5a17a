//! Calls of processes on other boards: what is called goes along as far as whoever asks may see and deploy it, and nobody learns
//! of a board that is not theirs.

use crate::{
    deploy::{engine, file, seven},
    support::{House, Person},
};
use serde_json::{Value, json};
use wandel_board::{Board, Command};
use wandel_process::property::names;
use wandel_server::store::BoardId;

/// A process that calls others, each by key and board.
fn process(id: &str, name: &str, calls: &[(&str, &str)]) -> String {
    let mut nodes = String::new();
    let mut flows = String::new();
    let mut last = "S".to_owned();
    for (at, (key, board)) in calls.iter().enumerate() {
        nodes += &format!(
            r#"<b:callActivity id="C{at}" name="Ruft {key}" calledElement="{key}" w:called-board="{board}"/>"#
        );
        flows += &format!(r#"<b:sequenceFlow id="F{at}" sourceRef="{last}" targetRef="C{at}"/>"#);
        last = format!("C{at}");
    }
    format!(
        r#"<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:w="urn:wandel:process:1" id="d" targetNamespace="t">
<b:process id="{id}" name="{name}" isExecutable="true"><b:startEvent id="S" name="Da"/>{nodes}<b:endEvent id="E" name="Fertig"/>{flows}
<b:sequenceFlow id="F" sourceRef="{last}" targetRef="E"/></b:process></b:definitions>"#
    )
}

async fn made(person: &mut Person<'_>, title: &str, text: String) -> String {
    let made = person.file(&format!("/api/boards/import?title={title}"), text).await.expect(200).json();
    made["id"].as_str().unwrap().to_owned()
}

fn codes(findings: &Value) -> Vec<(&str, &str)> {
    let findings = findings.as_array().unwrap().iter();
    findings
        .map(|one| (one["code"].as_str().unwrap(), one["params"]["name"].as_str().unwrap_or_default()))
        .collect()
}

#[tokio::test]
async fn who_may_not_see_a_board_learns_nothing_of_what_is_called_there() {
    let house = House::new().await;
    let mut ann = house.account("ann@example.org", false).await;
    let mut bob = house.account("bob@example.org", false).await;
    let secret = made(&mut ann, "Geheim", process("Disziplinarverfahren", "Verfahren", &[])).await;
    let calls = [("Disziplinarverfahren", secret.as_str()), ("Nirgends", "0123456789abcdef01234")];
    let board = made(&mut ann, "Ruft", process("Ruft", "Ruft", &calls)).await;
    let (_, link) = ann.link(&board, "viewer").await;
    bob.join(&board, &link, "Bob").await.expect(200);

    let path = format!("/api/boards/{secret}/processes");
    let listed = ann.get(&path).await.expect(200).json();
    assert_eq!(
        listed,
        json!({ "title": "Geheim", "processes": [{ "key": "Disziplinarverfahren", "name": "Verfahren" }] })
    );
    bob.get(&path).await.problem(404, "not-found");
    house.somebody().get(&path).await.problem(404, "not-found");

    let path = format!("/api/boards/{board}/called");
    let hers = ann.get(&path).await.expect(200).json();
    assert_eq!(hers["boards"][0]["title"], "Geheim");
    assert_eq!(hers["boards"][0]["deploys"], true);
    assert_eq!(codes(&hers["findings"]), [("call.board-missing", "Ruft Nirgends")]);
    let his = bob.get(&path).await.expect(200);
    assert!(
        !his.text().contains("Geheim")
            && !his.text().contains(&secret)
            && !his.text().contains("Verfahren\"")
    );
    let his = his.json();
    assert_eq!(his["boards"], json!([]));
    // The two differ in nothing but the step.
    let both = [("call.board-missing", "Ruft Disziplinarverfahren"), ("call.board-missing", "Ruft Nirgends")];
    assert_eq!(codes(&his["findings"]), both);
    let archive = format!("/api/boards/{board}/export?format=zip&target=operaton&called=true");
    for (person, folder) in [(&mut ann, true), (&mut bob, false)] {
        let packed = person.get(&archive).await.expect(200).bytes;
        let text = String::from_utf8_lossy(&packed).into_owned();
        assert_eq!(text.contains("geheim/process.bpmn"), folder);
    }
}

#[tokio::test]
async fn calls_are_followed_through_boards_that_call_each_other() {
    let house = House::new().await;
    let mut ann = house.account("ann@example.org", false).await;
    let third = made(&mut ann, "Drei", process("Prüfung", "Prüfung", &[("Anfang", "")])).await;
    let second = made(&mut ann, "Zwei", process("P2", "", &[("Prüfung", &third), ("Weg", &third)])).await;
    let root = made(&mut ann, "Eins", process("P1", "", &[("P2", &second), ("Prüfung", &third)])).await;
    // The circle is closed: what is called last calls what calls first.
    let room = house.rooms.open(&BoardId::parse(&third).unwrap()).await.unwrap();
    let call = |board: &Board| {
        board.projection().in_order().find(|one| one.kind.name() == "call").unwrap().id.clone()
    };
    let id = house.rooms.read(&BoardId::parse(&third).unwrap(), move |board, _| call(board)).await.unwrap();
    for (property, value) in [(names::CALLED, "P1"), (names::CALLED_BOARD, root.as_str())] {
        let set = Command::Set { id: id.clone(), property: property.into(), value: Some(value.into()) };
        room.execute(set, None).await.unwrap();
    }
    let called = ann.get(&format!("/api/boards/{root}/called")).await.expect(200).json();
    let titles: Vec<_> =
        called["boards"].as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["Zwei", "Drei"], "each once");
    // A process without a name is called like its board.
    assert_eq!(called["boards"][0]["processes"], json!([{ "key": "P2", "name": "Zwei" }]));
    assert_eq!(codes(&called["findings"]), [("call.process-missing", "Zwei: Ruft Weg")]);
    // An engine's file names processes without umlauts, and so do the calls of them.
    let file =
        ann.get(&format!("/api/boards/{root}/export?format=bpmn&target=operaton")).await.expect(200).text();
    assert!(file.contains("calledElement=\"Pruefung\""), "{file}");
    let file =
        ann.get(&format!("/api/boards/{third}/export?format=bpmn&target=operaton")).await.expect(200).text();
    assert!(file.contains("<bpmn:process id=\"Pruefung\""), "{file}");
    // Plain BPMN keeps both as they are, and where the call leads.
    let file = ann.get(&format!("/api/boards/{root}/export?format=bpmn")).await.expect(200).text();
    assert!(file.contains("calledElement=\"Prüfung\"") && file.contains(&third), "{file}");

    // In one archive; brought in again, it is the first board's process and nothing of the others.
    let archive = format!("/api/boards/{root}/export?format=zip&target=zeebe&called=true");
    let packed = ann.get(&archive).await.expect(200).bytes;
    let text = String::from_utf8_lossy(&packed).into_owned();
    for name in ["process.bpmn", "zwei/process.bpmn", "drei/process.bpmn"] {
        assert!(text.contains(name), "{name}");
    }
    let again = ann.file("/api/boards/import?title=", packed).await.expect(200).json();
    let kept = ann.get(&format!("/api/boards/{}/processes", again["id"].as_str().unwrap())).await.json();
    assert_eq!(kept["processes"].as_array().unwrap().len(), 1);
    assert_eq!(kept["processes"][0]["key"], "P1");
    let left =
        again["diagnostics"].as_array().unwrap().iter().filter(|one| one["code"] == "bundle.left").count();
    assert_eq!(left, 2, "{}", again["diagnostics"]);
}

#[tokio::test]
async fn what_is_called_is_deployed_first_by_those_who_may() {
    let (url, seen) = engine(200, seven()).await;
    let house = House::with_engines(None, &file("operaton", &url, "")).await;
    let mut ann = house.account("ann@example.org", false).await;
    let mut bob = house.account("bob@example.org", false).await;
    let inner = made(&mut ann, "Innen", process("Innen", "", &[])).await;
    // A service that nothing does: not ready for any engine.
    let gap = process("Luecke", "", &[]).replace("endEvent", "serviceTask");
    let gap = made(&mut ann, "Halb", gap).await;
    let calls = [("Innen", inner.as_str()), ("Luecke", gap.as_str())];
    let outer = made(&mut ann, "Außen", process("Aussen", "", &calls)).await;
    let path = format!("/api/boards/{outer}/deploy");
    let done = ann.post(&path, json!({ "engine": "test" })).await.expect(200).json();
    let names = |seen: &crate::deploy::Seen| -> Vec<String> {
        std::mem::take(&mut *seen.lock().unwrap()).iter().map(|sent| sent.files[0].0.clone()).collect()
    };
    assert_eq!(names(&seen), [format!("wandel-{inner}.bpmn"), format!("wandel-{outer}.bpmn")]);
    assert_eq!(done["called"][0]["title"], "Innen");
    assert_eq!(done["called"][0]["processes"][0]["key"], "p");
    let left: Vec<_> =
        done["left"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert_eq!(left, ["called.gaps"]);

    ann.post(&path, json!({ "engine": "test", "called": false })).await.expect(200);
    assert_eq!(names(&seen), [format!("wandel-{outer}.bpmn")]);

    // Who may only read what is called cannot put it on an engine.
    for (board, role) in [(&outer, "editor"), (&inner, "viewer")] {
        let (_, link) = ann.link(board, role).await;
        bob.join(board, &link, "Bob").await.expect(200);
    }
    let done = bob.post(&path, json!({ "engine": "test" })).await.expect(200).json();
    assert_eq!(names(&seen), [format!("wandel-{outer}.bpmn")]);
    let left: Vec<_> =
        done["left"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert_eq!(left, ["call.board-missing", "called.not-allowed"]);
    assert_eq!(done["left"][1]["params"]["board"], "Innen");
}
