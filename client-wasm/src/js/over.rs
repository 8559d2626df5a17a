//! The layer over the board: selection, handles, guides, other people. Coordinates are CSS pixels.

use super::layer::Layer;
use crate::overlay::{Mark, person, person_ink};
use wandel_process::geometry::{Point, Rect, Size};
use wandel_scene::{Stroke, Token};

pub fn paint(layer: &mut Layer, marks: &[Mark], size: Size, ratio: f64) {
    layer.clear();
    layer.forget();
    layer.transform(ratio, 0.0, 0.0);
    for mark in marks {
        layer.alpha(1.0);
        draw(layer, mark, size);
    }
    layer.alpha(1.0);
}

fn line(token: Token, width: f64, dashed: bool) -> Stroke {
    if dashed { Stroke::dashed(token, width, &[5.0, 4.0]) } else { Stroke::solid(token, width) }
}

fn draw(layer: &mut Layer, mark: &Mark, size: Size) {
    match mark {
        Mark::Outline { rect, radius, token, width, dashed } => {
            layer.stroke(line(*token, *width, *dashed), *width);
            layer.round(*rect, *radius);
            layer.context.stroke();
        }
        Mark::Area { rect, radius, token } => {
            layer.round(*rect, *radius);
            layer.alpha(0.08);
            layer.fill(*token);
            layer.context.fill();
            layer.alpha(1.0);
            layer.stroke(Stroke::solid(*token, 1.0), 1.0);
            layer.context.stroke();
        }
        Mark::Line { points, token, width, dashed, arrow } => {
            layer.stroke(line(*token, *width, *dashed).joined(), *width);
            layer.context.begin_path();
            for (index, p) in points.iter().enumerate() {
                if index == 0 { layer.context.move_to(p.x, p.y) } else { layer.context.line_to(p.x, p.y) }
            }
            layer.context.stroke();
            if let (true, [.., from, to]) = (*arrow, points.as_slice()) {
                head(layer, *from, *to, *token);
            }
        }
        Mark::Square { at } => {
            layer.round(Rect::new(at.x - 4.0, at.y - 4.0, 8.0, 8.0), 1.0);
            boxed(layer, 1.5);
        }
        Mark::Knob { at, filled } => {
            layer.circle(at.x, at.y, 5.0);
            if *filled {
                layer.fill(Token::Accent);
                layer.context.fill();
                layer.stroke(Stroke::solid(Token::Raised, 1.5), 1.5);
                layer.context.stroke();
            } else {
                boxed(layer, 1.5);
            }
        }
        Mark::Append { at, hot } => append(layer, *at, *hot),
        Mark::Cursor { at, colour, name, opacity, large } => {
            layer.alpha(*opacity);
            cursor(layer, *at, *colour, name.as_deref(), if *large { 2.0 } else { 1.0 });
        }
        Mark::Frame { colour } => {
            layer.stroke(Stroke::solid(person(*colour), 3.0), 3.0);
            layer.round(Rect::new(1.5, 1.5, size.w - 3.0, size.h - 3.0), 0.0);
            layer.context.stroke();
        }
        Mark::Lock { at, mine } => lock(layer, *at, *mine),
        Mark::Caret { at, height, colour } => {
            layer.fill(person(*colour));
            layer.round(Rect::new(at.x, at.y, 2.5, *height), 1.0);
            layer.context.fill();
        }
    }
}

/// The path as a handle: raised ground, accent line.
fn boxed(layer: &mut Layer, width: f64) {
    layer.fill(Token::Raised);
    layer.context.fill();
    layer.stroke(Stroke::solid(Token::Accent, width), width);
    layer.context.stroke();
}

fn head(layer: &mut Layer, from: Point, to: Point, token: Token) {
    let length = from.distance(to).max(1e-6);
    let (dx, dy) = ((to.x - from.x) / length, (to.y - from.y) / length);
    let (bx, by) = (to.x - dx * 10.0, to.y - dy * 10.0);
    let context = &layer.context;
    context.begin_path();
    context.move_to(to.x, to.y);
    context.line_to(bx - dy * 4.0, by + dx * 4.0);
    context.line_to(bx + dy * 4.0, by - dx * 4.0);
    context.close_path();
    layer.fill(token);
    layer.context.fill();
}

fn append(layer: &mut Layer, at: Point, hot: bool) {
    layer.circle(at.x, at.y, 10.0);
    let (ground, ink) = if hot { (Token::Accent, Token::AccentInk) } else { (Token::Raised, Token::Accent) };
    layer.fill(ground);
    layer.context.fill();
    layer.stroke(Stroke::solid(Token::Accent, 1.5), 1.5);
    layer.context.stroke();
    layer.stroke(Stroke::solid(ink, 1.5).round(), 1.5);
    let context = &layer.context;
    context.begin_path();
    context.move_to(at.x - 4.5, at.y);
    context.line_to(at.x + 4.5, at.y);
    context.move_to(at.x, at.y - 4.5);
    context.line_to(at.x, at.y + 4.5);
    context.stroke();
}

/// A disc of 20 with a lock in it.
fn lock(layer: &mut Layer, at: Point, mine: bool) {
    let (ground, ink) = if mine { (Token::Surface, Token::Ink2) } else { (Token::Ink2, Token::Surface) };
    layer.circle(at.x, at.y, 10.0);
    layer.fill(ground);
    layer.context.fill();
    layer.stroke(Stroke::solid(Token::Ink2, 1.0), 1.0);
    layer.context.stroke();
    layer.stroke(Stroke::solid(ink, 1.5), 1.5);
    let context = &layer.context;
    context.begin_path();
    context.move_to(at.x - 2.5, at.y - 0.5);
    context.line_to(at.x - 2.5, at.y - 2.5);
    context.bezier_curve_to(at.x - 2.5, at.y - 6.0, at.x + 2.5, at.y - 6.0, at.x + 2.5, at.y - 2.5);
    context.line_to(at.x + 2.5, at.y - 0.5);
    context.stroke();
    layer.fill(ink);
    layer.round(Rect::new(at.x - 4.0, at.y - 0.5, 8.0, 5.5), 1.0);
    layer.context.fill();
}

/// An arrow of 16 with an edge of the surface, and the name beside it.
fn cursor(layer: &mut Layer, at: Point, colour: u8, name: Option<&str>, scale: f64) {
    const ARROW: [(f64, f64); 4] = [(0.0, 0.0), (15.5, 6.2), (8.4, 8.6), (5.6, 15.6)];
    layer.context.begin_path();
    for (index, (x, y)) in ARROW.iter().enumerate() {
        let (x, y) = (at.x + x * scale, at.y + y * scale);
        if index == 0 { layer.context.move_to(x, y) } else { layer.context.line_to(x, y) }
    }
    layer.context.close_path();
    layer.stroke(Stroke::solid(Token::Surface, 2.5).joined(), 2.5 * scale);
    layer.context.stroke();
    layer.fill(person(colour));
    layer.context.fill();
    let Some(name) = name else { return };
    let size = 12.0 * scale;
    layer.font(size, 600);
    let width = layer.context.measure_text(name).map_or(40.0, |measured| measured.width());
    let pill = Rect::new(at.x + 13.0 * scale, at.y + 15.0 * scale, width + 20.0 * scale, 22.0 * scale);
    layer.fill(person(colour));
    layer.round(pill, 6.0 * scale);
    layer.context.fill();
    layer.fill(person_ink(colour));
    let _ = layer.context.fill_text(name, pill.x + 10.0 * scale, pill.y + 15.5 * scale);
}
