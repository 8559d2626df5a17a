//! Imported files as they look: every fixture of the process domain is drawn whole, and keeps the routes it came with.
#![allow(clippy::unwrap_used)]

use rand::{SeedableRng, rngs::StdRng};
use wandel_board::{Board, Changes, model::from_model, projection::Meta};
use wandel_process::{bpmn, layout};
use wandel_scene::{Scene, svg};

#[test]
fn imported_files_are_drawn() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../process/tests/fixtures");
    let mut drawn = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let mut count = 0;
        let mut fresh = || {
            count += 1;
            format!("x_{count}")
        };
        let Ok(read) = bpmn::read(&std::fs::read(&path).unwrap(), "file", &mut fresh) else { continue };
        let mut model = read.model;
        layout::layout(&mut model);
        let mut rng = StdRng::seed_from_u64(1);
        let mut board = Board::initial(1, Meta::default());
        let command = from_model(&model, board.projection(), &mut rng);
        board.execute(&command, None, &mut rng).unwrap();
        let mut scene = Scene::new();
        scene.update(board.projection(), &Changes { all: true, ..Changes::default() });
        for element in board.projection().in_order().filter(|e| e.kind.has_shape()) {
            // A damaged file may hang a flow on nothing, or on itself.
            let ends = [&element.from, &element.to].into_iter().all(|end| {
                end.as_ref().and_then(|id| board.projection().get(id)).is_some_and(|e| !e.kind.is_connector())
            });
            if !element.kind.is_connector() || ends {
                assert!(
                    !scene.items(&element.id).is_empty(),
                    "{} in {}",
                    element.kind.name(),
                    path.display()
                );
            }
            // A way that does not reach its ends is not drawn as it is, nor one that begins or ends deep inside a shape.
            let reaches = |end: &Option<_>, point| {
                let end = end.as_ref().and_then(|id| board.projection().get(id));
                end.is_some_and(|end| {
                    let bounds = end.bounds();
                    bounds.inflate(2.0).contains(point) && !bounds.inflate(-3.0).contains(point)
                })
            };
            if ends
                && let Some([first, last]) = element.docks()
                && reaches(&element.from, first)
                && reaches(&element.to, last)
            {
                let route = scene.route(&element.id);
                assert_eq!((route.first(), route.last()), (Some(&first), Some(&last)), "{}", path.display());
            }
        }
        for plane in board.projection().planes().keys() {
            let picture = svg::paint(&scene, board.projection(), plane, &svg::Options::default());
            assert!(picture.ends_with("</svg>\n"));
            if let Ok(folder) = std::env::var("WANDEL_PICTURES") {
                let name = path.file_stem().unwrap().to_string_lossy().into_owned();
                std::fs::write(format!("{folder}/file-{name}-{plane}.svg"), picture).unwrap();
            }
        }
        drawn += 1;
    }
    assert!(drawn >= 8, "{drawn}");
}
