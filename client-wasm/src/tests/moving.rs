//! Selecting, moving, resizing, reconnecting.

use super::{Desk, check};

const TWO: &str = "tool step
                   click 200,200
                   type A
                   done
                   tool step
                   click 500,400
                   type B
                   done
                   click 900,700
                   ";

#[test]
fn a_drag_moves_on_the_grid_in_one_step() {
    check(
        &format!("{TWO}drag 200,200 333,216"),
        "task.user 280,180 100x80 \"A\"\ntask.user 450,360 100x80 \"B\"",
    );
    check(
        &format!("{TWO}drag 200,200 333,216\nkey Mod+Z"),
        "task.user 150,160 100x80 \"A\"\ntask.user 450,360 100x80 \"B\"",
    );
}

#[test]
fn neighbours_catch_before_the_grid() {
    // The middle of B is at 400; a decision of 50 dropped near it is put in line.
    check(
        &format!("{TWO}tool decision\nclick 700,200\ndone\nclick 900,700\ndrag 700,200 700,403"),
        "task.user 150,160 100x80 \"A\"
         task.user 450,360 100x80 \"B\"
         gateway.exclusive 675,375 50x50",
    );
}

#[test]
fn escape_gives_up_a_drag() {
    let mut desk = Desk::new();
    desk.play(TWO);
    desk.play("hold 200,200 300,300");
    assert!(desk.engine.core().busy);
    let moved = desk.engine.core().bounds(&desk.find("A")).expect("drawn");
    assert_eq!((moved.x, moved.y), (250.0, 260.0));
    desk.play("key Escape");
    assert!(!desk.engine.core().busy);
    assert_eq!(desk.board(), "task.user 150,160 100x80 \"A\"\ntask.user 450,360 100x80 \"B\"");
}

#[test]
fn selecting_by_click_shift_and_rectangle() {
    let mut desk = Desk::new();
    desk.play(TWO);
    let names =
        |desk: &Desk| -> Vec<String> { desk.engine.core().selected().map(|e| e.label.to_string()).collect() };
    desk.play("click 200,200");
    assert_eq!(names(&desk), ["A"]);
    desk.play("click 500,400 shift");
    assert_eq!(names(&desk), ["A", "B"]);
    desk.play("click 200,200 shift");
    assert_eq!(names(&desk), ["B"]);
    desk.play("drag 100,100 600,500");
    assert_eq!(names(&desk), ["A", "B"]);
    // Drawn to the right it must enclose, to the left it may touch.
    desk.play("drag 100,100 480,500");
    assert_eq!(names(&desk), ["A"]);
    desk.play("drag 480,500 100,100");
    assert_eq!(names(&desk), ["A", "B"]);
    desk.play("click 900,700");
    assert!(names(&desk).is_empty());
}

#[test]
fn dropping_into_a_lane_changes_the_parent() {
    check(
        "tool lane
         drag 100,100 800,380
         done
         tool step
         click 300,170
         type A
         done
         drag 300,170 400,310",
        "pool 100,100 700x280
         lane 130,100 670x140 in pool
         lane 130,240 670x140 in pool
         task.user 350,270 100x80 \"A\" in lane",
    );
}

#[test]
fn what_lies_below_a_pool_keeps_its_distance_when_the_pool_grows() {
    check(
        "tool lane pool
         drag 100,400 700,460
         type Behörde
         done
         tool lane
         drag 100,100 800,380
         done
         tool step
         click 300,330
         type A
         done
         drag 300,330 400,350",
        "pool 100,100 700x320
         lane 130,100 670x140 in pool
         lane 130,240 670x180 in pool
         task.user 350,310 100x80 \"A\" in lane
         pool 100,440 600x60 \"Behörde\"",
    );
}

#[test]
fn a_note_dropped_into_a_lane_becomes_a_step() {
    let lanes = "tool lane
                 drag 100,100 800,380
                 done
                 tool note
                 click 300,600
                 type Idee
                 done
                 ";
    let desk = check(
        &format!("{lanes}drag 300,600 400,310"),
        "pool 100,100 700x280
         lane 130,100 670x140 in pool
         lane 130,240 670x140 in pool
         task.user 350,270 100x80 \"Idee\" in lane",
    );
    assert!(desk.told.contains(&"news-promoted".to_owned()));
    check(
        &format!("{lanes}drag 300,600 400,310 alt"),
        "pool 100,100 700x280
         lane 130,100 670x140 in pool
         lane 130,240 670x140 in pool
         note 320,262 160x96 \"Idee\" in lane",
    );
}

#[test]
fn handles_resize() {
    check(
        "tool note
         click 300,200
         done
         drag 384,252 424,292",
        "note 220,152 200x138",
    );
    check(
        "tool step
         click 300,200
         done
         drag 354,244 374,264",
        "task.user 250,160 120x100",
    );
}

#[test]
fn the_end_of_a_flow_goes_to_another_step() {
    check(
        &format!(
            "{TWO}tool step
             click 500,200
             type C
             done
             tool connect
             drag 200,200 500,200
             drag 450,200 500,400"
        ),
        "task.user 150,160 100x80 \"A\"
         task.user 450,360 100x80 \"B\"
         task.user 450,160 100x80 \"C\"
         flow.sequence A -> B",
    );
}

#[test]
fn a_segment_is_pushed_aside() {
    let desk = check(
        &format!(
            "{TWO}tool step
             click 700,200
             type C
             done
             tool connect
             drag 200,200 700,200
             drag 450,200 450,300"
        ),
        "task.user 150,160 100x80 \"A\"
         task.user 450,360 100x80 \"B\"
         task.user 650,160 100x80 \"C\"
         flow.sequence A -> C via 2",
    );
    let flow = desk.engine.core().only_selected().expect("the flow").id.clone();
    let route = desk.engine.core().route(&flow);
    assert!(route.iter().any(|p| (p.y - 300.0).abs() < 1.0), "{route:?}");
}

#[test]
fn a_line_can_be_taken_hold_of_anywhere() {
    check(
        &format!(
            "{TWO}tool step
             click 700,200
             type C
             done
             tool connect
             drag 200,200 700,200
             click 900,700
             drag 330,200 330,280"
        ),
        "task.user 150,160 100x80 \"A\"
         task.user 450,360 100x80 \"B\"
         task.user 650,160 100x80 \"C\"
         flow.sequence A -> C via 2",
    );
}

#[test]
fn a_step_without_flows_dropped_on_a_flow_goes_between() {
    check(
        &format!(
            "{TWO}tool step
             click 800,200
             type C
             done
             tool connect
             drag 200,200 800,200
             click 900,700
             drag 500,400 500,202"
        ),
        "task.user 150,160 100x80 \"A\"
         task.user 450,160 100x80 \"B\"
         task.user 750,160 100x80 \"C\"
         flow.sequence A -> B
         flow.sequence B -> C",
    );
}

#[test]
fn a_boundary_event_slides_along_its_host() {
    check(
        "tool step
         click 300,200
         type A
         done
         tool event event.catch.timer
         click 310,240
         done
         click 900,700
         drag 310,240 350,210",
        "task.user 250,160 100x80 \"A\"
         event.boundary.timer 332,192 36x36 in A",
    );
}

#[test]
fn the_append_handle_adds_a_connected_step() {
    check(
        "tool step
         click 300,200
         type A
         done
         click 376,200
         type B
         done",
        "task.user 250,160 100x80 \"A\"
         task.user 400,160 100x80 \"B\"
         flow.sequence A -> B",
    );
}

#[test]
fn dragging_inside_a_lane_selects_and_its_header_moves_the_pool() {
    let lanes = "tool lane
                 drag 100,100 800,380
                 done
                 tool step
                 click 300,170
                 type A
                 done
                 click 900,700
                 ";
    let desk = check(
        &format!("{lanes}drag 200,110 400,230"),
        "pool 100,100 700x280
         lane 130,100 670x140 in pool
         task.user 250,130 100x80 \"A\" in lane
         lane 130,240 670x140 in pool",
    );
    assert_eq!(desk.engine.core().only_selected().map(|e| e.label.to_string()).as_deref(), Some("A"));
    check(
        &format!("{lanes}drag 110,300 160,350"),
        "pool 150,150 700x280
         lane 180,150 670x140 in pool
         task.user 300,180 100x80 \"A\" in lane
         lane 180,290 670x140 in pool",
    );
}

#[test]
fn two_fingers_zoom_and_one_pans() {
    let mut desk = Desk::new();
    let before = desk.engine.core().camera.view();
    desk.play("drag 300,300 400,350 touch");
    let after = desk.engine.core().camera.view();
    assert!(
        (before.x - after.x - 100.0).abs() < 12.0 && (before.y - after.y - 50.0).abs() < 12.0,
        "{after:?}"
    );
}

#[test]
fn what_somebody_else_holds_snaps_back_and_says_who() {
    use crate::locks::Holder;
    let mut desk = Desk::new();
    desk.play(
        "tool note\nclick 300,300\ntype Hier\ndone\ntool note\nclick 600,300\ntype Dort\ndone\nkey Escape",
    );
    let id = desk.find("Hier");
    let before = desk.board();
    desk.engine.core_mut().locks.insert(id.clone(), Holder { by: 99, name: "Katrin".into() });
    desk.play("drag 300,300 300,500");
    assert_eq!(desk.board(), before);
    assert!(desk.told.iter().any(|code| code == "element.locked"), "{:?}", desk.told);
    let core = desk.engine.core();
    assert_eq!(core.bounds(&id), core.scene.bounds(&id), "no preview is left");
    desk.play("pick Hier\nkey Delete\nkey F2");
    assert_eq!(desk.board(), before);
    assert!(desk.engine.core().editing().is_none());
    // The other note is free.
    desk.play("drag 600,300 600,500");
    assert_ne!(desk.board(), before);
}

#[test]
fn a_step_on_what_somebody_else_holds_is_taken_back_when_it_is_free() {
    use crate::locks::Holder;
    let mut desk = Desk::new();
    desk.play("tool note\nclick 300,300\ntype Hier\ndone\nkey Escape");
    let (id, before) = (desk.find("Hier"), desk.board());
    desk.play("drag 300,300 300,500");
    let moved = desk.board();
    desk.engine.core_mut().locks.insert(id.clone(), Holder { by: 99, name: "Katrin".into() });
    desk.play("key Mod+Z");
    assert_eq!(desk.board(), moved);
    assert!(desk.told.iter().any(|code| code == "element.locked"), "{:?}", desk.told);
    desk.engine.core_mut().locks.remove(&id);
    desk.play("key Mod+Z");
    assert_eq!(desk.board(), before);
    desk.engine.core_mut().locks.insert(id, Holder { by: 99, name: "Katrin".into() });
    desk.play("key Mod+Shift+Z");
    assert_eq!(desk.board(), before);
}
