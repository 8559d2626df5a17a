//! `cargo xtask engines --interchange DIR`: every BPMN file of a folder through the built server and back. Unchanged by way
//! of `wandel convert` and of a stored board; then with one edit each, made over the wire on a board of a running server.
//! Prints a table of what is kept and what is lost, by a comparison of its own (`facts`).

mod facts;

use crate::{
    bench::server::{Server, ask, wandel},
    build, command, paths,
    progress::{self, step},
};
use anyhow::{Context, Result, bail};
use facts::{Difference, Facts};
use serde::Deserialize;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

/// The edits that `revise` makes.
const EDITS: [&str; 4] = ["rename", "move", "delete", "add"];

#[derive(Deserialize)]
struct Touched {
    old: BTreeSet<String>,
    new: Vec<String>,
}

/// # Errors
/// If something cannot be built or started, or a file is not perfect.
pub fn run(folder: &Path) -> Result<()> {
    let files = files(folder)?;
    // What browsers get is beside the point here: what was built of it before will do.
    if paths::web().join("dist").is_dir() {
        step("Server", || command::run(command::cargo(["build", "--release", "--package", "wandel"])))?;
    } else {
        build::all(build::Options::default())?;
    }
    build::drivers(&["revise"], build::Options::default())?;
    let out = paths::out().join("interchange");
    fs::create_dir_all(&out).context("cannot make tests/out/interchange")?;
    let house = Server::empty()?;
    println!("| file | facts | kept | lost | perfect | again | stored | {} | ms |", EDITS.join(" | "));
    println!("| --- | --: | --: | --: | --- | --- | --- |{} --: |", " --: |".repeat(EDITS.len()));
    let (mut perfect, mut failures) = (0, Vec::new());
    for file in &files {
        let name = file.strip_prefix(folder).unwrap_or(file).to_string_lossy().into_owned();
        match one(file, &out, &house) {
            Ok(row) => {
                perfect += usize::from(row.perfect);
                println!("| {name} | {} |", row.cells.join(" | "));
                failures.extend(row.faults.into_iter().map(|fault| format!("{name}: {fault}")));
            }
            Err(error) => {
                println!(
                    "| {name} | – | – | – | no | {} |",
                    "– | ".repeat(3 + EDITS.len()).trim_end_matches(" | ")
                );
                failures.push(format!("{name}: {error:#}"));
            }
        }
    }
    println!(
        "\n{perfect} of {} files perfect. Columns of edits: how many facts changed that the edit is not about.",
        files.len()
    );
    for failure in &failures {
        progress::note(failure);
    }
    if failures.is_empty() { Ok(()) } else { bail!("{} faults", failures.len()) }
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let (mut files, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|end| ["bpmn", "bpmn20", "xml"].iter().any(|known| end == *known))
            {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

struct Row {
    cells: Vec<String>,
    perfect: bool,
    faults: Vec<String>,
}

fn one(file: &Path, out: &Path, house: &Server) -> Result<Row> {
    let bytes = fs::read(file)?;
    let before = facts::read(&bytes)?;
    let (first, second) = (out.join("first.bpmn"), out.join("second.bpmn"));
    let start = Instant::now();
    convert(file, &first)?;
    let time = start.elapsed();
    convert(&first, &second)?;
    let once = fs::read(&first)?;
    let difference = facts::compare(&before, &facts::read(&once)?);
    let again = once == fs::read(&second)?;
    let mut faults = lost("lost", &difference.lost);
    if !again {
        faults.push("the export of the export differs".into());
    }
    let path = file.to_string_lossy().into_owned();
    let board = ask(house.folder(), &["board", "import", &path])?;
    let stored = house.export(&board, out)?;
    if stored != once {
        faults.push("the stored board gives another file".into());
    }
    let perfect = difference.lost.is_empty() && again;
    let say = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
    let mut cells = vec![
        before.len().to_string(),
        difference.kept.to_string(),
        difference.lost.len().to_string(),
        say(perfect),
        say(again),
        say(stored == once),
    ];
    for edit in EDITS {
        let board = ask(house.folder(), &["board", "import", &path])?;
        let touched = house.revise(&board, edit)?;
        let edited = house.export(&board, out)?;
        let after = facts::read(&edited)?;
        if touched.old.is_empty() && touched.new.is_empty() {
            cells.push("–".into());
            continue;
        }
        let unedited = facts::read(&once)?;
        let difference = facts::compare(&unedited, &after);
        let other = others(&difference, &unedited, &after, &touched);
        if difference.lost.is_empty() && difference.added.is_empty() {
            faults.push(format!("{edit}: nothing changed"));
        }
        faults.extend(lost(edit, &other));
        cells.push(other.len().to_string());
    }
    cells.push(time.as_millis().to_string());
    Ok(Row { cells, perfect, faults })
}

fn lost(what: &str, facts: &[String]) -> Vec<String> {
    let shown = facts.iter().take(5).map(|fact| format!("{what}: {fact}"));
    let more = facts.len().saturating_sub(5);
    shown.chain((more > 0).then(|| format!("{what}: and {more} more"))).collect()
}

/// What differs and is not about what was edited.
fn others(difference: &Difference, before: &Facts, after: &Facts, touched: &Touched) -> Vec<String> {
    let meant =
        |id: &String| touched.old.contains(id) || touched.new.iter().any(|part| id.contains(part.as_str()));
    let about =
        |facts: &Facts, key: &String| facts.get(key).is_some_and(|fact| fact.about.iter().any(&meant));
    // A reference in an attribute to what was deleted goes with it.
    let refers = |facts: &Facts, key: &String| facts.get(key).is_some_and(|fact| meant(&fact.value));
    // The first drawing of something that the file does not draw brings a diagram with it.
    let drawing = |key: &String| {
        let kind = key.rsplit_once(' ').and_then(|(element, _)| after.get(&format!("{element} type")));
        kind.is_some_and(|kind| kind.value.ends_with("}BPMNDiagram") || kind.value.ends_with("}BPMNPlane"))
    };
    let added = difference.added.iter().filter(|key| !drawing(key));
    let differs = difference.lost.iter().chain(added);
    let mut other: Vec<String> = differs
        .filter(|key| ![before, after].iter().any(|facts| about(facts, key) || refers(facts, key)))
        .cloned()
        .collect();
    other.sort();
    other.dedup();
    other
}

fn convert(from: &Path, to: &Path) -> Result<()> {
    let words = ["convert", &from.to_string_lossy(), &to.to_string_lossy()].map(str::to_owned);
    let output =
        command::program(&program(), words, &paths::root()).output().context("wandel does not start")?;
    // 1: there is something to say about the process; the file is written.
    match output.status.code() {
        Some(0 | 1) => Ok(()),
        _ => bail!("wandel convert: {}", String::from_utf8_lossy(&output.stderr).trim()),
    }
}

fn program() -> String {
    paths::built("wandel", false).to_string_lossy().into_owned()
}

impl Server {
    fn export(&self, board: &str, out: &Path) -> Result<Vec<u8>> {
        let file = out.join("stored.bpmn");
        let path = file.to_string_lossy().into_owned();
        command::run(wandel(self.folder(), &["board", "export", board, "--format", "bpmn", "-o", &path]))?;
        Ok(fs::read(&file)?)
    }

    fn revise(&self, board: &str, edit: &str) -> Result<Touched> {
        let url = self.board_url(board)?;
        let program = paths::built("revise", false).to_string_lossy().into_owned();
        let text = command::read(command::program(&program, [url.as_str(), edit], &paths::root()))
            .with_context(|| format!("{edit}: the edit was not made"))?;
        serde_json::from_str(&text).context("the editor's answer")
    }
}
