//! The demo board as a board: every element lies where it belongs, in both languages.

use super::*;
use rand::{SeedableRng, rngs::StdRng};
use wandel_board::{Board, Meta};
use wandel_process::{
    Kind as Process,
    kind::{GatewayKind, TaskKind},
};

fn board(language: Language) -> Board {
    let mut rng = StdRng::seed_from_u64(7);
    let template = demo(language, &mut rng).unwrap();
    let mut board = Board::initial(1, Meta::default());
    board.execute_quiet(&template.command, None, &mut rng).unwrap();
    board
}

#[test]
fn it_fits_in_both_languages() {
    for (language, title, first) in [
        (Language::De, "Antrag auf Wohngeld", "Antrag ausfüllen"),
        (Language::En, "Housing benefit application", "Fill in the application"),
    ] {
        let board = board(language);
        let projection = board.projection();
        assert_eq!(projection.meta().title, title);
        assert_eq!(projection.meta().lang, language.tag());
        assert_eq!(projection.meta().targets, ["operaton"]);
        assert!(projection.diagnostics().is_empty(), "{:?}", projection.diagnostics());
        assert!(projection.in_order().any(|element| &*element.label == first));
    }
}

#[test]
fn everything_lies_inside_its_parent_and_on_the_grid() {
    let board = board(Language::De);
    let projection = board.projection();
    let mut steps = 0;
    for element in projection.in_order().filter(|element| !element.kind.is_connector()) {
        if let Parent::Element(parent) = &element.parent {
            let outer = projection.get(parent).unwrap().bounds();
            assert!(
                outer.encloses(element.bounds()),
                "{} in {outer:?}: {:?}",
                element.label,
                element.bounds()
            );
        }
        if element.kind.process().is_some_and(Process::is_flow_node) {
            let centre = element.bounds().centre();
            assert_eq!((centre.x % 10.0, centre.y % 10.0), (0.0, 0.0), "{}", element.label);
            steps += 1;
        }
    }
    assert_eq!(steps, 14);
    let flows = projection.in_order().filter(|element| element.kind.is_connector());
    for flow in flows {
        assert!(flow.from.is_some() && flow.to.is_some(), "{}", flow.label);
    }
}

#[test]
fn every_step_says_what_an_engine_must_know() {
    let board = board(Language::En);
    for element in board.projection().in_order() {
        let needed: &[&str] = match element.kind.process() {
            Some(Process::Task(TaskKind::User)) => &["form"],
            Some(Process::Task(TaskKind::Service | TaskKind::Send)) => &["topic"],
            Some(Process::Gateway(GatewayKind::Exclusive)) if !element.label.is_empty() => &["default"],
            _ => &[],
        };
        for property in needed {
            assert!(element.text(property).is_some(), "{}: {property}", element.label);
        }
    }
}

#[test]
fn it_runs_on_operaton_as_it_is() {
    use crate::export::{bpmn, report};
    use wandel_process::{Target, check::Stage};
    let board = board(Language::De);
    let model = bpmn::model(&board);
    let report = report::report(&model, report::drawn(&board), Target::Operaton, &bpmn::Sources::new());
    assert_eq!(report.missing, [], "nothing is missing");
    assert_eq!(report.stage, Some(Stage::Executable));
    assert_eq!(report.done, report.of);
    let xml =
        String::from_utf8(bpmn::write(&model, Target::Operaton, &bpmn::Sources::new()).bpmn.bytes).unwrap();
    for expected in
        ["id=\"housing_benefit_", "candidateGroups=", "${complete == true}", "get-registration-data", "P14D"]
    {
        assert!(xml.contains(expected), "{expected} in {xml}");
    }
}
