//! What an engine wants a file to be like, as data: a further engine is one more constant here and, where attributes
//! are not enough, a hook.

use super::{
    build::{Builder, flowable, plain, seven, zeebe},
    names,
    tree::Node,
};
use crate::{expression, kind::Kind, model::Element, target::Target};

/// How a file is written for a target.
pub struct Rules {
    pub target: Target,
    /// The namespace in which a new file says who, with what form, by which service: in attributes, but for Camunda 8's.
    pub space: &'static str,
    /// Ids must be ASCII; processes are marked executable; only what the engine knows is written.
    pub engine: bool,
    /// A lane assigns nobody on the engines: its name becomes the candidate group.
    pub groups_from_lanes: bool,
    /// How long finished cases are kept; a process without it is refused.
    pub time_to_live: Option<&'static str>,
    /// What the modeller of the engine's makers is to take the file for: its name and version.
    pub platform: Option<(&'static str, &'static str)>,
    /// The last word on an element's node, for what is not attributes.
    pub finish: Finish,
}

/// A hook of a profile.
pub type Finish = for<'a> fn(&mut Builder<'a>, &mut Node, &'a Element, Kind);

static GENERIC: Rules = Rules {
    target: Target::Generic,
    space: names::WANDEL,
    engine: false,
    groups_from_lanes: false,
    time_to_live: None,
    platform: None,
    finish: plain::finish,
};

static OPERATON: Rules = Rules {
    target: Target::Operaton,
    space: names::OPERATON,
    engine: true,
    groups_from_lanes: true,
    time_to_live: Some("P180D"),
    platform: None,
    finish: seven::finish,
};

static CAMUNDA7: Rules = Rules {
    target: Target::Camunda7,
    space: names::CAMUNDA,
    platform: Some(("Camunda Platform", "7.24.0")),
    ..OPERATON
};

static ZEEBE: Rules = Rules {
    target: Target::Zeebe,
    space: names::ZEEBE,
    time_to_live: None,
    platform: Some(("Camunda Cloud", "8.6.0")),
    finish: zeebe::finish,
    ..OPERATON
};

static FLOWABLE: Rules = Rules {
    target: Target::Flowable,
    space: names::FLOWABLE,
    time_to_live: None,
    finish: flowable::finish,
    ..OPERATON
};

#[must_use]
pub fn rules(target: Target) -> &'static Rules {
    match target {
        Target::Generic => &GENERIC,
        Target::Operaton => &OPERATON,
        Target::Camunda7 => &CAMUNDA7,
        Target::Zeebe => &ZEEBE,
        Target::Flowable => &FLOWABLE,
    }
}

impl Rules {
    /// An expression in the engine's notation; as it stands where that cannot be said (a check tells), and in plain BPMN.
    #[must_use]
    pub fn expression(&self, text: &str) -> String {
        match self.target.traits() {
            Some(engine) => expression::translate(text, engine.notation).unwrap_or_else(|| text.to_owned()),
            None => text.to_owned(),
        }
    }
}

/// A group's name for an engine out of a lane's: lower-case ASCII letters, digits and hyphens.
#[must_use]
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    // Soft hyphens only say where a label may break.
    for c in crate::name::ascii(&name.replace('\u{ad}', "")).chars() {
        if c.is_ascii_alphanumeric() {
            slug.extend(c.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        for (name, wanted) in [
            ("Sachbearbeitung", "sachbearbeitung"),
            ("Fachdienst Öffentliche Ordnung", "fachdienst-oeffentliche-ordnung"),
            ("  A / B  ", "a-b"),
            ("Straße", "strasse"),
            ("Sach\u{ad}bearbeitung", "sachbearbeitung"),
            ("→", ""),
        ] {
            assert_eq!(slug(name), wanted);
        }
    }
}
