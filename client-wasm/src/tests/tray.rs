//! What could not be delivered comes back by the tray.

use super::Desk;
use crate::{
    port::{Input, Intent},
    sync::{Change, Record, Rejected, SavedTab},
};
use wandel_board::{Command, ElementId};

/// A desk whose tray holds work on a note that is not there any more.
fn desk(text: &str) -> Desk {
    let mut desk = Desk::new();
    let element = ElementId::from("e_00000000000");
    let change = Change::Commands(vec![Command::Label { id: element.clone(), text: text.into() }]);
    let code = "element.missing".to_owned();
    let rejected =
        Rejected { id: 5, element: Some(element), kind: None, text: text.into(), by: None, code, change };
    let record = Record { key: "tray/000000000005".into(), bytes: serde_json::to_vec(&rejected).unwrap() };
    desk.engine.saved(vec![SavedTab { tab: "old".into(), free: true, records: vec![record] }]);
    desk.pump();
    desk
}

fn labels(desk: &Desk) -> Vec<String> {
    desk.engine.core().projection().in_order().map(|element| element.label.to_string()).collect()
}

#[test]
fn rejected_work_comes_back_as_a_note() {
    let mut desk = desk("Frist prüfen");
    let tray = desk.engine.tray();
    assert_eq!(tray.len(), 1);
    assert_eq!(tray[0].text, "Frist prüfen");
    desk.engine.send(Input::from(Intent::Restore { ids: vec![tray[0].id.clone()] }));
    desk.pump();
    assert_eq!(labels(&desk), ["Frist prüfen"]);
    assert!(desk.engine.tray().is_empty());
    assert!(!desk.told.iter().any(|code| code.starts_with("element.")), "{:?}", desk.told);
}

#[test]
fn rejected_work_can_be_given_up() {
    let mut desk = desk("nicht mehr nötig");
    let id = desk.engine.tray()[0].id.clone();
    desk.engine.send(Input::from(Intent::Dismiss { ids: vec![id] }));
    desk.pump();
    assert!(labels(&desk).is_empty());
    assert!(desk.engine.tray().is_empty());
}
