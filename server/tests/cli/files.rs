//! Commands on files: check, convert, layout, render.

use crate::support::{Box, FAULTY, read};
use serde_json::{Value, json};

#[test]
fn check_names_what_is_wrong() {
    let place = Box::new();
    place.write("in.bpmn", FAULTY);
    let found = place.run(&["check", "in.bpmn", "--target", "operaton", "--format", "json"]).exits(1);
    let findings: Value = serde_json::from_str(&found.out).unwrap();
    let findings = findings.as_array().unwrap();
    let errors: Vec<_> = findings.iter().filter(|finding| finding["severity"] == "error").collect();
    assert!(!errors.is_empty());
    for finding in findings {
        assert!(finding["code"].as_str().unwrap().contains('.'), "{finding}");
        let message = finding["message"].as_str().unwrap();
        assert!(!message.is_empty() && !message.contains('{'), "{finding}");
        if let Some(element) = finding["element"].as_str() {
            let id = format!("id=\"{element}\"");
            let (number, line) = FAULTY.lines().enumerate().find(|(_, line)| line.contains(&id)).unwrap();
            let place = json!([number + 1, line.find('<').unwrap() + 1]);
            assert_eq!(json!([finding["line"], finding["column"]]), place, "{finding}");
        }
    }
    assert!(
        errors
            .iter()
            .any(|finding| ["choice", "f2", "f3"].contains(&finding["element"].as_str().unwrap_or("")))
    );
    let text = place.run(&["check", "in.bpmn", "--target", "operaton"]).exits(1);
    assert_eq!(text.out.lines().count(), findings.len());
    assert!(text.out.contains("Error "), "{}", text.out);
    assert!(text.out.lines().all(|line| line.starts_with("in.bpmn:")), "{}", text.out);
    assert!(text.out.contains("in.bpmn:5:5: Error choice: "), "{}", text.out);
    let german = place
        .command(&["check", "in.bpmn", "--target", "operaton"])
        .env("WANDEL_LANG", "de")
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&german.stdout).contains("Fehler "));
    place.run(&["check", "in.bpmn", "--target", "x"]).exits(2);
}

#[test]
fn what_is_no_process_file_is_one_sentence() {
    let place = Box::new();
    place.write("text.bpmn", "hello\nworld");
    place.write("page.bpmn", "<html/>");
    for (name, sentence) in [
        ("text.bpmn", "text.bpmn, line 1: "),
        ("page.bpmn", "page.bpmn, line 1: "),
        ("none.bpmn", "none.bpmn cannot be read: "),
    ] {
        for command in ["check", "convert", "render", "layout"] {
            let args = if command == "check" { vec![command, name] } else { vec![command, name, "out.svg"] };
            let done = place.run(&args).exits(3);
            assert!(done.err.starts_with(sentence), "{command} {name}: {}", done.err);
            assert_eq!(done.err.lines().count(), 1);
        }
    }
    assert!(!place.path("out.svg").exists());
}

#[test]
fn convert_writes_for_a_target_and_reports() {
    let place = Box::new();
    place.write("in.bpmn", FAULTY);
    place
        .run(&["convert", "in.bpmn", "out.bpmn", "--target", "operaton", "--report", "report.json"])
        .exits(1);
    let report: Value = serde_json::from_str(&read(&place.path("report.json"))).unwrap();
    assert_eq!(report["target"], "operaton");
    let missing = report["missing"].as_array().unwrap();
    assert!(missing.iter().any(|one| one["element"] == "choice" && one["line"] == 5), "{report}");
    let out = read(&place.path("out.bpmn"));
    assert!(out.contains("historyTimeToLive") && out.contains("BPMNShape"), "{out}");
    // The way back gives the same again.
    place.run(&["convert", "out.bpmn", "again.bpmn", "--target", "operaton"]).exits(1);
    assert_eq!(read(&place.path("again.bpmn")), out);
}

#[test]
fn layout_and_render() {
    let place = Box::new();
    place.write("in.bpmn", FAULTY);
    place.run(&["layout", "in.bpmn", "laid.bpmn"]).exits(0);
    let laid = read(&place.path("laid.bpmn"));
    assert_eq!(laid.matches("BPMNShape ").count(), 5, "{laid}");
    assert_eq!(laid.matches("BPMNEdge ").count(), 4);
    place.run(&["layout", "laid.bpmn", "twice.bpmn"]).exits(0);
    assert_eq!(read(&place.path("twice.bpmn")), laid, "laid out again, it stays");
    place.run(&["render", "laid.bpmn", "out.svg"]).exits(0);
    let svg = read(&place.path("out.svg"));
    assert!(
        svg.starts_with("<svg") && svg.contains("<title>Order</title>") && svg.contains("Pack the"),
        "{svg}"
    );
    assert!(place.run(&["render", "laid.bpmn", "out.png"]).exits(2).err.contains(".svg"));
}
