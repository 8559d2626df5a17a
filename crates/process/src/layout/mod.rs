//! A place for everything that has none: layered, left to right, lane by lane, in sizes of the look. Deterministic, and
//! never moves what is drawn already. Way points stay empty: routing is the scene's matter.

mod body;
mod grid;

use crate::{
    geometry::{Point, Rect, Size, quantise},
    kind::{FlowKind, Kind, Position},
    model::{ElementKind, Model, Owner},
    property::names as p,
    size::{HEADER, default_size},
};
use std::collections::HashMap;

/// Gap between shapes; pools keep `POOL_GAP`.
pub(crate) const GAP: f64 = 50.0;
const POOL_GAP: f64 = 40.0;
/// Where a plane's first shape stands.
const ORIGIN: Point = Point { x: 160.0, y: 80.0 };
const BLACK_BOX: f64 = 60.0;
/// Owners are never nested deeper; cycles of a damaged model end here.
const MAX_DEPTH: usize = 256;

/// Gives bounds to all elements that have none. True if there were any.
pub fn layout(model: &mut Model) -> bool {
    let open = |element: &crate::model::Element| {
        element.process_kind().is_some_and(|kind| !kind.is_connector())
            && element.bounds.w <= 0.0
            && element.bounds.h <= 0.0
    };
    if !model.elements.iter().any(open) {
        return false;
    }
    let mut layout = Layout::new(model);
    for plane in 0..model.planes.len() {
        layout.plane(&Owner::Plane(model.planes[plane].id.clone()));
    }
    let (rects, placed) = (layout.rects, layout.placed);
    for ((element, rect), placed) in model.elements.iter_mut().zip(rects).zip(placed) {
        if !placed && open(element) {
            // An owner that leads nowhere: its default size at the origin is better than nothing to grasp.
            let rect = match element.process_kind() {
                Some(kind) if rect.w <= 0.0 => Rect::at(ORIGIN, default_size(kind)),
                _ => rect,
            };
            element.bounds =
                Rect::new(quantise(rect.x), quantise(rect.y), quantise(rect.w), quantise(rect.h));
        }
    }
    true
}

struct Layout<'m> {
    model: &'m Model,
    children: HashMap<&'m Owner, Vec<usize>>,
    /// Sequence flows by the node they leave, or the host of the boundary event they leave: target, one row lower.
    flows: HashMap<usize, Vec<(usize, bool)>>,
    /// What data and annotations are connected to.
    links: HashMap<usize, Vec<usize>>,
    /// Of everything: as drawn, or as found so far, in the frame of whoever is being arranged.
    rects: Vec<Rect>,
    /// Drawn before, or not to be drawn.
    placed: Vec<bool>,
}

impl<'m> Layout<'m> {
    fn new(model: &'m Model) -> Self {
        let mut children: HashMap<&Owner, Vec<usize>> = HashMap::new();
        for (n, element) in model.elements.iter().enumerate() {
            if element.process_kind().is_some_and(|kind| !kind.is_connector()) {
                children.entry(&element.owner).or_default().push(n);
            }
        }
        let placed = model
            .elements
            .iter()
            .map(|element| {
                element.bounds.w > 0.0
                    || element.bounds.h > 0.0
                    || !matches!(element.kind, ElementKind::Process(_))
            })
            .collect();
        let index: HashMap<&str, usize> =
            model.elements.iter().enumerate().map(|(n, element)| (element.id.as_str(), n)).collect();
        // A flow out of a boundary event begins at its host.
        let seat = |id: &Option<String>| -> Option<(usize, bool)> {
            let n = *index.get(id.as_deref()?)?;
            let boundary =
                matches!(model.elements[n].process_kind(), Some(Kind::Event(Position::Boundary, _)));
            match &model.elements[n].owner {
                Owner::Element(host) if boundary => Some((*index.get(host.as_str())?, true)),
                _ => Some((n, false)),
            }
        };
        let (mut flows, mut links): (HashMap<_, Vec<_>>, HashMap<_, Vec<_>>) = Default::default();
        for flow in &model.elements {
            let Some(Kind::Flow(kind)) = flow.process_kind() else { continue };
            let (Some((from, below)), Some((to, _))) = (seat(&flow.from), seat(&flow.to)) else { continue };
            match kind {
                FlowKind::Sequence => flows.entry(from).or_default().push((to, below)),
                FlowKind::Data | FlowKind::Association => {
                    links.entry(from).or_default().push(to);
                    links.entry(to).or_default().push(from);
                }
                FlowKind::Message => {}
            }
        }
        Self {
            model,
            children,
            flows,
            links,
            rects: model.elements.iter().map(|element| element.bounds).collect(),
            placed,
        }
    }

    fn kind(&self, n: usize) -> Option<Kind> {
        self.model.elements[n].process_kind()
    }

    fn of(&self, owner: &Owner) -> Vec<usize> {
        self.children.get(owner).cloned().unwrap_or_default()
    }

    fn inside(&self, n: usize) -> Vec<usize> {
        self.of(&Owner::Element(self.model.elements[n].id.clone()))
    }

    /// Pools and what lies beside them, one below the other; around what is drawn already.
    fn plane(&mut self, plane: &Owner) {
        let all = self.of(plane);
        let pools: Vec<usize> = all.iter().copied().filter(|n| self.kind(*n) == Some(Kind::Pool)).collect();
        let drawn: Vec<Rect> = all.iter().filter(|n| self.placed[**n]).map(|n| self.rects[*n]).collect();
        let mut at = match drawn.into_iter().reduce(Rect::union) {
            Some(area) => Point::new(area.x, area.bottom() + GAP),
            None => ORIGIN,
        };
        for n in &all {
            if self.placed[*n] {
                self.within(*n, 0);
            }
        }
        let loose = self.body(plane, 0);
        if loose.w > 0.0 {
            self.shift_children(plane, at, true);
            at.y += loose.h + GAP;
        }
        let open: Vec<usize> = pools.into_iter().filter(|n| !self.placed[*n]).collect();
        let mut width = 0.0_f64;
        for pool in &open {
            let size = self.pool(*pool);
            self.rects[*pool] = Rect::at(at, size);
            self.shift_children(&Owner::Element(self.model.elements[*pool].id.clone()), at, true);
            at.y += size.h + POOL_GAP;
            width = width.max(size.w);
        }
        for pool in open {
            self.widen(pool, self.rects[pool].x + width);
        }
    }

    /// Whatever has no place inside of something drawn.
    fn within(&mut self, n: usize, depth: usize) {
        let children = self.inside(n);
        if depth > MAX_DEPTH || children.is_empty() {
            return;
        }
        let owner = Owner::Element(self.model.elements[n].id.clone());
        let (open, drawn): (Vec<usize>, Vec<usize>) =
            children.into_iter().partition(|child| !self.placed[*child]);
        if !open.is_empty() {
            let boundary =
                |layout: &Self, n: usize| matches!(layout.kind(n), Some(Kind::Event(Position::Boundary, _)));
            let inner: Vec<Rect> =
                drawn.iter().filter(|n| !boundary(self, **n)).map(|n| self.rects[*n]).collect();
            let outer = self.rects[n];
            let at = match inner.into_iter().reduce(Rect::union) {
                Some(area) => Point::new(area.x, area.bottom() + GAP),
                None => Point::new(outer.x + HEADER + GAP / 2.0, outer.y + GAP / 2.0),
            };
            self.body(&owner, depth + 1);
            self.shift_children(&owner, at, true);
            self.attach(n);
        }
        for child in drawn {
            self.within(child, depth + 1);
        }
    }

    /// Boundary events without a place, along the lower edge of their host.
    fn attach(&mut self, host: usize) {
        let rect = self.rects[host];
        let mut count = 0.0;
        for event in self.inside(host) {
            if !matches!(self.kind(event), Some(Kind::Event(Position::Boundary, _))) || self.placed[event] {
                continue;
            }
            let size = default_size(Kind::Event(Position::Boundary, crate::kind::Trigger::None));
            let x = (rect.right() - size.w / 2.0 - 20.0 - count * (size.w + 10.0)).max(rect.x);
            self.rects[event] = Rect::at(Point::new(x, rect.bottom() - size.h / 2.0), size);
            count += 1.0;
        }
    }

    /// Moves what is arranged in a container's own frame to its place. `open`: only what was not drawn before.
    fn shift_children(&mut self, owner: &Owner, by: Point, open: bool) {
        let mut stack = vec![(owner.clone(), 0)];
        while let Some((owner, depth)) = stack.pop() {
            for n in self.of(&owner) {
                // Pools of a plane are placed one by one.
                if open && self.placed[n] || depth == 0 && self.kind(n) == Some(Kind::Pool) {
                    continue;
                }
                self.rects[n] = self.rects[n].translate(by);
                if depth < MAX_DEPTH {
                    stack.push((Owner::Element(self.model.elements[n].id.clone()), depth + 1));
                }
            }
        }
    }

    /// The size of a node that is arranged as a whole; its inside is arranged in its own frame.
    fn node_size(&mut self, n: usize, depth: usize) -> Size {
        let Some(kind) = self.kind(n) else { return Size::default() };
        let size = default_size(kind);
        if !matches!(kind, Kind::Subprocess(_)) {
            return size;
        }
        let expanded = self.model.elements[n].flag(p::EXPANDED) != Some(false);
        let holds = self
            .inside(n)
            .iter()
            .any(|inner| !matches!(self.kind(*inner), Some(Kind::Event(Position::Boundary, _))));
        if !expanded || !holds || depth > MAX_DEPTH {
            return if expanded && holds { size } else { default_size(Kind::CallActivity) };
        }
        let owner = Owner::Element(self.model.elements[n].id.clone());
        let inner = self.body(&owner, depth + 1);
        let margin = Point::new(40.0, 40.0);
        self.shift_children(&owner, margin, true);
        Size::new(inner.w + 2.0 * margin.x, inner.h + 2.0 * margin.y)
    }
}
