//! Messages, errors, signals and escalations that events and tasks refer to: elements of the process without a shape.

use super::make;
use crate::core::Core;
use wandel_board::{Command, ElementId, Kind, Parent};
use wandel_process::{
    geometry::Rect,
    kind::DefinitionKind,
    property::{Value, names},
};

/// Makes a definition, and lets an element refer to it at once.
pub fn run(core: &mut Core, kind: &str, name: &str, code: Option<&str>, refer: Option<&ElementId>) {
    let Some(kind) = DefinitionKind::parse(kind) else {
        core.refuse("define.unknown-kind");
        return;
    };
    let mut element = make::blank(core, Kind::Definition(kind), Parent::board(), Rect::default());
    element.label = name.to_owned();
    if let Some(code) = code.filter(|code| !code.is_empty()) {
        element.properties.insert(names::CODE.into(), code.into());
    }
    let id = element.id.clone();
    let mut commands =
        vec![Command::Create { elements: vec![element], processes: Vec::new(), planes: Vec::new() }];
    if let Some(refer) = refer {
        commands.push(Command::Set {
            id: refer.clone(),
            property: names::REFERENCE.into(),
            value: Some(Value::from(id.as_str())),
        });
    }
    core.run_all(commands);
}
