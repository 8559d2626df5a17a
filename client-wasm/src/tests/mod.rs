//! Tests of the engine as a person uses it: a script of pointer, keys and letters, and the board as text afterwards.
//! `check(script, expected)` is the only way in, so that the engine can change behind it.

mod asking;
mod commands;
mod keyboard;
mod moving;
mod text;
mod tools;
mod tray;
mod views;

use crate::{
    Engine,
    port::{Device, Input, Intent, Key, KeyPhase, Pointer, PointerPhase, Preferences},
    view::{Insets, Output, ToolId},
};
use std::fmt::Write;
use wandel_board::{Board, ElementId, Kind, Meta, Parent};
use wandel_process::Kind as Process;

/// An engine with an empty board, a window of 1200 × 800, and what the last turn told.
pub struct Desk {
    pub engine: Engine,
    pub now: f64,
    pub out: Output,
    /// Everything told since the beginning: codes of news and shell commands.
    pub told: Vec<String>,
    pub clipboard: String,
}

impl Desk {
    pub fn new() -> Self {
        let board = Board::initial(7, Meta { title: "Test".into(), ..Meta::default() });
        let mut engine = Engine::alone(board);
        engine.send(Input::Size { w: 1200.0, h: 800.0, ratio: 2.0, inset: Insets::default() });
        let (single_keys, wall) = (true, false);
        engine.send(Input::Preferences(Preferences { reduced_motion: true, single_keys, wall }));
        let mut desk =
            Self { engine, now: 0.0, out: Output::default(), told: Vec::new(), clipboard: String::new() };
        desk.pump();
        // The board's origin at the window's top left makes scripts easy to read.
        desk.engine.send(Input::from(Intent::LookAt { x: 600.0, y: 400.0 }));
        desk.pump();
        desk
    }

    pub fn pump(&mut self) {
        self.now += 16.0;
        self.out = self.engine.pump(self.now);
        for news in self.out.view.news.iter().flatten() {
            self.told.push(news.code.clone());
        }
        for effect in &self.out.effects {
            match effect {
                crate::port::Effect::Shell { id } => self.told.push(format!("shell {id}")),
                crate::port::Effect::Copy { text, .. } => self.clipboard.clone_from(text),
                _ => {}
            }
        }
    }

    pub fn send(&mut self, input: impl Into<Input>) {
        self.engine.send(input.into());
        self.pump();
    }

    #[allow(clippy::too_many_arguments)]
    fn point(&mut self, phase: PointerPhase, at: (f64, f64), buttons: u32, mods: &str, clicks: u32) {
        let has = |name: &str| mods.contains(name);
        self.engine.send(Input::Pointer(Pointer {
            phase,
            x: at.0,
            y: at.1,
            button: 0,
            buttons,
            pointer: 1,
            device: if has("touch") { Device::Touch } else { Device::Mouse },
            pressure: 0.5,
            shift: has("shift"),
            alt: has("alt"),
            r#mod: has("mod"),
            clicks,
        }));
        self.pump();
    }

    pub fn click(&mut self, at: (f64, f64), mods: &str, clicks: u32) {
        self.point(PointerPhase::Move, at, 0, mods, 0);
        for click in 1..=clicks {
            self.point(PointerPhase::Down, at, 1, mods, click);
            self.point(PointerPhase::Up, at, 0, mods, click);
        }
    }

    pub fn drag(&mut self, from: (f64, f64), to: (f64, f64), mods: &str) {
        self.hold(from, to, mods);
        self.point(PointerPhase::Up, to, 0, mods, 1);
    }

    /// A drag that is not let go yet.
    pub fn hold(&mut self, from: (f64, f64), to: (f64, f64), mods: &str) {
        self.point(PointerPhase::Move, from, 0, mods, 0);
        self.point(PointerPhase::Down, from, 1, mods, 1);
        for part in 1..=4 {
            let t = f64::from(part) / 4.0;
            let at = (from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * t);
            self.point(PointerPhase::Move, at, 1, mods, 1);
        }
    }

    /// A key as the keyboard reports it.
    pub fn pressed(written: &str) -> Key {
        let mut parts: Vec<&str> = written.split('+').collect();
        let last = parts.pop().unwrap_or_default();
        let has = |name: &str| parts.contains(&name);
        let key = match last {
            "Plus" => "+".to_owned(),
            "Minus" => "-".to_owned(),
            "Space" => " ".to_owned(),
            one if one.chars().count() == 1 && !has("Shift") => one.to_lowercase(),
            other => other.to_owned(),
        };
        let code =
            if last.chars().all(|c| c.is_ascii_digit()) { format!("Digit{last}") } else { last.to_owned() };
        let (shift, alt, r#mod) = (has("Shift"), has("Alt"), has("Mod"));
        Key { phase: KeyPhase::Down, key, code, shift, alt, r#mod, repeat: false }
    }

    pub fn key(&mut self, written: &str) {
        let down = Self::pressed(written);
        let up = Key { phase: KeyPhase::Up, ..down.clone() };
        for key in [down, up] {
            self.engine.send(Input::Key(key));
            self.pump();
        }
    }

    /// Types letters at the end of the open label, one by one, and leaves it open.
    pub fn letters(&mut self, text: &str) {
        for letter in text.chars() {
            let Some(editing) = self.engine.core().editing() else { panic!("no label is open for {text:?}") };
            let value = format!("{}{letter}", editing.text);
            let end = u32::try_from(value.encode_utf16().count()).expect("short");
            let revision = Some(editing.revision);
            self.send(Input::Text { value, start: end, end, composing: false, revision });
        }
    }

    /// The element with this label, or the kind if it has none.
    pub fn find(&self, name: &str) -> ElementId {
        let projection = self.engine.core().projection();
        let mut all = projection.in_order();
        all.find(|e| &*e.label == name || e.label.is_empty() && e.kind.name() == name)
            .unwrap_or_else(|| panic!("nothing is called {name}\n{}", self.board()))
            .id
            .clone()
    }

    pub fn pick(&mut self, names: &[&str]) {
        let ids = names.iter().map(|name| self.find(name)).collect();
        self.send(Intent::Select { ids, reveal: false });
    }

    /// The board as text: a line an element, as it is stacked; connectors as `flow from -> to`.
    pub fn board(&self) -> String {
        let projection = self.engine.core().projection();
        let name = |id: &Option<ElementId>| match id.as_ref().and_then(|id| projection.get(id)) {
            Some(e) if e.label.is_empty() => e.kind.name(),
            Some(e) => e.label.to_string(),
            None => "?".into(),
        };
        let mut lines = Vec::new();
        for e in projection.in_order() {
            let mut line = e.kind.name();
            if e.kind.is_connector() {
                let _ = write!(line, " {} -> {}", name(&e.from), name(&e.to));
                if let Some(via) = &e.via {
                    let _ = write!(line, " via {}", via.len());
                }
            } else {
                let b = e.bounds();
                let _ = write!(line, " {},{} {}x{}", b.x, b.y, b.w, b.h);
            }
            if !e.label.is_empty() {
                let _ = write!(line, " \"{}\"", e.label);
            }
            if let Parent::Element(parent) = &e.parent {
                let _ = write!(line, " in {}", name(&Some(parent.clone())));
            }
            if e.kind == Kind::Process(Process::Pool) {
                lines.push(String::new());
            }
            lines.push(line);
        }
        lines.retain(|line| !line.is_empty());
        lines.join("\n")
    }

    /// One line of a script; words are separated by blanks, places written `x,y`.
    pub fn step(&mut self, line: &str) {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        let words: Vec<&str> = rest.split_whitespace().collect();
        let place = |word: &str| -> (f64, f64) {
            let (x, y) = word.split_once(',').unwrap_or_else(|| panic!("not a place: {word} in {line}"));
            (x.parse().expect("a number"), y.parse().expect("a number"))
        };
        let mods = |from: usize| words.get(from..).unwrap_or_default().join(" ");
        match verb {
            "tool" => {
                let tool: ToolId = serde_json::from_value(words[0].into()).expect("a tool");
                let variant = words.get(1).map(|kind| Kind::parse(kind));
                self.send(Intent::Tool { tool, variant });
            }
            "click" => self.click(place(words[0]), &mods(1), 1),
            "double" => self.click(place(words[0]), &mods(1), 2),
            "drag" => self.drag(place(words[0]), place(words[1]), &mods(2)),
            "hold" => self.hold(place(words[0]), place(words[1]), &mods(2)),
            "key" => words.iter().for_each(|word| self.key(word)),
            "type" => self.letters(rest),
            "done" => self.key("Escape"),
            "pick" => self.pick(&rest.split(", ").collect::<Vec<_>>()),
            "run" => self.send(Input::Act(crate::port::Action::Command(rest.to_owned()))),
            "paste" => {
                let text = if rest.is_empty() { self.clipboard.clone() } else { rest.replace("\\n", "\n") };
                self.send(Intent::Paste { text });
            }
            "wait" => {
                self.now += rest.parse::<f64>().expect("milliseconds");
                self.pump();
            }
            _ => panic!("no such step: {line}"),
        }
    }

    pub fn play(&mut self, script: &str) {
        for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
            self.step(line);
        }
    }
}

/// Plays a script on an empty board and compares the board as text.
#[track_caller]
pub fn check(script: &str, expected: &str) -> Desk {
    let mut desk = Desk::new();
    desk.play(script);
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(desk.board(), expected.join("\n"), "after\n{script}\ntold {:?}", desk.told);
    desk
}
