//! What the shell is told and what it asks for.

use super::{Desk, check};

const POOL: &str = "tool lane
                    drag 100,100 900,380
                    done
                    tool event
                    click 200,170
                    type Los
                    done
                    key Enter
                    type Prüfen
                    key Enter
                    key Mod+Enter
                    type Gut?
                    key Enter
                    key Enter
                    type Bescheid
                    key Enter
                    ";

#[test]
fn sections_are_sent_only_when_they_change() {
    let mut desk = Desk::new();
    desk.pump();
    desk.pump();
    assert_eq!(desk.out.view, crate::view::ViewPatch::default());
    assert!(!desk.out.repaint || desk.engine.take_dirty().over);
    desk.play("tool step");
    assert!(desk.out.view.tool.is_some() && desk.out.view.board.is_none());
    desk.play("click 300,200");
    assert!(desk.engine.core().editing().is_some());
}

#[test]
fn the_mirror_names_what_comes_next() {
    let mut desk = Desk::new();
    desk.play(POOL);
    let mirror = desk.engine.mirror();
    let item = mirror.iter().find(|item| item.label == "Prüfen").expect("mirrored");
    assert_eq!((item.index, item.count), (2, 4));
    assert_eq!(item.next.iter().map(|next| next.label.as_str()).collect::<Vec<_>>(), ["Gut?"]);
    let labels: Vec<&str> = mirror.iter().map(|item| item.label.as_str()).filter(|l| !l.is_empty()).collect();
    assert_eq!(labels, ["Los", "Prüfen", "Gut?", "Bescheid"]);
}

#[test]
fn the_outline_follows_the_flow() {
    let mut desk = Desk::new();
    desk.play(POOL);
    let outline = desk.engine.outline();
    let item = outline.iter().find(|item| item.label == "Gut?").expect("listed");
    assert_eq!(item.previous[0].label, "Prüfen");
    assert_eq!(item.next[0].label, "Bescheid");
    assert_eq!(item.lane.as_ref().map(|lane| lane.colour.as_str()), Some("1"));
    assert!(item.depth > 0);
}

#[test]
fn the_inspector_shows_exits_lanes_and_turns() {
    let mut desk = Desk::new();
    desk.play(POOL);
    desk.play("pick Gut?");
    let view = desk.out.view.selection.clone().and_then(|s| s.element).expect("one selected");
    assert_eq!(view.exits[0].to_label, "Bescheid");
    assert_eq!(view.lanes.len(), 2);
    assert!(view.turns.iter().any(|kind| kind.name() == "gateway.parallel"));
    assert!(view.appends.iter().any(|kind| kind.name() == "event.end.none"));
    assert!(view.editable);
}

#[test]
fn readiness_names_what_is_missing() {
    let mut desk = Desk::new();
    desk.play(POOL);
    desk.play("wait 2000");
    let problems = desk.engine.outline();
    assert!(problems.iter().any(|item| !item.problems.is_empty()));
}

#[test]
fn copying_keeps_what_is_inside_and_between() {
    check(
        "tool step
         click 200,200
         type A
         done
         key Enter
         type B
         key Enter
         run select-all
         key Mod+C
         paste",
        "task.user 150,160 100x80 \"A\"
         task.user 300,160 100x80 \"B\"
         flow.sequence A -> B
         task.user 170,180 100x80 \"A\"
         task.user 320,180 100x80 \"B\"
         flow.sequence A -> B",
    );
    check("paste Erste\\nZweite", "note 440,352 160x96 \"Erste\"\nnote 610,352 160x96 \"Zweite\"");
    check("paste {\"wandel\":1,\"elements\":[]}", "");
    check("paste {\"wandel\":2,\"elements\":[]}", "");
}

#[test]
fn deleting_closes_the_gap_and_undo_brings_all_back() {
    let chain = "tool step
                 click 200,200
                 type A
                 done
                 key Enter
                 type B
                 key Enter
                 key Enter
                 type C
                 key Enter
                 pick B
                 key Delete";
    check(
        chain,
        "task.user 150,160 100x80 \"A\"
         flow.sequence A -> C
         task.user 450,160 100x80 \"C\"",
    );
    check(
        &format!("{chain}\nkey Mod+Z"),
        "task.user 150,160 100x80 \"A\"
         task.user 300,160 100x80 \"B\"
         flow.sequence A -> B
         task.user 450,160 100x80 \"C\"
         flow.sequence B -> C",
    );
}

#[test]
fn the_minimap_and_the_picture_show_the_board() {
    let mut desk = Desk::new();
    desk.play(POOL);
    let map = desk.engine.minimap();
    assert!(map.items.len() > 6 && map.world.encloses(map.items[0].r#box));
    assert!(desk.engine.svg(None).starts_with("<svg"));
}

#[test]
fn moving_to_a_lane_without_pointing() {
    let mut desk = Desk::new();
    desk.play(POOL);
    let lanes = desk.out.view.selection.clone();
    drop(lanes);
    let id = desk.find("Bescheid");
    let pool = desk.find("pool");
    let lane = crate::order::lanes_of(desk.engine.core().projection(), &pool)[1].id.clone();
    desk.send(crate::port::Intent::MoveTo {
        element: id.clone(),
        lane: Some(lane.clone()),
        before: None,
        after: None,
    });
    let core = desk.engine.core();
    assert_eq!(core.get(&id).expect("there").parent, wandel_board::Parent::Element(lane));
    assert!((core.scene.bounds(&id).expect("drawn").centre().y - 310.0).abs() < 1.0);
}

#[test]
fn a_name_that_is_cut_is_told_whole_where_it_stands() {
    use wandel_process::geometry::Point;
    let name = "Fachbereich Soziales, Wohnen und Integration der Landeshauptstadt, Abteilung für Leistungen an Mieter";
    let mut desk = Desk::new();
    desk.play(&format!("tool lane\ndrag 100,100 900,300\ntype {name}\ndone\nkey Escape"));
    let tip = |desk: &Desk, at: Option<(f64, f64)>| {
        let at = at.map(|(x, y)| desk.engine.core().camera.to_board(Point::new(x, y)));
        crate::lists::tip::of(desk.engine.core(), at).map(|tip| tip.text)
    };
    assert_eq!(tip(&desk, Some((115.0, 200.0))).as_deref(), Some(name));
    assert_eq!(tip(&desk, Some((500.0, 150.0))), None, "inside of it one is not at its name");
    assert_eq!(tip(&desk, None), None);
    desk.play("key Tab");
    assert_eq!(tip(&desk, None).as_deref(), Some(name), "at once where the keyboard is");

    // A name that fits is told only when it is drawn as bars.
    desk.play("tool step\nclick 500,200\ntype Prüfen\ndone\nkey Escape");
    assert_eq!(tip(&desk, Some((500.0, 200.0))), None);
    desk.play("key Minus Minus Minus Minus Minus Minus\nwait 1000");
    let core = desk.engine.core();
    let at = core.camera.to_screen(core.scene.bounds(&desk.find("Prüfen")).expect("drawn").centre());
    assert_eq!(tip(&desk, Some((at.x, at.y))).as_deref(), Some("Prüfen"));
}
