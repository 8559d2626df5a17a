//! A device with tabs, a store and locks, and the links between its tabs and a server. Time passes only when a case says so.

use crate::server::Server;
use bytes::Bytes;
use rand::{SeedableRng, rngs::SmallRng};
use std::collections::{BTreeMap, VecDeque};
use wandel_board::{Board, Command, ElementId, Kind, NewElement, Parent, command::TextEdit};
use wandel_client::{
    sync::{Change, Effect, Event, Record, SavedTab, StoreOp, Sync},
    view::SaveState,
};
use wandel_process::geometry::{Point, Size};

pub fn rng(seed: u64) -> SmallRng {
    SmallRng::seed_from_u64(seed)
}

pub struct Tab {
    pub name: String,
    pub sync: Sync,
    pub board: Board,
    /// The network is there.
    pub linked: bool,
    /// An input method is composing.
    pub hold: bool,
    session: Option<u32>,
    connect_at: Option<f64>,
    wake_at: Option<f64>,
    /// Asked for and not done yet: the disk is slow.
    pub to_store: VecDeque<(u64, Vec<StoreOp>)>,
    rng: SmallRng,
    pub rebuilt: usize,
    pub redone: usize,
    pub rejected: usize,
    /// Locks of dead tabs, held until what they kept is taken over.
    holds: Vec<String>,
}

pub struct World {
    pub now: f64,
    pub server: Server,
    pub tabs: Vec<Tab>,
    /// The device's store, by tab and key.
    pub disk: BTreeMap<(String, String), Vec<u8>>,
    /// The disk takes nothing, or is slow.
    pub disk_fails: bool,
    pub disk_waits: bool,
    opened: usize,
    seed: u64,
}

impl World {
    pub fn new() -> Self {
        Self {
            now: 0.0,
            server: Server::new(),
            tabs: Vec::new(),
            disk: BTreeMap::new(),
            disk_fails: false,
            disk_waits: false,
            opened: 0,
            seed: 1,
        }
    }

    /// Opens the board in a new tab, with or without a network. Returns its index.
    pub fn open(&mut self, linked: bool) -> usize {
        self.opened += 1;
        let living: Vec<String> =
            self.tabs.iter().flat_map(|tab| tab.holds.iter().cloned().chain([tab.name.clone()])).collect();
        let mut saved: BTreeMap<String, SavedTab> = BTreeMap::new();
        for ((tab, key), bytes) in &self.disk {
            let entry = saved.entry(tab.clone()).or_insert_with(|| SavedTab {
                tab: tab.clone(),
                free: !living.contains(tab),
                records: Vec::new(),
            });
            entry.records.push(Record { key: key.clone(), bytes: bytes.clone() });
        }
        let saved: Vec<SavedTab> = saved.into_values().collect();
        let holds = saved.iter().filter(|tab| tab.free).map(|tab| tab.tab.clone()).collect();
        let mut seed = [0; 32];
        seed[0] = self.opened as u8;
        let mut sync = Sync::new(seed);
        sync.take(Event::Loaded(saved));
        self.tabs.push(Tab {
            name: format!("tab{}", self.opened),
            sync,
            board: Board::new(3),
            linked,
            hold: false,
            session: None,
            connect_at: None,
            wake_at: None,
            to_store: VecDeque::new(),
            rng: rng(self.opened as u64),
            rebuilt: 0,
            redone: 0,
            rejected: 0,
            holds,
        });
        self.run();
        self.tabs.len() - 1
    }

    /// The tab dies: what is not on the disk is gone.
    pub fn kill(&mut self, tab: usize) {
        let tab = self.tabs.remove(tab);
        if let Some(session) = tab.session {
            self.server.gone(session);
        }
    }

    pub fn cut(&mut self, tab: usize) {
        let tab = &mut self.tabs[tab];
        tab.linked = false;
        if let Some(session) = tab.session.take() {
            self.server.gone(session);
            tab.sync.take(Event::Closed(1006));
        }
    }

    pub fn link(&mut self, tab: usize) {
        self.tabs[tab].linked = true;
    }

    /// Everything that is under way arrives, until nothing moves any more. Time stands still.
    pub fn run(&mut self) {
        for _ in 0..10_000 {
            let mut moved = false;
            for tab in 0..self.tabs.len() {
                moved |= self.turn(tab);
            }
            if !moved {
                return;
            }
        }
        panic!("it never comes to rest");
    }

    /// Time passes in small steps.
    pub fn pass(&mut self, millis: f64) {
        let end = self.now + millis;
        self.run();
        while self.now < end {
            let due =
                self.tabs.iter().flat_map(|tab| [tab.connect_at, tab.wake_at]).flatten().fold(end, f64::min);
            self.now = due.max(self.now + 0.5).min(end);
            self.run();
        }
    }

    /// Long enough for everything that can still happen by itself.
    pub fn settle(&mut self) {
        self.pass(120_000.0);
    }

    fn turn(&mut self, index: usize) -> bool {
        let mut moved = false;
        let now = self.now;
        let tab = &mut self.tabs[index];
        if let Some(session) = tab.session {
            let (frames, end) = self.server.take(session);
            for frame in frames {
                moved = true;
                tab.sync.take(Event::Received(frame.to_vec()));
            }
            if let Some(code) = end {
                moved = true;
                self.server.gone(session);
                tab.session = None;
                tab.sync.take(Event::Closed(code));
            }
        }
        if tab.connect_at.is_some_and(|at| now >= at) {
            moved = true;
            tab.connect_at = None;
            if tab.linked {
                tab.session = Some(self.server.open());
                tab.sync.take(Event::Opened);
            } else {
                tab.sync.take(Event::Closed(1006));
            }
        }
        if tab.wake_at.is_some_and(|at| now >= at) {
            tab.wake_at = None;
        }
        if !self.disk_waits {
            while let Some((batch, ops)) = tab.to_store.pop_front() {
                moved = true;
                let ok = !self.disk_fails;
                if ok {
                    store(&mut self.disk, tab, ops);
                }
                tab.sync.take(Event::Stored { batch, ok });
            }
        }
        let arrived = tab.sync.pump(now, &mut tab.board, tab.hold);
        tab.rebuilt += usize::from(arrived.rebuilt);
        tab.redone += arrived.redone;
        tab.rejected += arrived.rejected;
        for effect in tab.sync.effects(now) {
            moved |= !matches!(effect, Effect::Wake { .. });
            match effect {
                Effect::Connect { after } => tab.connect_at = Some(now + after),
                // The earliest counts, as in the page.
                Effect::Wake { after } => {
                    tab.wake_at = Some(tab.wake_at.map_or(now + after, |at| at.min(now + after)));
                }
                Effect::Send { bytes } => {
                    if let Some(session) = tab.session {
                        self.server.received(session, bytes);
                    }
                }
                Effect::Close { code } => {
                    if let Some(session) = tab.session.take() {
                        self.server.gone(session);
                    }
                    tab.sync.take(Event::Closed(code));
                }
                Effect::Post { id, claim, bytes } => {
                    let status = if tab.linked { self.server.posted(&claim, &Bytes::from(bytes)) } else { 0 };
                    tab.sync.take(Event::Posted { id, status, code: String::new() });
                }
                Effect::Store { batch, ops, .. } => tab.to_store.push_back((batch, ops)),
            }
        }
        moved
    }

    /// Lets a slow disk do the first of what it was asked for by a tab.
    pub fn store_one(&mut self, tab: usize) {
        let tab = &mut self.tabs[tab];
        if let Some((batch, ops)) = tab.to_store.pop_front() {
            store(&mut self.disk, tab, ops);
            tab.sync.take(Event::Stored { batch, ok: true });
        }
    }

    pub fn new_id(&mut self) -> ElementId {
        self.seed += 1;
        ElementId::random(&mut rng(self.seed))
    }

    /// Makes a note with this label, if the tab may edit.
    pub fn note(&mut self, tab: usize, label: &str) -> Option<ElementId> {
        let id = self.new_id();
        let create = create(&id, label);
        self.execute(tab, create).then_some(id)
    }

    /// Types at the end of a label.
    pub fn type_in(&mut self, tab: usize, id: &ElementId, text: &str) -> bool {
        let Some(element) = self.tabs[tab].board.projection().get(id) else { return false };
        let at = u32::try_from(element.label.encode_utf16().count()).unwrap();
        let edits = vec![TextEdit { at, remove: 0, insert: text.into() }];
        self.execute(tab, Command::Edit { id: id.clone(), edits })
    }

    pub fn execute(&mut self, index: usize, command: Command) -> bool {
        let tab = &mut self.tabs[index];
        if !tab.sync.can_edit() {
            return false;
        }
        let by = tab.sync.me().and_then(|me| me.by);
        let Ok(executed) = tab.board.execute(&command, by, &mut tab.rng) else { return false };
        tab.sync.push(executed.update, Change::Commands(vec![command]));
        true
    }

    pub fn undo(&mut self, index: usize) -> bool {
        let tab = &mut self.tabs[index];
        let Some(executed) = tab.board.undo(&mut tab.rng) else { return false };
        tab.sync.push(executed.update, Change::Undo);
        true
    }

    pub fn state(&self, tab: usize) -> (SaveState, usize) {
        let save = self.tabs[tab].sync.save();
        (save.state, save.pending)
    }

    pub fn same_as_server(&self, tab: usize) -> bool {
        self.tabs[tab].board.digest() == self.server.board.digest()
    }

    /// Labels of living elements on the server, sorted.
    pub fn labels(&self) -> Vec<String> {
        labels(&self.server.board)
    }
}

pub fn labels(board: &Board) -> Vec<String> {
    let mut labels: Vec<String> = board
        .projection()
        .in_order()
        .map(|element| element.label.to_string())
        .filter(|label| !label.is_empty())
        .collect();
    labels.sort();
    labels
}

pub fn create(id: &ElementId, label: &str) -> Command {
    let new = NewElement {
        id: id.clone(),
        kind: Kind::Note,
        parent: Parent::board(),
        at: Point { x: 0.0, y: 0.0 },
        size: Size { w: 160.0, h: 160.0 },
        label: label.into(),
        from: None,
        to: None,
        via: None,
        properties: Default::default(),
        xid: None,
        src: None,
    };
    Command::Create { elements: vec![new], processes: Vec::new(), planes: Vec::new() }
}

fn store(disk: &mut BTreeMap<(String, String), Vec<u8>>, tab: &mut Tab, ops: Vec<StoreOp>) {
    for op in ops {
        match op {
            StoreOp::Put { key, bytes } => drop(disk.insert((tab.name.clone(), key), bytes.to_vec())),
            StoreOp::Delete { key } => drop(disk.remove(&(tab.name.clone(), key))),
            StoreOp::Forget { tab: gone } => {
                disk.retain(|(name, _), _| *name != gone);
                tab.holds.retain(|name| *name != gone);
            }
        }
    }
}
