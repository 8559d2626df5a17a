//! Both catalogues say the same things: same messages, same arguments. Every code that a crate can emit has a sentence,
//! and no sentence breaks the house rules (look.md, Words).
#![allow(clippy::expect_used)]

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement},
    parser,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};
use wandel_words::{Arg, Words, keys};

type Catalogue = BTreeMap<String, BTreeSet<String>>;

fn inline(expression: &InlineExpression<&str>, into: &mut BTreeSet<String>) {
    match expression {
        InlineExpression::VariableReference { id } => {
            into.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => select(expression, into),
        _ => {}
    }
}

fn select(expression: &Expression<&str>, into: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(expression) => inline(expression, into),
        Expression::Select { selector, variants } => {
            inline(selector, into);
            for variant in variants {
                pattern(&variant.value, into);
            }
        }
    }
}

fn pattern(pattern: &Pattern<&str>, into: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            select(expression, into);
        }
    }
}

fn catalogue(files: &[&str]) -> Catalogue {
    let mut found = Catalogue::new();
    for text in files {
        let resource = parser::parse(*text).expect("the build has parsed it");
        for entry in resource.body {
            if let Entry::Message(message) = entry {
                let mut arguments = BTreeSet::new();
                pattern(message.value.as_ref().expect("a message has a text"), &mut arguments);
                let name = message.id.name.to_owned();
                assert!(found.insert(name.clone(), arguments).is_none(), "{name} is there twice");
            }
        }
    }
    found
}

#[test]
fn both_languages_have_the_same_messages_and_arguments() {
    let (de, en) = (catalogue(keys::DE), catalogue(keys::EN));
    for (key, arguments) in &de {
        assert_eq!(Some(arguments), en.get(key), "{key} differs between German and English");
    }
    for key in en.keys() {
        assert!(de.contains_key(key), "{key} is missing in German");
    }
}

#[test]
fn sentences_keep_the_house_rules() {
    for (language, files) in [("de", keys::DE), ("en", keys::EN)] {
        let words = Words::new(language);
        for (key, arguments) in catalogue(files) {
            let args: Vec<(&str, Arg<'_>)> =
                arguments.iter().map(|name| (name.as_str(), Arg::Text("x"))).collect();
            let said = words.say(&key, &args);
            assert!(!said.is_empty() && said.trim() == said, "{language} {key}: {said:?}");
            assert!(!said.contains('!'), "{language} {key} shouts: {said}");
            assert!(!said.contains("{$"), "{language} {key} has an argument without a value: {said}");
            if language == "de" {
                let informal = ["Du ", "Dein", "Dich "].iter().any(|word| said.contains(word));
                assert!(!informal, "{key} is not in the polite form: {said}");
            }
        }
    }
}

/// Every dotted code in a crate's source: string literals that are handed to a maker of findings.
fn codes_in(folder: &Path, into: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a source folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            codes_in(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("a source file");
            // Test modules come last in a file, and may invent codes.
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            for maker in [
                "Diagnostic::new(",
                "about(",
                "not_there(",
                "(\"engine.",
                "note(",
                "code: \"",
                "let code =",
                "finding(",
            ] {
                for (at, _) in code.match_indices(maker) {
                    let call: String = code[at..].chars().take(160).collect();
                    let call = call.split(';').next().unwrap_or_default();
                    // What begins a literal at the end of it is half of one.
                    let whole = call.rfind('"').map_or("", |end| &call[..end]);
                    let literals = whole.split('"').skip(1).step_by(2);
                    into.extend(literals.filter(|literal| is_code(literal)).map(str::to_owned));
                }
            }
        }
    }
}

fn is_code(literal: &str) -> bool {
    let kinds = ["task.", "event.", "gateway.", "flow.", "data.", "subprocess.", "shape.", "definition."];
    let word = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    literal.contains('.')
        && literal.split('.').all(word)
        // Names of kinds look alike.
        && !(kinds.iter().any(|kind| literal.starts_with(kind)) && is_kind(literal))
}

fn is_kind(literal: &str) -> bool {
    Words::new("de").has(&format!("kind-{}", literal.replace('.', "-")))
}

#[test]
fn every_diagnostic_has_a_sentence() {
    let crates = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut codes = BTreeSet::new();
    for name in ["process", "board"] {
        codes_in(&crates.join(name).join("src"), &mut codes);
    }
    let words = Words::new("de");
    let missing: Vec<&String> =
        codes.iter().filter(|code| !words.has(&format!("diagnostic-{}", code.replace('.', "-")))).collect();
    assert!(missing.is_empty(), "no sentence for {missing:?}");
}
