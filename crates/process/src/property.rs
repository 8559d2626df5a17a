//! Names and values of what one can set on an element. In the document every property is a key `p.NAME` of its own, so
//! that two people who change different properties both keep their change.

use serde::{Deserialize, Serialize};

/// A property's value: a scalar, or a short list that one person writes at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Value>),
}

impl Value {
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }
    #[must_use]
    pub const fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(value) = self { Some(*value) } else { None }
    }
    #[must_use]
    pub const fn as_number(&self) -> Option<f64> {
        if let Self::Number(value) = self { Some(*value) } else { None }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}
impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

/// Properties by name. Sorted, so that everything derived from them is deterministic.
pub type Properties = std::collections::BTreeMap<String, Value>;

/// Well-known property names. An unknown name is kept and ignored.
pub mod names {
    /// Text: documentation of the element (`bpmn:documentation`).
    pub const DOCUMENTATION: &str = "documentation";
    /// Text: the one person who does a user task (an expression or a name).
    pub const ASSIGNEE: &str = "assignee";
    /// Text, comma-separated: the groups who may do it. Absent: made from the lane.
    pub const GROUPS: &str = "groups";
    /// Text, comma-separated: the persons who may do it.
    pub const USERS: &str = "users";
    /// Text: when a user task is due, as a date or an expression.
    pub const DUE: &str = "due";
    /// Text: the key of the form of a user task or start event.
    pub const FORM: &str = "form";
    /// Text: the condition of a sequence flow, as an expression over the process variables (`complete == true`).
    pub const CONDITION: &str = "condition";
    /// Text, an element id: the default flow of a gateway or activity.
    pub const DEFAULT: &str = "default";
    /// Text: topic of an external worker (service, send, business rule task; message throw or end event).
    pub const TOPIC: &str = "topic";
    /// Text: an expression that does the work of a service task.
    pub const EXPRESSION: &str = "expression";
    /// Text: a delegate expression.
    pub const DELEGATE: &str = "delegate";
    /// Text: a Java class.
    pub const CLASS: &str = "class";
    /// Text: variable for the result of expression, script or decision.
    pub const RESULT: &str = "result";
    /// Text: the script of a script task, and its language.
    pub const SCRIPT: &str = "script";
    pub const SCRIPT_FORMAT: &str = "script-format";
    /// Text: `date`, `duration` or `cycle`, and the ISO 8601 value or an expression.
    pub const TIMER_KIND: &str = "timer-kind";
    pub const TIMER: &str = "timer";
    /// Text, an element id: the message, error, signal or escalation definition meant.
    pub const REFERENCE: &str = "reference";
    /// Text: the code of an error or escalation definition.
    pub const CODE: &str = "code";
    /// List of text: what a multiple event waits for or gives out, by the triggers' stable names.
    pub const TRIGGERS: &str = "triggers";
    /// Text: name of a link event.
    pub const LINK: &str = "link";
    /// Text: key of a decision (business rule task).
    pub const DECISION: &str = "decision";
    /// Text, an element id: the decision on the board that a business rule task asks. With it, `decision` does not count.
    pub const DECISION_TABLE: &str = "decision-table";
    /// Text, on a decision: `unique` (also if absent), `first`, `any`, `collect`, `rule-order`.
    pub const HIT_POLICY: &str = "hit-policy";
    /// Text, on a decision under `collect`: `sum`, `min`, `max`, `count`. Without it the answers are a list.
    pub const AGGREGATION: &str = "aggregation";
    /// Text, one property a column (`cell.e_…`) on a rule: FEEL's test of an input, FEEL's value of an output.
    pub const CELL: &str = "cell.";
    /// Text: key of the process a call activity calls.
    pub const CALLED: &str = "called";
    /// Text, a board's id: where that process is. Only the server knows whether it is there, and who may see it.
    pub const CALLED_BOARD: &str = "called-board";
    /// Text: `standard`, `parallel` or `sequential`.
    pub const LOOP: &str = "loop";
    pub const COLLECTION: &str = "collection";
    pub const ELEMENT_VARIABLE: &str = "element-variable";
    pub const CARDINALITY: &str = "cardinality";
    pub const COMPLETION: &str = "completion";
    /// Bool: false for a non-interrupting boundary or event-subprocess start event.
    pub const INTERRUPTING: &str = "interrupting";
    /// Bool: false for a collapsed subprocess.
    pub const EXPANDED: &str = "expanded";
    /// Bool: an activity for compensation; a data object that is a collection.
    pub const COMPENSATION: &str = "compensation";
    pub const COLLECTION_DATA: &str = "is-collection";
    /// Text: `one`, `both` or `none`: direction of an association.
    pub const DIRECTION: &str = "direction";
    /// Text, `#RRGGBB`: colours an imported file gave a shape.
    pub const FILL: &str = "fill";
    pub const STROKE: &str = "stroke";
    /// Text: a colour name of the palette (`yellow`, …, lanes `1` … `8`).
    pub const COLOUR: &str = "colour";
    /// List of four numbers (x, y, width, height): bounds of an outside label, relative to the top left of the
    /// element's owner (of its plane if the owner is one), as `at` is in the document.
    pub const LABEL_AT: &str = "label-at";
    /// Bool: an exclusive gateway of an imported file without the X.
    pub const MARKER: &str = "marker";
    /// Bool: pool drawn vertically.
    pub const HORIZONTAL: &str = "horizontal";
    /// Text, an element id: what a depiction or a data reference stands for.
    pub const OF: &str = "of";
    /// Text: the name of the XML element of a definition of kind `Other`.
    pub const TAG: &str = "tag";
    /// Text, of a process: how long finished cases are kept, as an ISO 8601 duration.
    pub const TIME_TO_LIVE: &str = "time-to-live";
    /// Text, on a message definition or on what waits for it: an expression that says which case a message is for.
    pub const CORRELATION: &str = "correlation";
    /// Text, one property a variable (`input.amount`): an expression for what a step gets under that name; of what it
    /// gives back (`output.amount`): an expression over its results.
    pub const INPUT: &str = "input.";
    pub const OUTPUT: &str = "output.";
    /// Text: the id of a form that the engine has beside its processes (Camunda's linked forms).
    pub const FORM_REF: &str = "form-ref";
    /// Text, an element id: the form on the board that a user task or start event shows (`form`). With it, `form` counts
    /// for plain BPMN only.
    pub const FORM_DEFINITION: &str = "form-definition";
    /// Text, on a field: the variable it fills. Absent: made from the label. On a process: its id in files and engines,
    /// where no file gave it one. Absent: made from the board's id for it.
    pub const KEY: &str = "key";
    /// Text, on a field: `text`, `long-text`, `number`, `boolean`, `date`, `choice`. Absent: `text`.
    pub const TYPE: &str = "type";
    /// Bool, on a field: it must be filled in.
    pub const REQUIRED: &str = "required";
    /// Text, on a field: what stands in it at first: a number with a point, `true`, `false`, `2027-01-31`, a choice's value.
    pub const INITIAL: &str = "initial";
    /// Text, on a field: a sentence that helps to fill it in.
    pub const HELP: &str = "help";
    /// Text, on a choice: what is stored if it is chosen. Absent: its label.
    pub const VALUE: &str = "value";
    /// Number: minutes of work, and minutes of waiting.
    pub const WORK: &str = "work";
    pub const WAIT: &str = "wait";
    /// Properties whose value is the id of an element.
    pub const REFERENCES: [&str; 5] = [DEFAULT, REFERENCE, OF, FORM_DEFINITION, DECISION_TABLE];
}

/// Puts other ids into the references of an element, and into the names of its cells.
pub fn refer_anew<'i>(properties: &mut Properties, to: impl Fn(&str) -> Option<&'i str>) {
    for name in names::REFERENCES {
        if let Some(Value::Text(id)) = properties.get_mut(name)
            && let Some(new) = to(id)
        {
            *id = new.to_owned();
        }
    }
    let cells: Vec<String> = properties
        .range(names::CELL.to_owned()..)
        .map(|(name, _)| name.clone())
        .take_while(|name| name.starts_with(names::CELL))
        .collect();
    for name in cells {
        if let Some(new) = to(&name[names::CELL.len()..])
            && let Some(value) = properties.remove(&name)
        {
            properties.insert(format!("{}{new}", names::CELL), value);
        }
    }
}
