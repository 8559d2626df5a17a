//! The kinds of things a process is made of, in the terms of BPMN 2.0, and their stable names in the board document.
//! A kind says what something *is*; everything one can set on it is a property (`property.rs`).

use serde::{Deserialize, Serialize};

/// A process element. `Kind::name` gives the stable name stored in documents (`task.user`, `event.start.timer`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    Task(TaskKind),
    Subprocess(SubprocessKind),
    CallActivity,
    Event(Position, Trigger),
    Gateway(GatewayKind),
    Pool,
    Lane,
    DataObject,
    DataInput,
    DataOutput,
    DataStore,
    Annotation,
    Group,
    Flow(FlowKind),
}

/// What happens in a task (BPMN 2.0, 10.3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TaskKind {
    /// No type: `bpmn:task`.
    Abstract,
    User,
    Service,
    Script,
    Send,
    Receive,
    Manual,
    BusinessRule,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SubprocessKind {
    Embedded,
    /// Triggered by an event (`triggeredByEvent="true"`).
    Event,
    Transaction,
    AdHoc,
}

/// Where an event stands in the flow (BPMN 2.0, 10.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Position {
    Start,
    /// `intermediateCatchEvent`
    Catch,
    /// `intermediateThrowEvent`
    Throw,
    /// Attached to an activity: its parent is the host. Interrupting unless the property `interrupting` is false.
    Boundary,
    End,
}

/// What an event waits for or gives out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Trigger {
    None,
    Message,
    Timer,
    Error,
    Signal,
    Escalation,
    Conditional,
    Link,
    Compensation,
    Cancel,
    Terminate,
    Multiple,
    ParallelMultiple,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GatewayKind {
    Exclusive,
    Parallel,
    Inclusive,
    EventBased,
    Complex,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FlowKind {
    Sequence,
    Message,
    Association,
    /// `dataInputAssociation` or `dataOutputAssociation`; the direction follows from the ends.
    Data,
}

/// Things a file defines beside what is drawn: elements without a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DefinitionKind {
    Message,
    Error,
    Signal,
    Escalation,
    /// What a step asks for; its fields are inside it (`form.rs`).
    Form,
    /// One question of a form; what can be chosen is inside it.
    Field,
    /// One of the values that a field offers.
    Choice,
    /// Rules that answer what a step asks; its columns and rules are inside it (`decision`).
    Decision,
    Input,
    Output,
    Rule,
    /// Anything else at the root of a file (item definition, interface, category, …), kept by its span.
    Other,
}

macro_rules! names {
    ($type:ty { $($variant:ident = $name:literal),+ $(,)? }) => {
        impl $type {
            /// All variants, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The stable name in documents.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
            /// The variant of a stable name.
            #[must_use]
            pub fn parse(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

impl Position {
    /// What an event there can wait for or give out (BPMN 2.0, 10.5, table 10.93). `inside`: what begins an event subprocess,
    /// not a process.
    #[must_use]
    pub const fn triggers(self, inside: bool) -> &'static [Trigger] {
        use Trigger as T;
        match self {
            Self::Start if inside => &[
                T::Message,
                T::Timer,
                T::Error,
                T::Signal,
                T::Escalation,
                T::Conditional,
                T::Compensation,
                T::Multiple,
                T::ParallelMultiple,
            ],
            Self::Start => {
                &[T::None, T::Message, T::Timer, T::Signal, T::Conditional, T::Multiple, T::ParallelMultiple]
            }
            Self::Catch => {
                &[T::Message, T::Timer, T::Signal, T::Conditional, T::Link, T::Multiple, T::ParallelMultiple]
            }
            Self::Throw => {
                &[T::None, T::Message, T::Signal, T::Escalation, T::Link, T::Compensation, T::Multiple]
            }
            Self::Boundary => &[
                T::Message,
                T::Timer,
                T::Error,
                T::Signal,
                T::Escalation,
                T::Conditional,
                T::Compensation,
                T::Cancel,
                T::Multiple,
                T::ParallelMultiple,
            ],
            Self::End => &[
                T::None,
                T::Message,
                T::Error,
                T::Signal,
                T::Escalation,
                T::Compensation,
                T::Cancel,
                T::Terminate,
                T::Multiple,
            ],
        }
    }
}

impl Trigger {
    /// Ends what it happens in: what it is attached to, or begins inside of, cannot go on.
    #[must_use]
    pub const fn always_interrupts(self) -> bool {
        matches!(self, Self::Error | Self::Cancel | Self::Compensation)
    }
}

impl DefinitionKind {
    /// Lies in another definition, in an order that people give it.
    #[must_use]
    pub const fn is_part(self) -> bool {
        matches!(self, Self::Field | Self::Choice | Self::Input | Self::Output | Self::Rule)
    }
}

names!(TaskKind { Abstract = "abstract", User = "user", Service = "service", Script = "script", Send = "send",
    Receive = "receive", Manual = "manual", BusinessRule = "rule" });
names!(SubprocessKind { Embedded = "embedded", Event = "event", Transaction = "transaction", AdHoc = "adhoc" });
names!(Position { Start = "start", Catch = "catch", Throw = "throw", Boundary = "boundary", End = "end" });
names!(Trigger { None = "none", Message = "message", Timer = "timer", Error = "error", Signal = "signal",
    Escalation = "escalation", Conditional = "conditional", Link = "link", Compensation = "compensation",
    Cancel = "cancel", Terminate = "terminate", Multiple = "multiple", ParallelMultiple = "parallel-multiple" });
names!(GatewayKind { Exclusive = "exclusive", Parallel = "parallel", Inclusive = "inclusive", EventBased = "event",
    Complex = "complex" });
names!(FlowKind { Sequence = "sequence", Message = "message", Association = "association", Data = "data" });
names!(DefinitionKind { Message = "message", Error = "error", Signal = "signal", Escalation = "escalation",
    Form = "form", Field = "field", Choice = "choice",
    Decision = "decision", Input = "input", Output = "output", Rule = "rule", Other = "other" });

impl Kind {
    /// The stable name in documents, e.g. `task.user`, `event.boundary.timer`, `flow.sequence`, `pool`.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Task(kind) => format!("task.{}", kind.name()),
            Self::Subprocess(kind) => format!("subprocess.{}", kind.name()),
            Self::CallActivity => "call".into(),
            Self::Event(position, trigger) => format!("event.{}.{}", position.name(), trigger.name()),
            Self::Gateway(kind) => format!("gateway.{}", kind.name()),
            Self::Pool => "pool".into(),
            Self::Lane => "lane".into(),
            Self::DataObject => "data.object".into(),
            Self::DataInput => "data.input".into(),
            Self::DataOutput => "data.output".into(),
            Self::DataStore => "data.store".into(),
            Self::Annotation => "annotation".into(),
            Self::Group => "group".into(),
            Self::Flow(kind) => format!("flow.{}", kind.name()),
        }
    }

    /// The kind of a stable name; `None` for a name this version does not know.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let mut parts = name.splitn(3, '.');
        let (head, second, third) = (parts.next()?, parts.next(), parts.next());
        Some(match (head, second, third) {
            ("task", Some(kind), None) => Self::Task(TaskKind::parse(kind)?),
            ("subprocess", Some(kind), None) => Self::Subprocess(SubprocessKind::parse(kind)?),
            ("call", None, None) => Self::CallActivity,
            ("event", Some(position), Some(trigger)) => {
                Self::Event(Position::parse(position)?, Trigger::parse(trigger)?)
            }
            ("gateway", Some(kind), None) => Self::Gateway(GatewayKind::parse(kind)?),
            ("pool", None, None) => Self::Pool,
            ("lane", None, None) => Self::Lane,
            ("data", Some("object"), None) => Self::DataObject,
            ("data", Some("input"), None) => Self::DataInput,
            ("data", Some("output"), None) => Self::DataOutput,
            ("data", Some("store"), None) => Self::DataStore,
            ("annotation", None, None) => Self::Annotation,
            ("group", None, None) => Self::Group,
            ("flow", Some(kind), None) => Self::Flow(FlowKind::parse(kind)?),
            _ => return None,
        })
    }

    /// Something that a sequence flow can start or end at (position rules are checked elsewhere).
    #[must_use]
    pub const fn is_flow_node(self) -> bool {
        matches!(
            self,
            Self::Task(_) | Self::Subprocess(_) | Self::CallActivity | Self::Event(..) | Self::Gateway(_)
        )
    }

    /// Task, subprocess or call activity: can carry boundary events, loops and a default flow.
    #[must_use]
    pub const fn is_activity(self) -> bool {
        matches!(self, Self::Task(_) | Self::Subprocess(_) | Self::CallActivity)
    }

    #[must_use]
    pub const fn is_connector(self) -> bool {
        matches!(self, Self::Flow(_))
    }

    /// Can hold other elements: pool, lane, subprocess.
    #[must_use]
    pub const fn is_container(self) -> bool {
        matches!(self, Self::Pool | Self::Lane | Self::Subprocess(_))
    }
}

impl Serialize for Kind {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.name())
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::parse(&name).ok_or_else(|| serde::de::Error::custom(format!("unknown kind {name}")))
    }
}
