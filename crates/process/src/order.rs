//! The one order of elements: a walk from the planes down. Files and boards list siblings in theirs; whoever writes a file
//! walks, so that what is written and read again is written the same.

use crate::{
    kind::{Kind, Position},
    model::{Element, ElementKind, Model, Owner},
};
use std::collections::HashMap;

/// Containers before what they hold, siblings as they were; definitions first, connectors after what they connect,
/// second drawings last.
pub fn walk(model: &mut Model) {
    let elements = std::mem::take(&mut model.elements);
    let index: HashMap<String, usize> =
        elements.iter().enumerate().map(|(n, element)| (element.id.clone(), n)).collect();
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); elements.len()];
    let mut roots = Vec::new();
    for (n, element) in elements.iter().enumerate() {
        match &element.owner {
            Owner::Element(id) => match index.get(id) {
                Some(owner) => children[*owner].push(n),
                None => roots.push(n),
            },
            Owner::Plane(_) => roots.push(n),
        }
    }
    let rank = |n: &usize| match elements[*n].kind {
        ElementKind::Definition(_) => 0,
        ElementKind::Process(Kind::Event(Position::Boundary, _)) => 1,
        ElementKind::Process(kind) if kind.is_connector() => 3,
        ElementKind::Process(_) => 2,
        ElementKind::Depiction => 4,
    };
    roots.sort_by_key(rank);
    for siblings in &mut children {
        siblings.sort_by_key(rank);
    }
    let mut slots: Vec<Option<Element>> = elements.into_iter().map(Some).collect();
    let mut stack: Vec<usize> = roots.into_iter().rev().collect();
    while let Some(n) = stack.pop() {
        if let Some(element) = slots[n].take() {
            model.elements.push(element);
            stack.extend(children[n].iter().rev());
        }
    }
    // What owns itself in a circle.
    model.elements.extend(slots.into_iter().flatten());
    processes(model);
}

/// Processes as their pools come, then as planes show them, then as elements on planes say, then by the file's ids: a board
/// keeps them in no order.
fn processes(model: &mut Model) {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let of_elements = |pools: bool| {
        let wanted = move |element: &&Element| pools == (element.process_kind() == Some(Kind::Pool));
        model.elements.iter().filter(wanted).filter_map(|element| element.process.as_deref())
    };
    let of_planes = model.planes.iter().filter_map(|plane| plane.of.as_deref());
    for (place, id) in of_elements(true).chain(of_planes).chain(of_elements(false)).enumerate() {
        places.entry(id).or_insert(place);
    }
    model.processes.sort_by_cached_key(|process| {
        (places.get(process.id.as_str()).copied().unwrap_or(usize::MAX), process.xid.clone())
    });
}
