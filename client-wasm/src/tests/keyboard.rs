//! A whole process without a pointer.

use super::{Desk, check};

#[test]
fn a_process_by_keyboard_alone() {
    let mut desk = Desk::new();
    desk.send(crate::port::Intent::Insert {
        kind: wandel_board::Kind::parse("event.start.none"),
        label: None,
    });
    desk.play(
        "type Antrag da
         key Enter
         key Enter
         type Prüfen
         key Enter
         key Mod+Enter
         type Vollständig?
         key Enter
         key Enter
         type Bescheid
         key Enter
         key Mod+Shift+Enter
         type Fertig
         key Enter
         pick Vollständig?
         key Shift+Enter
         type Nachfordern
         key Enter",
    );
    let board = desk.board();
    for line in [
        "flow.sequence Antrag da -> Prüfen",
        "flow.sequence Prüfen -> Vollständig?",
        "flow.sequence Vollständig? -> Bescheid",
        "flow.sequence Bescheid -> Fertig",
        "flow.sequence Vollständig? -> Nachfordern",
    ] {
        assert!(board.contains(line), "{line} is missing in\n{board}");
    }
    assert!(board.contains("event.end.none"));
    // Steps of one row share their middle.
    let core = desk.engine.core();
    let middle = |name: &str| core.scene.bounds(&desk.find(name)).expect("drawn").centre().y;
    assert!((middle("Antrag da") - middle("Fertig")).abs() < 0.1);
    assert!(middle("Nachfordern") > middle("Bescheid"));
}

#[test]
fn a_branch_after_a_step_puts_a_decision_between() {
    check(
        "tool step
         click 200,200
         type A
         done
         key Enter
         type B
         key Enter
         pick A
         key Shift+Enter
         type C
         key Enter",
        "task.user 150,160 100x80 \"A\"
         task.user 300,160 100x80 \"B\"
         flow.sequence A -> gateway.exclusive
         gateway.exclusive 300,285 50x50
         flow.sequence gateway.exclusive -> B
         task.user 400,380 100x80 \"C\"
         flow.sequence gateway.exclusive -> C",
    );
}

#[test]
fn tab_follows_the_flow() {
    let mut desk = Desk::new();
    desk.play(
        "tool step
         click 600,200
         type Zweiter
         done
         tool step
         click 200,500
         type Erster
         done
         tool connect
         click 200,500
         click 600,200
         key Escape
         click 900,700
         key Tab",
    );
    let name = |desk: &Desk| desk.engine.core().only_selected().map(|e| e.label.to_string());
    assert_eq!(name(&desk).as_deref(), Some("Erster"));
    desk.play("key Tab");
    assert_eq!(name(&desk).as_deref(), Some("Zweiter"));
    // At the end Tab is the browser's again.
    let key = |key: &str, shift| crate::port::Key {
        phase: crate::port::KeyPhase::Down,
        key: key.into(),
        code: key.into(),
        shift,
        alt: false,
        r#mod: false,
        repeat: false,
    };
    assert!(!desk.engine.wants(&key("Tab", false)));
    assert!(desk.engine.wants(&key("Tab", true)));
    desk.play("key Shift+Tab");
    assert_eq!(name(&desk).as_deref(), Some("Erster"));
}

#[test]
fn letters_type_when_single_keys_are_off() {
    let mut desk = Desk::new();
    desk.play("tool step\nclick 300,200\ndone");
    desk.send(crate::port::Input::Preferences(crate::port::Preferences {
        reduced_motion: true,
        single_keys: false,
        wall: false,
    }));
    desk.play("key n");
    assert_eq!(desk.engine.core().tool.id, crate::view::ToolId::Select);
    assert_eq!(desk.board(), "task.user 250,160 100x80 \"n\"");
}

#[test]
fn connecting_by_list_when_chosen_by_keyboard() {
    let mut desk = Desk::new();
    desk.play("tool step\nclick 300,200\ndone\nclick 900,700\nkey Tab\nkey C");
    assert_eq!(desk.told, ["shell connect-to"]);
    desk.play("click 300,200\nkey C");
    assert_eq!(desk.engine.core().tool.id, crate::view::ToolId::Connect);
}

#[test]
fn lanes_and_steps_without_pointing() {
    let mut desk = Desk::new();
    desk.play(
        "key L
         key Enter
         type Amt
         key Enter
         pick lane
         key E
         key Enter
         type Antrag
         key Enter
         key Enter
         type Prüfen
         key Enter",
    );
    let board = desk.board();
    for line in [
        "pool 150,260 900x280 \"Amt\"",
        "event.start.none 252,312 36x36 \"Antrag\" in lane",
        "task.user 338,290 100x80 \"Prüfen\" in lane",
        "flow.sequence Antrag -> Prüfen in Amt",
    ] {
        assert!(board.contains(line), "{line} is missing in\n{board}");
    }
    // One more lane at the foot, then one more step in the first lane: to the right of what is there.
    desk.play("pick Amt\nkey L\nkey Enter\ntype Fach\nkey Enter\npick lane\nkey S\nkey Enter\ntype Danach\nkey Enter");
    let board = desk.board();
    assert!(board.contains("\"Fach\" in Amt"), "{board}");
    let bounds = |name: &str| desk.engine.core().scene.bounds(&desk.find(name)).expect("drawn");
    assert!(bounds("Danach").x > bounds("Prüfen").right(), "{board}");
    assert!((bounds("Danach").centre().y - bounds("Prüfen").centre().y).abs() < 0.1, "{board}");
}

#[test]
fn connections_by_keyboard() {
    let mut desk = Desk::new();
    desk.play("tool step\nclick 200,200\ntype A\ndone\nkey Enter\ntype B\nkey Enter\npick A");
    let chosen = |desk: &Desk| desk.engine.core().only_selected().map(|e| e.kind.name());
    desk.play("key X");
    assert_eq!(chosen(&desk).as_deref(), Some("flow.sequence"));
    // It is in the mirror, so that the focus can go there, right after where it begins.
    let spoken: Vec<_> = desk.engine.mirror().iter().map(|item| (item.kind.name(), item.selected)).collect();
    assert_eq!(spoken[1], ("flow.sequence".into(), true), "{spoken:?}");
    desk.play("key C");
    assert_eq!(desk.told, ["shell reconnect-to"]);
    desk.play("key Tab");
    assert_eq!(desk.engine.core().only_selected().map(|e| e.label.to_string()).as_deref(), Some("B"));
    desk.play("key X\nkey Shift+Tab");
    assert_eq!(desk.engine.core().only_selected().map(|e| e.label.to_string()).as_deref(), Some("A"));
    desk.play("key A");
    assert_eq!(desk.engine.core().selection.len(), 2);
}
