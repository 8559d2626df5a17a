//! Deployment: to the engines of the administrator's file and nowhere else, by people with an account, and with the
//! engine's own words where it refuses. The engines are stand-ins that answer as the real ones' contracts say; the real
//! Operaton is in `tests/engines`.

use crate::support::House;
use axum::{
    Json, Router,
    extract::{Multipart, State},
    http::{HeaderMap, StatusCode, Uri},
};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

/// What the stand-in was sent: path, `Authorization`, parts by name.
#[derive(Clone, Debug, Default)]
pub struct Sent {
    path: String,
    access: String,
    parts: BTreeMap<String, String>,
    /// Those that are files, by their own names, in their order.
    pub files: Vec<(String, String)>,
}

pub type Seen = Arc<Mutex<Vec<Sent>>>;

/// An engine on a free port that answers everything the same.
pub async fn engine(status: u16, answer: Value) -> (String, Seen) {
    let seen = Seen::default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let handler = async move |State(seen): State<Seen>, uri: Uri, headers: HeaderMap, mut form: Multipart| {
        let access = headers.get("authorization").and_then(|value| value.to_str().ok()).unwrap_or_default();
        let mut sent = Sent { path: uri.path().into(), access: access.into(), ..Sent::default() };
        while let Some(field) = form.next_field().await.unwrap() {
            let name = field.name().unwrap().to_owned();
            let file = field.file_name().map(str::to_owned);
            let text = field.text().await.unwrap();
            sent.files.extend(file.map(|file| (file, text.clone())));
            sent.parts.insert(name, text);
        }
        seen.lock().unwrap().push(sent);
        (StatusCode::from_u16(status).unwrap(), [("location", "/elsewhere")], Json(answer))
    };
    let router = Router::new().fallback(handler).with_state(Arc::clone(&seen));
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, seen)
}

pub fn file(target: &str, url: &str, more: &str) -> String {
    format!("[[engine]]\nid = \"test\"\nname = \"Test\"\ntarget = \"{target}\"\nurl = \"{url}\"\n{more}")
}

pub fn seven() -> Value {
    json!({ "id": "d1", "deployedProcessDefinitions": { "p:1:x": { "id": "p:1:x", "key": "p", "version": 1 } } })
}

#[tokio::test]
async fn a_process_reaches_camunda_7_with_its_secret() {
    let (url, seen) = engine(200, seven()).await;
    let secret = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(secret.path(), "geheim\n").unwrap();
    let more = format!("user = \"wandel\"\npassword_file = \"{}\"\n", secret.path().display());
    let house = House::with_engines(None, &file("operaton", &format!("{url}/engine-rest/"), &more)).await;
    let mut ann = house.account("ann@example.org", false).await;
    let board = ann.board("demo").await;

    let listed = ann.get("/api/engines").await.expect(200).json();
    assert_eq!(listed, json!([{ "id": "test", "name": "Test", "target": "operaton" }]));
    let path = format!("/api/boards/{board}/deploy");
    let done = ann.post(&path, json!({ "engine": "test" })).await.expect(200).json();
    assert_eq!(
        done,
        json!({ "deployment": "d1", "processes": [{ "id": "p:1:x", "key": "p", "version": 1 }], "called": [], "left": [] })
    );

    let sent = seen.lock().unwrap().pop().unwrap();
    assert_eq!(sent.path, "/engine-rest/deployment/create");
    assert_eq!(sent.access, "Basic d2FuZGVsOmdlaGVpbQ==");
    assert_eq!(sent.parts["enable-duplicate-filtering"], "true");
    let xml = &sent.parts[&format!("wandel-{board}.bpmn")];
    assert!(xml.contains("candidateGroups"), "{xml}");
}

/// Camunda 8 as the public description of its REST interface has it (`createDeployment` of the Orchestration Cluster API): a
/// request that the description does not allow is answered with a problem, a good one with every field that must be there.
async fn camunda_8(keys_are_text: bool) -> (String, Seen) {
    let seen = Seen::default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let handler = async move |State(seen): State<Seen>, headers: HeaderMap, mut form: Multipart| {
        let mut sent = Sent { path: "/v2/deployments".into(), ..Sent::default() };
        let mut wrong = Vec::new();
        let kind = headers.get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if !kind.starts_with("multipart/form-data; boundary=") || headers.get("content-length").is_none() {
            wrong.push(format!("content type {kind}"));
        }
        while let Some(field) = form.next_field().await.unwrap() {
            let (name, file) =
                (field.name().unwrap_or_default().to_owned(), field.file_name().map(str::to_owned));
            let text = field.text().await.unwrap();
            match (name.as_str(), file) {
                ("resources", Some(file)) => {
                    let ending = file.rsplit('.').next().unwrap_or_default();
                    let whole = match ending {
                        "bpmn" | "dmn" => roxmltree::Document::parse(&text).is_ok(),
                        "form" => serde_json::from_str::<Value>(&text).is_ok(),
                        _ => false,
                    };
                    if !whole || sent.files.iter().any(|(known, _)| *known == file) {
                        wrong.push(format!("resource {file}"));
                    }
                    sent.files.push((file, text.clone()));
                }
                ("tenantId", None) => {
                    let fits = |c: char| c.is_ascii_alphanumeric() || "_@.+-".contains(c);
                    if text.is_empty() || text.len() > 256 || text != "<default>" && !text.chars().all(fits) {
                        wrong.push(format!("tenant {text}"));
                    }
                }
                // Nothing else may stand in the form.
                (other, _) => wrong.push(format!("part {other}")),
            }
            sent.parts.insert(name, text);
        }
        if sent.files.is_empty() {
            wrong.push("no resources".to_owned());
        }
        let answer = if wrong.is_empty() { deployed(&sent, keys_are_text) } else { Err(wrong.join(", ")) };
        seen.lock().unwrap().push(sent);
        match answer {
            Ok(done) => (StatusCode::OK, [("content-type", "application/json")], done.to_string()),
            Err(wrong) => {
                let problem = json!({ "type": "about:blank", "title": "INVALID_ARGUMENT", "status": 400, "detail": wrong, "instance": "/v2/deployments" });
                (StatusCode::BAD_REQUEST, [("content-type", "application/problem+json")], problem.to_string())
            }
        }
    };
    let router = Router::new()
        .route("/v2/deployments", axum::routing::post(handler))
        .layer(axum::extract::DefaultBodyLimit::disable())
        .with_state(Arc::clone(&seen));
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, seen)
}

/// What was deployed, as Camunda 8 answers; or which element it does not take, in its words.
fn deployed(sent: &Sent, keys_are_text: bool) -> Result<Value, String> {
    let key = |number: u64| if keys_are_text { json!(number.to_string()) } else { json!(number) };
    let tenant = sent.parts.get("tenantId").map_or("<default>", String::as_str);
    let mut items = Vec::new();
    for (n, (file, text)) in sent.files.iter().enumerate() {
        let number = 2_251_799_813_685_249 + n as u64;
        if file.ends_with(".form") {
            let id = serde_json::from_str::<Value>(text).unwrap()["id"].clone();
            items.push(json!({ "form": { "formId": id, "version": 1, "resourceName": file, "tenantId": tenant, "formKey": key(number) } }));
            continue;
        }
        let document = roxmltree::Document::parse(text).unwrap();
        for node in document.descendants() {
            let id = node.attribute("id").unwrap_or_default();
            match node.tag_name().name() {
                "process" => items.push(json!({ "processDefinition": { "processDefinitionId": id, "processDefinitionVersion": 1,
                    "resourceName": file, "tenantId": tenant, "processDefinitionKey": key(number) } })),
                "decision" => items.push(json!({ "decisionDefinition": { "decisionDefinitionId": id, "version": 1, "name": id,
                    "tenantId": tenant, "decisionRequirementsId": "d", "decisionDefinitionKey": key(number), "decisionRequirementsKey": key(number + 1) } })),
                "userTask" if node.attribute("name") == Some("Zu viel") => {
                    return Err(format!("Command 'CREATE' rejected with code 'INVALID_ARGUMENT': Expected to deploy new resources, but encountered the following errors:\n'{file}': - Element: {id}\n    - ERROR: Must not be too much\n"));
                }
                _ => {}
            }
        }
    }
    Ok(json!({ "deploymentKey": key(22), "tenantId": tenant, "deployments": items }))
}

/// With keys as text, as since 8.8, and as numbers, as before.
#[tokio::test]
async fn a_process_reaches_camunda_8() {
    for text in [true, false] {
        let (url, seen) = camunda_8(text).await;
        let house = House::with_engines(None, &file("zeebe", &url, "tenant = \"amt-1\"\n")).await;
        let mut ann = house.account("ann@example.org", false).await;
        let board = ann.board("demo").await;
        let answer = ann.post(&format!("/api/boards/{board}/deploy"), json!({ "engine": "test" })).await;
        let done = answer.expect(200).json();
        let sent = seen.lock().unwrap().pop().unwrap();
        let (name, xml) = &sent.files[0];
        assert_eq!(*name, format!("wandel-{board}.bpmn"));
        assert!(xml.contains("zeebe:userTask"));
        let id = xml.split("process id=\"").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!(done["deployment"], "22");
        assert_eq!(done["processes"], json!([{ "id": "2251799813685249", "key": id, "version": 1 }]));
        assert_eq!(sent.parts["tenantId"], "amt-1");
    }
}

/// An engine names elements by their ids in the file; people know them by their names on the board.
#[tokio::test]
async fn an_element_that_an_engine_refuses_is_named() {
    const PROCESS: &str = r#"<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"><b:process id="P" isExecutable="true">
<b:startEvent id="S"/><b:userTask id="schwierig_ä" name="Zu viel"/><b:endEvent id="E"/><b:sequenceFlow id="F" sourceRef="S" targetRef="schwierig_ä"/><b:sequenceFlow id="G" sourceRef="schwierig_ä" targetRef="E"/></b:process></b:definitions>"#;
    let (eight, seen) = camunda_8(true).await;
    let said = json!({ "type": "ParseException", "message": "ENGINE-09005 Could not parse", "details": { "x.bpmn": { "errors": [
        { "message": "Must not be too much", "line": 1, "column": 1, "mainElementId": "schwierig_ae", "elementIds": ["P", "schwierig_ae"] }] } } });
    let (seven, _) = engine(400, said).await;
    for (target, url) in [("zeebe", &eight), ("operaton", &seven)] {
        let house = House::with_engines(None, &file(target, url, "")).await;
        let mut ann = house.account("ann@example.org", false).await;
        let made =
            ann.file("/api/boards/import?title=", PROCESS.as_bytes().to_vec()).await.expect(200).json();
        let board = made["id"].as_str().unwrap();
        let answer = ann.post(&format!("/api/boards/{board}/deploy"), json!({ "engine": "test" })).await;
        let problem = answer.json();
        answer.problem(422, "deploy.refused");
        let [finding] = problem["diagnostics"].as_array().unwrap().as_slice() else { panic!("{problem}") };
        assert_eq!(finding["code"], "deploy.refused-at");
        assert_eq!(
            finding["params"],
            json!({ "name": "Zu viel", "said": "Must not be too much" }),
            "{target}"
        );
        assert!(finding["element"].as_str().unwrap().starts_with("e_"), "{finding}");
    }
    assert!(seen.lock().unwrap()[0].files[0].1.contains("schwierig_ae"));
}

/// Forms and decision tables stand in the same request, each a resource by its own name.
#[tokio::test]
async fn what_belongs_to_a_process_goes_along() {
    const PROCESS: &str = r#"<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
<b:process id="P" name="Antrag" isExecutable="true"><b:startEvent id="S" name="Da"/>
<b:userTask id="U" name="Angaben"><b:extensionElements><zeebe:userTask/><zeebe:formDefinition formId="angaben"/><zeebe:assignmentDefinition candidateGroups="amt"/></b:extensionElements></b:userTask>
<b:businessRuleTask id="R" name="Entscheiden"><b:extensionElements><zeebe:calledDecision decisionId="hoehe" resultVariable="betrag"/></b:extensionElements></b:businessRuleTask><b:endEvent id="E" name="Fertig"/>
<b:sequenceFlow id="F1" sourceRef="S" targetRef="U"/><b:sequenceFlow id="F2" sourceRef="U" targetRef="R"/><b:sequenceFlow id="F3" sourceRef="R" targetRef="E"/></b:process></b:definitions>"#;
    const TABLE: &str = r#"<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="f" name="f" namespace="t"><decision id="hoehe" name="Höhe"><decisionTable id="t"><input id="i"><inputExpression id="x" typeRef="number"><text>n</text></inputExpression></input>
<output id="o" name="betrag" typeRef="number"/><rule id="r"><inputEntry id="a"><text>-</text></inputEntry><outputEntry id="b"><text>300</text></outputEntry></rule></decisionTable></decision></definitions>"#;
    const FORM: &str =
        r#"{"type":"default","id":"angaben","components":[{"key":"n","type":"number","label":"Einkommen"}]}"#;
    let (url, seen) = camunda_8(true).await;
    let house = House::with_engines(None, &file("zeebe", &url, "")).await;
    let mut ann = house.account("ann@example.org", false).await;
    let files = [("a.bpmn", PROCESS), ("h.dmn", TABLE), ("f.form", FORM)];
    let packed = wandel_server::export::zip::pack(files.map(|(name, text)| (name, text.as_bytes()))).unwrap();
    let made = ann.file("/api/boards/import?title=", packed).await.expect(200).json();
    let board = made["id"].as_str().unwrap();
    let answer = ann.post(&format!("/api/boards/{board}/deploy"), json!({ "engine": "test" })).await;
    assert_eq!(
        answer.expect(200).json(),
        json!({ "deployment": "22", "processes": [{ "id": "2251799813685249", "key": "P", "version": 1 }], "called": [], "left": [] })
    );
    let sent = seen.lock().unwrap().pop().unwrap();
    let names: Vec<_> = sent.files.iter().map(|(name, _)| name.as_str()).collect();
    let named = |ending: &str| format!("wandel-{board}{ending}");
    assert_eq!(names, [named(".bpmn"), named("-angaben.form"), named("-hoehe.dmn")]);
    assert!(
        sent.files[0].1.contains("formId=\"angaben\"") && sent.files[0].1.contains("decisionId=\"hoehe\"")
    );
    assert!(sent.files[1].1.contains("\"id\": \"angaben\"") && sent.files[2].1.contains("id=\"hoehe\""));
}

#[tokio::test]
async fn what_an_engine_says_is_passed_on() {
    for (status, answer, expected, code, detail) in [
        (
            400,
            json!({ "type": "ParseException", "message": "no start event" }),
            422,
            "deploy.refused",
            "no start event",
        ),
        (500, json!({ "message": "boom" }), 422, "deploy.refused", "boom"),
        (
            503,
            json!({ "title": "RESOURCE_EXHAUSTED", "detail": "too much to do" }),
            502,
            "deploy.unreachable",
            "too much to do",
        ),
        (429, json!("later"), 502, "deploy.unreachable", "429"),
        (401, json!({ "message": "who?" }), 502, "deploy.not-allowed", ""),
        (200, json!({ "hello": 1 }), 502, "deploy.not-an-engine", "deployment"),
        (307, json!({}), 502, "deploy.not-an-engine", "307"),
    ] {
        let (url, seen) = engine(status, answer).await;
        let house = House::with_engines(None, &file("camunda7", &url, "")).await;
        let mut ann = house.account("ann@example.org", false).await;
        let board = ann.board("demo").await;
        let answer = ann.post(&format!("/api/boards/{board}/deploy"), json!({ "engine": "test" })).await;
        assert_eq!(answer.json()["detail"].as_str().unwrap_or_default(), detail);
        answer.problem(expected, code);
        assert_eq!(seen.lock().unwrap().len(), 1, "{status}: no redirect is followed");
    }
    let house = House::with_engines(None, &file("camunda7", "http://127.0.0.1:1", "")).await;
    let mut ann = house.account("ann@example.org", false).await;
    let board = ann.board("demo").await;
    let path = format!("/api/boards/{board}/deploy");
    ann.post(&path, json!({ "engine": "test" })).await.problem(502, "deploy.unreachable");
}

#[tokio::test]
async fn who_may_not_and_what_cannot_run_reaches_no_engine() {
    let (url, seen) = engine(200, seven()).await;
    let house = House::with_engines(None, &file("operaton", &url, "")).await;
    let mut ann = house.account("ann@example.org", false).await;
    let board = ann.board("demo").await;
    let path = format!("/api/boards/{board}/deploy");
    let wish = json!({ "engine": "test" });

    let (_, secret) = ann.link(&board, "editor").await;
    let mut guest = house.somebody();
    let join = json!({ "board": board, "secret": secret, "name": "Gast", "colour": 3 });
    guest.post("/api/join", join).await.expect(200);
    guest.post(&path, wish.clone()).await.problem(403, "forbidden");
    assert_eq!(guest.get("/api/engines").await.expect(200).json(), json!([]));
    house.somebody().post(&path, wish.clone()).await.problem(404, "not-found");
    house.account("bob@example.org", true).await.post(&path, wish.clone()).await.problem(404, "not-found");
    ann.post(&path, json!({ "engine": "http://evil.example" })).await.problem(400, "deploy.unknown-engine");
    ann.post(&path, json!({ "engine": "test", "url": "http://evil.example" }))
        .await
        .problem(400, "bad-request");

    let empty = ann.board("empty").await;
    let answer = ann.post(&format!("/api/boards/{empty}/deploy"), wish).await;
    assert!(!answer.json()["diagnostics"].as_array().unwrap().is_empty());
    answer.problem(422, "deploy.gaps");
    assert!(seen.lock().unwrap().is_empty());
}
