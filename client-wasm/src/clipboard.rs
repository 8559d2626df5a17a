//! Copying, pasting and duplicating. What is copied is JSON of our own in the clipboard's text, so that it survives
//! between boards and tabs; pasted elements get new ids. Other text becomes notes.

use crate::{
    act::{make, place},
    core::{Core, around},
    order,
    port::Effect,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use wandel_board::{Command, Element, ElementId, Kind, NewElement, Parent};
use wandel_process::{
    geometry::{Point, Rect},
    property::{Value, names, refer_anew},
};

/// Most elements one paste makes.
const MOST: usize = 5_000;
/// Longest text of one note, letters.
const LONGEST: usize = 2_000;

/// Elements as they are copied: containers before what they hold, `at` absolute for those whose parent was not copied.
#[derive(Serialize, Deserialize)]
struct Copied {
    /// Version of this format.
    wandel: u32,
    elements: Vec<NewElement>,
    /// The forms and decisions that steps among them refer to, for boards that do not have them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    forms: Vec<NewElement>,
}

/// The selection with everything inside it and the connectors between.
pub(crate) fn gather(core: &Core, ids: &[ElementId]) -> Vec<NewElement> {
    let mut chosen: BTreeSet<ElementId> = ids.iter().cloned().collect();
    for id in ids {
        chosen.extend(order::descendants(core.projection(), id));
    }
    let between: Vec<ElementId> = chosen
        .iter()
        .flat_map(|id| core.projection().incident(id))
        .filter(|flow| {
            let ends = core.get(flow).map(|flow| (flow.from.clone(), flow.to.clone()));
            matches!(ends, Some((Some(from), Some(to))) if chosen.contains(&from) && chosen.contains(&to))
        })
        .cloned()
        .collect();
    chosen.extend(between);
    chosen.retain(|id| {
        core.get(id).is_some_and(|element| {
            let whole = |end: &Option<ElementId>| end.as_ref().is_some_and(|end| chosen_has(core, ids, end));
            !element.kind.is_connector() || whole(&element.from) && whole(&element.to)
        })
    });
    core.projection()
        .in_order()
        .filter(|e| chosen.contains(&e.id))
        .map(|e| copied(core, e, &chosen))
        .collect()
}

fn chosen_has(core: &Core, roots: &[ElementId], id: &ElementId) -> bool {
    let mut at = Some(id.clone());
    for _ in 0..64 {
        let Some(id) = at else { return false };
        if roots.contains(&id) {
            return true;
        }
        at = match core.get(&id).map(|element| element.parent.clone()) {
            Some(Parent::Element(parent)) => Some(parent),
            _ => None,
        };
    }
    false
}

fn copied(core: &Core, element: &Element, chosen: &BTreeSet<ElementId>) -> NewElement {
    let inside = matches!(&element.parent, Parent::Element(parent) if chosen.contains(parent));
    let origin = core.origin(&element.parent);
    let via =
        element.via.as_ref().map(|via| via.iter().map(|p| if inside { *p } else { *p + origin }).collect());
    NewElement {
        id: element.id.clone(),
        kind: element.kind.clone(),
        parent: if inside { element.parent.clone() } else { Parent::board() },
        at: if inside || element.kind.is_connector() { element.at } else { element.origin },
        size: element.size,
        label: element.label.to_string(),
        from: element.from.clone(),
        to: element.to.clone(),
        via,
        properties: element.properties.clone(),
        xid: None,
        src: None,
    }
}

/// Gives the selection to the browser's clipboard, with a picture for other programs.
pub fn copy(core: &mut Core) {
    let elements = gather(core, &core.selection);
    if elements.is_empty() {
        return;
    }
    let svg = crate::picture::svg(core, Some(&core.selection.clone()));
    let forms = forms_of(core, &elements);
    if let Ok(text) = serde_json::to_string(&Copied { wandel: 1, elements, forms }) {
        core.pastes = 0;
        core.effects.push(Effect::Copy { text, svg: Some(svg) });
    }
}

/// The forms and decisions that elements refer to, with what lies in them.
fn forms_of(core: &Core, elements: &[NewElement]) -> Vec<NewElement> {
    let properties = [names::FORM_DEFINITION, names::DECISION_TABLE];
    let shown =
        elements.iter().flat_map(|e| properties.iter().filter_map(|name| e.properties.get(*name)?.as_text()));
    let shown: BTreeSet<ElementId> = shown.map(ElementId::from).collect();
    let inside = shown.iter().flat_map(|id| order::descendants(core.projection(), id));
    let all: BTreeSet<ElementId> = shown.iter().cloned().chain(inside).collect();
    let living = core.projection().in_order().filter(|e| all.contains(&e.id));
    living.map(|e| copied(core, e, &all)).collect()
}

/// A copy of the selection next to it.
pub fn duplicate(core: &mut Core) {
    let elements = gather(core, &core.selection);
    let Some(bounds) = bounds_of(&elements) else { return };
    let gap = if elements.len() == 1 { bounds.w + 20.0 } else { 20.0 };
    let by = Point::new(place::snap(gap), if elements.len() == 1 { 0.0 } else { 20.0 });
    insert(core, elements, by);
}

/// Pastes what was copied here or in another board; other text becomes notes.
pub fn paste(core: &mut Core, text: &str) {
    if !core.editable() {
        core.refuse(core.why_not());
        return;
    }
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    match serde_json::from_str::<Copied>(text) {
        Ok(copied) if copied.wandel == 1 => paste_elements(core, copied),
        Ok(_) => core.refuse("paste.newer"),
        Err(_) => paste_text(core, text),
    }
}

fn paste_elements(core: &mut Core, copied: Copied) {
    let Copied { mut elements, forms, .. } = copied;
    let mut missing: HashSet<ElementId> = HashSet::new();
    for part in forms {
        let lies_in = matches!(&part.parent, Parent::Element(holder) if missing.contains(holder));
        if lies_in || matches!(part.parent, Parent::Plane(_)) && core.get(&part.id).is_none() {
            missing.insert(part.id.clone());
            elements.push(part);
        }
    }
    if elements.len() > MOST {
        core.refuse("paste.too-many");
        return;
    }
    // Connectors without both ends have nothing to hold on to.
    let known: HashSet<ElementId> = elements.iter().map(|e| e.id.clone()).collect();
    elements.retain(|e| {
        let whole = |end: &Option<ElementId>| end.as_ref().is_some_and(|id| known.contains(id));
        !e.kind.is_connector() || whole(&e.from) && whole(&e.to)
    });
    let Some(bounds) = bounds_of(&elements) else { return };
    core.pastes += 1;
    let step = 20.0 * f64::from(core.pastes);
    let by = if core.camera.visible().intersects(bounds) {
        Point::new(step, step)
    } else {
        let to = core.camera.centre() - bounds.centre();
        Point::new(place::snap(to.x) + step - 20.0, place::snap(to.y) + step - 20.0)
    };
    insert(core, elements, by);
}

/// Bounds of what has no copied parent.
fn bounds_of(elements: &[NewElement]) -> Option<Rect> {
    let known: HashSet<&ElementId> = elements.iter().map(|e| &e.id).collect();
    elements
        .iter()
        .filter(|e| !e.kind.is_connector() && e.kind.has_shape() && is_root(e, &known))
        .map(|e| Rect::at(e.at, e.size))
        .reduce(Rect::union)
}

fn is_root(element: &NewElement, known: &HashSet<&ElementId>) -> bool {
    !matches!(&element.parent, Parent::Element(parent) if known.contains(parent))
}

fn insert(core: &mut Core, mut elements: Vec<NewElement>, by: Point) {
    let fresh: BTreeMap<ElementId, ElementId> =
        elements.iter().map(|e| e.id.clone()).map(|id| (id, core.new_id())).collect();
    let known: HashSet<ElementId> = fresh.keys().cloned().collect();
    let made: HashSet<&str> = fresh.values().map(ElementId::as_str).collect();
    let mut selection = Vec::new();
    for element in &mut elements {
        let root = is_root(element, &known.iter().collect());
        if root {
            if !element.kind.has_shape() {
                element.parent = Parent::board();
            } else if element.kind.is_connector() {
                element.parent = Parent::Plane(core.plane.clone());
                if let Some(via) = &mut element.via {
                    via.iter_mut().for_each(|p| *p = *p + by);
                }
            } else {
                let to = element.at + by;
                let centre = Rect::at(to, element.size).centre();
                element.parent = place::parent_at(core, &element.kind, centre, &HashSet::new());
                element.at = to - core.origin(&element.parent);
                selection.push(fresh.get(&element.id).cloned());
            }
        } else if let Parent::Element(parent) = &element.parent
            && let Some(new) = fresh.get(parent)
        {
            element.parent = Parent::Element(new.clone());
        }
        for end in [&mut element.from, &mut element.to] {
            *end = end.as_ref().and_then(|id| fresh.get(id)).cloned();
        }
        refer_anew(&mut element.properties, |id| fresh.get(&ElementId::from(id)).map(ElementId::as_str));
        for name in names::REFERENCES {
            let Some(id) = element.properties.get(name).and_then(Value::as_text) else { continue };
            if !made.contains(id) && core.get(&ElementId::from(id)).is_none() {
                element.properties.remove(name);
            }
        }
        if let Some(new) = fresh.get(&element.id) {
            element.id = new.clone();
        }
        element.xid = None;
        element.src = None;
    }
    if core.run(Command::Create { elements, processes: Vec::new(), planes: Vec::new() }) {
        core.select(selection.into_iter().flatten().collect());
    }
}

/// Several short lines become a note each, in a block; anything else one note.
fn paste_text(core: &mut Core, text: &str) {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let many = (2..=60).contains(&lines.len()) && lines.iter().all(|line| line.chars().count() <= 120);
    let texts: Vec<String> = if many {
        lines.into_iter().map(str::to_owned).collect()
    } else {
        vec![text.chars().take(LONGEST).collect()]
    };
    let size = Kind::Note.default_size();
    let columns = texts.len().min(5);
    let centre = core.camera.centre();
    #[allow(clippy::cast_precision_loss)]
    let corner = place::centred(
        Point::new(
            centre.x - (columns as f64 - 1.0) / 2.0 * (size.w + 10.0),
            centre.y - ((texts.len().div_ceil(columns) - 1) as f64) / 2.0 * (size.h + 10.0),
        ),
        size,
    );
    let mut elements = Vec::new();
    let mut rects = Vec::new();
    for (index, text) in texts.into_iter().enumerate() {
        #[allow(clippy::cast_precision_loss)]
        let rect = corner.translate(Point::new(
            (index % columns) as f64 * (size.w + 10.0),
            (index / columns) as f64 * (size.h + 10.0),
        ));
        let parent = place::parent_at(core, &Kind::Note, rect.centre(), &HashSet::new());
        let mut note = make::blank(core, Kind::Note, parent, rect);
        note.label = text;
        rects.push(rect.origin());
        elements.push(note);
    }
    let ids = elements.iter().map(|e| e.id.clone()).collect();
    if core.run(Command::Create { elements, processes: Vec::new(), planes: Vec::new() }) {
        core.select(ids);
        if let Some(bounds) = around(&rects) {
            let now = core.glide_now();
            core.camera.reveal(Rect::new(bounds.x, bounds.y, bounds.w + size.w, bounds.h + size.h), now);
        }
    }
}
