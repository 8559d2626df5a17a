//! Rectangles of one plane in an R-tree: what is visible, what is in the way, what must be routed again. Knows ids and
//! rectangles only.

use rstar::{
    AABB, RTree,
    primitives::{GeomWithData, Rectangle},
};
use std::collections::HashMap;
use std::sync::Arc;
use wandel_board::ElementId;
use wandel_process::geometry::Rect;

type Leaf = GeomWithData<Rectangle<[f64; 2]>, ElementId>;

fn leaf(id: &ElementId, rect: Rect) -> Leaf {
    Leaf::new(Rectangle::from_corners([rect.x, rect.y], [rect.right(), rect.bottom()]), id.clone())
}

/// One R-tree a plane.
#[derive(Debug, Default)]
pub(crate) struct Index {
    planes: HashMap<Arc<str>, RTree<Leaf>>,
}

impl Index {
    pub(crate) fn insert(&mut self, plane: &Arc<str>, id: &ElementId, rect: Rect) {
        self.planes.entry(plane.clone()).or_default().insert(leaf(id, rect));
    }

    pub(crate) fn remove(&mut self, plane: &Arc<str>, id: &ElementId, rect: Rect) {
        if let Some(tree) = self.planes.get_mut(plane) {
            tree.remove(&leaf(id, rect));
        }
    }

    /// Replaces everything: much quicker than one by one.
    pub(crate) fn load(&mut self, all: impl Iterator<Item = (Arc<str>, ElementId, Rect)>) {
        let mut planes: HashMap<Arc<str>, Vec<Leaf>> = HashMap::new();
        for (plane, id, rect) in all {
            planes.entry(plane).or_default().push(leaf(&id, rect));
        }
        self.planes = planes.into_iter().map(|(plane, leaves)| (plane, RTree::bulk_load(leaves))).collect();
    }

    /// Everything that touches `rect`, in no particular order.
    pub(crate) fn touching<'a>(
        &'a self,
        plane: &str,
        rect: Rect,
    ) -> impl Iterator<Item = (&'a ElementId, Rect)> {
        let envelope = AABB::from_corners([rect.x, rect.y], [rect.right(), rect.bottom()]);
        self.planes
            .get(plane)
            .into_iter()
            .flat_map(move |tree| tree.locate_in_envelope_intersecting(&envelope))
            .map(|leaf| {
                let (low, high) = (leaf.geom().lower(), leaf.geom().upper());
                (&leaf.data, Rect::new(low[0], low[1], high[0] - low[0], high[1] - low[1]))
            })
    }
}
