//! Ends of a route: which sides of a shape a line may use, what each side costs, and where on the side it docks.

use crate::outline::Outline;
use wandel_process::geometry::{Point, Rect};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Right,
    Top,
    Bottom,
    Left,
}

impl Side {
    /// In the order of preference where costs are equal.
    pub(crate) const ALL: [Self; 4] = [Self::Right, Self::Top, Self::Bottom, Self::Left];

    /// Outwards.
    pub(crate) const fn direction(self) -> (f64, f64) {
        match self {
            Self::Right => (1.0, 0.0),
            Self::Top => (0.0, -1.0),
            Self::Bottom => (0.0, 1.0),
            Self::Left => (-1.0, 0.0),
        }
    }

    pub(crate) const fn is_horizontal(self) -> bool {
        matches!(self, Self::Right | Self::Left)
    }

    pub(crate) const fn opposite(self) -> Self {
        match self {
            Self::Right => Self::Left,
            Self::Top => Self::Bottom,
            Self::Bottom => Self::Top,
            Self::Left => Self::Right,
        }
    }

    pub(crate) const fn index(self) -> usize {
        self as usize
    }
}

/// One end of a route.
#[derive(Clone, Debug)]
pub(crate) struct Terminal {
    pub rect: Rect,
    pub outline: Outline,
    /// Cost of each side (`Side::index`), infinite if it cannot be used.
    pub sides: [f64; 4],
    /// The line may dock anywhere on a side: pools, open subprocesses.
    pub slides: bool,
    /// Off the middle of a side, for parallel lines.
    pub spread: f64,
    /// The line must not run through these: the shape itself, the host of a boundary event.
    pub bodies: Vec<Rect>,
}

/// Up to this far off the middle, a straight line is better than two bends.
const NUDGE: f64 = 12.0;

impl Terminal {
    /// A place on the plane without a shape.
    pub(crate) const fn free(at: Point) -> Self {
        Self {
            rect: Rect::new(at.x, at.y, 0.0, 0.0),
            outline: Outline::Box(0),
            sides: [0.0; 4],
            slides: false,
            spread: 0.0,
            bodies: Vec::new(),
        }
    }

    pub(crate) fn centre(&self) -> Point {
        self.rect.centre()
    }

    /// How far from the middle of a side a line may dock.
    fn slack(&self, side: Side) -> f64 {
        let half = if side.is_horizontal() { self.rect.h } else { self.rect.w } / 2.0;
        match self.outline {
            Outline::Box(_) if self.slides => (half - 20.0).max(0.0),
            Outline::Box(_) => NUDGE.min((half - 12.0).max(0.0)),
            Outline::Ellipse | Outline::Diamond => 0.0,
        }
    }

    /// The point on the outline at this distance from the middle of a side.
    pub(crate) fn port(&self, side: Side, off: f64) -> Point {
        let c = self.centre();
        let (dx, dy) = side.direction();
        let (inside, outside) = if side.is_horizontal() {
            let y = c.y + off;
            (Point::new(c.x, y), Point::new(c.x + dx * (self.rect.w / 2.0), y))
        } else {
            let x = c.x + off;
            (Point::new(x, c.y), Point::new(x, c.y + dy * (self.rect.h / 2.0)))
        };
        if off == 0.0 || matches!(self.outline, Outline::Box(_)) {
            return outside;
        }
        let beyond = Point::new(outside.x + dx, outside.y + dy);
        self.outline.leave(self.rect, inside, beyond).unwrap_or(outside)
    }
}

/// Where a line from side `a` of `from` to side `b` of `to` docks: in the middles, unless sliding makes it straight.
pub(crate) fn dock(from: &Terminal, a: Side, to: &Terminal, b: Side) -> (Point, Point) {
    let along = |side: Side, p: Point| if side.is_horizontal() { p.y } else { p.x };
    let clamp = |value: f64, slack: f64| value.clamp(-slack, slack);
    let limit = |end: &Terminal, side: Side| {
        let half = if side.is_horizontal() { end.rect.h } else { end.rect.w } / 2.0;
        let most = (half - 6.0).max(0.0);
        end.spread.clamp(-most, most)
    };
    let (mut off_a, mut off_b) = (limit(from, a), limit(to, b));
    if a.is_horizontal() == b.is_horizontal() {
        let (ca, cb) = (along(a, from.centre()), along(b, to.centre()));
        let gap = (cb + off_b) - (ca + off_a);
        let (slack_a, slack_b) = (from.slack(a), to.slack(b));
        if from.slides && to.slides {
            // Between two wide things: in the middle of what they share.
            let (low, high) = ((ca - slack_a).max(cb - slack_b), (ca + slack_a).min(cb + slack_b));
            if low <= high {
                let middle = f64::midpoint(low, high) + off_a;
                off_a = clamp(middle - ca, slack_a);
                off_b = clamp(middle - cb, slack_b);
            }
        } else if to.slides {
            off_b = clamp(off_b + ca + off_a - (cb + off_b), slack_b);
        } else if from.slides {
            off_a = clamp(off_a + cb + off_b - (ca + off_a), slack_a);
        } else if gap != 0.0 && gap.abs() <= slack_b {
            off_b -= gap;
        } else if gap != 0.0 && gap.abs() <= slack_a {
            off_a += gap;
        }
    } else {
        // Across a corner: a wide thing docks as near to the other as it can.
        if from.slides {
            off_a = clamp(along(a, to.centre()) - along(a, from.centre()), from.slack(a));
        }
        if to.slides {
            off_b = clamp(along(b, from.centre()) - along(b, to.centre()), to.slack(b));
        }
    }
    (from.port(a, off_a), to.port(b, off_b))
}
