//! What an engine wants a file to be like, as data: a further engine is one more constant here and, where attributes
//! are not enough, a hook.

use super::names;
use crate::{model::Element, target::Target};

/// How a file is written for a target.
pub struct Rules {
    /// The namespace of the attributes that say who, with what form, by which service.
    pub space: &'static str,
    /// Ids must be ASCII; processes are marked executable; only what the engine knows is written.
    pub engine: bool,
    /// How an expression over the process variables is written.
    pub expression: fn(&str) -> String,
    /// A lane assigns nobody on the engines: its name becomes the candidate group.
    pub groups_from_lanes: bool,
    /// How long finished cases are kept; a process without it is refused.
    pub time_to_live: Option<&'static str>,
    /// The last word on an element's node, for what is not attributes.
    pub finish: fn(&mut super::tree::Node, &Element),
}

static GENERIC: Rules = Rules {
    space: names::WANDEL,
    engine: false,
    expression: str::to_owned,
    groups_from_lanes: false,
    time_to_live: None,
    finish: |_, _| {},
};

static OPERATON: Rules = Rules {
    space: names::OPERATON,
    engine: true,
    expression: juel,
    groups_from_lanes: true,
    time_to_live: Some("P180D"),
    finish: |_, _| {},
};

#[must_use]
pub fn rules(target: Target) -> &'static Rules {
    match target {
        Target::Generic => &GENERIC,
        Target::Operaton => &OPERATON,
    }
}

/// An expression for the Unified Expression Language: in `${…}` unless it already is.
fn juel(text: &str) -> String {
    let text = text.trim();
    if text.starts_with("${") || text.starts_with("#{") { text.to_owned() } else { format!("${{{text}}}") }
}

/// A group's name for an engine out of a lane's: lower-case ASCII letters, digits and hyphens.
#[must_use]
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    // Soft hyphens only say where a label may break.
    for c in super::ids::ascii(&name.replace('\u{ad}', "")).chars() {
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

    #[test]
    fn expressions_are_wrapped_once() {
        assert_eq!(juel("complete == true"), "${complete == true}");
        assert_eq!(juel("${complete == true}"), "${complete == true}");
        assert_eq!(juel("#{bean.ok}"), "#{bean.ok}");
    }
}
