//! Forms in and out: what each target gets, what is told, and that a file keeps what ours cannot hold.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use roxmltree::{Document, Node};
use support::{facts, fixture, read, sketch::sketch, written, xid};
use wandel_process::{
    Model, Severity, Target, check,
    export::{Exported, export_files},
    form::{Forms, js},
    kind::DefinitionKind,
    model::{Element, ElementKind, Owner},
    property::{Value, names as p},
};

/// A step with a form of every type, shown at the start as well.
const CASE: &str = "s:event.start.none(form-definition=f) a:task.user(form-definition=f,groups=g) e:event.end.none \
    f:definition.form(name=Antrag) \
    n<f:definition.field(name=Einkommen,type=number,required=true,initial=12.5,help=Netto) \
    l<f:definition.field(name=Grund,type=long-text) \
    t<f:definition.field(name=Ort) \
    b<f:definition.field(name=Ok,key=vollstaendig,type=boolean) \
    d<f:definition.field(name=Ab,type=date,initial=2027-01-31) \
    c<f:definition.field(name=Art,type=choice,initial=neu) \
    c1<c:definition.choice(name=Erstantrag,value=neu) c2<c:definition.choice(name=Folgeantrag) \
    | s>a a>e";

fn case() -> Model {
    let mut model = sketch(CASE);
    // A sketch has no word for a text that looks like a flag.
    model
        .elements
        .iter_mut()
        .find(|e| e.id == "b")
        .unwrap()
        .properties
        .insert(p::INITIAL.into(), "true".into());
    model
}

fn export(model: &Model, target: Target) -> (String, Exported) {
    let exported = export_files(model, target, &|_| None);
    assert!(!exported.report.has_errors(), "{:?}", exported.report.missing);
    (String::from_utf8(exported.bpmn.bytes.clone()).unwrap(), exported)
}

fn fields<'a>(doc: &'a Document<'a>, step: &str, tag: &str) -> Vec<Node<'a, 'a>> {
    let step = doc.descendants().find(|node| node.tag_name().name() == step).unwrap();
    step.descendants().filter(|node| node.tag_name().name() == tag).collect()
}

/// What a form says, in lines: key, label, type and the rest.
fn said(model: &Model) -> Vec<String> {
    let forms = Forms::new(model);
    let mut lines = Vec::new();
    for form in forms.all() {
        lines.push(format!("form {}", form.element.name));
        for field in &form.fields {
            lines.push(format!(
                "{} {} {} {} {:?} {:?}",
                field.key,
                field.element.name,
                field.kind.name(),
                field.required(),
                field.initial(),
                field.help()
            ));
            for choice in &field.choices {
                lines.push(format!("  {} {}", choice.value, choice.element.name));
            }
        }
    }
    lines
}

fn codes(exported: &Exported) -> Vec<(&str, &str)> {
    let mut codes: Vec<_> = exported
        .report
        .stays
        .iter()
        .filter(|note| note.element.as_deref() == Some("a"))
        .map(|note| (note.code.as_str(), note.params["field"].as_str()))
        .collect();
    codes.sort_unstable();
    codes
}

#[test]
fn generated_task_forms() {
    for (target, space) in [
        (Target::Operaton, "http://operaton.org/schema/1.0/bpmn"),
        (Target::Camunda7, "http://camunda.org/schema/1.0/bpmn"),
    ] {
        let (text, exported) = export(&case(), target);
        let doc = Document::parse(&text).unwrap();
        for step in ["userTask", "startEvent"] {
            let fields = fields(&doc, step, "formField");
            let ids: Vec<_> = fields.iter().map(|field| field.attribute("id").unwrap()).collect();
            assert_eq!(ids, ["Einkommen", "Grund", "Ort", "vollstaendig", "Ab", "Art"]);
            let types: Vec<_> = fields.iter().map(|field| field.attribute("type").unwrap()).collect();
            assert_eq!(types, ["long", "string", "string", "boolean", "date", "enum"]);
            assert!(fields.iter().all(|field| field.tag_name().namespace() == Some(space)));
            let constraint =
                fields[0].descendants().find(|node| node.tag_name().name() == "constraint").unwrap();
            assert_eq!(constraint.attribute("name"), Some("required"));
            assert_eq!(fields[4].attribute("datePattern"), Some("yyyy-MM-dd"));
            let values: Vec<_> = fields[5]
                .children()
                .filter(Node::is_element)
                .map(|value| (value.attribute("id").unwrap(), value.attribute("name").unwrap()))
                .collect();
            assert_eq!(values, [("neu", "Erstantrag"), ("Folgeantrag", "Folgeantrag")]);
        }
        let wanted = [
            ("export.form-decimals", "Einkommen"),
            ("export.form-help", "Einkommen"),
            ("export.form-lines", "Grund"),
        ];
        assert_eq!(codes(&exported), wanted);
        assert_eq!(exported.beside, []);
    }
}

#[test]
fn form_properties_of_flowable() {
    let (text, exported) = export(&case(), Target::Flowable);
    let doc = Document::parse(&text).unwrap();
    let fields = fields(&doc, "userTask", "formProperty");
    let types: Vec<_> = fields.iter().map(|field| field.attribute("type").unwrap()).collect();
    assert_eq!(types, ["double", "string", "string", "boolean", "date", "enum"]);
    assert_eq!(fields[0].attribute("required"), Some("true"));
    assert_eq!(fields[3].attribute("default"), Some("true"));
    assert_eq!(codes(&exported), [("export.form-help", "Einkommen"), ("export.form-lines", "Grund")]);
}

#[test]
fn linked_forms_of_camunda_8() {
    let (text, exported) = export(&case(), Target::Zeebe);
    let doc = Document::parse(&text).unwrap();
    for step in ["userTask", "startEvent"] {
        assert_eq!(fields(&doc, step, "formDefinition")[0].attribute("formId"), Some("Form_f"));
    }
    let names: Vec<_> = exported.files().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["process.bpmn", "Form_f.form"], "once, however many steps show it");
    let json: serde_json::Value = serde_json::from_slice(&exported.beside[0].bytes).unwrap();
    assert_eq!(json["id"], "Form_f");
    assert_eq!(json["components"][0]["defaultValue"], 12.5);
    assert_eq!(json["components"][0]["validate"]["required"], true);
    assert_eq!(json["components"][5]["values"][0]["value"], "neu");
    assert_eq!(codes(&exported), [("export.form-initial", "Ab")]);
    let back = js::read(std::str::from_utf8(&exported.beside[0].bytes).unwrap()).unwrap();
    assert_eq!(back.fields.len(), 6);
    assert_eq!(back.fields[5].choices[1], ("Folgeantrag".to_owned(), "Folgeantrag".to_owned()));
}

/// Through a file of every target that says forms itself, the same forms come back; shared ones once.
#[test]
fn forms_come_back() {
    let before = said(&case());
    for target in [Target::Generic, Target::Operaton, Target::Camunda7, Target::Flowable] {
        let (text, _) = export(&case(), target);
        let again = read(text.as_bytes(), "a");
        assert_eq!(said(&again.model), before, "{}", target.name());
        let steps = again.model.elements.iter().filter(|e| e.properties.contains_key(p::FORM_DEFINITION));
        assert_eq!(steps.count(), 2, "{}", target.name());
    }
}

/// In plain BPMN a form stands there in words, too, and is no documentation when it is read.
#[test]
fn a_form_in_words() {
    let mut model = case();
    wandel_process::layout::layout(&mut model);
    let (text, _) = export(&model, Target::Generic);
    assert!(text.contains("Einkommen * (Einkommen: number): Netto"), "{text}");
    assert!(text.contains("Art (Art: choice): neu | Folgeantrag"));
    let again = read(text.as_bytes(), "a");
    assert!(again.model.elements.iter().all(|element| element.text(p::DOCUMENTATION).is_none()));
    assert_eq!(
        String::from_utf8(written(&again.model, &again).xml).unwrap(),
        text,
        "an unchanged file stays as it is"
    );
}

fn field<'m>(model: &'m mut Model, key: &str) -> &'m mut Element {
    model.elements.iter_mut().find(|element| element.text(p::KEY) == Some(key)).unwrap()
}

fn changes(edit: impl Fn(&mut Model)) -> Vec<String> {
    let first = read(&fixture("forms.bpmn"), "a");
    let mut model = first.model.clone();
    edit(&mut model);
    let out = written(&model, &first).xml;
    let again = read(&out, "b");
    assert!(support::back(&again) == out, "second export differs");
    facts::differences(&facts::facts(&first.text), &facts::facts(&again.text))
}

#[test]
fn a_file_keeps_what_ours_cannot_hold() {
    let file = read(&fixture("forms.bpmn"), "a");
    let step = xid(&file.model, "U");
    assert!(step.text(p::FORM_DEFINITION).is_some());
    assert_eq!(xid(&file.model, "S").text(p::FORM_REF), Some("antrag"));
    assert_eq!(xid(&file.model, "V").text(p::FORM_DEFINITION), None, "a rule we have no place for");
    assert_eq!(
        said(&file.model),
        [
            "form ",
            "einkommen Einkommen number true Some(\"1200\") None",
            "art Art choice false None None",
            "  neu Erstantrag",
            "  Folgeantrag Folgeantrag",
            "vollstaendig Vollständig? boolean false None None",
        ]
    );
    assert_eq!(changes(|_| {}), [""; 0]);
}

#[test]
fn one_field_changes() {
    let form = "/extensionElements1/formData1";
    let found = changes(|model| {
        let field = field(model, "einkommen");
        field.name = "Einkommen im Monat".into();
        field.properties.insert(p::KEY.into(), "income".into());
        field.properties.remove(p::REQUIRED);
    });
    let wanted = [
        format!("U: {form}/formField1/validation1: \"\" -> nothing"),
        format!("U: {form}/formField1/validation1/constraint1: \"\" -> nothing"),
        format!("U: {form}/formField1/validation1/constraint1@name: \"required\" -> nothing"),
        format!("U: {form}/formField1@id: \"einkommen\" -> \"income\""),
        format!("U: {form}/formField1@label: \"Einkommen\" -> \"Einkommen im Monat\""),
    ];
    assert_eq!(found, wanted);
}

#[test]
fn a_form_goes_and_others_stay() {
    let found = changes(|model| {
        model
            .elements
            .iter_mut()
            .find(|e| e.xid.as_deref() == Some("U"))
            .unwrap()
            .properties
            .remove(p::FORM_DEFINITION);
    });
    assert!(found.iter().all(|line| line.starts_with("U: /extensionElements1/formData1")), "{found:#?}");
    assert!(
        found.iter().any(|line| line == "U: /extensionElements1/formData1: \"\" -> nothing"),
        "{found:#?}"
    );
    assert!(!found.iter().any(|line| line.contains("taskListener")));
}

#[test]
fn a_form_comes_beside_what_others_said() {
    let found = changes(|model| {
        let mut form = Element::new(
            "e_form",
            ElementKind::Definition(DefinitionKind::Form),
            Owner::Plane(String::new()),
        );
        form.name = "Ablage".into();
        let owner = Owner::Element("e_form".into());
        let mut part = Element::new("e_part", ElementKind::Definition(DefinitionKind::Field), owner);
        part.name = "Aktenzeichen".into();
        model.elements.extend([form, part]);
        let step = model.elements.iter_mut().find(|e| e.xid.as_deref() == Some("W")).unwrap();
        step.properties.insert(p::FORM_DEFINITION.into(), Value::from("e_form"));
    });
    let form = "W: /extensionElements1/formData1";
    let wanted = [
        format!("{form}: nothing -> \"\""),
        format!("{form}/formField1: nothing -> \"\""),
        format!("{form}/formField1@id: nothing -> \"Aktenzeichen\""),
        format!("{form}/formField1@label: nothing -> \"Aktenzeichen\""),
        format!("{form}/formField1@type: nothing -> \"string\""),
        "W: @{urn:wandel:process:1}form: nothing -> \"Form_form\"".to_owned(),
        "W: @{urn:wandel:process:1}formName: nothing -> \"Ablage\"".to_owned(),
    ];
    assert_eq!(found, wanted);
}

/// A field between others: the order on the board is the order in the file.
#[test]
fn order_of_fields() {
    let first = read(&fixture("forms.bpmn"), "a");
    let mut model = first.model.clone();
    let at = model.elements.iter().position(|element| element.text(p::KEY) == Some("vollstaendig")).unwrap();
    let last = model.elements.remove(at);
    let to = model.elements.iter().position(|element| element.text(p::KEY) == Some("einkommen")).unwrap();
    model.elements.insert(to, last);
    let again = read(&written(&model, &first).xml, "b");
    let keys: Vec<String> = Forms::new(&again.model)
        .all()
        .flat_map(|form| form.fields.iter().map(|field| field.key.clone()))
        .collect();
    assert_eq!(keys, ["vollstaendig", "einkommen", "art"]);
}

/// A form of Camunda 8 that stands in its process.
#[test]
fn embedded_forms_are_read() {
    let json = r#"{"id":"x","components":[{"key":"amount","type":"number","label":"Betrag","id":"a","validate":{"required":true}}]}"#;
    let file = |json: &str| {
        format!(
            r#"<d:definitions xmlns:d="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:z="http://camunda.org/schema/zeebe/1.0">
            <d:process id="P"><d:extensionElements><z:userTaskForm id="f1">{json}</z:userTaskForm></d:extensionElements>
            <d:userTask id="U"><d:extensionElements><z:formDefinition formKey="camunda-forms:bpmn:f1" /></d:extensionElements></d:userTask>
            <d:userTask id="V"><d:extensionElements><z:formDefinition formKey="camunda-forms:bpmn:f1" /></d:extensionElements></d:userTask>
            </d:process></d:definitions>"#
        )
    };
    let good = read(file(json).as_bytes(), "a");
    assert_eq!(said(&good.model), ["form ", "amount Betrag number true None None"]);
    assert_eq!(
        xid(&good.model, "U").text(p::FORM_DEFINITION),
        xid(&good.model, "V").text(p::FORM_DEFINITION)
    );
    for more in [
        "{",
        "[]",
        "{}",
        r#"{"components":[{"type":"group","components":[]}]}"#,
        r#"{"components":[{"key":"a","type":"number","validate":{"min":3}}]}"#,
    ] {
        let read = read(file(more).as_bytes(), "a");
        assert_eq!(said(&read.model), [""; 0], "{more}");
        assert!(xid(&read.model, "U").text(p::FORM).is_some());
    }
}

#[test]
fn what_is_wrong_with_a_form() {
    let table: &[(&str, &[&str])] = &[
        ("n<f:definition.field(name=Betrag)", &[]),
        ("n<f:definition.field(name=Betrag) m<f:definition.field(name=Betrag)", &["field.duplicate a"]),
        ("n<f:definition.field(name=,key=)", &["field.missing-name a"]),
        ("n<f:definition.field(name=x,key=a-b)", &["field.bad-key a"]),
        ("n<f:definition.field(name=x,type=choice)", &["field.no-choices a"]),
        (
            "n<f:definition.field(name=x,type=choice) c<n:definition.choice(name=u) d<n:definition.choice(name=v,value=u)",
            &["field.choice-twice a"],
        ),
        (
            "n<f:definition.field(name=x,type=choice,initial=w) c<n:definition.choice(name=u)",
            &["field.bad-initial a"],
        ),
        ("n<f:definition.field(name=x,type=date,initial=morgen)", &["field.bad-initial a"]),
    ];
    for (fields, wanted) in table {
        let text = format!(
            "s:event.start.none a:task.user(form-definition=f,groups=g) e:event.end.none f:definition.form {fields} | s>a a>e"
        );
        let model = sketch(&text);
        for (targets, severity) in [(&[][..], Severity::Warning), (&[Target::Operaton][..], Severity::Error)]
        {
            let found = check::check(&model, targets);
            let loud = found.iter().filter(|finding| finding.severity > Severity::Info);
            let codes: Vec<_> =
                loud.clone().map(|f| format!("{} {}", f.code, f.element.as_deref().unwrap_or("-"))).collect();
            assert_eq!(&codes, wanted, "{fields}");
            let soft = |code: &str| code == "field.bad-initial";
            assert!(loud.clone().all(|f| f.severity == severity || soft(&f.code)), "{fields}");
        }
    }
    let gone =
        sketch("s:event.start.none a:task.user(form-definition=x,groups=g) e:event.end.none | s>a a>e");
    let found = check::check(&gone, &[Target::Operaton]);
    let codes: Vec<_> = found.iter().map(|finding| finding.code.as_str()).collect();
    assert_eq!(codes, ["form.dangling", "task.missing-form"]);
}

#[test]
fn conditions_over_what_nobody_fills_in() {
    let text = |condition: &str, more: &str| {
        format!(
            "s:event.start.none a:task.user(form-definition=f,groups=g) g:gateway.exclusive(default=g>e) b:task.user(groups=g,form=x{more}) \
             e:event.end.none f:definition.form n<f:definition.field(name=Betrag) | s>a a>g g>b(condition={condition}) g>e b>e"
        )
    };
    let hints = |text: &str| -> Vec<String> {
        let found = check::check(&sketch(text), &[Target::Operaton]);
        assert!(found.iter().all(|finding| finding.severity < Severity::Error), "{found:?}");
        let unknown = found.iter().filter(|finding| finding.code == "condition.unknown-variable");
        unknown.map(|finding| finding.params["variable"].clone()).collect()
    };
    assert_eq!(hints(&text("Betrag>3", "")), [""; 0]);
    assert_eq!(hints(&text("betrag>3", "")), ["betrag"]);
    assert_eq!(hints(&text("Betrag>3&&!ok.x", "")), ["ok"]);
    assert_eq!(hints(&text("ok", ",element-variable=ok")), [""; 0]);
}

/// A form in a file of its own is found by the id that the process links it by; what a field cannot hold keeps it out.
#[test]
fn a_file_becomes_a_form() {
    let (text, exported) = export(&case(), Target::Zeebe);
    let file = std::str::from_utf8(&exported.beside[0].bytes).unwrap();
    let mut model = read(text.as_bytes(), "a").model;
    let mut count = 0;
    let plane = model.planes[0].id.clone();
    let elements = js::read(file).unwrap().elements(&plane, &mut || {
        count += 1;
        format!("form{count}")
    });
    assert_eq!(elements[0].xid.as_deref(), Some("Form_f"));
    model.elements.extend(elements);
    model.elements.iter_mut().find(|e| e.id == "form1").unwrap().name = "Antrag".into();
    let fields = |model: &wandel_process::Model| said(model).into_iter().skip(1).collect::<Vec<_>>();
    // A day at first is nothing that the format holds.
    let mut before = case();
    before.elements.iter_mut().for_each(|e| {
        if e.text(p::TYPE) == Some("date") {
            e.properties.remove(p::INITIAL);
        }
    });
    assert_eq!(fields(&model), fields(&before));
    let forms = wandel_process::form::Forms::new(&model);
    let linked = model.elements.iter().filter(|step| forms.of(step).is_some());
    assert_eq!(linked.count(), 2, "both steps show it");
    let (_, again) = export(&model, Target::Zeebe);
    let (one, other): (serde_json::Value, serde_json::Value) =
        (serde_json::from_str(file).unwrap(), serde_json::from_slice(&again.beside[0].bytes).unwrap());
    assert_eq!(one, other);

    for (odd, field, what) in [
        (r#"{"components":[{"key":"a","type":"expression"}]}"#, "a", "expression"),
        (r#"{"components":[{"key":"a","type":"number","validate":{"min":3}}]}"#, "a", "min"),
        (r#"{"components":[{"key":"a","type":"textfield","conditional":{}}]}"#, "a", "conditional"),
        (r#"{"components":[{"id":"x","type":"text","text":"hello"}]}"#, "x", "text"),
        (r#"{"components":[{"label":"A","type":"textfield"}]}"#, "A", "key"),
        (r#"{"wandel":1}"#, "", "components"),
        ("nothing", "", "JSON"),
    ] {
        let beyond = js::read(odd).unwrap_err();
        assert_eq!((beyond.field.as_str(), beyond.what.as_str()), (field, what), "{odd}");
    }
}
