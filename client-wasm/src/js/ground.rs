//! The board layer: paper, dot grid, and the display lists of everything in view, with as much detail as the size on
//! screen can carry (look: "Canvas").

use super::layer::Layer;
use crate::core::Core;
use std::collections::BTreeSet;
use wandel_board::ElementId;
use wandel_process::geometry::{Point, Rect};
use wandel_scene::{Cap, Detail, Item, Join, Line, Paint, Segment, Stroke, Text, Token, text};

/// Type smaller than this on screen becomes bars; names of lanes stay this large, CSS pixels.
const LEAST_TYPE: f64 = 6.0;
const HEADER_TYPE: f64 = 12.0;
const HEADER_ROOM: f64 = 48.0;
/// Width of the headers of pools and lanes, board units, and the least on screen that a name is drawn in, CSS pixels.
const HEADER: f64 = 30.0;
const LEAST_HEADER: f64 = 11.0;
/// Beyond this many in view, shadows are plain.
const MANY_SHADOWS: usize = 150;
const DOTS: f64 = 20.0;

/// What a name heads, when it is drawn larger than the board: it must not run out of it.
#[derive(Clone, Copy)]
struct Holder<'a> {
    bounds: Rect,
    name: &'a str,
}

/// How the board is drawn now.
struct Scale {
    zoom: f64,
    /// Board units of one device pixel.
    hair: f64,
    /// Device pixels of one board unit.
    scale: f64,
    soft_shadows: bool,
}

pub fn paint(layer: &mut Layer, core: &Core) {
    let camera = &core.camera;
    let view = camera.view();
    let scale = view.zoom * camera.ratio;
    layer.clear();
    layer.forget();
    layer.alpha(1.0);
    layer.fill(Token::Paper);
    layer.context.fill_rect(0.0, 0.0, camera.size.w * camera.ratio + 1.0, camera.size.h * camera.ratio + 1.0);
    // Whole device pixels, so that lines stay crisp while panning.
    layer.transform(scale, (-view.x * scale).round(), (-view.y * scale).round());
    let visible = camera.visible();
    dots(layer, core, visible, scale);
    let ids = in_view(core, visible);
    let shadows =
        ids.iter().flat_map(|id| items(core, id)).filter(|item| matches!(item, Item::Shadow { .. }));
    let soft_shadows = shadows.take(MANY_SHADOWS).count() < MANY_SHADOWS;
    let scale = Scale { zoom: view.zoom, hair: 1.0 / scale, scale, soft_shadows };
    for id in &ids {
        let typed = core.typing.as_ref().is_some_and(|typing| typing.id == *id);
        let holder = Holder {
            bounds: core.bounds(id).unwrap_or_default(),
            name: core.get(id).map_or("", |element| &element.label),
        };
        for item in items(core, id) {
            // The label that is being typed in is the textarea's.
            if !(typed && matches!(item, Item::Text { .. })) {
                draw(layer, item, &scale, holder);
            }
        }
    }
    layer.alpha(1.0);
}

fn items<'a>(core: &'a Core, id: &ElementId) -> &'a [Item] {
    core.preview.items.get(id).map_or_else(|| core.scene.items(id), Vec::as_slice)
}

/// What is in view, in drawing order, with what a gesture moved into it.
fn in_view(core: &Core, visible: Rect) -> Vec<ElementId> {
    let around = visible.inflate(8.0);
    let ids = core.scene.visible(&core.plane, around);
    if core.preview.items.is_empty() {
        return ids;
    }
    let all: BTreeSet<(u32, ElementId)> = ids
        .into_iter()
        .chain(core.preview.items.keys().cloned())
        .filter_map(|id| Some((core.scene.rank(&id)?, id)))
        .collect();
    all.into_iter().map(|(_, id)| id).collect()
}

/// One dashed line of round caps a row: a stroke, not thousands of circles.
fn dots(layer: &mut Layer, core: &Core, visible: Rect, scale: f64) {
    let opacity = ((core.camera.zoom() - 0.4) / 0.6).clamp(0.0, 1.0);
    if opacity <= 0.01 || core.preferences.wall {
        return;
    }
    layer.alpha(opacity);
    let radius = if core.camera.zoom() > 1.0 { core.camera.ratio / scale } else { 1.0 };
    let stroke = Stroke {
        token: Token::PaperDot,
        width: 2.0 * radius,
        dash: &[0.0, DOTS],
        cap: Cap::Round,
        join: Join::Round,
    };
    layer.stroke(stroke, stroke.width);
    let left = (visible.x / DOTS).floor() * DOTS;
    let mut y = (visible.y / DOTS).floor() * DOTS;
    layer.context.begin_path();
    while y <= visible.bottom() + DOTS {
        layer.context.move_to(left, y);
        layer.context.line_to(visible.right() + DOTS, y);
        y += DOTS;
    }
    layer.context.stroke();
    layer.alpha(1.0);
}

fn draw(layer: &mut Layer, item: &Item, scale: &Scale, holder: Holder<'_>) {
    if !item.detail().visible(scale.zoom) {
        return;
    }
    match item {
        Item::Rect { rect, radius, paint, .. } => {
            layer.round(*rect, *radius);
            apply(layer, paint, scale);
        }
        Item::Circle { centre, radius, paint, .. } => {
            layer.circle(centre.x, centre.y, *radius);
            apply(layer, paint, scale);
        }
        Item::Path { segments, paint, .. } => {
            path(layer, segments);
            apply(layer, paint, scale);
        }
        Item::Text { text, detail } => write(layer, text, *detail, scale, holder),
        Item::Shadow { rect, radius, dy, blur, token } => {
            if scale.soft_shadows {
                // Canvas blurs in device pixels, whatever the transform; its blur is twice the deviation.
                layer.shadow(Some((*token, blur * 2.0 * scale.scale, dy * scale.scale)));
                layer.fill(Token::Paper);
                layer.round(*rect, *radius);
                layer.context.fill();
                layer.shadow(None);
            } else {
                layer.fill(*token);
                layer.round(rect.translate(Point::new(0.0, *dy)).inflate(blur / 2.0), *radius);
                layer.context.fill();
            }
        }
    }
}

fn path(layer: &Layer, segments: &[Segment]) {
    let context = &layer.context;
    context.begin_path();
    for segment in segments {
        match *segment {
            Segment::Move(p) => context.move_to(p.x, p.y),
            Segment::Line(p) => context.line_to(p.x, p.y),
            Segment::Quad(c, p) => context.quadratic_curve_to(c.x, c.y, p.x, p.y),
            Segment::Cubic(c, d, p) => context.bezier_curve_to(c.x, c.y, d.x, d.y, p.x, p.y),
            Segment::Close => context.close_path(),
        }
    }
}

fn apply(layer: &mut Layer, paint: &Paint, scale: &Scale) {
    if let Some(token) = paint.fill {
        layer.alpha(paint.opacity);
        layer.fill(token);
        layer.context.fill();
        layer.alpha(1.0);
    }
    if let Some(stroke) = paint.stroke
        && scale.zoom >= 0.15
    {
        // No line is thinner than a device pixel.
        layer.stroke(stroke, stroke.width.max(scale.hair));
        layer.context.stroke();
    }
}

/// A header's text in one line that is no longer than its header, for type that is enlarged by this factor.
fn fitted(text: &Text, holder: Holder<'_>, enlarge: f64) -> Text {
    let along = if text.turned { holder.bounds.h } else { holder.bounds.w };
    let line = text::one_line(holder.name, along / enlarge - 6.0, text.size, text.weight);
    let (old_left, old_wide) = text.lines.first().map_or((0.0, 0.0), |line| (line.x, line.width));
    // Centred lines stay centred; the others begin where they did.
    let centred = text.turned || old_left > 0.0;
    let x = if centred { old_left + (old_wide - line.width) / 2.0 } else { old_left };
    // In the middle of where the lines were.
    let baselines: Vec<f64> = text.lines.iter().map(|line| line.baseline).collect();
    let (first, last) = (baselines.first().copied(), baselines.last().copied());
    let baseline = first.zip(last).map_or(text.size, |(first, last)| f64::midpoint(first, last));
    let runs = text::runs(&line.text, x, text.size, text.weight);
    Text { lines: vec![Line { baseline, runs, x, width: line.width }], ..text.clone() }
}

fn write(layer: &mut Layer, text: &Text, detail: Detail, scale: &Scale, holder: Holder<'_>) {
    let shown = text.size * scale.zoom;
    let mut enlarge = 1.0;
    let enlarged;
    let mut text = text;
    if detail == Detail::Header && shown < HEADER_TYPE {
        // The header itself must be as wide as a line, else names of pool and lane would lie on each other.
        let across = if text.turned { HEADER * scale.zoom } else { HEADER_TYPE };
        if holder.bounds.h * scale.zoom < HEADER_ROOM || across < LEAST_HEADER {
            return;
        }
        enlarge = HEADER_TYPE / shown;
        enlarged = fitted(text, holder, enlarge);
        text = &enlarged;
    } else if shown < LEAST_TYPE {
        bars(layer, text);
        return;
    }
    let context = &layer.context.clone();
    let special = text.turned || enlarge > 1.0;
    if special {
        context.save();
        let middle = text.extent().map_or(text.origin, Rect::centre);
        let _ = context.translate(middle.x, middle.y);
        let _ = context.scale(enlarge, enlarge);
        let _ = context.translate(text.origin.x - middle.x, text.origin.y - middle.y);
        if text.turned {
            let _ = context.rotate(-std::f64::consts::FRAC_PI_2);
        }
    }
    let origin = if special { Point::default() } else { text.origin };
    layer.font(text.size, text.weight);
    for line in &text.lines {
        for run in &line.runs {
            let (x, y) = (origin.x + run.x, origin.y + line.baseline);
            if let Some(halo) = text.halo {
                layer.stroke(Stroke::solid(halo, 3.0).round(), 3.0);
                let _ = context.stroke_text(&run.text, x, y);
            }
            layer.fill(text.ink);
            let _ = if run.fitted {
                context.fill_text_with_max_width(&run.text, x, y, run.width)
            } else {
                context.fill_text(&run.text, x, y)
            };
        }
    }
    if special {
        context.restore();
        layer.forget();
        layer.alpha(1.0);
    }
}

/// Type too small to read: a bar a line.
fn bars(layer: &mut Layer, text: &Text) {
    layer.alpha(0.35);
    layer.fill(text.ink);
    for line in &text.lines {
        let bar = Rect::new(line.x, line.baseline - text.size * 0.55, line.width, text.size * 0.5);
        let rect = if text.turned { Rect::new(bar.y, -(bar.x + bar.w), bar.h, bar.w) } else { bar };
        let rect = rect.translate(text.origin);
        layer.context.fill_rect(rect.x, rect.y, rect.w, rect.h);
    }
    layer.alpha(1.0);
}
