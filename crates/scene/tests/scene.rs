//! What is drawn where, what is hit, and that the colours are those of the shell's style sheet.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{id, stage};
use std::collections::BTreeMap;
use wandel_board::{Command, command::End};
use wandel_process::{
    geometry::{Point, Rect},
    property::Value,
};
use wandel_scene::{Align, Hit, Item, Part, Theme, Token, svg};

#[test]
fn tokens_are_those_of_the_style_sheet() {
    let css = include_str!("../../../web/src/styles/tokens.css");
    let mut sheet: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for line in css.lines() {
        let Some((name, rest)) = line.trim().split_once(':') else { continue };
        let Some(values) = rest.trim().strip_prefix("light-dark(").and_then(|r| r.split_once(')')) else {
            continue;
        };
        let mut values = values.0.split(',').map(|value| {
            let digits = value.trim().strip_prefix('#').unwrap();
            let value = u32::from_str_radix(digits, 16).unwrap();
            if digits.len() == 8 { value } else { (value << 8) | 0xFF }
        });
        sheet.insert(name.to_owned(), (values.next().unwrap(), values.next().unwrap()));
    }
    assert!(sheet.len() > 80);
    for (name, (light, dark)) in &sheet {
        let token = Token::parse(name).unwrap_or_else(|| panic!("{name} is missing"));
        assert_eq!((token.value(Theme::Light), token.value(Theme::Dark)), (*light, *dark), "{name}");
    }
    for (i, token) in Token::NAMED.iter().enumerate() {
        assert_eq!(token.index(), Some(i));
        assert!(sheet.contains_key(token.name().unwrap()), "{token:?} is not in the style sheet");
    }
}

#[test]
fn lines_in_colours_of_a_file_stand_out() {
    for rgb in [0x00FF_F9C4, 0x00FB_8C00, 0x0043_A047, 0x0000_0000, 0x00FF_FFFF] {
        for theme in [Theme::Light, Theme::Dark] {
            let line = Token::LiteralLine(rgb).value(theme);
            let ratio = wandel_scene::contrast(line, Token::ShapeFill.value(theme));
            assert!(ratio >= 3.0, "{rgb:06X} in {theme:?}: {ratio}");
        }
    }
}

#[test]
fn labels_stand_where_the_drawing_has_them() {
    let stage = stage(include_str!("data/demo.txt"));
    let near = |name: &str, x: f64, y: f64| {
        let rect = stage.scene.label_bounds(&id(name)).unwrap_or_else(|| panic!("{name} has no label"));
        let off = (rect.x - x).abs().max((rect.y - y).abs());
        assert!(off < 2.0, "{name} stands at {}, {}", rect.x, rect.y);
    };
    let centred = |name: &str, x: f64, y: f64| {
        let rect = stage.scene.label_bounds(&id(name)).unwrap();
        assert!((rect.centre().x - x).abs() < 1.0 && (rect.y - y).abs() < 1.0, "{name}: {rect:?}");
    };
    centred("start", 192.0, 325.0);
    centred("month", 824.0, 605.0);
    // Above; at the right of an exit that goes up.
    centred("entitled", 824.0, 398.5);
    near("complete", 576.0, 411.5);
    near("yes1", 572.0, 472.5);
    near("yes2", 832.0, 472.5);
    near("no2", 856.0, 422.5);
    let no = stage.scene.label_bounds(&id("no1")).unwrap();
    assert!((no.right() - 556.0).abs() < 1.0 && no.bottom() < 404.0, "{no:?}");
    // In the gap between the pools, on the outer sides.
    let (ask, answer) =
        (stage.scene.label_bounds(&id("ask")).unwrap(), stage.scene.label_bounds(&id("answer")).unwrap());
    assert!(ask.y > 652.0 && ask.bottom() < 692.0 && ask.right() < 684.0, "{ask:?}");
    assert!(answer.y > 652.0 && answer.bottom() < 692.0 && answer.x > 724.0, "{answer:?}");
}

#[test]
fn labels_of_flows_at_one_shape_keep_clear_of_each_other() {
    // Three flows side by side; each label alone would take the same kind of place.
    let stage = stage(
        "a task.user 0,0,100,80
         b task.user 0,300,100,80
         f1 flow.sequence a -> b via 30,80 30,300 \"zur Prüfung zurück\"
         f2 flow.sequence a -> b via 50,80 50,300 \"zur Entscheidung\"
         f3 flow.sequence a -> b via 70,80 70,300 \"zur Kenntnis nehmen\"",
    );
    let labels: Vec<_> =
        ["f1", "f2", "f3"].iter().map(|name| stage.scene.label_bounds(&id(name)).unwrap()).collect();
    for (i, one) in labels.iter().enumerate() {
        for other in &labels[i + 1..] {
            assert!(!one.intersects(*other), "{labels:?}");
        }
    }
}

#[test]
fn a_label_that_does_not_fit_ends_in_an_ellipsis_and_says_how_high_the_step_should_be() {
    let long = "Die Sachbearbeitung prüft, ob alle Unterlagen vollständig vorliegen und leserlich sind";
    let stage = stage(&format!("t task.user 100,100,100,80 \"{long}\"\nk task.user 300,100,100,80 \"Kurz\""));
    let lines = |name: &str| -> Vec<String> {
        let text = stage.scene.items(&id(name)).iter().find_map(|item| match item {
            wandel_scene::Item::Text { text, .. } => Some(text),
            _ => None,
        });
        let text = text.unwrap();
        let extent = text.extent().unwrap();
        let body = stage.scene.bounds(&id(name)).unwrap();
        assert!(extent.y > body.y && extent.bottom() < body.bottom(), "{extent:?} in {body:?}");
        text.lines.iter().map(|line| line.runs.iter().map(|run| run.text.as_str()).collect()).collect()
    };
    let shown = lines("t");
    assert_eq!(shown.len(), 4, "{shown:?}");
    assert!(shown[3].ends_with('…'), "{shown:?}");
    assert_eq!(lines("k"), ["Kurz"]);
    let fitting = |name: &str| {
        let element = stage.projection().get(&id(name)).unwrap();
        wandel_scene::fitting(element, wandel_scene::text::Lang::German).unwrap()
    };
    assert!(fitting("k") <= 80.0);
    assert!(fitting("t") >= 16.0 * 6.0, "{}", fitting("t"));
}

#[test]
fn a_chosen_place_of_a_label_wins() {
    let stage = stage("e event.start.none 100,100,36,36 label-at=10,20,60,15 \"Beginn\"");
    let label = stage.scene.label_bounds(&id("e")).unwrap();
    assert!((label.centre().x - 40.0).abs() < 0.01 && (label.y - 20.0).abs() < 0.01, "{label:?}");
}

#[test]
fn a_label_measured_by_another_tool_keeps_its_lines_and_keeps_off_its_shape() {
    // Above its event, in a box of one line that our type does not quite fit; and in one that is far too small.
    for (name, given) in
        [("Antrag eingegangen", 93.0), ("Antrag auf Verlängerung ist vollständig eingegangen", 93.0)]
    {
        let stage = stage(&format!(
            "e event.end.none 100,100,17,17 label-at={},86,{given},14 \"{name}\"",
            108.5 - given / 2.0
        ));
        let label = stage.scene.label_bounds(&id("e")).unwrap();
        assert!(label.bottom() <= 102.0 && (label.centre().x - 108.5).abs() < 0.01, "{name}: {label:?}");
        assert_eq!(label.h < 16.0, name.len() < 20, "{name}: {label:?}");
    }
}

#[test]
fn what_is_drawn_in_a_shape_stays_in_it_at_every_size() {
    let kinds = include_str!("data/gallery.txt").lines().filter_map(|line| line.split_whitespace().nth(1));
    let kinds = kinds.filter(|kind| kind.starts_with("event.") || kind.starts_with("gateway."));
    for kind in kinds {
        for size in [8.0, 16.0, 30.0, 36.0, 50.0, 96.0] {
            let stage = stage(&format!("e {kind} 100,100,{size},{size}"));
            // Half of the widest line may lie outside.
            let body = Rect::new(100.0, 100.0, size, size).inflate(1.5);
            for item in stage.scene.items(&id("e")) {
                let extent = item.extent().unwrap();
                assert!(body.union(extent) == body, "{kind} of {size}: {extent:?} in {body:?}");
            }
        }
    }
}

#[test]
fn a_call_that_shows_the_called_process_lies_below_it_and_has_its_name_at_the_top() {
    let stage = stage(
        "c call 0,0,300,180 \"Zahlung\"\n t task.user 100,50,100,80\n small call 400,0,100,80 \"Zahlung\"",
    );
    let label = |name: &str| {
        let text = |item: &Item| matches!(item, Item::Text { .. }).then(|| item.extent());
        stage.scene.items(&id(name)).iter().find_map(text).flatten().unwrap()
    };
    assert!(label("c").bottom() < 30.0 && label("small").y > 20.0);
    let rank = |name: &str| stage.scene.rank(&id(name)).unwrap();
    assert!(rank("c") < rank("t") && rank("t") < rank("small"));
}

#[test]
fn notes_grow_in_steps_of_eight() {
    let long = "Wort ".repeat(40);
    let stage = stage(&format!("n note 0,0,160,96 \"{long}\"\nk note 300,0,160,96 \"kurz\""));
    let height = stage.scene.bounds(&id("n")).unwrap().h;
    assert!(height > 96.0 && (height - 96.0) % 8.0 == 0.0, "{height}");
    assert_eq!(stage.scene.bounds(&id("k")).unwrap().h, 96.0);
    let Some(Item::Text { text, .. }) = stage.scene.items(&id("n")).last() else { panic!("no text") };
    let last = text.lines.last().unwrap();
    assert!(text.origin.y + last.baseline <= height - 9.0);
}

#[test]
fn the_editor_lies_over_the_label() {
    let stage = stage(
        "t task.user 0,0,100,80 \"Prüfen\"\na task.abstract 200,0,100,80\nn note 0,200,160,96 colour=blue",
    );
    let task = stage.scene.label_box(&id("t")).unwrap();
    assert_eq!((task.size, task.leading, task.align), (13.0, 16.0, Align::Centre));
    assert_eq!(task.rect.centre(), Point::new(50.0, 46.0));
    assert_eq!(stage.scene.label_box(&id("a")).unwrap().rect, Rect::new(206.0, 6.0, 88.0, 68.0));
    let note = stage.scene.label_box(&id("n")).unwrap();
    assert_eq!((note.rect.x, note.rect.y, note.rect.w), (12.0, 209.0, 136.0));
    assert_eq!((note.ink, note.ground), (Token::NoteBlueInk, Token::NoteBlue));
}

#[test]
fn lanes_are_tinted_in_turn_or_as_chosen() {
    let mut stage = stage(include_str!("data/demo.txt"));
    let body = |stage: &common::Stage, name: &str| match &stage.scene.items(&id(name))[0] {
        Item::Rect { paint, .. } => paint.fill,
        other => panic!("{other:?}"),
    };
    assert_eq!(body(&stage, "l1"), Some(Token::Lane1));
    assert_eq!(body(&stage, "l3"), Some(Token::Lane3));
    let halo = |stage: &common::Stage| match stage.scene.items(&id("yes1")).last() {
        Some(Item::Text { text, .. }) => text.halo,
        other => panic!("{other:?}"),
    };
    assert_eq!(halo(&stage), Some(Token::Lane2));
    stage.run(&Command::Set {
        id: id("l2"),
        property: "colour".into(),
        value: Some(Value::Text("7".into())),
    });
    assert_eq!(body(&stage, "l2"), Some(Token::Lane7));
    assert_eq!(halo(&stage), Some(Token::Lane7), "what stands in the lane takes its ground");
}

#[test]
fn hits_find_the_topmost_part() {
    let stage = stage(include_str!("data/demo.txt"));
    let hit = |x: f64, y: f64| stage.scene.hit("board", Point::new(x, y), 4.0);
    let is = |x: f64, y: f64, name: &str, part: Part| {
        assert_eq!(hit(x, y), Some(Hit { id: id(name), part }), "at {x}, {y}");
    };
    is(300.0, 300.0, "fill", Part::Body);
    is(424.0, 302.0, "merge", Part::Body);
    // Beside the diamond is the lane.
    is(401.0, 279.0, "l1", Part::Body);
    is(130.0, 300.0, "l1", Part::Header);
    is(95.0, 400.0, "pool", Part::Header);
    is(192.0, 335.0, "start", Part::Label);
    is(564.0, 520.0, "yes1", Part::Segment(0));
    is(564.0, 582.0, "yes1", Part::Bend(1));
    is(600.0, 584.0, "yes1", Part::Segment(1));
    is(231.0, 305.0, "f1", Part::Segment(0));
    is(704.0, 537.0, "f6", Part::End(End::From));
    assert_eq!(hit(-500.0, 0.0), None);
    assert_eq!(stage.scene.hit("elsewhere", Point::new(300.0, 300.0), 4.0), None);

    let inside = stage.scene.within("board", Rect::new(240.0, 250.0, 270.0, 240.0), true);
    let names: Vec<&str> = inside.iter().map(|id| id.as_str()).collect();
    assert_eq!(names, ["e_f2", "e_f3", "e_fill", "e_merge", "e_check"]);
    assert!(stage.scene.within("board", Rect::new(555.0, 500.0, 20.0, 20.0), false).contains(&id("yes1")));
    assert!(!stage.scene.within("board", Rect::new(600.0, 500.0, 20.0, 20.0), false).contains(&id("yes1")));
}

#[test]
fn a_group_is_hit_at_its_line_only() {
    let stage = stage("g group 0,0,200,200\n t task.user 20,20,100,80");
    let hit = |x: f64, y: f64| stage.scene.hit("board", Point::new(x, y), 4.0).map(|hit| hit.id);
    assert_eq!(hit(2.0, 150.0), Some(id("g")));
    assert_eq!(hit(150.0, 150.0), None);
    assert_eq!(hit(60.0, 60.0), Some(id("t")));
}

#[test]
fn flows_lie_over_pools_and_under_shapes() {
    let stage = stage(include_str!("data/demo.txt"));
    let rank = |name: &str| stage.scene.rank(&id(name)).unwrap();
    assert!(rank("pool") < rank("l1") && rank("l3") < rank("f1") && rank("office") < rank("ask"));
    assert!(rank("answer") < rank("start") && rank("frame") < rank("n1"));
    let visible = stage.scene.visible("board", Rect::new(90.0, 85.0, 200.0, 100.0));
    let names: Vec<&str> = visible.iter().map(|id| id.as_str()).collect();
    assert_eq!(names, ["e_frame", "e_n1", "e_n2"]);
}

#[test]
fn a_small_picture_is_written_like_this() {
    let stage = stage(
        "g gateway.parallel 0,0,50,50 \"<b>&\\\"?\"\n e event.end.none 100,7,36,36\n f flow.sequence g -> e\n n note 0,80,160,96 \"Größe\\nzwei\"",
    );
    let picture = svg::paint(&stage.scene, stage.projection(), "board", &svg::Options::default());
    let picture = picture.replace("><", ">\n<");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/small.svg");
    if std::env::var_os("WANDEL_BLESS").is_some() {
        std::fs::write(path, &picture).unwrap();
    }
    assert_eq!(picture, std::fs::read_to_string(path).unwrap());
    for theme in [Theme::Light, Theme::Dark] {
        let options = svg::Options { theme, ..svg::Options::default() };
        let empty = svg::paint(&stage.scene, stage.projection(), "none", &options);
        assert!(empty.contains("width=\"320\" height=\"200\""));
    }
}

#[test]
fn odd_sizes_and_places_do_no_harm() {
    let odd = stage(
        "a task.user 0,0,0,0 \"Ein sehr langes Wort: Donaudampfschifffahrt\"\n b gateway.exclusive 0,0,0,0 \"?\"\n c pool 0,0,1,1 \"Pool\"
         d lane 0,0,1,1 in c \"Bahn\"\n e note 1000000000,-1000000000,1,1 \"weit weg\"\n f data.store 5,5,1,1
         g stroke 0,0,10,10 points=1,1\n h stroke 0,0,10,10 points=1,1,1,1,1,1\n i shape.ellipse 0,0,0,10\n j event.start.timer 0,0,2,2
         k subprocess.embedded 0,0,10,10 expanded=true \"x\"\n l flow.sequence a -> a\n m flow.sequence a -> b\n o flow.sequence a -> e
         p flow.message a -> c\n q line i -> g\n r flow.sequence a -> b via 0,0 0,0 0,0\n s flow.sequence a -> b via 3,3",
    );
    for element in odd.projection().in_order() {
        for item in odd.scene.items(&element.id) {
            if let Some(extent) = item.extent() {
                assert!(extent.x.is_finite() && extent.w.is_finite() && extent.h.is_finite(), "{item:?}");
            }
        }
    }
    let picture = svg::paint(&odd.scene, odd.projection(), "board", &svg::Options::default());
    assert!(!picture.contains("NaN") && !picture.contains("inf"));
}
