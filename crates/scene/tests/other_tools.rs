//! What a board draws that no file brought goes into the file so that other tools show it: labels where we do, steps beside
//! pools. Read again it is the same picture and the same file.
#![allow(clippy::unwrap_used)]

mod common;

use common::{id, stage};
use rand::{SeedableRng, rngs::StdRng};
use std::collections::BTreeMap;
use wandel_board::{
    Board, Changes, ElementId,
    model::{from_model, place_labels, to_model},
    projection::Meta,
};
use wandel_process::{Target, bpmn, geometry::Rect};
use wandel_scene::Scene;

fn export(board: &Board, scene: &Scene, source: Option<&bpmn::Text>) -> Vec<u8> {
    let mut model = to_model(board.projection(), &|id| scene.route(id).to_vec());
    place_labels(&mut model, board.projection(), &|id| scene.label_bounds(id));
    bpmn::write(&model, Target::Generic, &|_| source.cloned()).xml
}

/// By the text that is read, where it is read.
fn labels(board: &Board, scene: &Scene) -> BTreeMap<String, Rect> {
    let all = board.projection().in_order().filter(|element| element.kind.process().is_some());
    let placed = all.filter_map(|element| {
        Some((format!("{} {}", element.kind.name(), element.label), scene.label_bounds(&element.id)?))
    });
    placed.collect()
}

#[test]
fn labels_stand_in_the_file_where_they_are_drawn() {
    let ours = stage(include_str!("data/demo.txt"));
    let file = export(&ours.board, &ours.scene, None);
    let mut rng = StdRng::seed_from_u64(3);
    let read = bpmn::read(&file, "file", &mut || ElementId::random(&mut rng).as_str().to_owned()).unwrap();
    let mut rng = StdRng::seed_from_u64(4);
    let mut again = Board::initial(1, Meta { title: "Probe <&>".into(), ..Meta::default() });
    let command = from_model(&read.model, again.projection(), &mut rng);
    again.execute(&command, None, &mut rng).unwrap();
    let mut scene = Scene::new();
    scene.update(again.projection(), &Changes { all: true, ..Changes::default() });

    let (before, after) = (labels(&ours.board, &ours.scene), labels(&again, &scene));
    assert!(before.len() > 8, "{before:?}");
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    for (name, rect) in &before {
        let off = rect.centre().distance(after[name].centre());
        assert!(off <= 1.0, "{name}: {rect:?}, read again {:?}", after[name]);
    }
    assert_eq!(String::from_utf8(export(&again, &scene, Some(&read.text))), String::from_utf8(file));
    // Above, beside the line that leaves downwards: not the place another tool would choose.
    assert!(
        ours.scene.label_bounds(&id("entitled")).unwrap().bottom()
            < ours.scene.bounds(&id("entitled")).unwrap().y
    );
}

#[test]
fn steps_beside_a_pool_have_the_set_of_lanes_without_which_others_do_not_show_them() {
    let pool = "p pool 0,0,600,200 \"Amt\"\n s task.user 100,50,100,80 in p\n";
    for (fixture, sets) in [
        (pool.to_owned(), 0),
        ("t task.user 100,400,100,80".to_owned(), 0),
        (format!("{pool} t task.user 100,400,100,80"), 1),
        (format!("{pool} l lane 30,0,570,200 in p\n t task.user 100,400,100,80"), 2),
    ] {
        let board = stage(&fixture);
        let file = String::from_utf8(export(&board.board, &board.scene, None)).unwrap();
        assert_eq!(file.matches("<bpmn:laneSet").count(), sets, "{file}");
        let mut rng = StdRng::seed_from_u64(3);
        let fresh = &mut || ElementId::random(&mut rng).as_str().to_owned();
        assert_eq!(bpmn::read(file.as_bytes(), "file", fresh).unwrap().diagnostics, []);
    }
}

#[test]
fn lanes_lie_as_their_pool_and_what_is_drawn_closed_is_closed() {
    for (fixture, attribute) in [
        ("p pool 0,0,400,600 horizontal=false\n l lane 0,30,200,570 in p", "isHorizontal=\"false\""),
        ("p pool 0,0,600,400\n l lane 30,0,570,200 in p", "isHorizontal=\"true\""),
        ("s subprocess.embedded 0,0,100,80\n t subprocess.embedded 0,200,120,90", "isExpanded=\"false\""),
        (
            "s subprocess.embedded 0,0,350,200\n t subprocess.embedded 0,400,100,80 expanded=true",
            "isExpanded=\"true\"",
        ),
    ] {
        let board = stage(fixture);
        let file = String::from_utf8(export(&board.board, &board.scene, None)).unwrap();
        assert_eq!(file.matches(attribute).count(), 2, "{attribute}: {file}");
    }
}
