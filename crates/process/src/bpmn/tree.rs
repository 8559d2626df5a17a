//! XML to be written, as a tree of our own. Every node that stands for something of the model has a key, so that two
//! trees, and a tree and a file, can be laid beside each other.

use super::names;

/// An attribute; `space` is `None` for BPMN's own.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    pub space: Option<&'static str>,
    pub name: &'static str,
    pub value: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub space: &'static str,
    pub name: &'static str,
    /// `definitions`, `process:ID`, `s:ID` (an element), `d:ID` (its drawing), `plane:ID`, …
    pub key: Option<String>,
    /// The element that a node without a key is nonetheless: a field, a choice.
    pub of: Option<String>,
    pub attributes: Vec<Attribute>,
    pub text: Option<String>,
    pub children: Vec<Node>,
    /// What comes along from the imported file as it is.
    pub carried: Carried,
}

/// Attributes with their prefixes, and elements behind our own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Carried {
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Foreign>,
}

/// An element that we have no words for, under its name with prefix.
#[derive(Clone, Debug, PartialEq)]
pub struct Foreign {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub text: Option<String>,
    pub children: Vec<Foreign>,
}

impl Node {
    /// An element of the BPMN namespace.
    pub const fn new(name: &'static str) -> Self {
        Self::of(names::MODEL, name)
    }
    pub const fn of(space: &'static str, name: &'static str) -> Self {
        Self {
            space,
            name,
            key: None,
            of: None,
            attributes: Vec::new(),
            text: None,
            children: Vec::new(),
            carried: Carried { attributes: Vec::new(), children: Vec::new() },
        }
    }
    pub fn keyed(mut self, key: String) -> Self {
        self.key = Some(key);
        self
    }
    pub fn part(mut self, element: &str) -> Self {
        self.of = Some(element.to_owned());
        self
    }
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.text = Some(text.into());
        self
    }
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.set(name, value);
        self
    }
    pub fn set(&mut self, name: &'static str, value: impl Into<String>) {
        self.attributes.push(Attribute { space: None, name, value: value.into() });
    }
    pub fn set_in(&mut self, space: &'static str, name: &'static str, value: impl Into<String>) {
        self.attributes.push(Attribute { space: Some(space), name, value: value.into() });
    }
    pub fn id(&self) -> Option<&str> {
        self.attributes
            .iter()
            .find(|attribute| attribute.space.is_none() && attribute.name == "id")
            .map(|attribute| attribute.value.as_str())
    }
    /// Sets an attribute if there is a value.
    pub fn maybe(&mut self, name: &'static str, value: Option<impl Into<String>>) {
        if let Some(value) = value {
            self.set(name, value);
        }
    }
    pub fn push(&mut self, child: Self) {
        self.children.push(child);
    }
}

/// The order of children in the OMG's schema (Semantic.xsd, BPMNDI.xsd, DI.xsd): what has a lower number comes first,
/// in whatever parent it stands. Names that stand at different places in different parents have none in common here.
pub fn rank(space: &str, name: &str) -> u32 {
    if space != names::MODEL {
        return match name {
            "BPMNDiagram" => 90,
            "BPMNPlane" | "Bounds" | "waypoint" => 10,
            "BPMNLabelStyle" | "BPMNLabel" => 20,
            _ => 15,
        };
    }
    match name {
        "documentation" => 0,
        "extensionElements" => 1,
        "import" => 2,
        "extension" => 3,
        // Roots.
        "itemDefinition" => 10,
        "collaboration" => 11,
        "process" => 12,
        "message" | "error" | "signal" | "escalation" => 13,
        "category" | "dataStore" => 14,
        "relationship" => 95,
        // Flow nodes, activities, callable elements.
        "auditing" => 20,
        "monitoring" => 21,
        "categoryValueRef" => 22,
        "incoming" => 22,
        "outgoing" | "ioSpecification" => 23,
        "property" => 24,
        "dataInput" | "dataOutput" => 25,
        "dataInputAssociation" => 26,
        "dataOutputAssociation" => 27,
        "resourceRole" | "performer" | "humanPerformer" | "potentialOwner" => 28,
        "inputSet" | "outputSet" => 29,
        "standardLoopCharacteristics" | "multiInstanceLoopCharacteristics" => 30,
        "messageEventDefinition"
        | "timerEventDefinition"
        | "errorEventDefinition"
        | "signalEventDefinition"
        | "escalationEventDefinition"
        | "conditionalEventDefinition"
        | "linkEventDefinition"
        | "compensateEventDefinition"
        | "cancelEventDefinition"
        | "terminateEventDefinition" => 31,
        "eventDefinitionRef" => 32,
        "rendering" | "script" => 33,
        // Lanes.
        "partitionElement" => 20,
        "flowNodeRef" => 21,
        "childLaneSet" => 22,
        "laneSet" => 40,
        // Flow elements, then artifacts.
        "association" | "textAnnotation" | "group" => 60,
        "participant" => 40,
        "messageFlow" => 50,
        // Data associations and expressions inside of others.
        "sourceRef" => 10,
        "targetRef" => 11,
        "transformation" => 12,
        "assignment" => 13,
        "completionCondition" => 40,
        "loopCardinality" => 20,
        "loopCondition" => 20,
        _ => 50,
    }
}
