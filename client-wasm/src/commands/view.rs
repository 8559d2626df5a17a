//! Where and how large the board is shown.

use crate::core::Core;

/// One step of zooming by key or button.
const STEP: f64 = 1.25;

fn glide(core: &Core) -> Option<f64> {
    core.glide_now()
}

pub fn zoom_in(core: &mut Core) {
    let (zoom, now) = (core.camera.target().zoom * STEP, glide(core));
    core.camera.zoom_to(zoom, now);
}

pub fn zoom_out(core: &mut Core) {
    let (zoom, now) = (core.camera.target().zoom / STEP, glide(core));
    core.camera.zoom_to(zoom, now);
}

pub fn zoom_100(core: &mut Core) {
    let now = glide(core);
    core.camera.zoom_to(1.0, now);
}

/// Shows everything on the plane.
pub fn zoom_fit(core: &mut Core) {
    let now = glide(core);
    if let Some(bounds) = core.scene.content_bounds(&core.plane) {
        core.camera.fit(bounds, 1.0, now);
    } else {
        core.camera.zoom_to(1.0, now);
    }
}

pub fn zoom_selection(core: &mut Core) {
    let now = glide(core);
    if let Some(bounds) = core.selection_bounds() {
        core.camera.fit(bounds, 2.0, now);
    }
}

pub fn stop_following(core: &mut Core) {
    core.following = None;
}
