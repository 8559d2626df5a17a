//! Tools: what the pointer means. Each is a small state machine in a file of its own; while a gesture lasts it shows
//! overrides and marks, and at the drop it makes one change. Pointer events reach a tool only for its one pointer;
//! panning and pinching are the engine's.

pub mod connect;
pub mod drag;
pub mod draw;
pub mod frame;
pub mod handles;
pub mod lane;
pub mod marquee;
pub mod reshape;
pub mod room;
pub mod select;
pub mod stamp;

use crate::{
    core::Core,
    overlay::Mark,
    port::{Device, Pointer},
    view::ToolId,
};
use wandel_board::{Kind, kind::Form};
use wandel_process::{
    geometry::Point,
    kind::{FlowKind, GatewayKind, Kind as Process, Position, TaskKind, Trigger},
};

/// One pointer event as tools see it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Touch {
    /// Board units.
    pub at: Point,
    /// CSS pixels.
    pub screen: Point,
    pub shift: bool,
    pub alt: bool,
    pub r#mod: bool,
    pub clicks: u32,
    pub pressure: f64,
    pub device: Device,
}

impl Touch {
    #[must_use]
    pub fn new(core: &Core, event: &Pointer) -> Self {
        let screen = Point::new(event.x, event.y);
        Self {
            at: core.camera.to_board(screen),
            screen,
            shift: event.shift,
            alt: event.alt,
            r#mod: event.r#mod,
            clicks: event.clicks,
            pressure: event.pressure,
            device: event.device,
        }
    }
}

/// How far the pointer goes before a press is a drag, CSS pixels.
#[must_use]
pub const fn slop(device: Device) -> f64 {
    match device {
        Device::Mouse | Device::Pen => 4.0,
        Device::Touch => 8.0,
    }
}

/// How near something must be to be hit, CSS pixels.
#[must_use]
pub const fn reach(device: Device) -> f64 {
    match device {
        Device::Mouse | Device::Pen => 6.0,
        Device::Touch => 14.0,
    }
}

pub trait Tool {
    fn down(&mut self, core: &mut Core, touch: Touch);
    fn drag(&mut self, core: &mut Core, touch: Touch);
    fn up(&mut self, core: &mut Core, touch: Touch);
    /// The pointer moves without a button.
    fn hover(&mut self, _core: &mut Core, _touch: Touch) {}
    /// The pointer left the canvas.
    fn leave(&mut self, _core: &mut Core) {}
    /// Gives up the gesture; true if there was one.
    fn cancel(&mut self, core: &mut Core) -> bool;
    fn marks(&self, _core: &Core, _marks: &mut Vec<Mark>) {}
    /// A CSS cursor.
    fn cursor(&self, core: &Core) -> &'static str;
}

/// The state machine of a tool.
#[must_use]
pub fn of(id: ToolId, core: &Core) -> Box<dyn Tool> {
    match id {
        ToolId::Select | ToolId::Hand => Box::new(select::Select::default()),
        ToolId::Note | ToolId::Step | ToolId::Decision | ToolId::Event | ToolId::Text => {
            Box::new(stamp::Stamp::default())
        }
        ToolId::Shape | ToolId::Frame => Box::new(frame::Frame::default()),
        ToolId::Lane => Box::new(lane::Lane::default()),
        ToolId::Pen => Box::new(draw::Draw::default()),
        ToolId::Space => Box::new(room::Room::default()),
        ToolId::Connect => Box::new(connect::Connect::armed(core)),
    }
}

/// What a tool makes if nothing else was chosen.
#[must_use]
pub const fn default_variant(id: ToolId) -> Kind {
    match id {
        ToolId::Select | ToolId::Hand | ToolId::Space | ToolId::Note => Kind::Note,
        ToolId::Text => Kind::Text,
        ToolId::Shape => Kind::Shape(Form::Rectangle),
        ToolId::Pen => Kind::Stroke,
        ToolId::Frame => Kind::Frame,
        ToolId::Step => Kind::Process(Process::Task(TaskKind::User)),
        ToolId::Decision => Kind::Process(Process::Gateway(GatewayKind::Exclusive)),
        ToolId::Event => Kind::Process(Process::Event(Position::Start, Trigger::None)),
        ToolId::Lane => Kind::Process(Process::Lane),
        ToolId::Connect => Kind::Process(Process::Flow(FlowKind::Sequence)),
    }
}
