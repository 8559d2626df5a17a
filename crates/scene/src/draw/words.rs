//! Labels as positioned lines: inside a shape, outside it, turned in a header. The same numbers make the box for the
//! label's editor.

use crate::{
    Align, Item, LabelBox, Line, Text, Token, Vertical,
    item::Detail,
    text::{self, Lang, Wrapped, clip, wrap},
};
use wandel_process::geometry::{Point, Rect};

/// Type of a label.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Type {
    pub size: f64,
    pub leading: f64,
    pub weight: u16,
}

/// Tasks and subprocesses.
pub(crate) const TASK: Type = Type { size: 13.0, leading: 16.0, weight: 400 };
/// Events, gateways, flows, data, annotations.
pub(crate) const LABEL: Type = Type { size: 12.0, leading: 15.0, weight: 400 };
/// Pools, lanes, frames.
pub(crate) const HEAD: Type = Type { size: 13.0, leading: 16.0, weight: 600 };
/// Notes, texts, shapes.
pub(crate) const NOTE: Type = Type { size: 14.0, leading: 18.0, weight: 400 };

/// From the middle of a line to its baseline, as a share of the size.
const BASELINE: f64 = 0.345;

/// Where lines go and how they look.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    pub kind: Type,
    pub align: Align,
    pub vertical: Vertical,
    pub ink: Token,
    pub halo: Option<Token>,
}

impl Style {
    pub(crate) const fn centred(kind: Type, ink: Token) -> Self {
        Self { kind, align: Align::Centre, vertical: Vertical::Middle, ink, halo: None }
    }
    pub(crate) const fn top_left(kind: Type, ink: Token) -> Self {
        Self { kind, align: Align::Left, vertical: Vertical::Top, ink, halo: None }
    }
}

/// Lines in a box, as an item; nothing for an empty label.
pub(crate) fn place(lines: &[Wrapped], rect: Rect, style: Style, detail: Detail) -> Option<Item> {
    if lines.iter().all(|line| line.text.is_empty()) {
        return None;
    }
    let Type { size, leading, weight } = style.kind;
    let height = leading * lines.len() as f64;
    let top = match style.vertical {
        Vertical::Top => rect.y,
        Vertical::Middle => rect.y + (rect.h - height) / 2.0,
        Vertical::Bottom => rect.bottom() - height,
    };
    let placed = lines
        .iter()
        .zip(0..)
        .map(|(line, i)| {
            let x = match style.align {
                Align::Left => 0.0,
                Align::Centre => (rect.w - line.width) / 2.0,
                Align::Right => rect.w - line.width,
            };
            Line {
                baseline: leading * (f64::from(i) + 0.5) + size * BASELINE,
                runs: text::runs(&line.text, x, size, weight),
                x,
                width: line.width,
            }
        })
        .collect();
    let text = Text {
        lines: placed,
        origin: Point::new(rect.x, top),
        turned: false,
        size,
        leading,
        weight,
        ink: style.ink,
        halo: style.halo,
    };
    Some(Item::Text { text, detail })
}

/// A label that reads upwards, centred in a header.
pub(crate) fn turned(label: &str, rect: Rect, kind: Type, ink: Token, lang: Lang) -> Option<Item> {
    // Laid out flat around the middle, then turned there.
    let flat = Rect::new(-rect.h / 2.0, -rect.w / 2.0, rect.h, rect.w);
    let max = (rect.h - 16.0).max(20.0);
    // A header has room for two lines.
    let lines = clip(wrap(label, max, kind.size, kind.weight, lang), 2, max, kind.size, kind.weight);
    // Two lines in a header of 30 stand a little closer.
    let kind = if lines.len() > 1 { Type { leading: 14.0, ..kind } } else { kind };
    let mut item = place(&lines, flat, Style::centred(kind, ink), Detail::Header)?;
    if let Item::Text { text, .. } = &mut item {
        for line in &mut text.lines {
            line.baseline += text.origin.y;
            line.x += text.origin.x;
            for run in &mut line.runs {
                run.x += text.origin.x;
            }
        }
        text.origin = rect.centre();
        text.turned = true;
    }
    Some(item)
}

/// The editor's box of a label inside its shape.
pub(crate) fn inside(rect: Rect, style: Style, ground: Token) -> LabelBox {
    LabelBox {
        rect,
        size: style.kind.size,
        leading: style.kind.leading,
        weight: style.kind.weight,
        align: style.align,
        vertical: style.vertical,
        ink: style.ink,
        ground,
        turned: false,
        outside: false,
    }
}

/// The drawn size of lines.
pub(crate) fn measure(lines: &[Wrapped], kind: Type) -> (f64, f64) {
    (lines.iter().map(|line| line.width).fold(0.0, f64::max), kind.leading * lines.len() as f64)
}
