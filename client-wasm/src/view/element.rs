//! One element in full, as the inspector asks about it, with the form or the decision it refers to.

use serde::Serialize;
use wandel_board::{ElementId, Kind};
use wandel_process::property::Properties;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    pub id: ElementId,
    pub label: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LaneView {
    pub id: ElementId,
    pub label: String,
    pub colour: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExitView {
    pub id: ElementId,
    pub label: String,
    pub to: ElementId,
    pub to_label: String,
    pub condition: String,
    pub is_default: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DefinitionView {
    pub id: ElementId,
    pub kind: String,
    pub name: String,
    pub code: String,
    /// Of a message: which detail says what case it is for.
    pub correlation: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ElementView {
    pub id: ElementId,
    pub kind: Kind,
    pub label: String,
    pub by: Option<u64>,
    pub lane: Option<Named>,
    pub lanes: Vec<LaneView>,
    pub properties: Properties,
    /// The colour it is shown in, chosen or not: 1–8 of a lane, the name of a note's; empty if it has none.
    pub colour: String,
    pub turns: Vec<Kind>,
    pub appends: Vec<Kind>,
    pub exits: Vec<ExitView>,
    pub from: Option<Named>,
    pub to: Option<Named>,
    pub definitions: Vec<DefinitionView>,
    /// The form that the step shows.
    pub form: Option<FormView>,
    /// All forms of the board, where one can be chosen.
    pub forms: Vec<Named>,
    /// The decision that the step asks, and all of the board where one can be chosen.
    pub decision: Option<DecisionView>,
    pub decisions: Vec<Named>,
    /// What conditions can ask about, where there are any.
    pub variables: Vec<VariableView>,
    /// Only who locked it may change it.
    pub lock: Option<LockView>,
    pub editable: bool,
}

/// `name`: of who locked it, empty if unknown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LockView {
    pub name: String,
    pub mine: bool,
}

/// `others`: further steps that show it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FormView {
    pub id: ElementId,
    pub label: String,
    pub others: Vec<Named>,
    pub fields: Vec<FieldView>,
}

/// `key`: the variable it fills, said or made from the label.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FieldView {
    pub id: ElementId,
    pub label: String,
    pub key: String,
    pub r#type: &'static str,
    pub required: bool,
    pub initial: String,
    pub help: String,
    pub choices: Vec<ChoiceView>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChoiceView {
    pub id: ElementId,
    pub label: String,
    pub value: String,
}

/// A decision with its table; cells of a rule stand in the order of `inputs`, then `outputs`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DecisionView {
    pub id: ElementId,
    pub label: String,
    pub key: String,
    pub policy: &'static str,
    /// Empty: none.
    pub aggregation: &'static str,
    pub inputs: Vec<ColumnView>,
    pub outputs: Vec<ColumnView>,
    pub rules: Vec<RuleView>,
}

/// `key`: the expression of an input, the name of an output.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ColumnView {
    pub id: ElementId,
    pub label: String,
    pub key: String,
    pub r#type: &'static str,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RuleView {
    pub id: ElementId,
    pub note: String,
    pub cells: Vec<CellView>,
}

/// `error`: a code, empty if there is nothing to say.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CellView {
    pub column: ElementId,
    pub text: String,
    pub error: &'static str,
}

/// `label`: of the field that fills it, if one does; `values`: what can be chosen in it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct VariableView {
    pub name: String,
    pub label: String,
    pub values: Vec<String>,
}
