//! A board as JSON: a stable format of our own for programs that read boards. Additive; `wandel` is its version. Only what
//! is alive on the board, in drawing order; no people.

use serde::Serialize;
use wandel_board::{Element, Parent, Projection};
use wandel_process::{Properties, geometry::Point};

const VERSION: u32 = 1;

#[derive(Serialize)]
struct File<'a> {
    wandel: u32,
    title: &'a str,
    lang: &'a str,
    tz: &'a str,
    targets: &'a [String],
    processes: Vec<Process<'a>>,
    planes: Vec<Plane<'a>>,
    elements: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Process<'a> {
    id: &'a str,
    xid: Option<&'a str>,
    name: &'a str,
    executable: bool,
    #[serde(skip_serializing_if = "Properties::is_empty")]
    properties: &'a Properties,
}

#[derive(Serialize)]
struct Plane<'a> {
    id: &'a str,
    name: &'a str,
    of: Option<&'a str>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    kind: String,
    parent: &'a Parent,
    /// Relative to the parent, board units.
    at: [f64; 2],
    size: [f64; 2],
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    via: Option<Vec<[f64; 2]>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    xid: Option<&'a str>,
    #[serde(skip_serializing_if = "Properties::is_empty")]
    properties: &'a Properties,
}

fn item(element: &Element) -> Item<'_> {
    let pair = |point: &Point| [point.x, point.y];
    Item {
        id: element.id.as_str(),
        kind: element.kind.name(),
        parent: &element.parent,
        at: pair(&element.at),
        size: [element.size.w, element.size.h],
        label: &element.label,
        by: element.by,
        from: element.from.as_ref().map(wandel_board::ElementId::as_str),
        to: element.to.as_ref().map(wandel_board::ElementId::as_str),
        via: element.via.as_ref().map(|via| via.iter().map(pair).collect()),
        xid: element.xid.as_deref(),
        properties: &element.properties,
    }
}

/// The file, indented, with a line break at its end.
///
/// # Errors
/// A number that JSON does not know.
pub fn write(projection: &Projection) -> serde_json::Result<Vec<u8>> {
    let meta = projection.meta();
    let file = File {
        wandel: VERSION,
        title: &meta.title,
        lang: &meta.lang,
        tz: &meta.tz,
        targets: &meta.targets,
        processes: projection
            .processes()
            .values()
            .map(|process| Process {
                id: &process.id,
                xid: process.xid.as_deref(),
                name: &process.name,
                executable: process.executable,
                properties: &process.properties,
            })
            .collect(),
        planes: projection
            .planes()
            .values()
            .map(|plane| Plane { id: &plane.id, name: &plane.name, of: plane.of.as_deref() })
            .collect(),
        elements: projection.in_order().map(item).collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&file)?;
    bytes.push(b'\n');
    Ok(bytes)
}
