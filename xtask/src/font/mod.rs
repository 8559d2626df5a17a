//! `cargo xtask fonts`: fetches the packaged fonts, puts what the browser needs into `web/src/assets/font` (with the
//! style sheet that names it), and makes the table of advances and kerning that the engine measures text with. The
//! results are committed; this runs when the font changes. Shaping happens here and nowhere else.

mod css;
mod face;
mod samples;
mod table;

use crate::{command, paths};
use anyhow::{Context, Result};
use face::Face;
use sha2::{Digest, Sha256};
use std::{collections::BTreeSet, fs, path::Path};

/// Exact versions: another one is another font, and every line break could differ.
const PACKAGES: [&str; 4] = [
    "@fontsource-variable/atkinson-hyperlegible-next@5.3.0",
    "@fontsource/noto-sans@5.3.0",
    "wawoff2@2.0.1",
    "subset-font@2.9.0",
];

/// What is shipped, in the order in which a letter looks for its font.
const FACES: [&str; 4] = [
    "atkinson-hyperlegible-next-latin",
    "atkinson-hyperlegible-next-latin-ext",
    "noto-sans-latin-ext",
    "noto-sans-vietnamese",
];

/// SHA-256 of the two files of the text font as packaged: the table belongs to exactly these.
const HASHES: [(&str, &str); 2] = [
    ("atkinson-hyperlegible-next-latin", "18b2a1a39a2fa298b0ba5390aca68462669826c90925656f1c1f6796e0e1bbaf"),
    (
        "atkinson-hyperlegible-next-latin-ext",
        "7dae0c6c66af1aec82e096186aeb1f0e6fa36ab8061ed65422f2b7daf4dd93f3",
    ),
];

/// Fetches, copies, measures, writes.
///
/// # Errors
/// If npm or Node fail, a packaged file is not the expected one, or a file cannot be written.
pub fn run() -> Result<()> {
    let tools = paths::target().join("fonts");
    let out = tools.join("out");
    fs::create_dir_all(&out).with_context(|| format!("cannot make {}", out.display()))?;
    fs::write(tools.join("package.json"), "{\"private\": true}\n")?;
    let install = ["install", "--no-audit", "--no-fund", "--save-exact"].into_iter().chain(PACKAGES);
    command::run(command::npm(install, &tools))?;
    let script = paths::root().join("xtask/src/font/prepare.mjs");
    let node = |taken: &str| {
        let out = out.to_string_lossy().into_owned();
        let script = script.to_string_lossy().into_owned();
        command::run(command::program("node", [script, out, taken.to_owned()], &tools))
    };
    node("")?;
    for (name, expected) in HASHES {
        let found = hash(&out.join(format!("{name}.woff2")))?;
        anyhow::ensure!(found == expected, "{name}.woff2 is another file than expected: {found}");
    }
    // Again, now without the letters that the text font has.
    let mut taken = BTreeSet::new();
    for name in &FACES[..2] {
        taken.extend(Face::read(&out.join(format!("{name}.ttf")), &BTreeSet::new())?.letters);
    }
    node(&taken.iter().collect::<String>())?;

    let mut faces: Vec<Face> = Vec::new();
    let mut claimed = BTreeSet::new();
    for name in FACES {
        let face = Face::read(&out.join(format!("{name}.ttf")), &claimed)?;
        claimed.extend(face.letters.iter().copied());
        faces.push(face);
    }
    let root = paths::root();
    let assets = paths::web().join("src/assets/font");
    fs::create_dir_all(&assets)?;
    for name in FACES {
        fs::copy(out.join(format!("{name}.woff2")), assets.join(format!("{name}.woff2")))?;
    }
    let licences = tools.join("node_modules");
    fs::copy(
        licences.join("@fontsource-variable/atkinson-hyperlegible-next/LICENSE"),
        assets.join("OFL.txt"),
    )?;
    fs::copy(licences.join("@fontsource/noto-sans/LICENSE"), assets.join("OFL-noto-sans.txt"))?;
    write(&paths::web().join("src/styles/fonts.css"), css::sheet(&FACES, &faces).as_bytes())?;
    let tables = table::build(&faces)?;
    write(&root.join("crates/scene/src/text/font.bin"), &tables)?;
    write(&root.join("crates/scene/tests/data/widths.tsv"), samples::widths(&faces)?.as_bytes())?;
    println!("{} letters, table of {} bytes", claimed.len(), tables.len());
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

fn hash(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect())
}
