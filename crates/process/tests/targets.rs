//! What each engine's profile writes, and what its report says is translated, missing or left on the board.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use roxmltree::{Document, Node};
use support::sketch::sketch;
use wandel_process::{Severity, Target, bpmn, check};

const ZEEBE: &str = "http://camunda.org/schema/zeebe/1.0";
const CAMUNDA: &str = "http://camunda.org/schema/1.0/bpmn";
const FLOWABLE: &str = "http://flowable.org/bpmn";

/// A case with most of what engines say differently.
const CASE: &str = "s:event.start.none u:task.user(form=f,groups=g) w:task.service(topic=t,input.x=income,output.y=z) \
    g:gateway.exclusive(default=g>e) m:definition.message(correlation=case) c:event.catch.message(reference=m) \
    n:task.send(topic=n) r:task.rule(decision=d,result=v) l:call(called=other) e:event.end.none \
    | s>u u>w w>g g>c(condition=!done||income>3) g>e c>n n>r r>l l>e";

fn written(text: &str, target: Target) -> (String, bpmn::Report) {
    let written = bpmn::write(&sketch(text), target, &|_| None);
    (String::from_utf8(written.xml).unwrap(), written.report)
}

fn node<'a>(doc: &'a Document<'a>, name: &str) -> Node<'a, 'a> {
    doc.descendants()
        .find(|node| node.attribute("name") == Some(name) && node.has_attribute("id"))
        .unwrap_or_else(|| panic!("no {name}"))
}

fn said<'a>(node: Node<'a, 'a>, space: &'static str, name: &'static str) -> Node<'a, 'a> {
    let found = node.descendants().find(|inner| inner.has_tag_name((space, name)));
    found.unwrap_or_else(|| panic!("no {name} in {:?}", node.attribute("name")))
}

#[test]
fn camunda_8() {
    let (text, report) = written(CASE, Target::Zeebe);
    assert!(!report.has_errors(), "{:?}", report.missing);
    let doc = Document::parse(&text).unwrap();
    assert!(text.contains("modeler:executionPlatform=\"Camunda Cloud\""));
    assert!(!text.contains(CAMUNDA), "never both");
    let user = node(&doc, "U");
    said(user, ZEEBE, "userTask");
    assert_eq!(said(user, ZEEBE, "assignmentDefinition").attribute("candidateGroups"), Some("g"));
    assert_eq!(said(user, ZEEBE, "formDefinition").attribute("externalReference"), Some("f"));
    let worker = node(&doc, "W");
    assert_eq!(said(worker, ZEEBE, "taskDefinition").attribute("type"), Some("t"));
    let input = said(worker, ZEEBE, "input");
    assert_eq!((input.attribute("source"), input.attribute("target")), (Some("=income"), Some("x")));
    let output = said(worker, ZEEBE, "output");
    assert_eq!((output.attribute("source"), output.attribute("target")), (Some("=z"), Some("y")));
    let condition = node(&doc, "g>c")
        .descendants()
        .find(|n| n.has_tag_name(("http://www.omg.org/spec/BPMN/20100524/MODEL", "conditionExpression")));
    assert_eq!(condition.and_then(|n| n.text()), Some("=not(done) or income > 3"));
    assert_eq!(said(node(&doc, "M"), ZEEBE, "subscription").attribute("correlationKey"), Some("=case"));
    let rule = said(node(&doc, "R"), ZEEBE, "calledDecision");
    assert_eq!((rule.attribute("decisionId"), rule.attribute("resultVariable")), (Some("d"), Some("v")));
    assert_eq!(said(node(&doc, "L"), ZEEBE, "calledElement").attribute("processId"), Some("other"));
    assert_eq!(node(&doc, "L").attribute("calledElement"), None);
}

#[test]
fn camunda_7() {
    let (text, report) = written(CASE, Target::Camunda7);
    assert!(!report.has_errors(), "{:?}", report.missing);
    let doc = Document::parse(&text).unwrap();
    assert!(!text.contains("operaton") && !text.contains(ZEEBE), "never both");
    assert_eq!(node(&doc, "W").attribute((CAMUNDA, "topic")), Some("t"));
    let input = said(node(&doc, "W"), CAMUNDA, "inputParameter");
    assert_eq!((input.attribute("name"), input.text()), (Some("x"), Some("${income}")));
    assert_eq!(node(&doc, "R").attribute((CAMUNDA, "mapDecisionResult")), Some("singleEntry"));
    assert_eq!(said(node(&doc, "L"), CAMUNDA, "in").attribute("variables"), Some("all"));
}

#[test]
fn flowable() {
    let (text, report) = written(CASE, Target::Flowable);
    assert!(!report.has_errors(), "{:?}", report.missing);
    let doc = Document::parse(&text).unwrap();
    assert_eq!(node(&doc, "W").attribute((FLOWABLE, "type")), Some("external-worker"));
    for changed in ["N", "R"] {
        assert_eq!(node(&doc, changed).tag_name().name(), "serviceTask");
        let told =
            |note: &&wandel_process::Diagnostic| note.params.get("name").is_some_and(|name| name == changed);
        let note = report.translated.iter().find(told).unwrap();
        assert_eq!((note.code.as_str(), note.params["to"].as_str()), ("export.changed", "serviceTask"));
    }
    assert_eq!(node(&doc, "R").attribute((FLOWABLE, "type")), Some("dmn"));
    assert_eq!(node(&doc, "L").attribute((FLOWABLE, "inheritVariables")), Some("true"));
    // What it has no place for is told, with the element.
    let dropped: Vec<_> =
        report.stays.iter().map(|note| (note.code.as_str(), note.params["what"].as_str())).collect();
    assert_eq!(dropped, [("export.dropped", "input"), ("export.dropped", "output")]);
    assert!(report.stays.iter().all(|note| note.element.as_deref() == Some("w")));
}

/// Of what engines do not run the report and the check say the same, and name the element.
#[test]
fn not_offered() {
    let table = [
        (
            "s:event.start.none c:event.catch.conditional(condition=x) e:event.end.none | s>c c>e",
            Target::Zeebe,
            "engine.conditional c",
        ),
        (
            "s:event.start.none m:definition.message c:event.catch.message(reference=m) e:event.end.none | s>c c>e",
            Target::Zeebe,
            "engine.missing-correlation c",
        ),
        (
            "s:event.start.none a:task.service(class=x.Y) e:event.end.none | s>a a>e",
            Target::Zeebe,
            "task.missing-service a",
        ),
        (
            "s:event.start.none a:task.script(script=1,script-format=groovy) e:event.end.none | s>a a>e",
            Target::Zeebe,
            "engine.script a",
        ),
        (
            "s:event.start.none a:task.manual b:task.manual e:event.end.none g:gateway.exclusive(default=g>b) \
             | s>g g>a(condition=${bean.ok()}) g>b a>e b>e",
            Target::Zeebe,
            "engine.expression g>a",
        ),
        (
            "s:event.start.none a:task.manual b:task.manual e:event.end.none g:gateway.exclusive(default=g>b) \
             | s>g g>a(condition==count(list)>1) g>b a>e b>e",
            Target::Operaton,
            "engine.expression g>a",
        ),
        (
            "s:event.start.none m:definition.message e:event.end.message(reference=m,topic=t) | s>e",
            Target::Flowable,
            "engine.end-event e",
        ),
        (
            "s:event.start.none a:task.manual e:event.end.none r:task.service(topic=t,compensation=true) | s>a a>e",
            Target::Flowable,
            "engine.undone-by-worker r",
        ),
        (
            "s:event.start.none a:task.manual e:event.end.none r:call(called=c,compensation=true) | s>a a>e",
            Target::Flowable,
            "engine.undone-by-scope r",
        ),
        (
            "s:event.start.none g:definition.signal e:event.end.signal(reference=g) | s>e",
            Target::Flowable,
            "engine.end-event e",
        ),
        (
            "s:event.start.none a:task.manual(loop=parallel,collection=l,element-variable=x,completion=x.done) e:event.end.none | s>a a>e",
            Target::Flowable,
            "engine.item-at-end a",
        ),
        ("s:event.start.none e:event.end.compensation | s>e", Target::Flowable, "engine.end-event e"),
        (
            "s:event.start.conditional(condition=x) e:event.end.none | s>e",
            Target::Flowable,
            "engine.conditional s",
        ),
        (
            "s:event.start.none e:event.end.none o:subprocess.embedded q<o:event.start.none r<o:event.end.none \
             u<o:subprocess.event t<u:event.start.compensation v<u:event.end.none | s>o o>e q>r t>v",
            Target::Zeebe,
            "engine.compensation-start t",
        ),
        (
            "s:event.start.none e:event.end.none u:subprocess.event t<u:event.start.timer(timer-kind=cycle,timer=R/PT1H) v<u:event.end.none | s>e t>v",
            Target::Zeebe,
            "event.timer-cycle t",
        ),
        (
            "s:event.start.none t:event.start.timer(timer-kind=date,timer=2030-01-01) e:event.end.none | s>e t>e",
            Target::Operaton,
            "engine.several-starts t",
        ),
        (
            "s:event.start.timer(timer-kind=date,timer=2030-01-01) t:event.start.none e:event.end.none | s>e t>e",
            Target::Camunda7,
            "engine.several-starts t",
        ),
    ];
    for (text, target, wanted) in table {
        let model = sketch(text);
        let refusals = |findings: &[wandel_process::Diagnostic]| -> Vec<String> {
            let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
            errors.map(|e| format!("{} {}", e.code, e.element.as_deref().unwrap_or_default())).collect()
        };
        assert_eq!(refusals(&check::check(&model, &[target])), [wanted], "{text}");
        assert_eq!(refusals(&bpmn::write(&model, target, &|_| None).report.missing), [wanted], "{text}");
        let seven = matches!(target, Target::Operaton | Target::Camunda7);
        let other = if seven { Target::Zeebe } else { Target::Operaton };
        assert_eq!(refusals(&check::check(&model, &[other])), [""; 0], "{text} for {}", other.name());
    }
}
