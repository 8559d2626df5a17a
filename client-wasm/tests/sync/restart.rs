//! With more than one page load: reloads with and without a server, crashes in every moment, tabs side by side.

use crate::world::{World, labels};
use wandel_client::view::SaveState;

#[test]
fn a_reload_without_a_server_shows_the_board_and_goes_on() {
    let mut world = World::new();
    let tab = world.open(true);
    let id = world.note(tab, "vorher").unwrap();
    world.settle();
    world.cut(tab);
    world.type_in(tab, &id, " offline");
    world.run();
    world.kill(tab);

    let tab = world.open(false);
    assert_eq!(labels(&world.tabs[tab].board), ["vorher offline"]);
    assert!(world.tabs[tab].sync.can_edit());
    assert_eq!(world.tabs[tab].sync.me().unwrap().by, Some(7));
    world.type_in(tab, &id, " und weiter");
    world.note(tab, "neu");
    world.pass(5_000.0);
    assert_eq!(world.state(tab), (SaveState::Offline, 3));
    world.kill(tab);

    let tab = world.open(false);
    assert_eq!(labels(&world.tabs[tab].board), ["neu", "vorher offline und weiter"]);
    world.note(tab, "drittes Mal");
    world.run();
    world.link(tab);
    world.settle();
    assert_eq!(world.labels(), ["drittes Mal", "neu", "vorher offline und weiter"]);
    assert!(world.same_as_server(tab));
    assert_eq!(world.state(tab), (SaveState::Saved, 0));
    assert_eq!(world.tabs[tab].redone, 0, "the bytes themselves went");
    assert!(
        world.disk.keys().all(|(name, _)| *name == world.tabs[tab].name),
        "the old tabs' records are gone"
    );
}

#[test]
fn an_id_is_never_used_by_two_page_loads_once_something_was_sent() {
    let mut world = World::new();
    let tab = world.open(true);
    let id = world.note(tab, "a").unwrap();
    world.settle();
    // The last edit reaches the server but not the disk.
    world.disk_waits = true;
    world.type_in(tab, &id, "b");
    world.run();
    world.kill(tab);
    world.disk_waits = false;

    let tab = world.open(false);
    assert_eq!(labels(&world.tabs[tab].board), ["a"], "the copy lacks it");
    world.type_in(tab, &id, "c");
    world.run();
    world.link(tab);
    world.settle();
    assert!(world.same_as_server(tab));
    let label = world.labels().remove(0);
    assert!(label.contains('b') && label.contains('c'), "{label}");
}

#[test]
fn without_a_spare_id_one_can_look_but_not_write() {
    let mut world = World::new();
    let tab = world.open(true);
    world.note(tab, "a");
    world.settle();
    world.kill(tab);
    let first = world.open(false);
    // The first took the spare id; the second finds a living tab and no id.
    let second = world.open(false);
    assert!(world.tabs[first].sync.can_edit());
    assert!(!world.tabs[second].sync.can_edit());
    assert_eq!(labels(&world.tabs[second].board), ["a"], "but it shows what is known");
    world.link(second);
    world.settle();
    assert!(world.tabs[second].sync.can_edit());
    assert!(world.same_as_server(second));
}

#[test]
fn two_tabs_keep_their_outboxes_apart_and_both_arrive() {
    let mut world = World::new();
    let (a, b) = (world.open(true), world.open(true));
    world.run();
    world.cut(a);
    world.cut(b);
    world.note(a, "aus dem ersten");
    world.note(b, "aus dem zweiten");
    world.run();
    // The second dies; a third takes over the second's outbox, not the first's.
    world.kill(b);
    let c = world.open(true);
    world.settle();
    assert_eq!(world.labels(), ["aus dem zweiten"]);
    assert_eq!(world.state(c), (SaveState::Saved, 0));
    world.link(a);
    world.settle();
    assert_eq!(world.labels(), ["aus dem ersten", "aus dem zweiten"]);
    assert!(world.same_as_server(a) && world.same_as_server(c));
}

#[test]
fn outboxes_of_several_dead_tabs_are_delivered_together() {
    let mut world = World::new();
    for name in ["eins", "zwei", "drei"] {
        let tab = world.open(true);
        world.run();
        world.cut(tab);
        world.note(tab, name);
        world.run();
        let keep = world.disk.clone();
        world.kill(tab);
        // Later page loads come without this one's records being taken over.
        world.disk = keep;
    }
    let tab = world.open(true);
    world.settle();
    assert_eq!(world.labels(), ["drei", "eins", "zwei"]);
    assert_eq!(world.state(tab), (SaveState::Saved, 0));
}

#[test]
fn a_crash_between_any_two_writes_loses_nothing_that_was_kept() {
    for survived in 0..12 {
        let mut world = World::new();
        let tab = world.open(true);
        let id = world.note(tab, "x").unwrap();
        world.settle();
        world.cut(tab);
        world.type_in(tab, &id, "1");
        world.run();
        // From here on the disk does only so many transactions before the crash.
        world.disk_waits = true;
        world.type_in(tab, &id, "2");
        world.run();
        world.server.new_epoch();
        world.link(tab);
        world.pass(2_000.0);
        for _ in 0..survived {
            world.store_one(tab);
        }
        let committed = world.labels().remove(0);
        world.kill(tab);
        world.disk_waits = false;
        let tab = world.open(true);
        world.settle();
        let label = world.labels().remove(0);
        assert!(label.contains('1'), "{survived}: {label}");
        assert!(committed.chars().all(|letter| label.contains(letter)), "{survived}: {committed} {label}");
        assert_eq!(world.state(tab), (SaveState::Saved, 0), "{survived}");
        assert!(world.same_as_server(tab));
    }
}

#[test]
fn the_page_can_read_how_much_is_unsent() {
    let mut world = World::new();
    let tab = world.open(true);
    world.settle();
    let pending = |world: &World| {
        world.disk.iter().find(|((_, key), _)| key == "pending").map(|(_, bytes)| bytes.clone())
    };
    world.cut(tab);
    world.note(tab, "a");
    world.note(tab, "b");
    world.run();
    assert_eq!(pending(&world).as_deref(), Some(b"2".as_slice()));
    world.link(tab);
    world.settle();
    assert_eq!(pending(&world).as_deref(), Some(b"0".as_slice()));
}

#[test]
fn the_tray_survives_a_reload() {
    let mut world = World::new();
    let tab = world.open(true);
    world.server.refuse_next = Some((1, wandel_wire::Refusal::Full));
    world.note(tab, "passt nicht mehr");
    world.settle();
    world.kill(tab);
    let tab = world.open(true);
    world.settle();
    let tray = world.tabs[tab].sync.tray();
    assert_eq!(tray.len(), 1);
    assert_eq!(tray[0].text, "passt nicht mehr");
    let id = tray[0].id;
    world.tabs[tab].sync.dismiss(id);
    world.run();
    world.kill(tab);
    let tab = world.open(true);
    assert!(world.tabs[tab].sync.tray().is_empty());
}

#[test]
fn an_outbox_of_an_older_epoch_is_done_again_after_a_reload() {
    let mut world = World::new();
    let tab = world.open(true);
    let id = world.note(tab, "alt").unwrap();
    world.settle();
    world.cut(tab);
    world.type_in(tab, &id, "+");
    world.run();
    world.kill(tab);
    world.server.new_epoch();
    let tab = world.open(true);
    world.settle();
    assert_eq!(world.labels(), ["alt+"]);
    assert!(world.same_as_server(tab));
}

#[test]
fn a_long_session_folds_its_log() {
    let mut world = World::new();
    let tab = world.open(true);
    let id = world.note(tab, "").unwrap();
    for _ in 0..1_500 {
        world.type_in(tab, &id, "a");
        world.run();
    }
    world.settle();
    let rows = world.disk.keys().filter(|(_, key)| key.starts_with("log/")).count();
    assert!(rows < 600, "{rows}");
    world.kill(tab);
    let tab = world.open(false);
    assert_eq!(labels(&world.tabs[tab].board)[0].len(), 1_500);
}

#[test]
fn records_that_cannot_be_read_do_no_harm() {
    let mut world = World::new();
    let tab = world.open(true);
    world.note(tab, "gut");
    world.settle();
    world.kill(tab);
    for bytes in world.disk.values_mut() {
        for byte in bytes.iter_mut().skip(3).step_by(5) {
            *byte ^= 0x5a;
        }
    }
    let tab = world.open(true);
    world.settle();
    assert_eq!(world.labels(), ["gut"]);
    assert!(world.same_as_server(tab));
}

#[test]
fn a_copy_with_a_missing_row_is_loaded_afresh() {
    let mut world = World::new();
    let (a, b) = (world.open(true), world.open(true));
    // Three rows that do not build on each other: only their numbers show that one is missing.
    world.note(a, "von A");
    world.pass(1_500.0);
    world.server.edit(&crate::world::create(&wandel_board::ElementId::from("e_00000000003"), "von C"));
    world.pass(1_500.0);
    world.note(a, "noch einmal von A");
    world.pass(1_500.0);
    world.kill(b);
    world.kill(a);
    world.disk.retain(|(tab, _), _| tab == "tab2");
    let row = world.disk.keys().filter(|(_, key)| key.starts_with("log/")).nth(1).cloned().unwrap();
    world.disk.remove(&row);
    let whole = world.server.whole_joins;
    let tab = world.open(true);
    assert_eq!(world.server.whole_joins, whole + 1, "its position is not to be believed");
    assert!(world.same_as_server(tab));
}

#[test]
fn what_was_done_again_does_not_come_back_beside_it() {
    let mut world = World::new();
    let tab = world.open(true);
    let id = world.note(tab, "x").unwrap();
    world.settle();
    world.server.refuse_next = Some((1, wandel_wire::Refusal::ForeignClient));
    world.type_in(tab, &id, "1");
    world.run();
    // The old entry is on the disk; that it was done again does not get there.
    world.disk_waits = true;
    world.settle();
    world.kill(tab);
    world.disk_waits = false;
    let tab = world.open(true);
    world.settle();
    assert_eq!(world.labels(), ["x1"]);
    assert_eq!(world.state(tab), (SaveState::Saved, 0));
}

#[test]
fn nothing_is_sent_under_a_spare_id_before_the_disk_knows_that_it_is_used() {
    let mut world = World::new();
    let tab = world.open(true);
    let id = world.note(tab, "x").unwrap();
    world.settle();
    world.kill(tab);
    let tab = world.open(false);
    world.type_in(tab, &id, "a");
    world.run();
    world.disk_waits = true;
    world.link(tab);
    world.settle();
    world.type_in(tab, &id, "b");
    world.settle();
    let sent = world.labels().remove(0);
    world.kill(tab);
    world.disk_waits = false;

    let tab = world.open(false);
    world.type_in(tab, &id, "c");
    world.run();
    world.link(tab);
    world.settle();
    let label = world.labels().remove(0);
    assert!(label.contains('a') && label.contains('c'), "{label}");
    assert!(sent.chars().all(|letter| label.contains(letter)), "{sent} {label}");
    assert!(world.same_as_server(tab));
}
