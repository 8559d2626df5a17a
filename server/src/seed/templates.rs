//! Processes of administrations to begin with: BPMN files without a drawing, with forms, people and a decision table, in both
//! languages (`German ‖ English` in one attribute). Each runs on every engine as it is (`tests/engines`).

use super::{SeedError, Template};
use crate::export::bundle;
use rand::{Rng, RngCore};
use wandel_board::{Board, Command, ElementId, Meta, model::from_model};
use wandel_process::{
    Model,
    bpmn::{self, ReadError},
    kind::DefinitionKind,
    model::ElementKind,
    property::names,
};
use wandel_words::Language;

/// Their names in addresses, their processes, and their decision tables.
const ALL: [(&str, &str, Option<&str>); 3] = [
    (
        "procurement",
        include_str!("templates/procurement.bpmn"),
        Some(include_str!("templates/procurement.dmn")),
    ),
    ("onboarding", include_str!("templates/onboarding.bpmn"), None),
    ("complaint", include_str!("templates/complaint.bpmn"), None),
];
/// Between what is said in German and in English.
const BETWEEN: &str = " ‖ ";

/// The name of the demo board, as a template.
const DEMO: &str = "demo";

/// The names of all, in the order in which they are offered.
pub fn names() -> impl Iterator<Item = &'static str> {
    std::iter::once(DEMO).chain(ALL.iter().map(|(name, ..)| *name))
}

/// A board as it is made from a template; nobody's. `None`: there is none of that name.
///
/// # Errors
/// Never for the data that is shipped (a test reads it).
pub fn board(name: &str, lang: Language, rng: &mut impl Rng) -> Result<Option<Board>, SeedError> {
    let Some(template) = of(name, lang, rng)? else { return Ok(None) };
    let mut board = Board::initial(2, Meta::default());
    board
        .execute_quiet(&template.command, None, rng)
        .map_err(|refusal| SeedError::UnknownKey(refusal.code.into_owned()))?;
    Ok(Some(board))
}

/// A template in a language, with fresh ids: also those that engines know, because a process of the same name would be taken
/// for the next version of another board's. `None`: there is none of that name.
///
/// # Errors
/// Never for the data that is shipped (a test reads it).
pub fn of(name: &str, lang: Language, rng: &mut impl Rng) -> Result<Option<Template>, SeedError> {
    if name == DEMO {
        return super::demo(lang, rng).map(Some);
    }
    let Some((_, process, table)) = ALL.iter().find(|(known, ..)| *known == name) else { return Ok(None) };
    let unreadable = |error: ReadError| SeedError::UnknownKey(error.to_string());
    let mut read = {
        let mut fresh = || ElementId::random(&mut *rng).as_str().to_owned();
        bpmn::read(in_one(process, lang).as_bytes(), "", &mut fresh).map_err(unreadable)?
    };
    if let Some(table) = table {
        bundle::add(&mut read, in_one(table, lang).as_bytes(), rng).map_err(unreadable)?;
    }
    let model = &mut read.model;
    own_names(model, rng);
    let title = model.processes.first().map(|process| process.name.clone()).unwrap_or_default();
    let empty = Board::initial(2, Meta::default());
    let meta = |key: &str, value| Command::Meta { key: key.to_owned(), value };
    let commands = vec![
        meta("title", title.as_str().into()),
        meta("lang", lang.tag().into()),
        from_model(model, empty.projection(), &mut *rng as &mut dyn RngCore),
    ];
    Ok(Some(Template { title, command: Command::All { commands } }))
}

/// A board made of it came from no file, and engines know nothing else by its names.
fn own_names(model: &mut Model, rng: &mut impl Rng) {
    let own = format!("_{:08x}", rng.random::<u32>());
    model.definitions = Default::default();
    for process in &mut model.processes {
        process.src = None;
        process.xid = process.xid.take().map(|id| id + &own);
    }
    for plane in &mut model.planes {
        plane.xid = None;
    }
    for element in &mut model.elements {
        element.src = None;
        if element.kind == ElementKind::Definition(DefinitionKind::Form) {
            element.xid = None;
        }
        // A table's own name, and where a step asks it by that.
        let table = element.kind == ElementKind::Definition(DefinitionKind::Decision);
        let said = if table { names::KEY } else { names::DECISION };
        if let Some(key) = element.text(said).map(|key| format!("{key}{own}")) {
            element.properties.insert(said.to_owned(), key.into());
        }
    }
}

/// A file in one language: of every attribute the part that is said in it.
fn in_one(text: &str, lang: Language) -> String {
    let parts = text.split('"').map(|part| match (part.split_once(BETWEEN), lang) {
        (Some((german, _)), Language::De) => german,
        (Some((_, english)), Language::En) => english,
        (None, _) => part,
    });
    parts.collect::<Vec<_>>().join("\"")
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{SeedableRng, rngs::StdRng};
    use wandel_process::{Severity, Target, check::check};

    #[test]
    fn every_template_is_a_board_that_lacks_nothing_on_any_engine_in_both_languages() {
        for name in names() {
            for lang in [Language::De, Language::En] {
                let mut rng = StdRng::seed_from_u64(7);
                let template = of(name, lang, &mut rng).unwrap().unwrap();
                assert!(!template.title.is_empty() && !template.title.contains('‖'), "{}", template.title);
                let mut board = Board::initial(2, Meta::default());
                board.execute_quiet(&template.command, None, &mut rng).unwrap();
                let projection = board.projection();
                assert!(projection.diagnostics().is_empty(), "{:?}", projection.diagnostics());
                assert!(projection.in_order().all(|element| !element.label.contains('‖')));
                let model = crate::export::bpmn::model(&board);
                for target in Target::ALL {
                    let found = check(&model, &[*target]);
                    let found: Vec<_> = found.iter().filter(|one| one.severity != Severity::Info).collect();
                    assert!(found.is_empty(), "{name} for {}: {found:?}", target.name());
                }
            }
        }
        assert!(of("nothing", Language::De, &mut StdRng::seed_from_u64(1)).unwrap().is_none());
    }

    #[test]
    fn two_boards_of_one_template_are_two_processes_to_an_engine() {
        let mut rng = StdRng::seed_from_u64(7);
        let mut keys = || {
            let template = of("procurement", Language::De, &mut rng).unwrap().unwrap();
            let mut board = Board::initial(2, Meta::default());
            board.execute_quiet(&template.command, None, &mut rng).unwrap();
            let written = crate::export::bpmn::write(
                &crate::export::bpmn::model(&board),
                Target::Zeebe,
                &Default::default(),
            );
            written.files().skip(1).map(|file| file.name.clone()).collect::<Vec<_>>()
        };
        let (one, two) = (keys(), keys());
        assert_eq!(one.len(), 4, "three forms and a table: {one:?}");
        assert!(one.iter().all(|name| !two.contains(name)), "{one:?} {two:?}");
    }
}
