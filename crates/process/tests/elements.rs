//! All that a board can hold, out of the lists in the code, as `tests/engines/elements.txt` has it: a line an element or one of
//! its ways to be. The tests with engines want a proof for each line and engine, so what is added here is proved there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{collections::BTreeSet, path::Path};
use wandel_process::{
    decision::{Aggregation, ColumnType, HitPolicy},
    form::FieldType,
    kind::{DefinitionKind, FlowKind, GatewayKind, Kind, Position, SubprocessKind, TaskKind, Trigger},
};

const INSIDE: &str = " (event subprocess)";
const INSIDE_AND_ON: &str = " (event subprocess, non-interrupting)";
const ON: &str = " (non-interrupting)";

fn events() -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = |position: Position, trigger: Trigger, way: &str| {
        let name = Kind::Event(position, trigger).name();
        if trigger != Trigger::Timer {
            lines.push(format!("{name}{way}"));
            return;
        }
        for when in ["date", "duration", "cycle"] {
            lines.push(format!("{name}{way}: {when}"));
        }
    };
    for position in Position::ALL {
        for trigger in position.triggers(false) {
            line(*position, *trigger, "");
            if *position == Position::Boundary && !trigger.always_interrupts() {
                line(*position, *trigger, ON);
            }
        }
    }
    for trigger in Position::Start.triggers(true) {
        line(Position::Start, *trigger, INSIDE);
        if !trigger.always_interrupts() {
            line(Position::Start, *trigger, INSIDE_AND_ON);
        }
    }
    lines
}

/// What one can set on activities and flows that an engine acts upon.
const WAYS: [&str; 32] = [
    "call: all values",
    "call: compensation",
    "call: standard loop",
    "call: parallel multi-instance",
    "call: sequential multi-instance",
    "call: values in",
    "call: values out",
    "flow.sequence: condition",
    "flow.sequence: default",
    "multi-instance: completion condition",
    "multi-instance: list",
    "multi-instance: number",
    "subprocess: compensation",
    "subprocess: standard loop",
    "subprocess: parallel multi-instance",
    "subprocess: sequential multi-instance",
    "subprocess: values in",
    "subprocess: values out",
    "task: compensation",
    "task: standard loop",
    "task: parallel multi-instance",
    "task: sequential multi-instance",
    "task: values in",
    "task: values out",
    "task.rule: topic",
    "task.rule: table",
    "task.service: class",
    "task.service: delegate expression",
    "task.service: expression",
    "task.service: topic",
    "task.user: assignee, users, due date",
    "task.user: groups",
];

fn all() -> String {
    let mut lines: BTreeSet<String> = events().into_iter().collect();
    let kinds = [Kind::CallActivity, Kind::Pool, Kind::Lane, Kind::Annotation, Kind::Group]
        .into_iter()
        .chain([Kind::DataObject, Kind::DataInput, Kind::DataOutput, Kind::DataStore])
        .chain(TaskKind::ALL.iter().map(|kind| Kind::Task(*kind)))
        .chain(SubprocessKind::ALL.iter().map(|kind| Kind::Subprocess(*kind)))
        .chain(GatewayKind::ALL.iter().map(|kind| Kind::Gateway(*kind)))
        .chain(FlowKind::ALL.iter().map(|kind| Kind::Flow(*kind)));
    lines.extend(kinds.map(Kind::name));
    // What is kept by its span only is nothing for an engine.
    let definitions = DefinitionKind::ALL.iter().filter(|kind| **kind != DefinitionKind::Other);
    lines.extend(definitions.map(|kind| format!("definition.{}", kind.name())));
    lines.extend(FieldType::ALL.iter().map(|kind| format!("definition.field: {}", kind.name())));
    for kind in ColumnType::ALL {
        lines.insert(format!("definition.input: {}", kind.name()));
        lines.insert(format!("definition.output: {}", kind.name()));
    }
    lines.extend(HitPolicy::ALL.iter().map(|policy| format!("definition.decision: {}", policy.name())));
    lines.extend(Aggregation::ALL.iter().map(|one| format!("definition.decision: collect, {}", one.name())));
    lines.extend(WAYS.map(str::to_owned));
    lines.into_iter().map(|line| line + "\n").collect()
}

/// `UPDATE_ELEMENTS=1` writes the list.
#[test]
fn the_list_is_that_of_the_code() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/engines/elements.txt");
    if std::env::var_os("UPDATE_ELEMENTS").is_some() {
        std::fs::write(&file, all()).unwrap();
    }
    assert_eq!(
        std::fs::read_to_string(&file).unwrap(),
        all(),
        "{}: UPDATE_ELEMENTS=1 writes it",
        file.display()
    );
}
