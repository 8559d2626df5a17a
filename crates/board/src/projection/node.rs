//! What the document says of one element, key by key, beside the repaired view of it. Keys this version does not know
//! stay in the document and are not read.

use crate::{
    element::{Element, Parent},
    id::ElementId,
    kind::Kind,
    value,
};
use std::sync::{Arc, OnceLock};
use wandel_process::geometry::{Point, Size};
use yrs::Any;

/// Names of the keys of an element's map.
pub(crate) mod key {
    pub const KIND: &str = "kind";
    pub const AT: &str = "at";
    pub const WH: &str = "wh";
    pub const Z: &str = "z";
    pub const LABEL: &str = "label";
    pub const BY: &str = "by";
    pub const GONE: &str = "gone";
    pub const FROM: &str = "from";
    pub const TO: &str = "to";
    pub const VIA: &str = "via";
    pub const XID: &str = "xid";
    pub const SRC: &str = "src";
    /// On a pool: true when its lanes keep the places a file gave them instead of tiling.
    pub const UNTILED: &str = "untiled";
    /// Before the name of a property.
    pub const PROPERTY: &str = "p.";
}

/// One element as written (`parent`, `at`, `size`, `from`, `to`, `untiled` and what `view` shares with it) and as shown.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    pub parent: Parent,
    pub at: Point,
    pub size: Option<Size>,
    pub from: Option<ElementId>,
    pub to: Option<ElementId>,
    pub untiled: bool,
    /// Derived: its parent is ignored, because the parents form a cycle and this is the largest id in it.
    pub cut: bool,
    /// Bookkeeping: is in the list of its parent's children, and in those of its ends' connectors.
    pub listed: bool,
    pub attached: bool,
    /// Derived fields: parent, at, size, from, to, origin, plane. All others are as written.
    pub view: Element,
}

impl Node {
    pub fn blank(id: ElementId) -> Self {
        Self {
            parent: Parent::Plane(board_plane()),
            at: Point::default(),
            size: None,
            from: None,
            to: None,
            untiled: false,
            cut: false,
            listed: false,
            attached: false,
            view: Element {
                id,
                kind: Kind::Unknown(nothing()),
                parent: Parent::Plane(board_plane()),
                at: Point::default(),
                size: Size::default(),
                z: nothing(),
                label: nothing(),
                by: None,
                gone: false,
                from: None,
                to: None,
                via: None,
                xid: None,
                src: None,
                properties: Default::default(),
                origin: Point::default(),
                plane: board_plane(),
            },
        }
    }

    /// Takes over one key of the document. A value of another shape than expected counts as missing, and what is
    /// missing has its default. The label as a text of the CRDT is set apart (`view.label`).
    pub fn set(&mut self, name: &str, any: Option<&Any>) {
        let string = || any.and_then(value::to_text).cloned();
        let id = || string().filter(|text| !text.is_empty()).map(|text| ElementId::from(&*text));
        match name {
            key::KIND => {
                self.view.kind = string().map_or_else(|| Kind::Unknown("".into()), |text| Kind::parse(&text));
            }
            key::AT => {
                (self.parent, self.at) =
                    any.and_then(value::to_place).unwrap_or_else(|| (Parent::board(), Point::default()));
            }
            key::WH => self.size = any.and_then(value::to_size),
            key::Z => self.view.z = string().unwrap_or_default(),
            key::LABEL => self.view.label = string().unwrap_or_default(),
            key::BY => self.view.by = any.and_then(value::to_author),
            key::GONE => self.view.gone = matches!(any, Some(Any::Bool(true))),
            key::FROM => self.from = id(),
            key::TO => self.to = id(),
            key::VIA => self.view.via = any.and_then(value::to_points).filter(|points| !points.is_empty()),
            key::XID => self.view.xid = string(),
            key::SRC => self.view.src = any.and_then(value::to_span),
            key::UNTILED => self.untiled = matches!(any, Some(Any::Bool(true))),
            _ => {
                if let Some(property) = name.strip_prefix(key::PROPERTY) {
                    match any.and_then(value::to_value) {
                        Some(value) => drop(self.view.properties.insert(property.to_owned(), value)),
                        None => drop(self.view.properties.remove(property)),
                    }
                }
            }
        }
    }

    /// The other way round: what the document has under a key, as far as this version reads it.
    pub fn get(&self, name: &str) -> Option<Any> {
        let view = &self.view;
        match name {
            key::KIND => {
                Some(value::text(&view.kind.name())).filter(|_| view.kind != Kind::Unknown("".into()))
            }
            key::AT => Some(value::place(&self.parent, self.at)),
            key::WH => self.size.map(value::size),
            key::Z => Some(Any::String(view.z.clone())).filter(|_| !view.z.is_empty()),
            key::BY => view.by.map(value::author),
            key::GONE => view.gone.then_some(Any::Bool(true)),
            key::FROM => self.from.as_ref().map(|id| value::text(id.as_str())),
            key::TO => self.to.as_ref().map(|id| value::text(id.as_str())),
            key::VIA => view.via.as_deref().map(value::points),
            key::XID => view.xid.as_deref().map(value::text),
            key::SRC => view.src.as_ref().map(value::span),
            key::UNTILED => self.untiled.then_some(Any::Bool(true)),
            _ => name
                .strip_prefix(key::PROPERTY)
                .and_then(|name| view.properties.get(name))
                .map(value::from_value),
        }
    }

    /// Width and height as written, or the default of the kind.
    pub fn written_size(&self) -> Size {
        self.size.unwrap_or_else(|| self.view.kind.default_size())
    }

    pub fn is_lane(&self) -> bool {
        self.view.kind == Kind::Process(wandel_process::Kind::Lane)
    }

    pub fn is_pool(&self) -> bool {
        self.view.kind == Kind::Process(wandel_process::Kind::Pool)
    }

    /// Lies across its pool (the usual case) rather than down it.
    pub fn is_horizontal(&self) -> bool {
        self.view.flag(wandel_process::property::names::HORIZONTAL) != Some(false)
    }

    /// Whether anything that places, orders or connects it differs.
    pub fn same_structure(&self, other: &Self) -> bool {
        self.parent == other.parent
            && self.at == other.at
            && self.size == other.size
            && self.from == other.from
            && self.to == other.to
            && self.untiled == other.untiled
            && self.view.kind == other.view.kind
            && self.view.gone == other.view.gone
            && self.view.z == other.view.z
            && self.is_horizontal() == other.is_horizontal()
    }

    /// Whether its place among the children of its parent is the same.
    pub fn same_rank(&self, other: &Self) -> bool {
        self.parent == other.parent
            && self.view.z == other.view.z
            && self.view.gone == other.view.gone
            && self.view.kind == other.view.kind
    }

    /// Takes the derived fields of an earlier state, before they are derived anew.
    pub fn inherit(&mut self, old: &Self) {
        self.cut = old.cut;
        self.listed = old.listed;
        self.attached = old.attached;
        self.view.parent = old.view.parent.clone();
        self.view.at = old.view.at;
        self.view.size = old.view.size;
        self.view.from = old.view.from.clone();
        self.view.to = old.view.to.clone();
        self.view.origin = old.view.origin;
        self.view.plane = old.view.plane.clone();
    }
}

/// Shared, so that a thousand elements hold one string.
pub(crate) fn board_plane() -> Arc<str> {
    static BOARD: OnceLock<Arc<str>> = OnceLock::new();
    BOARD.get_or_init(|| crate::BOARD_PLANE.into()).clone()
}

fn nothing() -> Arc<str> {
    static NOTHING: OnceLock<Arc<str>> = OnceLock::new();
    NOTHING.get_or_init(|| "".into()).clone()
}
