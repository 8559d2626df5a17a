//! Boards written as text. A line is a shape, `name kind x,y,w,h [in parent] [key=value …] ["label"]`, places absolute;
//! or a connector, `name kind from -> to [via x,y x,y …] [in parent] [key=value …] ["label"]`. `#` begins a comment.
#![allow(dead_code, clippy::unwrap_used, clippy::panic)]

use rand::{SeedableRng, rngs::StdRng};
use std::collections::BTreeMap;
use wandel_board::{
    Board, Changes, Command, ElementId, Kind, NewElement, Parent, Projection, projection::Meta,
};
use wandel_process::{
    geometry::{Point, Rect, Size},
    property::{Properties, Value},
};
use wandel_scene::Scene;

pub fn id(name: &str) -> ElementId {
    format!("e_{name}").as_str().into()
}

pub struct Stage {
    pub board: Board,
    pub scene: Scene,
    pub rng: StdRng,
}

impl Stage {
    pub fn projection(&self) -> &Projection {
        self.board.projection()
    }
    /// Executes a command and lets the scene take in what changed.
    pub fn run(&mut self, command: &Command) {
        let executed = self.board.execute(command, None, &mut self.rng).unwrap();
        self.scene.update(self.board.projection(), &executed.changes);
    }
    pub fn route(&self, name: &str) -> Vec<(f64, f64)> {
        self.scene.route(&id(name)).iter().map(|p| (p.x, p.y)).collect()
    }
}

pub fn stage(text: &str) -> Stage {
    let mut rng = StdRng::seed_from_u64(7);
    let mut board = Board::initial(1, Meta { title: "Probe <&>".into(), ..Meta::default() });
    let elements = read(text);
    board.execute(&Command::Create { elements, processes: vec![], planes: vec![] }, None, &mut rng).unwrap();
    let mut scene = Scene::new();
    scene.update(board.projection(), &Changes { all: true, ..Changes::default() });
    Stage { board, scene, rng }
}

pub fn read(text: &str) -> Vec<NewElement> {
    let mut places: BTreeMap<String, Rect> = BTreeMap::new();
    let mut elements = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (line, label) = match line.split_once('"') {
            Some((head, rest)) => (head, rest.trim_end_matches('"').replace("\\n", "\n")),
            None => (line, String::new()),
        };
        let mut words = line.split_whitespace().peekable();
        let name = words.next().unwrap().to_owned();
        let kind = Kind::parse(words.next().unwrap());
        assert!(!matches!(kind, Kind::Unknown(_)) || line.contains("unknown"), "{line}");
        let mut new = NewElement {
            id: id(&name),
            kind: kind.clone(),
            parent: Parent::board(),
            at: Point::default(),
            size: Size::default(),
            label,
            from: None,
            to: None,
            via: None,
            properties: Properties::new(),
            xid: None,
            src: None,
        };
        let mut bounds = Rect::default();
        if kind.is_connector() {
            new.from = Some(id(words.next().unwrap()));
            assert_eq!(words.next(), Some("->"), "{line}");
            new.to = Some(id(words.next().unwrap()));
        } else {
            let numbers = numbers(words.next().unwrap());
            bounds = Rect::new(numbers[0], numbers[1], numbers[2], numbers[3]);
        }
        while let Some(word) = words.next() {
            match word {
                "in" => {
                    let parent = words.next().unwrap();
                    let origin = places[parent].origin();
                    new.parent = Parent::Element(id(parent));
                    bounds = bounds.translate(Point::default() - origin);
                    places.insert(name.clone(), bounds.translate(origin));
                }
                "via" => {
                    let mut via = Vec::new();
                    while let Some(pair) =
                        words.next_if(|word| word.starts_with(|c: char| c.is_ascii_digit() || c == '-'))
                    {
                        let pair = numbers(pair);
                        via.push(Point::new(pair[0], pair[1]));
                    }
                    new.via = Some(via);
                }
                _ => {
                    let (key, value) = word.split_once('=').unwrap_or_else(|| panic!("{word} in {line}"));
                    new.properties.insert(key.to_owned(), value_of(key, value));
                }
            }
        }
        places.entry(name).or_insert(bounds);
        (new.at, new.size) = (bounds.origin(), bounds.size());
        elements.push(new);
    }
    elements
}

fn value_of(key: &str, value: &str) -> Value {
    match value {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ if key == "default" || key == "of" => Value::Text(id(value).to_string()),
        _ if value.contains(',') => Value::List(numbers(value).into_iter().map(Value::Number).collect()),
        _ => Value::Text(value.to_owned()),
    }
}

fn numbers(text: &str) -> Vec<f64> {
    text.split(',').map(|n| n.parse().unwrap_or_else(|_| panic!("{text}"))).collect()
}
