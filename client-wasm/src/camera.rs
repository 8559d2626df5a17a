//! Where the board is looked at: the one place that knows both screen (CSS pixels relative to the canvas' top left) and
//! board units. Knows nothing of what is on the board.

use crate::view::Insets;
use wandel_process::geometry::{Point, Rect, Size};

pub const MIN_ZOOM: f64 = 0.05;
pub const MAX_ZOOM: f64 = 8.0;
/// Room left around what is fitted into view, CSS pixels.
const MARGIN: f64 = 48.0;
/// Time a jump of the view takes, milliseconds.
const GLIDE_MS: f64 = 200.0;

/// What is at the top left of the canvas, and how large it is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    pub x: f64,
    pub y: f64,
    /// CSS pixels per board unit.
    pub zoom: f64,
}

#[derive(Clone, Copy, Debug)]
struct Glide {
    from: View,
    to: View,
    start: f64,
}

#[derive(Clone, Debug)]
pub struct Camera {
    view: View,
    glide: Option<Glide>,
    /// Of the canvas, CSS pixels.
    pub size: Size,
    /// Device pixels per CSS pixel.
    pub ratio: f64,
    pub inset: Insets,
}

impl Default for Camera {
    fn default() -> Self {
        Self {
            view: View { x: 0.0, y: 0.0, zoom: 1.0 },
            glide: None,
            size: Size::new(0.0, 0.0),
            ratio: 1.0,
            inset: Insets::default(),
        }
    }
}

impl Camera {
    #[must_use]
    pub const fn view(&self) -> View {
        self.view
    }
    #[must_use]
    pub const fn zoom(&self) -> f64 {
        self.view.zoom
    }
    #[must_use]
    pub fn to_board(&self, p: Point) -> Point {
        Point::new(self.view.x + p.x / self.view.zoom, self.view.y + p.y / self.view.zoom)
    }
    #[must_use]
    pub fn to_screen(&self, p: Point) -> Point {
        Point::new((p.x - self.view.x) * self.view.zoom, (p.y - self.view.y) * self.view.zoom)
    }
    #[must_use]
    pub fn rect_to_screen(&self, rect: Rect) -> Rect {
        let origin = self.to_screen(rect.origin());
        Rect::new(origin.x, origin.y, rect.w * self.view.zoom, rect.h * self.view.zoom)
    }
    /// What the canvas shows, board units.
    #[must_use]
    pub fn visible(&self) -> Rect {
        Rect::new(self.view.x, self.view.y, self.size.w / self.view.zoom, self.size.h / self.view.zoom)
    }
    /// The part of the canvas that no panel covers, CSS pixels.
    #[must_use]
    pub fn free(&self) -> Rect {
        let inset = self.inset;
        Rect::new(
            inset.left,
            inset.top,
            (self.size.w - inset.left - inset.right).max(1.0),
            (self.size.h - inset.top - inset.bottom).max(1.0),
        )
    }
    /// Board point in the middle of what no panel covers.
    #[must_use]
    pub fn centre(&self) -> Point {
        self.to_board(self.free().centre())
    }

    /// Takes a new canvas size, device pixel ratio and covered edges; what is shown stays where it is.
    pub fn resize(&mut self, size: Size, ratio: f64, inset: Insets) {
        self.size = Size::new(size.w.clamp(0.0, 16_384.0), size.h.clamp(0.0, 16_384.0));
        self.ratio = if ratio.is_finite() { ratio.clamp(0.5, 8.0) } else { 1.0 };
        self.inset = inset;
    }

    /// Moves the paper by CSS pixels: `dx` > 0 shows what is further left.
    pub fn pan(&mut self, dx: f64, dy: f64) {
        self.glide = None;
        if dx.is_finite() && dy.is_finite() {
            self.view.x -= dx / self.view.zoom;
            self.view.y -= dy / self.view.zoom;
        }
    }

    /// Multiplies the zoom; the board point under `at` (CSS pixels) stays there.
    pub fn zoom_by(&mut self, factor: f64, at: Point) {
        if factor.is_finite() && factor > 0.0 {
            self.glide = None;
            self.view = zoomed(self.view, self.view.zoom * factor, at);
        }
    }

    /// Zooms to a factor about the middle of the free part.
    pub fn zoom_to(&mut self, zoom: f64, now: Option<f64>) {
        if zoom.is_finite() {
            self.go(zoomed(self.target(), zoom, self.free().centre()), now);
        }
    }

    /// Shows a rectangle as large as it fits, at most at `most`.
    pub fn fit(&mut self, rect: Rect, most: f64, now: Option<f64>) {
        let free = self.free();
        let room = |length: f64| (length - 2.0 * MARGIN).max(length * 0.5).max(1.0);
        let zoom = (room(free.w) / rect.w.max(1.0)).min(room(free.h) / rect.h.max(1.0));
        let zoom = zoom.min(most).clamp(MIN_ZOOM, MAX_ZOOM);
        self.go(centred(rect.centre(), zoom, free.centre()), now);
    }

    /// Brings a board point to the middle.
    pub fn look_at(&mut self, p: Point, now: Option<f64>) {
        if p.x.is_finite() && p.y.is_finite() {
            self.go(centred(p, self.target().zoom, self.free().centre()), now);
        }
    }

    /// Pans as little as needed to show a rectangle; not at all if it is in view.
    pub fn reveal(&mut self, rect: Rect, now: Option<f64>) {
        let shown = self.rect_to_screen(rect);
        let free = self.free().inflate(-16.0);
        let shift = |low: f64, high: f64, from: f64, to: f64| {
            if high - low > to - from || low < from {
                from - low
            } else if high > to {
                to - high
            } else {
                0.0
            }
        };
        let dx = shift(shown.x, shown.right(), free.x, free.right());
        let dy = shift(shown.y, shown.bottom(), free.y, free.bottom());
        if dx != 0.0 || dy != 0.0 {
            let View { x, y, zoom } = self.view;
            self.go(View { x: x - dx / zoom, y: y - dy / zoom, zoom }, now);
        }
    }

    /// Goes there at once, or in a glide that starts `now`.
    pub fn go(&mut self, to: View, now: Option<f64>) {
        self.glide = now.map(|start| Glide { from: self.view, to, start });
        if self.glide.is_none() {
            self.view = to;
        }
    }

    /// Where a glide will end; the view itself if it rests.
    #[must_use]
    pub fn target(&self) -> View {
        self.glide.map_or(self.view, |glide| glide.to)
    }

    /// Goes on with a glide. True if it moved.
    pub fn advance(&mut self, now: f64) -> bool {
        let Some(glide) = self.glide else { return false };
        let t = ((now - glide.start) / GLIDE_MS).clamp(0.0, 1.0);
        if t >= 1.0 {
            self.view = glide.to;
            self.glide = None;
        } else {
            let eased = 1.0 - (1.0 - t).powi(3);
            let between = |a: f64, b: f64| a + (b - a) * eased;
            // Zoom goes by ratio, or the far end of a long zoom would rush past.
            let zoom = glide.from.zoom * (glide.to.zoom / glide.from.zoom).powf(eased);
            self.view =
                View { x: between(glide.from.x, glide.to.x), y: between(glide.from.y, glide.to.y), zoom };
        }
        true
    }

    #[must_use]
    pub const fn is_gliding(&self) -> bool {
        self.glide.is_some()
    }
}

fn zoomed(view: View, zoom: f64, at: Point) -> View {
    let zoom = zoom.clamp(MIN_ZOOM, MAX_ZOOM);
    View { x: view.x + at.x / view.zoom - at.x / zoom, y: view.y + at.y / view.zoom - at.y / zoom, zoom }
}

fn centred(p: Point, zoom: f64, at: Point) -> View {
    View { x: p.x - at.x / zoom, y: p.y - at.y / zoom, zoom }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn camera() -> Camera {
        let mut camera = Camera::default();
        camera.resize(Size::new(1000.0, 800.0), 2.0, Insets { top: 48.0, ..Insets::default() });
        camera
    }

    #[test]
    fn zoom_keeps_the_point_under_the_pointer() {
        let mut camera = camera();
        camera.pan(-130.0, 77.0);
        let at = Point::new(640.0, 200.0);
        let before = camera.to_board(at);
        for factor in [1.7, 0.3, 100.0, 0.000_1] {
            camera.zoom_by(factor, at);
            let after = camera.to_board(at);
            assert!(before.distance(after) < 1e-6, "{before:?} {after:?}");
            assert!((MIN_ZOOM..=MAX_ZOOM).contains(&camera.zoom()));
        }
    }

    #[test]
    fn fit_shows_everything_and_never_enlarges_beyond_the_limit() {
        let mut camera = camera();
        for rect in [Rect::new(-500.0, 20.0, 4000.0, 300.0), Rect::new(0.0, 0.0, 10.0, 5000.0)] {
            camera.fit(rect, 1.0, None);
            assert!(camera.free().encloses(camera.rect_to_screen(rect)));
        }
        camera.fit(Rect::new(0.0, 0.0, 10.0, 10.0), 1.0, None);
        assert!((camera.zoom() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_glide_ends_where_it_should() {
        let mut camera = camera();
        camera.zoom_to(4.0, Some(0.0));
        assert!(camera.is_gliding());
        camera.advance(100.0);
        assert!(camera.zoom() > 1.0 && camera.zoom() < 4.0);
        camera.advance(1000.0);
        assert!((camera.zoom() - 4.0).abs() < 1e-9 && !camera.is_gliding());
    }

    #[test]
    fn reveal_moves_only_what_is_needed() {
        let mut camera = camera();
        camera.reveal(Rect::new(100.0, 100.0, 100.0, 80.0), None);
        assert_eq!(camera.view(), View { x: 0.0, y: 0.0, zoom: 1.0 });
        camera.reveal(Rect::new(1200.0, 100.0, 100.0, 80.0), None);
        assert!(camera.free().encloses(camera.rect_to_screen(Rect::new(1200.0, 100.0, 100.0, 80.0))));
        assert!(camera.view().y.abs() < 1e-9);
    }

    #[test]
    fn nonsense_from_outside_changes_nothing() {
        let mut camera = camera();
        let before = camera.view();
        camera.pan(f64::NAN, 1.0);
        camera.zoom_by(f64::INFINITY, Point::new(0.0, 0.0));
        camera.zoom_by(-1.0, Point::new(0.0, 0.0));
        camera.zoom_to(f64::NAN, None);
        camera.look_at(Point::new(f64::NAN, 0.0), None);
        assert_eq!(camera.view(), before);
    }
}
