//! The display list: what one element looks like, in board units, absolute on its plane. Painters (canvas, SVG) match
//! every variant, without a wildcard arm, so that a new one fails to compile until all of them draw it.
//! Knows nothing of where it is painted; colours are tokens.

use crate::token::Token;
use wandel_process::geometry::{Point, Rect};

/// From which zoom on something is drawn (look: "Detail by screen size"). 1.0 is 100 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Detail {
    /// Always; below 15 % the only thing that is drawn, without its line.
    Shape,
    /// Borders, rings, flows and their heads: from 15 % on.
    Line,
    /// Task and event markers: from 40 % on.
    Marker,
    /// Type: as bars where it would be smaller than 6 px on screen.
    Type,
    /// Names of lanes, pools and frames: stay 12 px on screen while there is room for them.
    Header,
}

impl Detail {
    /// True if it is drawn at this zoom (type that is too small is drawn as bars, so it counts as visible from 15 % on).
    #[must_use]
    pub fn visible(self, zoom: f64) -> bool {
        match self {
            Self::Shape => true,
            Self::Line | Self::Type | Self::Header => zoom >= 0.15,
            Self::Marker => zoom >= 0.4,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    pub token: Token,
    /// Board units.
    pub width: f64,
    /// Lengths of dashes and gaps in turn; empty: solid.
    pub dash: &'static [f64],
    pub cap: Cap,
    pub join: Join,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cap {
    Butt,
    Round,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Join {
    Miter,
    Round,
}

impl Stroke {
    #[must_use]
    pub const fn solid(token: Token, width: f64) -> Self {
        Self { token, width, dash: &[], cap: Cap::Butt, join: Join::Miter }
    }
    #[must_use]
    pub const fn dashed(token: Token, width: f64, dash: &'static [f64]) -> Self {
        Self { token, width, dash, cap: Cap::Butt, join: Join::Miter }
    }
    #[must_use]
    pub const fn round(mut self) -> Self {
        self.cap = Cap::Round;
        self.join = Join::Round;
        self
    }
    #[must_use]
    pub const fn joined(mut self) -> Self {
        self.join = Join::Round;
        self
    }
}

/// Fill and stroke of a figure. The fill is painted first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paint {
    pub fill: Option<Token>,
    /// 0 … 1, of the fill only.
    pub opacity: f64,
    pub stroke: Option<Stroke>,
}

impl Paint {
    #[must_use]
    pub const fn new(fill: Token, stroke: Stroke) -> Self {
        Self { fill: Some(fill), opacity: 1.0, stroke: Some(stroke) }
    }
    #[must_use]
    pub const fn fill(token: Token) -> Self {
        Self { fill: Some(token), opacity: 1.0, stroke: None }
    }
    #[must_use]
    pub const fn stroke(stroke: Stroke) -> Self {
        Self { fill: None, opacity: 1.0, stroke: Some(stroke) }
    }
    #[must_use]
    pub const fn faint(mut self, opacity: f64) -> Self {
        self.opacity = opacity;
        self
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    Move(Point),
    Line(Point),
    /// Control point, end.
    Quad(Point, Point),
    /// Two control points, end.
    Cubic(Point, Point, Point),
    Close,
}

/// A piece of a line that one font file draws.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    pub text: String,
    /// Left edge, relative to the text's origin.
    pub x: f64,
    /// Advance in board units, as measured.
    pub width: f64,
    /// No shipped font has these letters: the painter squeezes or stretches whatever it has to `width`.
    pub fitted: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Baseline, relative to the text's origin.
    pub baseline: f64,
    pub runs: Vec<Run>,
    /// Left edge and advance of the whole line, for bars and carets.
    pub x: f64,
    pub width: f64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    pub lines: Vec<Line>,
    /// What lines are relative to.
    pub origin: Point,
    /// Turned by a quarter to the left about the origin (names of lanes and pools).
    pub turned: bool,
    /// Font size, board units.
    pub size: f64,
    /// Line height, board units.
    pub leading: f64,
    /// 400, 500, 600 or 700.
    pub weight: u16,
    pub ink: Token,
    /// A line of 3 in the ground's colour behind the letters.
    pub halo: Option<Token>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    Rect {
        rect: Rect,
        radius: f64,
        paint: Paint,
        detail: Detail,
    },
    Circle {
        centre: Point,
        radius: f64,
        paint: Paint,
        detail: Detail,
    },
    Path {
        segments: Vec<Segment>,
        paint: Paint,
        detail: Detail,
    },
    Text {
        text: Text,
        detail: Detail,
    },
    /// A soft shadow of a rectangle, below and around it: `blur` is the standard deviation.
    Shadow {
        rect: Rect,
        radius: f64,
        dy: f64,
        blur: f64,
        token: Token,
    },
}

impl Item {
    #[must_use]
    pub const fn detail(&self) -> Detail {
        match self {
            Self::Rect { detail, .. }
            | Self::Circle { detail, .. }
            | Self::Path { detail, .. }
            | Self::Text { detail, .. } => *detail,
            Self::Shadow { .. } => Detail::Marker,
        }
    }

    /// Moves it.
    pub fn translate(&mut self, by: Point) {
        match self {
            Self::Rect { rect, .. } | Self::Shadow { rect, .. } => *rect = rect.translate(by),
            Self::Circle { centre, .. } => *centre = *centre + by,
            Self::Path { segments, .. } => {
                for segment in segments {
                    *segment = match *segment {
                        Segment::Move(p) => Segment::Move(p + by),
                        Segment::Line(p) => Segment::Line(p + by),
                        Segment::Quad(c, p) => Segment::Quad(c + by, p + by),
                        Segment::Cubic(c, d, p) => Segment::Cubic(c + by, d + by, p + by),
                        Segment::Close => Segment::Close,
                    };
                }
            }
            Self::Text { text, .. } => text.origin = text.origin + by,
        }
    }

    /// A rectangle that encloses what it draws, line widths and shadow included.
    #[must_use]
    pub fn extent(&self) -> Option<Rect> {
        let grow =
            |rect: Rect, paint: &Paint| rect.inflate(paint.stroke.map_or(0.0, |stroke| stroke.width * 0.75));
        match self {
            Self::Rect { rect, paint, .. } => Some(grow(*rect, paint)),
            Self::Circle { centre, radius, paint, .. } => {
                let size = 2.0 * radius;
                Some(grow(Rect::new(centre.x - radius, centre.y - radius, size, size), paint))
            }
            Self::Path { segments, paint, .. } => {
                let mut bounds: Option<Rect> = None;
                let mut add = |p: Point| {
                    let dot = Rect::new(p.x, p.y, 0.0, 0.0);
                    bounds = Some(bounds.map_or(dot, |b| b.union(dot)));
                };
                for segment in segments {
                    match *segment {
                        Segment::Move(p) | Segment::Line(p) => add(p),
                        Segment::Quad(c, p) => [c, p].into_iter().for_each(&mut add),
                        Segment::Cubic(c, d, p) => [c, d, p].into_iter().for_each(&mut add),
                        Segment::Close => {}
                    }
                }
                bounds.map(|b| grow(b, paint))
            }
            Self::Text { text, .. } => text.extent(),
            Self::Shadow { rect, dy, blur, .. } => {
                Some(rect.inflate(blur * 3.0).translate(Point::new(0.0, *dy)))
            }
        }
    }
}

impl Text {
    /// Box around all lines, halo included.
    #[must_use]
    pub fn extent(&self) -> Option<Rect> {
        let mut bounds: Option<Rect> = None;
        for line in &self.lines {
            let flat = Rect::new(line.x, line.baseline - self.size, line.width, self.size * 1.3);
            let rect = if self.turned {
                // A quarter to the left: (x, y) becomes (y, -x).
                Rect::new(flat.y, -(flat.x + flat.w), flat.h, flat.w)
            } else {
                flat
            };
            let rect = rect.translate(self.origin);
            bounds = Some(bounds.map_or(rect, |b| b.union(rect)));
        }
        bounds.map(|b| if self.halo.is_some() { b.inflate(1.5) } else { b })
    }
}
