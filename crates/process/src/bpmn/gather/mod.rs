//! The file that a model goes back into. Most models come from one file; a board may hold several, or one twice: then
//! they are laid together as one text, with every id once, before anything is compared.

mod ids;
mod join;

use super::{MAX_BYTES, Text};
use crate::{
    graph::{Graph, Scope},
    kind::Kind,
    model::{ElementKind, Model, Span},
};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::Range,
};

/// More files than anyone puts on one board; what comes from others is written anew.
const MAX_PARTS: usize = 32;

/// A file, and which copy of it.
type Part<'m> = (&'m str, usize);

/// What a model goes back into.
pub struct Gathered {
    pub model: Model,
    pub text: Text,
    /// Where in the text the files are that draw nothing, beside others that do.
    pub undrawn: Vec<Range<usize>>,
}

/// The model with all its spans pointing into the text beside it. What came from a file that is not there has none.
/// With `all` as many files as there are, else the one that most of the model comes from. `None`: there is no file.
pub fn gather(model: &Model, sources: &dyn Fn(&str) -> Option<Text>, all: bool) -> Option<Gathered> {
    let parts = parts(model);
    // A file with pools has the collaboration that others join; then one whose processes are still there: a process that
    // joined another one left nothing but elements.
    let mut counts: BTreeMap<Part<'_>, (bool, usize, usize)> = BTreeMap::new();
    if let Some(span) = &model.definitions.src {
        counts.entry((&span.source, 1)).or_default();
    }
    for part in parts.processes.iter().flatten() {
        counts.entry(*part).or_default().1 += 1;
    }
    for (part, element) in parts.elements.iter().zip(&model.elements) {
        let Some(part) = part else { continue };
        let count = counts.entry(*part).or_default();
        count.0 |= element.process_kind() == Some(Kind::Pool);
        count.2 += 1;
    }
    let mut wanted: Vec<(Part<'_>, (bool, usize, usize))> = counts.into_iter().collect();
    wanted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut texts: BTreeMap<&str, Option<Text>> = BTreeMap::new();
    let mut there: Vec<(Part<'_>, Text)> = Vec::new();
    let mut bytes = 0;
    for (part, _) in wanted {
        let Some(text) = texts.entry(part.0).or_insert_with(|| sources(part.0)).clone() else { continue };
        bytes += text.len();
        if !there.is_empty() && (!all || there.len() >= MAX_PARTS || bytes > 2 * MAX_BYTES) {
            break;
        }
        there.push((part, text));
    }
    let texts: Vec<&str> = there.iter().map(|(_, text)| &**text).collect();
    let (text, places, undrawn) = match texts.as_slice() {
        [] => return None,
        [_] => (None, vec![join::Places::default()], Vec::new()),
        several => {
            let joined = join::join(several)?;
            (Some(joined.text), joined.places, joined.undrawn)
        }
    };
    let places: HashMap<Part<'_>, join::Places> = there.iter().map(|(part, _)| *part).zip(places).collect();
    let mut moved = model.clone();
    let spans = |src: &mut Option<Span>, part: &Option<Part<'_>>| {
        let places = part.as_ref().and_then(|part| places.get(part));
        *src = match (src.take(), places) {
            (Some(span), Some(places)) => places.of(span.start, span.end),
            _ => None,
        };
    };
    for (element, part) in moved.elements.iter_mut().zip(&parts.elements) {
        spans(&mut element.src, part);
    }
    for (process, part) in moved.processes.iter_mut().zip(&parts.processes) {
        spans(&mut process.src, part);
    }
    let (_, first) = there.swap_remove(0);
    let text = text.map_or_else(|| first.clone(), |text| first.with(text));
    Some(Gathered { model: moved, text, undrawn })
}

struct Parts<'m> {
    elements: Vec<Option<Part<'m>>>,
    processes: Vec<Option<Part<'m>>>,
}

/// Which file everything comes from. What stands at one place of a file more than once was imported, or copied, as often.
fn parts(model: &Model) -> Parts<'_> {
    let mut seen: HashMap<(&Span, bool), usize> = HashMap::new();
    let elements: Vec<Option<Part<'_>>> = model
        .elements
        .iter()
        .map(|element| {
            let span = element.src.as_ref()?;
            let count = seen.entry((span, element.kind == ElementKind::Depiction)).or_default();
            *count += 1;
            Some((span.source.as_str(), *count))
        })
        .collect();
    // A process is of the copy that its elements are of: a board keeps processes in no order.
    let graph = Graph::new(model);
    let mut copies: HashMap<&str, Part<'_>> = HashMap::new();
    for (element, part) in model.elements.iter().zip(&elements) {
        let pool = element.process.as_deref().filter(|_| element.process_kind() == Some(Kind::Pool));
        let scope = graph.scope(element);
        let process = pool.or(if let Some(Scope::Process(id)) = scope { Some(id) } else { None });
        if let (Some(process), Some(part)) = (process, part) {
            copies.entry(process).or_insert(*part);
        }
    }
    let mut taken: HashSet<(&Span, usize)> = HashSet::new();
    let processes = model
        .processes
        .iter()
        .map(|process| {
            let span = process.src.as_ref()?;
            let copy = copies.get(process.id.as_str()).filter(|part| part.0 == span.source);
            let free = (1..).find(|copy| !taken.contains(&(span, *copy)))?;
            let copy = copy.map(|part| part.1).filter(|copy| !taken.contains(&(span, *copy))).unwrap_or(free);
            taken.insert((span, copy));
            Some((span.source.as_str(), copy))
        })
        .collect();
    Parts { elements, processes }
}
