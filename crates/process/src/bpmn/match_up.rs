//! Lays a model beside the file it came from: what in the file is which element now, and what of the model only looks
//! changed (numbers on the board's grid, routes without their ends). So nothing is rewritten that nobody changed.

use super::read::{self, Places};
use crate::{
    geometry::{Point, Rect},
    graph::MAX_DEPTH,
    kind::Kind,
    model::{Element, ElementKind, Model, Owner, Plane},
    property::{Value, names as p},
};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::Range,
};

/// The two models with the same ids for the same things.
pub struct Matched {
    /// As the file says.
    pub base: Model,
    /// As it is now.
    pub ours: Model,
    pub places: Places,
    /// Our ids of what is in both.
    pub matched: HashSet<String>,
}

/// No id of a board begins like that.
const MADE_UP: char = '\u{1}';

/// True of what only a file knows.
pub fn is_made_up(id: &str) -> bool {
    id.starts_with(MADE_UP)
}

/// `None` if the text cannot be read. The spans of the model point into it; `undrawn`: see `gather::Gathered`.
pub fn match_up(model: &Model, text: &str, undrawn: &[Range<usize>]) -> Option<Matched> {
    let mut count = 0;
    let mut fresh = || {
        count += 1;
        format!("{MADE_UP}{count}")
    };
    let read::Found { model: mut base, places, .. } = read::read_text(text, "", undrawn, &mut fresh).ok()?;
    let mut ours = model.clone();
    let ids = pairs(&base, &ours, &places);
    rename(&mut base, &ids);
    let places: Places = places
        .into_iter()
        .map(|(key, start)| match key.split_once(':') {
            Some((what, id)) => (format!("{what}:{}", ids.get(id).map_or(id, String::as_str)), start),
            None => (key, start),
        })
        .collect();
    let drawn = places.keys().any(|key| key.starts_with("d:"));
    settle(&base, &mut ours, drawn);
    arrange(&base, &mut ours);
    Some(Matched { base, ours, places, matched: ids.into_values().collect() })
}

/// File's ids (made up on reading) to ours.
fn pairs(base: &Model, ours: &Model, places: &Places) -> HashMap<String, String> {
    let mut ids = HashMap::new();
    let mut taken = HashSet::new();
    let mut by_span = HashMap::new();
    for element in &ours.elements {
        if let Some(span) = &element.src {
            by_span.entry((span, matches!(element.kind, ElementKind::Depiction))).or_insert(&element.id);
        }
    }
    for element in &base.elements {
        let Some(span) = &element.src else { continue };
        let depiction = matches!(element.kind, ElementKind::Depiction);
        if let Some(id) = by_span.get(&(span, depiction))
            && taken.insert(*id)
        {
            ids.insert(element.id.clone(), (*id).clone());
        }
    }
    let by_span: HashMap<_, _> = ours
        .processes
        .iter()
        .rev()
        .filter_map(|process| Some((process.src.as_ref()?, &process.id)))
        .collect();
    for process in &base.processes {
        let same = process.src.as_ref().and_then(|span| by_span.get(span));
        if let Some(same) = same.filter(|same| taken.insert(**same)) {
            ids.insert(process.id.clone(), (*same).clone());
        }
    }
    planes(base, ours, places, &mut ids);
    ids
}

/// Planes are the same if what they show is: the board may call them otherwise.
fn planes(base: &Model, ours: &Model, places: &Places, ids: &mut HashMap<String, String>) {
    let shown = |model: &Model| -> HashMap<String, String> {
        let owners: HashMap<&str, &Owner> =
            model.elements.iter().map(|element| (element.id.as_str(), &element.owner)).collect();
        let drawn =
            model.elements.iter().filter(|element| !matches!(element.kind, ElementKind::Definition(_)));
        drawn
            .filter_map(|element| {
                let mut owner = &element.owner;
                for _ in 0..MAX_DEPTH {
                    match owner {
                        Owner::Plane(id) => return Some((element.id.clone(), id.clone())),
                        Owner::Element(id) => owner = owners.get(id.as_str())?,
                    }
                }
                None
            })
            .collect()
    };
    let (before, now) = (shown(base), shown(ours));
    let mut votes: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (theirs, our) in &*ids {
        if let (Some(from), Some(to)) = (before.get(theirs), now.get(our)) {
            *votes.entry((from, to)).or_default() += 1;
        }
    }
    let mut votes: Vec<_> = votes.into_iter().collect();
    // Of several diagrams that became one, the one with the pools; else the one of the same process.
    let pooled = |plane: &str| places.contains_key(&format!("collaboration:{plane}"));
    let same = |from: &str, to: &str| {
        let of = base.plane(from).and_then(|plane| ids.get(plane.of.as_ref()?));
        of.is_some() && of == ours.plane(to).and_then(|plane| plane.of.as_ref())
    };
    votes.sort_by_key(|((from, to), count)| std::cmp::Reverse((pooled(from), same(from, to), *count)));
    let (mut from_taken, mut to_taken) = (HashSet::new(), HashSet::new());
    let mut found = Vec::new();
    for ((from, to), _) in votes {
        if !from_taken.contains(from) && !to_taken.contains(to) {
            from_taken.insert(from);
            to_taken.insert(to);
            found.push((from.to_owned(), to.to_owned()));
        }
    }
    // Empty ones, by their id in the file.
    for plane in &base.planes {
        let same = ours.planes.iter().find(|other| other.xid.is_some() && other.xid == plane.xid);
        if let Some(same) = same
            && !from_taken.contains(plane.id.as_str())
            && !to_taken.contains(same.id.as_str())
        {
            found.push((plane.id.clone(), same.id.clone()));
        }
    }
    ids.extend(found);
}

fn rename(model: &mut Model, ids: &HashMap<String, String>) {
    let to = |id: &mut String| {
        if let Some(ours) = ids.get(id.as_str()) {
            id.clone_from(ours);
        }
    };
    for process in &mut model.processes {
        to(&mut process.id);
    }
    for plane in &mut model.planes {
        to(&mut plane.id);
        plane.of.iter_mut().for_each(to);
    }
    for element in &mut model.elements {
        to(&mut element.id);
        match &mut element.owner {
            Owner::Plane(id) | Owner::Element(id) => to(id),
        }
        element.process.iter_mut().for_each(to);
        element.from.iter_mut().for_each(to);
        element.to.iter_mut().for_each(to);
        crate::property::refer_anew(&mut element.properties, |id| ids.get(id).map(String::as_str));
    }
}

/// Takes back what the board changed without anybody having changed it. `drawn`: the file draws anything.
fn settle(base: &Model, ours: &mut Model, drawn: bool) {
    ours.definitions = base.definitions.clone();
    let elements = ours.elements.iter().map(|element| &element.id);
    let shown: HashSet<String> =
        elements.chain(ours.processes.iter().map(|process| &process.id)).cloned().collect();
    for plane in &mut ours.planes {
        if let Some(before) = base.planes.iter().find(|before| before.id == plane.id) {
            // The process of a further file may have joined the board's.
            let joined = before.of.as_ref().is_some_and(|of| !shown.contains(of));
            let of = if joined { plane.of.clone() } else { before.of.clone() };
            *plane = Plane { of, ..before.clone() };
        }
    }
    let processes: HashMap<&str, _> =
        base.processes.iter().map(|process| (process.id.as_str(), &process.xid)).collect();
    for process in &mut ours.processes {
        if let Some(xid) = processes.get(process.id.as_str()) {
            process.xid.clone_from(xid);
        }
    }
    let before: HashMap<&str, &Element> =
        base.elements.iter().map(|element| (element.id.as_str(), element)).collect();
    let moved: HashSet<String> = ours
        .elements
        .iter()
        .filter(|element| {
            // A message that a file draws has a place there and none on a board.
            let placed = !matches!(element.kind, ElementKind::Definition(_));
            let was = before.get(element.id.as_str());
            placed && was.is_none_or(|was| !same_rect(was.bounds, element.bounds))
        })
        .map(|element| element.id.clone())
        .collect();
    let known: HashSet<&str> = base.elements.iter().map(|element| element.id.as_str()).collect();
    let origins: HashMap<String, Point> =
        ours.elements.iter().map(|element| (element.id.clone(), element.bounds.origin())).collect();
    for element in &mut ours.elements {
        let Some(was) = before.get(element.id.as_str()) else { continue };
        element.xid.clone_from(&was.xid);
        settle_label(was, element, &before, &origins);
        if same_rect(was.bounds, element.bounds) {
            element.bounds = was.bounds;
        }
        element.as_imported &= drawn;
        // A board shows no end where the file refers to nothing, or to what is not shown.
        for (end, before) in [(&mut element.from, &was.from), (&mut element.to, &was.to)] {
            let nobody = end.as_ref().is_none_or(|id| !origins.contains_key(id));
            if nobody && before.as_ref().is_some_and(|id| !known.contains(id.as_str())) {
                end.clone_from(before);
            }
        }
        let still = |end: &Option<String>| end.as_ref().is_none_or(|end| !moved.contains(end));
        let ends =
            was.from == element.from && was.to == element.to && still(&element.from) && still(&element.to);
        if element.process_kind().is_some_and(Kind::is_connector)
            && (element.as_imported && (ends || was.route.len() < 2)
                || ends && same_route(&was.route, &element.route))
        {
            element.route.clone_from(&was.route);
        }
        if matches!(element.kind, ElementKind::Depiction) && same_route(&was.route, &element.route) {
            element.route.clone_from(&was.route);
        }
    }
}

/// In the order of the file, what is new last: names that are made up on the way are then the same for both.
fn arrange(base: &Model, ours: &mut Model) {
    let places: HashMap<&str, usize> =
        base.elements.iter().enumerate().map(|(n, element)| (element.id.as_str(), n)).collect();
    // Fields keep the order they have on the board: it is theirs to say.
    ours.elements.sort_by_key(|element| match element.kind {
        ElementKind::Definition(kind) if kind.is_part() => usize::MAX,
        _ => places.get(element.id.as_str()).copied().unwrap_or(usize::MAX),
    });
    let places: HashMap<&str, usize> =
        base.processes.iter().enumerate().map(|(n, process)| (process.id.as_str(), n)).collect();
    ours.processes.sort_by_key(|process| places.get(process.id.as_str()).copied().unwrap_or(usize::MAX));
    let places: HashMap<&str, usize> =
        base.planes.iter().enumerate().map(|(n, plane)| (plane.id.as_str(), n)).collect();
    ours.planes.sort_by_key(|plane| places.get(plane.id.as_str()).copied().unwrap_or(usize::MAX));
}

/// A label where it was before is where it was, whoever owns the element now and whatever the grid did to it.
fn settle_label(
    was: &Element,
    element: &mut Element,
    before: &HashMap<&str, &Element>,
    origins: &HashMap<String, Point>,
) {
    let rect = |element: &Element, origin: Point| -> Option<Rect> {
        let Some(Value::List(list)) = element.properties.get(p::LABEL_AT) else { return None };
        let list: Vec<f64> = list.iter().filter_map(Value::as_number).collect();
        let [x, y, w, h] = list.as_slice() else { return None };
        Some(Rect::new(x + origin.x, y + origin.y, *w, *h))
    };
    let old_origin = match &was.owner {
        Owner::Element(id) => before.get(id.as_str()).map(|owner| owner.bounds.origin()).unwrap_or_default(),
        Owner::Plane(_) => Point::default(),
    };
    let origin = match &element.owner {
        Owner::Element(id) => origins.get(id).copied().unwrap_or_default(),
        Owner::Plane(_) => Point::default(),
    };
    if let (Some(old), Some(new)) = (rect(was, old_origin), rect(element, origin))
        && same_rect(old, new)
        && was.owner == element.owner
        && let Some(value) = was.properties.get(p::LABEL_AT)
    {
        element.properties.insert(p::LABEL_AT.into(), value.clone());
    }
}

/// A little more than the grid of 1/64 can add up to over nested owners.
const TOLERANCE: f64 = 1.0 / 8.0;

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= TOLERANCE
}

fn same_rect(a: Rect, b: Rect) -> bool {
    near(a.x, b.x) && near(a.y, b.y) && near(a.w, b.w) && near(a.h, b.h)
}

/// The same bends; where a line meets its shapes is computed by whoever draws it.
fn same_route(before: &[Point], now: &[Point]) -> bool {
    let bends = |route: &[Point]| {
        route.get(1..route.len().saturating_sub(1)).map(<[Point]>::to_vec).unwrap_or_default()
    };
    let (a, b) = (bends(before), bends(now));
    now.is_empty() || a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| near(a.x, b.x) && near(a.y, b.y))
}
