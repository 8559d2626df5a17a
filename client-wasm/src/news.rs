//! What others did, for the live region: codes and parameters, told apart by whether it is near what is selected here.
//! The shell decides how often it speaks.

use crate::{core::Core, view::News};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use wandel_board::{Changes, Element, ElementId, Projection};
use wandel_process::geometry::Rect;

/// One by one up to here; beyond, only how many.
const MOST: usize = 5;
/// What is this near to the selection is near, board units.
const NEAR: f64 = 200.0;

/// What is remembered of an element, to tell later what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    label: String,
    kind: String,
    bounds: Rect,
    gone: bool,
}

fn known(element: &Element) -> Known {
    Known {
        label: element.label.to_string(),
        kind: element.kind.name(),
        bounds: element.bounds(),
        gone: element.gone,
    }
}

/// States of elements before something arrives.
#[derive(Default)]
pub struct Memory {
    elements: HashMap<ElementId, Known>,
}

impl Memory {
    /// Takes in the present state without telling anything.
    pub fn take(&mut self, projection: &Projection, changes: &Changes) {
        if changes.all {
            self.elements = projection
                .in_order()
                .chain(projection.gone())
                .map(|element| (element.id.clone(), known(element)))
                .collect();
            return;
        }
        for id in &changes.elements {
            match projection.any(id) {
                Some(element) => drop(self.elements.insert(id.clone(), known(element))),
                None => drop(self.elements.remove(id)),
            }
        }
    }

    /// What lives on the board is not what is remembered.
    #[must_use]
    pub fn differs(&self, projection: &Projection) -> bool {
        let living = self.elements.values().filter(|known| !known.gone).count();
        living != projection.in_order().count()
            || projection.in_order().any(|now| self.elements.get(&now.id) != Some(&known(now)))
    }

    /// Tells what others changed, and takes it in. Ids that went are returned: what they held may be in the tray.
    pub fn tell(&mut self, core: &mut Core, changes: &Changes) -> BTreeSet<ElementId> {
        let mut gone = BTreeSet::new();
        let mut list: Vec<News> = Vec::new();
        let around = core.selection_bounds().map(|bounds| bounds.inflate(NEAR));
        for id in &changes.elements {
            let Some(element) = core.projection().any(id) else { continue };
            let before = self.elements.get(id);
            let Some(code) = what(before, element) else { continue };
            if code == "news-remote-deleted" {
                gone.insert(id.clone());
            }
            if element.kind.is_connector() {
                continue;
            }
            let bounds = before.map_or_else(|| element.bounds(), |before| before.bounds);
            let near = around.is_some_and(|around| around.intersects(bounds)) || core.is_selected(id);
            let mut params = BTreeMap::from([
                ("kind".to_owned(), element.kind.name()),
                ("label".to_owned(), element.label.to_string()),
            ]);
            if let Some(before) = before.filter(|before| before.label != *element.label) {
                params.insert("before".to_owned(), before.label.clone());
            }
            list.push(News { code: code.to_owned(), params, near });
        }
        if list.len() > MOST {
            let near = list.iter().any(|news| news.near);
            let params = BTreeMap::from([("count".to_owned(), list.len().to_string())]);
            list = vec![News { code: "news-remote-many".to_owned(), params, near }];
        }
        core.news.extend(list);
        self.take(core.projection(), changes);
        gone
    }
}

fn what(before: Option<&Known>, now: &Element) -> Option<&'static str> {
    Some(match before {
        None if now.gone => return None,
        None => "news-remote-made",
        Some(before) if before.gone && !now.gone => "news-remote-restored",
        Some(before) if !before.gone && now.gone => "news-remote-deleted",
        Some(_) if now.gone => return None,
        Some(before) if before.kind != now.kind.name() => "news-remote-turned",
        Some(before) if before.label != *now.label => "news-remote-labelled",
        Some(before) if before.bounds.size() != now.size => "news-remote-resized",
        Some(before) if before.bounds.origin() != now.origin => "news-remote-moved",
        Some(_) => "news-remote-changed",
    })
}
