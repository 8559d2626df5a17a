//! The namespaces of BPMN files and of the engines' attributes.

pub const MODEL: &str = "http://www.omg.org/spec/BPMN/20100524/MODEL";
pub const BPMNDI: &str = "http://www.omg.org/spec/BPMN/20100524/DI";
pub const DC: &str = "http://www.omg.org/spec/DD/20100524/DC";
pub const DI: &str = "http://www.omg.org/spec/DD/20100524/DI";
pub const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
/// Colours, as the OMG's working group proposes them.
pub const COLOR: &str = "http://www.omg.org/spec/BPMN/non-normative/color/1.0";
/// Colours, as bpmn.io writes them.
pub const BIOC: &str = "http://bpmn.io/schema/bpmn/biocolor/1.0";
pub const OPERATON: &str = "http://operaton.org/schema/1.0/bpmn";
pub const CAMUNDA: &str = "http://camunda.org/schema/1.0/bpmn";
pub const FLOWABLE: &str = "http://flowable.org/bpmn";
pub const ACTIVITI: &str = "http://activiti.org/bpmn";
pub const ZEEBE: &str = "http://camunda.org/schema/zeebe/1.0";
/// What a file is meant for, as the modeller of Camunda's engines marks it.
pub const MODELER: &str = "http://camunda.org/schema/modeler/1.0";
/// Ours: what plain BPMN has no place for, as foreign attributes that every tool skips.
pub const WANDEL: &str = "urn:wandel:process:1";

/// The target namespace of files that started on a board.
pub const DEFINITIONS: &str = "urn:wandel:definitions";

/// Namespaces whose attributes mean the same: those of the engines with a common ancestor, and ours.
pub const ENGINES: [&str; 5] = [OPERATON, CAMUNDA, FLOWABLE, ACTIVITI, WANDEL];

/// Attributes of ours on a step: the id and the name of its form.
pub const FORM: &str = "form";
pub const FORM_NAME: &str = "formName";

/// The prefix used where a file declares none.
#[must_use]
pub fn prefix(namespace: &str) -> &'static str {
    match namespace {
        MODEL => "bpmn",
        BPMNDI => "bpmndi",
        DC => "dc",
        DI => "di",
        XSI => "xsi",
        COLOR => "color",
        BIOC => "bioc",
        OPERATON => "operaton",
        CAMUNDA => "camunda",
        FLOWABLE => "flowable",
        ACTIVITI => "activiti",
        ZEEBE => "zeebe",
        MODELER => "modeler",
        "https://www.omg.org/spec/DMN/20191111/MODEL/" => "dmn",
        "https://www.omg.org/spec/DMN/20191111/DMNDI/" => "dmndi",
        "http://www.omg.org/spec/DMN/20180521/DC/" => "dc",
        "http://camunda.org/schema/1.0/dmn" => "camunda",
        "http://operaton.org/schema/1.0/dmn" => "operaton",
        _ => "wandel",
    }
}

/// All of these, and ours.
pub const PREFIXES: [&str; 16] = [
    "bpmn", "bpmndi", "dc", "di", "xsi", "color", "bioc", "operaton", "camunda", "flowable", "activiti",
    "zeebe", "modeler", "dmn", "dmndi", "wandel",
];

/// Attributes of ours that hold values by name, one a line (`amount=income * 2`), and the properties they are.
pub const VALUES: [(&str, &str); 2] =
    [("inputs", crate::property::names::INPUT), ("outputs", crate::property::names::OUTPUT)];

/// Attributes of the engines and the properties they are, on tasks and on message event definitions.
pub const ATTRIBUTES: [(&str, &str); 11] = {
    use crate::property::names::{
        ASSIGNEE, CLASS, DECISION, DELEGATE, DUE, EXPRESSION, FORM, GROUPS, RESULT, TOPIC, USERS,
    };
    [
        ("assignee", ASSIGNEE),
        ("candidateGroups", GROUPS),
        ("candidateUsers", USERS),
        ("dueDate", DUE),
        ("formKey", FORM),
        ("topic", TOPIC),
        ("expression", EXPRESSION),
        ("delegateExpression", DELEGATE),
        ("class", CLASS),
        ("resultVariable", RESULT),
        ("decisionRef", DECISION),
    ]
};

/// Attributes and elements whose value is the id of something in the file.
#[must_use]
pub fn refers(name: &str) -> bool {
    name.ends_with("Ref")
        || name.ends_with("Refs")
        || matches!(
            name,
            "default"
                | "bpmnElement"
                | "labelStyle"
                | "choreographyActivityShape"
                | "sourceElement"
                | "targetElement"
                | "calledElement"
                | "incoming"
                | "outgoing"
                | "source"
                | "target"
        )
}
