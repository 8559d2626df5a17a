//! A board as a picture.

use wandel_board::{BOARD_PLANE, Board, Changes};
use wandel_process::geometry::Size;
use wandel_scene::{
    Scene, Theme,
    svg::{self, Options},
};

/// For files: with the font inside, so that it looks the same everywhere.
#[must_use]
pub fn file(board: &Board) -> String {
    paint(board, &Options { embed_font: true, ..Options::default() })
}

/// For lists of boards: small, in the colours of the page.
#[must_use]
pub fn card(board: &Board, theme: Theme) -> String {
    paint(board, &Options { theme, within: Some(Size::new(276.0, 140.0)), ..Options::default() })
}

/// To be looked at closely, in the colours of the page: with the font inside, because the page's own does not reach into
/// pictures.
#[must_use]
pub fn shown(board: &Board, theme: Theme) -> String {
    let within = Some(Size::new(670.0, 260.0));
    paint(board, &Options { theme, embed_font: true, within, ..Options::default() })
}

fn paint(board: &Board, options: &Options) -> String {
    let projection = board.projection();
    let mut scene = Scene::new();
    scene.update(projection, &Changes { all: true, ..Changes::default() });
    svg::paint(&scene, projection, BOARD_PLANE, options)
}
