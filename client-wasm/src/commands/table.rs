//! The one table of commands: menus, palette, context menu, shortcuts and help are made of it. An entry says what a
//! command is called (`command-ID` in the message catalogues), which keys it has, where it is listed and when it can be
//! done; what it does stands in the file of its topic. Keys are tried in the order of the table, and the first entry
//! that can be done takes the key.

use super::{arrange, edit, process, tool, view, when::When};
use crate::{
    core::Core,
    view::{Group, Place},
};

pub struct Entry {
    pub id: &'static str,
    pub keys: &'static [&'static str],
    pub group: Group,
    /// Name of a symbol of the icon sheet.
    pub icon: &'static str,
    pub places: &'static [Place],
    pub when: When,
    pub run: Run,
}

#[derive(Clone, Copy)]
pub enum Run {
    /// The shell carries it out.
    Shell,
    Engine(fn(&mut Core)),
}

const fn entry(
    id: &'static str,
    keys: &'static [&'static str],
    group: Group,
    icon: &'static str,
    places: &'static [Place],
    when: When,
    run: Run,
) -> Entry {
    Entry { id, keys, group, icon, places, when, run }
}

use Group::{Arrange, Board, Edit, Help, Process, Tool, View};
use Run::{Engine, Shell};

const ALL: &[Place] = &[Place::Palette, Place::Context, Place::Help];
const PALETTE: &[Place] = &[Place::Palette, Place::Help];
const LISTED: &[Place] = &[Place::Palette];
const KEY_ONLY: &[Place] = &[Place::Help];

pub const TABLE: &[Entry] = &[
    // Tools
    entry("tool-select", &["V"], Tool, "select", PALETTE, When::Always, Engine(tool::select)),
    entry("tool-hand", &["H"], Tool, "hand", PALETTE, When::Always, Engine(tool::hand)),
    entry("tool-note", &["N"], Tool, "note", PALETTE, When::Editor, Engine(tool::note)),
    entry("tool-text", &["T"], Tool, "text", PALETTE, When::Editor, Engine(tool::text)),
    entry("tool-shape", &["O"], Tool, "shape", PALETTE, When::Editor, Engine(tool::shape)),
    entry("tool-pen", &["P"], Tool, "pen", PALETTE, When::Editor, Engine(tool::pen)),
    entry("tool-frame", &["F"], Tool, "frame", PALETTE, When::Editor, Engine(tool::frame)),
    entry("tool-step", &["S"], Tool, "step", PALETTE, When::Editor, Engine(tool::step)),
    entry("tool-decision", &["D"], Tool, "decision", PALETTE, When::Editor, Engine(tool::decision)),
    entry("tool-event", &["E"], Tool, "event", PALETTE, When::Editor, Engine(tool::event)),
    entry("tool-lane", &["L"], Tool, "lane", PALETTE, When::Editor, Engine(tool::lane)),
    // With a step chosen by keyboard, C opens the list of what it can be connected to; else it takes the tool.
    entry("connect-to", &["C"], Process, "connect", ALL, When::ConnectByList, Shell),
    entry("tool-connect", &["C"], Tool, "connect", PALETTE, When::Editor, Engine(tool::connect)),
    entry("tool-space", &["M"], Tool, "room", PALETTE, When::Editor, Engine(tool::space)),
    entry("lock-tool", &["Q"], Tool, "lock", PALETTE, When::Editor, Engine(tool::lock)),
    // Editing
    entry("undo", &["Mod+Z"], Edit, "undo", PALETTE, When::Undo, Engine(edit::undo)),
    entry("redo", &["Mod+Shift+Z", "Mod+Y"], Edit, "redo", PALETTE, When::Redo, Engine(edit::redo)),
    entry("edit-label", &["F2"], Edit, "text", ALL, When::OneLabel, Engine(edit::edit_label)),
    entry("cut", &["Mod+X"], Edit, "copy", ALL, When::Some, Engine(edit::cut)),
    entry("copy", &["Mod+C"], Edit, "copy", ALL, When::Any, Engine(edit::copy)),
    // The browser's own paste event brings the text.
    entry("paste", &["Mod+V"], Edit, "copy", ALL, When::Editor, Shell),
    entry("duplicate", &["Mod+D"], Edit, "copy", ALL, When::Some, Engine(edit::duplicate)),
    entry("delete", &["Delete", "Backspace"], Edit, "trash", ALL, When::Some, Engine(edit::delete)),
    entry("select-all", &["Mod+A"], Edit, "select", PALETTE, When::Always, Engine(edit::select_all)),
    entry("select-next", &["Tab"], Edit, "select", KEY_ONLY, When::HasNext, Engine(edit::select_next)),
    entry(
        "select-previous",
        &["Shift+Tab"],
        Edit,
        "select",
        KEY_ONLY,
        When::HasPrevious,
        Engine(edit::select_previous),
    ),
    entry("clear-selection", &["Escape"], Edit, "select", KEY_ONLY, When::Any, Engine(edit::clear_selection)),
    // The process
    entry("append-step", &["Enter"], Process, "step", ALL, When::Source, Engine(process::append_step)),
    entry("edit-entered", &["Enter"], Edit, "text", KEY_ONLY, When::OneLabel, Engine(edit::edit_label)),
    entry(
        "append-branch",
        &["Shift+Enter"],
        Process,
        "branch",
        ALL,
        When::Source,
        Engine(process::append_branch),
    ),
    entry(
        "append-decision",
        &["Mod+Enter"],
        Process,
        "decision",
        ALL,
        When::Source,
        Engine(process::append_decision),
    ),
    entry("append-wait", &[], Process, "wait", LISTED, When::Source, Engine(process::append_wait)),
    entry("append-end", &["Mod+Shift+Enter"], Process, "end", ALL, When::Source, Engine(process::append_end)),
    entry("promote", &["W"], Process, "turn", ALL, When::Note, Engine(process::promote)),
    entry("turn-into", &["U"], Process, "turn", ALL, When::One, Shell),
    entry("move-to", &["B"], Process, "lane", ALL, When::Movable, Shell),
    entry("add-lane", &["Shift+L"], Process, "lane", ALL, When::Lane, Engine(process::add_lane)),
    entry(
        "default-exit",
        &["Shift+D"],
        Process,
        "arrow-right",
        ALL,
        When::Exit,
        Engine(process::default_exit),
    ),
    entry("straighten", &["Shift+R"], Process, "connect", ALL, When::Bent, Engine(process::straighten)),
    entry("tidy", &["Shift+T"], Process, "tidy", PALETTE, When::HasProcess, Engine(process::tidy)),
    // Arranging
    entry("move-left", &["ArrowLeft"], Arrange, "back", KEY_ONLY, When::Always, Engine(arrange::move_left)),
    entry(
        "move-right",
        &["ArrowRight"],
        Arrange,
        "forward",
        KEY_ONLY,
        When::Always,
        Engine(arrange::move_right),
    ),
    entry("move-up", &["ArrowUp"], Arrange, "chevron-up", KEY_ONLY, When::Always, Engine(arrange::move_up)),
    entry(
        "move-down",
        &["ArrowDown"],
        Arrange,
        "chevron-down",
        KEY_ONLY,
        When::Always,
        Engine(arrange::move_down),
    ),
    entry(
        "far-left",
        &["Shift+ArrowLeft"],
        Arrange,
        "back",
        KEY_ONLY,
        When::Always,
        Engine(arrange::far_left),
    ),
    entry(
        "far-right",
        &["Shift+ArrowRight"],
        Arrange,
        "forward",
        KEY_ONLY,
        When::Always,
        Engine(arrange::far_right),
    ),
    entry(
        "far-up",
        &["Shift+ArrowUp"],
        Arrange,
        "chevron-up",
        KEY_ONLY,
        When::Always,
        Engine(arrange::far_up),
    ),
    entry(
        "far-down",
        &["Shift+ArrowDown"],
        Arrange,
        "chevron-down",
        KEY_ONLY,
        When::Always,
        Engine(arrange::far_down),
    ),
    entry("go-left", &["Mod+ArrowLeft"], Edit, "back", KEY_ONLY, When::One, Engine(edit::go_left)),
    entry("go-right", &["Mod+ArrowRight"], Edit, "forward", KEY_ONLY, When::One, Engine(edit::go_right)),
    entry("go-up", &["Mod+ArrowUp"], Edit, "chevron-up", KEY_ONLY, When::One, Engine(edit::go_up)),
    entry("go-down", &["Mod+ArrowDown"], Edit, "chevron-down", KEY_ONLY, When::One, Engine(edit::go_down)),
    entry(
        "wider",
        &["Mod+Shift+ArrowRight"],
        Arrange,
        "plus",
        PALETTE,
        When::Sizable,
        Engine(arrange::wider),
    ),
    entry(
        "narrower",
        &["Mod+Shift+ArrowLeft"],
        Arrange,
        "minus",
        PALETTE,
        When::Sizable,
        Engine(arrange::narrower),
    ),
    entry(
        "taller",
        &["Mod+Shift+ArrowDown"],
        Arrange,
        "plus",
        PALETTE,
        When::Sizable,
        Engine(arrange::taller),
    ),
    entry(
        "shorter",
        &["Mod+Shift+ArrowUp"],
        Arrange,
        "minus",
        PALETTE,
        When::Sizable,
        Engine(arrange::shorter),
    ),
    entry("to-front", &["Shift+PageUp"], Arrange, "chevron-up", ALL, When::Some, Engine(arrange::to_front)),
    entry("forward", &["PageUp"], Arrange, "chevron-up", PALETTE, When::Some, Engine(arrange::forward)),
    entry("backward", &["PageDown"], Arrange, "chevron-down", PALETTE, When::Some, Engine(arrange::backward)),
    entry("to-back", &["Shift+PageDown"], Arrange, "chevron-down", ALL, When::Some, Engine(arrange::to_back)),
    entry("align-left", &[], Arrange, "tidy", LISTED, When::Two, Engine(arrange::align_left)),
    entry("align-centre", &[], Arrange, "tidy", LISTED, When::Two, Engine(arrange::align_centre)),
    entry("align-right", &[], Arrange, "tidy", LISTED, When::Two, Engine(arrange::align_right)),
    entry("align-top", &[], Arrange, "tidy", LISTED, When::Two, Engine(arrange::align_top)),
    entry("align-middle", &[], Arrange, "tidy", LISTED, When::Two, Engine(arrange::align_middle)),
    entry("align-bottom", &[], Arrange, "tidy", LISTED, When::Two, Engine(arrange::align_bottom)),
    entry("distribute-across", &[], Arrange, "tidy", LISTED, When::Three, Engine(arrange::distribute_across)),
    entry("distribute-down", &[], Arrange, "tidy", LISTED, When::Three, Engine(arrange::distribute_down)),
    // View
    entry(
        "zoom-in",
        &["Plus", "Mod+Plus", "Mod+="],
        View,
        "plus",
        PALETTE,
        When::Always,
        Engine(view::zoom_in),
    ),
    entry("zoom-out", &["Minus", "Mod+Minus"], View, "minus", PALETTE, When::Always, Engine(view::zoom_out)),
    entry("zoom-100", &["Mod+0"], View, "search", PALETTE, When::Always, Engine(view::zoom_100)),
    entry("zoom-fit", &["Shift+1"], View, "fit", PALETTE, When::Always, Engine(view::zoom_fit)),
    entry("zoom-selection", &["Shift+2"], View, "fit", PALETTE, When::Any, Engine(view::zoom_selection)),
    entry(
        "stop-following",
        &["Escape"],
        View,
        "close",
        KEY_ONLY,
        When::Following,
        Engine(view::stop_following),
    ),
    entry("minimap", &[], View, "map", LISTED, When::Always, Shell),
    entry("inspector", &["Alt+Enter"], View, "panel", PALETTE, When::One, Shell),
    entry("panel", &[], View, "panel", LISTED, When::Always, Shell),
    entry("outline", &[], View, "outline", LISTED, When::Always, Shell),
    entry("problems", &[], View, "readiness", LISTED, When::Always, Shell),
    entry("tray", &[], View, "folder", LISTED, When::Always, Shell),
    entry("next-region", &["F6"], View, "panel", KEY_ONLY, When::Always, Shell),
    entry("previous-region", &["Shift+F6"], View, "panel", KEY_ONLY, When::Always, Shell),
    // The board
    entry("palette", &["Mod+K"], Board, "search", KEY_ONLY, When::Always, Shell),
    entry("context-menu", &["Shift+F10", "ContextMenu"], Board, "more", KEY_ONLY, When::Always, Shell),
    entry("rename-board", &[], Board, "text", LISTED, When::Editor, Shell),
    entry("share", &[], Board, "invite", LISTED, When::Always, Shell),
    entry("export", &["Mod+E"], Board, "export", PALETTE, When::Always, Shell),
    entry("import", &[], Board, "upload", LISTED, When::Editor, Shell),
    entry("boards", &[], Board, "boards", LISTED, When::Always, Shell),
    entry("help", &["?"], Help, "help", PALETTE, When::Always, Shell),
];
