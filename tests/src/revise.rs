//! One edit on a board, made by a client of its own over the wire: what a person does to an imported file, and the ids in
//! that file of everything it may touch.

use crate::editor::{Editor, element};
use anyhow::Result;
use rand::{SeedableRng, rngs::StdRng};
use serde::Serialize;
use std::collections::BTreeSet;
use wandel_board::{Board, Command, Element, ElementId, Kind, Parent, Placement};

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Edit {
    /// Another name for a step.
    Rename,
    Move,
    Delete,
    /// A step after a step.
    Add,
}

/// What an edit touches.
#[derive(Debug, Default, Serialize)]
pub struct Touched {
    /// Ids in the file: of what was edited, of what lies in it, and of the connectors at any of these.
    pub old: BTreeSet<String>,
    /// Parts of the ids that new things will have.
    pub new: Vec<String>,
}

/// Carries out an edit and waits until it is committed. Nothing is touched on a board without steps.
///
/// # Errors
/// If the server refuses it or goes away.
pub async fn revise(url: &str, edit: Edit) -> Result<Touched> {
    let mut editor = Editor::join(url).await?;
    let Some((command, touched)) = decide(&editor.board, edit) else { return Ok(Touched::default()) };
    let executed = editor.board.execute(&command, None, &mut StdRng::seed_from_u64(5))?;
    editor.push(executed.update).await?;
    Ok(touched)
}

fn decide(board: &Board, edit: Edit) -> Option<(Command, Touched)> {
    let steps: Vec<&Element> = board
        .projection()
        .in_order()
        .filter(|element| element.src.is_some() && element.xid.is_some())
        .filter(|element| {
            ["task.", "call", "subprocess."].iter().any(|kind| element.kind.name().starts_with(kind))
        })
        .collect();
    // Another one for every kind of edit.
    let at = |part: usize| steps.get(steps.len() * part / 4).copied();
    Some(match edit {
        Edit::Rename => {
            let step = at(0)?;
            let command = Command::Label { id: step.id.clone(), text: "Umbenannt & \"geprüft\"".into() };
            (command, Touched { old: xids(board, &BTreeSet::from([step.id.clone()])), new: Vec::new() })
        }
        Edit::Move => {
            let step = at(1)?;
            let mut at = step.at;
            (at.x, at.y) = (at.x + 20.0, at.y + 10.0);
            let item = Placement { id: step.id.clone(), parent: step.parent.clone(), at, size: None };
            (Command::Place { items: vec![item] }, Touched { old: around(board, step), new: Vec::new() })
        }
        Edit::Delete => {
            let step = at(2)?;
            let command = Command::Delete { ids: vec![step.id.clone()], bridge: false };
            (command, Touched { old: around(board, step), new: Vec::new() })
        }
        Edit::Add => {
            let step = at(3)?;
            let mut at = step.at;
            // Beside it: automatic ways make way for what is put upon them.
            at.x += step.bounds().w + 60.0;
            let (task, flow) = ("0000interch", "0000interfl");
            let new = |id: &str, kind: &str| {
                let id = format!("e_{id}").as_str().into();
                element(id, Kind::parse(kind), step.parent.clone(), at, "Neu")
            };
            let added = new(task, "task.user");
            let mut joined = new(flow, "flow.sequence");
            joined.from = Some(step.id.clone());
            joined.to = Some(added.id.clone());
            let command =
                Command::Create { elements: vec![added, joined], processes: Vec::new(), planes: Vec::new() };
            (command, Touched { old: BTreeSet::new(), new: vec![task.into(), flow.into()] })
        }
    })
}

/// A step, what lies in it and sits on it, and the connectors at these.
fn around(board: &Board, step: &Element) -> BTreeSet<String> {
    let mut all = BTreeSet::from([step.id.clone()]);
    let planes = board.projection().planes();
    loop {
        let more: Vec<ElementId> = board
            .projection()
            .in_order()
            .filter(|element| {
                let inside = match &element.parent {
                    Parent::Element(parent) => all.contains(parent),
                    // The inside of a collapsed subprocess is on a plane of its own.
                    Parent::Plane(plane) => planes
                        .get(plane)
                        .and_then(|plane| plane.of.as_deref())
                        .is_some_and(|of| all.contains(&ElementId::from(of))),
                };
                inside || [&element.from, &element.to].into_iter().flatten().any(|end| all.contains(end))
            })
            .map(|element| element.id.clone())
            .filter(|id| !all.contains(id))
            .collect();
        if more.is_empty() {
            return xids(board, &all);
        }
        all.extend(more);
    }
}

fn xids(board: &Board, ids: &BTreeSet<ElementId>) -> BTreeSet<String> {
    let elements = ids.iter().filter_map(|id| board.projection().get(id));
    elements.filter_map(|element| element.xid.as_deref().map(str::to_owned)).collect()
}
