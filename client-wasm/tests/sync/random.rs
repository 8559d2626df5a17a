//! Whatever happens in whatever order: every letter that somebody typed, and that a disk or the server had, is in the end
//! on the board or in a tray; without new epochs, nowhere twice; and all tabs agree with the server.

use crate::world::World;
use proptest::prelude::*;
use std::collections::HashMap;
use wandel_board::ElementId;
use wandel_wire::{Refusal, Role};

#[derive(Clone, Debug)]
enum Step {
    Note(usize),
    Type(usize),
    Undo(usize),
    Cut(usize),
    Link(usize),
    Open(bool),
    /// Kills a tab after this many of its waiting writes.
    Kill(usize, usize),
    DiskWaits(bool),
    DiskFails(bool),
    SwallowAnswers(bool),
    Refuse(u8),
    Role(bool),
    Epoch,
    Pass(u16),
}

fn steps(epochs: bool) -> impl Strategy<Value = Vec<Step>> {
    let tab = 0..3_usize;
    let step = prop_oneof![
        4 => tab.clone().prop_map(Step::Note),
        10 => tab.clone().prop_map(Step::Type),
        1 => tab.clone().prop_map(Step::Undo),
        3 => tab.clone().prop_map(Step::Cut),
        4 => tab.clone().prop_map(Step::Link),
        3 => any::<bool>().prop_map(Step::Open),
        3 => (tab, 0..5_usize).prop_map(|(tab, writes)| Step::Kill(tab, writes)),
        1 => any::<bool>().prop_map(Step::DiskWaits),
        1 => any::<bool>().prop_map(Step::DiskFails),
        1 => any::<bool>().prop_map(Step::SwallowAnswers),
        1 => (0..3_u8).prop_map(Step::Refuse),
        1 => any::<bool>().prop_map(Step::Role),
        1 => Just(if epochs { Step::Epoch } else { Step::Pass(1_000) }),
        6 => (0..20_000_u16).prop_map(Step::Pass),
    ];
    proptest::collection::vec(step, 5..60)
}

struct Played {
    world: World,
    /// Letters that were typed, and the tab that did.
    letters: HashMap<char, String>,
    notes: Vec<ElementId>,
    next: u32,
    undone: bool,
}

impl Played {
    fn letter(&mut self, tab: usize) -> char {
        self.next += 1;
        let letter = char::from_u32(0x4e00 + self.next).unwrap();
        self.letters.insert(letter, self.world.tabs[tab].name.clone());
        letter
    }

    fn play(&mut self, step: &Step) {
        let tabs = self.world.tabs.len();
        let at = |tab: &usize| (tabs > 0).then(|| tab % tabs);
        match step {
            Step::Note(tab) => {
                let Some(tab) = at(tab) else { return };
                let letter = self.letter(tab);
                match self.world.note(tab, &letter.to_string()) {
                    Some(id) => self.notes.push(id),
                    None => drop(self.letters.remove(&letter)),
                }
            }
            Step::Type(tab) => {
                let Some(tab) = at(tab) else { return };
                let Some(id) = self.notes.get(self.next as usize % self.notes.len().max(1)).cloned() else {
                    return;
                };
                let letter = self.letter(tab);
                if !self.world.type_in(tab, &id, &letter.to_string()) {
                    self.letters.remove(&letter);
                }
            }
            Step::Undo(tab) => {
                let Some(tab) = at(tab) else { return };
                self.undone |= self.world.tabs[tab].sync.can_edit() && self.world.undo(tab);
            }
            Step::Cut(tab) => {
                if let Some(tab) = at(tab) {
                    self.world.cut(tab);
                }
            }
            Step::Link(tab) => {
                if let Some(tab) = at(tab) {
                    self.world.link(tab);
                }
            }
            Step::Open(linked) => {
                if tabs < 3 {
                    self.world.open(*linked);
                }
            }
            Step::Kill(tab, writes) => {
                let Some(tab) = at(tab) else { return };
                for _ in 0..*writes {
                    self.world.store_one(tab);
                }
                self.forget_what_only_memory_had(tab);
                self.world.kill(tab);
            }
            Step::DiskWaits(waits) => self.world.disk_waits = *waits,
            Step::DiskFails(fails) => self.world.disk_fails = *fails,
            Step::SwallowAnswers(swallow) => self.world.server.swallow_answers = *swallow,
            Step::Refuse(which) => {
                let refusal = match which {
                    0 => Refusal::ForeignClient,
                    1 => Refusal::NotStored,
                    _ => Refusal::Shape,
                };
                self.world.server.refuse_next = Some((1, refusal));
            }
            Step::Role(editor) => self.world.server.role = if *editor { Role::Editor } else { Role::Viewer },
            Step::Epoch => self.world.server.new_epoch(),
            Step::Pass(millis) => self.world.pass(f64::from(*millis)),
        }
    }

    /// What neither disk nor server had when a tab died is lost, and that is all that may be lost.
    fn forget_what_only_memory_had(&mut self, tab: usize) {
        let name = self.world.tabs[tab].name.clone();
        let committed = self.world.labels().concat();
        let disk: Vec<String> =
            self.world.disk.values().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect();
        self.letters.retain(|letter, owner| {
            *owner != name
                || committed.contains(*letter)
                || disk.iter().any(|record| record.contains(*letter))
        });
        // What is left of it may be taken over by any tab.
        for owner in self.letters.values_mut() {
            if *owner == name {
                owner.clear();
            }
        }
    }
}

fn play(steps: &[Step], epochs: bool) {
    let mut played =
        Played { world: World::new(), letters: HashMap::new(), notes: Vec::new(), next: 0, undone: false };
    played.world.open(true);
    for step in steps {
        played.play(step);
    }
    let world = &mut played.world;
    world.disk_waits = false;
    world.disk_fails = false;
    world.server.swallow_answers = false;
    world.server.refuse_next = None;
    world.server.role = Role::Editor;
    // Whoever is still connected under a lowered right comes back with the right one.
    for tab in 0..world.tabs.len() {
        world.cut(tab);
        world.link(tab);
    }
    world.open(true);
    world.settle();
    for tab in 0..world.tabs.len() {
        assert!(world.same_as_server(tab), "{} differs", world.tabs[tab].name);
        assert_eq!(world.state(tab).1, 0, "{} has something unsent", world.tabs[tab].name);
    }
    if played.undone {
        // What was taken back is rightly nowhere.
        return;
    }
    let board = world.labels().concat();
    let tray: String = world
        .tabs
        .iter()
        .flat_map(|tab| tab.sync.tray())
        .map(|item| item.text.as_str())
        .collect::<Vec<_>>()
        .concat();
    for letter in played.letters.keys() {
        let times = board.chars().filter(|other| other == letter).count();
        assert!(times > 0 || tray.contains(*letter), "{letter} is lost: board {board}, tray {tray}");
        assert!(epochs || times <= 1, "{letter} is there {times} times");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 4_000, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_and_nothing_comes_twice(steps in steps(false)) {
        play(&steps, false);
    }

    #[test]
    fn nothing_is_lost_across_epochs(steps in steps(true)) {
        play(&steps, true);
    }
}
