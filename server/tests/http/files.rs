//! Files out and in: exports, their report, and what imports refuse.

use crate::support::House;
use serde_json::json;
use std::time::Duration;
use wandel_board::Board;

#[tokio::test]
async fn a_board_comes_out_in_every_format() {
    let house = House::new().await;
    let mut ann = house.account("ann@example.org", false).await;
    let board = ann.board("demo").await;
    let mut export = async |query: &str| ann.get(&format!("/api/boards/{board}/export?{query}")).await;

    for (query, media, ending, has) in [
        ("format=bpmn", "application/bpmn+xml", "bpmn", "isExecutable=\"true\""),
        ("format=bpmn&target=operaton", "application/bpmn+xml", "bpmn", "${entitled == true}"),
        ("format=json", "application/json", "json", "\"wandel\": 1"),
        ("format=svg", "image/svg+xml", "svg", "<svg"),
    ] {
        let file = export(query).await.expect(200);
        assert_eq!(file.header("content-type"), media);
        let name = format!(
            "attachment; filename=\"Antrag auf Wohngeld.{ending}\"; filename*=UTF-8''Antrag%20auf%20Wohngeld.{ending}"
        );
        assert_eq!(file.header("content-disposition"), name);
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        assert!(file.text().contains(has), "{query}: {has}");
    }
    let archive = export("format=zip&target=operaton").await.expect(200);
    assert_eq!(archive.header("content-type"), "application/zip");
    assert!(archive.header("content-disposition").contains("Antrag auf Wohngeld.zip"));
    assert!(archive.bytes.starts_with(b"PK\x03\x04"));
    assert_eq!(export("format=zip&target=operaton").await.bytes, archive.bytes, "the same again");
    let yjs = export("format=yjs").await.expect(200);
    let copy = Board::load(9, &yjs.bytes).unwrap();
    assert_eq!(copy.projection().meta().title, "Antrag auf Wohngeld");

    export("format=docx").await.problem(400, "export.unknown-format");
    export("format=bpmn&target=nobody").await.problem(400, "export.unknown-target");
    export("").await.problem(400, "bad-request");
}

#[tokio::test]
async fn two_boards_are_two_processes_to_an_engine() {
    let house = House::new().await;
    let mut ann = house.account("ann@example.org", false).await;
    let mut keys = Vec::new();
    for _ in 0..2 {
        let board = ann.board("empty").await;
        let text = ann.get(&format!("/api/boards/{board}/export?format=bpmn")).await.expect(200).text();
        let (_, rest) = text.split_once("process id=\"").unwrap();
        keys.push(rest.split_once('"').unwrap().0.to_owned());
    }
    assert!(keys.iter().all(|key| key.starts_with("Process_") && key.is_ascii()), "{keys:?}");
    assert_ne!(keys[0], keys[1]);
}

#[tokio::test]
async fn the_report_tells_before_the_download() {
    let house = House::new().await;
    let mut ann = house.account("ann@example.org", false).await;
    let (demo, empty) = (ann.board("demo").await, ann.board("empty").await);
    let report =
        ann.get(&format!("/api/boards/{demo}/export/report?target=operaton")).await.expect(200).json();
    assert_eq!((&report["stage"], &report["missing"]), (&json!("executable"), &json!([])));
    assert_eq!(report["stays"], 7, "six notes and their frame");
    assert!(report["taken"].as_u64().unwrap() > 30);
    let groups =
        report["translated"].as_array().unwrap().iter().filter(|note| note["code"] == "export.lane-to-group");
    assert_eq!(groups.count(), 4, "four people's steps");
    let report = ann.get(&format!("/api/boards/{empty}/export/report")).await.expect(200).json();
    assert_eq!((&report["stage"], &report["taken"]), (&json!(null), &json!(0)));
    ann.get(&format!("/api/boards/{demo}/export/report?target=x"))
        .await
        .problem(400, "export.unknown-target");
}

#[tokio::test]
async fn a_file_becomes_a_board_and_the_same_file_again() {
    let house = House::new().await;
    let mut ann = house.account("ann@example.org", false).await;
    let demo = ann.board("demo").await;
    let file = ann.get(&format!("/api/boards/{demo}/export?format=bpmn")).await.expect(200).bytes;
    let made = ann.file("/api/boards/import?title=", file.clone()).await.expect(200).json();
    let id = made["id"].as_str().unwrap();
    assert_eq!(made["diagnostics"], json!([]));
    assert_eq!(ann.get(&format!("/api/boards/{id}")).await.json()["title"], "Antrag auf Wohngeld");
    let again = ann.get(&format!("/api/boards/{id}/export?format=bpmn")).await.expect(200);
    assert_eq!(String::from_utf8_lossy(&again.bytes), String::from_utf8_lossy(&file));

    let named = ann.file("/api/boards/import?title=Neu", file).await.expect(200).json();
    let id = named["id"].as_str().unwrap();
    assert_eq!(ann.get(&format!("/api/boards/{id}")).await.json()["title"], "Neu");
}

#[tokio::test]
async fn a_file_for_a_board_is_kept_and_answered_as_a_command() {
    let house = House::new().await;
    let mut ann = house.account("ann@example.org", false).await;
    let (demo, board) = (ann.board("demo").await, ann.board("empty").await);
    let file = ann.get(&format!("/api/boards/{demo}/export?format=bpmn")).await.expect(200).bytes;
    let answer = ann.file(&format!("/api/boards/{board}/import"), file.clone()).await.expect(200).json();
    assert!(answer["command"]["do"].is_string());
    let id = wandel_server::store::BoardId::parse(&board).unwrap();
    let blob = house.store.blob(&id, answer["blob"].as_str().unwrap()).await.unwrap().unwrap();
    assert_eq!(&blob.bytes[..], &file[..], "whole");
    let elements = &ann.get("/api/boards").await.json()["boards"][0]["elements"];
    assert_eq!(elements, &json!(0), "the browser carries it out, nobody else");
    let command: wandel_board::Command = serde_json::from_value(answer["command"].clone()).unwrap();
    house.rooms.open(&id).await.unwrap().execute(command, Some(1)).await.unwrap();
    let again = ann.get(&format!("/api/boards/{board}/export?format=bpmn")).await.expect(200);
    assert_eq!(String::from_utf8_lossy(&again.bytes), String::from_utf8_lossy(&file));
}

#[tokio::test]
async fn a_file_that_is_only_looked_at_is_not_kept() {
    let house = House::new().await;
    let mut ann = house.account("ann@example.org", false).await;
    let board = ann.board("empty").await;
    let file = "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\">\n<process id=\"P\">\n <task id=\"A\"/>\n <task id=\"A\"/>\n</process></definitions>";
    let look = format!("/api/boards/{board}/import/preview?theme=dark");
    let answer = ann.file(&look, file).await.expect(200).json();
    assert_eq!(answer["kinds"], json!({ "task.abstract": 2 }));
    assert!(answer["picture"].as_str().unwrap().starts_with("<svg"));
    let twice = &answer["diagnostics"][0];
    assert_eq!(twice["code"], "bpmn.duplicate-id");
    assert_eq!(twice["params"], json!({ "id": "A", "line": "4", "column": "2" }));
    assert_eq!(answer.get("command"), None);
    let id = wandel_server::store::BoardId::parse(&board).unwrap();
    assert_eq!(house.store.blobs(&id).await.unwrap(), [] as [String; 0]);
}

/// A model comes out of an XProzess document and goes back into it: unchanged, the same file to the byte.
#[tokio::test]
async fn a_document_gets_its_model_back() {
    use base64::{Engine, prelude::BASE64_STANDARD};
    let house = House::new().await;
    let mut ann = house.account("ann@example.org", false).await;
    let demo = ann.board("demo").await;
    let bpmn = ann.get(&format!("/api/boards/{demo}/export?format=bpmn")).await.expect(200).bytes;
    let packed = wandel_server::export::zip::pack([("ablauf.bpmn", &bpmn[..])]).unwrap();
    let document = format!(
        "<?xml version=\"1.0\"?>\n<a:x xmlns:a=\"http://www.regierung-mv.de/xprozess/2\"><a:y>§ 1</a:y><a:z>{}</a:z></a:x>",
        BASE64_STANDARD.encode(packed)
    );
    let made = ann.file("/api/boards/import?title=", document.clone()).await.expect(200).json();
    let board = made["id"].as_str().unwrap().to_owned();
    assert_eq!(ann.get(&format!("/api/boards/{board}")).await.json()["title"], "Antrag auf Wohngeld");
    let out = ann.get(&format!("/api/boards/{board}/export?format=xprozess")).await.expect(200);
    assert_eq!(out.header("content-type"), "application/xml");
    assert_eq!(out.text(), document);
    assert_eq!(ann.get(&format!("/api/boards/{board}/export?format=bpmn")).await.expect(200).bytes, bpmn);
    let none = ann.get(&format!("/api/boards/{demo}/export?format=xprozess")).await;
    none.problem(422, "export.no-document");
    let empty = document.replace("UEsDB", "AAAAA");
    ann.file("/api/boards/import", empty).await.problem(422, "xprozess.no-model");
}

#[tokio::test]
async fn hostile_files_are_refused_and_leave_nothing() {
    let house = House::new().await;
    let mut ann = house.account("ann@example.org", false).await;
    let board = ann.board("empty").await;
    let deep = format!(
        "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\">{}",
        "<a>".repeat(200_000)
    );
    let head = "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"><process id=\"P\">";
    // More than one step of a board makes: told before anything is kept, not when the browser has it.
    let many = format!("{head}{}</process></definitions>", "<task/>".repeat(50_000));
    for (file, code) in [
        (many, "bpmn.too-many"),
        (String::new(), "bpmn.malformed"),
        ("hello".into(), "bpmn.malformed"),
        ("<html/>".into(), "bpmn.not-bpmn"),
        ("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>".into(), "bpmn.doctype"),
        (deep, "bpmn.too-deep"),
    ] {
        let of_board = ["import", "import/preview"].map(|path| format!("/api/boards/{board}/{path}"));
        for url in of_board.into_iter().chain(["/api/boards/import".to_owned()]) {
            ann.file(&url, file.clone()).await.problem(422, code);
        }
    }
    ann.file("/api/boards/import", vec![b' '; (16 << 20) + 1]).await.problem(413, "too-large");
    assert_eq!(ann.get("/api/boards").await.json()["boards"].as_array().unwrap().len(), 1);
    let id = wandel_server::store::BoardId::parse(&board).unwrap();
    assert_eq!(house.store.blobs(&id).await.unwrap(), [] as [String; 0]);
}

/// What an export packs comes in again as the same board: process, decision table and form.
#[tokio::test]
async fn files_that_belong_together_come_in_together() {
    use wandel_server::export::zip::{MOST_BYTES, pack, unpack};
    const PROCESS: &str = r#"<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
<b:process id="P" name="Antrag" isExecutable="true"><b:startEvent id="S" name="Da"><b:outgoing>F1</b:outgoing></b:startEvent>
<b:userTask id="U" name="Angaben eintragen"><b:extensionElements><zeebe:userTask/><zeebe:formDefinition formId="angaben"/><zeebe:assignmentDefinition candidateGroups="amt"/></b:extensionElements><b:incoming>F1</b:incoming><b:outgoing>F2</b:outgoing></b:userTask>
<b:businessRuleTask id="R" name="Entscheiden"><b:extensionElements><zeebe:calledDecision decisionId="hoehe" resultVariable="betrag"/><zeebe:ioMapping><zeebe:input source="=wert" target="einkommen"/></zeebe:ioMapping></b:extensionElements><b:incoming>F2</b:incoming><b:outgoing>F3</b:outgoing></b:businessRuleTask>
<b:endEvent id="E" name="Fertig"><b:incoming>F3</b:incoming></b:endEvent>
<b:sequenceFlow id="F1" sourceRef="S" targetRef="U"/><b:sequenceFlow id="F2" sourceRef="U" targetRef="R"/><b:sequenceFlow id="F3" sourceRef="R" targetRef="E"/>
</b:process></b:definitions>"#;
    const TABLE: &str = r#"<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="f" name="f" namespace="t"><decision id="hoehe" name="Höhe"><decisionTable id="t" hitPolicy="COLLECT" aggregation="SUM">
<input id="i" label="Einkommen"><inputExpression id="x" typeRef="number"><text>einkommen</text></inputExpression></input><output id="o" label="Betrag" name="betrag" typeRef="number"/>
<rule id="r"><inputEntry id="a"><text>&lt; 1000</text></inputEntry><outputEntry id="b"><text>300</text></outputEntry></rule></decisionTable></decision></definitions>"#;
    const FORM: &str = r#"{"type":"default","id":"angaben","components":[{"id":"c","key":"einkommen","type":"number","label":"Einkommen","validate":{"required":true}},
{"id":"k","key":"art","type":"select","label":"Art","values":[{"label":"Neu","value":"neu"}]}]}"#;
    let house = House::new().await;
    let mut ann = house.account("ann@example.org", false).await;
    let files =
        [("antrag.bpmn", PROCESS), ("hoehe.dmn", TABLE), ("angaben.form", FORM), ("liesmich.txt", "…")];
    let packed = pack(files.map(|(name, text)| (name, text.as_bytes()))).unwrap();
    let made = ann.file("/api/boards/import?title=", packed).await.expect(200).json();
    let told = made["diagnostics"].as_array().unwrap();
    let left: Vec<_> = told.iter().filter(|note| note["code"] == "bundle.left").collect();
    assert_eq!((left.len(), left[0]["params"]["name"].as_str()), (1, Some("liesmich.txt")));
    let first = made["id"].as_str().unwrap().to_owned();
    for target in ["zeebe", "operaton", "camunda7", "flowable", "generic"] {
        let report =
            ann.get(&format!("/api/boards/{first}/export/report?target={target}")).await.expect(200).json();
        assert!(
            report["missing"].as_array().unwrap().is_empty() || target == "generic",
            "{target}: {report}"
        );
    }
    // What an engine has no place for is told with the step that it is about.
    let report =
        ann.get(&format!("/api/boards/{first}/export/report?target=flowable")).await.expect(200).json();
    let lost: Vec<_> =
        report["lost"].as_array().unwrap().iter().filter(|one| one["code"] == "export.dropped").collect();
    assert_eq!(lost.len(), 1, "{report}");
    assert_eq!(
        (&lost[0]["params"]["name"], &lost[0]["params"]["what"]),
        (&json!("Entscheiden"), &json!("input"))
    );
    let export = format!("/api/boards/{first}/export?format=zip&target=zeebe");
    let out = ann.get(&export).await.expect(200).bytes;
    let entries = unpack(&out, &mut { MOST_BYTES }, |_| true).unwrap();
    let names: Vec<_> = entries.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(names, ["process.bpmn", "angaben.form", "hoehe.dmn"]);
    let form: serde_json::Value = serde_json::from_slice(&entries[1].bytes).unwrap();
    assert_eq!(
        (&form["id"], &form["components"][1]["values"][0]["value"]),
        (&json!("angaben"), &json!("neu"))
    );
    assert!(String::from_utf8_lossy(&entries[2].bytes).contains("aggregation=\"SUM\""));

    // Once more around, on a board of its own: everything is the same again.
    let made = ann.file("/api/boards/import?title=", out.clone()).await.expect(200).json();
    assert_eq!(made["diagnostics"], json!([]));
    let second = made["id"].as_str().unwrap().to_owned();
    for target in ["zeebe", "operaton", "flowable", "generic"] {
        let of = |board: &str| format!("/api/boards/{board}/export?format=zip&target={target}");
        let (one, other) =
            (ann.get(&of(&first)).await.expect(200).bytes, ann.get(&of(&second)).await.expect(200).bytes);
        let texts = |bytes: &[u8]| -> Vec<(String, String)> {
            let all = unpack(bytes, &mut { MOST_BYTES }, |_| true).unwrap();
            all.into_iter().map(|entry| (entry.name, String::from_utf8(entry.bytes).unwrap())).collect()
        };
        if target == "generic" {
            // Each goes back into the text that it came from.
            assert_eq!(texts(&one).len(), texts(&other).len());
        } else {
            assert_eq!(texts(&one), texts(&other), "{target}");
        }
    }

    // A form alone, and what is no form or archive of anything.
    ann.file("/api/boards/import?title=Maske", FORM).await.expect(200);
    ann.file("/api/boards/import", "{\"wandel\":1}").await.problem(422, "bpmn.not-bpmn");
    ann.file("/api/boards/import", &b"PK\x03\x04nothing"[..]).await.problem(422, "bundle.damaged");
    let empty = pack([("a.txt", &b"x"[..])]).unwrap();
    ann.file("/api/boards/import", empty).await.problem(422, "bundle.nothing");
    let zeros = pack([("a.bpmn", &vec![b' '; 65 << 20][..])]).unwrap();
    ann.file("/api/boards/import", zeros).await.problem(422, "bundle.too-large");
}

/// Whoever goes away while a file is worked on finds no board later, whichever moment that was.
#[tokio::test]
async fn a_file_that_is_given_up_leaves_no_board() {
    let house = House::new().await;
    let mut ann = house.account("ann@example.org", false).await;
    let file = std::fs::read("../crates/process/tests/fixtures/every-kind.bpmn").unwrap();
    let mut kept = 0;
    for polls in [1, 2, 3, 5, 8, 13, 21] {
        let mut request = Box::pin(ann.file("/api/boards/import?title=Halb", file.clone()));
        for _ in 0..polls {
            if futures_util::poll!(request.as_mut()).is_ready() {
                kept += 1;
                break;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        drop(request);
        // It may be there for a moment; then what was not answered is gone again.
        let count = async || house.store.boards().await.unwrap().len();
        for _ in 0..100 {
            if count().await > kept {
                break;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        while count().await > kept {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
    assert!(kept < 7, "none was given up");
}
