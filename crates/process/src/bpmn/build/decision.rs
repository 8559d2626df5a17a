//! Which decision a step asks, and the file of its table beside the process.

use super::Builder;
use crate::{dmn, export::NamedFile, model::Element, property::names as p};

/// A decision as a step asks it.
pub struct Asked {
    /// Its id for the engine.
    pub key: String,
    /// What of its answer becomes the result variable, in words of Camunda 7.
    pub result: &'static str,
}

impl Builder<'_> {
    /// The decision that a step asks: one of the board, whose table then stands beside the process, or one by its key.
    pub(super) fn decision(&mut self, element: &Element) -> Option<Asked> {
        let Some(decision) = self.decisions.of(element).filter(|decision| !decision.key.is_empty()).cloned()
        else {
            let key = element.text(p::DECISION)?.to_owned();
            return Some(Asked { key, result: "singleEntry" });
        };
        let result = match (decision.policy.gives_list(), decision.outputs.len() > 1) {
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
        Some(Asked { key, result })
    }
}
