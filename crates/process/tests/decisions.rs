//! Decision tables: what is wrong with one, the DMN file beside the process, and a file's table on the board.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use roxmltree::{Document, Node};
use support::sketch::sketch;
use wandel_process::{
    Model, Severity, Target, check,
    decision::Decisions,
    dmn,
    export::export_files,
    kind::{DefinitionKind, Kind, TaskKind},
    model::{Element, ElementKind, Owner},
    property::names as p,
};

const PROCESS: &str = "s:event.start.none r:task.rule(decision-table=d,result=grant) e:event.end.none \
    d:definition.decision(name=Höhe,key=hoehe) \
    i<d:definition.input(name=Einkommen,type=number) a<d:definition.input(name=Art,expression=kind) \
    o<d:definition.output(name=Betrag,type=number) | s>r r>e";

/// A table over income and kind, with these rules: cells in the order of the columns.
fn table(policy: &str, rules: &[[&str; 3]]) -> Model {
    let mut model = sketch(PROCESS);
    let decision = model.elements.iter_mut().find(|element| element.id == "d").unwrap();
    decision.properties.insert(p::HIT_POLICY.into(), policy.into());
    for (n, cells) in rules.iter().enumerate() {
        let kind = ElementKind::Definition(DefinitionKind::Rule);
        let mut rule = Element::new(&format!("r{n}"), kind, Owner::Element("d".into()));
        for (column, cell) in ["i", "a", "o"].iter().zip(cells) {
            rule.properties.insert(format!("{}{column}", p::CELL), (*cell).into());
        }
        model.elements.push(rule);
    }
    model
}

/// Findings about the step that asks: code, and the parameters that say where.
fn found(model: &Model) -> Vec<String> {
    let found = check::check(model, &[Target::Operaton]);
    let own = found.iter().filter(|finding| finding.code.starts_with("decision."));
    own.map(|finding| {
        let said =
            ["row", "other", "column", "values"].iter().filter_map(|name| finding.params.get(*name).cloned());
        format!("{} {}", finding.code, said.collect::<Vec<_>>().join(" ")).trim().to_owned()
    })
    .collect()
}

/// Policy, rules, findings.
type Case = (&'static str, &'static [[&'static str; 3]], &'static [&'static str]);

#[test]
fn rules_that_hold_at_once_and_gaps() {
    let cases: &[Case] = &[
        ("unique", &[["< 1000", "-", "300"], [">= 1000", "-", "0"]], &[]),
        ("unique", &[["<= 1000", "-", "300"], [">= 1000", "-", "0"]], &["decision.overlap 1 2"]),
        ("first", &[["<= 1000", "-", "300"], [">= 1000", "-", "0"]], &[]),
        (
            "unique",
            &[["< 1000", "-", "300"], ["> 1000", "-", "0"]],
            &["decision.gap Einkommen = 1000, Art = …"],
        ),
        (
            "unique",
            &[
                ["< 1000", "\"neu\"", "300"],
                ["< 1000", "not(\"neu\")", "200"],
                ["[1000..2000)", "", "1"],
                [">= 2000", "", "0"],
            ],
            &[],
        ),
        (
            "unique",
            &[["-", "\"neu\", \"alt\"", "1"], ["-", "\"alt\"", "2"], ["-", "not(\"neu\",\"alt\")", "3"]],
            &["decision.overlap 1 2"],
        ),
        // What only an engine knows is not judged.
        ("unique", &[["< limit", "-", "1"], ["> 3", "-", "2"]], &[]),
        ("collect", &[["-", "-", "1"], ["-", "-", "2"]], &[]),
        (
            "unique",
            &[["< 1000", "-", "zu viel"], ["[5..1]", "neu\"", "\"x\""]],
            &[
                "decision.bad-cell 1 Betrag",
                "decision.bad-cell 2 Einkommen",
                "decision.bad-cell 2 Art",
                "decision.cell-type 2 Betrag",
            ],
        ),
        (
            "unique",
            &[["\"viel\"", "true", "1"]],
            &["decision.cell-type 1 Einkommen", "decision.cell-type 1 Art"],
        ),
        ("unique", &[], &["decision.empty"]),
    ];
    for (policy, rules, wanted) in cases {
        assert_eq!(&found(&table(policy, rules)), wanted, "{policy} {rules:?}");
    }
}

#[test]
fn a_table_that_is_gone() {
    let model = sketch("s:event.start.none r:task.rule(decision-table=x) e:event.end.none | s>r r>e");
    assert_eq!(found(&model), ["decision.dangling"]);
    let keyed = sketch("s:event.start.none r:task.rule(decision=elsewhere) e:event.end.none | s>r r>e");
    assert_eq!(found(&keyed), [""; 0], "a table that the engine has");
}

const RULES: &[[&str; 3]] =
    &[["< 1000", "\"neu\"", "300"], ["< 1000", "not(\"neu\")", "150"], [">= 1000", "", "0"]];

fn node<'a>(doc: &'a Document<'a>, name: &str) -> Node<'a, 'a> {
    doc.descendants().find(|node| node.tag_name().name() == name).unwrap_or_else(|| panic!("no {name}"))
}

#[test]
fn the_file_beside_the_process() {
    for (target, link) in [
        (Target::Operaton, "operaton:decisionRef=\"hoehe\""),
        (Target::Camunda7, "camunda:decisionRef=\"hoehe\""),
        (Target::Zeebe, "decisionId=\"hoehe\""),
        (Target::Flowable, "<flowable:string>hoehe</flowable:string>"),
        (Target::Generic, "wandel:decisionRef=\"hoehe\""),
    ] {
        let exported = export_files(&table("unique", RULES), target, &|_| None);
        assert!(!exported.report.has_errors(), "{:?}", exported.report.missing);
        let text = String::from_utf8(exported.bpmn.bytes.clone()).unwrap();
        assert!(text.contains(link), "{link} in {text}");
        let names: Vec<_> = exported.files().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["process.bpmn", "hoehe.dmn"]);
        let file = std::str::from_utf8(&exported.beside[0].bytes).unwrap();
        let doc = Document::parse(file).unwrap();
        assert_eq!(node(&doc, "decision").attribute("id"), Some("hoehe"));
        assert_eq!(node(&doc, "decisionTable").attribute("hitPolicy"), Some("UNIQUE"));
        assert_eq!(
            doc.descendants()
                .filter(|node| node.has_tag_name("rule") || node.tag_name().name() == "rule")
                .count(),
            3
        );
        assert_eq!(
            node(&doc, "inputExpression").attribute("typeRef"),
            Some(if matches!(target, Target::Operaton | Target::Camunda7) { "double" } else { "number" })
        );
        assert!(node(&doc, "Bounds").attribute("width").is_some());
    }
}

#[test]
fn what_of_the_answer_is_the_result() {
    for (policy, wanted) in
        [("unique", "singleEntry"), ("collect", "collectEntries"), ("rule-order", "collectEntries")]
    {
        let exported = export_files(&table(policy, RULES), Target::Operaton, &|_| None);
        let text = String::from_utf8(exported.bpmn.bytes.clone()).unwrap();
        assert!(text.contains(&format!("mapDecisionResult=\"{wanted}\"")), "{policy}");
    }
}

/// A table under `collect` that puts its answers together.
fn aggregating(how: &str, rules: &[[&str; 3]]) -> Model {
    let mut model = table("collect", rules);
    let decision = model.elements.iter_mut().find(|element| element.id == "d").unwrap();
    decision.properties.insert(p::AGGREGATION.into(), how.into());
    model
}

#[test]
fn answers_put_together() {
    for (how, wanted) in [("sum", "SUM"), ("min", "MIN"), ("max", "MAX"), ("count", "COUNT")] {
        let model = aggregating(how, RULES);
        let exported = export_files(&model, Target::Camunda7, &|_| None);
        let text = String::from_utf8(exported.bpmn.bytes.clone()).unwrap();
        assert!(text.contains("mapDecisionResult=\"singleEntry\""), "one answer, no list");
        let file = std::str::from_utf8(&exported.beside[0].bytes).unwrap().to_owned();
        let doc = Document::parse(&file).unwrap();
        let table = node(&doc, "decisionTable");
        assert_eq!(
            (table.attribute("hitPolicy"), table.attribute("aggregation")),
            (Some("COLLECT"), Some(wanted))
        );
        let (read, told) = dmn::read(file.as_bytes(), &mut || "e_1".to_owned()).unwrap();
        assert_eq!(read.elements[0].text(p::AGGREGATION), Some(how));
        assert!(told.is_empty());
        assert_eq!(found(&model), [""; 0]);
    }
    // Under another policy it does not count.
    let mut model = aggregating("sum", RULES);
    let decision = model.elements.iter_mut().find(|element| element.id == "d").unwrap();
    decision.properties.insert(p::HIT_POLICY.into(), "first".into());
    let exported = export_files(&model, Target::Generic, &|_| None);
    assert!(!String::from_utf8_lossy(&exported.beside[0].bytes).contains("aggregation"));
    // Only numbers can be.
    let mut texts = aggregating("sum", &[["-", "-", "\"a\""]]);
    let output = texts.elements.iter_mut().find(|element| element.id == "o").unwrap();
    output.properties.remove(p::TYPE);
    assert_eq!(found(&texts), ["decision.aggregate"]);
}

/// What the engine without FEEL refuses: code and where.
fn refused_without_feel(model: &Model) -> Vec<String> {
    let found = check::check(model, &[Target::Flowable]);
    let own = found.iter().filter(|finding| finding.code.starts_with("engine."));
    own.map(|finding| {
        assert_eq!((finding.severity, finding.element.as_deref()), (Severity::Error, Some("r")));
        let said = ["row", "column"].iter().filter_map(|name| finding.params.get(*name).cloned());
        format!("{} {}", finding.code, said.collect::<Vec<_>>().join(" ")).trim().to_owned()
    })
    .collect()
}

#[test]
fn tables_without_feel() {
    let exported = export_files(&table("unique", RULES), Target::Flowable, &|_| None);
    let file = std::str::from_utf8(&exported.beside[0].bytes).unwrap();
    let doc = Document::parse(file).unwrap();
    let cells: Vec<_> = doc
        .descendants()
        .filter(|node| node.tag_name().name().ends_with("Entry"))
        .map(|entry| {
            let texts = entry.descendants().filter(Node::is_text).filter_map(|part| part.text());
            texts.collect::<String>().trim().to_owned()
        })
        .collect();
    assert_eq!(cells[..3], ["${(Einkommen != null && Einkommen < 1000)}", "${kind == \"neu\"}", "${300}"]);
    assert_eq!(cells[7], "-");
    let text = String::from_utf8(exported.bpmn.bytes.clone()).unwrap();
    assert!(text.contains("${execution.setVariable('grant', execution.getVariable('Betrag'))}"), "{text}");

    assert_eq!(refused_without_feel(&table("unique", RULES)), [""; 0]);
    assert_eq!(
        refused_without_feel(&table("unique", &[["< limit", "-", "1"], ["-", "\"x\"", "2"]])),
        ["engine.table-cell 1 Einkommen"]
    );
    let mut asked = table("first", RULES);
    let input = asked.elements.iter_mut().find(|element| element.id == "a").unwrap();
    input.properties.insert(p::EXPRESSION.into(), "upper case(kind)".into());
    assert_eq!(refused_without_feel(&asked), ["engine.table-input Art"]);
    // Several answers have names of their own there.
    let mut several = table("unique", RULES);
    let kind = ElementKind::Definition(DefinitionKind::Output);
    let mut output = Element::new("o2", kind, Owner::Element("d".into()));
    output.name = "Grund".into();
    several.elements.push(output);
    assert_eq!(refused_without_feel(&several), ["engine.table-answers"]);
    several.elements.iter_mut().find(|e| e.id == "r").unwrap().properties.remove(p::RESULT);
    assert_eq!(refused_without_feel(&several), [""; 0]);
}

fn said(model: &Model) -> Vec<String> {
    let decisions = Decisions::new(model);
    let decision = decisions.all().next().unwrap();
    let columns = decision.inputs.iter().chain(&decision.outputs);
    let mut lines: Vec<String> =
        vec![format!("{} {} {}", decision.key, decision.element.name, decision.policy.name())];
    lines.extend(
        columns.clone().map(|column| format!("{} {} {}", column.key, column.label(), column.kind.name())),
    );
    for rule in &decision.rules {
        lines.push(columns.clone().map(|column| column.cell(rule)).collect::<Vec<_>>().join(" | "));
    }
    lines
}

#[test]
fn a_table_comes_back() {
    for policy in ["unique", "first", "any", "collect", "rule-order"] {
        let mut model = table(policy, RULES);
        let mut count = 0;
        let mut fresh = || {
            count += 1;
            format!("e_x{count}")
        };
        let before = said(&model);
        let exported = export_files(&model, Target::Generic, &|_| None);
        let (read, told) = dmn::read(&exported.beside[0].bytes, &mut fresh).unwrap();
        assert_eq!(said(&read), before);
        assert!(told.is_empty());
        // By its key, the step of a process that was read before finds it.
        model.elements.retain(|element| element.process_kind().is_some());
        model.elements.iter_mut().find(|e| e.id == "r").unwrap().properties.remove(p::DECISION_TABLE);
        model
            .elements
            .iter_mut()
            .find(|e| e.id == "r")
            .unwrap()
            .properties
            .insert(p::DECISION.into(), "hoehe".into());
        model.elements.extend(read.elements);
        let decisions = Decisions::new(&model);
        assert!(decisions.of(model.element("r").unwrap()).is_some());
    }
}

#[test]
fn files_that_say_more_stay_files() {
    let file = |inside: &str| {
        format!(
            r#"<definitions xmlns="http://www.omg.org/spec/DMN/20180521/MODEL/" id="d" name="d" namespace="n">{inside}</definitions>"#
        )
    };
    let table = |more: &str, policy: &str| {
        format!(
            r#"<decision id="x" name="X">{more}<decisionTable hitPolicy="{policy}"><input id="i"><inputExpression typeRef="integer"><text>n</text></inputExpression></input>
            <output id="o" name="out" typeRef="string"/><rule id="r"><inputEntry id="a"><text>-</text></inputEntry><outputEntry id="b"><text>"y"</text></outputEntry></rule></decisionTable></decision>"#
        )
    };
    let read = |text: &str| {
        let mut count = 0;
        dmn::read(text.as_bytes(), &mut || {
            count += 1;
            format!("e_{count}")
        })
    };
    let (model, told) = read(&file(&table("", "FIRST"))).unwrap();
    assert_eq!(said(&model), ["x X first", "n n number", "out out text", " | \"y\""]);
    assert!(told.is_empty());
    for odd in [
        table("", "PRIORITY"),
        table(
            r##"<informationRequirement><requiredDecision href="#y"/></informationRequirement>"##,
            "UNIQUE",
        ),
        table("", "UNIQUE").replace("integer", "time"),
        "<decision id=\"x\" name=\"X\"><literalExpression><text>1</text></literalExpression></decision>"
            .to_owned(),
        "<businessKnowledgeModel id=\"b\" name=\"B\"/>".to_owned(),
    ] {
        let (model, told) = read(&file(&odd)).unwrap();
        assert!(model.elements.is_empty(), "{odd}");
        assert_eq!(told.len(), 1, "{odd}");
        assert_eq!((told[0].severity, told[0].code.as_str()), (Severity::Warning, "dmn.unsupported"));
    }
    assert_eq!(read("<x/>").unwrap_err().code, "bpmn.not-bpmn");
    assert_eq!(read("<x").unwrap_err().code, "bpmn.malformed");
}

/// A file that was written for an engine is the same process again: who is asked, and under which name the answer goes on.
#[test]
fn a_table_asked_on_an_engine_is_read_back() {
    for target in [Target::Operaton, Target::Camunda7, Target::Zeebe, Target::Flowable] {
        let written = export_files(&table("unique", &[["-", "-", "300"]]), target, &|_| None);
        let model = support::read(&written.bpmn.bytes, "b").model;
        let rule = Kind::Task(TaskKind::BusinessRule);
        let step = model.elements.iter().find(|element| element.process_kind() == Some(rule)).unwrap();
        assert_eq!(step.text(p::DECISION), Some("hoehe"), "{}", target.name());
        assert_eq!(step.text(p::RESULT), Some("grant"), "{}", target.name());
    }
}
