//! Writes on a board past all rules but those of the guard: any key of any element with a value of any kind, ids that are
//! none, parents in a circle, spans into nowhere, letters that XML cannot hold. What it writes is drawn from bytes.

use wandel_board::Kind;
use wandel_process::{
    bpmn::Text,
    kind::{self, DefinitionKind},
    property::names as p,
};
use yrs::{
    Any, Doc, Map, MapPrelim, MapRef, OffsetKind, Options, ReadTxn, TextPrelim, Transact, TransactionMut,
    updates::decoder::Decode,
};

/// A board before anything is scrawled on it, and the file it was made from.
pub struct Start {
    pub snapshot: Vec<u8>,
    pub text: Option<Text>,
}

const TEXTS: [&str; 24] = [
    "",
    "a",
    "A",
    "Antrag prüfen",
    "ä",
    "ae",
    "a b",
    "\u{1}",
    "a\u{0}b\u{b}",
    "\u{fffe}",
    "e_00000000001",
    "e_00000000002",
    "board",
    "file",
    "Fläche²",
    "1",
    "<a>&\"'\n\r\t]]>",
    "${a == 1}",
    "= a[1] > \"x",
    "😀\u{301}",
    "a_value",
    "a_data",
    "P1D",
    "\u{d7ff}\u{e000} -- ",
];
const NAMES: [&str; 46] = [
    p::DOCUMENTATION,
    p::ASSIGNEE,
    p::GROUPS,
    p::DUE,
    p::FORM,
    p::CONDITION,
    p::DEFAULT,
    p::TOPIC,
    p::EXPRESSION,
    p::DELEGATE,
    p::RESULT,
    p::SCRIPT,
    p::SCRIPT_FORMAT,
    p::TIMER_KIND,
    p::TIMER,
    p::REFERENCE,
    p::CODE,
    p::TRIGGERS,
    p::LINK,
    p::DECISION,
    p::DECISION_TABLE,
    p::HIT_POLICY,
    p::CALLED,
    p::LOOP,
    p::COLLECTION,
    p::CARDINALITY,
    p::COMPLETION,
    p::INTERRUPTING,
    p::EXPANDED,
    p::COMPENSATION,
    p::DIRECTION,
    p::FILL,
    p::LABEL_AT,
    p::OF,
    p::CORRELATION,
    p::FORM_REF,
    p::FORM_DEFINITION,
    p::KEY,
    p::TYPE,
    p::INITIAL,
    p::VALUE,
    p::WORK,
    p::TAG,
    "process",
    "docks",
    "definitions",
];
const NUMBERS: [f64; 14] = [
    0.0,
    1.0,
    -1.0,
    0.5,
    100.0,
    -1e9,
    1e12,
    1e300,
    -1e308,
    f64::MAX,
    f64::MIN_POSITIVE,
    f64::NAN,
    f64::INFINITY,
    9_007_199_254_740_993.0,
];

/// Bytes as a row of choices; when they are used up, the first of everything.
pub struct Scrawl<'a> {
    bytes: &'a [u8],
    at: usize,
    ids: Vec<String>,
}

impl<'a> Scrawl<'a> {
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, ids: Vec::new() }
    }

    fn byte(&mut self) -> usize {
        let byte = self.bytes.get(self.at).copied().unwrap_or_default();
        self.at += 1;
        usize::from(byte)
    }

    pub fn one<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.byte() % of.len()]
    }

    /// What a client sends who starts from a board.
    pub fn update(&mut self, start: &Start) -> Vec<u8> {
        let mut options = Options::with_guid_and_client_id("board".into(), yrs::ClientID::new(111));
        options.offset_kind = OffsetKind::Utf16;
        let doc = Doc::with_options(options);
        let [meta, elements, planes, processes] =
            ["meta", "elements", "planes", "processes"].map(|name| doc.get_or_insert_map(name));
        let mut txn = doc.transact_mut();
        if let Ok(update) = yrs::Update::decode_v1(&start.snapshot) {
            let _ = txn.apply_update(update);
        }
        let before = txn.state_vector();
        let there: Vec<String> = elements.keys(&txn).map(str::to_owned).collect();
        self.ids = (0..8).map(|number| format!("e_{number:011}")).chain(there).collect();
        self.ids[8..].sort();
        while self.at < self.bytes.len() {
            match self.byte() % 16 {
                0 => self.set_meta(&mut txn, &meta),
                1 => self.record(&mut txn, &planes, &["board", "d_1", "d_2", "\u{1}", "e_00000000003"]),
                2 => self.record(&mut txn, &processes, &["p_board", "p_1", "p_2", "", "e_00000000003"]),
                3 => {
                    let id = self.id();
                    let any = self.any(0);
                    elements.insert(&mut txn, id, any);
                }
                4 => {
                    let id = self.id();
                    elements.remove(&mut txn, &id);
                }
                _ => self.element(&mut txn, &elements),
            }
        }
        txn.encode_diff_v1(&before)
    }

    fn set_meta(&mut self, txn: &mut TransactionMut, meta: &MapRef) {
        let key = *self.one(&["title", "lang", "tz", "targets", "schema", "x"]);
        let any = self.any(0);
        meta.insert(txn, key, any);
    }

    fn record(&mut self, txn: &mut TransactionMut, root: &MapRef, ids: &[&'static str]) {
        let id = *self.one(ids);
        let map = map_at(txn, root, id);
        for _ in 0..=self.byte() % 4 {
            let key = match *self.one(&["name", "of", "order", "xid", "executable", "src", "p."]) {
                "p." => format!("p.{}", self.one(&NAMES)),
                key => key.to_owned(),
            };
            let any = match key.as_str() {
                "of" => Any::String(self.reference().into()),
                "src" => self.span(),
                _ => self.any(0),
            };
            map.insert(txn, key, any);
        }
    }

    fn element(&mut self, txn: &mut TransactionMut, elements: &MapRef) {
        let id = self.id();
        let map = map_at(txn, elements, &id);
        for _ in 0..=self.byte() % 12 {
            let key = *self.one(&[
                "kind", "at", "wh", "label", "from", "to", "kind", "at", "wh", "via", "xid", "src", "p.",
                "p.", "p.", "z", "by", "gone", "untiled", "cell", "text",
            ]);
            match key {
                "label" | "text" => {
                    let text = *self.one(&TEXTS);
                    if key == "text" {
                        map.insert(txn, "label", TextPrelim::new(text));
                    } else {
                        map.insert(txn, "label", text);
                    }
                }
                "p." => {
                    let key = format!("p.{}", self.one(&NAMES));
                    let any = if self.byte().is_multiple_of(2) {
                        Any::String(self.reference().into())
                    } else {
                        self.any(0)
                    };
                    map.insert(txn, key, any);
                }
                "cell" => {
                    let key = match self.byte() % 3 {
                        0 => format!("p.cell.{}", self.id()),
                        1 => format!("p.input.{}", self.one(&TEXTS)),
                        _ => format!("p.output.{}", self.one(&TEXTS)),
                    };
                    let any = self.any(0);
                    map.insert(txn, key, any);
                }
                key => {
                    let any = self.value_of(key);
                    map.insert(txn, key, any);
                }
            }
        }
    }

    /// Of the right shape most of the time.
    fn value_of(&mut self, key: &str) -> Any {
        if self.byte().is_multiple_of(16) {
            return self.any(0);
        }
        match key {
            "kind" => Any::String(self.kind().into()),
            "at" => {
                let parent = self.reference();
                Any::Array(vec![Any::String(parent.into()), self.number(), self.number()].into())
            }
            "wh" => Any::Array(vec![self.number(), self.number()].into()),
            "from" | "to" => Any::String(self.reference().into()),
            "via" => Any::Array((0..self.byte() % 7).map(|_| self.number()).collect::<Vec<_>>().into()),
            "src" => self.span(),
            "gone" | "untiled" => Any::Bool(self.byte().is_multiple_of(4)),
            "by" => self.number(),
            _ => Any::String((*self.one(&TEXTS)).into()),
        }
    }

    fn kind(&mut self) -> String {
        let choice = self.byte();
        let process = match choice % 24 {
            0..5 => format!("task.{}", self.one(kind::TaskKind::ALL).name()),
            5..7 => format!("subprocess.{}", self.one(kind::SubprocessKind::ALL).name()),
            7..11 => {
                let position = self.one(kind::Position::ALL).name();
                format!("event.{position}.{}", self.one(kind::Trigger::ALL).name())
            }
            11..13 => format!("gateway.{}", self.one(kind::GatewayKind::ALL).name()),
            13..16 => format!("flow.{}", self.one(kind::FlowKind::ALL).name()),
            16..19 => return format!("definition.{}", self.one(DefinitionKind::ALL).name()),
            19 => (*self.one(&["pool", "lane"])).to_owned(),
            20 => (*self.one(&["data.object", "data.input", "data.output", "data.store"])).to_owned(),
            21 => (*self.one(&["annotation", "group", "call", "pool"])).to_owned(),
            22 => (*self.one(&["note", "text", "frame", "stroke", "line", "shape.ellipse"])).to_owned(),
            _ => return (*self.one(&["depiction", "", "task", "event.end", "task.user.x"])).to_owned(),
        };
        debug_assert!(!matches!(Kind::parse(&process), Kind::Unknown(_)), "{process}");
        process
    }

    fn id(&mut self) -> String {
        let number = self.byte();
        if number < 4 { (*self.one(&TEXTS)).to_owned() } else { self.ids[number % self.ids.len()].clone() }
    }

    /// The id of an element, a plane, a process, or no id.
    fn reference(&mut self) -> String {
        match self.byte() % 16 {
            0..9 => self.id(),
            9..13 => "board".to_owned(),
            13 => (*self.one(&["d_1", "d_2", "p_1", "p_2", "p_board"])).to_owned(),
            14 => (*self.one(&TEXTS)).to_owned(),
            _ => "e_zzzzzzzzzzz".to_owned(),
        }
    }

    fn number(&mut self) -> Any {
        let choice = self.byte();
        let number = if choice < 160 { choice as f64 * 8.0 } else { *self.one(&NUMBERS) };
        Any::from(number)
    }

    fn span(&mut self) -> Any {
        let source = *self.one(&["file", "file", "file", "", "other"]);
        let (start, length) = (self.byte() * (1 + self.byte()), self.byte() * (1 + self.byte() % 16));
        let end = if length % 7 == 1 { start / 2 } else { start + length };
        Any::Array(vec![source.into(), Any::from(start as f64), Any::from(end as f64)].into())
    }

    fn any(&mut self, depth: usize) -> Any {
        match self.byte() % 10 {
            0..4 => Any::String((*self.one(&TEXTS)).into()),
            4 | 5 => self.number(),
            6 => Any::Bool(self.byte().is_multiple_of(2)),
            7 => Any::Null,
            _ if depth < 12 => {
                Any::Array((0..self.byte() % 5).map(|_| self.any(depth + 1)).collect::<Vec<_>>().into())
            }
            _ => Any::Undefined,
        }
    }
}

fn map_at(txn: &mut TransactionMut, root: &MapRef, id: &str) -> MapRef {
    match root.get(txn, id) {
        Some(yrs::Out::YMap(map)) => map,
        _ => root.insert(txn, id, MapPrelim::default()),
    }
}
