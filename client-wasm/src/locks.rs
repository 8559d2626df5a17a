//! Locked elements as the room tells them: who may change each, by author number and name. Here they only keep people from
//! trying in vain; the server decides.

use crate::{core::Core, overlay::Mark, sync::Change, sync::Sync, view::LockView};
use std::collections::BTreeMap;
use wandel_board::{Command, ElementId};
use wandel_process::geometry::Point;

/// Element, and who locked it.
pub type Locks = BTreeMap<ElementId, Holder>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    pub by: u64,
    /// Empty where the room does not say.
    pub name: String,
}

/// Below this zoom locks are not drawn, like pins.
const LEAST_ZOOM: f64 = 0.4;

/// The room's locks with names, if they are not what is known.
#[must_use]
pub fn renewed(known: &Locks, sync: &Sync) -> Option<Locks> {
    let told = sync.locks();
    let name = |by: u64| match sync.me().filter(|me| me.by == Some(by)) {
        Some(me) => me.name.clone(),
        None => sync.others().person(by).map(|person| person.name.clone()).unwrap_or_default(),
    };
    let same = told.len() == known.len()
        && told.iter().all(|(id, by)| {
            known
                .get(&ElementId::from(id.as_str()))
                .is_some_and(|holder| holder.by == *by && holder.name == name(*by))
        });
    let all =
        || told.iter().map(|(id, by)| (ElementId::from(id.as_str()), Holder { by: *by, name: name(*by) }));
    (!same).then(|| all().collect())
}

impl Core {
    /// Somebody else has locked it.
    #[must_use]
    pub fn is_held(&self, id: &ElementId) -> bool {
        self.locks.get(id).is_some_and(|holder| Some(holder.by) != self.by)
    }

    /// Who keeps a command from being carried out.
    #[must_use]
    pub fn kept_off(&self, command: &Command) -> Option<&Holder> {
        if self.locks.is_empty() {
            return None;
        }
        self.keeps_from(&Change::Commands(vec![command.clone()]).elements())
    }

    /// Who has locked one of these elements.
    #[must_use]
    pub fn keeps_from<'a>(&self, touched: impl IntoIterator<Item = &'a ElementId>) -> Option<&Holder> {
        touched.into_iter().find(|id| self.is_held(id)).and_then(|id| self.locks.get(id))
    }

    #[must_use]
    pub fn lock_of(&self, id: &ElementId) -> Option<LockView> {
        let holder = self.locks.get(id)?;
        Some(LockView { name: holder.name.clone(), mine: Some(holder.by) == self.by })
    }
}

/// A small lock at the top right corner of what is locked.
pub fn marks(core: &Core, marks: &mut Vec<Mark>) {
    if core.camera.zoom() < LEAST_ZOOM {
        return;
    }
    for id in core.locks.keys() {
        let here = core.get(id).is_some_and(|element| element.plane == core.plane);
        let Some(bounds) = core.bounds(id).filter(|_| here) else { continue };
        let rect = core.camera.rect_to_screen(bounds);
        // Inside, off the handles, where there is room.
        let inset = if rect.w.min(rect.h) > 60.0 { 14.0 } else { 2.0 };
        marks.push(Mark::Lock {
            at: Point::new(rect.right() - inset, rect.y + inset),
            mine: !core.is_held(id),
        });
    }
}
