//! What a board draws that no file brought goes into the file as it is drawn: other tools show labels where we do, and read
//! again it is the same picture and the same file.
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
