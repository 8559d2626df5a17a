//! The board in small: blocks in their colours, board units.

use crate::{
    core::Core,
    order,
    view::{Minimap, MinimapItem},
};
use std::sync::Arc;
use wandel_board::Kind;
use wandel_process::{Kind as Process, geometry::Rect, property::names};

/// Blocks beyond this many are left out, smallest first.
const MOST: usize = 1_500;

/// What is drawn in it, for as long as the board does not change: the camera moves much more often.
#[derive(Default)]
pub struct Blocks {
    of: Option<(u32, Arc<str>)>,
    content: Option<Rect>,
    items: Vec<MinimapItem>,
}

impl Blocks {
    #[must_use]
    pub fn map(&mut self, core: &Core) -> Minimap {
        let of = (core.revision, core.plane.clone());
        if self.of.as_ref() != Some(&of) {
            self.content = core.scene.content_bounds(&core.plane).map(|content| content.inflate(40.0));
            self.items = items(core);
            self.of = Some(of);
        }
        let view = core.camera.visible();
        Minimap { world: self.content.unwrap_or(view), view, items: self.items.clone() }
    }
}

fn items(core: &Core) -> Vec<MinimapItem> {
    let mut items: Vec<MinimapItem> = core
        .scene
        .all(&core.plane)
        .into_iter()
        .filter_map(|id| {
            let element = core.get(&id)?;
            let bounds = core.scene.bounds(&id)?;
            let colour = match &element.kind {
                Kind::Note => format!("--note-{}", element.text(names::COLOUR).unwrap_or("yellow")),
                Kind::Process(Process::Lane) => {
                    format!("--lane-{}-head", order::lane_colour(core.projection(), element))
                }
                Kind::Process(Process::Pool) => "--pool-line".to_owned(),
                Kind::Frame => "--line-2".to_owned(),
                kind if kind.is_connector() => return None,
                _ => "--ink-3".to_owned(),
            };
            Some(MinimapItem { kind: element.kind.clone(), colour, r#box: bounds })
        })
        .collect();
    if items.len() > MOST {
        let area = |rect: Rect| rect.w * rect.h;
        let mut areas: Vec<f64> = items.iter().map(|item| area(item.r#box)).collect();
        areas.sort_by(|a, b| b.total_cmp(a));
        let least = areas.get(MOST).copied().unwrap_or_default();
        items.retain(|item| area(item.r#box) > least);
    }
    items
}
