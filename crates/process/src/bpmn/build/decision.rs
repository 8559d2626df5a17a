//! Which decision a step asks, and the file of its table beside the process.

use super::Builder;
use crate::{dmn, export::NamedFile, model::Element, property::names as p};

/// A decision as a step asks it.
pub struct Asked {
    /// Its id for the engine.
    pub key: String,
    /// What of its answer becomes the result variable, in words of Camunda 7.
    pub result: &'static str,
    /// The variable that Flowable puts its answer into: the answer's own name, or the decision's for a list. None for
    /// several answers at once, and for a decision that only the engine has.
    pub variable: Option<String>,
    /// It gives a list of answers.
    pub list: bool,
}

impl Builder<'_> {
    /// The decision that a step asks: one of the board, whose table then stands beside the process, or one by its key.
    pub(super) fn decision(&mut self, element: &Element) -> Option<Asked> {
        let Some(decision) = self.decisions.of(element).filter(|decision| !decision.key.is_empty()).cloned()
        else {
            let key = element.text(p::DECISION)?.to_owned();
            return Some(Asked { key, result: "singleEntry", variable: None, list: false });
        };
        let result = match (decision.gives_list(), decision.outputs.len() > 1) {
            (false, false) => "singleEntry",
            (false, true) => "singleResult",
            (true, false) => "collectEntries",
            (true, true) => "resultList",
        };
        let key = super::super::ids::ascii_name(&decision.key);
        let name = format!("{key}.dmn");
        if !self.beside.iter().any(|file| file.name == name) {
            let bytes = dmn::write(&decision, &key, self.rules.target).into_bytes();
            self.beside.push(NamedFile { name, media_type: "application/xml", bytes });
        }
        let variable = match decision.outputs.as_slice() {
            _ if decision.gives_list() => Some(key.clone()),
            [output] => Some(output.key.clone()),
            _ => None,
        };
        Some(Asked { key, result, variable, list: decision.gives_list() })
    }
}
