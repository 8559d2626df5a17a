//! Every command of the table has a key, a script before it, and does something: what is different afterwards, by name and
//! by each of its keys. A command without a key or a script fails here.

use super::Desk;
use crate::commands::{
    self,
    table::{Run, TABLE},
};
use crate::view::Place;
use std::collections::BTreeSet;

const STEP: &str = "tool step\nclick 200,200\ntype A\ndone";
const CHAIN: &str = "tool step\nclick 200,200\ntype A\ndone\nkey Enter\ntype B\nkey Enter\npick A";
const TWO: &str = "tool step\nclick 200,200\ntype A\ndone\ntool step\nclick 430,330\ntype B\ndone\npick A, B";
const THREE: &str = "tool step\nclick 200,200\ntype A\ndone\ntool step\nclick 430,330\ntype B\ndone\n
                     tool step\nclick 900,560\ntype C\ndone\npick A, B, C";
const NOTE: &str = "tool note\nclick 300,300\ntype N\ndone";
const NOTES: &str = "tool note\nclick 300,300\ntype M\ndone\ntool note\nclick 330,330\ntype N\ndone\npick M";

const FORK: &str =
    "tool decision\nclick 200,200\ntype Ja?\ndone\nkey Enter\ntype B\nkey Enter\npick flow.sequence";
const BENT: &str = "tool step\nclick 200,200\ntype A\ndone\ntool step\nclick 700,200\ntype B\ndone\n
                    tool connect\ndrag 200,200 700,200\ndrag 450,200 450,300";
const POOL: &str = "tool lane\ndrag 100,100 800,380\ntype Amt\ndone\npick Amt";
const UNTIDY: &str =
    "tool step\nclick 200,200\ntype A\ndone\ntool step\nclick 400,220\ntype B\ndone\npick A, B";

/// What a command is tried on. Commands of the shell are tried where they can be done. None: nobody thought of a test.
fn before(id: &str) -> Option<&'static str> {
    let script = match id {
        "undo" | "cut" | "copy" | "duplicate" | "delete" | "lock" | "append-step" | "append-branch"
        | "append-decision" | "append-wait" | "append-end" | "clear-selection" | "zoom-selection"
        | "wider" | "narrower" | "taller" | "shorter" | "move-left" | "move-right" | "move-up"
        | "move-down" | "far-left" | "far-right" | "far-up" | "far-down" | "edit-label" | "turn-into"
        | "move-to" | "inspector" => STEP,
        "place" | "tool-select" | "lock-tool" => "tool note",
        "select-flow" | "extend-next" => {
            "tool step\nclick 200,200\ntype A\ndone\nkey Enter\ntype B\nkey Enter\npick A"
        }
        "reconnect-to" | "reconnect-from" => {
            "tool step\nclick 200,200\ntype A\ndone\nkey Enter\ntype B\nkey Enter\npick A\nrun select-flow"
        }
        "connect-to" => "tool step\nclick 200,200\ntype A\ndone\nclick 900,700\nkey Tab",
        "redo" => "tool step\nclick 200,200\ntype A\ndone\nkey Mod+Z",
        "select-all" | "select-next" => "tool step\nclick 200,200\ntype A\ndone\nclick 900,700",
        "go-right" => CHAIN,
        "extend-previous" | "select-previous" | "go-left" => {
            "tool step\nclick 200,200\ntype A\ndone\nkey Enter\ntype B\nkey Enter"
        }
        "go-up" => "tool step\nclick 200,200\ntype A\ndone\ntool step\nclick 200,500\ntype B\ndone",
        "go-down" => "tool step\nclick 200,500\ntype A\ndone\ntool step\nclick 200,200\ntype B\ndone",
        "edit-entered" | "promote" => NOTE,
        "to-front" | "forward" => NOTES,
        "to-back" | "backward" => {
            "tool note\nclick 300,300\ntype M\ndone\ntool note\nclick 330,330\ntype N\ndone"
        }
        "add-lane" => POOL,
        "default-exit" => FORK,
        "straighten" => BENT,
        "tidy" => UNTIDY,
        "align-left" | "align-centre" | "align-right" | "align-top" | "align-middle" | "align-bottom" => TWO,
        "distribute-across" | "distribute-down" => THREE,
        "zoom-100" => "key Plus",
        "zoom-fit" => "tool step\nclick 2000,200\ndone",
        "stop-following" | "tool-hand" | "tool-note" | "tool-text" | "tool-shape" | "tool-pen"
        | "tool-frame" | "tool-step" | "tool-decision" | "tool-event" | "tool-lane" | "tool-connect"
        | "tool-space" | "paste" | "zoom-in" | "zoom-out" | "minimap" | "panel" | "outline" | "problems"
        | "tray" | "versions" | "next-region" | "previous-region" | "palette" | "context-menu"
        | "rename-board" | "share" | "export" | "import" | "boards" | "help" => "",
        _ => return None,
    };
    Some(script)
}

/// A board on which the command can be done.
fn ready(id: &str) -> Desk {
    let mut desk = Desk::new();
    desk.play(before(id).unwrap_or_else(|| panic!("no test tries {id}")));
    if id == "stop-following" {
        desk.send(crate::port::Intent::Follow { person: Some("3".into()) });
    }
    desk
}

/// Everything that a command can change, as text.
fn state(desk: &mut Desk) -> String {
    let typing = desk.engine.core().typing.as_ref().map(|typing| typing.id.to_string());
    let core = desk.engine.core();
    let defaults: Vec<String> = core
        .projection()
        .in_order()
        .filter_map(|e| e.text(wandel_process::property::names::DEFAULT).map(str::to_owned))
        .collect();
    format!(
        "{}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{}\n{:?}\n{:?}",
        desk.board(),
        core.selection,
        core.tool,
        core.camera.target(),
        typing,
        core.following,
        desk.clipboard,
        desk.told,
        defaults
    )
}

#[test]
fn every_command_has_an_effect() {
    for entry in TABLE {
        let mut desk = ready(entry.id);
        let earlier = state(&mut desk);
        let enabled = entry.when.check(desk.engine.core());
        assert_eq!(enabled, Ok(()), "{} cannot be done after\n{:?}", entry.id, before(entry.id));
        desk.step(&format!("run {}", entry.id));
        let later = state(&mut desk);
        assert_ne!(earlier, later, "{} changed nothing", entry.id);
        if matches!(entry.run, Run::Shell) {
            assert!(desk.told.contains(&format!("shell {}", entry.id)), "{}: {:?}", entry.id, desk.told);
        }
    }
}

#[test]
fn every_key_finds_its_command() {
    // The first command that can be done takes a key; where two share one, the other is tried where the first cannot.
    for entry in TABLE {
        assert!(!entry.keys.is_empty(), "{} has no key", entry.id);
        assert!(entry.places.contains(&Place::Help), "{} is not in the help", entry.id);
        // The browser's own event brings what is pasted, so its key is tried in the browser.
        for written in entry.keys.iter().filter(|_| entry.id != "paste") {
            let mut desk = ready(entry.id);
            let found = commands::of_key(desk.engine.core(), &Desk::pressed(written));
            assert!(found.is_some_and(|found| found.id == entry.id), "{written} is not {}", entry.id);
            let earlier = state(&mut desk);
            desk.key(written);
            assert_ne!(earlier, state(&mut desk), "{written} for {} did nothing", entry.id);
        }
    }
}

#[test]
fn ids_are_unique_and_every_flow_command_says_why_not() {
    let ids: BTreeSet<&str> = TABLE.iter().map(|entry| entry.id).collect();
    assert_eq!(ids.len(), TABLE.len());
    let mut desk = Desk::new();
    desk.engine.set_role(crate::view::Role::Viewer);
    for info in desk.engine.commands() {
        assert_eq!(info.enabled, info.why.is_none(), "{}", info.id);
    }
    desk.play("run delete");
    assert_eq!(desk.told, ["why-read-only"]);
}
