//! What I show to the others, and how they look here: cursors that glide, selections in their colour, gestures in
//! flight, somebody's view that mine follows. Nothing here is an edit.

use crate::{
    camera::View,
    core::Core,
    overlay::{self, Mark},
    sync::{Other, Sync},
    view::{self, Person, Role},
};
use bytes::Bytes;
use std::collections::HashMap;
use wandel_board::ElementId;
use wandel_process::geometry::{Point, Rect};
use wandel_wire::{
    Slot,
    presence::{Camera as SlotCamera, Caret as SlotCaret, Cursor},
};

/// A cursor reaches its new place in this time, milliseconds.
const GLIDE: f64 = 90.0;
/// A resting cursor loses its name, then goes.
const NAME_FADES: f64 = 3_000.0;
const ARROW_FADES: f64 = 30_000.0;
const FADE: f64 = 120.0;
/// Most ids of a selection that are shown.
const MOST: usize = 40;

/// Where a cursor was seen and where it goes.
#[derive(Clone, Copy, Debug)]
struct Glide {
    from: Point,
    to: Point,
    start: f64,
    /// Of the last move.
    moved: f64,
}

/// Half the precision is enough for the eye.
#[allow(clippy::cast_possible_truncation)]
const fn single(value: f64) -> f32 {
    value as f32
}

/// Others' cursors as they are shown.
#[derive(Default)]
pub struct Presence {
    glides: HashMap<u32, Glide>,
    /// Pointer over the board, board units.
    pub pointer: Option<Point>,
}

impl Presence {
    /// What the others see of me.
    #[must_use]
    pub fn mine(&self, core: &Core) -> Slot {
        let view = core.camera.target();
        let caret = core.typing.as_ref().and_then(|typing| {
            let [anchor, head] = typing.carets();
            let json = |caret: &Option<wandel_board::Caret>| {
                caret.as_ref().and_then(|caret| serde_json::to_vec(caret).ok()).map(Bytes::from)
            };
            Some(SlotCaret { element: typing.id.to_string(), anchor: json(anchor)?, head: json(head)? })
        });
        Slot {
            cursor: self.pointer.map(|p| Cursor {
                plane: core.plane.to_string(),
                x: single(p.x),
                y: single(p.y),
            }),
            camera: Some(SlotCamera {
                plane: core.plane.to_string(),
                x: single(view.x),
                y: single(view.y),
                zoom: single(view.zoom),
            }),
            selection: core.selection.iter().take(MOST).map(ToString::to_string).collect(),
            caret,
            gesture: gesture(core),
        }
    }

    /// Takes over where the others' cursors are. True if something of it moved.
    pub fn update(&mut self, sync: &Sync, plane: &str, now: f64) -> bool {
        let mut changed = false;
        let mut here = Vec::new();
        for other in sync.others().iter() {
            let Some(cursor) = other.slot.cursor.as_ref().filter(|cursor| *cursor.plane == *plane) else {
                continue;
            };
            let to = Point::new(f64::from(cursor.x), f64::from(cursor.y));
            let session = other.here.session;
            here.push(session);
            let shown = self.glides.get(&session).map(|glide| glide.at(now));
            match self.glides.get_mut(&session) {
                Some(glide) if glide.to == to => {}
                _ => {
                    let from = shown.unwrap_or(to);
                    self.glides.insert(session, Glide { from, to, start: now, moved: now });
                    changed = true;
                }
            }
        }
        let before = self.glides.len();
        self.glides.retain(|session, _| here.contains(session));
        changed || before != self.glides.len()
    }

    /// When the picture of the others changes by itself: milliseconds from now.
    #[must_use]
    pub fn wake(&self, now: f64) -> Option<f64> {
        self.glides
            .values()
            .filter_map(|glide| {
                let rest = now - glide.moved;
                let fading = |after: f64| (after..after + FADE).contains(&rest);
                if now - glide.start < GLIDE || fading(NAME_FADES) || fading(ARROW_FADES) {
                    Some(0.0)
                } else if rest < NAME_FADES {
                    Some(NAME_FADES - rest)
                } else if rest < ARROW_FADES {
                    Some(ARROW_FADES - rest)
                } else {
                    None
                }
            })
            .min_by(f64::total_cmp)
    }

    /// The others over the board.
    pub fn marks(&self, core: &Core, sync: &Sync, marks: &mut Vec<Mark>) {
        for other in sync.others().iter() {
            selection(core, other, marks);
        }
        for other in sync.others().iter() {
            let Some(glide) = self.glides.get(&other.here.session) else { continue };
            let rest = core.now - glide.moved;
            let fade = |after: f64| (1.0 - (rest - after) / FADE).clamp(0.0, 1.0);
            let opacity = fade(ARROW_FADES);
            if opacity <= 0.0 {
                continue;
            }
            let named = fade(NAME_FADES) > 0.0 || core.preferences.wall;
            marks.push(Mark::Cursor {
                at: core.camera.to_screen(glide.at(core.now)),
                colour: other.here.colour,
                name: named.then(|| other.here.name.clone()),
                opacity,
                large: core.preferences.wall,
            });
        }
        if let Some(leader) = core.following.as_ref().and_then(|id| leader(sync, id)) {
            marks.push(Mark::Frame { colour: leader.here.colour });
        }
    }
}

impl Glide {
    fn at(&self, now: f64) -> Point {
        let t = ((now - self.start) / GLIDE).clamp(0.0, 1.0);
        Point::new(self.from.x + (self.to.x - self.from.x) * t, self.from.y + (self.to.y - self.from.y) * t)
    }
}

fn selection(core: &Core, other: &Other, marks: &mut Vec<Mark>) {
    let moved: HashMap<String, Rect> = other.slot.gesture.as_ref().map(read_gesture).unwrap_or_default();
    let token = overlay::person(other.here.colour);
    for id in &other.slot.selection {
        let id = ElementId::from(id.as_str());
        let Some(element) = core.get(&id).filter(|element| element.plane == core.plane) else { continue };
        if element.kind.is_connector() {
            let points = core.route(&id).iter().map(|p| core.camera.to_screen(*p)).collect();
            marks.push(Mark::Line { points, token, width: 1.5, dashed: false, arrow: false });
            continue;
        }
        let Some(bounds) = core.bounds(&id) else { continue };
        let rect = overlay::around(core.camera.rect_to_screen(bounds));
        marks.push(Mark::Outline { rect, radius: 13.0, token, width: 1.5, dashed: false });
    }
    for (id, rect) in moved {
        let radius = if core.get(&ElementId::from(id.as_str())).is_some() { 10.0 } else { 3.0 };
        let rect = core.camera.rect_to_screen(rect);
        marks.push(Mark::Outline { rect, radius, token, width: 1.5, dashed: true });
    }
    if let Some(caret) = &other.slot.caret
        && let Some(bounds) = core.bounds(&ElementId::from(caret.element.as_str()))
    {
        let shown = core.camera.rect_to_screen(bounds);
        marks.push(Mark::Caret {
            at: Point::new(shown.right() + 2.0, shown.y - 2.0),
            height: 14.0,
            colour: other.here.colour,
        });
    }
}

/// Bounds of what I drag, as four numbers an element, at most as many as a slot holds.
fn gesture(core: &Core) -> Option<Bytes> {
    if !core.busy {
        return None;
    }
    let list: Vec<(String, [f64; 4])> = core
        .overrides
        .bounds
        .iter()
        .take(MOST)
        .map(|(id, r)| (id.to_string(), [r.x, r.y, r.w, r.h]))
        .collect();
    serde_json::to_vec(&list).ok().filter(|json| json.len() < 3_000).map(Bytes::from)
}

/// Somebody else's gesture; what is not one is none.
fn read_gesture(bytes: &Bytes) -> HashMap<String, Rect> {
    let list: Vec<(String, [f64; 4])> = serde_json::from_slice(bytes).unwrap_or_default();
    list.into_iter()
        .take(MOST)
        .filter(|(_, numbers)| numbers.iter().all(|n| n.is_finite()))
        .map(|(id, [x, y, w, h])| (id, Rect::new(x, y, w.max(0.0), h.max(0.0))))
        .collect()
}

fn leader<'a>(sync: &'a Sync, id: &str) -> Option<&'a Other> {
    sync.others().iter().find(|other| other.here.session.to_string() == id)
}

/// The view of the one who is followed. `None`: gone, or shows nothing.
#[must_use]
pub fn followed(core: &Core, sync: &Sync) -> Option<View> {
    let leader = leader(sync, core.following.as_deref()?)?;
    let camera = leader.slot.camera.as_ref().filter(|camera| *camera.plane == *core.plane)?;
    let (x, y, zoom) = (f64::from(camera.x), f64::from(camera.y), f64::from(camera.zoom));
    let finite = x.is_finite() && y.is_finite() && zoom.is_finite();
    finite.then(|| View { x, y, zoom: zoom.clamp(crate::camera::MIN_ZOOM, crate::camera::MAX_ZOOM) })
}

/// Everybody here, oneself among them, in seat order.
#[must_use]
pub fn people(core: &Core, sync: &Sync) -> Vec<Person> {
    let role = |role: wandel_wire::Role| match role {
        wandel_wire::Role::Viewer => Role::Viewer,
        wandel_wire::Role::Commenter => Role::Commenter,
        wandel_wire::Role::Editor => Role::Editor,
    };
    let mut list: Vec<(u32, Person)> = sync
        .others()
        .iter()
        .map(|other| {
            let at = other.slot.camera.as_ref().map(|camera| {
                // How large their window is, nobody says: as large as mine.
                let zoom = f64::from(camera.zoom).max(crate::camera::MIN_ZOOM);
                let (w, h) = (core.camera.size.w / zoom, core.camera.size.h / zoom);
                Rect::new(f64::from(camera.x), f64::from(camera.y), w, h)
            });
            let here = &other.here;
            let person = Person {
                id: here.session.to_string(),
                name: here.name.clone(),
                colour: here.colour,
                me: false,
                role: role(here.role),
                at,
            };
            (here.session, person)
        })
        .collect();
    if let Some(me) = sync.me() {
        let person = Person {
            id: me.session.to_string(),
            name: me.name.clone(),
            colour: me.colour,
            me: true,
            role: role(me.role),
            at: Some(core.camera.visible()),
        };
        list.push((me.session, person));
    }
    list.sort_by_key(|(session, _)| *session);
    list.into_iter().map(|(_, person)| person).collect()
}

/// Our own role as the server said it; nothing may be edited before it did.
#[must_use]
pub fn role(sync: &Sync) -> view::Role {
    match sync.me().map(|me| me.role) {
        Some(wandel_wire::Role::Editor) => Role::Editor,
        Some(wandel_wire::Role::Commenter) => Role::Commenter,
        Some(wandel_wire::Role::Viewer) | None => Role::Viewer,
    }
}
