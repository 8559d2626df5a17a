//! One of several children comes, goes, moves or changes: fields, choices, values in and out, references, bends. Only its
//! own lines of the file change; what others wrote into its neighbours, and how, stays.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use support::{fixture, read, written, xid, xid_mut};
use wandel_process::{
    Model, Point,
    kind::DefinitionKind,
    model::{Element, ElementKind, Owner},
    property::{Value, names as p},
};

type Edit = fn(&mut Model);
/// Fixture, what is done, lines that go, lines that come.
type Case = (&'static str, Edit, &'static [&'static str], &'static [&'static str]);

const CAMUNDA: &str = "repeated-camunda.bpmn";
const ZEEBE: &str = "repeated-zeebe.bpmn";
const FLOWABLE: &str = "repeated-flowable.bpmn";

const INCOME: &str = r#"<camunda:formField id="einkommen" label="Einkommen" type="long" defaultValue="1200"><camunda:properties><camunda:property id="width" value="7" /></camunda:properties></camunda:formField>"#;
const WHOLE: &str = r#"<camunda:formField   id="vollstaendig"   label="Vollständig?"   type="boolean" />"#;
const NEW: &str = r#"<camunda:formField id="neu" label="Neu" type="string" />"#;

const CASES: &[Case] = &[
    // Fields of a form.
    (CAMUNDA, |m| field(m, "einkommen", 0), &[], &[NEW]),
    (CAMUNDA, |m| field(m, "art", 0), &[], &[NEW]),
    (CAMUNDA, |m| field(m, "vollstaendig", 0), &[], &[NEW]),
    (CAMUNDA, |m| field(m, "vollstaendig", 1), &[], &[NEW]),
    (CAMUNDA, |m| remove(m, "einkommen"), &[INCOME], &[]),
    (CAMUNDA, |m| remove(m, "vollstaendig"), &[WHOLE], &[]),
    (
        CAMUNDA,
        |m| remove(m, "art"),
        &[
            "<camunda:formField id='art' label='Art' type='enum'>",
            r#"<camunda:value id="neu" name="Erstantrag" />"#,
            "<camunda:value id='weiter'   name='Folgeantrag' />",
            r#"<camunda:value id="Sonstiges" name="Sonstiges" />"#,
            "</camunda:formField>",
        ],
        &[],
    ),
    // The last one first, and the first one last: it takes its bytes along.
    (CAMUNDA, |m| shift(m, "vollstaendig", "einkommen", 0), &[WHOLE], &[WHOLE]),
    (CAMUNDA, |m| shift(m, "einkommen", "vollstaendig", 1), &[INCOME], &[INCOME]),
    (
        CAMUNDA,
        |m| {
            // Another name, and a new one before it at the same time.
            part(m, "vollstaendig").properties.insert(p::KEY.into(), "ganz".into());
            field(m, "ganz", 0);
        },
        &[WHOLE],
        &[NEW, r#"<camunda:formField   id="ganz"   label="Vollständig?"   type="boolean" />"#],
    ),
    (
        CAMUNDA,
        |m| {
            // One goes and another comes in its place: it has nothing of the old one.
            field(m, "einkommen", 0);
            remove(m, "einkommen");
        },
        &[INCOME],
        &[NEW],
    ),
    // Choices of a field.
    (CAMUNDA, |m| choice(m, "Folgeantrag", 0), &[], &[r#"<camunda:value id="Neu" name="Neu" />"#]),
    (
        CAMUNDA,
        |m| m.elements.retain(|element| element.name != "Folgeantrag"),
        &["<camunda:value id='weiter'   name='Folgeantrag' />"],
        &[],
    ),
    // What goes in and out.
    (
        CAMUNDA,
        |m| set(m, "U", "input.mitte", "x + 1"),
        &[],
        &[r#"<camunda:inputParameter name="mitte">${x + 1}</camunda:inputParameter>"#],
    ),
    (
        CAMUNDA,
        |m| set(m, "U", "input.zeile", "b * 2"),
        &[r#"<camunda:inputParameter name="zeile">${b}</camunda:inputParameter>"#],
        &[r#"<camunda:inputParameter name="zeile">${b * 2}</camunda:inputParameter>"#],
    ),
    (
        CAMUNDA,
        |m| unset(m, "U", "input.art"),
        &[r#"<camunda:inputParameter name="art"><![CDATA[${a}]]></camunda:inputParameter>"#],
        &[],
    ),
    (
        CAMUNDA,
        |m| {
            unset(m, "U", "input.zeile");
            set(m, "U", "input.spalte", "b");
        },
        &[r#"<camunda:inputParameter name="zeile">${b}</camunda:inputParameter>"#],
        &[r#"<camunda:inputParameter name="spalte">${b}</camunda:inputParameter>"#],
    ),
    // The first that ours knows, beside one that it does not.
    (
        CAMUNDA,
        |m| set(m, "V", "input.betrag", "b"),
        &[],
        &[r#"<camunda:inputParameter name="betrag">${b}</camunda:inputParameter>"#],
    ),
    (
        CAMUNDA,
        |m| set(m, "K", "input.akte", "vorgang.id"),
        &[r#"<camunda:in source="vorgang" target="akte" />"#],
        &[r#"<camunda:in target="akte" sourceExpression="${vorgang.id}" />"#],
    ),
    (
        CAMUNDA,
        |m| unset(m, "K", "output.nummer"),
        &[r#"<camunda:out source="nummer" target="nummer" />"#],
        &[],
    ),
    (
        CAMUNDA,
        |m| unset(m, "K", "input.frist"),
        &[r#"<camunda:inputParameter name="frist">P1Y</camunda:inputParameter>"#],
        &[],
    ),
    (
        ZEEBE,
        |m| set(m, "T", "input.body", "=antrag"),
        &[],
        &[r#"<zeebe:input source="=antrag" target="body" />"#],
    ),
    (
        ZEEBE,
        |m| set(m, "T", "input.url", "=neu"),
        &[r#"<zeebe:input source="=verfahren" target="url" />"#],
        &[r#"<zeebe:input source="=neu" target="url" />"#],
    ),
    (
        ZEEBE,
        |m| unset(m, "T", "input.method"),
        &[r#"<zeebe:input source='="POST"'   target='method' />"#],
        &[],
    ),
    (
        ZEEBE,
        |m| set(m, "T", "input.method", "=\"it's\""),
        &[r#"<zeebe:input source='="POST"'   target='method' />"#],
        &["<zeebe:input source='=&quot;it&apos;s&quot;'   target='method' />"],
    ),
    (
        ZEEBE,
        |m| set(m, "T", p::TOPIC, "auskunft"),
        &[r#"<zeebe:taskDefinition type="io.camunda:http-json:1" retries="5" />"#],
        &[r#"<zeebe:taskDefinition type="auskunft" retries="5" />"#],
    ),
    (
        ZEEBE,
        |m| unset(m, "U", p::GROUPS),
        &[r#"<zeebe:assignmentDefinition assignee="=demo" candidateGroups="=gruppen" />"#],
        &[r#"<zeebe:assignmentDefinition assignee="=demo" />"#],
    ),
    (
        ZEEBE,
        |m| set(m, "U", p::FORM_REF, "andere"),
        &[r#"<zeebe:formDefinition formId="pruefung" bindingType="deployment" />"#],
        &[r#"<zeebe:formDefinition formId="andere" bindingType="deployment" />"#],
    ),
    (
        ZEEBE,
        |m| set(m, "U", p::COLLECTION, "=faelle"),
        &[
            r#"<zeebe:loopCharacteristics inputCollection="=posten" inputElement="posten" outputCollection="ergebnisse" outputElement="=ergebnis" />"#,
        ],
        &[
            r#"<zeebe:loopCharacteristics inputCollection="=faelle" inputElement="posten" outputCollection="ergebnisse" outputElement="=ergebnis" />"#,
        ],
    ),
    (
        ZEEBE,
        |m| set(m, "M", p::CORRELATION, "=akte"),
        &[r#"<zeebe:subscription correlationKey="=nummer" />"#],
        &[r#"<zeebe:subscription correlationKey="=akte" />"#],
    ),
    (
        FLOWABLE,
        |m| field(m, "art", 0),
        &[],
        &[r#"<flowable:formProperty id="neu" name="Neu" type="string" />"#],
    ),
    (
        FLOWABLE,
        |m| remove(m, "grund"),
        &["<flowable:formProperty id='grund' name='Grund' type='string' />"],
        &[],
    ),
    (
        FLOWABLE,
        |m| set(m, "K", "input.mitte", "m"),
        &[],
        &[r#"<flowable:in sourceExpression="${m}" target="mitte" />"#],
    ),
    (
        FLOWABLE,
        |m| set(m, "K", "input.a", "a + 2"),
        &[r#"<flowable:in sourceExpression="${a + 1}" target="a"></flowable:in>"#],
        &[r#"<flowable:in sourceExpression="${a + 2}" target="a"></flowable:in>"#],
    ),
    // References, lanes, bends.
    (
        CAMUNDA,
        |m| {
            let lane = xid(m, "L2").id.clone();
            xid_mut(m, "U").owner = Owner::Element(lane);
        },
        &["<bpmn:flowNodeRef>U</bpmn:flowNodeRef>"],
        &["<bpmn:flowNodeRef>U</bpmn:flowNodeRef>"],
    ),
    (CAMUNDA, |m| bend(m, 1, Some((670.0, 180.0))), &[], &[r#"<di:waypoint x="670" y="180" />"#]),
    (CAMUNDA, |m| bend(m, 2, Some((700.0, 300.0))), &[], &[r#"<di:waypoint x="700" y="300" />"#]),
    (CAMUNDA, |m| bend(m, 3, Some((750.0, 360.0))), &[], &[r#"<di:waypoint x="750" y="360" />"#]),
    (CAMUNDA, |m| bend(m, 1, None), &[r#"<di:waypoint x="700" y="180" />"#], &[]),
];

fn part<'m>(model: &'m mut Model, key: &str) -> &'m mut Element {
    model.elements.iter_mut().find(|element| element.text(p::KEY) == Some(key)).unwrap()
}

fn at(model: &Model, found: impl Fn(&Element) -> bool) -> usize {
    model.elements.iter().position(found).unwrap()
}

/// A new field before (0) or behind (1) another.
fn field(model: &mut Model, key: &str, after: usize) {
    let at = at(model, |element| element.text(p::KEY) == Some(key));
    let owner = model.elements[at].owner.clone();
    let mut new = Element::new("e_new", ElementKind::Definition(DefinitionKind::Field), owner);
    new.name = "Neu".into();
    new.properties.insert(p::KEY.into(), "neu".into());
    model.elements.insert(at + after, new);
}

fn choice(model: &mut Model, name: &str, after: usize) {
    let at = at(model, |element| element.name == name);
    let owner = model.elements[at].owner.clone();
    let mut new = Element::new("e_new", ElementKind::Definition(DefinitionKind::Choice), owner);
    new.name = "Neu".into();
    model.elements.insert(at + after, new);
}

fn remove(model: &mut Model, key: &str) {
    let gone = part(model, key).id.clone();
    model.elements.retain(|element| element.id != gone && element.owner != Owner::Element(gone.clone()));
}

/// A field before (0) or behind (1) another.
fn shift(model: &mut Model, key: &str, to: &str, after: usize) {
    let from = at(model, |element| element.text(p::KEY) == Some(key));
    let moved = model.elements.remove(from);
    let to = at(model, |element| element.text(p::KEY) == Some(to));
    model.elements.insert(to + after, moved);
}

fn set(model: &mut Model, id: &str, name: &str, value: &str) {
    xid_mut(model, id).properties.insert(name.into(), Value::from(value));
}

fn unset(model: &mut Model, id: &str, name: &str) {
    assert!(xid_mut(model, id).properties.remove(name).is_some(), "{id} has no {name}");
}

/// A bend more, or one less, by hand.
fn bend(model: &mut Model, at: usize, point: Option<(f64, f64)>) {
    let flow = xid_mut(model, "F4");
    flow.as_imported = false;
    match point {
        Some((x, y)) => flow.route.insert(at, Point::new(x, y)),
        None => drop(flow.route.remove(at)),
    }
}

/// Lines that are in one text and not in the other, in their order.
fn changed<'t>(before: &'t str, after: &'t str) -> (Vec<&'t str>, Vec<&'t str>) {
    let (a, b): (Vec<_>, Vec<_>) = (before.lines().collect(), after.lines().collect());
    let mut length = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            length[i][j] =
                if a[i] == b[j] { length[i + 1][j + 1] + 1 } else { length[i + 1][j].max(length[i][j + 1]) };
        }
    }
    let (mut gone, mut new, mut i, mut j) = (Vec::new(), Vec::new(), 0, 0);
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            (i, j) = (i + 1, j + 1);
        } else if j == b.len() || i < a.len() && length[i + 1][j] >= length[i][j + 1] {
            gone.push(a[i].trim());
            i += 1;
        } else {
            new.push(b[j].trim());
            j += 1;
        }
    }
    (gone, new)
}

#[test]
fn one_of_several() {
    let mut faults = Vec::new();
    for (n, (file, edit, gone, new)) in CASES.iter().enumerate() {
        let first = read(&fixture(file), "a");
        let mut model = first.model.clone();
        edit(&mut model);
        let out = written(&model, &first).xml;
        let again = read(&out, "b");
        let found = changed(&first.text, &again.text);
        if found != (gone.to_vec(), new.to_vec()) {
            faults.push(format!("{n} {file}: {found:#?}"));
        }
        if support::back(&again) != out {
            faults.push(format!("{n} {file}: second export differs"));
        }
        // What was changed is what the next one reads.
        let values = |model: &Model| -> Vec<_> {
            let elements = model.elements.iter().filter(|element| element.xid.is_some());
            let mut values: Vec<_> = elements.map(|element| (element.xid.clone(), said(element))).collect();
            values.sort_by(|a, b| a.0.cmp(&b.0));
            values
        };
        if values(&model) != values(&again.model) {
            let (was, is) = (values(&model), values(&again.model));
            let other: Vec<_> = was.iter().zip(&is).filter(|(was, is)| was != is).collect();
            faults.push(format!("{n} {file}: read back otherwise {other:?}"));
        }
        if written(&first.model, &first).xml != fixture(file) {
            faults.push(format!("{n} {file}: not what it was"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Properties that are no ids of ours.
fn said(element: &Element) -> Vec<(String, Value)> {
    let ids = |value: &Value| value.as_text().is_some_and(|text| text.starts_with("e_"));
    let all = element.properties.iter().filter(|(_, value)| !ids(value));
    all.map(|(name, value)| (name.clone(), value.clone())).collect()
}
