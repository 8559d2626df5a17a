//! What may be connected with what, and by which connector (BPMN 2.0, 7.6 and 8.3: tables of connection rules), and what
//! an element can be turned into or continued with. Pure tables over kinds.

use crate::order;
use wandel_board::{Element, Kind, Projection, kind::Form};
use wandel_process::kind::{
    FlowKind, GatewayKind, Kind as Process, Position, SubprocessKind, TaskKind, Trigger,
};

/// The connector between two elements.
///
/// # Errors
/// Why there can be none, as a code.
pub fn connector(projection: &Projection, from: &Element, to: &Element) -> Result<Kind, &'static str> {
    if from.kind.is_connector() || to.kind.is_connector() {
        return Err("connect.not-here");
    }
    let (a, b) = match (from.kind.process(), to.kind.process()) {
        (Some(a), Some(b)) => (a, b),
        // Whatever is not of the process is joined by plain lines.
        _ if from.id == to.id => return Err("connect.itself"),
        _ => return Ok(Kind::Line),
    };
    let flow = |kind| Ok(Kind::Process(Process::Flow(kind)));
    if matches!(a, Process::Annotation | Process::Group) || matches!(b, Process::Annotation | Process::Group)
    {
        return if from.id == to.id { Err("connect.itself") } else { flow(FlowKind::Association) };
    }
    if is_data(a) || is_data(b) {
        let with_activity = |kind: Process| kind.is_activity() || matches!(kind, Process::Event(..));
        return if is_data(a) && with_activity(b) || is_data(b) && with_activity(a) {
            flow(FlowKind::Data)
        } else {
            Err("connect.data")
        };
    }
    if a == Process::Lane || b == Process::Lane {
        return Err("connect.lane");
    }
    let pools = (pool(projection, from), pool(projection, to));
    if pools.0 != pools.1 && (pools.0.is_some() || pools.1.is_some()) {
        return message(a, b).then_some(()).ok_or("connect.message").and_then(|()| flow(FlowKind::Message));
    }
    if a == Process::Pool || b == Process::Pool {
        return Err("connect.own-pool");
    }
    if scope(projection, from) != scope(projection, to) {
        return Err("connect.subprocess");
    }
    if from.id == to.id && !a.is_activity() {
        return Err("connect.itself");
    }
    match (a, b) {
        (Process::Event(Position::End, _), _) => Err("connect.after-end"),
        (_, Process::Event(Position::Start, _)) => Err("connect.before-start"),
        (_, Process::Event(Position::Boundary, _)) => Err("connect.to-boundary"),
        (Process::Subprocess(SubprocessKind::Event), _) | (_, Process::Subprocess(SubprocessKind::Event)) => {
            Err("connect.event-subprocess")
        }
        _ if a.is_flow_node() && b.is_flow_node() => flow(FlowKind::Sequence),
        _ => Err("connect.not-here"),
    }
}

const fn is_data(kind: Process) -> bool {
    matches!(kind, Process::DataObject | Process::DataInput | Process::DataOutput | Process::DataStore)
}

/// Who can send and receive across pools.
const fn message(from: Process, to: Process) -> bool {
    let sends = match from {
        Process::Pool => true,
        Process::Event(position, trigger) => {
            matches!(position, Position::End | Position::Throw)
                && matches!(trigger, Trigger::Message | Trigger::None)
        }
        _ => from.is_activity(),
    };
    let receives = match to {
        Process::Pool => true,
        Process::Event(position, trigger) => {
            matches!(position, Position::Start | Position::Catch | Position::Boundary)
                && matches!(trigger, Trigger::Message | Trigger::None)
        }
        _ => to.is_activity(),
    };
    sends && receives
}

fn pool<'a>(projection: &'a Projection, element: &'a Element) -> Option<&'a str> {
    if element.kind == Kind::Process(Process::Pool) {
        return Some(element.id.as_str());
    }
    order::pool_of(projection, element).map(|pool| pool.id.as_str())
}

/// The subprocess an element lies in; a boundary event lies where its host does.
fn scope<'a>(projection: &'a Projection, element: &'a Element) -> Option<&'a str> {
    let mut at = element;
    for _ in 0..64 {
        let wandel_board::Parent::Element(id) = &at.parent else { return None };
        let boundary = matches!(at.kind, Kind::Process(Process::Event(Position::Boundary, _)));
        let holder = projection.get(id)?;
        if matches!(holder.kind, Kind::Process(Process::Subprocess(_))) && !boundary {
            return Some(holder.id.as_str());
        }
        at = holder;
    }
    None
}

const TASKS: &[TaskKind] = &[
    TaskKind::User,
    TaskKind::Service,
    TaskKind::Send,
    TaskKind::Receive,
    TaskKind::Manual,
    TaskKind::BusinessRule,
    TaskKind::Script,
    TaskKind::Abstract,
];

/// What an element can be turned into: same id, author and label. Without what it is.
#[must_use]
pub fn turns(element: &Element) -> Vec<Kind> {
    let tasks = || TASKS.iter().map(|kind| Process::Task(*kind));
    let list: Vec<Kind> = match &element.kind {
        Kind::Note | Kind::Text | Kind::Shape(_) => {
            let whiteboard = [
                Kind::Note,
                Kind::Text,
                Kind::Shape(Form::Rectangle),
                Kind::Shape(Form::Ellipse),
                Kind::Shape(Form::Diamond),
            ];
            let process = [
                Process::Task(TaskKind::User),
                Process::Task(TaskKind::Service),
                Process::Gateway(GatewayKind::Exclusive),
                Process::Event(Position::Start, Trigger::None),
                Process::Event(Position::Catch, Trigger::Timer),
                Process::Event(Position::End, Trigger::None),
                Process::Annotation,
            ];
            whiteboard.into_iter().chain(process.into_iter().map(Kind::Process)).collect()
        }
        Kind::Process(kind) => {
            let process: Vec<Process> = match kind {
                Process::Task(_) | Process::CallActivity | Process::Subprocess(_) => tasks()
                    .chain([
                        Process::CallActivity,
                        Process::Subprocess(SubprocessKind::Embedded),
                        Process::Subprocess(SubprocessKind::Event),
                        Process::Subprocess(SubprocessKind::Transaction),
                        Process::Subprocess(SubprocessKind::AdHoc),
                    ])
                    .collect(),
                Process::Gateway(_) => GatewayKind::ALL.iter().map(|kind| Process::Gateway(*kind)).collect(),
                Process::Event(Position::Boundary, _) => {
                    triggers(Position::Boundary).map(|t| Process::Event(Position::Boundary, t)).collect()
                }
                Process::Event(position, _) => events(*position),
                Process::DataObject | Process::DataInput | Process::DataOutput | Process::DataStore => {
                    vec![Process::DataObject, Process::DataInput, Process::DataOutput, Process::DataStore]
                }
                Process::Pool | Process::Lane | Process::Annotation | Process::Group | Process::Flow(_) => {
                    Vec::new()
                }
            };
            process.into_iter().map(Kind::Process).collect()
        }
        Kind::Frame
        | Kind::Stroke
        | Kind::Line
        | Kind::Definition(_)
        | Kind::Depiction
        | Kind::Unknown(_) => Vec::new(),
    };
    list.into_iter().filter(|kind| *kind != element.kind).collect()
}

/// Events of the same position first, then the other positions without a trigger.
fn events(position: Position) -> Vec<Process> {
    let own = triggers(position).map(|trigger| Process::Event(position, trigger));
    let others = [
        (Position::Start, Trigger::None),
        (Position::Catch, Trigger::Timer),
        (Position::Catch, Trigger::Message),
        (Position::Throw, Trigger::Message),
        (Position::End, Trigger::None),
    ];
    let others = others.into_iter().filter(move |(other, _)| *other != position);
    own.chain(others.map(|(position, trigger)| Process::Event(position, trigger))).collect()
}

/// Triggers that an event in this position can have (BPMN 2.0, table 10.93).
pub fn triggers(position: Position) -> impl Iterator<Item = Trigger> {
    use Trigger::{
        Cancel, Compensation, Conditional, Error, Escalation, Link, Message, None, Signal, Terminate, Timer,
    };
    let list: &[Trigger] = match position {
        Position::Start => &[None, Message, Timer, Signal, Conditional],
        Position::Catch => &[Timer, Message, Signal, Conditional, Link],
        Position::Throw => &[None, Message, Signal, Escalation, Link, Compensation],
        Position::Boundary => &[Timer, Message, Error, Signal, Escalation, Conditional, Compensation, Cancel],
        Position::End => &[None, Message, Error, Signal, Escalation, Terminate, Compensation, Cancel],
    };
    list.iter().copied()
}

/// What can come next after an element, the likeliest first.
#[must_use]
pub fn appends(element: &Element) -> Vec<Kind> {
    let list: &[Process] = match element.kind {
        Kind::Process(Process::Event(Position::End, _)) => &[Process::Annotation],
        Kind::Process(Process::Gateway(GatewayKind::EventBased)) => &[
            Process::Event(Position::Catch, Trigger::Timer),
            Process::Event(Position::Catch, Trigger::Message),
            Process::Event(Position::Catch, Trigger::Signal),
            Process::Event(Position::Catch, Trigger::Conditional),
            Process::Task(TaskKind::Receive),
        ],
        Kind::Process(kind) if kind.is_flow_node() => &[
            Process::Task(TaskKind::User),
            Process::Task(TaskKind::Service),
            Process::Gateway(GatewayKind::Exclusive),
            Process::Gateway(GatewayKind::Parallel),
            Process::Gateway(GatewayKind::EventBased),
            Process::Event(Position::Catch, Trigger::Timer),
            Process::Event(Position::Catch, Trigger::Message),
            Process::Event(Position::End, Trigger::None),
            Process::Annotation,
        ],
        Kind::Process(Process::Pool | Process::DataObject | Process::DataStore) => &[Process::Annotation],
        _ => &[],
    };
    list.iter().copied().map(Kind::Process).collect()
}

/// What comes next by default: after an event gateway something to wait for, else a step.
#[must_use]
pub fn next_kind(element: &Element) -> Kind {
    match appends(element).into_iter().next() {
        Some(kind @ Kind::Process(Process::Event(..))) => kind,
        _ => Kind::Process(Process::Task(TaskKind::User)),
    }
}
