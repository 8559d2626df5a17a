//! Typing: alone, together, composing, and taking it back.

use super::{Desk, check};
use crate::port::Input;
use wandel_board::{Board, Command, command::TextEdit};

const STEP: &str = "tool step
                    click 300,200
                    ";

#[test]
fn a_pause_ends_the_step_of_undo() {
    check(
        &format!("{STEP}type Antrag\nwait 1500\ntype  prüfen\ndone\nkey Mod+Z"),
        "task.user 250,160 100x80 \"Antrag\"",
    );
    check(
        &format!("{STEP}type Antrag\nwait 1500\ntype  prüfen\ndone\nkey Mod+Z Mod+Z"),
        "task.user 250,160 100x80",
    );
    check(
        &format!("{STEP}type Antrag\ndone\nkey Mod+Z\nkey Mod+Shift+Z"),
        "task.user 250,160 100x80 \"Antrag\"",
    );
}

#[test]
fn what_was_typed_with_corrections_comes_back_in_order() {
    let mut desk = Desk::new();
    desk.play(&format!("{STEP}type abx"));
    desk.enter("ab", 2, false, 0);
    desk.play("type cd\ndone");
    assert_eq!(desk.board(), "task.user 250,160 100x80 \"abcd\"");
    desk.play("key Mod+Z");
    assert_eq!(desk.board(), "task.user 250,160 100x80");
    desk.play("key Mod+Y");
    assert_eq!(desk.board(), "task.user 250,160 100x80 \"abcd\"");
    desk.play("key Mod+Z Mod+Y Mod+Z Mod+Y");
    assert_eq!(desk.board(), "task.user 250,160 100x80 \"abcd\"");
}

#[test]
fn undo_in_the_open_editor_keeps_it_open() {
    let mut desk = Desk::new();
    desk.play(&format!("{STEP}type ab\nwait 1500\ntype cd\nrun undo"));
    assert_eq!(desk.caret().0, "ab");
    desk.play("run undo\nrun undo");
    assert!(desk.engine.core().editing().is_none());
    assert_eq!(desk.board(), "");
}

#[test]
fn closed_by_key_the_focus_goes_back_to_the_element() {
    let mut desk = Desk::new();
    desk.play(&format!("{STEP}type ab"));
    let id = desk.find_any();
    desk.send(Input::TextEnd { keep: true, focus: true });
    let place = crate::port::FocusTarget::Mirror;
    assert!(desk.out.effects.contains(&crate::port::Effect::Focus { place, id: Some(id) }));
    desk.play("key F2");
    desk.send(Input::TextEnd { keep: true, focus: false });
    let focus = |effect: &crate::port::Effect| matches!(effect, crate::port::Effect::Focus { .. });
    assert!(!desk.out.effects.iter().any(focus));
}

/// Somebody else on the same board: edits their copy and hands over the update.
struct Other {
    board: Board,
}

impl Other {
    fn of(desk: &Desk) -> Self {
        let snapshot = desk.engine.core().paper.board.snapshot();
        Self { board: Board::load(99, &snapshot).expect("a board") }
    }
    fn edit(&mut self, desk: &mut Desk, at: u32, remove: u32, insert: &str) {
        let id = desk.find_any();
        let ours = desk.engine.core().paper.board.snapshot();
        self.board.apply_remote(&ours).expect("our update");
        let edits = vec![TextEdit { at, remove, insert: insert.into() }];
        let mut rng = <rand::rngs::SmallRng as rand::SeedableRng>::from_seed([5; 32]);
        let update = self.board.execute(&Command::Edit { id, edits }, None, &mut rng).expect("fits").update;
        desk.engine.remote(&update);
        desk.pump();
    }
}

impl Desk {
    fn find_any(&self) -> wandel_board::ElementId {
        self.engine.core().projection().in_order().next().expect("one element").id.clone()
    }
    fn caret(&self) -> (String, u32, u32, u32) {
        let editing = self.engine.core().editing().expect("open");
        (editing.text, editing.start, editing.end, editing.revision)
    }
    fn enter(&mut self, value: &str, at: u32, composing: bool, revision: u32) {
        let value = value.to_owned();
        self.send(Input::Text { value, start: at, end: at, composing, revision: Some(revision) });
    }
}

#[test]
fn the_caret_keeps_its_letter_while_others_type() {
    let mut desk = Desk::new();
    desk.play(&format!("{STEP}type Antrag"));
    let mut other = Other::of(&desk);
    other.edit(&mut desk, 0, 0, "Der ");
    assert_eq!(desk.caret(), ("Der Antrag".into(), 10, 10, 1));
    desk.enter("Der Antrag ist", 14, false, 1);
    assert_eq!(desk.caret(), ("Der Antrag ist".into(), 14, 14, 1));
    other.edit(&mut desk, 14, 0, " da");
    assert_eq!(desk.caret(), ("Der Antrag ist da".into(), 14, 14, 2));
}

#[test]
fn letters_under_way_while_the_text_changed_are_all_kept() {
    let mut desk = Desk::new();
    desk.play(&format!("{STEP}type abc"));
    let mut other = Other::of(&desk);
    other.edit(&mut desk, 0, 0, "XX");
    // This was typed before the textarea was rewritten.
    desk.enter("abcd", 4, false, 0);
    assert_eq!(desk.caret(), ("XXabcd".into(), 6, 6, 2));
}

#[test]
fn nothing_is_entered_while_an_input_method_composes() {
    let mut desk = Desk::new();
    desk.play(&format!("{STEP}type a"));
    desk.enter("aにほ", 3, true, 0);
    assert_eq!(desk.board(), "task.user 250,160 100x80 \"a\"");
    assert!(desk.engine.core().typing.as_ref().is_some_and(|typing| typing.composing));
    desk.enter("a日本", 3, false, 0);
    assert_eq!(desk.board(), "task.user 250,160 100x80 \"a日本\"");
    // Left while composing, what is there counts.
    desk.enter("a日本g", 4, true, 0);
    desk.play("click 900,700");
    assert_eq!(desk.board(), "task.user 250,160 100x80 \"a日本g\"");
}

#[test]
fn undo_takes_back_only_own_letters() {
    let mut desk = Desk::new();
    desk.play(&format!("{STEP}type Antrag"));
    let mut other = Other::of(&desk);
    other.edit(&mut desk, 6, 0, " neu");
    desk.play("done\nkey Mod+Z");
    assert_eq!(desk.board(), "task.user 250,160 100x80 \" neu\"");
}

#[test]
fn the_editor_closes_when_somebody_deletes_the_step() {
    let mut desk = Desk::new();
    desk.play(&format!("{STEP}type Antrag"));
    let mut other = Other::of(&desk);
    let id = desk.find_any();
    let mut rng = <rand::rngs::SmallRng as rand::SeedableRng>::from_seed([5; 32]);
    let delete = Command::Delete { ids: vec![id], bridge: true };
    let update = other.board.execute(&delete, None, &mut rng).expect("fits").update;
    desk.engine.remote(&update);
    desk.pump();
    assert!(desk.engine.core().editing().is_none());
    assert!(desk.told.contains(&"news-remote-deleted".to_owned()), "{:?}", desk.told);
    let tray = desk.engine.tray();
    assert_eq!(tray.iter().map(|item| item.text.as_str()).collect::<Vec<_>>(), ["Antrag"]);
}

#[test]
fn the_label_that_is_typed_in_knows_its_place() {
    let mut desk = Desk::new();
    desk.play(STEP);
    let editing = desk.engine.core().editing().expect("open");
    assert!(
        editing.r#box.w > 60.0 && editing.r#box.x >= 250.0 && editing.r#box.right() <= 350.0,
        "{editing:?}"
    );
    assert!((editing.font_size - 13.0).abs() < 0.1);
}

#[test]
fn a_step_grows_with_its_name_and_undo_takes_it_back() {
    let mut desk = Desk::new();
    desk.play(
        "tool step
         click 300,300
         type Die Sachbearbeitung prüft, ob alle Unterlagen vollständig vorliegen und leserlich sind
         done",
    );
    let bounds = |desk: &Desk| {
        let core = desk.engine.core();
        core.scene.bounds(&core.only_selected().expect("the step").id).expect("drawn")
    };
    let grown = bounds(&desk);
    assert!(grown.h > 100.0 && (grown.centre().y - 300.0).abs() < 0.1, "{grown:?}");
    assert!((grown.w - 100.0).abs() < 0.1, "{grown:?}");
    // The name and the room it needed are one step.
    desk.play("key Mod+Z");
    assert_eq!(desk.board(), "task.user 250,260 100x80");
    desk.play("key Mod+Y");
    assert!((bounds(&desk).h - grown.h).abs() < 0.1);
    assert!(desk.board().contains("Sachbearbeitung"));
}

#[test]
fn keys_that_lead_elsewhere_close_the_editor_first() {
    for (key, id) in [("Mod+K", "palette"), ("Mod+S", "versions"), ("F6", "next-region")] {
        let mut desk = Desk::new();
        desk.play(&format!("{STEP}type Antrag"));
        let pressed = Desk::pressed(key);
        assert!(desk.engine.wants(&pressed), "{key} is not the browser's");
        desk.send(Input::Key(pressed));
        assert!(desk.engine.core().editing().is_none(), "{key}");
        assert!(desk.out.effects.contains(&crate::port::Effect::Shell { id: id.to_owned() }), "{key}");
        assert_eq!(desk.board(), "task.user 250,160 100x80 \"Antrag\"");
    }
}
