//! Several people at once on a board that was made from a file: they move, rename, delete, connect, paste and undo while somebody
//! exports, and the server is killed in the middle. What nobody touched comes out as it stood in the file, to the byte, in
//! every export; and a board at rest is the same file before and after a kill.

use super::server::{House, Running};
use crate::editor::{Editor, element};
use anyhow::{Context, Result, bail};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use std::{
    path::Path,
    time::{Duration, Instant},
};
use wandel_board::{Command, ElementId, Kind, Placement};
use wandel_process::{Target, bpmn};

const PEOPLE: u64 = 5;
/// Steps in the file; of four in a row the second is edited and the last is not, nor what is beside it.
const STEPS: usize = 40;
/// How long people work before a kill, and after it.
const WORK: Duration = Duration::from_secs(3);

/// What went on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Went {
    pub edits: u64,
    pub exports: u64,
}

/// # Errors
/// If an export cannot be read, something untouched is not as it was, or a kill changes a board at rest.
pub async fn workshop(program: &Path, folder: &Path, seed: u64) -> Result<Went> {
    let house = House { program: program.to_owned(), data: folder.join("workshop"), faulty: false };
    let (text, untouched) = file();
    let path = folder.join("workshop.bpmn");
    std::fs::write(&path, &text)?;
    let mut rng = StdRng::seed_from_u64(seed);
    let mut went = Went::default();
    let mut server = house.serve()?;
    let board = house.ask(&["board", "import", &path.to_string_lossy()])?;
    let ticket = house.ask(&["board", "ticket", &board, "--role", "editor", "--hours", "24"])?;
    let out = folder.join("out.bpmn");
    if export(&house, &board, Target::Generic, &out)? != text.as_bytes() {
        bail!("an unchanged board does not give its file back");
    }
    for killed in [true, false] {
        let url = format!("ws://{}/sync/{board}?ticket={ticket}", server.address);
        let end = Instant::now() + WORK;
        let people: Vec<_> =
            (0..PEOPLE).map(|_| tokio::spawn(work(url.clone(), rng.random(), end))).collect();
        let kill = end - WORK.mul_f64(rng.random_range(0.1..0.6));
        while Instant::now() < if killed { kill } else { end } {
            let target = *Target::ALL.choose(&mut rng).unwrap_or(&Target::Generic);
            check(&export(&house, &board, target, &out)?, target, &untouched)?;
            went.exports += 1;
            tokio::task::yield_now().await;
        }
        if killed {
            server = killed_and_back(server, &house)?;
        }
        for person in people {
            let (edits, ended) = person.await.context("a person")?;
            went.edits += edits;
            if let (Err(error), false) = (ended, killed) {
                return Err(error.context("somebody was thrown out"));
            }
        }
        if killed {
            check(&export(&house, &board, Target::Generic, &out)?, Target::Generic, &untouched)?;
        } else {
            let each = |house: &House| -> Result<Vec<Vec<u8>>> {
                Target::ALL.iter().map(|target| export(house, &board, *target, &out)).collect()
            };
            let before = each(&house)?;
            server = killed_and_back(server, &house)?;
            let after = each(&house)?;
            for (target, (before, after)) in Target::ALL.iter().zip(before.iter().zip(&after)) {
                check(after, *target, &untouched)?;
                if before != after {
                    bail!("the file for {} is another one after a kill", target.name());
                }
            }
        }
    }
    server.stop()?;
    Ok(went)
}

fn killed_and_back(server: Running, house: &House) -> Result<Running> {
    server.kill();
    house.serve()
}

fn export(house: &House, board: &str, target: Target, out: &Path) -> Result<Vec<u8>> {
    let out = out.to_string_lossy();
    house.ask(&["board", "export", board, "--format", "bpmn", "--target", target.name(), "-o", &out])?;
    Ok(std::fs::read(&*out)?)
}

fn check(bytes: &[u8], target: Target, untouched: &[String]) -> Result<()> {
    let mut count = 0_u64;
    let mut fresh = || {
        count += 1;
        format!("e_{count:011}")
    };
    bpmn::read(bytes, "again", &mut fresh).with_context(|| format!("the file for {}", target.name()))?;
    let text = str::from_utf8(bytes)?;
    if target == Target::Generic
        && let Some(lost) = untouched.iter().find(|part| !text.contains(part.as_str()))
    {
        bail!("nobody touched this, and it is not there: {lost}");
    }
    Ok(())
}

/// One person until the end, or until the server goes: how many edits were acknowledged.
async fn work(url: String, seed: u64, end: Instant) -> (u64, Result<()>) {
    let mut edits = 0;
    let mut rng = StdRng::seed_from_u64(seed);
    let mut editor = match Editor::join(&url).await {
        Ok(editor) => editor,
        Err(error) => return (edits, Err(error)),
    };
    while Instant::now() < end {
        let by = editor.by;
        let done = match rng.random_range(0..10) {
            0 => editor.board.undo(&mut rng),
            1 => editor.board.redo(&mut rng),
            _ => decide(&editor, &mut rng)
                .and_then(|command| editor.board.execute(&command, by, &mut rng).ok()),
        };
        // Nothing to do is not sent.
        let Some(done) = done.filter(|done| !done.update.is_empty()) else { continue };
        if let Err(error) = editor.push(done.update).await {
            return (edits, Err(error));
        }
        edits += 1;
    }
    (edits, Ok(()))
}

fn decide(editor: &Editor, rng: &mut StdRng) -> Option<Command> {
    let board = editor.board.projection();
    let is_ours = |xid: &str| {
        let number = xid.strip_prefix("T").and_then(|number| number.parse::<usize>().ok());
        number.is_some_and(|number| number % 4 == 1)
    };
    // What this file is for, and what came in later.
    let mut steps: Vec<_> = board
        .all()
        .filter(|step| step.kind.name().starts_with("task."))
        .filter(|step| step.xid.as_deref().is_none_or(is_ours))
        .collect();
    steps.sort_by(|a, b| a.id.cmp(&b.id));
    let step = *steps.choose(rng)?;
    let id = step.id.clone();
    if step.gone {
        return rng.random_bool(0.5).then(|| Command::Restore { ids: vec![id] });
    }
    Some(match rng.random_range(0..6) {
        0 => Command::Label { id, text: format!("Schritt {} <&>", rng.random_range(0..100)) },
        1 | 2 => {
            let mut at = step.at;
            (at.x, at.y) = (at.x + rng.random_range(-80.0..80.0), at.y + rng.random_range(-80.0..80.0));
            Command::Place { items: vec![Placement { id, parent: step.parent.clone(), at, size: None }] }
        }
        3 => Command::Delete { ids: vec![id], bridge: rng.random() },
        4 => {
            let value = rng.random_bool(0.7).then(|| "Nach § 12".into());
            Command::Set { id, property: "documentation".to_owned(), value }
        }
        _ => {
            let kind = Kind::parse(["task.user", "task.service", "task.rule"].choose(rng)?);
            let new = element(ElementId::random(rng), kind, step.parent.clone(), step.at, "Neu");
            let mut flow = element(
                ElementId::random(rng),
                Kind::parse("flow.sequence"),
                step.parent.clone(),
                step.at,
                "",
            );
            (flow.from, flow.to) = (Some(id), Some(new.id.clone()));
            Command::Create { elements: vec![new, flow], processes: Vec::new(), planes: Vec::new() }
        }
    })
}

/// A chain of steps as no program of ours writes it, and the parts of it that nobody will touch.
fn file() -> (String, Vec<String>) {
    let (mut steps, mut flows, mut shapes, mut edges) =
        (String::new(), String::new(), String::new(), String::new());
    let mut untouched = Vec::new();
    for number in 0..STEPS {
        let mut step = format!(
            "<s:userTask  name='Prüfen {number}' id='T{number}' x:foreign=\"&#228;{number}\"><s:extensionElements><x:a>\n <![CDATA[{number}<]]></x:a></s:extensionElements>"
        );
        if number > 0 {
            step.push_str(&format!("<s:incoming>F{number}</s:incoming>"));
            flows.push_str(&format!(
                "<s:sequenceFlow id='F{number}' sourceRef='T{}' targetRef='T{number}' />\n",
                number - 1
            ));
            let (from, to) = (number * 150 - 50, number * 150);
            edges.push_str(&format!(
                "<i:BPMNEdge id='FE{number}' bpmnElement='F{number}'><e:waypoint x='{from}' y='140'/><e:waypoint x='{to}' y='140'/></i:BPMNEdge>\n"
            ));
        }
        if number + 1 < STEPS {
            step.push_str(&format!("<s:outgoing>F{}</s:outgoing>", number + 1));
        }
        step.push_str("<!-- bleibt --></s:userTask>");
        let shape = format!(
            "<i:BPMNShape  bpmnElement='T{number}' id='TS{number}'><c:Bounds x='{}' y='100' height='80' width='100'/></i:BPMNShape>",
            number * 150
        );
        if number % 4 == 3 {
            untouched.extend([step.clone(), shape.clone()]);
        }
        steps.push_str(&step);
        steps.push('\n');
        shapes.push_str(&shape);
        shapes.push('\n');
    }
    let text = format!(
        "<?xml version='1.0'?>\n<!-- von Hand -->\n<s:definitions xmlns:s='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:i='http://www.omg.org/spec/BPMN/20100524/DI' xmlns:c='http://www.omg.org/spec/DD/20100524/DC' xmlns:e='http://www.omg.org/spec/DD/20100524/DI' xmlns:x='urn:x' id='D' targetNamespace='urn:t'>\n<s:process id='P' isExecutable='false'>\n{steps}{flows}</s:process>\n<i:BPMNDiagram id='DI'><i:BPMNPlane id='PL' bpmnElement='P'>\n{shapes}{edges}</i:BPMNPlane></i:BPMNDiagram></s:definitions>\n"
    );
    (text, untouched)
}
