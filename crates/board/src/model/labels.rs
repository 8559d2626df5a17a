//! Where labels are drawn whose place nobody chose, told to the model: other tools would put them below their shape,
//! often over a line. What came from a file keeps what the file says, also where it says nothing.

use crate::{ElementId, Projection};
use wandel_process::{
    Model,
    geometry::{Point, Rect},
    model::Owner,
    property::{Value, names},
};

/// `drawn`: the absolute box of an element's label outside its shape, in board units; `None` if it has none. Written in
/// whole units, around the same middle.
pub fn place_labels(model: &mut Model, board: &Projection, drawn: &dyn Fn(&ElementId) -> Option<Rect>) {
    for element in &mut model.elements {
        if element.src.is_some()
            || element.name.is_empty()
            || element.properties.contains_key(names::LABEL_AT)
        {
            continue;
        }
        let Some(rect) = drawn(&ElementId::from(element.id.as_str())) else { continue };
        let owner = match &element.owner {
            Owner::Element(id) => board.get(&ElementId::from(id.as_str())).map(|owner| owner.origin),
            Owner::Plane(_) => None,
        };
        let owner = owner.unwrap_or_default();
        let (w, h) = (rect.w.ceil(), rect.h.ceil());
        let at = Point::new((rect.centre().x - w / 2.0).round(), rect.y.round());
        let list = [at.x - owner.x, at.y - owner.y, w, h].map(Value::Number);
        element.properties.insert(names::LABEL_AT.into(), Value::List(list.into()));
    }
}
