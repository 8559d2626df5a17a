//! Makes the typed keys and the list of catalogue files out of `messages/`. Fails the build when a catalogue does not
//! parse, so that a broken sentence never reaches a person. Must not look at anything else.

use fluent_syntax::{ast::Entry, parser};
use std::{env, error::Error, fmt::Write as _, fs, path::PathBuf};

const LANGUAGES: [&str; 2] = ["de", "en"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=messages");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("messages");
    let mut keys = std::collections::BTreeSet::new();
    let mut out = String::new();
    for language in LANGUAGES {
        let mut files: Vec<PathBuf> = fs::read_dir(root.join(language))?
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|path| path.extension().is_some_and(|extension| extension == "ftl"))
            .collect();
        files.sort();
        writeln!(
            out,
            "/// Files of `messages/{language}`.\npub const {}: &[&str] = &[",
            language.to_uppercase()
        )?;
        for file in files {
            let text = fs::read_to_string(&file)?;
            let resource = parser::parse(text.as_str())
                .map_err(|(_, errors)| format!("{} does not parse: {errors:?}", file.display()))?;
            for entry in resource.body {
                if let Entry::Message(message) = entry {
                    keys.insert(message.id.name.to_owned());
                }
            }
            writeln!(out, "    include_str!({:?}),", file.display().to_string())?;
        }
        out.push_str("];\n");
    }
    out.push_str("/// Every message, sorted.\npub const ALL: &[&str] = &[\n");
    for key in &keys {
        writeln!(out, "    {key:?},")?;
    }
    out.push_str("];\n");
    for key in &keys {
        let name = key.replace('-', "_").to_uppercase();
        writeln!(out, "/// `{key}`\npub const {name}: &str = {key:?};")?;
    }
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("catalogues.rs"), out)?;
    Ok(())
}
