//! Points, sizes and rectangles in board units (px at 100 %), y downwards.
//! Knows nothing of screens; the camera lives in the client.

use serde::{Deserialize, Serialize};

/// A point in board units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

/// A width and a height in board units, never negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Size {
    pub w: f64,
    pub h: f64,
}

/// An axis-parallel rectangle: top left corner and size, in board units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rect {
    pub x: f64,
    pub y: f64,
    pub w: f64,
    pub h: f64,
}

/// The grid of all numbers in a document: multiples of 1/64, so that sums of parents and children are exact.
#[must_use]
pub fn quantise(value: f64) -> f64 {
    if value.is_finite() { (value.clamp(-1e9, 1e9) * 64.0).round() / 64.0 } else { 0.0 }
}

impl Point {
    #[must_use]
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }
    #[must_use]
    pub fn distance(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

impl std::ops::Add for Point {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y)
    }
}

impl std::ops::Sub for Point {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y)
    }
}

impl Size {
    #[must_use]
    pub const fn new(w: f64, h: f64) -> Self {
        Self { w, h }
    }
}

impl Rect {
    #[must_use]
    pub const fn new(x: f64, y: f64, w: f64, h: f64) -> Self {
        Self { x, y, w, h }
    }
    #[must_use]
    pub const fn at(origin: Point, size: Size) -> Self {
        Self::new(origin.x, origin.y, size.w, size.h)
    }
    /// The rectangle spanned by two corners in any order.
    #[must_use]
    pub fn spanned(a: Point, b: Point) -> Self {
        Self::new(a.x.min(b.x), a.y.min(b.y), (a.x - b.x).abs(), (a.y - b.y).abs())
    }
    #[must_use]
    pub const fn origin(self) -> Point {
        Point::new(self.x, self.y)
    }
    #[must_use]
    pub const fn size(self) -> Size {
        Size::new(self.w, self.h)
    }
    #[must_use]
    pub fn right(self) -> f64 {
        self.x + self.w
    }
    #[must_use]
    pub fn bottom(self) -> f64 {
        self.y + self.h
    }
    #[must_use]
    pub fn centre(self) -> Point {
        Point::new(self.x + self.w / 2.0, self.y + self.h / 2.0)
    }
    /// True if the point lies inside or on the edge.
    #[must_use]
    pub fn contains(self, p: Point) -> bool {
        p.x >= self.x && p.x <= self.right() && p.y >= self.y && p.y <= self.bottom()
    }
    /// True if `other` lies wholly inside.
    #[must_use]
    pub fn encloses(self, other: Self) -> bool {
        other.x >= self.x
            && other.y >= self.y
            && other.right() <= self.right()
            && other.bottom() <= self.bottom()
    }
    #[must_use]
    pub fn intersects(self, other: Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Self::new(x, y, self.right().max(other.right()) - x, self.bottom().max(other.bottom()) - y)
    }
    /// Grown by `by` on every side (shrunk if negative).
    #[must_use]
    pub fn inflate(self, by: f64) -> Self {
        Self::new(self.x - by, self.y - by, (self.w + 2.0 * by).max(0.0), (self.h + 2.0 * by).max(0.0))
    }
    #[must_use]
    pub fn translate(self, by: Point) -> Self {
        Self::new(self.x + by.x, self.y + by.y, self.w, self.h)
    }
}
