//! With one page load: joining, delivering, breaks, refusals, epochs, rights, comparison, presence.

use crate::world::{World, create, labels};
use wandel_board::Command;
use wandel_client::{sync::Change, view::SaveState};
use wandel_wire::{Refusal, Role, Slot, presence::Cursor};

#[test]
fn a_first_visit_loads_the_board_and_is_saved() {
    let mut world = World::new();
    let tab = world.open(true);
    assert!(world.same_as_server(tab));
    assert_eq!(world.state(tab), (SaveState::Saved, 0));
    assert!(world.tabs[tab].sync.can_edit());
    assert_eq!(world.tabs[tab].sync.me().unwrap().by, Some(7));
}

#[test]
fn saved_is_said_only_after_the_answer() {
    let mut world = World::new();
    let tab = world.open(true);
    world.server.swallow_answers = true;
    world.note(tab, "Antrag prüfen");
    world.run();
    assert_eq!(world.labels(), ["Antrag prüfen"]);
    assert_eq!(world.state(tab), (SaveState::Saving, 1), "committed, but not said");
    world.server.swallow_answers = false;
    world.settle();
    assert_eq!(world.state(tab), (SaveState::Saved, 0), "asked again after a while, and known there");
    assert_eq!(world.labels(), ["Antrag prüfen"]);
    assert!(world.same_as_server(tab));
}

#[test]
fn what_others_do_arrives_in_order_and_once() {
    let mut world = World::new();
    let (a, b) = (world.open(true), world.open(true));
    let id = world.note(a, "x").unwrap();
    world.run();
    for letter in ["1", "2", "3"] {
        world.type_in(a, &id, letter);
        world.type_in(b, &id, letter);
        world.run();
    }
    assert!(world.same_as_server(a) && world.same_as_server(b));
    assert_eq!(world.labels()[0].chars().count(), 7);
}

#[test]
fn a_break_keeps_the_edits_and_delivers_them() {
    let mut world = World::new();
    let tab = world.open(true);
    let id = world.note(tab, "a").unwrap();
    world.run();
    world.cut(tab);
    world.pass(5_000.0);
    for _ in 0..5 {
        world.type_in(tab, &id, "b");
    }
    world.server.edit(&create(&wandel_board::ElementId::from("e_00000000001"), "von anderen"));
    world.pass(100.0);
    assert_eq!(world.state(tab), (SaveState::Offline, 5));
    world.link(tab);
    world.settle();
    assert_eq!(world.state(tab), (SaveState::Saved, 0));
    assert_eq!(world.labels(), ["abbbbb", "von anderen"]);
    assert!(world.same_as_server(tab));
    assert_eq!(world.tabs[tab].redone, 0, "the bytes themselves went");
    assert_eq!(world.server.whole_joins, 1, "only what was missing came");
}

#[test]
fn a_short_break_is_not_shown() {
    let mut world = World::new();
    let tab = world.open(true);
    world.cut(tab);
    world.link(tab);
    world.tabs[tab].sync.take(wandel_client::sync::Event::Hidden);
    let before = world.state(tab);
    world.pass(300.0);
    assert_ne!(before.0, SaveState::Offline);
    assert_eq!(world.state(tab).0, SaveState::Saved);
}

#[test]
fn not_kept_is_said_when_neither_server_nor_disk_has_it() {
    let mut world = World::new();
    let tab = world.open(true);
    world.cut(tab);
    world.pass(5_000.0);
    world.disk_fails = true;
    world.note(tab, "nur im Speicher");
    world.run();
    assert_eq!(world.state(tab), (SaveState::NotKept, 1));
    world.disk_fails = false;
    world.pass(10_000.0);
    assert_eq!(world.state(tab), (SaveState::Offline, 1), "written again by itself");
}

#[test]
fn a_refused_id_leads_to_another_one_and_the_edit_is_done_again() {
    let mut world = World::new();
    let tab = world.open(true);
    let id = world.note(tab, "vorher").unwrap();
    world.run();
    world.server.refuse_next = Some((1, Refusal::ForeignClient));
    world.type_in(tab, &id, " nachher");
    world.note(tab, "zweite");
    world.settle();
    assert_eq!(world.labels(), ["vorher nachher", "zweite"]);
    assert!(world.same_as_server(tab));
    assert!(world.tabs[tab].redone >= 1);
    assert!(world.tabs[tab].sync.tray().is_empty());
    assert_eq!(world.state(tab), (SaveState::Saved, 0));
}

#[test]
fn what_is_refused_for_good_goes_to_the_tray_with_its_text() {
    let mut world = World::new();
    let tab = world.open(true);
    let kept = world.note(tab, "bleibt").unwrap();
    world.run();
    world.server.refuse_next = Some((1, Refusal::Shape));
    let lost = world.note(tab, "").unwrap();
    for letter in ["l", "a", "n", "g"] {
        world.type_in(tab, &lost, letter);
    }
    world.type_in(tab, &kept, "!");
    world.settle();
    assert_eq!(world.labels(), ["bleibt!"], "what does not depend on it is done again");
    let tray = world.tabs[tab].sync.tray();
    assert_eq!(tray.len(), 1, "one thing, not five");
    assert_eq!(tray[0].text, "lang");
    assert_eq!(tray[0].code, "update.shape");
    assert_eq!(world.state(tab), (SaveState::Rejected, 0));
    let id = tray[0].id;
    let rejected = world.tabs[tab].sync.dismiss(id).unwrap();
    assert!(matches!(rejected.change, Change::Commands(commands) if commands.len() == 5));
    world.run();
    assert_eq!(world.state(tab), (SaveState::Saved, 0));
}

#[test]
fn an_edit_refused_twice_is_not_tried_for_ever() {
    let mut world = World::new();
    let tab = world.open(true);
    world.server.refuse_next = Some((100, Refusal::ForeignAuthor));
    world.note(tab, "immer wieder");
    world.settle();
    assert_eq!(world.tabs[tab].sync.tray()[0].text, "immer wieder");
    assert!(world.server.pushes <= 3);
}

#[test]
fn a_full_disk_at_the_server_holds_edits_back_and_loses_none() {
    let mut world = World::new();
    let tab = world.open(true);
    world.server.refuse_next = Some((3, Refusal::NotStored));
    world.note(tab, "hält aus");
    world.run();
    assert_ne!(world.state(tab).0, SaveState::Saved);
    world.settle();
    assert_eq!(world.labels(), ["hält aus"]);
    assert_eq!(world.state(tab), (SaveState::Saved, 0));
    assert_eq!(world.tabs[tab].redone, 0);
}

#[test]
fn a_new_epoch_takes_edits_over_and_does_none_twice() {
    let mut world = World::new();
    let tab = world.open(true);
    let id = world.note(tab, "alt").unwrap();
    world.run();
    world.cut(tab);
    world.type_in(tab, &id, " offline");
    world.note(tab, "neu");
    world.run();
    world.server.new_epoch();
    world.server.edit(&create(&wandel_board::ElementId::from("e_00000000002"), "inzwischen"));
    world.link(tab);
    world.settle();
    assert_eq!(world.labels(), ["alt offline", "inzwischen", "neu"]);
    assert!(world.same_as_server(tab));
    assert_eq!(world.tabs[tab].redone, 2);
    assert_eq!(world.state(tab), (SaveState::Saved, 0));
}

#[test]
fn a_new_epoch_while_connected_is_taken_at_once() {
    let mut world = World::new();
    let tab = world.open(true);
    world.note(tab, "eins");
    world.run();
    world.server.new_epoch();
    world.settle();
    assert!(world.same_as_server(tab));
    world.note(tab, "zwei");
    world.settle();
    assert_eq!(world.labels(), ["eins", "zwei"]);
}

#[test]
fn an_edit_that_was_committed_before_the_epoch_is_not_done_twice() {
    let mut world = World::new();
    let tab = world.open(true);
    let id = world.note(tab, "Wort").unwrap();
    world.run();
    world.server.swallow_answers = true;
    world.type_in(tab, &id, "laut");
    world.note(tab, "Zettel");
    world.run();
    world.cut(tab);
    world.server.swallow_answers = false;
    world.server.new_epoch();
    world.link(tab);
    world.settle();
    assert_eq!(world.labels(), ["Wortlaut", "Zettel"]);
    assert!(world.tabs[tab].sync.tray().is_empty());
}

#[test]
fn an_edit_of_what_is_gone_in_the_new_epoch_goes_to_the_tray() {
    let mut world = World::new();
    let tab = world.open(true);
    let id = world.note(tab, "verschwindet").unwrap();
    world.run();
    world.cut(tab);
    world.type_in(tab, &id, " doch nicht");
    world.run();
    world.server.edit(&Command::Delete { ids: vec![id], bridge: false });
    world.server.new_epoch();
    world.link(tab);
    world.settle();
    assert!(world.labels().is_empty());
    assert_eq!(world.tabs[tab].sync.tray()[0].text, "verschwindet doch nicht");
}

#[test]
fn a_lowered_right_moves_the_outbox_to_the_tray() {
    let mut world = World::new();
    let tab = world.open(true);
    let id = world.note(tab, "gemeinsam").unwrap();
    world.run();
    world.cut(tab);
    world.type_in(tab, &id, " und mein Zusatz");
    world.note(tab, "Entwurf");
    world.run();
    world.server.role = Role::Viewer;
    world.link(tab);
    world.settle();
    assert_eq!(world.labels(), ["gemeinsam"]);
    assert!(world.same_as_server(tab), "nobody sees what was not taken");
    let texts: Vec<&str> = world.tabs[tab].sync.tray().iter().map(|item| item.text.as_str()).collect();
    assert_eq!(texts, ["gemeinsam und mein Zusatz", "Entwurf"]);
    assert_eq!(world.state(tab).0, SaveState::Rejected);
    assert!(!world.tabs[tab].sync.can_edit());
    world.server.role = Role::Editor;
    world.cut(tab);
    world.link(tab);
    world.settle();
    assert!(world.tabs[tab].sync.can_edit(), "and given back");
    world.note(tab, "wieder da");
    world.settle();
    assert_eq!(world.labels(), ["gemeinsam", "wieder da"]);
}

#[test]
fn what_was_committed_before_the_right_was_lowered_is_not_in_the_tray() {
    let mut world = World::new();
    let tab = world.open(true);
    world.server.swallow_answers = true;
    world.note(tab, "angekommen");
    world.run();
    world.cut(tab);
    world.server.swallow_answers = false;
    world.server.role = Role::Commenter;
    world.link(tab);
    world.settle();
    assert_eq!(world.labels(), ["angekommen"]);
    assert!(world.tabs[tab].sync.tray().is_empty());
    assert_eq!(world.state(tab).0, SaveState::ReadOnly);
}

#[test]
fn undo_in_the_outbox_is_done_again_with_what_it_took_back() {
    let mut world = World::new();
    let tab = world.open(true);
    world.cut(tab);
    world.note(tab, "bleibt");
    world.note(tab, "zurückgenommen");
    assert!(world.undo(tab));
    world.run();
    world.server.new_epoch();
    world.link(tab);
    world.settle();
    assert_eq!(world.labels(), ["bleibt"]);
    assert!(world.same_as_server(tab));
}

#[test]
fn final_codes_end_it_and_keep_the_outbox() {
    for code in [4401, 4403, 4404] {
        let mut world = World::new();
        let tab = world.open(true);
        world.cut(tab);
        world.note(tab, "aufgehoben");
        world.run();
        world.tabs[tab].sync.take(wandel_client::sync::Event::Closed(code));
        world.settle();
        let save = world.tabs[tab].sync.save();
        assert_eq!((save.state, save.pending), (SaveState::Closed, 1));
        assert_eq!(save.code.as_deref(), Some(format!("socket.{code}").as_str()));
        assert!(!world.tabs[tab].sync.can_edit());
        assert_eq!(world.tabs[tab].sync.tray()[0].text, "aufgehoben", "to be read and copied");
        // A later visit with the right delivers it.
        world.kill(tab);
        world.open(true);
        world.settle();
        assert_eq!(world.labels(), ["aufgehoben"]);
        assert!(world.tabs[0].sync.tray().is_empty());
    }
}

#[test]
fn documents_are_compared_and_a_difference_is_mended_once() {
    let mut world = World::new();
    let tab = world.open(true);
    world.pass(35_000.0);
    assert_eq!(world.server.checks, 1);
    assert_eq!(world.tabs[tab].rebuilt, 1);
    world.server.pretend_difference = true;
    world.pass(35_000.0);
    assert_eq!(world.tabs[tab].rebuilt, 2, "loaded afresh");
    world.pass(60_000.0);
    assert_eq!(world.tabs[tab].rebuilt, 2, "not again and again");
}

#[test]
fn a_dead_link_is_noticed() {
    let mut world = World::new();
    let tab = world.open(true);
    world.note(tab, "ins Leere");
    // The server is there but says nothing at all to this edit.
    world.server.swallow_answers = true;
    world.pass(16_000.0);
    world.server.swallow_answers = false;
    world.settle();
    assert_eq!(world.state(tab), (SaveState::Saved, 0));
    assert_eq!(world.labels(), ["ins Leere"]);
}

#[test]
fn a_newer_schema_makes_it_read_only() {
    let mut world = World::new();
    world.server.schema = wandel_board::SCHEMA + 1;
    let tab = world.open(true);
    assert_eq!(world.state(tab).0, SaveState::ReloadNeeded);
    assert!(!world.tabs[tab].sync.can_edit());
    assert!(world.same_as_server(tab));
}

#[test]
fn large_updates_go_by_post_and_in_order() {
    let mut world = World::new();
    let tab = world.open(true);
    let id = world.note(tab, "klein").unwrap();
    // Six thousand notes in one command, as an import makes them.
    let ids: Vec<_> = (0..6_000).map(|_| world.new_id()).collect();
    let commands = ids.iter().map(|id| create(id, &"ä".repeat(100))).collect();
    assert!(world.execute(tab, Command::All { commands }));
    world.type_in(tab, &ids[17], "ende");
    world.type_in(tab, &id, "!");
    world.settle();
    assert_eq!(world.state(tab), (SaveState::Saved, 0));
    let labels = world.labels();
    assert!(labels.iter().any(|label| label == "klein!"));
    assert!(labels.iter().any(|label| label.ends_with("ende")));
    assert_eq!(labels.len(), 6_001);
    assert_eq!(world.server.pushes, 3, "the large one went another way");
    assert!(world.same_as_server(tab));
}

#[test]
fn only_so_much_is_under_way_at_once() {
    let mut world = World::new();
    let tab = world.open(true);
    let id = world.note(tab, "").unwrap();
    world.settle();
    world.server.swallow_answers = true;
    let before = world.server.pushes;
    for _ in 0..200 {
        world.type_in(tab, &id, "a");
    }
    world.run();
    assert_eq!(world.server.pushes - before, 64);
    world.server.swallow_answers = false;
    world.settle();
    assert_eq!(world.labels()[0].len(), 200);
}

#[test]
fn while_somebody_composes_others_wait_but_answers_do_not() {
    let mut world = World::new();
    let (a, b) = (world.open(true), world.open(true));
    let id = world.note(a, "text").unwrap();
    world.run();
    world.tabs[b].hold = true;
    world.type_in(b, &id, "B");
    world.type_in(a, &id, "A");
    world.run();
    assert_eq!(world.state(b), (SaveState::Saved, 0));
    assert_eq!(labels(&world.tabs[b].board), ["textB"]);
    world.tabs[b].hold = false;
    world.run();
    assert!(world.same_as_server(b));
}

#[test]
fn a_break_while_somebody_composes_loses_nothing() {
    let mut world = World::new();
    let (a, b) = (world.open(true), world.open(true));
    let id = world.note(a, "text").unwrap();
    world.run();
    world.tabs[b].hold = true;
    world.type_in(a, &id, "A");
    world.run();
    world.cut(b);
    world.link(b);
    world.settle();
    world.tabs[b].hold = false;
    world.settle();
    assert!(world.same_as_server(b));
}

#[test]
fn presence_is_sent_when_it_changes_at_most_thirty_times_a_second() {
    let mut world = World::new();
    let (a, b) = (world.open(true), world.open(true));
    world.run();
    // The played server greets everybody with themselves only; who else is here is told by hand.
    let here =
        wandel_wire::Here { session: 1, by: Some(7), name: "Bo".into(), colour: 2, role: Role::Editor };
    let message = wandel_wire::RoomMessage::Here { whole: false, joined: vec![here], left: Vec::new() };
    let frame = wandel_wire::ServerMessage::Room(message).encode();
    world.tabs[b].sync.take(wandel_client::sync::Event::Received(frame.to_vec()));
    world.run();
    for x in 0..100 {
        let cursor = Cursor { plane: "board".into(), x: x as f32, y: 0.0 };
        world.tabs[a].sync.show(&Slot { cursor: Some(cursor), ..Slot::default() });
        world.pass(1.0);
    }
    world.pass(100.0);
    let other = world.tabs[b].sync.others().iter().next().unwrap();
    assert_eq!(other.here.name, "Bo");
    assert_eq!(other.slot.cursor.as_ref().map(|cursor| cursor.x), Some(99.0), "the latest wins");
    assert!(world.tabs[b].sync.others().revision() < 10);
    world.cut(b);
    world.run();
    assert_eq!(world.tabs[b].sync.others().iter().count(), 0);
}
