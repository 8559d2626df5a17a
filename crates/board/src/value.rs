//! Between the values of the CRDT (`yrs::Any`) and ours. Reading never fails: what has another shape than expected reads
//! as absent. Geometry is quantised both ways, so that two programs with other roundings still sum up exactly.

use crate::{element::Parent, id::ElementId};
use std::sync::Arc;
use wandel_process::{
    geometry::{Point, Size, quantise},
    model::Span,
    property::Value,
};
use yrs::{Any, any::Number};

/// Deepest nesting of a property's list that is read.
const DEPTH: usize = 8;

pub(crate) fn number(value: f64) -> Any {
    Any::Number(Number::try_i64(value))
}

pub(crate) fn to_number(any: &Any) -> Option<f64> {
    if let Any::Number(number) = any { number.as_f64().filter(|value| value.is_finite()) } else { None }
}

fn length(any: &Any) -> Option<f64> {
    to_number(any).map(quantise)
}

pub(crate) fn to_text(any: &Any) -> Option<&Arc<str>> {
    if let Any::String(text) = any { Some(text) } else { None }
}

pub(crate) fn text(value: &str) -> Any {
    Any::String(value.into())
}

fn array(values: Vec<Any>) -> Any {
    Any::Array(values.into())
}

pub(crate) fn parent_key(parent: &Parent) -> &str {
    match parent {
        Parent::Plane(id) => id,
        Parent::Element(id) => id.as_str(),
    }
}

/// Element ids begin with `e_`; everything else names a plane.
pub(crate) fn parent(key: &str) -> Parent {
    if ElementId::is_valid(key) { Parent::Element(key.into()) } else { Parent::Plane(key.into()) }
}

pub(crate) fn place(parent: &Parent, at: Point) -> Any {
    array(vec![text(parent_key(parent)), number(quantise(at.x)), number(quantise(at.y))])
}

pub(crate) fn to_place(any: &Any) -> Option<(Parent, Point)> {
    let Any::Array(values) = any else { return None };
    let [key, x, y] = values.as_ref() else { return None };
    Some((parent(to_text(key)?), Point::new(length(x)?, length(y)?)))
}

pub(crate) fn size(size: Size) -> Any {
    array(vec![number(quantise(size.w.max(0.0))), number(quantise(size.h.max(0.0)))])
}

pub(crate) fn to_size(any: &Any) -> Option<Size> {
    let Any::Array(values) = any else { return None };
    let [w, h] = values.as_ref() else { return None };
    Some(Size::new(length(w)?.max(0.0), length(h)?.max(0.0)))
}

/// `[x, y, x, y, …]`.
pub(crate) fn points(points: &[Point]) -> Any {
    array(points.iter().flat_map(|p| [number(quantise(p.x)), number(quantise(p.y))]).collect())
}

pub(crate) fn to_points(any: &Any) -> Option<Arc<[Point]>> {
    let Any::Array(values) = any else { return None };
    let numbers = values.iter().map(length).collect::<Option<Vec<_>>>()?;
    Some(numbers.chunks_exact(2).map(|pair| Point::new(pair[0], pair[1])).collect())
}

#[allow(clippy::cast_precision_loss)]
pub(crate) fn span(span: &Span) -> Any {
    array(vec![text(&span.source), number(span.start as f64), number(span.end as f64)])
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(crate) fn to_span(any: &Any) -> Option<Span> {
    let Any::Array(values) = any else { return None };
    let [source, start, end] = values.as_ref() else { return None };
    let offset = |any| to_number(any).filter(|v| *v >= 0.0 && *v < 4e9).map(|v| v as usize);
    let (start, end) = (offset(start)?, offset(end)?);
    (start <= end).then_some(Span { source: to_text(source)?.to_string(), start, end })
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(crate) fn to_author(any: &Any) -> Option<u64> {
    to_number(any).filter(|v| *v >= 0.0 && *v < 9e15).map(|v| v as u64)
}

#[allow(clippy::cast_precision_loss)]
pub(crate) fn author(by: u64) -> Any {
    number(by as f64)
}

pub(crate) fn from_value(value: &Value) -> Any {
    match value {
        Value::Bool(flag) => Any::Bool(*flag),
        Value::Number(value) => number(if value.is_finite() { *value } else { 0.0 }),
        Value::Text(value) => text(value),
        Value::List(values) => array(values.iter().map(from_value).collect()),
    }
}

/// `None` for what a property cannot be (a map, bytes, null): kept in the document, not shown.
pub(crate) fn to_value(any: &Any) -> Option<Value> {
    fn read(any: &Any, depth: usize) -> Option<Value> {
        Some(match any {
            Any::Bool(flag) => Value::Bool(*flag),
            Any::Number(_) => Value::Number(to_number(any)?),
            Any::String(value) => Value::Text(value.to_string()),
            Any::Array(values) if depth > 0 => {
                Value::List(values.iter().map(|value| read(value, depth - 1)).collect::<Option<_>>()?)
            }
            _ => return None,
        })
    }
    read(any, DEPTH)
}
