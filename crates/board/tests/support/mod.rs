//! A person at a board, for tests: short ways to make things, and the checks that must hold after everything.

#![allow(dead_code)]

use rand::{SeedableRng, rngs::SmallRng};
use wandel_board::{Board, Command, Element, ElementId, Executed, Kind, Meta, NewElement, Parent, Placement};
use wandel_process::geometry::{Point, Size};

pub struct Desk {
    pub board: Board,
    pub rng: SmallRng,
}

pub fn board() -> Board {
    Board::initial(1 << 32, Meta { title: "Test".into(), ..Meta::default() })
}

pub fn element(kind: &str) -> NewElement {
    let kind = Kind::parse(kind);
    NewElement {
        id: "e_0".into(),
        size: kind.default_size(),
        kind,
        parent: Parent::board(),
        at: Point::default(),
        label: String::new(),
        from: None,
        to: None,
        via: None,
        properties: Default::default(),
        xid: None,
        src: None,
    }
}

pub fn placed(id: &ElementId, parent: Parent, at: (f64, f64)) -> Placement {
    Placement { id: id.clone(), parent, at: Point::new(at.0, at.1), size: None }
}

impl Desk {
    /// Person `n` with an own copy of the same new board.
    pub fn new(n: u64) -> Self {
        Self::with(n, &board().snapshot())
    }

    pub fn with(n: u64, snapshot: &[u8]) -> Self {
        Self { board: Board::load(n, snapshot).unwrap(), rng: SmallRng::seed_from_u64(n) }
    }

    pub fn run(&mut self, command: Command) -> Executed {
        self.board.execute(&command, Some(7), &mut self.rng).unwrap_or_else(|e| panic!("{e}: {command:?}"))
    }

    pub fn undo(&mut self) -> Option<Executed> {
        self.board.undo(&mut self.rng)
    }

    pub fn redo(&mut self) -> Option<Executed> {
        self.board.redo(&mut self.rng)
    }

    pub fn create(&mut self, new: NewElement) -> ElementId {
        let id = ElementId::random(&mut self.rng);
        let elements = vec![NewElement { id: id.clone(), ..new }];
        self.run(Command::Create { elements, processes: vec![], planes: vec![] });
        id
    }

    pub fn make(&mut self, kind: &str, parent: Parent, at: (f64, f64)) -> ElementId {
        self.create(NewElement { parent, at: Point::new(at.0, at.1), ..element(kind) })
    }

    pub fn task(&mut self, column: f64) -> ElementId {
        self.make("task.user", Parent::board(), (column * 150.0, 0.0))
    }

    pub fn task_in(&mut self, parent: &ElementId, x: f64) -> ElementId {
        self.make("task.user", Parent::Element(parent.clone()), (x, 0.0))
    }

    pub fn flow(&mut self, from: &ElementId, to: &ElementId) -> ElementId {
        self.create(NewElement {
            from: Some(from.clone()),
            to: Some(to.clone()),
            size: Size::default(),
            ..element("flow.sequence")
        })
    }

    pub fn label(&mut self, id: &ElementId, text: &str) -> Executed {
        self.run(Command::Label { id: id.clone(), text: text.into() })
    }

    pub fn get(&self, id: &ElementId) -> Element {
        self.board.projection().get(id).unwrap_or_else(|| panic!("{id} is not there")).clone()
    }

    /// The projection kept up to date equals the one made from scratch, here and in a copy.
    pub fn check(&self) {
        same(self.board.projection(), &self.board.project_anew(), "incremental and from scratch");
        let copy = Board::load(99, &self.board.snapshot()).unwrap();
        assert_eq!(copy.digest(), self.board.digest());
        same(copy.projection(), self.board.projection(), "a copy");
    }
}

/// Exchanges everything between two people, both ways.
pub fn sync(a: &mut Desk, b: &mut Desk) {
    let to_b = a.board.diff(&b.board.state_vector()).unwrap();
    let to_a = b.board.diff(&a.board.state_vector()).unwrap();
    b.board.apply_remote(&to_b).unwrap();
    a.board.apply_remote(&to_a).unwrap();
}

pub mod plan;

/// Every element in the document has its mandatory keys, and its label is a text.
pub fn complete(board: &Board) {
    use yrs::{Map, Out, Transact, updates::decoder::Decode};
    let doc = yrs::Doc::new();
    doc.transact_mut().apply_update(yrs::Update::decode_v1(&board.snapshot()).unwrap()).unwrap();
    let elements = doc.get_or_insert_map("elements");
    let txn = doc.transact();
    for (id, out) in elements.iter(&txn) {
        let Out::YMap(map) = out else { panic!("{id} is not a map") };
        for key in ["kind", "at", "z"] {
            assert!(matches!(map.get(&txn, key), Some(Out::Any(_))), "{id} lacks {key}");
        }
        assert!(matches!(map.get(&txn, "label"), Some(Out::YText(_))), "{id} lacks its text");
        let view = board.projection().any(&id.into()).unwrap_or_else(|| panic!("{id} is not seen"));
        let shaped = view.kind.has_shape() && !view.kind.is_connector();
        assert!(!shaped || map.get(&txn, "wh").is_some(), "{id} lacks wh");
    }
}

/// Equal boards, or what differs in a few lines.
pub fn same(a: &wandel_board::Projection, b: &wandel_board::Projection, what: &str) {
    if a == b {
        return;
    }
    let ids = |p: &wandel_board::Projection| -> std::collections::BTreeSet<ElementId> {
        p.in_order().chain(p.gone()).map(|e| e.id.clone()).collect()
    };
    let mut lines = vec![format!("{what}: {:?} {:?}", a.diagnostics(), b.diagnostics())];
    for id in ids(a).union(&ids(b)) {
        if a.any(id) != b.any(id) {
            lines.push(format!("{:?}\n  {:?}", a.any(id), b.any(id)));
        }
        if a.incident(id) != b.incident(id) {
            lines.push(format!("incident {id}: {:?} {:?}", a.incident(id), b.incident(id)));
        }
        let parent = Parent::Element(id.clone());
        if a.children(&parent) != b.children(&parent) {
            lines.push(format!("children {id}: {:?} {:?}", a.children(&parent), b.children(&parent)));
        }
    }
    if a.children(&Parent::board()) != b.children(&Parent::board()) {
        lines.push(format!("board: {:?} {:?}", a.children(&Parent::board()), b.children(&Parent::board())));
    }
    if lines.len() == 1 {
        lines.push(format!("{a:#?}\n{b:#?}"));
    }
    lines.push(format!("{:?} {:?}", a.meta(), b.meta()));
    lines.push(format!("{:?} {:?}", a.planes(), b.planes()));
    lines.push(format!("{:?} {:?}", a.processes(), b.processes()));
    panic!("{}", lines.join("\n"));
}
