//! What layout looks at: the projection, the scene's cached geometry, and over both what a gesture in flight shows at
//! another place. Layout functions take a `Stage`, so that the board and its previews come from the same code.

use crate::{
    Anchor, Scene, Token, draw, label,
    route::{self, port::Side},
    text::Lang,
};
use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
};
use wandel_board::{Element, ElementId, Kind, Parent, Projection};
use wandel_process::{
    Kind as Process,
    geometry::{Point, Rect},
    property::names,
};

/// Geometry that differs from the document while a gesture lasts.
#[derive(Debug, Default)]
pub(crate) struct Overlay {
    pub bounds: HashMap<ElementId, Rect>,
    pub routes: HashMap<ElementId, Vec<Point>>,
    pub from: HashMap<ElementId, Anchor>,
    pub to: HashMap<ElementId, Anchor>,
    pub via: HashMap<ElementId, Option<Vec<Point>>>,
    pub labels: HashMap<ElementId, Point>,
}

pub(crate) struct Stage<'a> {
    pub projection: &'a Projection,
    pub scene: &'a Scene,
    pub over: Option<&'a Overlay>,
    /// What flows would do if they were alone, for one pass.
    pub ideals: RefCell<Ideals>,
    /// Where labels of connectors would stand if no other connector had one, for one pass.
    pub labels: RefCell<Labels>,
    /// Places of lanes among their siblings, for one pass.
    pub places: RefCell<Places>,
}

/// By what holds the lanes.
pub(crate) type Places = HashMap<Parent, HashMap<ElementId, usize>>;
pub(crate) type Labels = HashMap<ElementId, Option<Rect>>;
pub(crate) type Ideals = HashMap<ElementId, Option<(Side, Side, f64)>>;

impl<'a> Stage<'a> {
    pub(crate) fn element(&self, id: &ElementId) -> Option<&'a Element> {
        self.projection.get(id)
    }

    /// Bounds of a shape's body (grown where its text needs it).
    pub(crate) fn bounds(&self, id: &ElementId) -> Option<Rect> {
        self.over.and_then(|over| over.bounds.get(id).copied()).or_else(|| self.scene.bounds(id))
    }

    pub(crate) fn route(&self, id: &ElementId) -> &'a [Point] {
        match self.over.and_then(|over| over.routes.get(id)) {
            Some(route) => route,
            None => self.scene.route(id),
        }
    }

    /// The language of the board.
    pub(crate) fn lang(&self) -> Lang {
        Lang::of(&self.projection.meta().lang)
    }

    /// Box of the lines of another element's outside label, as far as it is known.
    pub(crate) fn outside(&self, id: &ElementId) -> Option<Rect> {
        let element = self.element(id)?;
        if !matches!(element.kind, Kind::Process(Process::Gateway(_) | Process::Event(..))) {
            return None;
        }
        draw::outside::of_shape(self, element, self.bounds(id)?, Token::ShapeLine).outside
    }

    /// How far a gesture in flight moves a shape; `None` if it also changes its size.
    pub(crate) fn drift(&self, element: &Element) -> Option<Point> {
        match self.over.and_then(|over| over.bounds.get(&element.id)) {
            None => Some(Point::default()),
            Some(rect) if rect.size() == label::grown(element, self.lang()).size() => {
                Some(rect.origin() - element.origin)
            }
            Some(_) => None,
        }
    }

    /// How far a gesture moves a whole connector: both of its ends alike. `None` if they part, or another end is
    /// shown.
    pub(crate) fn carried(&self, flow: &Element) -> Option<Point> {
        let Some(over) = self.over else { return Some(Point::default()) };
        if over.from.contains_key(&flow.id) || over.to.contains_key(&flow.id) {
            return None;
        }
        let drift = |end: &Option<ElementId>| match end.as_ref().and_then(|id| self.element(id)) {
            Some(end) => self.drift(end),
            None => Some(Point::default()),
        };
        let (from, to) = (drift(&flow.from)?, drift(&flow.to)?);
        (from == to).then_some(from)
    }

    /// What is drawn behind a point of an element: the tint of the innermost holder of it (or of its ends) there.
    pub(crate) fn ground(&self, element: &Element, at: Point) -> Token {
        let ends = [&element.from, &element.to];
        let starts = ends.into_iter().flatten().filter_map(|id| self.element(id)).chain([element]);
        for start in starts {
            let mut parent = &start.parent;
            // Deeper than anybody nests; the bound only guards against a cycle.
            for _ in 0..64 {
                let Parent::Element(id) = parent else { break };
                let Some(holder) = self.element(id) else { break };
                let fill = match &holder.kind {
                    Kind::Process(Process::Lane) => Some(draw::pool::tint(self, holder).0),
                    Kind::Process(Process::Pool) => Some(Token::PoolFill),
                    _ if draw::is_expanded(holder) => Some(Token::ShapeFill),
                    Kind::Frame => Some(Token::Surface),
                    _ => None,
                };
                if let (Some(fill), true) = (fill, self.bounds(id).is_some_and(|rect| rect.contains(at))) {
                    return fill;
                }
                parent = &holder.parent;
            }
        }
        Token::Paper
    }

    /// Shapes that flows go around, as they lie now, that touch an area.
    pub(crate) fn obstacles(&self, plane: &str, area: Rect, take: &mut dyn FnMut(&ElementId, Rect)) {
        for (id, rect) in self.scene.obstacles(plane, area) {
            if self.over.is_none_or(|over| !over.bounds.contains_key(id)) {
                take(id, rect);
            }
        }
        for (id, rect) in self.over.iter().flat_map(|over| &over.bounds) {
            let lies_here = |element: &&Element| *element.plane == *plane && route::is_obstacle(element);
            if rect.intersects(area) && self.element(id).filter(lies_here).is_some() {
                take(id, *rect);
            }
        }
    }

    /// Connectors whose routes, as they run now, may touch an area.
    pub(crate) fn lines(&self, plane: &str, area: Rect) -> Vec<&'a ElementId> {
        let over = self.over.map(|over| &over.routes);
        let mut found: Vec<&ElementId> = self
            .scene
            .lines(plane, area)
            .filter(|id| over.is_none_or(|over| !over.contains_key(*id)))
            .collect();
        found.extend(over.into_iter().flatten().map(|(id, _)| id));
        found
    }

    /// The element itself, its parents up to the plane, and everything that holds it.
    pub(crate) fn ancestry(&self, id: &ElementId) -> HashSet<ElementId> {
        let mut all = HashSet::new();
        let mut next = Some(id.clone());
        while let Some(id) = next {
            next = match self.element(&id).map(|element| &element.parent) {
                Some(Parent::Element(parent)) if !all.contains(parent) => Some(parent.clone()),
                _ => None,
            };
            all.insert(id);
        }
        all
    }

    /// The id of the default flow of an element, if it has one.
    pub(crate) fn is_default(&self, flow: &Element) -> bool {
        flow.from
            .as_ref()
            .and_then(|id| self.element(id))
            .and_then(|source| source.text(names::DEFAULT))
            .is_some_and(|id| id == flow.id.as_str())
    }
}
