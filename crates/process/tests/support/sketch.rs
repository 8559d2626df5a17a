//! A process in one line, for tests: `s:event.start.none a:task.user(form=f) | s>a a>e(condition=x)`. Nodes before the bar,
//! sequence flows after it; `a<b` puts a into b (or on it); a flow's id is `a>b`.

use wandel_process::{
    Model,
    kind::{DefinitionKind, FlowKind, Kind},
    model::{Element, ElementKind, Owner, Plane, Process},
    property::Value,
};

pub fn sketch(text: &str) -> Model {
    let mut model = Model {
        planes: vec![Plane { id: "board".into(), of: Some("p".into()), ..Plane::default() }],
        processes: vec![Process { id: "p".into(), ..Process::default() }],
        ..Model::default()
    };
    let (nodes, flows) = text.split_once('|').unwrap_or((text, ""));
    for word in nodes.split_whitespace() {
        let (head, set) = parts(word);
        let (name, kind) = head.split_once(':').unwrap_or_else(|| panic!("{word}"));
        let (id, owner) = match name.split_once('<') {
            Some((id, owner)) => (id, Owner::Element(owner.into())),
            None => (name, Owner::Plane("board".into())),
        };
        let kind = match kind.strip_prefix("definition.") {
            Some(kind) => ElementKind::Definition(DefinitionKind::parse(kind).unwrap()),
            None => ElementKind::Process(Kind::parse(kind).unwrap_or_else(|| panic!("{kind}"))),
        };
        let mut element = Element::new(id, kind, owner);
        element.name = id.to_uppercase();
        fill(&mut element, &set);
        model.elements.push(element);
    }
    for word in flows.split_whitespace() {
        let (id, set) = parts(word);
        let (kind, mark) =
            if id.contains('~') { (FlowKind::Message, '~') } else { (FlowKind::Sequence, '>') };
        let (from, to) = id.split_once(mark).unwrap_or_else(|| panic!("{word}"));
        let mut flow = Element::new(id, ElementKind::Process(Kind::Flow(kind)), Owner::Plane("board".into()));
        flow.name = id.into();
        flow.from = Some(from.into());
        flow.to = Some(to.into());
        fill(&mut flow, &set);
        model.elements.push(flow);
    }
    model
}

fn parts(word: &str) -> (&str, Vec<(&str, &str)>) {
    match word.split_once('(') {
        Some((head, set)) => {
            (head, set.trim_end_matches(')').split(',').filter_map(|pair| pair.split_once('=')).collect())
        }
        None => (word, Vec::new()),
    }
}

fn fill(element: &mut Element, set: &[(&str, &str)]) {
    for (name, value) in set {
        match (*name, *value) {
            ("name", name) => element.name = name.into(),
            ("process", id) => element.process = Some(id.into()),
            (name, "true") => drop(element.properties.insert(name.into(), Value::Bool(true))),
            (name, "false") => drop(element.properties.insert(name.into(), Value::Bool(false))),
            (name, text) => drop(element.properties.insert(name.into(), Value::from(text))),
        }
    }
}
