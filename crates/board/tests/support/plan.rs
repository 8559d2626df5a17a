//! Plans: what several people do and when they hear of each other, as data. Random ones come from proptest; one that failed is
//! stored as JSON in `tests/plans` and replayed for ever.

use super::{Desk, board, element};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use wandel_board::{Board, Command, ElementId, Kind, NewElement, Parent, Placement, command::*};
use wandel_process::{
    geometry::{Point, Size},
    property::Value,
};

/// Something done by whoever it is said of; numbers pick among what is on their board then.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    Make { kind: u8, parent: u16, at: (i8, i8) },
    Connect { from: u16, to: u16 },
    Place { ids: Vec<u16>, parent: u16, at: (i8, i8), size: Option<(u8, u8)> },
    Turn { id: u16, kind: u8 },
    Set { id: u16, name: u8, value: Option<u8> },
    Type { id: u16, at: u8, remove: u8, letters: u8 },
    Label { id: u16, text: u8 },
    Reconnect { id: u16, to: u16, end: bool },
    Bend { id: u16, via: Option<(i8, i8)> },
    Delete { ids: Vec<u16>, bridge: bool },
    Restore { id: u16 },
    Stack { ids: Vec<u16>, to: u8 },
    Title(u8),
    Close,
    Undo,
    Redo,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    Do {
        who: u8,
        act: Act,
    },
    /// The next updates of one person reach another.
    Deliver {
        from: u8,
        to: u8,
        count: u8,
    },
    /// Everybody hears everything.
    Sync,
}

pub const KINDS: [&str; 15] = [
    "note",
    "task.user",
    "frame",
    "pool",
    "lane",
    "event.start.none",
    "gateway.exclusive",
    "text",
    "subprocess.embedded",
    "event.boundary.timer",
    "annotation",
    "data.object",
    "definition.form",
    "definition.field",
    "definition.choice",
];
const TURNS: [&str; 5] = ["task.user", "note", "task.service", "shape.diamond", "event.end.none"];
const TEXTS: [&str; 6] = ["", "Antrag", "Antrag prüfen", "prüfen 😀", "👩‍🚒 e\u{301}", "a\nb"];

pub fn acts() -> impl Strategy<Value = Act> {
    let at = || (any::<i8>(), any::<i8>());
    let ids = || prop::collection::vec(any::<u16>(), 1..4);
    prop_oneof![
        6 => (any::<u8>(), any::<u16>(), at()).prop_map(|(kind, parent, at)| Act::Make { kind, parent, at }),
        4 => (any::<u16>(), any::<u16>()).prop_map(|(from, to)| Act::Connect { from, to }),
        5 => (ids(), any::<u16>(), at(), prop::option::of((any::<u8>(), any::<u8>())))
            .prop_map(|(ids, parent, at, size)| Act::Place { ids, parent, at, size }),
        1 => (any::<u16>(), any::<u8>()).prop_map(|(id, kind)| Act::Turn { id, kind }),
        2 => (any::<u16>(), 0..4_u8, prop::option::of(any::<u8>())).prop_map(|(id, name, value)| Act::Set { id, name, value }),
        4 => (any::<u16>(), any::<u8>(), 0..4_u8, 0..4_u8)
            .prop_map(|(id, at, remove, letters)| Act::Type { id, at, remove, letters }),
        1 => (any::<u16>(), any::<u8>()).prop_map(|(id, text)| Act::Label { id, text }),
        1 => (any::<u16>(), any::<u16>(), any::<bool>()).prop_map(|(id, to, end)| Act::Reconnect { id, to, end }),
        1 => (any::<u16>(), prop::option::of(at())).prop_map(|(id, via)| Act::Bend { id, via }),
        3 => (ids(), any::<bool>()).prop_map(|(ids, bridge)| Act::Delete { ids, bridge }),
        1 => any::<u16>().prop_map(|id| Act::Restore { id }),
        1 => (ids(), 0..4_u8).prop_map(|(ids, to)| Act::Stack { ids, to }),
        1 => any::<u8>().prop_map(Act::Title),
        1 => Just(Act::Close),
        3 => Just(Act::Undo),
        1 => Just(Act::Redo),
    ]
}

pub fn steps(people: u8) -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => (0..people, acts()).prop_map(|(who, act)| Step::Do { who, act }),
        4 => (0..people, 0..people, 1..5_u8).prop_map(|(from, to, count)| Step::Deliver { from, to, count }),
        1 => Just(Step::Sync),
    ]
}

/// Picks among the living, sorted by id.
pub fn pick(board: &Board, n: u16, fits: impl Fn(&wandel_board::Element) -> bool) -> Option<ElementId> {
    let mut ids: Vec<_> = board.projection().in_order().filter(|e| fits(e)).map(|e| e.id.clone()).collect();
    ids.sort();
    if ids.is_empty() { None } else { Some(ids[usize::from(n) % ids.len()].clone()) }
}

fn holder(board: &Board, n: u16) -> Parent {
    if n.is_multiple_of(3) {
        return Parent::board();
    }
    pick(board, n / 3, |e| e.kind.is_container()).map_or_else(Parent::board, Parent::Element)
}

fn named(element: &wandel_board::Element, kind: &str) -> bool {
    element.kind.name() == kind
}

fn point(at: (i8, i8)) -> Point {
    Point::new(f64::from(at.0) * 10.0, f64::from(at.1) * 10.0)
}

/// The command an act comes to on somebody's board; `None`: there is nothing it could be done to.
pub fn command(desk: &mut Desk, act: &Act) -> Option<Command> {
    let any = |n: u16| pick(&desk.board, n, |_| true);
    let chosen = |ids: &[u16], fits: &dyn Fn(&wandel_board::Element) -> bool| -> Vec<ElementId> {
        let mut ids: Vec<_> = ids.iter().filter_map(|n| pick(&desk.board, *n, fits)).collect();
        ids.sort();
        ids.dedup();
        ids
    };
    Some(match act {
        Act::Make { kind, parent, at } => {
            let name = KINDS[usize::from(*kind) % KINDS.len()];
            let parent = match name {
                "lane" => Parent::Element(pick(&desk.board, *parent, |e| {
                    matches!(e.kind.name().as_str(), "pool" | "lane")
                })?),
                "event.boundary.timer" => {
                    Parent::Element(pick(&desk.board, *parent, |e| e.kind.name().starts_with("task"))?)
                }
                "definition.form" => Parent::board(),
                "definition.field" => {
                    Parent::Element(pick(&desk.board, *parent, |e| named(e, "definition.form"))?)
                }
                "definition.choice" => {
                    Parent::Element(pick(&desk.board, *parent, |e| named(e, "definition.field"))?)
                }
                _ => holder(&desk.board, *parent),
            };
            let id = ElementId::random(&mut desk.rng);
            let new = NewElement {
                id,
                parent,
                at: point(*at),
                label: TEXTS[usize::from(*kind) % 6].into(),
                ..element(name)
            };
            Command::Create { elements: vec![new], processes: vec![], planes: vec![] }
        }
        Act::Connect { from, to } => {
            let node = |n: u16| pick(&desk.board, n, |e| !e.kind.is_connector() && e.kind.has_shape());
            let (from, to) = (node(*from)?, node(*to)?);
            let id = ElementId::random(&mut desk.rng);
            let new = NewElement { id, from: Some(from), to: Some(to), ..element("flow.sequence") };
            Command::Create { elements: vec![new], processes: vec![], planes: vec![] }
        }
        Act::Place { ids, parent, at, size } => Command::Place {
            items: chosen(ids, &|e| !e.kind.is_connector())
                .into_iter()
                .map(|id| Placement {
                    id,
                    parent: holder(&desk.board, *parent),
                    at: point(*at),
                    size: size.map(|(w, h)| Size::new(f64::from(w) * 3.0, f64::from(h) * 3.0)),
                })
                .collect(),
        },
        Act::Turn { id, kind } => Command::Turn {
            id: any(*id)?,
            kind: Kind::parse(TURNS[usize::from(*kind) % TURNS.len()]),
            size: None,
        },
        Act::Set { id, name, value } => Command::Set {
            id: any(*id)?,
            property: ["form-definition", "key", "required", "label-at"][usize::from(*name) % 4].into(),
            value: value.map(|v| match name % 4 {
                2 => Value::Bool(v % 2 == 0),
                3 => Value::List(vec![f64::from(v).into(), 1.5.into(), 60.0.into(), 14.0.into()]),
                _ => Value::Text(v.to_string()),
            }),
        },
        Act::Type { id, at, remove, letters } => {
            let insert = ["", "x", "ä😀", "two\nlines"][usize::from(*letters) % 4].into();
            Command::Edit {
                id: any(*id)?,
                edits: vec![TextEdit { at: (*at % 20).into(), remove: (*remove).into(), insert }],
            }
        }
        Act::Label { id, text } => {
            Command::Label { id: any(*id)?, text: TEXTS[usize::from(*text) % 6].into() }
        }
        Act::Reconnect { id, to, end } => Command::Reconnect {
            id: pick(&desk.board, *id, |e| e.kind.is_connector())?,
            end: if *end { End::From } else { End::To },
            to: pick(&desk.board, *to, |e| !e.kind.is_connector())?,
        },
        Act::Bend { id, via } => Command::Bend {
            id: pick(&desk.board, *id, |e| e.kind.is_connector())?,
            via: via.map(|at| vec![point(at)]),
        },
        Act::Delete { ids, bridge } => Command::Delete { ids: chosen(ids, &|_| true), bridge: *bridge },
        Act::Restore { id } => {
            let gone: Vec<_> = desk.board.projection().gone().map(|e| e.id.clone()).collect();
            Command::Restore { ids: vec![gone.get(usize::from(*id) % gone.len().max(1))?.clone()] }
        }
        Act::Stack { ids, to } => Command::Stack {
            ids: chosen(ids, &|_| true),
            to: [Stacking::Front, Stacking::Back, Stacking::Forward, Stacking::Backward]
                [usize::from(*to) % 4],
        },
        Act::Title(n) => Command::Meta { key: "title".into(), value: Value::Text(n.to_string()) },
        Act::Close | Act::Undo | Act::Redo => return None,
    })
}

/// People with what they wrote, what they have yet to hear, and a copy of the same new board each.
pub struct Crowd {
    pub desks: Vec<Desk>,
    /// Per person, updates in the order they were made.
    pub said: Vec<Vec<Vec<u8>>>,
    /// `waiting[to][from]`: numbers of updates that have not reached them.
    waiting: Vec<Vec<VecDeque<usize>>>,
}

impl Crowd {
    pub fn new(people: u8) -> Self {
        let start = board().snapshot();
        let n = usize::from(people);
        Self {
            desks: (0..people).map(|who| Desk::with(100 + u64::from(who), &start)).collect(),
            said: vec![Vec::new(); n],
            waiting: vec![vec![VecDeque::new(); n]; n],
        }
    }

    pub fn say(&mut self, who: usize, update: Vec<u8>) {
        if update.is_empty() {
            return;
        }
        let number = self.said[who].len();
        self.said[who].push(update);
        for (to, waiting) in self.waiting.iter_mut().enumerate() {
            if to != who {
                waiting[who].push_back(number);
            }
        }
    }

    /// Delivers as many as are not waiting for something else. Returns whether anything arrived.
    pub fn deliver(&mut self, from: usize, to: usize, count: usize) -> bool {
        let mut any = false;
        for _ in 0..count {
            let Some(number) = self.waiting[to][from].front().copied() else { break };
            match self.desks[to].board.apply_remote(&self.said[from][number]) {
                Ok(_) => {}
                Err(refusal) if refusal.code == "update.missing" => break,
                Err(refusal) => panic!("{refusal}"),
            }
            self.waiting[to][from].pop_front();
            any = true;
        }
        any
    }

    pub fn sync(&mut self) {
        let n = self.desks.len();
        while (0..n)
            .flat_map(|to| (0..n).map(move |from| (from, to)))
            .fold(false, |any, (from, to)| self.deliver(from, to, usize::MAX) || any)
        {}
        assert!(self.waiting.iter().flatten().all(VecDeque::is_empty));
    }

    pub fn act(&mut self, who: usize, act: &Act) {
        let desk = &mut self.desks[who];
        let update = match act {
            Act::Undo => desk.undo().map(|done| done.update),
            Act::Redo => desk.redo().map(|done| done.update),
            Act::Close => {
                desk.board.close_step();
                None
            }
            act => command(desk, act)
                .and_then(|command| desk.board.execute(&command, Some(7), &mut desk.rng).ok())
                .map(|done| done.update),
        };
        self.say(who, update.unwrap_or_default());
    }

    pub fn run(&mut self, steps: &[Step]) {
        let n = self.desks.len();
        for step in steps {
            match step {
                Step::Do { who, act } => self.act(usize::from(*who) % n, act),
                Step::Deliver { from, to, count } => {
                    let (from, to) = (usize::from(*from) % n, usize::from(*to) % n);
                    if from != to {
                        self.deliver(from, to, usize::from(*count));
                    }
                }
                Step::Sync => self.sync(),
            }
        }
    }

    /// All have heard everything: they have the same document and see the same board, and so does a newcomer.
    pub fn check(&mut self) {
        self.sync();
        for desk in &self.desks {
            super::same(desk.board.projection(), &desk.board.project_anew(), "incremental and from scratch");
            assert_eq!(desk.board.digest(), self.desks[0].board.digest());
            super::same(desk.board.projection(), self.desks[0].board.projection(), "two people");
        }
        self.desks[0].check();
        super::complete(&self.desks[0].board);
    }
}
