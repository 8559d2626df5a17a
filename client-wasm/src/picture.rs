//! The board, or a part of it, as SVG: for the clipboard. The full export is the server's.

use crate::{clipboard, core::Core};
use wandel_board::{Board, Changes, Command, ElementId, Meta};
use wandel_scene::{Scene, svg};

/// SVG of the given elements with what they hold, or of everything on the plane.
#[must_use]
pub fn svg(core: &mut Core, ids: Option<&[ElementId]>) -> String {
    let options = svg::Options::default();
    let Some(ids) = ids else {
        return svg::paint(&core.scene, core.projection(), &core.plane, &options);
    };
    // A board of its own with only these, so that the picture holds nothing else.
    let elements = clipboard::gather(core, ids);
    let meta = Meta { lang: core.projection().meta().lang.clone(), ..Meta::default() };
    let mut board = Board::initial(1, meta);
    let command = Command::Create { elements, processes: Vec::new(), planes: Vec::new() };
    let mut scene = Scene::new();
    if board.execute(&command, None, &mut core.paper.rng).is_ok() {
        scene.update(board.projection(), &Changes { all: true, ..Changes::default() });
    }
    svg::paint(&scene, board.projection(), wandel_board::BOARD_PLANE, &options)
}
