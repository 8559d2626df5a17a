//! Choosing a tool by key or palette. Choosing the chosen tool again keeps it for more than one element.

use crate::{act::make, core::Core, view::ToolId};

pub fn select(core: &mut Core) {
    core.choose_tool(ToolId::Select, None);
}
pub fn hand(core: &mut Core) {
    core.choose_tool(ToolId::Hand, None);
}
pub fn note(core: &mut Core) {
    core.choose_tool(ToolId::Note, None);
}
pub fn text(core: &mut Core) {
    core.choose_tool(ToolId::Text, None);
}
pub fn shape(core: &mut Core) {
    core.choose_tool(ToolId::Shape, None);
}
pub fn pen(core: &mut Core) {
    core.choose_tool(ToolId::Pen, None);
}
pub fn frame(core: &mut Core) {
    core.choose_tool(ToolId::Frame, None);
}
pub fn step(core: &mut Core) {
    core.choose_tool(ToolId::Step, None);
}
pub fn decision(core: &mut Core) {
    core.choose_tool(ToolId::Decision, None);
}
pub fn event(core: &mut Core) {
    core.choose_tool(ToolId::Event, None);
}
pub fn lane(core: &mut Core) {
    core.choose_tool(ToolId::Lane, None);
}
/// By key, from what is selected.
pub fn connect(core: &mut Core) {
    core.choose_tool(ToolId::Connect, None);
    core.armed = core.only_selected().filter(|e| !e.kind.is_connector()).map(|e| e.id.clone());
}
pub fn space(core: &mut Core) {
    core.choose_tool(ToolId::Space, None);
}

/// Keeps the chosen tool after an element was made, or lets it go again.
pub fn lock(core: &mut Core) {
    core.tool.locked = !core.tool.locked;
}

/// What a click would make, without pointing.
pub fn place(core: &mut Core) {
    let kind = core.tool.variant.clone();
    make::somewhere(core, &kind, "");
}
