//! Prefixes: which namespace is called what at a place in a file.

use super::{Index, Item, ROOT, Source};
use crate::bpmn::{
    names,
    print::{self, Prefixes},
};

impl Source<'_> {
    pub(super) fn scope(&self, index: Index) -> Scope {
        let mut declared: Vec<(String, String)> = Vec::new();
        let mut next = Some(index);
        while let Some(index) = next {
            let item = &self.items[index];
            for attribute in
                item.attributes.iter().filter(|attribute| attribute.space.as_deref() == Some("xmlns"))
            {
                if !declared.iter().any(|(prefix, _)| *prefix == attribute.local) {
                    declared.push((attribute.local.clone(), attribute.value.clone()));
                }
            }
            // What is not attached yet is written at the root's level at worst.
            next = item.parent.or((index != ROOT).then_some(ROOT));
        }
        Scope(declared)
    }

    /// The namespace in which the file says what is for an engine, if any: of attributes, or of Camunda 8's elements.
    pub fn engine(&self) -> Option<&'static str> {
        let uses = |space: &&str| {
            let said = |item: &Item| item.attributes.iter().any(|at| at.space.as_deref() == Some(*space));
            let own = |item: &Item| item.space == *space || said(item);
            self.items.iter().any(own)
        };
        let scope = self.scope(ROOT);
        let zeebe = || self.items.iter().any(|item| item.space == names::ZEEBE);
        names::ENGINES
            .into_iter()
            .find(uses)
            .or_else(|| zeebe().then_some(names::ZEEBE))
            .or_else(|| names::ENGINES.into_iter().find(|space| scope.find(space, true).is_some()))
            .or_else(|| scope.find(names::ZEEBE, true).map(|_| names::ZEEBE))
    }
}

/// Prefixes in force somewhere.
pub(super) struct Scope(pub(super) Vec<(String, String)>);

impl Scope {
    pub(super) fn find(&self, space: &str, attribute: bool) -> Option<&str> {
        self.0
            .iter()
            .find(|(prefix, uri)| uri == space && !(attribute && prefix.is_empty()))
            .map(|(prefix, _)| prefix.as_str())
    }
    pub(super) fn spell(&self, space: Option<&str>, value: &str) -> String {
        print::spelled(space, value, self)
    }
}

impl Prefixes for Scope {
    fn element(&self, space: &str) -> String {
        self.find(space, false).unwrap_or_default().to_owned()
    }
    fn attribute(&self, space: &str) -> String {
        self.find(space, true).unwrap_or_else(|| names::prefix(space)).to_owned()
    }
}
