//! Making things with the pointer.

use super::check;

#[test]
fn a_click_makes_one_and_opens_its_label() {
    check(
        "tool note
         click 300,200
         type Warum?
         done",
        "note 220,152 160x96 \"Warum?\"",
    );
    check(
        "tool step
         click 303,198
         type Prüfen
         key Enter",
        "task.user 250,160 100x80 \"Prüfen\"",
    );
    check("double 300,200\ntype Hier\ndone", "note 220,152 160x96 \"Hier\"");
    // A text nobody could see does not stay.
    check("tool text\nclick 300,200\ndone", "");
}

#[test]
fn variants_of_the_flyouts() {
    check("tool note note.square\nclick 300,200\ndone", "note 236,136 128x128");
    check("tool event event.catch.timer\nclick 300,200\ndone", "event.catch.timer 282,182 36x36");
    check("tool decision gateway.parallel\nclick 300,200\ndone", "gateway.parallel 275,175 50x50");
    check("tool shape shape.ellipse\ndrag 100,100 201,162\ndone", "shape.ellipse 100,100 100x60");
}

#[test]
fn a_locked_tool_stays() {
    let desk = check(
        "key N N
         click 200,200
         click 500,200",
        "note 120,152 160x96
         note 420,152 160x96",
    );
    assert!(desk.engine.core().tool.locked && desk.engine.core().typing.is_none());
}

#[test]
fn a_pool_takes_in_what_lies_there() {
    check(
        "tool step
         click 300,200
         done
         tool lane
         drag 100,100 800,380
         type Amt
         done",
        "pool 100,100 700x280 \"Amt\"
         lane 130,100 670x140 in Amt
         task.user 250,160 100x80 in lane
         lane 130,240 670x140 in Amt",
    );
}

#[test]
fn a_click_on_a_pool_adds_a_lane() {
    check(
        "tool lane pool
         drag 100,100 700,240
         done
         tool lane
         click 400,170
         type Erste
         done
         tool lane
         click 400,170
         type Zweite
         done",
        "pool 100,100 600x280
         lane 130,100 570x140 \"Erste\" in pool
         lane 130,240 570x140 \"Zweite\" in pool",
    );
}

#[test]
fn steps_made_in_a_lane_belong_to_it() {
    check(
        "tool lane
         drag 100,100 800,380
         done
         tool step
         click 300,310
         done",
        "pool 100,100 700x280
         lane 130,100 670x140 in pool
         lane 130,240 670x140 in pool
         task.user 250,270 100x80 in lane",
    );
}

#[test]
fn connecting_by_drag_and_by_clicks() {
    let steps = "tool event
                 click 100,200
                 done
                 tool step
                 click 300,200
                 done
                 tool connect
                 ";
    let expected = "event.start.none 82,182 36x36
                    task.user 250,160 100x80
                    flow.sequence event.start.none -> task.user";
    check(&format!("{steps}drag 100,200 300,200"), expected);
    check(&format!("{steps}click 100,200\nclick 300,200"), expected);
    // Nothing flows into a start.
    let desk = check(
        &format!("{steps}drag 300,200 100,200"),
        "event.start.none 82,182 36x36
         task.user 250,160 100x80",
    );
    assert_eq!(desk.told, ["connect.before-start"]);
}

#[test]
fn released_on_nothing_the_next_step_is_made() {
    check(
        "tool step
         click 300,200
         type A
         done
         click 600,600
         tool connect
         drag 300,200 500,200
         type B
         done",
        "task.user 250,160 100x80 \"A\"
         task.user 450,160 100x80 \"B\"
         flow.sequence A -> B",
    );
}

#[test]
fn a_step_on_a_flow_goes_between() {
    check(
        "tool step
         click 200,200
         type A
         done
         tool step
         click 700,200
         type B
         done
         tool connect
         drag 200,200 700,200
         tool step
         click 450,200
         type C
         done",
        "task.user 150,160 100x80 \"A\"
         task.user 650,160 100x80 \"B\"
         flow.sequence A -> C
         task.user 400,160 100x80 \"C\"
         flow.sequence C -> B",
    );
}

#[test]
fn an_event_on_the_edge_of_a_step_is_attached() {
    check(
        "tool step
         click 300,200
         type A
         done
         tool event event.catch.timer
         click 310,240
         done",
        "task.user 250,160 100x80 \"A\"
         event.boundary.timer 292,222 36x36 in A",
    );
}

#[test]
fn the_pen_draws_and_stays() {
    let desk = check("tool pen\ndrag 100,100 200,180", "stroke 100,100 100x80");
    assert_eq!(desk.engine.core().tool.id, crate::view::ToolId::Pen);
}

#[test]
fn a_frame_takes_in_what_it_encloses() {
    check(
        "tool note
         click 300,200
         done
         tool frame
         drag 100,100 600,400
         type Ideen
         done",
        "frame 100,100 500x300 \"Ideen\"
         note 220,152 160x96 in Ideen",
    );
}

#[test]
fn room_pushes_and_containers_grow() {
    check(
        "tool lane
         drag 100,100 800,380
         done
         tool step
         click 300,170
         type A
         done
         tool step
         click 500,310
         type B
         done
         tool space
         drag 420,200 540,205",
        "pool 100,100 820x280
         lane 130,100 790x140 in pool
         task.user 250,130 100x80 \"A\" in lane
         lane 130,240 790x140 in pool
         task.user 570,270 100x80 \"B\" in lane",
    );
}

#[test]
fn those_who_may_not_edit_cannot_take_tools() {
    let mut desk = super::Desk::new();
    desk.engine.set_role(crate::view::Role::Commenter);
    desk.play("key N\nclick 300,200\ntool step\nclick 300,200\ndouble 300,200");
    assert_eq!(desk.board(), "");
    assert!(desk.told.contains(&"why-read-only".to_owned()), "{:?}", desk.told);
}
